"""A comma before three digits groups thousands, unless the same table writes decimals with a comma."""

import re
from collections.abc import Sequence

from memlit.datum import Reading

DECIMAL, THOUSANDS = "decimal_comma", "thousands_comma"
DOUBTFUL = "decimal_or_thousands_comma"
_EITHER = re.compile(r"(?<![\d.,])\d{1,3},\d{3}(?![\d.,])")


def with_doubtful_commas(readings: Sequence[Reading]) -> list[Reading]:
    """The readings in order; `1,250` is flagged if its table also has `1,2`: it may be 1250, or 1.25 like its
    neighbours.
    """
    decimal = {_table(reading): reading.datum.printed.quantity_text for reading in readings if DECIMAL in reading.flags}
    return [_flagged(reading, decimal.get(_table(reading))) for reading in readings]


def _flagged(reading: Reading, neighbour: str | None) -> Reading:
    text = reading.datum.printed.quantity_text
    if neighbour is None or reading.status != "value" or THOUSANDS not in reading.flags or not _EITHER.search(text):
        return reading
    reason = f"{DOUBTFUL}: {text!r} is in a table that prints {neighbour!r}"
    return reading.model_copy(
        update={"status": "flagged", "reason": reason, "value": None, "low": None, "high": None, "uncertainty": None}
    )


def _table(reading: Reading) -> str:
    return reading.datum.id.partition("/")[0]
