"""Rule chart_bundle: the script that draws the report's charts, written once for the versions at hand."""

from memlit.files import write_text
from memlit.report.charts.bundle import javascript_bundle
from memlit.stages.job import Job


def run(job: Job) -> None:
    """Write the script; nothing is read."""
    write_text(job.output("bundle"), javascript_bundle())
