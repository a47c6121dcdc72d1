"""Rule render_pdf: results/report.json and the figures to results/report.pdf."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from memlit.files import read_json, write_bytes
from memlit.report.rendering.pdf import render_pdf


def run(inputs: Mapping[str, Any], outputs: Mapping[str, str], params: Mapping[str, Any]) -> None:
    """inputs: report, and the SVG files by figure."""
    drawings = {name: Path(path) for name, path in inputs.items() if name != "report"}
    write_bytes(Path(outputs["pdf"]), render_pdf(read_json(Path(inputs["report"])), drawings))
