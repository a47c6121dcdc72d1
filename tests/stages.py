"""The stages of a run, called one after the other without Snakemake."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

from memlit.config import CONFIG_FILE, load_config
from memlit.devices.outputs import TABLES
from memlit.parse_time import WorkflowPlan, workflow_plan
from memlit.stages.job import Job
from memlit.stages.mining import choose_tuples, compute_benchmark, extract_publications, reconcile_units

VOCABULARY = "config/vocabulary.yaml"
CLASSES = "config/classes.yaml"
SHELF = "results/library.json"
CODE = "test"
"""In place of the hashes of the stages' code, which does not change under way."""


def tables_of(*names: str) -> dict[str, str]:
    """The files of published tables, by the names of a rule's outputs."""
    return {f"{name}_{kind}": f"results/data/{name}.{kind}" for name in names for kind in ("csv", "parquet")}


def frames_of(*names: str) -> dict[str, str]:
    """The Parquet files of tables by name."""
    return {name: f"results/data/{name}.parquet" for name in names}


def _run(stage: ModuleType, inputs: dict[str, Any], outputs: dict[str, str], params: dict[str, Any]) -> None:
    stage.run(Job(inputs, outputs, params))


def run_to_benchmark(root: Path) -> WorkflowPlan:
    """The stages up to benchmark.csv, one after the other; the current folder is `root`."""
    planned = workflow_plan(root, load_config(root / CONFIG_FILE).model_dump())
    documents = []
    words = {"vocabulary": VOCABULARY}
    for bucket in planned.buckets:
        read = f"results/extracted/{bucket}"
        made = {"documents": f"{read}.jsonl", "points": f"{read}.points.csv"}
        digest = planned.contents_of([*planned.files_of(bucket), VOCABULARY])
        given = {"documents": planned.keys_of(bucket), "supplied": digest, "code": CODE, "log": f"results/{bucket}.log"}
        _run(extract_publications, words, made, given)
        documents.append(f"results/reconciled/{bucket}.jsonl")
        corrected = {**made, "corrections": "curation/corrections.csv", **words}
        _run(reconcile_units, corrected, {"documents": documents[-1]}, {"code": CODE})
    supplied = {
        "library": "references.bib",
        "screening": "curation/screening.csv",
        "checks": planned.present("curation/checks.csv"),
    }
    told = {"settings": planned.settings("evidence", "conventions.headline_pulse"), "problems": planned.problems}
    _run(
        choose_tuples,
        {"documents": documents, "corrections": "curation/corrections.csv", "classes": CLASSES, **supplied, **words},
        {"shelf": SHELF, **tables_of(*(table.name for table in TABLES))},
        {**told, "code": CODE},
    )
    _run(
        compute_benchmark,
        {"shelf": SHELF, "classes": CLASSES, **frames_of("readings", "devices")},
        {"numbers": "results/numbers.parquet", **tables_of("benchmark", "values", "papers", "memberships", "edges")},
        {"settings": planned.settings("evidence", "conventions", "metrics"), "code": CODE},
    )
    return planned
