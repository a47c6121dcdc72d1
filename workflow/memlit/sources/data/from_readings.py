"""readings.csv: a person's list of printed values with their places in the document."""

from collections import Counter
from pathlib import Path
from typing import cast, get_args

from memlit.datum import (
    COMPARATORS,
    PULSES,
    Datum,
    Grade,
    How,
    Locator,
    Printed,
    SaidHow,
    Tier,
    drawn_box,
    grade_said,
    note_text,
)
from memlit.errors import MemlitError, SourceError
from memlit.field import Vocabulary
from memlit.files import numbered_rows
from memlit.naming import device_id, slug
from printed.tables.settings import TABLE_SETTINGS

LIST_COLUMNS = (
    "place",
    "paper",
    "device",
    "parameter",
    "text",
    "unit",
    "comparator",
    "tier",
    "set_or_reset",
    "lineage",
    "read_at",
    "flags",
    "note",
)
CONDITION, GRADE, HOW, BOX = "condition", "grade", "how", "box"
OPTIONAL_COLUMNS = (CONDITION, GRADE, HOW, BOX)
"""Columns that a list may have after the others, in this order: what was varied on one device, such as the amplitude of
a series; how far a pulse and its states are of one experiment, in the row of its amplitude; how the value was come by;
the box that a person drew round it, as `DrawnBox` is written."""
_ALLOWED = {
    "comparator": ("comparator", COMPARATORS),
    "set_or_reset": ("transition", PULSES),
    GRADE: ("grade", get_args(Grade)),
    HOW: ("kind of evidence", get_args(How)),
}
"""Of columns that may be empty the word for what they hold, and all that they may hold."""


def read_readings(path: Path, key: str, vocabulary: Vocabulary) -> tuple[list[Datum], list[str]]:
    """The data of a readings.csv, in file order, and one line for each row that cannot be used.

    A header that is not LIST_COLUMNS, with or without some of OPTIONAL_COLUMNS after them, is a SourceError; a row with
    an unknown tier, parameter, comparator, transition, grade, kind of evidence or box is named and left out, and stops
    no other.
    """
    try:
        rows = numbered_rows(path, columns_of_list(path))
    except MemlitError as error:
        raise SourceError(error.where, error.problem, error.remedy) from None
    repeats: Counter[str] = Counter()
    data, problems = [], []
    for number, row in rows:
        problem = _problem(row, vocabulary)
        if problem:
            problems.append(str(SourceError(f"{path}:{number}", *problem)))
            continue
        data.append(_datum(path, key, row, repeats))
    return data, problems


def columns_of_list(path: Path) -> tuple[str, ...]:
    """The columns that a list must have: those of OPTIONAL_COLUMNS too that its header names last."""
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        named = file.readline().rstrip().split(",")[len(LIST_COLUMNS) :]
    return (*LIST_COLUMNS, *(column for column in OPTIONAL_COLUMNS if column in named))


def _problem(row: dict[str, str], vocabulary: Vocabulary) -> tuple[str, str] | None:
    for column, text in row.items():
        if len(text) > TABLE_SETTINGS.longest_print:
            problem = (
                f"has {len(text)} characters in the column {column}, a print has at most {TABLE_SETTINGS.longest_print}"
            )
            return problem, "write the value as printed"
    if not row["text"].strip():
        return "has no printed text", "write the value as printed"
    if not row["place"].strip():
        return "has no place", "say where it stands: abstract, fig5-caption, table-ii ..."
    if row["parameter"] not in vocabulary.parameters:
        near = ", ".join(vocabulary.nearest(row["parameter"]))
        return f"unknown parameter {row['parameter']!r}", f"write one of config/vocabulary.yaml, such as {near}"
    if row["tier"] not in get_args(Tier):
        return f"unknown tier {row['tier']!r}", f"write one of {', '.join(get_args(Tier))}"
    for column, (name, words) in _ALLOWED.items():
        if row.get(column) and row[column] not in words:
            return f"unknown {name} {row[column]!r}", f"write one of {' '.join(words)}, or nothing"
    if row.get(BOX) and drawn_box(row[BOX]) is None:
        return f"unknown box {row[BOX]!r}", "draw it at the desk, or leave it empty"
    return None


def _flags(row: dict[str, str], how: How | None) -> list[str]:
    """The flags of a row, and how its value was come by, where it says so."""
    flags = [flag.strip() for flag in row["flags"].split(";") if flag.strip()]
    return [*flags, note_text(SaidHow(how))] if how else flags


def _pulse(row: dict[str, str]) -> str | None:
    """The pulse that a row names beside its parameter; None where the parameter names it."""
    names_its_pulse = row["parameter"].startswith(tuple(f"{pulse}_" for pulse in PULSES))
    return None if names_its_pulse else row["set_or_reset"] or None


def _datum(path: Path, key: str, row: dict[str, str], repeats: Counter[str]) -> Datum:
    device = device_id(row["device"])
    base = f"{key}:{slug(row['place'])}/{device}/{row['parameter']}"
    repeats[base] += 1
    datum_id = base if repeats[base] == 1 else f"{base}.{repeats[base]}"
    how = cast(How, row.get(HOW)) or None
    flags = _flags(row, how)
    return Datum(
        id=datum_id,
        paper=row["paper"] or key,
        device=device,
        parameter=row["parameter"],
        printed=Printed(
            text=row["text"],
            stub=row["device"] or None,
            notes=(row["note"],) if row["note"] else (),
            unit=row["unit"] or None,
            comparator=row["comparator"] or None,
        ),
        locator=Locator(
            document=key, file=path.name, kind="text", place=row["place"], drawn=drawn_box(row.get(BOX) or "")
        ),
        method="readings",
        tier=row["tier"],
        lineage=row["lineage"] or None,
        read_at=row["read_at"] or None,
        pulse=_pulse(row),
        condition=row.get(CONDITION) or None,
        grade=grade_said(cast(Grade, row.get(GRADE)) or None, how),
        flags=tuple(flags),
    )
