"""Series: one place that prints several values of one parameter of one device gives their span.

A state read again, or several amplitudes of which the source does not say which state follows from which, are no
conflict and are never averaged: the parameter lies between the least and the greatest printed value. Where the source
does say, each amplitude is a condition of the device (memlit.devices.tuples) and no span is made.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Protocol

from memlit.datum import DERIVED_MARK, FIRST_HAND, SUPPORTING_ONLY, Reading, Step
from memlit.datum.reading import is_close
from memlit.devices.device import tuple_parameters
from memlit.grouping import grouped
from memlit.naming import READINGS_FILE

SPANS_SERIES = "series"
"""Flag of a derived reading that spans what one source prints."""


class Bounded(Protocol):
    """What two readings are compared by."""

    @property
    def comparator(self) -> str: ...
    @property
    def low(self) -> float | None: ...
    @property
    def high(self) -> float | None: ...


def with_series(readings: Collection[Reading]) -> list[Reading]:
    """Readings of a document, or of all, with the spans of their series, sorted by id."""
    return sorted([*readings, *series_spans(readings)], key=lambda item: item.id)


def series_spans(readings: Iterable[Reading]) -> list[Reading]:
    """A derived reading for each parameter that one source prints with differing values, sorted by id."""
    wanted = tuple_parameters()
    usable = (r for r in readings if r.status == "value" and r.parameter in wanted and SUPPORTING_ONLY not in r.flags)
    groups = grouped(usable, _printed_together)
    spans = [
        _span(group)
        for group in (sorted(group, key=lambda item: item.id) for group in groups.values())
        if any(not equal(group[0], other) for other in group)
    ]
    return sorted(spans, key=lambda item: item.id)


def _printed_together(reading: Reading) -> tuple[object, ...]:
    datum, locator = reading.datum, reading.datum.locator
    about = (datum.paper, datum.device, datum.pulse, datum.condition, reading.parameter)
    is_own = datum.paper == locator.document and datum.tier == FIRST_HAND
    place = READINGS_FILE if locator.kind == "figure" and is_own else locator.label or locator.file
    return (*about, locator.document, place, datum.tier)


def _span(group: Sequence[Reading]) -> Reading:
    first = group[0]
    lows, highs = [reading.low for reading in group], [reading.high for reading in group]
    low = None if None in lows else min(end for end in lows if end is not None)
    high = None if None in highs else max(end for end in highs if end is not None)
    step = Step(
        op="derive",
        before="; ".join(f"[{_end(reading.low)}, {_end(reading.high)}]" for reading in group),
        after=f"[{_end(low)}, {_end(high)}] {first.unit}",
        rule="span of the values that one source prints for one device; none is averaged",
    )
    return first.model_copy(
        update={
            "id": f"{first.id}{DERIVED_MARK}{SPANS_SERIES}",
            "value": None,
            "low": low,
            "high": high,
            "comparator": "=",
            "uncertainty": None,
            "steps": (step,),
            "flags": tuple(dict.fromkeys([*(flag for reading in group for flag in reading.flags), SPANS_SERIES])),
            "inputs": tuple(reading.id for reading in group),
        }
    )


def _end(number: float | None) -> str:
    return "-" if number is None else f"{number:.6g}"


def equal(first: Bounded | None, second: Bounded | None) -> bool:
    """Whether two readings say the same: one comparator and equal magnitudes."""
    if first is None or second is None:
        return False
    ends = ((first.low, second.low), (first.high, second.high))
    return first.comparator == second.comparator and all(is_close(one, other) for one, other in ends)
