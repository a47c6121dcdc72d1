"""The source beside the value: the table with its cell, the passage, or a picture of the page or the figure."""

import functools
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from memlit.datum import LISTED, Datum
from memlit.documents.pdf.opened import drawn, opened
from memlit.errors import MemlitError
from memlit.files import read_csv, sha256_of
from memlit.sources.data.from_readings import columns_of
from memlit.sources.figures_yaml import overlay_path
from memlit.tables import read_tables
from memlit.tables.model import Cell, Table
from memlit.worker import read_safely

View = dict[str, Any]
ROWS_AROUND = 6
HEAD_ROWS = 3
LONGEST_CELL = 400
SCALE = 2.0
AROUND = 130.0
"""Points of the page that a crop shows above and below the cell."""
TABLES = ("transcribed", "delimited-table", "jats-table", "html-table", "latex-table", "docx-table")
READING_SHOWN = ("place", "device", "parameter", "text", "unit", "comparator", "note")


def view(root: Path, datum: Datum) -> View:
    """What the page shows of a datum's source; where that is absent, what the record keeps of it."""
    try:
        found = _view(root, datum)
    except (MemlitError, OSError, ValueError) as error:
        return _recorded(datum, " ".join(str(error).split()))
    return found or _recorded(datum, "the source is not at hand as it was read")


def _view(root: Path, datum: Datum) -> View | None:
    path = source_path(root, datum)
    if datum.figure is not None:
        return {"kind": "picture", "alt": f"{datum.locator.label or 'figure'} with its digitized series drawn over it"}
    if datum.method in LISTED:
        return _reading_list(path, datum) if path.is_file() else None
    if not is_unchanged(path, datum):
        return None
    if datum.locator.bbox is not None and path.suffix.lower() == ".pdf":
        return {"kind": "picture", "alt": f"page {datum.locator.page} with the place of the value"}
    if datum.method in TABLES:
        return _table(path, datum)
    return None


def source_path(root: Path, datum: Datum) -> Path:
    """The supplied file in which the datum was printed."""
    return root / "sources" / datum.locator.document / datum.locator.file


def is_unchanged(path: Path, datum: Datum) -> bool:
    """Whether the file is there with the bytes that were read. A datum without a digest is taken to be so."""
    return path.is_file() and datum.locator.sha256 in (None, sha256_of(path))


def _recorded(datum: Datum, why: str) -> View:
    """Headers, stub and text of the record as a small table; of a passage its context."""
    printed = datum.printed
    if datum.method == "text":
        return {"kind": "quote", "text": printed.notes[0] if printed.notes else printed.text, "mark": printed.text}
    cells = [
        _plain(Cell(0, 1, " · ".join(printed.headers)), is_hit=False),
        _plain(Cell(1, 1, printed.text), is_hit=True),
    ]
    stubs = [_plain(Cell(0, 0, ""), is_hit=False), _plain(Cell(1, 0, printed.stub or ""), is_hit=False)]
    rows = [{"number": None, "cells": [stub, cell]} for stub, cell in zip(stubs, cells, strict=True)]
    return {"kind": "table", "caption": printed.caption, "rows": rows, "why": f"from the record: {why}"}


def _reading_list(path: Path, datum: Datum) -> View:
    """Rows of readings.csv at the datum's place, its own cell marked."""
    same = [row for row in read_csv(path, columns_of(path)) if row["place"] == datum.locator.place]
    head = {
        "number": None,
        "cells": [_plain(Cell(0, place, name), is_hit=False, head=True) for place, name in enumerate(READING_SHOWN)],
    }
    # A correction may have changed the parameter; the id keeps the one that is listed.
    own = (datum.printed.text, datum.id.rsplit("/", 1)[-1].split(".")[0], datum.printed.stub or "")
    rows = []
    for number, row in enumerate(same, 1):
        is_own = (row["text"], row["parameter"], row["device"]) == own
        cells = [
            _plain(Cell(number, place, row[name]), is_hit=is_own and name == "text")
            for place, name in enumerate(READING_SHOWN)
        ]
        rows.append({"number": None, "cells": cells})
    place = f"{datum.locator.place}, as listed in {path.name}"
    return {"kind": "table", "caption": place, "rows": [head, *rows], "why": None}


