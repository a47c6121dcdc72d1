"""memlit new: an empty review in a folder of its own, which uses the workflow of the installed package."""

from __future__ import annotations

import json
from pathlib import Path

from memlit.code_hash import workflow_folder
from memlit.errors import SourceError
from memlit.files import write_bytes, write_text

TEMPLATES = Path(__file__).resolve().parent / "new_review"
FROM_WORKFLOW = ("config/metrics.yaml", "config/vocabulary.yaml", "profiles/default/config.yaml")
"""Files that a review starts with as memlit has them, to be added to."""


def new_review(folder: Path, title: str | None = None) -> list[str]:
    """Make an empty review in `folder`; returns the files it wrote, sorted.

    title: of the report; the folder's name where it is None. Raises SourceError when the folder is not empty.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SourceError(folder.as_posix(), "is not empty", "name a new folder")
    words = " ".join((title or folder.resolve().name).split())
    for path in sorted(path for path in TEMPLATES.rglob("*") if path.is_file()):
        name = path.relative_to(TEMPLATES).as_posix()
        text = path.read_text(encoding="utf-8")
        shown = json.dumps(words, ensure_ascii=False) if name.endswith(".yaml") else words
        write_text(folder / (".gitignore" if name == "gitignore" else name), text.replace("TITLE", shown))
    for name in FROM_WORKFLOW:
        write_bytes(folder / name, (workflow_folder() / name).read_bytes())
    for name in ("sources", "extracted"):
        write_text(folder / name / ".gitkeep", "")
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
