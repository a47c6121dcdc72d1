"""Each claim of the review held against the evidence."""
# ruff: noqa: F821 (Snakemake defines `snakemake` in a script)

from memlit.analysis.class_lines import load_class_lines
from memlit.benchmark.rows import load_rows
from memlit.claims.evaluate import evaluate_claims
from memlit.claims.outputs import CLAIMS, STATEMENTS, Claims, claim_results, statement_lines
from memlit.claims.worklist import OPEN_CLAIMS_TABLE, open_claims
from memlit.config.claims import load_claims
from memlit.devices.resolved import load_resolved
from memlit.job import Job
from memlit.numbers import rows_of_results

job = Job.of(snakemake)
record, rows = load_resolved(job.inputs), load_rows(job.path("benchmark"), job.config)
of_classes = load_class_lines(job.paths("tables_of_classes"), [job.path("numbers_of_classes")])

# What two curators read of one paper is the error that a claim is forgiven.
verdicts = evaluate_claims(
    load_claims(job.path("statements")),
    record,
    rows,
    job.classes,
    job.config,
    of_classes=of_classes,
    reading_errors=of_classes.reading_errors,
)
judged = Claims(verdicts=verdicts, open_claims=open_claims(verdicts, record.corpus.documents))
job.write_record("claims", judged)
job.write_table(OPEN_CLAIMS_TABLE, judged.open_claims)
job.write_table(CLAIMS, verdicts)
job.write_table(STATEMENTS, statement_lines(verdicts))
job.write_number_rows(rows_of_results(claim_results(verdicts)))
