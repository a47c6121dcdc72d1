"""Marks of the strips of classes, a paper or a median each.

Marks with bars of their intervals, and offsets that keep many marks of one line apart.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from memlit.datum import anchor
from memlit.field.codes import class_middle
from memlit.frames import items_of, row_dicts
from memlit.plots.look.data import FigureData
from memlit.plots.look.style import Axes
from memlit.presentation.pages import INK

NEW_INK = "#B00020"
"""The colour of what is new among published marks."""


class ValueMark(NamedTuple):
    """A paper's value, or a class's median, so called or the middle of the known, with the ends of its interval.

    number: its id.
    """

    device_class: str
    paper: str | None
    number: str
    value: float
    low: float | None = None
    high: float | None = None


class DrawnComparison(NamedTuple):
    """A quantity of a set of papers, with a line for each class and the marks of all."""

    quantity: str
    title: str
    classes: tuple[str, ...]
    marks: tuple[ValueMark, ...]


def titled(title: str, *, is_unpaired: bool) -> str:
    """The title of a comparison, with what an unpaired one is good for."""
    return f"{title}, unpaired: a check" if is_unpaired else title


def drawn_comparisons(data: FigureData) -> list[DrawnComparison]:
    """Comparisons with a class that has the papers for an interval; the others are lists of a few papers."""
    table = data.table("comparisons", ("middle_of_known", "low", "high", "n_bounded"))
    values = data.numbers("classes")["value"]
    found = []
    for (_, quantity), own in table.groupby(["set", "quantity"], sort=False):
        if (own["inclusion"] == "interval").any():
            rows = row_dicts(own)
            marks = tuple(mark for row in rows for mark in _class_marks(row, values))
            found.append(DrawnComparison(str(quantity), rows[0]["title"], tuple(own["class"]), marks))
    return found


def _class_marks(row: Mapping[str, Any], values: "pd.Series[float]") -> Iterator[ValueMark]:
    """Papers of a class, smallest value first, then the median where it has an interval."""
    numbers, papers = items_of(row["values"]), items_of(row["papers"])
    known = sorted(zip(values.loc[list(numbers)], numbers, papers, strict=True))
    yield from (
        ValueMark(row["class"], paper, number, value) for value, number, paper in known if value and pd.notna(value)
    )
    if row["low"] is not None and row["high"] is not None and row["middle_of_known"]:
        name, _ = class_middle(row["n_bounded"])
        ends = (row["middle_of_known"], row["low"], row["high"])
        yield ValueMark(row["class"], None, f"{row['id']}#{name}", *ends)


def numbers_by_row(frame: "pd.DataFrame | pd.Series[Any]", *columns: str) -> list[tuple[float, ...]]:
    """The numbers of several columns, row by row."""
    return list(zip(*(frame[name] for name in columns), strict=True))


def bars(axes: Axes, x: Sequence[float], ends: Sequence[Sequence[float]], **look: Any) -> None:
    """Marks with a bar at each x; ends: the lower end, the middle and the upper end of each."""
    sides = [[middle - low for low, middle, _ in ends], [high - middle for _, middle, high in ends]]
    axes.errorbar(x, [middle for _, middle, _ in ends], yerr=sides, **look)


_STRIP = 0.34
"""Half the height over which the papers of a class are spread."""
_CROWD = 300
"""Papers of a class from which its marks are one picture within the drawing: as paths they would be megabytes."""


def class_strip(
    axes: Axes,
    place: float,
    style: tuple[str, str],
    values: Sequence[float],
    median: tuple[float, float | None, float | None] | None,
    numbers: Sequence[str] = (),
) -> None:
    """The papers of a class spread round its line, and their median with its interval where it has one.

    numbers: ids of the values, to whose entries the marks lead.
    """
    colour, marker = style
    look: dict[str, Any] = {"rasterized": len(values) > _CROWD}
    look |= {"urls": [f"#{anchor(number)}" for number in numbers]} if numbers else {}
    heights = [place + _STRIP * offset for offset in spread_offsets(len(values))]
    axes.scatter(values, heights, s=18, marker=marker, color=colour, alpha=0.55, linewidth=0, zorder=2, **look)
    if median is None:
        return
    middle, low, high = median
    if low is not None and high is not None:
        axes.plot([low, high], [place] * 2, color=INK, linewidth=1.6, zorder=3)
    axes.plot([middle] * 2, [place - 0.2, place + 0.2], color=INK, linewidth=2.4, zorder=4)


def new_marks(axes: Axes, x: Sequence[float], y: Sequence[float], area: float = 130) -> None:
    """A star for what is new among published marks; area: in square points."""
    axes.scatter(x, y, s=area, marker="*", facecolor="#ffffff", edgecolor=NEW_INK, linewidth=1.6, zorder=5)


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
