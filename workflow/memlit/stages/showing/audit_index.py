"""Rule audit_index: all records and report.json to results/audit.sqlite."""

from memlit.analysis.record import read_analysis
from memlit.audit.index import write_index
from memlit.benchmark.rows import load_rows
from memlit.changes.release import ReleaseChange
from memlit.claims.outputs import Claims
from memlit.devices.resolved import load_resolved
from memlit.files import read_json
from memlit.report.book import run_results
from memlit.stages.job import Job
from memlit.synapses.outputs import NamedSynapses


def run(job: Job) -> None:
    """Index every reading, metric and statistic, where the report shows them, and what each paper lacks.

    params: settings; codes, the hash of the code by rule, for the steps of a chain.
    """
    config = job.config
    rows, claims = load_rows(job.path("benchmark"), config), job.record(Claims, "claims").verdicts
    released, synapses = job.record(ReleaseChange, "changes"), job.record(NamedSynapses, "synapses")
    write_index(
        job.output("index"),
        load_resolved(job.inputs),
        rows,
        run_results(rows, read_analysis(job.inputs), claims, released, synapses),
        claims,
        read_json(job.path("report")),
        {"set": config.evidence.headline_set, "pulse": config.conventions.headline_pulse},
        job.params["codes"],
    )
