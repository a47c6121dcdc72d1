"""Values that the page leaves undecided: one that may belong to another column, or whose digits may be raised.

Geometry flags both candidates (docs/tables.md); neither becomes a value until a person decides in corrections.csv.

A comma before three digits groups thousands, unless the same table writes decimals with a comma.

States in the wrong order: R_on of a device above its R_off in one table. They are flagged; no value changes.

Which candidate of a lost exponent is more likely: by the plausible range, then by the other values of the column.

The order is for the person who decides; the reading stays flagged and has no value.
"""

import math
import re
import statistics
from collections.abc import Callable, Iterable, Sequence

from memlit.datum import ColumnUnsure, HeadUnsure, LettersUnsure, Reading, ReadingsDiffer, ScriptUndecided, parsed_note
from memlit.field import Vocabulary
from memlit.quantities import Quantity

_ORDERED = {"r_on_above_r_off": ("r_on", "r_off"), "g_off_above_g_on": ("g_off", "g_on")}
"""Flag, the parameter that should be smaller, and the one that should be larger."""

_Place = tuple[str, str | None, str, str]


def with_crossed_states(readings: Sequence[Reading]) -> list[Reading]:
    """The readings in order; those whose values are all above all values of the partner have a flag."""
    known: dict[_Place, list[float]] = {}
    for reading in readings:
        if reading.status == "value" and reading.value is not None:
            known.setdefault(_state_place(reading, reading.parameter), []).append(reading.value)
    return [_with_crossed(reading, known) for reading in readings]


def _with_crossed(reading: Reading, known: dict[_Place, list[float]]) -> Reading:
    for flag, pair in _ORDERED.items():
        if reading.parameter in pair:
            small, large = (known.get(_state_place(reading, name), []) for name in pair)
            if small and large and min(small) > max(large):
                return reading.model_copy(update={"flags": (*reading.flags, flag)})
    return reading


def _state_place(reading: Reading, parameter: str) -> _Place:
    """A parameter of one device in one table."""
    datum = reading.datum
    return datum.id.partition("/")[0], datum.paper, datum.device, parameter


_FEWEST = 3
"""Number of values of one parameter in one table that make a consensus."""

Candidates = Callable[[Reading, Vocabulary], Sequence[float]]


def with_ranked_candidates(readings: list[Reading], candidates: Candidates, vocabulary: Vocabulary) -> list[Reading]:
    """The readings, the reason of each lost exponent with its candidates in SI, the most likely first, and why."""
    known: dict[tuple[str, str], list[float]] = {}
    for reading in readings:
        if reading.status == "value" and reading.value is not None and reading.value > 0:
            known.setdefault(_column(reading), []).append(reading.value)
    out = []
    for reading in readings:
        # A lost exponent is open where its candidates come from the digits, and not from a person's note.
        is_open = (reading.status, reading.reason_type) == ("flagged", "ambiguous") and "lost_exponent" in reading.flags
        found = candidates(reading, vocabulary) if is_open else ()
        if len(found) > 1:
            limits = vocabulary.parameters[reading.parameter].range
            shown = ranked(found, limits, known.get(_column(reading), []))
            reason = f"ambiguous: {reading.datum.printed.quantity_text!r}, candidates {shown}"
            reading = reading.model_copy(update={"reason": reason})
        out.append(reading)
    return out


def _column(reading: Reading) -> tuple[str, str]:
    """Table and parameter of the reading: one column, or one row of a transposed table."""
    return reading.id.rpartition("/")[0], reading.parameter


def ranked(candidates: Sequence[float], limits: tuple[float, float] | None, others: Sequence[float]) -> str:
    """The candidates, most likely first, with the evidence for the first; in the given order if there is none."""
    inside = [limits is None or limits[0] <= c <= limits[1] for c in candidates]
    if any(inside) and not all(inside):
        order = sorted(range(len(candidates)), key=lambda i: (not inside[i], i))
        why = "the others are outside the plausible range"
    elif len(others) >= _FEWEST and all(c > 0 for c in candidates):
        middle = statistics.median(math.log10(v) for v in others)
        order = sorted(range(len(candidates)), key=lambda i: (abs(math.log10(candidates[i]) - middle), i))
        why = f"nearest to the {len(others)} other values of the table, median {10**middle:.3g}"
    else:
        return ", ".join(f"{c:g}" for c in candidates)
    first, *rest = (f"{candidates[i]:g}" for i in order)
    return ", ".join([f"{first} (likelier: {why})", *rest])


