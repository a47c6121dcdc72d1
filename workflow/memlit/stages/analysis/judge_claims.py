"""Rule judge_claims: each claim of the review held against the evidence."""

from memlit.analysis.class_medians import CLASS_PAPERS, ClassSummary
from memlit.analysis.comparison.record import COMPARISON_PAIRS, COMPARISONS
from memlit.analysis.evidence.curators import CuratorAgreement
from memlit.benchmark.rows import load_rows
from memlit.claims.evaluate import evaluate_claims
from memlit.claims.evidence import ClassLines
from memlit.claims.outputs import CLAIMS, STATEMENTS, Claims, claim_results, statement_lines
from memlit.claims.worklist import open_claims
from memlit.config.claims import load_claims
from memlit.devices.resolved import load_resolved
from memlit.errors import certain
from memlit.frames import PublishedFrames
from memlit.numbers import numbers_of_run, published_lines
from memlit.published import PUBLISHED
from memlit.stages.job import Job

_TABLES = (PUBLISHED[ClassSummary], CLASS_PAPERS, COMPARISONS, COMPARISON_PAIRS, PUBLISHED[CuratorAgreement])


def run(job: Job) -> None:
    """A verdict a claim; what two curators read of one paper is the error that a claim is forgiven."""
    record, rows = load_resolved(job.inputs), load_rows(job.path("benchmark"), job.config)
    numbers = numbers_of_run(job.paths("numbers_of_classes"))
    tables = PublishedFrames(_TABLES, job.paths("of_classes"))
    lines = {name: published_lines(table, numbers) for name, table in tables.items()}
    claims = load_claims(job.path("claims"))
    verdicts = evaluate_claims(
        claims,
        record,
        rows,
        job.classes,
        job.config,
        of_classes=ClassLines(
            lines["classes"], lines["class_papers"], lines["comparisons"], lines["comparison_pairs"], numbers
        ),
        reading_errors={line.parameter: certain(line.number("reading_sd")) for line in lines["curators"]},
    )
    job.write_record("claims", Claims(verdicts=verdicts, open_claims=open_claims(verdicts, record.corpus.documents)))
    job.write_numbers(claim_results(verdicts))
    job.write_table(CLAIMS, verdicts)
    job.write_table(STATEMENTS, statement_lines(verdicts))
