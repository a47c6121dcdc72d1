"""Rule audit_index: readings, numbers, claims and report.json to results/audit.sqlite."""

from memlit.audit.index import write_index
from memlit.benchmark.rows import load_rows
from memlit.claims.outputs import Claims
from memlit.devices.resolved import load_resolved
from memlit.files import read_json
from memlit.numbers import read_numbers
from memlit.stages.job import Job


def run(job: Job) -> None:
    """Index every reading, metric and statistic, where the report shows them, and what each paper lacks.

    params: settings; codes, the digest of the code by rule, for the steps of a chain.
    """
    config = job.config
    rows, claims = load_rows(job.path("benchmark"), config), job.record(Claims, "claims").verdicts
    write_index(
        job.output("index"),
        load_resolved(job.inputs),
        rows,
        read_numbers(job.paths("numbers")),
        claims,
        read_json(job.path("report")),
        {"set": config.evidence.headline_set, "pulse": config.conventions.headline_pulse},
        job.params["codes"],
    )
