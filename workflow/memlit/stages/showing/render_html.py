"""Rule render_html: results/report.json, figures and the charts' script to report.html and the index of its numbers."""

from pathlib import Path

from memlit.files import read_json, write_text
from memlit.report.rendering.html import render_html, render_numbers
from memlit.stages.job import Job


def run(job: Job) -> None:
    """inputs: report, bundle, and the SVG files by figure."""
    files = {name: Path(path) for name, path in job.inputs.items()}
    report, bundle = read_json(files.pop("report")), files.pop("bundle").read_text(encoding="utf-8")
    drawings = {name: path.read_text(encoding="utf-8") for name, path in files.items()}
    write_text(job.output("html"), render_html(report, drawings, bundle))
    write_text(job.output("numbers"), render_numbers(report))
