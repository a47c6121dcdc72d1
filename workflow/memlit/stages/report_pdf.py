"""Stage report_pdf: results/report.json and the figures to results/report.pdf."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from memlit.files import read_json, write_bytes
from memlit.report.pdf import render_pdf


def run(report: str, figures: Mapping[str, str], output: str) -> None:
    """figures: SVG files by figure name."""
    drawings = {name: Path(path) for name, path in figures.items()}
    write_bytes(Path(output), render_pdf(read_json(Path(report)), drawings))
