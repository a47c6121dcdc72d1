"""Verdicts as rows of checks.csv and corrections.csv: whole files, a backup, and rows that git merges."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from memlit.datum import DISPUTED
from memlit.desk.write.journal import alone, replace
from memlit.errors import CheckError
from memlit.files import csv_field, numbered_rows
from memlit.reconcile.checks import CHECK_COLUMNS, CHECKS_FILE, CORRECTED, VERDICTS
from memlit.reconcile.corrections import COLUMNS, CORRECTIONS_FILE, Correction, problem_of
from memlit.vocabulary import Vocabulary

LONGEST = 2000
"""Characters of one field."""
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about datum `id`, which the page showed as `printed`. `field`, `value`: a correction."""

    id: str
    verdict: str
    printed: str
    who: str
    date: str
    note: str = ""
    field: str = ""
    value: str = ""


def record(root: Path, decision: Decision, vocabulary: Vocabulary) -> None:
    """Write the rows of a decision; one person's second decision of a day about a datum takes the place of the first.

    Raises CheckError for a decision that cannot be a row, and where another person's correction stands already.
    """
    _check(decision, vocabulary)
    with alone(root):
        if decision.verdict == CORRECTED:
            _add_correction(root, decision)
        note = f"{decision.field}: {decision.note}" if decision.verdict == CORRECTED else decision.note
        check = {"id": decision.id, "verdict": decision.verdict, "date": decision.date}
        check |= {"printed": csv_field(decision.printed), "who": csv_field(decision.who), "note": csv_field(note)}
        _change(root, CHECKS_FILE, CHECK_COLUMNS, check, _own(decision))


def undo(root: Path, identifier: str, who: str, date: str) -> None:
    """Take back what `who` decided about a datum on that day."""
    decision = Decision(identifier, VERDICTS[0], "", who, date)
    with alone(root):
        _change(root, CHECKS_FILE, CHECK_COLUMNS, None, _own(decision))
        _change(root, CORRECTIONS_FILE, COLUMNS, None, _own(decision))


def correction_of(decision: Decision) -> Correction:
    """The decision as a row of corrections.csv; it has no line number before it is written."""
    return Correction(decision.id, decision.field, decision.value, decision.note, decision.who, decision.date, 0)


def _check(decision: Decision, vocabulary: Vocabulary) -> None:
    if decision.verdict not in VERDICTS:
        raise CheckError(decision.id, f"unknown verdict {decision.verdict!r}", f"write one of {', '.join(VERDICTS)}")
    if any(len(getattr(decision, name)) > LONGEST for name in ("note", "value", "printed", "who")):
        raise CheckError(decision.id, "a field is too long", f"write at most {LONGEST} characters")
    if decision.verdict == DISPUTED and not decision.note.strip():
        raise CheckError(decision.id, "a dispute needs a reason", "say what is wrong")
    if decision.verdict == CORRECTED:
        problem = problem_of(correction_of(decision), vocabulary)
        if problem is None and decision.value.startswith(("=", "@", "\t")):
            problem = f"value {decision.value!r} would be a formula in a spreadsheet", "write it without that character"
        if problem is not None:
            raise CheckError(decision.id, *problem)


def _own(decision: Decision) -> Callable[[Row], bool]:
    mine = (decision.id, csv_field(decision.who), decision.date)
    return lambda row: (row["id"], row["who"], row["date"]) == mine


def _add_correction(root: Path, decision: Decision) -> None:
    is_own = _own(decision)
    for number, row in _rows(root / CORRECTIONS_FILE, COLUMNS):
        if (row["id"], row["field"]) == (decision.id, decision.field) and not is_own(row):
            problem = f"{row['who']} corrected {row['field']} on {row['date']} (line {number})"
            raise CheckError(f"{CORRECTIONS_FILE}:{number}", problem, "dispute the value, or change that row by hand")
    row = {"id": decision.id, "field": decision.field, "value": decision.value}
    row |= {"reason": csv_field(decision.note), "who": csv_field(decision.who), "date": decision.date}
    _change(root, CORRECTIONS_FILE, COLUMNS, row, lambda other: is_own(other) and other["field"] == decision.field)


def _rows(path: Path, columns: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    return numbered_rows(path, columns) if path.is_file() else []


def _change(root: Path, name: str, columns: Sequence[str], row: Row | None, is_replaced: Callable[[Row], bool]) -> None:
    """Write `name` with `row` added and the replaced rows gone; every other line keeps its bytes.

    The row goes after the last one whose id is not greater: rows of two people seldom meet, and where they do the
    union merge of .gitattributes keeps both.
    """
    path = root / name
    rows = _rows(path, columns)
    text = path.read_bytes().decode("utf-8") if path.is_file() else ""
    lines = list(io.StringIO(text, newline=""))
    starts = [number - 1 for number, _ in rows] + [len(lines)]
    head = "".join(lines[: starts[0]]) or ",".join(columns) + "\n"
    pieces = [
        (found["id"], "".join(lines[start:end]))
        for (_, found), start, end in zip(rows, starts, starts[1:], strict=False)
        if not is_replaced(found)
    ]
    if row is not None:
        place = max((number for number, (found, _) in enumerate(pieces, 1) if found <= row["id"]), default=0)
        pieces.insert(place, (row["id"], _line(columns, row)))
    content = "".join(_ended(text) for text in (head, *(text for _, text in pieces)))
    if row is not None or path.is_file():
        replace(root, name, content.encode("utf-8"))


def _line(columns: Sequence[str], row: Row) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerow(" ".join(row[name].split()) for name in columns)
    return buffer.getvalue()


def _ended(text: str) -> str:
    return text if text.endswith("\n") else text + "\n"
