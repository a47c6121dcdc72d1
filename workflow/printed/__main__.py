"""`python -m printed paper.pdf`: the tables of a document as text; exit code 1, one line where it cannot be read."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from printed.documents.markup.text import levels
from printed.errors import UserError
from printed.tables import Table, TableReading, read_tables
from printed.worker import read_safely


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables of a file; the arguments of the process where none are given."""
    parser = argparse.ArgumentParser(
        prog="printed",
        description="Print the tables of FILE (PDF, HTML, JATS XML, LaTeX, Markdown, CSV, XLSX) cell by cell, what is "
        "doubted in them, and captions without a table. The file is read in a process with limits.",
    )
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--page", type=int, help="only this page of a PDF, from 1")
    said = parser.parse_args(arguments)
    try:
        reading = read_safely(said.file, read_tables, said.file, page=said.page)
    except UserError as error:
        print(f"printed: {error}", file=sys.stderr)
        return 1
    print("\n".join(map(_shown, lines_of(reading))))
    for warning in reading.warnings:
        print(f"printed: {_shown(warning)}", file=sys.stderr)
    return 0


def lines_of(reading: TableReading) -> Iterator[str]:
    """Lines on each page that holds a table or the caption of one, in the order of the document."""
    if not reading.tables and not reading.orphan_captions:
        yield "no table found"
    captions = {page.number: page.captions for page in reading.pages}
    for number in sorted({*(table.page or 0 for table in reading.tables), *captions}):
        tables = [table for table in reading.tables if (table.page or 0) == number]
        alone = captions.get(number, ())
        if number and (tables or alone):
            yield f"page {number}"
        for table in tables:
            yield from _table(table)
        yield from (f"{label}: a caption without a table that could be read" for label in alone)
    if not reading.pages:
        yield from (f"{label}: a caption without a table that could be read" for label, _ in reading.orphan_captions)


def _table(table: Table) -> Iterator[str]:
    flags = f" ({', '.join(table.flags)})" if table.flags else ""
    yield f"{table.label or 'table without a label'}: {table.n_rows} rows x {table.n_cols} columns{flags}"
    if table.caption:
        yield f"  caption: {levels(table.caption)}"
    grid = [["" for _ in range(table.n_cols)] for _ in range(table.n_rows)]
    for cell in table.cells:
        grid[cell.row][cell.col] = _shown(levels(cell.markup or cell.text))
    widths = [max(map(len, column)) for column in zip(*grid, strict=True)]
    for row in grid:
        yield "  " + " | ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
    yield from (f"  note: {levels(note)}" for note in table.notes)
    for cell in table.cells:
        yield from (f"  doubt: row {cell.row + 1}, column {cell.col + 1}: {flag}" for flag in cell.flags)


def _shown(text: str) -> str:
    """A text on one line of a terminal, which no character of a document may steer."""
    return "".join(c if c.isprintable() else " " for c in text)


if __name__ == "__main__":
    sys.exit(main())
