"""checks.csv: who looked at a printed value again and what they found, one row per look, so that edits merge."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from memlit.datum import CHECKED, DISPUTED, Datum, Reading, Step
from memlit.errors import CheckError
from memlit.files import csv_field
from memlit.reconcile.corrections import DatumRow, Problem, id_problem, is_date, usable_rows

CHECKS_FILE = "curation/checks.csv"
CHECK_COLUMNS = ("id", "verdict", "printed", "who", "date", "note")
CONFIRMED, CORRECTED = "confirmed", "corrected"
_VERDICTS = (CONFIRMED, CORRECTED, DISPUTED)


@dataclass(frozen=True, slots=True)
class Check(DatumRow):
    """One row: `who` compared datum `id`, which said `printed` that day, with its source.

    A check is valid for the text that it saw: if the record later says something else, the check is stale.
    """

    id: str
    verdict: str
    printed: str
    who: str
    date: str
    note: str
    line: int

    @property
    def rule(self) -> str:
        """What the step of a checked reading names: the row, who checked it and the note."""
        return f"checks.csv:{self.line} by {self.who}, {self.date}" + (f": {self.note}" if self.note else "")


def load_checks(path: Path) -> tuple[list[Check], list[str]]:
    """Usable rows in file order, and one line for each row that is not. Raises RecordError for another header."""
    return usable_rows(path, CHECK_COLUMNS, Check, problem_of_check, CheckError)


def problem_of_check(check: Check) -> Problem | None:
    """What is wrong with a row and how to fix it; None if it can be used."""
    if problem := id_problem(check.id):
        return problem
    if check.verdict not in _VERDICTS:
        return f"unknown verdict {check.verdict!r}", f"write one of {', '.join(_VERDICTS)}"
    if not (check.who.strip() and is_date(check.date)):
        return "has no name or date", "fill who and date (YYYY-MM-DD)"
    if check.verdict == DISPUTED and not check.note.strip():
        return "disputes without saying why", "fill the note"
    return None


def standing(checks: Iterable[Check]) -> dict[str, Check]:
    """The check that counts for each datum: the latest; on the same day a dispute comes first."""

    def rank(check: Check) -> tuple[str, int, int]:
        return check.date, _VERDICTS.index(check.verdict), -check.line

    return {check.id: check for check in sorted(checks, key=rank)}


def with_checks(readings: Iterable[Reading], checks: Mapping[str, Check]) -> tuple[list[Reading], list[str]]:
    """The readings with their check as a flag and a step, and one line for each check that is stale.

    checks: as `standing` gives them. A derived reading is checked if all its inputs are, and disputed if any of them
    is. A disputed reading stays in use and is shown as unresolved.
    """
    if not checks:
        return list(readings), []
    known = {reading.id: reading for reading in readings}
    held: dict[str, Check] = {}
    stale = []
    for identifier, check in sorted(checks.items()):
        reading = known.get(identifier)
        if reading is None:
            problem, remedy = f"there is no datum {identifier}", "fix the id or remove the row"
        elif check.printed not in (text := shown_text(reading.datum), csv_field(text)):
            problem, remedy = f"{check.verdict} {check.printed!r} where the record now says {text!r}", "look again"
        else:
            held[identifier] = check
            continue
        stale.append(str(CheckError(f"{CHECKS_FILE}:{check.line}", problem, remedy)))
    verdicts: dict[str, str | None] = {
        identifier: DISPUTED if check.verdict == DISPUTED else CHECKED for identifier, check in held.items()
    }
    return [
        _marked(reading, held.get(reading.id), _flag(reading, known, verdicts)) for reading in known.values()
    ], stale


def shown_text(datum: Datum) -> str:
    """The printed characters that a check is about, in one line."""
    return " ".join(datum.printed.text.split())


def _flag(reading: Reading, known: Mapping[str, Reading], verdicts: dict[str, str | None]) -> str | None:
    """The flag of a reading, from its own check or from those of all its inputs."""
    if reading.id not in verdicts:
        found = {_flag(known[parent], known, verdicts) for parent in reading.inputs if parent in known}
        verdicts[reading.id] = DISPUTED if DISPUTED in found else CHECKED if found == {CHECKED} else None
    return verdicts[reading.id]


def _marked(reading: Reading, check: Check | None, flag: str | None) -> Reading:
    if flag is None:
        return reading
    steps = reading.steps
    if check is not None:
        steps = (*steps, Step(op="check", before=check.printed, after=check.verdict, rule=check.rule))
    return reading.model_copy(update={"flags": (*reading.flags, flag), "steps": steps})
