"""The elements of an HTML or XML file as a browser would take them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from memlit.documents.markup.parsed import html_root
from memlit.errors import DocumentError


def tree(path: Path) -> Any:
    """The root element of an HTML or XML file, read leniently; None if it has none."""
    try:
        return html_root(path)
    except DocumentError:
        return None
