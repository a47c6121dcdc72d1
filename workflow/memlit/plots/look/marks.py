"""Marks of the strips of classes, a paper or a median each: the drawing and the interactive chart show the same.

Marks with bars of their intervals, and offsets that keep many marks of one line apart.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from memlit.analysis.comparison.record import ClassStatistic, Comparison
from memlit.analysis.variability.effects import known_interval, known_value
from memlit.datum import Estimate, Result
from memlit.plots.look.style import Axes


class ValueMark(NamedTuple):
    """A paper's value, or a class's median, so called or the middle of the known, with the ends of its interval."""

    quantity: str
    set_name: str
    device_class: str
    paper: str | None
    result: Result
    value: float
    low: float | None = None
    high: float | None = None
    name: str = ""


def drawn_comparisons(comparisons: Iterable[Comparison]) -> list[Comparison]:
    """Comparisons with a class that has the papers for an interval; the others are lists of a few papers."""
    return [item for item in comparisons if item.has_interval]


def comparison_marks(item: Comparison) -> Iterator[ValueMark]:
    """Papers of each class, smallest value first, then the median of those that have an interval."""
    for line in item.classes:
        points = [(point.value.value, point) for point in line.papers if point.value.value]
        for number, point in sorted(points, key=lambda pair: (pair[0], pair[1].unit)):
            yield ValueMark(item.id, item.set_name, line.device_class, point.paper, point.value, number)
        yield from _median(item, line)


def _median(item: Comparison, line: ClassStatistic) -> Iterator[ValueMark]:
    found = line.median
    if found.low is None or found.high is None or not found.value.value:
        return
    ends = (found.low.value, found.high.value)
    yield ValueMark(
        item.id, item.set_name, line.device_class, None, found.value, found.value.value, *ends, line.middle_name
    )


def known_ends(estimate: Estimate) -> tuple[float, float, float]:
    """The lower end, the number and the upper end of an estimate that is known to have them."""
    low, high = known_interval(estimate)
    return low, known_value(estimate.value), high


def bars(axes: Axes, x: Sequence[float], ends: Sequence[Sequence[float]], **look: Any) -> None:
    """Marks with a bar at each x; ends: the lower end, the middle and the upper end of each."""
    sides = [[middle - low for low, middle, _ in ends], [high - middle for _, middle, high in ends]]
    axes.errorbar(x, [middle for _, middle, _ in ends], yerr=sides, **look)


def spread_offsets(count: int) -> list[float]:
    """Offsets between -1 and 1 that lie apart for neighbours (van der Corput), the same on every run; 0 for one."""
    return [0.0] if count == 1 else [2 * _van_der_corput(number + 1) - 1 for number in range(count)]


def _van_der_corput(number: int) -> float:
    value, scale = 0.0, 0.5
    while number:
        value += scale * (number % 2)
        number //= 2
        scale /= 2
    return value
