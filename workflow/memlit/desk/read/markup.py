"""The elements of an HTML or XML file; no address or entity in it is followed."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def tree(path: Path) -> Any:
    """The elements of an HTML or XML file; no address or entity in it is followed."""
    from lxml import etree

    data = path.read_bytes()
    try:
        data.decode("utf-8-sig")
        encoding = "utf-8"
    except UnicodeDecodeError:
        encoding = None
    return etree.fromstring(data, etree.HTMLParser(no_network=True, huge_tree=False, encoding=encoding))
