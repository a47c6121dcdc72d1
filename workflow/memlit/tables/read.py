"""One entry for all kinds of document: the content decides which reader is used."""

import itertools
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from memlit.documents.kind import DOCUMENT_KINDS, KIND_OF_SUFFIX
from memlit.documents.opened import OpenDocument, opened
from memlit.errors import DocumentError
from memlit.tables.delimited import read_delimited, read_xlsx
from memlit.tables.latex import read_latex_tables
from memlit.tables.markup import read_docx, read_html, read_jats, read_markdown
from memlit.tables.model import Table, TableReading
from memlit.tables.settings import TABLE_SETTINGS

_READERS: dict[str, Callable[[Path], TableReading]] = {
    "jats": read_jats, "html": read_html, "docx": read_docx, "latex": read_latex_tables, "xlsx": read_xlsx,
    "delimited": read_delimited, "markdown": read_markdown,
}  # fmt: skip


def read_tables(source: Path | OpenDocument, *, page: int | None = None) -> TableReading:
    """Tables of a document in reading order.

    page: read this page only (from 1; PDF alone has pages). Errors: DocumentError where the file is
    missing, empty, encrypted, broken, too big or of no known kind.
    """
    with opened(source) as document:
        path, kind = document.path, document.kind
        if page is not None and kind != "pdf":
            raise DocumentError(path.name, "has no pages", "leave out the page")
        if kind == "pdf":
            from memlit.tables.pdf.read import read_pdf

            reading = read_pdf(document, page=page)
        else:
            reading = _READERS[kind](path)
    misnomer = _misnomer(path, kind)
    too_long = {number: line for number, table in enumerate(reading.tables) if (line := _too_long(path, number, table))}
    if not (misnomer or too_long):
        return reading
    kept = tuple(table for number, table in enumerate(reading.tables) if number not in too_long)
    return replace(reading, tables=kept, warnings=(*filter(None, [misnomer]), *reading.warnings, *too_long.values()))


def _too_long(path: Path, number: int, table: Table) -> str | None:
    """A line on a table with a text that is longer than any print, None where there is none; number: from 0."""
    around = [("its label", table.label), ("its caption", table.caption), *(("a note", note) for note in table.notes)]
    cells = ((f"row {cell.row}, column {cell.col}", max(cell.text, cell.markup, key=len)) for cell in table.cells)
    most = TABLE_SETTINGS.longest_print
    for where, text in itertools.chain(around, cells):
        if text is not None and len(text) > most:
            problem = f"table {number + 1} is not read: {where} has {len(text)} characters, a print has at most {most}"
            return str(DocumentError(path.name, problem, "mend or shorten it, or list the values in readings.csv"))
    return None


def _misnomer(path: Path, kind: str) -> str | None:
    """A line on a file whose content is not what its name says, such as a publisher's web page saved as paper.pdf."""
    named = KIND_OF_SUFFIX.get(path.suffix.lower(), kind)
    if named == kind or {named, kind} == {"html", "jats"}:
        return None
    problem = f"is {DOCUMENT_KINDS[kind].name} by its content and {DOCUMENT_KINDS[named].name} by its name"
    return str(DocumentError(path.name, problem, "fetch the document again, or name the file as what it is"))


def tables_as_json(reading: TableReading) -> list[dict[str, Any]]:
    """The tables as plain values for JSON; boxes are lists x0, y0, x1, y1 in points from the top left."""
    return [
        {
            **asdict(table),
            "bbox": _numbers(table.bbox),
            "cells": [
                {**asdict(cell), "page": cell.page or table.page, "bbox": _numbers(cell.bbox)} for cell in table.cells
            ],
        }
        for table in reading.tables
    ]


def _numbers(box: tuple[float, float, float, float] | None) -> list[float] | None:
    return [round(value, 2) for value in box] if box else None
