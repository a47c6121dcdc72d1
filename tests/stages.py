"""The rules up to the benchmark, their scripts run one after the other without Snakemake."""

from __future__ import annotations

import gc
import runpy
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from memlit.config import CONFIG_FILE, load_config
from memlit.parse_time import WorkflowPlan, workflow_plan

from tests.builders import ROOT

VOCABULARY = "config/vocabulary.yaml"
SHELF = "results/library.json"
CODE = "test"
"""In place of the digests of the code, which does not change under way."""
SUPPLIED = {
    "references": "references.bib",
    "screening": "curation/screening.csv",
    "corrections": "curation/corrections.csv",
    "vocabulary": VOCABULARY,
    "known_classes": "config/classes.yaml",
}
BOTH = ("readings", "documents", "devices", "benchmark", "values")
CSV = ("second_readings", "series", "unmapped", "looked_for", "papers", "memberships", "edges")


def run_script(
    rule: str, inputs: dict[str, Any], outputs: dict[str, Any], params: dict[str, Any], log: str = ""
) -> None:
    """Run the script of a rule in the current folder; its failure is an exception here."""
    given = SimpleNamespace(
        input=inputs, output=outputs, params={"code": CODE, **params}, log=[log or f"results/run/log/{rule}.log"]
    )
    hook = sys.excepthook
    try:
        runpy.run_path(str(ROOT / f"workflow/scripts/{rule}.py"), init_globals={"snakemake": given})
    finally:
        sys.excepthook = hook
        gc.enable()


def run_to_benchmark(root: Path) -> WorkflowPlan:
    """The rules `read` and `benchmark`; the current folder is `root`."""
    planned = workflow_plan(root, load_config(root / CONFIG_FILE).model_dump())
    reconciled = []
    for bucket in planned.buckets:
        extracted = f"results/extracted/{bucket}"
        reconciled.append(f"results/reconciled/{bucket}.jsonl")
        made = {"extracted": f"{extracted}.jsonl", "points": f"{extracted}.points.csv", "reconciled": reconciled[-1]}
        digest = planned.contents_of([*planned.files_of(bucket), VOCABULARY])
        given = {"documents": planned.keys_of(bucket), "supplied": digest}
        run_script("read", {"vocabulary": VOCABULARY}, made, given, f"results/run/log/read/{bucket}.log")
    tables = {
        **{name: f"results/data/{name}.parquet" for name in BOTH},
        **{f"{name}_csv": f"results/data/{name}.csv" for name in BOTH},
        **{name: f"results/data/{name}.csv" for name in CSV},
    }
    run_script(
        "benchmark",
        {**SUPPLIED, "checks": planned.present("curation/checks.csv"), "reconciled": reconciled},
        {"library": SHELF, "numbers": "results/numbers/benchmark.parquet", **tables},
        {"settings": planned.settings("evidence", "conventions", "metrics"), "problems": planned.problems},
    )
    return planned
