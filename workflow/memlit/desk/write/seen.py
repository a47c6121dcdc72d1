"""What was decided on a value when a page was made: a decision on one that was decided otherwise since is refused."""

import zlib
from collections.abc import Mapping

from memlit.datum import UNASSIGNED, Reading
from memlit.desk.serve.answer import named
from memlit.errors import SourceError
from memlit.files import csv_field
from memlit.reconcile.checks import Check, shown_text

DECIDED_FIELDS = ("device", "paper", "pulse", "condition", "grade")
"""What a person may say of a value, beside which parameter it is."""


def check_of(reading: Reading, checks: Mapping[str, Check]) -> Check | None:
    """The check that holds for the printed text of a value."""
    check, printed = checks.get(reading.id), shown_text(reading.datum)
    return check if check is not None and check.printed in (printed, csv_field(printed)) else None


def decided_state(reading: Reading, check: Check | None) -> str:
    """What was decided on a value, as a word: another decision makes another word.

    check: what checks.csv says of it, where that is of the printed text.
    """
    decided = named(reading.datum, *DECIDED_FIELDS)
    steps = [(step.before, step.after) for step in reading.steps if step.op == "correct"]
    said = [check.verdict, check.who, check.date, check.note] if check else []
    state = repr([*decided.values(), reading.parameter, reading.status, *steps, *said])
    return f"{zlib.crc32(state.encode('utf-8')):08x}"


def refuse_stale(reading: Reading, check: Check | None, seen: str) -> None:
    """Raise SourceError where a value was decided on since the page was made that shows it as `seen`; "": not asked."""
    if seen and seen != decided_state(reading, check):
        printed = f"“{reading.datum.printed.text}”"
        raise SourceError(printed, f"{_now(reading, check)} since this page was made", "load the page again")


def refuse_rejected(reading: Reading) -> None:
    """Raise SourceError where a value is to be assigned that a person left out."""
    rules = [step.rule for step in reading.steps if step.op == "correct"]
    if reading.status == "excluded" and rules:
        printed = f"“{reading.datum.printed.text}”"
        raise SourceError(printed, f"was left out ({rules[-1]})", "load the page again, or take that back first")


def _now(reading: Reading, check: Check | None) -> str:
    rules = [step.rule for step in reading.steps if step.op == "correct"]
    if rules:
        return f"was {'left out' if reading.status == 'excluded' else 'corrected'} ({rules[-1]})"
    if check is not None:
        return f"was {check.verdict} by {check.who}"
    if reading.datum.device != UNASSIGNED:
        return f"was assigned to {reading.datum.device} as {reading.parameter}"
    return "is assigned to no device and was decided otherwise"
