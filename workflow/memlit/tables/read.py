"""One entry for all kinds of document: the content decides which reader is used."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from memlit.documents.kind import KIND_OF_SUFFIX, KINDS, document_kind
from memlit.documents.markup.parsed import MARKUP
from memlit.errors import DocumentError
from memlit.tables.model import TableReading


def read_tables(path: Path, *, page: int | None = None) -> TableReading:
    """Tables of a document in reading order.

    page: read this page only (from 1; PDF alone has pages). Errors: DocumentError where the file is
    missing, empty, encrypted, broken, too big or of no known kind.
    """
    path = Path(path)
    kind = document_kind(path)
    if page is not None and kind != "pdf":
        raise DocumentError(path.name, "has no pages", "leave out the page")
    reading = _read(path, kind, page)
    misnomer = _misnomer(path, kind)
    return replace(reading, warnings=(misnomer, *reading.warnings)) if misnomer else reading


def _read(path: Path, kind: str, page: int | None) -> TableReading:
    if kind == "pdf":
        from memlit.tables.pdf.read import read_pdf

        return read_pdf(path, page=page)
    if kind == "xlsx":
        from memlit.tables.delimited import read_xlsx

        return read_xlsx(path)
    if kind in MARKUP:
        from memlit.tables.markup import read_docx, read_html, read_jats

        return {"jats": read_jats, "html": read_html, "docx": read_docx}[kind](path)
    if kind == "latex":
        from memlit.tables.latex import read_latex_tables

        return read_latex_tables(path)
    from memlit.tables.delimited import read_delimited

    return read_delimited(path)


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
            "page": table.page,
            "bbox": _numbers(table.bbox),
            "label": table.label,
            "caption": table.caption,
            "notes": list(table.notes),
            "flags": list(table.flags),
            "cells": [
                {
                    "page": cell.page or table.page,
                    "row": cell.row,
                    "col": cell.col,
                    "rowspan": cell.rowspan,
                    "colspan": cell.colspan,
                    "text": cell.text,
                    "markup": cell.markup,
                    "bbox": _numbers(cell.bbox),
                    "flags": list(cell.flags),
                }
                for cell in table.cells
            ],
        }
        for table in reading.tables
    ]


def _numbers(box: tuple[float, float, float, float] | None) -> list[float] | None:
    return [round(value, 2) for value in box] if box else None
