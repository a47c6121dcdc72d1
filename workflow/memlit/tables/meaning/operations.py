"""Rows of the operations of one device: Form, Set, Reset and Read by voltage, width, current and line of its cell.

    1T1R #5 | WL (V) | BL (V) | SL (V) | PW (ns)
    Form    | 1.4    | 2.6    | 0      | 1000      forming voltage 2.6 V, gate voltage 1.4 V
    Reset   | 2.5    | 0      | 2.6    | 1000      reset voltage 2.6 V, reset pulse width 1000 ns

The voltage over a cell with a transistor is that of its bit line or of its source line, where the other is at 0 V.
"""

import re
from dataclasses import replace

from memlit.datum import LineRole, note_text
from memlit.field import split_header, words_of
from memlit.field.roles import OPERATION
from memlit.tables.meaning.cells import cell_readings
from memlit.tables.meaning.dimensions import parameter_axis
from memlit.tables.meaning.heads import head_of
from memlit.tables.meaning.looks import is_value
from memlit.tables.meaning.model import Head, Label, TableUnderReading
from memlit.tables.meaning.prints import Prints
from printed.tables.model import TableView

_FILLERS = re.compile(r"\s*\b(?:operations?|pulses?|process|mode|step)\b\s*", re.IGNORECASE)
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
    bare = _FILLERS.sub(" ", text).strip()
    return bare if OPERATION.fullmatch(bare) else ""


def are_operations(view: TableView, prints: Prints) -> bool:
    """Whether the first column names operations, at least two, and the heads over the values name quantities."""
    labels = view.column(0)[1:]
    operations = [_operation_of(text).casefold() for text in labels]
    done = [operation for operation in operations if operation]
    if not all(labels) or len(set(done)) < 2 or len(done) * 2 <= len(labels):
        return False
    heads = [view.head(0, col) for col in range(1, view.n_cols)]
    texts = [text for text in heads if text]
    known = [text for text in texts if _is_head_of_operations(prints, set(done), text)]
    holds_values = any(is_value(text) for row in range(1, view.n_rows) for text in view.row(row)[1:])
    # Units that tell that each column is of one dimension stand for words that are not known.
    is_told = len(known) * 2 > len(texts) or parameter_axis(view, prints) == "columns"
    return bool(known) and is_told and holds_values


def _is_head_of_operations(prints: Prints, operations: set[str], printed: str) -> bool:
    """Whether a head is a line of the cell, or names a quantity of one of the operations."""
    is_line = bool(_line_of_cell(printed))
    return is_line or any(_is_known(prints, operation, printed) for operation in operations)


def read_operations(table: TableUnderReading) -> None:
    """Each row is an operation of the one device that the corner may name; each head a quantity or a line of its cell.

    Rows of anything else (`Pristine`) and lines at 0 V give nothing.
    """
    view = table.view
    ends = [col for col in range(1, view.n_cols) if _line_of_cell(view.head(0, col)) == ENDS]
    label = Label(*view.name(0, 0)) if _NAME.search(view.head(0, 0)) else Label()
    unknown: set[int] = set()
    for row in range(1, view.n_rows):
        operation = _operation_of(view.text(row, 0))
        if operation:
            unknown |= _read_operation(table, row, operation, ends, label)
        else:
            table.miss(row, 0, view.text(row, 0))
    for col in sorted(unknown):
        table.miss(0, col, view.text(0, col))


def _read_operation(table: TableUnderReading, row: int, operation: str, ends: list[int], label: Label) -> set[int]:
    """Read the cells of one operation; the columns whose heads are not known are returned."""
    driven = _driven_column(table, row, ends)
    unknown = set()
    for col in range(1, table.view.n_cols):
        head = _head(table, operation, table.view.head(0, col))
        if head is None:
            unknown.add(col)
        elif col not in ends or col == driven:
            cell_readings(table, row, col, head, label, (note_text(LineRole(operation)),))
    return unknown


def _is_known(prints: Prints, operation: str, printed: str) -> bool:
    """Whether a head, alone or behind the operation, names more than the operation does."""
    alone, both = prints.match(operation), prints.match(f"{operation} {printed}")
    return prints.weight(printed) > 0 or (both is not None and (alone is None or both.phrase != alone.phrase))


def _head(table: TableUnderReading, operation: str, printed: str) -> Head | None:
    """What a head is of in the row of an operation."""
    line = _line_of_cell(printed)
    if not line:
        head = head_of(table, (operation, printed)) if _is_known(table.prints, operation, printed) else None
        return head if head is None or _is_of_operation(operation, head) else None
    unit = split_header(printed).unit
    head = head_of(table, (operation, "Voltage"), unit)
    if head is None or (unit is not None and not unit.endswith("V")):
        return None
    match = head.match if line == ENDS else replace(head.match, parts=("gate_voltage",))
    return replace(head, match=match, chain=(operation, printed))


def _is_of_operation(operation: str, head: Head) -> bool:
    """Whether a head is not of another operation than its row: an access time is no read latency beside `Write`."""
    is_of_read = any(name.startswith("read_") for name in head.match.parts)
    return not is_of_read or operation.casefold().startswith("read")


def _line_of_cell(head: str) -> str:
    """`ends` for the head of a bit or source line, `gate` for that of a word line, else blank."""
    return _LINES.get("".join(words_of(split_header(head).base)), "")


def _driven_column(table: TableUnderReading, row: int, columns: list[int]) -> int | None:
    """Of the columns of a cell's two ends the one whose voltage lies over the cell: the other is at 0 V."""
    texts = {col: table.view.text(row, col) for col in columns}
    at_zero = [col for col, text in texts.items() if _is_zero(text, table.prints)]
    driven = [col for col, text in texts.items() if col not in at_zero and is_value(text)]
    return driven[0] if len(columns) == 2 and len(at_zero) == len(driven) == 1 else None


def _is_zero(text: str, prints: Prints) -> bool:
    found = prints.quantities(text) if text else ()
    return len(found) == 1 and found[0].value == 0
