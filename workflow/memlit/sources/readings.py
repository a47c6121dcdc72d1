"""readings.csv: a person's list of printed values with their places in the document."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import get_args

from memlit.datum import Datum, Locator, Printed, Tier
from memlit.errors import MemlitError, SourceError
from memlit.files import numbered_rows
from memlit.sources.naming import device_id, slug
from memlit.vocabulary import Vocabulary

COLUMNS = (
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
COMPARATORS = ("", "=", "~", "<", "<=", ">", ">=", "up_to", "down_to")


def read_readings(path: Path, key: str, vocabulary: Vocabulary) -> tuple[list[Datum], list[str]]:
    """The data of a readings.csv, in file order, and one line for each row that cannot be used.

    A header that is not COLUMNS is a SourceError; a row with an unknown tier, parameter or comparator
    is named and left out, and stops no other.
    """
    try:
        rows = numbered_rows(path, COLUMNS)
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


def _problem(row: dict[str, str], vocabulary: Vocabulary) -> tuple[str, str] | None:
    if not row["text"].strip():
        return "has no printed text", "write the value as printed"
    if not row["place"].strip():
        return "has no place", "say where it stands: abstract, fig5-caption, table-ii ..."
    if row["parameter"] not in vocabulary.parameters:
        near = ", ".join(vocabulary.nearest(row["parameter"]))
        return (
            f"unknown parameter {row['parameter']!r}",
            f"write one of config/vocabulary.yaml, such as {near}",
        )
    if row["tier"] not in get_args(Tier):
        return f"unknown tier {row['tier']!r}", f"write one of {', '.join(get_args(Tier))}"
    if row["comparator"] not in COMPARATORS:
        return f"unknown comparator {row['comparator']!r}", f"write one of {' '.join(COMPARATORS[1:])}"
    return None


def _datum(path: Path, key: str, row: dict[str, str], repeats: Counter[str]) -> Datum:
    device = device_id(row["device"])
    base = f"{key}:{slug(row['place'])}/{device}/{row['parameter']}"
    repeats[base] += 1
    datum_id = base if repeats[base] == 1 else f"{base}.{repeats[base]}"
    notes = (row["note"],) if row["note"] else ()
    return Datum(
        id=datum_id,
        paper=row["paper"] or key,
        device=device,
        parameter=row["parameter"],
        printed=Printed(
            text=row["text"],
            stub=row["device"] or None,
            notes=notes,
            unit=row["unit"] or None,
            comparator=row["comparator"] or None,
        ),
        locator=Locator(document=key, file=path.name, kind="text", place=row["place"]),
        method="readings",
        tier=row["tier"],
        lineage=row["lineage"] or None,
        read_at=row["read_at"] or None,
        flags=tuple(flag.strip() for flag in row["flags"].split(";") if flag.strip()),
    )
