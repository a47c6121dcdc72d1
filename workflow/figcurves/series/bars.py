"""Bars as series: on a scale, or over words; which of two scales a colour belongs to."""

import fnmatch
import math
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from figcurves.axes.panels import Panel
from figcurves.model import Axis, CalibrationPoint, Point, Series, runs_of
from figcurves.paths.colors import Color
from figcurves.paths.words import DrawnToken
from figcurves.series.errorbars import BarEnds, take_bar_errors
from figcurves.series.legend import take_legend
from figcurves.settings import AXES, SERIES
from figcurves.shapes.model import Bar, Shapes, by_fill
from printed.geometry import farthest_apart


def category_bars(
    axes: tuple[Axis, ...], panel: Panel, shapes: Shapes, level: list[DrawnToken], index: int
) -> tuple[tuple[Axis, ...], tuple[Series, ...], list[str]]:
    """Bars over words: heights on y, the words under them as categories; bars side by side share a word."""
    names = take_legend(shapes, panel, level)
    bars_up = take_bar_errors(shapes)
    size = max(token.size for side in panel.sides.values() for _, _, token in side.labels)
    below = [t for t in level if 0 < panel.box[1] - t.box[3] < SERIES.bar_words * size]
    under = [t for t in below if panel.box[0] < t.center[0] < panel.box[2]]
    bars = sorted(shapes.bars, key=lambda bar: bar.box[0])
    words = sorted(_lines_of_words(under), key=lambda word: word[0])
    gaps = [b[0] - a[0] for a, b in pairwise(words)]
    reach = SERIES.bar_words_reach * min(gaps) if gaps else panel.box[2] - panel.box[0]
    points, reasons = [], list(names.reasons)
    for number, bar in enumerate(bars):
        center = (bar.box[0] + bar.box[2]) / 2.0
        near = min(words, key=lambda word: abs(word[0] - center), default=None)
        found = near is not None and abs(near[0] - center) < reach
        points.append(CalibrationPoint((center, panel.box[1]), float(number), near[1] if found and near else ""))
    for alike_bars in by_fill(bars).values():
        labels = [points[bars.index(bar)].label for bar in alike_bars]
        if len(set(labels)) != len(labels) and "" not in labels:
            reasons.append("two bars of one colour stand over one word")
    category = Axis("x", "category", None, tuple(points))
    with_x = (category, *axes)
    series, more = bar_series(bars, with_x, panel, index, 0, names.fills, bars_up)
    if any(not point.label for point in points):
        reasons.append("a bar without a word under it")
    return with_x, series, [*reasons, *more]


def _lines_of_words(tokens: list[DrawnToken]) -> list[tuple[float, str]]:
    """Centre and text of neighbouring words that stand in one line."""

    def goes_on(last: DrawnToken, token: DrawnToken) -> bool:
        level = abs(last.baseline - token.baseline) < SERIES.bar_words_line
        return level and token.box[0] - last.box[2] < AXES.word_gap * token.size

    lines = runs_of(sorted(tokens, key=lambda t: (round(t.baseline, 1), t.box[0])), goes_on)
    return [((line[0].box[0] + line[-1].box[2]) / 2.0, " ".join(token.text for token in line)) for line in lines]


def bar_series(
    bars: list[Bar],
    axes: tuple[Axis, ...],
    panel: Panel,
    index: int,
    number: int,
    names: Mapping[str, str],
    errors: Mapping[int, BarEnds],
) -> tuple[tuple[Series, ...], list[str]]:
    """Bars of one fill that stand on one base, upright or level; their edges are kept as the x error.

    number: that of the first series; names: by fill; errors: the ends of error bars by the id of their bar.
    """
    found: list[Series] = []
    left_over = 0
    for fill, group in by_fill(bars).items():
        edges = [round(value, 1) for bar in group for value in (bar.box[1], bar.box[3])]
        base = max(set(edges), key=lambda value: (edges.count(value), -abs(value - panel.box[1])))
        standing = [bar for bar in group if min(abs(bar.box[1] - base), abs(bar.box[3] - base)) < SERIES.bar_off]
        on_axis = abs(base - panel.box[1]) < AXES.on_edge or len(standing) >= 2
        if not on_axis or len(standing) < max(1, SERIES.on_base * len(group)):
            left_over += len(group)
            continue
        left_over += len(group) - len(standing)
        x, y, reasons = axes_of(group[0].fill, axes, panel)
        points = tuple(_bar_point(bar, base, x, y, bars, errors.get(id(bar))) for bar in standing)
        name = f"p{index}s{number + len(found)}"
        told = (group[0].fill.rgb, f"bars {fill}", x.name, y.name, (), tuple(reasons))
        found.append(Series(name, names.get(fill, ""), "bars", points, *told))
    reasons_all = [f"{left_over} filled rectangles stand on no base"] if left_over and not found else []
    return tuple(found), reasons_all


def _bar_point(bar: Bar, base: float, x: Axis, y: Axis, bars: list[Bar], ends: BarEnds | None) -> Point:
    x0, y0, x1, y1 = bar.box
    top = y1 if abs(y0 - base) <= abs(y1 - base) else y0
    center = (x0 + x1) / 2.0
    pixel = (center, top)
    u = (y.residual or 0.0) / 2.0
    y_error = None if ends is None else (y.value((center, ends[0])), y.value((center, ends[1])))
    height = Point(math.nan, y.value(pixel), None, y.spread(pixel, u), bar.locator, pixel, "bar", y_error=y_error)
    if x.scale == "category":
        number = bars.index(bar)
        return replace(height, x=float(number), flags=(f"label={x.points[number].label}",))
    return replace(height, x=x.value(pixel), x_error=(x.value((x0, top)), x.value((x1, top))))


def axes_of(
    color: Color | None, axes: tuple[Axis, ...], panel: Panel, series_id: str = "", pointed: str = ""
) -> tuple[Axis, Axis, list[str]]:
    """The axes of a series: where two scales exist a person's word, the colour of the labels or an arrow decides.

    Colour and arrow must not disagree. pointed: the y axis that an arrow from the series names, or nothing.
    """
    by_name = {axis.name: axis for axis in axes}
    said = next((axis for key, axis in panel.said_axes.items() if fnmatch.fnmatchcase(series_id, key)), "")
    rgb = color.rgb if color else None
    reasons: list[str] = []
    chosen: list[Axis] = []
    for name, sides, arrow in (("x", ("bottom", "top"), ""), ("y", ("left", "right"), pointed)):
        names = [one for one in (name, f"{name}2") if one in by_name]
        first, second = (len(names) == 2 and alike(rgb, panel.sides[side].color) for side in sides)
        if len(names) == 1 or said in names:
            told = said if said in names else name
        elif arrow and (first == second or first == (arrow == name)):
            told = arrow
        elif not arrow and first != second:
            told = names[first < second]
        else:
            told = name
            doubt = f"two {name} scales: which one this series belongs to is not decided by its colour or an arrow"
            reasons.append(doubt)
        chosen.append(by_name[told])
    return chosen[0], chosen[1], reasons


def alike(first: tuple[int, int, int] | None, second: tuple[int, int, int] | None) -> bool:
    """Two colours that a reader takes for one."""
    return first is not None and second is not None and farthest_apart(first, second) <= SERIES.colour
