"""Tables of pages that typst sets."""

from __future__ import annotations

from pathlib import Path

import pytest
from printed.tables import TableReading, read_tables


def read_typst(tmp_path: Path, source: str) -> TableReading:
    """The tables of a typst source that is set as a PDF; skipped where typst is not installed."""
    typst = pytest.importorskip("typst")
    (tmp_path / "in.typ").write_text(source, encoding="utf-8")
    (tmp_path / "out.pdf").write_bytes(typst.compile(str(tmp_path / "in.typ")))
    return read_tables(tmp_path / "out.pdf")
