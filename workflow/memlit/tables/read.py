"""One entry for all kinds of document: the content decides which reader is used."""

from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from memlit.documents.kind import KIND_OF_SUFFIX, KINDS, document_kind
from memlit.errors import DocumentError
from memlit.tables.delimited import read_delimited, read_xlsx
from memlit.tables.latex import read_latex_tables
from memlit.tables.markup import read_docx, read_html, read_jats
from memlit.tables.model import TableReading

_READERS: dict[str, Callable[[Path], TableReading]] = {
    "jats": read_jats, "html": read_html, "docx": read_docx, "latex": read_latex_tables, "xlsx": read_xlsx,
    "delimited": read_delimited,
}  # fmt: skip


def read_tables(path: Path, *, page: int | None = None) -> TableReading:
    """Tables of a document in reading order.

    page: read this page only (from 1; PDF alone has pages). Errors: DocumentError where the file is
    missing, empty, encrypted, broken, too big or of no known kind.
    """
    path = Path(path)
    kind = document_kind(path)
    if page is not None and kind != "pdf":
        raise DocumentError(path.name, "has no pages", "leave out the page")
    if kind == "pdf":
        from memlit.tables.pdf.read import read_pdf

        reading = read_pdf(path, page=page)
    else:
        reading = _READERS[kind](path)
    misnomer = _misnomer(path, kind)
    return replace(reading, warnings=(misnomer, *reading.warnings)) if misnomer else reading


def _misnomer(path: Path, kind: str) -> str | None:
    """A line on a file whose content is not what its name says, such as a publisher's web page saved as paper.pdf."""
    named = KIND_OF_SUFFIX.get(path.suffix.lower(), kind)
    if named == kind or {named, kind} == {"html", "jats"}:
        return None
    problem = f"is {KINDS[kind].name} by its content and {KINDS[named].name} by its name"
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
