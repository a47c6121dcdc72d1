"""Rule render_pdf: results/report.json and the figures to results/report.pdf."""

from pathlib import Path

from memlit.files import read_json, write_bytes
from memlit.report.rendering.pdf import render_pdf
from memlit.stages.job import Job


def run(job: Job) -> None:
    """inputs: report, and the SVG files by figure."""
    drawings = {name: Path(path) for name, path in job.inputs.items() if name != "report"}
    write_bytes(job.output("pdf"), render_pdf(read_json(job.path("report")), drawings))
