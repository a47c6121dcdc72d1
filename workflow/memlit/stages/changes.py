"""Stage changes: the tables of this run against those that the last release kept, to results/changes.json."""

from __future__ import annotations

from pathlib import Path

from memlit.changes.release import change_since
from memlit.files import write_json


def run(release: str, results: str, output: str) -> None:
    """release: folder of the last release, which may be absent; results: the results folder."""
    write_json(Path(output), change_since(Path(release), Path(results)).model_dump(mode="json"))