DECIMAL, THOUSANDS = "decimal_comma", "thousands_comma"
DOUBTFUL = "decimal_or_thousands_comma"
DOUBTFUL_POINT = "decimal_or_thousands_point"
_EITHER = re.compile(r"(?<![\d.,])\d{1,3},\d{3}(?![\d.,])")
_POINT = re.compile(r"(?<![\d.,])[1-9]\d{0,2}\.\d{3}(?![\d.,])")


def with_doubtful_commas(readings: Sequence[Reading]) -> list[Reading]:
    """The readings in order; `1,250` and `1.250` are flagged if their table also has `1,2`.

    The one may be 1250, or 1.25 like its neighbour; the point of the other may part thousands, as it does beside
    decimal commas.
    """
    decimal = {_table(reading): reading.datum.printed.quantity_text for reading in readings if DECIMAL in reading.flags}
    return [_flagged(reading, decimal.get(_table(reading))) for reading in readings]


def _flagged(reading: Reading, neighbour: str | None) -> Reading:
    text = reading.datum.printed.quantity_text
    is_comma = THOUSANDS in reading.flags and _EITHER.search(text) is not None
    if neighbour is None or reading.status != "value" or not (is_comma or _POINT.search(text)):
        return reading
    reason = f"{DOUBTFUL if is_comma else DOUBTFUL_POINT}: {text!r} is in a table that prints {neighbour!r}"
    return reading.model_copy(
        update={"status": "flagged", "reason": reason, "value": None, "low": None, "high": None, "uncertainty": None}
    )


def _table(reading: Reading) -> str:
    return reading.datum.id.partition("/")[0]


_UNCERTAIN = frozenset({"parameter_uncertain", "choice_not_decided"})
"""Flags of a cell that its head and unit do not tell apart."""

QuantityReader = Callable[[str], Sequence[Quantity]]


def undecided_reason(text: str, flags: Iterable[str], read: QuantityReader) -> str | None:
    """Why a printed value is not a single value, with both candidates; None if the page decides.

    text: what quantities are read from by `read`.
    """
    flags = tuple(flags)
    if not _UNCERTAIN.isdisjoint(flags) and sum(quantity.kind != "none" for quantity in read(text)) == 1:
        return f"not_told: {text!r} may be of several parameters, or read in several ways"
    for note in map(parsed_note, flags):
        if isinstance(note, ColumnUnsure):
            columns = f"column {note.left} or {note.right} (from 0)"
            return f"column_unsure: {text!r} may belong to {columns} of the printed table"
        if isinstance(note, HeadUnsure):
            return f"column_unsure: {text!r} may stand under {note.left!r} or {note.right!r}"
        if isinstance(note, LettersUnsure):
            return f"letters_unsure: {note.text!r} may be read wrongly: {note.why}"
        if isinstance(note, ReadingsDiffer):
            return f"readings_differ: the characters say {note.printed!r}, the picture of the page {note.pictured!r}"
        if isinstance(note, ScriptUndecided):
            both = _values_of_scripts(text, note, read)
            if both is not None:
                return both
    return None


def _values_of_scripts(text: str, note: ScriptUndecided, read: QuantityReader) -> str | None:
    """What a text says with and without raised letters; None where both say the same."""
    other = text.replace(note.plain, note.raised, 1)
    in_line, raised = _values(read(text)), _values(read(other))
    if in_line == raised:
        return None
    shown = " or ".join(", ".join(values) or "no value" for values in (in_line, raised))
    return f"script_undecided: {text!r} or {other!r}: {shown}"


def _values(quantities: Sequence[Quantity]) -> list[str]:
    """Each quantity's values in SI, as text to compare and to show."""
    out = []
    for quantity in quantities:
        ends = [quantity.si_value, quantity.si_lower, quantity.si_upper, *quantity.candidates_si]
        shown = " to ".join(f"{end:.12g}" for end in ends if end is not None)
        if shown:
            out.append(f"{shown} {quantity.si_unit or ''}".strip())
    return out
