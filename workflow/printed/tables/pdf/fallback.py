"""Pages that PDFium cannot open, read by pdfplumber: drawn tables only, without spans and scripts, and marked so."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from printed.geometry import Box
from printed.notes import ReadBy, cut_note_text
from printed.symbols import whole_letters
from printed.tables.model import Cell, Table

_Answer = TypeVar("_Answer")
READ_BY = cut_note_text(ReadBy("pdfplumber"))
"""Flag of every table that was read here."""


def count_pages(path: Path) -> int:
    """Pages as pdfplumber counts them, 0 where it cannot open the file either."""
    return _asked(path, lambda document: len(document.pages)) or 0


def read_page_tables(path: Path, number: int) -> list[Table] | None:
    """Tables of a page (from 1) from top to bottom, None where pdfplumber cannot read it either."""
    found = _asked(path, lambda document: [_table(one, number) for one in document.pages[number - 1].find_tables()])
    return None if found is None else [table for table in found if table is not None]


def _asked(path: Path, question: Callable[[Any], _Answer]) -> _Answer | None:
    """What is asked of the document that pdfplumber opens; None where it cannot be read."""
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        with pdfplumber.open(path) as document:
            return question(document)
    except MemoryError:
        raise
    except Exception:
        # pdfminer raises errors of many kinds on broken files; each means that the file is not readable.
        return None


def _table(found: Any, number: int) -> Table | None:
    cells = []
    for i, (row, texts) in enumerate(zip(found.rows, found.extract(), strict=True)):
        for j, (box, text) in enumerate(zip(row.cells, texts, strict=True)):
            shown = " ".join(whole_letters(text or "").split())
            cells.append(Cell(i, j, shown, shown, bbox=_box(box)))
    table = Table(tuple(cells), number, _box(found.bbox), flags=("ruled", READ_BY))
    is_table = table.n_rows > 1 and table.n_cols > 1 and sum(bool(c.text) for c in cells) >= 4
    return table if is_table else None


def _box(box: Any) -> Box | None:
    if box is None:
        return None
    x0, y0, x1, y1 = (float(end) for end in box)
    return (x0, y0, x1, y1)
