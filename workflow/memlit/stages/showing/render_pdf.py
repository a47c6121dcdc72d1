"""Rule render_pdf: results/report.json and the figures to brief.pdf, report.pdf and appendices.pdf."""

from pathlib import Path

from memlit.files import read_json, write_bytes
from memlit.report.rendering.pdf import PRINTED_PARTS, render_pdf
from memlit.stages.job import Job


def run(job: Job) -> None:
    """inputs: report, and the SVG files by figure."""
    drawings = {name: Path(path) for name, path in job.inputs.items() if name != "report"}
    report = read_json(job.path("report"))
    for part in PRINTED_PARTS:
        write_bytes(job.output(part), render_pdf(report, drawings, part))
