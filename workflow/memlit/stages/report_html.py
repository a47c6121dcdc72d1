"""Stage report_html: results/report.json and the figures and the charts' script to results/report.html."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from memlit.files import read_json, write_text
from memlit.report.html import render_html


def run(report: str, figures: Mapping[str, str], bundle: str, output: str) -> None:
    """figures: SVG files by figure name; bundle: the script that draws the charts."""
    drawings = {name: Path(path).read_text(encoding="utf-8") for name, path in figures.items()}
    write_text(Path(output), render_html(read_json(Path(report)), drawings, Path(bundle).read_text(encoding="utf-8")))
