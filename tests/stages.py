"""The stages of a run, called one after the other without Snakemake."""

from __future__ import annotations

from pathlib import Path

from memlit.config import CONFIG_FILE, load_config
from memlit.parse_time import Plan, plan
from memlit.stages import choose_tuples, compute_benchmark, extract_publications, reconcile_units

VOCABULARY = "config/vocabulary.yaml"
CLASSES = "config/classes.yaml"
RESOLVED = "results/resolved.json"
CODE = "test"
"""In place of the hashes of the stages' code, which does not change under way."""


def run_to_benchmark(root: Path) -> Plan:
    """The stages up to benchmark.csv, one after the other; the current folder is `root`."""
    planned = plan(root, load_config(root / CONFIG_FILE).model_dump())
    planned.write_stamps()
    documents = []
    words = {"vocabulary": VOCABULARY}
    for bucket in planned.buckets:
        read, stamp = f"results/extracted/{bucket}", f"results/run/supplied/{bucket}.txt"
        made = {"documents": f"{read}.jsonl", "points": f"{read}.points.csv"}
        given = {"documents": planned.keys_of(bucket), "code": CODE, "log": f"results/{bucket}.log"}
        extract_publications.run({"supplied": stamp, **words}, made, given)
        documents.append(f"results/reconciled/{bucket}.jsonl")
        corrected = {**made, "corrections": "corrections.csv", **words}
        reconcile_units.run(corrected, {"documents": documents[-1]}, {"code": CODE})
    supplied = {"library": "references.bib", "screening": "screening.csv", "checks": planned.checks_files}
    given = {"settings": planned.settings_of("choose_tuples"), "problems": planned.problems}
    choose_tuples.run(
        {"documents": documents, "corrections": "corrections.csv", "classes": CLASSES, **supplied, **words},
        {"resolved": RESOLVED, **{name: f"results/data/{name}.csv" for name in ("readings", "devices")}},
        {**given, "code": CODE, "library_code": CODE},
    )
    compute_benchmark.run(
        {"resolved": RESOLVED, "classes": CLASSES},
        {"benchmark": "results/benchmark.json", "table": "results/data/benchmark.csv"},
        {"settings": planned.settings_of("compute_benchmark"), "code": CODE},
    )
    return planned
