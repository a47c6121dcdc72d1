"""What is typeset: tables with their truth, pages of other things, and how they look."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Cell:
    """A cell of the truth. `^{}` and `_{}` in the text mark what is raised and lowered."""

    row: int
    col: int
    text: str
    rowspan: int = 1
    colspan: int = 1
    align: str = ""
    indent: int = 0
    bold: bool = False


@dataclass
class Content:
    """A table of `n_rows` by `n_cols`, the first `n_head` rows being heads.

    aligns: l, c or r for each column; widths: em where the text wraps, None where the column takes what it needs.
    sections: rows that head a part of the body; totals: rows that sum up; units: the row
    of units below the heads, where there is one.
    """

    cells: list[Cell]
    n_rows: int
    n_cols: int
    n_head: int
    aligns: list[str]
    widths: list[float | None]
    caption: str = ""
    notes: list[str] = field(default_factory=list)
    sections: set[int] = field(default_factory=set)
    totals: set[int] = field(default_factory=set)
    units: int | None = None

    def at(self, row: int, col: int) -> Cell | None:
        """The cell that covers a position, if any."""
        for cell in self.cells:
            if cell.row <= row < cell.row + cell.rowspan and cell.col <= col < cell.col + cell.colspan:
                return cell
        return None


@dataclass(frozen=True)
class Look:
    """How tables and pages look. Lengths in units of the type size.

    rules: grid, rows, booktabs, ends, head, none. shade: none, zebra, head. across: some tables span all columns of
    text.
    """

    name: str
    writer: str
    rules: str
    shade: str = "none"
    gutter: float = 1.2
    row_gap: float = 0.35
    size: float = 9.0
    font: str = "serif"
    columns: int = 1
    landscape: bool = False
    caption: str = "above"
    leaders: bool = False
    full_width: bool = False
    head_at: str = "bottom"
    group_rules: bool = True
    sections_span: bool = False
    across: bool = False
    held_out: bool = False


@dataclass
class Part:
    """One thing on a page. kind: prose, heading, bullets, numbered, contents, references, equations, chart,
    boxes, address, table, beside (two tables side by side), across (a table over all columns of text)."""

    kind: str
    texts: list[str] = field(default_factory=list)
    tables: list[Content] = field(default_factory=list)


@dataclass
class Document:
    """Pages of parts with one look; `truth` are its tables in order."""

    name: str
    look: Look
    pages: list[list[Part]]

    @property
    def truth(self) -> list[Content]:
        return [t for page in self.pages for part in page for t in part.tables]
