"""Verdicts as rows of checks.csv and corrections.csv, which git merges."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from memlit.desk.write.journal import PlannedDecision
from memlit.desk.write.rows import CsvRow, changed_rows, rows_of
from memlit.errors import CheckError
from memlit.field import Vocabulary
from memlit.files import csv_field
from memlit.naming import CORRECTIONS_FILE
from memlit.reconcile.checks import CHECK_COLUMNS, CHECKS_FILE, CORRECTED, Check, problem_of_check
from memlit.reconcile.corrections import CORRECTION_COLUMNS, Correction, problem_of

_LONGEST = 2000
"""Characters of one field."""
SET_ASIDE = "excluded"


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


def recorded(root: Path, decision: Decision, vocabulary: Vocabulary) -> PlannedDecision:
    """The rows of a decision; one person's second decision of a day about a datum takes the place of the first.

    Raises CheckError for a decision that cannot be a row, and where another person's correction stands already.
    """
    _check(decision, vocabulary)
    files: dict[str, bytes | None] = {}
    note = decision.note
    if decision.verdict == CORRECTED:
        files[CORRECTIONS_FILE] = _with_correction(root, decision)
        note = f"{decision.field}: {note}"
    row = {name: csv_field(text) for name, text in (asdict(decision) | {"note": note}).items()}
    files[CHECKS_FILE] = changed_rows(root / CHECKS_FILE, CHECK_COLUMNS, row, _own(decision))
    return PlannedDecision(_told(decision), files)


def left_out(root: Path, decision: Decision, vocabulary: Vocabulary) -> PlannedDecision:
    """The row by which a value that only the second reader has is left out; no check is of it, for no run uses it."""
    _check(decision, vocabulary)
    told = f"“{decision.printed}” of the second reader is left out: {decision.note}"
    return PlannedDecision(told, {CORRECTIONS_FILE: _with_correction(root, decision)})


def _told(decision: Decision) -> str:
    printed = f"“{decision.printed}”"
    if decision.verdict != CORRECTED:
        return f"{printed} is {decision.verdict}" + (f": {decision.note}" if decision.note else "")
    if (decision.field, decision.value) == ("status", SET_ASIDE):
        return f"{printed} is left out: {decision.note}"
    return f"{printed} is corrected, {decision.field} {decision.value}: {decision.note}"


def correction_of(decision: Decision) -> Correction:
    """The decision as a row of corrections.csv; it has no line number before it is written."""
    return Correction(decision.id, decision.field, decision.value, decision.note, decision.who, decision.date, 0)


def _check(decision: Decision, vocabulary: Vocabulary) -> None:
    if any(len(getattr(decision, name)) > _LONGEST for name in ("note", "value", "printed", "who")):
        raise CheckError(decision.id, "a field is too long", f"write at most {_LONGEST} characters")
    if problem := problem_of_check(Check(**{name: getattr(decision, name) for name in CHECK_COLUMNS}, line=0)):
        raise CheckError(decision.id, *problem)
    if decision.verdict == CORRECTED:
        problem = problem_of(correction_of(decision), vocabulary)
        if problem is None and decision.value.startswith(("=", "@", "\t")):
            problem = f"value {decision.value!r} would be a formula in a spreadsheet", "write it without that character"
        if problem is not None:
            raise CheckError(decision.id, *problem)


def _own(decision: Decision) -> Callable[[CsvRow], bool]:
    mine = (decision.id, csv_field(decision.who), decision.date)
    return lambda row: (row["id"], row["who"], row["date"]) == mine


def _with_correction(root: Path, decision: Decision) -> bytes:
    is_own = _own(decision)
    for number, row in rows_of(root / CORRECTIONS_FILE, CORRECTION_COLUMNS):
        if (row["id"], row["field"]) == (decision.id, decision.field) and not is_own(row):
            problem = f"{row['who']} corrected {row['field']} on {row['date']} (line {number})"
            raise CheckError(f"{CORRECTIONS_FILE}:{number}", problem, "dispute the value, or change that row by hand")
    row = {name: csv_field(text) for name, text in asdict(correction_of(decision)).items()} | {"value": decision.value}
    path = root / CORRECTIONS_FILE
    return changed_rows(path, CORRECTION_COLUMNS, row, lambda other: is_own(other) and other["field"] == decision.field)
