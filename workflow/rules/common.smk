# What all rules share: the settings, the documents by bucket, what people supply, the digests of the code.
# Needs: config/config.yaml, references.bib, the names of files under sources/ and extracted/, the rule report.

from fnmatch import fnmatch
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


# `module` with a `prefix` puts all files of the rules into a folder: a rule's own file says which.
PREFIX = rules.report.input.html.removesuffix("results/report.html")
try:
    PLAN = parse_time.workflow_plan(Path.cwd() / PREFIX, config)
except MemlitError as error:
    raise SystemExit(str(error)) from None
if workflow.is_main_process:
    ending.expect(PLAN)


wildcard_constraints:
    bucket=r"\d+",


# What people supply, by the names of a rule's inputs: files of `input`, and of `params` by their digest, for Snakemake
# compares times alone, and those can lie.
SCREENING = {"screening": "curation/screening.csv"}
VOCABULARY = {"vocabulary": "config/vocabulary.yaml"}
CLASSES = {"classes": "config/classes.yaml"}
CORRECTIONS = {"corrections": "curation/corrections.csv", **VOCABULARY}
TUPLES = {
    **SCREENING,
    "library": "references.bib",
    "checks": PLAN.present("curation/checks.csv"),
    **CORRECTIONS,
    **CLASSES,
}
MEASURED = {"measured": PLAN.measured_files}
# Counted, with a sample of values and what was typed of them blind.
COUNTED = {
    **SCREENING,
    "tags": "config/tags.csv",
    **CORRECTIONS,
    **CLASSES,
    "sample": PLAN.present("curation/sample.csv"),
    "blind": PLAN.present("curation/second_readings.csv"),
    "points": PLAN.present("extracted/*.points.csv"),
}
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

# What was read, under the same names in every field: the library, the documents and their readings.
READ_TABLES = {
    "library": "results/library.json",
    "documents": "results/data/documents.parquet",
    "readings": "results/data/readings.parquet",
}
# Of a field whose values are observations: what lines print, their metrics, classes compared.
OBSERVED = {
    name: f"results/{name}.json" for name in ("observations", "metrics", "compared")
}
# What was read and chosen, and its metrics.
TABLES = {
    **READ_TABLES,
    "devices": "results/data/devices.parquet",
    "benchmark": "results/data/benchmark.parquet",
}


def of_classes(tables, rules=()):
    """Tables about classes, and the rules whose numbers their lines lead to."""
    return {
        "of_classes": [f"results/data/{table}.csv" for table in tables],
        "numbers_of_classes": [f"results/numbers/{rule}.parquet" for rule in rules],
    }


# Each figure of the field.
FIGURES = {name: f"results/figures/{name}.svg" for name in PLAN.field.figures}
CHANGES = {"changes": "results/changes.json"}
RECORDS = (
    {**READ_TABLES, **OBSERVED, **CHANGES}
    if PLAN.field.is_observed
    else {
        **TABLES,
        "claims": "results/claims.json",
        **CHANGES,
    }
)
# What a run is compared by with the last release.
COMPARED = {
    name: f"results/data/{name}.csv"
    for name in (
        "readings",
        *(
            ("observations", "metrics", "classes_at", "pairs_at")
            if PLAN.field.is_observed
            else (
                "devices",
                "benchmark",
                "classes",
                "comparisons",
                "comparison_pairs",
                "comparison_tests",
                "claims",
            )
        ),
    )
}
