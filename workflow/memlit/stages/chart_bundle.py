"""Stage chart_bundle: the script that draws the report's charts, written once for the versions at hand."""

from __future__ import annotations

from pathlib import Path

from memlit.files import write_text
from memlit.report.charts.bundle import javascript_bundle


def run(output: str) -> None:
    """Write the script to `output`."""
    write_text(Path(output), javascript_bundle())
