"""Rule summarize_measured: raw reads of measured sets, where they are at hand, to the summaries in results/measured."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from memlit.files import write_json
from memlit.measuring.sets import RAW_FOLDER, summaries

SOURCES = Path("sources")


def run(inputs: Mapping[str, Any], outputs: Mapping[str, str], params: Mapping[str, Any]) -> None:
    """measured: committed summaries with their recipes; raw: the raw files at hand, in a folder a set."""
    folder = Path(outputs["folder"])
    folder.mkdir(parents=True, exist_ok=True)
    write_json(Path(outputs["told"]), summaries(SOURCES, Path(RAW_FOLDER), folder))
