"""How far two blind readers agree with the accepted records, and with each other, by method."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from memlit.datum import Datum, FigureAxis, Reading
from memlit.devices.series import equal
from memlit.errors import certain, counted
from memlit.files import field_text
from memlit.quantities import read_quantities
from memlit.reconcile.checks import shown_text
from memlit.sampling.draw import (
    FIRST,
    SAMPLED_METHODS,
    SECOND,
    BlindReading,
    RecordedValues,
    SampledValue,
    by_value,
    load_blind_readings,
    load_sample,
    recorded_values,
)
from memlit.statistics import clopper_pearson

OF_AN_AXIS = 0.02
"""Two readings of a point of a curve agree within this share of its axis, on a log axis of its decades."""


@dataclass(frozen=True, slots=True)
class ReadBlind:
    """A drawn value with its datum, what stands in the record as text, and the readings of it.

    equals: by reading (first, second) whether it is as the record, without those that decide nothing; alike: whether
    the two are, None unless both read.
    """

    value: SampledValue
    datum: Datum
    recorded: str
    readings: Mapping[str, BlindReading]
    equals: Mapping[str, bool]
    alike: bool | None

    @property
    def is_wrong(self) -> bool:
        """Whether no reading that decides is as the record."""
        return bool(self.equals) and not any(self.equals.values())


@dataclass(frozen=True, slots=True)
class MethodAgreement:
    """Counts of one method: how many were drawn, how many readings decide nothing, and (k, n) that agree."""

    method: str
    n_drawn: int
    n_undecided: int
    first: tuple[int, int]
    second: tuple[int, int]
    both: tuple[int, int]


def read_blind(root: Path, values: RecordedValues | None = None) -> list[ReadBlind]:
    """The drawn values that are in a record now, with their readings."""
    values = values or recorded_values(root)
    readings = by_value(load_blind_readings(root)[0])
    return [
        _compared(values, one, values.data[one.id], readings.get(one.id, {}))
        for one in load_sample(root)
        if one.id in values.data
    ]


def _compared(
    values: RecordedValues, one: SampledValue, datum: Datum, readings: Mapping[str, BlindReading]
) -> ReadBlind:
    is_curve = datum.figure is not None
    recorded, stands, read, is_same = (
        _of_series(values, one, datum) if is_curve else _of_print(values, datum, _read_on(readings))
    )
    typed = {name: read(field_text(row.text)) for name, row in readings.items() if row.text.strip()}
    equals = {name: is_same(found, stands) for name, found in typed.items() if not _is_whole_range(found, stands)}
    alike = is_same(typed[FIRST], typed[SECOND]) if {FIRST, SECOND} <= typed.keys() else None
    return ReadBlind(one, datum, recorded, readings, equals, alike)


_Measure = tuple[str, Any, Callable[[str], Any], Callable[[Any, Any], bool]]
"""What stands in the record, as text and as it is compared; how a typed text is read, and when two are the same."""


def _of_series(values: RecordedValues, one: SampledValue, datum: Datum) -> _Measure:
    axis = certain(datum.figure).y
    y = values.point(datum, one.point or 0)[1]
    return f"{y:.4g} {axis.unit}".strip(), y, _number, partial(_is_near, axis)


def _of_print(values: RecordedValues, datum: Datum, day: str) -> _Measure:
    return shown_text(datum), values.reading(datum, before=day), partial(values.typed, datum), _is_same


def _read_on(readings: Mapping[str, BlindReading]) -> str:
    """The first day on which a value was read blind: what was corrected since then was wrong when it was read."""
    return min((row.date for row in readings.values()), default="")


def _is_same(one: Reading, other: Reading) -> bool:
    """One number with one comparator; where one of the two is no value, the same letters."""
    if one.status == other.status == "value":
        return one.unit == other.unit and equal(one, other) and _signs(one) == _signs(other)
    return _letters(one) == _letters(other)


def _is_whole_range(found: Any, stands: Any) -> bool:
    """Whether a reader typed a printed range of which the record holds one end: the question did not say which."""
    if not isinstance(found, Reading) or not isinstance(stands, Reading) or found.low is None or found.high is None:
        return False
    ends = {abs(found.low), abs(found.high)}
    return len(ends) == 2 and stands.value is not None and abs(stands.value) in ends and found.unit == stands.unit


def _signs(reading: Reading) -> tuple[bool, bool]:
    """Whether the ends are negative. What joins a voltage to its pulse takes magnitudes; a print has a sign."""
    return (reading.low or 0.0) < 0, (reading.high or 0.0) < 0


def _letters(reading: Reading) -> str:
    return "".join(reading.datum.printed.quantity_text.split()).casefold()


def _number(text: str) -> float | None:
    """The number in what was typed of a curve, in the unit of its axis."""
    found = read_quantities(text)
    return found[0].value if len(found) == 1 else None


def _is_near(axis: FigureAxis, one: float | None, other: float | None) -> bool:
    if one is None or other is None or axis.low is None or axis.high is None:
        return one is not None and one == other
    ends: tuple[float, ...] = one, other, axis.low, axis.high
    if axis.scale == "log":
        if not all(end * axis.sign > 0 for end in ends):
            return one == other
        ends = tuple(math.log10(abs(end)) for end in ends)
    return abs(ends[0] - ends[1]) <= OF_AN_AXIS * abs(ends[2] - ends[3])


def agreements(found: Sequence[ReadBlind]) -> list[MethodAgreement]:
    """By method, in the order of SAMPLED_METHODS; only those of which something was drawn."""
    return [
        _agreement(method, own) for method in SAMPLED_METHODS if (own := [o for o in found if o.value.method == method])
    ]


def _agreement(method: str, own: Sequence[ReadBlind]) -> MethodAgreement:
    sides = {name: [one.equals[name] for one in own if name in one.equals] for name in (FIRST, SECOND)}
    alike = [one.alike for one in own if one.alike is not None]
    n_undecided = sum(name not in one.equals for one in own for name in one.readings)
    first, second = ((sum(side), len(side)) for side in sides.values())
    return MethodAgreement(method, len(own), n_undecided, first, second, (sum(alike), len(alike)))


def agreement_lines(found: Iterable[MethodAgreement]) -> list[str]:
    """For a person: k of n with the exact 95 % interval (Clopper and Pearson, Biometrika 1934, 26, 404) by method."""
    lines = []
    for one in found:
        undecided = f", {counted(one.n_undecided, 'reading')} decided nothing" if one.n_undecided else ""
        lines.append(f"{one.method}: {counted(one.n_drawn, 'value')} drawn{undecided}")
        lines += [
            f"  {name}  {_share(k, n)}"
            for name, (k, n) in (
                ("first reading as the record ", one.first),
                ("second reading as the record", one.second),
                ("first and second alike      ", one.both),
            )
        ]
    return lines


def _share(k: int, n: int) -> str:
    if n == 0:
        return "none yet"
    interval = clopper_pearson(k, n)
    low, high = (f"{100 * certain(end):.0f}" for end in (interval.low, interval.high))
    return f"{k} of {n}, {100 * k / n:.0f} % (95 % interval {low} to {high} %)"