def _table(path: Path, datum: Datum) -> View | None:
    place = datum.locator
    state = path.stat()
    tables = _tables(path, state.st_mtime_ns, state.st_size)
    found = [(table, cell) for table in tables if (cell := _cell(table, place.row, place.column)) is not None]
    same = [(table, cell) for table, cell in found if _words(cell.text) == _words(datum.printed.text)]
    best = next((pair for pair in same if pair[0].label == place.label), same[0] if same else None)
    return None if best is None else _window(best[0], best[1], datum)


@functools.lru_cache(maxsize=8)
def _tables(path: Path, _time: int, _size: int) -> tuple[Table, ...]:
    """The tables of a file, kept while it stays as it is: neighbours in the queue share their table."""
    return read_safely(path, read_tables, path).tables


def _cell(table: Table, row: int | None, column: int | None) -> Cell | None:
    return next((cell for cell in table.cells if (cell.row, cell.col) == (row, column)), None)


def _words(text: str) -> str:
    return " ".join(text.split())


def _window(table: Table, hit: Cell, datum: Datum) -> View:
    """The head of the table and the rows around the cell; what is left out is counted between them."""
    first, last = max(0, hit.row - ROWS_AROUND), min(table.n_rows, hit.row + ROWS_AROUND + 1)
    shown = sorted({*range(min(HEAD_ROWS, table.n_rows)), *range(first, last)})
    rows = []
    for row in shown:
        cells = [cell for cell in table.cells if cell.row == row]
        cells += _reaching(table, row, shown)
        plain = [_plain(cell, is_hit=cell is hit, head=cell.row == 0) for cell in sorted(cells, key=lambda c: c.col)]
        rows.append({"number": row, "cells": plain})
    caption = " ".join(filter(None, (datum.locator.label, datum.printed.caption or table.caption)))
    return {"kind": "table", "caption": caption, "rows": rows, "why": None, "n_rows": table.n_rows}


def _reaching(table: Table, row: int, shown: Sequence[int]) -> list[Cell]:
    """Cells that reach from rows which are not shown down into `row`, the first shown one they cover."""
    return [
        cell
        for cell in table.cells
        if cell.row < row < cell.row + cell.rowspan and not any(cell.row <= other < row for other in shown)
    ]


def _plain(cell: Cell, *, is_hit: bool, head: bool = False) -> dict[str, Any]:
    text = cell.text if len(cell.text) <= LONGEST_CELL or is_hit else cell.text[:LONGEST_CELL] + "…"
    return {
        "text": text,
        "rowspan": cell.rowspan,
        "colspan": cell.colspan,
        "hit": is_hit,
        "head": head,
        "stub": cell.col == 0,
    }


def picture(root: Path, datum: Datum) -> bytes | None:
    """PNG of the digitized panel with its overlay, or of the page around the value; None where there is none."""
    if datum.figure is not None:
        path = root / overlay_path(datum)
        return path.read_bytes() if path.is_file() else None
    path = source_path(root, datum)
    box, page = datum.locator.bbox, datum.locator.page
    if box is None or page is None or not is_unchanged(path, datum):
        return None
    return read_safely(path, page_crop, path, page, list(box))


def page_crop(path: Path, number: int, box: list[float]) -> bytes:
    """The page around `box` (points from the top left), with a frame about it, for the reader process."""
    from PIL import ImageDraw

    with opened(path) as document:
        image = drawn(document[number - 1], SCALE)
    left, top, right, bottom = (end * SCALE for end in box)
    ImageDraw.Draw(image).rectangle((left - 5, top - 5, right + 5, bottom + 5), outline=(196, 60, 20), width=3)
    upper, lower = max(0, round(top - AROUND * SCALE)), min(image.height, round(bottom + AROUND * SCALE))
    out = io.BytesIO()
    image.crop((0, upper, image.width, lower)).save(out, "PNG")
    return out.getvalue()
