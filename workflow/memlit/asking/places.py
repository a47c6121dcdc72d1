"""Rows, columns and cells of a printed grid by name (`r3`, `c2`, `r3c2`, over several `r3c1-2`), and found again.

A row or column is found again by what it prints first and by which of those that print the same it is; where their
number has changed, it is not found: it is asked again, never guessed.
"""

import re
from collections.abc import Sequence

from memlit.asking.lines import TableLine, lines_along
from memlit.asking.model import Question, QuestionAxis
from printed.tables.model import Cell, Table, TableView

_LINE = re.compile(r"([rc])(\d+)(?:-(\d+))?$")
_CELL = re.compile(r"r(\d+)(?:-\d+)?c(\d+)(?:-\d+)?$")
LONGEST_TEXT = 160
"""Characters of a print that tell a line from others."""


def name_of_cell(cell: Cell) -> str:
    """`r3c2`; with a range where it covers several rows or columns."""
    rows = f"r{cell.row}" + (f"-{cell.row + cell.rowspan - 1}" if cell.rowspan > 1 else "")
    columns = f"c{cell.col}" + (f"-{cell.col + cell.colspan - 1}" if cell.colspan > 1 else "")
    return rows + columns


def lines_named(name: str) -> tuple[TableLine, ...]:
    """The rows or columns that a name covers, empty where it is none: `c1-2` are two columns."""
    found = _LINE.match(name)
    if found is None:
        return ()
    axis, first, last = found.groups()
    numbers = range(int(first), int(last or first) + 1)
    return tuple(TableLine("row" if axis == "r" else "column", number) for number in numbers)


def cell_named(name: str) -> tuple[int, int] | None:
    """Row and column of the first place of a cell, None where the name is none."""
    found = _CELL.match(name)
    return None if found is None else (int(found.group(1)), int(found.group(2)))


def as_compared(text: str) -> str:
    """The text as it is compared: single blanks, no case, one kind of dash."""
    plain = re.sub("[‐‑‒–—−]", "-", text)
    return " ".join(plain.split()).casefold()[:LONGEST_TEXT]


def text_of_line(view: TableView, line: TableLine) -> str:
    """What a row or column prints first; a cell over the whole table tells no lines apart, and is passed over."""
    crossing = view.n_cols if line.axis == "column" else view.n_rows
    for place in line.places(view):
        cell = view.cell(*place)
        if cell is None or not cell.text.strip():
            continue
        spans = cell.colspan if line.axis == "column" else cell.rowspan
        if spans < crossing or crossing == 1:
            return view.text(*place)
    return ""


def head_of_table(view: TableView) -> str:
    """The first row that is more than one text, on one line; else the first."""
    rows = [list(dict.fromkeys(filter(None, view.row(row)))) for row in range(view.n_rows)]
    return " | ".join(next((row for row in rows if len(row) > 1), rows[0] if rows else []))[:LONGEST_TEXT]


def _same_lines(view: TableView, axis: QuestionAxis, text: str) -> list[TableLine]:
    """The rows or columns that print the same first."""
    wanted = as_compared(text)
    lines = lines_along(view, "row" if axis == "row" else "column")
    return [line for line in lines if as_compared(text_of_line(view, line)) == wanted]


def _same_cells(table: Table, text: str) -> list[tuple[int, int]]:
    ordered = sorted(table.cells, key=lambda cell: (cell.row, cell.col))
    return [(cell.row, cell.col) for cell in ordered if as_compared(cell.text) == as_compared(text)]


def question_of(table: Table, file: str, place: str, sha256: str | None = None) -> Question:
    """The question that stands at a place of a table; the table itself where the place is blank."""
    view = table.view
    asked = Question(file=file, table=table.label, head=head_of_table(view), page=table.page, sha256=sha256)
    lines, cell = lines_named(place), cell_named(place)
    if lines:
        line = lines[0]
        text = text_of_line(view, line)
        same = _same_lines(view, line.axis, text)
        numbers = {"text": text[:LONGEST_TEXT], "nth": same.index(line) + 1, "among": len(same)}
        return asked.model_copy(update={"axis": line.axis, "place": str(line), **numbers})
    if cell is not None:
        text = view.text(*cell)
        same_cells = _same_cells(table, text)
        numbers = {"text": text[:LONGEST_TEXT], "nth": same_cells.index(cell) + 1, "among": len(same_cells)}
        return asked.model_copy(update={"axis": "cell", "place": f"r{cell[0]}c{cell[1]}", **numbers})
    return asked


def table_of(question: Question, tables: Sequence[Table]) -> int | None:
    """Which of the tables of its file a question is of, None where none or several may be.

    By its printed label, or where it has none by its first row; among several by that row, then by the page.
    """

    def heads_alike(table: Table) -> bool:
        return as_compared(head_of_table(table.view)) == as_compared(question.head)

    def is_named(table: Table) -> bool:
        if not question.table:
            return not table.label and heads_alike(table)
        return as_compared(table.label or "") == as_compared(question.table)

    left = [place for place, table in enumerate(tables) if is_named(table)]
    if len(left) > 1:
        left = [place for place in left if heads_alike(tables[place])] or left
    if len(left) > 1:
        left = [place for place in left if tables[place].page == question.page] or left
    return left[0] if len(left) == 1 else None


def line_asked(question: Question, table: Table) -> TableLine | None:
    """The row or column that a question is of, None where the table prints another number of such lines."""
    same = _same_lines(table.view, question.axis, question.text)
    return same[question.nth - 1] if len(same) == question.among else None


def cell_asked(question: Question, table: Table) -> tuple[int, int] | None:
    """Row and column of the cell that a question is of, None where the table prints another number of such cells."""
    same = _same_cells(table, question.text)
    return same[question.nth - 1] if len(same) == question.among else None
