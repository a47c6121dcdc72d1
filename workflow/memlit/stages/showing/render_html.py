"""Rule render_html: results/report.json and figures to report.html and the index of its numbers."""

from pathlib import Path

from memlit.files import read_json, write_text
from memlit.report.rendering.html import render_html, render_numbers
from memlit.stages.job import Job


def run(job: Job) -> None:
    """inputs: report, and the SVG files by figure."""
    files = {name: Path(path) for name, path in job.inputs.items()}
    report = read_json(files.pop("report"))
    drawings = {name: path.read_text(encoding="utf-8") for name, path in files.items()}
    write_text(job.output("html"), render_html(report, drawings))
    write_text(job.output("numbers"), render_numbers(report))
