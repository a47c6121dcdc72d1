"""The elements of an HTML, XML or Word file as a browser would take them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from memlit.documents.markup.parsed import root_of
from memlit.errors import DocumentError


def tree(path: Path, kind: str) -> Any:
    """The root element of a file of that kind, XML read leniently as HTML; None if it has none."""
    try:
        return root_of(path, "docx" if kind == "docx" else "html")
    except DocumentError:
        return None
