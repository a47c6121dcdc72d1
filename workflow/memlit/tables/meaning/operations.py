"""Rows of the operations of one device: Form, Set, Reset and Read by voltage, width, current and line of its cell.

    1T1R #5 | WL (V) | BL (V) | SL (V) | PW (ns)
    Form    | 1.4    | 2.6    | 0      | 1000      forming voltage 2.6 V, gate voltage 1.4 V
    Reset   | 2.5    | 0      | 2.6    | 1000      reset voltage 2.6 V, reset pulse width 1000 ns

The voltage over a cell with a transistor is that of its bit line or of its source line, where the other is at 0 V.
"""

import re
from dataclasses import replace
from itertools import product

from memlit.datum import LineRole, written
from memlit.field import split_header, words_of
from memlit.quantities import read_quantities
from memlit.tables.meaning.cells import cell_readings, head_of
from memlit.tables.meaning.layout import Grid, Heads, is_value
from memlit.tables.meaning.model import Head, Label, Work

_OPERATION = re.compile(
    r"(?:electro-?)?form(?:ing)?|set|reset|read(?:ing|out)?|writ(?:e|ing)|eras(?:e|ing)|program(?:ming)?",
    re.IGNORECASE,
)
_SAID_OF_ONE = re.compile(r"\s*\b(?:operations?|pulses?|process|mode|step)\b\s*", re.IGNORECASE)
_NAME = re.compile(r"\d|[A-Z][a-z]?[A-Z]")
"""What a corner has that names a device: a number, a formula."""
ENDS = "ends"
_LINES = {
    **dict.fromkeys(("bl", "vbl", "bitline", "sl", "vsl", "sourceline"), ENDS),
    **dict.fromkeys(("wl", "vwl", "wordline"), "gate"),
}
"""The lines of a cell with a transistor by what they are joined to."""


def _operation_of(text: str) -> str:
    """What a label says is done to a device, and no more; blank for any other label."""
    bare = _SAID_OF_ONE.sub(" ", text).strip()
    return bare if _OPERATION.fullmatch(bare) else ""


def are_operations(grid: Grid, heads: Heads) -> bool:
    """Whether the first column names operations, at least two, and the heads over the values name quantities."""
    labels = [grid.text(row, 0) for row in range(1, grid.n_rows)]
    done = [operation.casefold() for text in labels if (operation := _operation_of(text))]
    if not all(labels) or len(set(done)) < 2 or len(done) * 2 <= len(labels):
        return False
    texts = [text for col in range(1, grid.n_cols) if (text := grid.head(0, col))]
    known = [text for text in texts if _line_of_cell(text) or any(_is_known(heads, one, text) for one in set(done))]
    places = product(range(1, grid.n_rows), range(1, grid.n_cols))
    return len(known) * 2 > len(texts) and any(is_value(grid.text(*place)) for place in places)


def read_operations(work: Work) -> None:
    """Each row is an operation of the one device that the corner may name; each head a quantity or a line of its cell.

    Rows of anything else (`Pristine`) and lines at 0 V give nothing.
    """
    grid = work.grid
    columns = range(1, grid.n_cols)
    ends = [col for col in columns if _line_of_cell(grid.head(0, col)) == ENDS]
    corner = grid.head(0, 0)
    label = Label(*grid.name(0, 0)) if _NAME.search(corner) else Label()
    unknown: set[int] = set()
    for row in range(1, grid.n_rows):
        operation = _operation_of(grid.text(row, 0))
        if not operation:
            work.miss(row, 0, grid.text(row, 0))
            continue
        driven = _driven_column(grid, row, ends)
        for col in columns:
            head = _head(work, operation, grid.head(0, col))
            if head is None:
                unknown.add(col)
            elif col not in ends or col == driven:
                cell_readings(work, row, col, head, label, (written(LineRole(operation)),))
    for col in sorted(unknown):
        work.miss(0, col, grid.text(0, col))


def _is_known(heads: Heads, operation: str, printed: str) -> bool:
    """Whether a head, alone or behind the operation, names more than the operation does."""
    alone, both = heads.match(operation), heads.match(f"{operation} {printed}")
    return heads.weight(printed) > 0 or (both is not None and (alone is None or both.phrase != alone.phrase))


def _head(work: Work, operation: str, printed: str) -> Head | None:
    """What a head is of in the row of an operation."""
    line = _line_of_cell(printed)
    if not line:
        return head_of(work, (operation, printed)) if _is_known(work.heads, operation, printed) else None
    unit = split_header(printed).unit
    head = head_of(work, (operation, "Voltage"), unit)
    if head is None or (unit is not None and not unit.endswith("V")):
        return None
    match = head.match if line == ENDS else replace(head.match, parts=("gate_voltage",))
    return replace(head, match=match, chain=(operation, printed))


def _line_of_cell(head: str) -> str:
    """`ends` for the head of a bit or source line, `gate` for that of a word line, else blank."""
    return _LINES.get("".join(words_of(split_header(head).base)), "")


def _driven_column(grid: Grid, row: int, columns: list[int]) -> int | None:
    """Of the columns of a cell's two ends the one whose voltage lies over the cell: the other is at 0 V."""
    at_zero = [col for col in columns if _is_zero(grid.text(row, col))]
    driven = [col for col in columns if col not in at_zero and is_value(grid.text(row, col))]
    return driven[0] if len(columns) == 2 and len(at_zero) == len(driven) == 1 else None


def _is_zero(text: str) -> bool:
    found = read_quantities(text) if text else ()
    return len(found) == 1 and found[0].value == 0
