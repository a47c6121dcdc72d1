"""Rows of a CSV file that a person keeps: the whole file is made anew, every other line keeps its bytes."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from memlit.files import numbered_rows, rows_with_lines

CsvRow = Mapping[str, str]


def rows_of(path: Path, columns: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """Rows with the number of their first line; none where there is no file."""
    return numbered_rows(path, columns) if path.is_file() else []


def changed_rows(
    path: Path,
    columns: Sequence[str],
    row: CsvRow | None,
    is_replaced: Callable[[CsvRow], bool],
) -> bytes:
    """The content of a list with `row` added and the replaced rows gone; every other line keeps its bytes. White space
    within a field of `row` becomes a blank.

    The row goes after the last one whose first column is not greater: rows of two people seldom meet, and where they
    do the union merge of .gitattributes keeps both.
    """
    head, rows = rows_with_lines(path, columns) if path.is_file() else ("", [])
    head = head or ",".join(columns) + "\n"
    pieces = [(found[columns[0]], text) for found, text in rows if not is_replaced(found)]
    if row is not None:
        place = max((number for number, (found, _) in enumerate(pieces, 1) if found <= row[columns[0]]), default=0)
        pieces.insert(place, (row[columns[0]], csv_line(" ".join(row[name].split()) for name in columns)))
    return "".join(_ended(text) for text in (head, *(text for _, text in pieces))).encode("utf-8")


def csv_line(cells: Iterable[str]) -> str:
    """A row as one line."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerow(cells)
    return buffer.getvalue()


def _ended(text: str) -> str:
    return text if text.endswith("\n") else text + "\n"
