"""The source beside the value: the table with its cell, the passage, or a picture of the page or the figure."""

import functools
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from memlit.datum import LISTED_METHOD, Datum
from memlit.desk.read.quotations import place_png
from memlit.errors import MemlitError
from memlit.files import read_csv, sha256_of
from memlit.naming import overlay_path
from memlit.sources.data.from_readings import columns_of_list
from memlit.worker import read_safely
from printed.tables import read_tables
from printed.tables.model import Cell, Table

_View = dict[str, Any]
ROWS_AROUND = 6
HEAD_ROWS = 3
LONGEST_CELL = 400

_TABLES = ("transcribed", "delimited-table", "jats-table", "html-table", "latex-table", "docx-table", "markdown-table")
READING_SHOWN = ("place", "device", "parameter", "text", "unit", "comparator", "note")


def view(root: Path, datum: Datum) -> _View:
    """What the page shows of a datum's source; where that is absent, what the record keeps of it."""
    try:
        found = _view(root, datum)
    except (MemlitError, OSError, ValueError) as error:
        return _recorded(datum, " ".join(str(error).split()))
    return found or _recorded(datum, "the source is not at hand as it was read")


def _view(root: Path, datum: Datum) -> _View | None:
    path = source_path(root, datum)
    if datum.figure is not None:
        return {"kind": "picture", "alt": f"{datum.locator.label or 'figure'} with its digitized series drawn over it"}
    if datum.locator.drawn is not None and _drawn_on(root, datum) is not None:
        return {"kind": "picture", "alt": f"page {datum.locator.drawn.page} with the box that a person drew"}
    if datum.method == LISTED_METHOD:
        return _reading_list(path, datum) if path.is_file() else None
    if not is_unchanged(path, datum):
        return None
    if datum.locator.bbox is not None and path.suffix.lower() == ".pdf":
        return {"kind": "picture", "alt": f"page {datum.locator.page} with the place of the value"}
    if datum.method in _TABLES:
        return _table(path, datum)
    return None


def source_path(root: Path, datum: Datum) -> Path:
    """The supplied file in which the datum was printed."""
    return root / "sources" / datum.locator.document / datum.locator.file


def _drawn_on(root: Path, datum: Datum) -> Path | None:
    """The document on whose page a person drew a box round a listed value; None where its bytes are others now."""
    drawn = datum.locator.drawn
    path = root / "sources" / datum.locator.document / drawn.file if drawn else None
    return path if path and drawn and path.is_file() and sha256_of(path) == drawn.sha256 else None


def is_unchanged(path: Path, datum: Datum) -> bool:
    """Whether the file is there with the bytes that were read. A datum without a digest is taken to be so."""
    return path.is_file() and datum.locator.sha256 in (None, sha256_of(path))


def _recorded(datum: Datum, why: str) -> _View:
    """Headers, stub and text of the record as a small table; of a passage its context."""
    printed = datum.printed
    if datum.method == "text":
        return {"kind": "quote", "text": printed.notes[0] if printed.notes else printed.text, "mark": printed.text}
    texts = [["", " · ".join(printed.headers)], [printed.stub or "", printed.text]]
    return _plain_table(texts, (1, 1), printed.caption, f"from the record: {why}")


def _reading_list(path: Path, datum: Datum) -> _View:
    """Rows of readings.csv at the datum's place, its own cell marked."""
    same = [row for row in read_csv(path, columns_of_list(path)) if row["place"] == datum.locator.place]
    # A correction may have changed the parameter; the id keeps the one that is listed.
    own = (datum.printed.text, datum.id.rsplit("/", 1)[-1].split(".")[0], datum.printed.stub or "")
    texts = [list(READING_SHOWN), *([row[name] for name in READING_SHOWN] for row in same)]
    is_own = [(row["text"], row["parameter"], row["device"]) == own for row in same]
    hit = (1 + is_own.index(True) if any(is_own) else -1, READING_SHOWN.index("text"))
    return _plain_table(texts, hit, f"{datum.locator.place}, as listed in {path.name}", None)


def _plain_table(texts: Sequence[Sequence[str]], hit: tuple[int, int], caption: str | None, why: str | None) -> _View:
    """Rows of texts below a head as the page shows a table; hit: row and column of the value."""
    cells = [Cell(row, col, text) for row, line in enumerate(texts) for col, text in enumerate(line)]
    return _shown(cells, hit, range(len(texts)), caption) | {"why": why}


def _shown(cells: Iterable[Cell], hit: tuple[int, int], rows: Iterable[int], caption: str | None) -> _View:
    """The cells that reach into these rows, long texts but that of the value cut off."""
    rows = [*rows]
    within = set(rows)
    shown: list[list[int | str]] = []
    for one in cells:
        if not within.isdisjoint(range(one.row, one.row + one.rowspan)):
            text = one.text if (one.row, one.col) == hit else _short(one.text)
            shown.append([one.row, one.col, one.rowspan, one.colspan, text])
    return {"kind": "table", "caption": caption, "why": None, "rows": rows, "n_rows": None, "hit": hit, "cells": shown}


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else text[:LONGEST_CELL] + "…"


def _table(path: Path, datum: Datum) -> _View | None:
    place = datum.locator
    state = path.stat()
    tables = _tables(path, state.st_mtime_ns, state.st_size)
    found: _View | None = None
    for table in tables:
        cell = next((one for one in table.cells if (one.row, one.col) == (place.row, place.column)), None)
        if cell is None or cell.text.split() != datum.printed.text.split():
            continue
        if table.label == place.label:
            return _window(table, cell, datum)
        found = found or _window(table, cell, datum)
    return found


@functools.lru_cache(maxsize=8)
def _tables(path: Path, _time: int, _size: int) -> tuple[Table, ...]:
    """The tables of a file, kept while it stays as it is: neighbours in the queue share their table."""
    return read_safely(path, read_tables, path).tables


def _window(table: Table, hit: Cell, datum: Datum) -> _View:
    """The head of the table and the rows around the cell; the page counts what is left out between them."""
    first, last = max(0, hit.row - ROWS_AROUND), min(table.n_rows, hit.row + ROWS_AROUND + 1)
    rows = sorted({*range(min(HEAD_ROWS, table.n_rows)), *range(first, last)})
    caption = " ".join(filter(None, (datum.locator.label, datum.printed.caption or table.caption)))
    return _shown(table.cells, (hit.row, hit.col), rows, caption) | {"n_rows": table.n_rows}


def picture(root: Path, datum: Datum) -> bytes | None:
    """PNG of the digitized panel with its overlay, or of the page around the value; None where there is none."""
    if datum.figure is not None:
        path = root / overlay_path(datum)
        return path.read_bytes() if path.is_file() else None
    drawn, path = datum.locator.drawn, source_path(root, datum)
    box, page = datum.locator.bbox, datum.locator.page
    if drawn is not None:
        seen = _drawn_on(root, datum)
        if seen is None:
            return None
        box, page, path = drawn.box, drawn.page, seen
    elif box is None or page is None or not is_unchanged(path, datum):
        return None
    return read_safely(path, place_png, path, page, box)
