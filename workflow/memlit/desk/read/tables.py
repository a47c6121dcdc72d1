"""The tables of a file as they are mined and as the page shows them; for the reader process.

A table that was not found, or read with wrong columns: drawn on the page by a person, read as it is drawn.
"""

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from memlit.asking.model import TableAnswer
from memlit.datum import TableQuestion
from memlit.desk.read.boxed import lines_in, typed
from memlit.desk.serve.answer import named
from memlit.desk.write.rows import csv_line
from memlit.errors import SourceError
from memlit.naming import slug, table_name
from memlit.sources.attribution.identity import NO_ENTRY, ReadTable
from memlit.sources.data.from_tables import by_answers, describe, interpreted, mined
from memlit.sources.data.supplied import Supplied
from memlit.sources.folder import TRANSCRIBED_PREFIX
from memlit.sources.pictures import seen_digest
from printed.documents.opened import opened
from printed.geometry import Box
from printed.ocr.model import SeenArea
from printed.tables import TableReading, read_tables
from printed.tables.model import Cell, Table

_View = dict[str, Any]
PRINT = "print"
"""Under this name a shown table has its print, which stays here."""
MOST_FILES = 4
"""Files whose tables the reader keeps: what a person says of a head changes their meaning, not what they print."""


def tables_of(file: Supplied) -> tuple[dict[str, Any], list[_View]]:
    """The mined file as plain values, and its tables as the page shows them."""
    asked = _ToRead(file.path, file.sha256, seen_digest(file.seen), file.seen)
    described = describe(file.path, file.folder, _read_once(asked))
    read = interpreted(file, described)
    found = mined(file, described, read)
    answered = by_answers(file, described)[0]
    meant = []
    for place, one in enumerate(read):
        own = answered.get(place)
        meant.append(replace(one, interpretation=own.applied.interpretation, given=own.answers) if own else one)
    return found.model_dump(), _shown(meant, {one.table: one for one in found.questions})


@dataclass(frozen=True, slots=True)
class _ToRead:
    """A file of these bytes, and what OCR saw of it, with the digests that make changed ones others."""

    path: Path
    sha256: str
    digest: str
    seen: tuple[SeenArea, ...] = field(compare=False)


@functools.lru_cache(maxsize=MOST_FILES)
def _read_once(asked: _ToRead) -> TableReading:
    """The tables of a file."""
    with opened(asked.path, asked.seen) as document:
        return read_tables(document)


def _shown(read: Sequence[ReadTable], asked: Mapping[str, TableQuestion]) -> list[_View]:
    """The tables of a file as printed, with the heads that mean nothing yet; asked: what is asked of them by name."""
    shown = []
    for one in read:
        table, meaning, entry = one.table, one.interpretation, one.entry or NO_ENTRY
        said = one.given.table if one.given else TableAnswer(about="others")
        question = asked.get(one.name)
        shown.append(
            {
                PRINT: table,
                "name": one.name,
                **named(table, "label", "caption", "page"),
                "box": table.bbox,
                "devices_in": said.devices_in or meaning.orientation.removeprefix("devices_in_"),
                "waits": question is not None and question.waits,
                "answered_by": question.answered_by if question else None,
                "refused": question.refused if question else (),
                "whose": said.work or entry.paper or "",
                "how": said.how or entry.how or "",
                "unmapped": [[head.row, head.col, head.text, list(head.nearest)] for head in meaning.unmapped],
                "cells": [_cell(cell, table) for cell in table.cells],
                "read": [[cell.row, cell.col, cell.parameter, cell.device_label] for cell in meaning.readings],
            }
        )
    return shown


def _cell(cell: Cell, table: Table) -> list[Any]:
    return [cell.row, cell.col, cell.rowspan, cell.colspan, cell.text, cell.bbox, cell.page or table.page]


_MOST_ROWS, _MOST_COLUMNS = 200, 40


def drawn_rows(
    path: Path, page: int, box: Box, columns: Sequence[float], seen: Sequence[SeenArea] = ()
) -> list[list[str]]:
    """The words inside `box` of a PDF page, a row a printed line, parted at the x of `columns`; in points from the top.

    For the reader process. A word belongs to the column in which its middle stands; seen: as `lines_in` has it.
    """
    edges = sorted(x for x in columns if box[0] < x < box[2])
    rows = []
    for _, words in lines_in(path, page, box, seen):
        row: list[list[str]] = [[] for _ in range(len(edges) + 1)]
        for word in words:
            row[sum(word.mid_x > edge for edge in edges)].append(typed(word))
        rows.append([" ".join(cell) for cell in row])
    return rows


def table_file(label: str) -> str:
    """`table_2.csv` for `Table II`: the name by which a transcribed table settles the caption of that number."""
    number = table_name(label)
    name = number.removeprefix("t") if number else slug(label)
    if not name:
        raise SourceError("table", "has no label", "write it as printed: Table 2")
    return f"{TRANSCRIBED_PREFIX}{name}.csv"


def as_csv(rows: Sequence[Sequence[str]]) -> str:
    """Rows of one width as CSV. Raises SourceError for what is no table."""
    if not 1 < len(rows) <= _MOST_ROWS or len({len(row) for row in rows}) != 1 or not 1 < len(rows[0]) <= _MOST_COLUMNS:
        raise SourceError("table", "needs two rows and two columns at least", "draw its column lines")
    return "".join(csv_line(" ".join(cell.split()) for cell in row) for row in rows)
