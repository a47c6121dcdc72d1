"""A reader's decision on a record as a row of screening.csv, and the row that ends a difference of two readers."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from memlit.desk.write.journal import alone, replace
from memlit.desk.write.table_rows import Row, change_rows, csv_line, rows_of
from memlit.errors import LibraryError
from memlit.files import csv_field
from memlit.library import (
    DECISIONS,
    EXCLUDED,
    READER_COLUMNS,
    SCREENING_COLUMNS,
    SCREENING_FILE,
    SETTLES,
    ScreeningRow,
    load_screening,
    screening_columns,
    standing_decisions,
)

LONGEST = 2000
"""Characters of a reason."""
ALL_COLUMNS = (*SCREENING_COLUMNS, *READER_COLUMNS)


def screen(root: Path, row: ScreeningRow) -> None:
    """Write a decision; a reader's second decision on a record at a stage takes the place of the first.

    Raises LibraryError for a decision that the stage does not have, an exclusion or a settlement without a reason, and
    a settlement where no two readers differ.
    """
    with alone(root):
        _check(root, row)
        _with_readers(root)
        told = {name: csv_field(text) for name, text in asdict(row).items()}
        change_rows(root, SCREENING_FILE, ALL_COLUMNS, told, lambda other: _is_same(other, row))


def take_back(root: Path, row: ScreeningRow) -> None:
    """Remove the decision that stands where `row` would."""
    with alone(root):
        _with_readers(root)
        change_rows(root, SCREENING_FILE, ALL_COLUMNS, None, lambda other: _is_same(other, row))


def _is_same(other: Row, row: ScreeningRow) -> bool:
    is_same_place = (other["record"], other["stage"], other["role"]) == (row.record, row.stage, row.role)
    return is_same_place and (row.role == SETTLES or other["who"] == csv_field(row.who))


def _check(root: Path, row: ScreeningRow) -> None:
    place = f"{row.record}, {row.stage}"
    known = DECISIONS.get(row.stage, ())
    if row.decision not in known:
        wanted = f"write {' or '.join(known)}" if known else f"write one of the stages {', '.join(DECISIONS)}"
        raise LibraryError(place, f"unknown decision {row.decision!r}", wanted)
    if len(row.reason) > LONGEST:
        raise LibraryError(place, "the reason is too long", f"write at most {LONGEST} characters")
    if not row.reason.strip() and (row.decision == EXCLUDED or row.role == SETTLES):
        raise LibraryError(place, "the decision has no reason", "say why: the next reader has only that")
    if row.role == SETTLES:
        found = standing_decisions(load_screening(root / SCREENING_FILE)[0]).get((row.record, row.stage))
        if found is None or len(found.readers) < 2 or found.is_alike:
            raise LibraryError(place, "no two readers differ", "load the page again")


def _with_readers(root: Path) -> None:
    """Give the file the columns of readers, where it has none yet."""
    path = root / SCREENING_FILE
    if path.is_file() and (columns := screening_columns(path)) != ALL_COLUMNS:
        lines = [
            csv_line(ALL_COLUMNS, {**dict.fromkeys(READER_COLUMNS, ""), **row}) for _, row in rows_of(path, columns)
        ]
        replace(root, SCREENING_FILE, (",".join(ALL_COLUMNS) + "\n" + "".join(lines)).encode("utf-8"))
