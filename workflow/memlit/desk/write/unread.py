"""A value that a person writes and that cannot be read is refused, with what is wrong with it."""

from memlit.datum import Reading
from memlit.errors import SourceError


def refuse_unread(reading: Reading, remedy: str) -> None:
    """Raise SourceError where a value gives no number of its parameter."""
    if reading.status not in ("flagged", "excluded"):
        return
    printed = reading.datum.printed
    if printed.unit and "unit_missing" in reading.flags:
        raise SourceError(repr(printed.unit), f"is no unit that is known for {reading.parameter}", "correct the unit")
    raise SourceError(repr(printed.text), f"is not read as {reading.parameter}: {reading.reason}", remedy)
