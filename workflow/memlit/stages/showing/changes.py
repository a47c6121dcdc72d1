"""Rule changes: the tables of this run against those that the last release kept, to results/changes.json."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from memlit.changes.release import change_since
from memlit.files import write_json


def run(inputs: Mapping[str, Any], outputs: Mapping[str, str], params: Mapping[str, Any]) -> None:
    """params: folder, that of the last release, which may be absent."""
    output = Path(outputs["changes"])
    write_json(output, change_since(Path(params["folder"]), output.parent).model_dump(mode="json"))
