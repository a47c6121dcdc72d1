"""Rule chart_bundle: the script that draws the report's charts, written once for the versions at hand."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from memlit.files import write_text
from memlit.report.charts.bundle import javascript_bundle


def run(inputs: Mapping[str, Any], outputs: Mapping[str, str], params: Mapping[str, Any]) -> None:
    """Write the script; nothing is read."""
    write_text(Path(outputs["bundle"]), javascript_bundle())
