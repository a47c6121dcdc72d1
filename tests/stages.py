"""The stages of a run, called one after the other without Snakemake."""

from __future__ import annotations

from pathlib import Path

from memlit.config import CONFIG_FILE, load_config
from memlit.plan import Plan, plan
from memlit.stages import benchmark, extract, reconcile, resolve

VOCABULARY = "config/vocabulary.yaml"
CLASSES = "config/classes.yaml"
CODE = "test"
"""In place of the hashes of the stages' code, which does not change under way."""


def run_to_benchmark(root: Path) -> Plan:
    """The stages up to benchmark.csv, one after the other; the current folder is `root`."""
    planned = plan(root, load_config(root / CONFIG_FILE).model_dump())
    planned.write_stamps()
    documents = []
    for bucket in planned.buckets:
        read, points = f"results/extracted/{bucket}.jsonl", f"results/extracted/{bucket}.points.csv"
        stamp = f"results/run/supplied/{bucket}.txt"
        extract.run(planned.keys_of(bucket), VOCABULARY, CODE, stamp, read, points, f"results/{bucket}.log")
        documents.append(f"results/reconciled/{bucket}.jsonl")
        reconcile.run(read, points, "corrections.csv", VOCABULARY, CODE, documents[-1])
    outputs = {name: f"results/data/{name}.csv" for name in ("readings", "devices")}
    resolve.run(
        documents,
        "references.bib",
        "screening.csv",
        "corrections.csv",
        planned.checks_files,
        VOCABULARY,
        CLASSES,
        planned.settings_of("resolve"),
        planned.problems,
        CODE,
        CODE,
        {"resolved": "results/resolved.json", **outputs},
    )
    outputs = {"benchmark": "results/benchmark.json", "table": "results/data/benchmark.csv"}
    benchmark.run("results/resolved.json", CLASSES, planned.settings_of("benchmark"), CODE, outputs)
    return planned
