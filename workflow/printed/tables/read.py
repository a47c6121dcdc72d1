"""One entry for all kinds of document: the content decides which reader is used."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from printed.documents.kind import misnomer
from printed.documents.opened import OpenDocument, opened
from printed.errors import DocumentError
from printed.tables.delimited import read_delimited, read_xlsx
from printed.tables.latex import read_latex_tables
from printed.tables.markup import read_html, read_jats, read_markdown
from printed.tables.model import Table, TableReading
from printed.tables.settings import TABLE_SETTINGS

_READERS: dict[str, Callable[[Path], TableReading]] = {
    "jats": read_jats, "html": read_html, "latex": read_latex_tables, "xlsx": read_xlsx,
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
            from printed.tables.pdf.read import read_pdf

            reading = read_pdf(document, page=page)
        else:
            reading = _READERS[kind](path)
    kept: list[Table] = []
    lost: list[str] = []
    for number, table in enumerate(reading.tables, 1):
        too_long = _too_long(path, number, table)
        if too_long is None:
            kept.append(table)
        else:
            lost.append(too_long)
    misnamed = misnomer(path, kind)
    before = (str(misnamed),) if misnamed is not None else ()
    return replace(reading, tables=tuple(kept), warnings=(*before, *reading.warnings, *lost))


def _too_long(path: Path, number: int, table: Table) -> str | None:
    """A line on a table with a text that is longer than any print, None where there is none; number: from 1."""
    most = TABLE_SETTINGS.longest_print
    for where, text in _texts_of(table):
        if len(text) > most:
            problem = f"table {number} is not read: {where} has {len(text)} characters, a print has at most {most}"
            return str(DocumentError(path.name, problem, "mend or shorten it, or list the values in readings.csv"))
    return None


def _texts_of(table: Table) -> Iterator[tuple[str, str]]:
    """The texts of a table, each with where it stands."""
    yield "its label", table.label or ""
    yield "its caption", table.caption or ""
    for note in table.notes:
        yield "a note", note
    for cell in table.cells:
        yield f"row {cell.row}, column {cell.col}", max(cell.text, cell.markup, key=len)


def tables_as_json(reading: TableReading) -> list[dict[str, Any]]:
    """The tables as plain values for JSON; boxes are lists x0, y0, x1, y1 in points from the top left."""
    plain = []
    for table in reading.tables:
        cells = []
        for cell in table.cells:
            cells.append(asdict(cell) | {"page": cell.page or table.page, "bbox": _numbers(cell.bbox)})
        plain.append(asdict(table) | {"bbox": _numbers(table.bbox), "cells": cells})
    return plain


def _numbers(box: tuple[float, float, float, float] | None) -> list[float] | None:
    return [round(value, 2) for value in box] if box else None
