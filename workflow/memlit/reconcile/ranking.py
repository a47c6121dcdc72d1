"""Which candidate of a lost exponent is more likely: by the plausible range, then by the other values of the column.

The order is for the person who decides; the reading stays flagged and has no value.
"""

import math
import statistics
from collections.abc import Callable, Sequence

from memlit.datum import Reading
from memlit.vocabulary import Vocabulary

FEWEST = 3
"""Number of values of one parameter in one table that make a consensus."""

Candidates = Callable[[Reading], Sequence[float]]


def with_ranked_candidates(readings: list[Reading], candidates: Candidates, vocabulary: Vocabulary) -> list[Reading]:
    """The readings, the reason of each lost exponent with its candidates in SI, the most likely first, and why."""
    known: dict[tuple[str, str], list[float]] = {}
    for reading in readings:
        if reading.status == "value" and reading.value is not None and reading.value > 0:
            known.setdefault(_column(reading), []).append(reading.value)
    out = []
    for reading in readings:
        if _is_open(reading) and len(found := candidates(reading)) > 1:
            limits = vocabulary.parameters[reading.parameter].range
            shown = ranked(found, limits, known.get(_column(reading), []))
            reason = f"ambiguous: {reading.datum.printed.quantity_text!r}, candidates {shown}"
            reading = reading.model_copy(update={"reason": reason})
        out.append(reading)
    return out


def _is_open(reading: Reading) -> bool:
    """Whether its candidates come from its digits, and not from a person's note that the print was lost."""
    ambiguous = (reading.reason or "").startswith("ambiguous")
    return reading.status == "flagged" and ambiguous and "lost_exponent" in reading.flags


def _column(reading: Reading) -> tuple[str, str]:
    """Table and parameter of the reading: one column, or one row of a transposed table."""
    return reading.id.rpartition("/")[0], reading.parameter


def ranked(candidates: Sequence[float], limits: tuple[float, float] | None, others: Sequence[float]) -> str:
    """The candidates, most likely first, with the evidence for the first; in the given order if there is none."""
    inside = [limits is None or limits[0] <= c <= limits[1] for c in candidates]
    if any(inside) and not all(inside):
        order = sorted(range(len(candidates)), key=lambda i: (not inside[i], i))
        why = "the others are outside the plausible range"
    elif len(others) >= FEWEST and all(c > 0 for c in candidates):
        middle = statistics.median(math.log10(v) for v in others)
        order = sorted(range(len(candidates)), key=lambda i: (abs(math.log10(candidates[i]) - middle), i))
        why = f"nearest to the {len(others)} other values of the table, median {10**middle:.3g}"
    else:
        return ", ".join(f"{c:g}" for c in candidates)
    first, *rest = (f"{candidates[i]:g}" for i in order)
    return ", ".join([f"{first} (likelier: {why})", *rest])
