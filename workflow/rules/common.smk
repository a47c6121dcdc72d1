# What all rules share: the settings, the documents by bucket, what people supply, the digests of the code.
# Needs: config/config.yaml, references.bib, the names of files under sources/ and extracted/, the rule report.

from fnmatch import fnmatch
from pathlib import Path

try:
    from memlit import ending
    from memlit import parse_time
    from memlit.errors import MemlitError
except ImportError as error:
    if error.name not in {"memlit", "figcurves", "printed"}:
        raise
    raise SystemExit(
        "memlit cannot be imported; run: pip install --no-deps --no-build-isolation -e ."
    ) from None


# `module` with a `prefix` puts all files of the rules into a folder: a rule's own file says which.
PREFIX = rules.report.input.page.removesuffix("results/report.html")
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
VOCABULARY = {"vocabulary": "config/vocabulary.yaml"}
CLASSES = {"known_classes": "config/classes.yaml"}
SCREENED = {
    "screening": "curation/screening.csv",
    "corrections": "curation/corrections.csv",
    **VOCABULARY,
    **CLASSES,
}
SUPPLIED = {
    "references": "references.bib",
    "checks": PLAN.present("curation/checks.csv"),
    **SCREENED,
}
MEASURED = {"measured": PLAN.measured_files}
# Counted, with a sample of values and what was typed of them blind.
COUNTED = {
    "tags_of_papers": "config/tags.csv",
    "sample": PLAN.present("curation/sample.csv"),
    "blind": PLAN.present("curation/second_readings.csv"),
    "accepted_points": PLAN.present("extracted/*.points.csv"),
    **SCREENED,
}
STATEMENTS = {"statements": "config/claims.yaml", **CLASSES}
CITATION = {"citation": PLAN.present("CITATION.cff")}
REPORTED = {"checklists": "config/reporting.yaml", **CITATION, **VOCABULARY, **CLASSES}
RELEASE = {"release": PLAN.present("release/*.*")}
SOURCES = {"sources": PLAN.supplied_files}

# What was read, under the same names in every field: the library, the documents and their readings.
READ_TABLES = {
    "library": "results/library.json",
    "documents": "results/data/documents.parquet",
    "readings": "results/data/readings.parquet",
}
# Of a field whose values are observations: what lines print, their metrics, classes compared.
OBSERVED = {
    "observed": expand(
        "results/data/{table}.csv",
        table=("observations", "left_out", "metrics", "classes_at", "pairs_at"),
    ),
    "numbers_of_observed": "results/numbers/observed_benchmark.parquet",
}
# What was read and chosen, and its metrics.
TABLES = {
    **READ_TABLES,
    "devices": "results/data/devices.parquet",
    "benchmark": "results/data/benchmark.parquet",
}
# Of either kind of field what the audit leads back.
RECORDS = (
    {**READ_TABLES, **OBSERVED}
    if PLAN.field.is_observed
    else {**TABLES, "claims": "results/claims.json"}
)
FIGURES = expand("results/figures/{figure}.svg", figure=PLAN.field.figures)


def name_of(rule) -> str:
    """The name of a rule by its log; a larger workflow may have renamed it, and has rules of its own. Else empty."""
    log = str(next(iter(rule.log), ""))
    found = log.removeprefix(f"{PREFIX}results/run/log/")
    return "" if found == log else found.removesuffix(".log").partition("/")[0]
