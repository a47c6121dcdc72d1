"""Series: one source that prints several values of one parameter of one device gives their span.

A state read again, or several amplitudes of which the source does not say which state follows from which, are no
conflict and are never averaged: the parameter lies between the least and the greatest printed value. Where the source
does say, each amplitude is a condition of the device (memlit.devices.tuples) and no span is made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from memlit.datum import DERIVED_MARK, SUPPORTING_ONLY, Reading, Step
from memlit.devices.gather import Corpus
from memlit.devices.tuples import SERIES, equal, source_of, tuple_parameters


def series_spans(readings: Iterable[Reading]) -> list[Reading]:
    """A derived reading for each parameter that one source prints with differing values, sorted by id."""
    wanted = tuple_parameters()
    groups: dict[tuple[object, ...], list[Reading]] = defaultdict(list)
    for reading in readings:
        if reading.status == "value" and reading.parameter in wanted and SUPPORTING_ONLY not in reading.flags:
            datum = reading.datum
            about = (datum.paper, datum.device, datum.pulse, datum.condition, reading.parameter)
            key = (*about, source_of(reading), datum.tier)
            groups[key].append(reading)
    spans = [
        _span(group)
        for group in (sorted(group, key=lambda item: item.id) for group in groups.values())
        if any(not equal(group[0], other) for other in group)
    ]
    return sorted(spans, key=lambda item: item.id)


def with_series(corpus: Corpus) -> Corpus:
    """The corpus with the spans of its series added to the readings."""
    readings = [*corpus.readings, *series_spans(corpus.readings)]
    return corpus.model_copy(update={"readings": tuple(sorted(readings, key=lambda item: item.id))})


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
            "id": f"{first.id}{DERIVED_MARK}{SERIES}",
            "value": None,
            "low": low,
            "high": high,
            "comparator": "=",
            "uncertainty": None,
            "steps": (step,),
            "flags": tuple(dict.fromkeys([*(flag for reading in group for flag in reading.flags), SERIES])),
            "inputs": tuple(reading.id for reading in group),
        }
    )


def _end(number: float | None) -> str:
    return "-" if number is None else f"{number:.6g}"
