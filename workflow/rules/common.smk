# Parse-time tables: the settings, the documents by bucket, the hash of each stage's code.
# Needs: config/config.yaml, references.bib, the names of files under sources/ and extracted/.

import atexit
import sys
from pathlib import Path

try:
    from memlit import ending
    from memlit import parse_time
    from memlit.errors import MemlitError
except ImportError as error:
    if error.name not in {"memlit", "figcurves", "printedpages"}:
        raise
    raise SystemExit(
        "memlit cannot be imported; run: pip install --no-deps --no-build-isolation -e ."
    ) from None


try:
    PLAN = parse_time.workflow_plan(Path.cwd(), config)
    if workflow.is_main_process:
        RUN_LOCK = parse_time.take_lock(Path("results/.run.lock"))
        atexit.register(PLAN.save)
        PLAN.write_stamps()
        for line in parse_time.check_before_run(PLAN):
            print(f"memlit check: {line}", file=sys.stderr)
except MemlitError as error:
    raise SystemExit(str(error)) from None


wildcard_constraints:
    bucket=r"\d+",


# What people supply, by the names of a rule's inputs: files of `input`, and of `params` by their digest, for Snakemake
# compares times alone, and those can lie.
SCREENING = {"screening": "screening.csv"}
VOCABULARY = {"vocabulary": "config/vocabulary.yaml"}
CLASSES = {"classes": "config/classes.yaml"}
CORRECTIONS = {"corrections": "corrections.csv", **VOCABULARY}
TUPLES = {
    **SCREENING,
    "library": "references.bib",
    "checks": PLAN.present("checks.csv"),
    **CORRECTIONS,
    **CLASSES,
}
MEASURED = {"measured": PLAN.measured_files, "raw": PLAN.present("raw/*/*")}
TAGS = {"tags": "config/tags.csv", **CLASSES}
COUNTED = {**SCREENING, **CLASSES}
CLAIMS = {"claims": "config/claims.yaml", **CLASSES}
REPORTED = {
    "reporting": "config/reporting.yaml",
    "citation": PLAN.present("CITATION.cff"),
    **VOCABULARY,
    **CLASSES,
}
RELEASE = {"release": PLAN.present("release/*.*")}
SOURCES = {"sources": PLAN.supplied_files}
CITED = {"library": "references.bib", "citation": PLAN.present("CITATION.cff")}
DESCRIBED = {
    "supplied": PLAN.present(*parse_time.DESCRIBED),
    "workflow": PLAN.workflow_files,
}

# What was read and chosen, and its metrics: tables, and the library as it was read.
TABLES = {
    "library": "results/library.json",
    "documents": "results/data/documents.parquet",
    "readings": "results/data/readings.parquet",
    "devices": "results/data/devices.parquet",
    "benchmark": "results/data/benchmark.parquet",
}
FIGURES = {name: f"results/figures/{name}.svg" for name in PLAN.figures}
ANALYSES = {
    name: f"results/{name}.json"
    for name in (
        "evidence",
        "class_medians",
        "comparisons",
        "variability",
        "sensitivity",
        "guidelines",
    )
}
# The rows of each rule in the one table of numbers.
NUMBERS = {
    "numbers": [
        f"results/numbers/{name}.parquet"
        for name in (
            "compute_benchmark",
            "account_evidence",
            "class_medians",
            "compare_classes",
            "measure_variability",
            "test_sensitivity",
            "compare_guidelines",
            "judge_claims",
            "describe_synapses",
            "changes",
        )
    ]
}
RECORDS = {
    **TABLES,
    **ANALYSES,
    "claims": "results/claims.json",
    "synapses": "results/synapses.json",
    "changes": "results/changes.json",
}
