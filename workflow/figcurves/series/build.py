"""Series of a panel from its shapes: values, uncertainty of every point, vertex kinds, the axis each belongs to."""

import math
from dataclasses import dataclass, replace

import numpy as np

from figcurves.axes.panels import Panel
from figcurves.model import Axis, Pixel, Series, point_at
from figcurves.paths.drawing import Drawing, fingerprint
from figcurves.paths.words import DrawnToken
from figcurves.series.bars import alike, axes_of, bar_series
from figcurves.series.errorbars import BarEnds, Bars, take_bar_errors, take_error_bars, take_line_errors
from figcurves.series.legend import Names, name_from_around, take_legend
from figcurves.settings import AXES, SERIES
from figcurves.shapes.arrows import pointed_axes
from figcurves.shapes.model import MarkGroup, PaintedBox, Polyline, Shapes, off_line
from printed.geometry import Box, holds

_MANY = 100
"""No panel with more series is read as its maker meant it."""
MOST_COVERS = 60
_MOST_PAIRS = 4_000_000


def panel_series(
    panel: Panel, shapes: Shapes, axes: tuple[Axis, ...], level: list[DrawnToken], drawing: Drawing, index: int
) -> tuple[tuple[Series, ...], list[str], list[str], str]:
    """All series with the reasons and flags that concern the whole panel, and the panel's fingerprint."""
    prints = [group.places for group in shapes.groups if len(group.marks) > 2]
    prints += [line.points for line in shapes.lines if len(line.points) > 2]
    names = take_legend(shapes, panel, level)
    name_from_around(names, shapes, panel, level, drawing)
    bars = take_error_bars(shapes) | take_line_errors(shapes)
    errors = take_bar_errors(shapes)
    _take_joining_lines(shapes, names, bars)
    shapes.covers = _covers(drawing, panel)
    pointed = pointed_axes(shapes) if any(axis.name == "y2" for axis in axes) else {}
    found: list[Series] = []
    items: list[MarkGroup | Polyline] = [*(group for group in shapes.groups if group.marks), *shapes.lines]
    for item in items:
        series_id = f"p{index}s{len(found)}"
        color = item.color if isinstance(item, MarkGroup) else item.stroke
        x, y, doubts = axes_of(color, axes, panel, series_id, pointed.get(id(item), ""))
        around = _Around(panel, drawing, (x, y), names, bars, shapes.covers)
        read = around.marks(item) if isinstance(item, MarkGroup) else around.line(item)
        found.append(replace(read, id=series_id, review_required=(*doubts, *read.review_required)))
    more: list[str] = []
    if shapes.bars:
        in_order = sorted(shapes.bars, key=lambda bar: (bar.order, bar.box))
        upright, more = bar_series(in_order, axes, panel, index, len(found), names.fills, errors)
        found += upright
    reasons, flags = [*more, *names.reasons], []
    if len(found) > _MANY:
        reasons.append(f"{len(found)} series: pieces of curves, or a map, which is not read")
    if shapes.areas:
        flags.append(f"{shapes.areas} filled areas not read as series")
    if shapes.letters and shapes.letters != panel.letters:
        reasons.append(f"{shapes.letters} shapes taken as letters drawn as outlines: words and legend not read")
    elif shapes.letters:
        flags.append(f"{shapes.letters} outlined letters, seen by a person")
    if shapes.references:
        flags.append(f"{shapes.references} lines from edge to edge taken as references")
    return tuple(_one_name(found)), reasons, flags, fingerprint(prints)


def _take_joining_lines(shapes: Shapes, names: Names, bars: Bars) -> None:
    """Lines from each mark of a group to its next leave the shapes: they and their marks are one series."""
    kept = []
    for line in shapes.lines:
        alone = line.curved or any(key == id(line) for key, _ in bars)
        group = None if alone else next((group for group in shapes.groups if _joins(line, group)), None)
        if group is None:
            kept.append(line)
            continue
        names.groups.setdefault(id(group), names.styles.get(line.style, ""))
        shapes.links.append(line.points)
    shapes.lines = kept


def _joins(line: Polyline, group: MarkGroup) -> bool:
    """Whether a line of the group's colour turns at its marks only and passes through them all.

    Plotly leaves out the vertices between which a line runs straight.
    """
    if len(line.points) < 2 or not group.marks or len(line.points) > len(group.marks):
        return False
    if not any(alike(color.rgb, line.stroke.rgb) for color in (group.color, group.stroke) if color is not None):
        return False
    places = group.places
    if len(line.points) == len(places) and np.abs(line.points - places).max() < SERIES.on_mark:
        return True
    begins = np.abs(places - line.points[0]).max(axis=1).min() < SERIES.on_mark
    if not begins or len(places) * len(line.points) > _MOST_PAIRS:
        return False
    at_marks = np.abs(line.points[:, None] - places[None]).max(axis=2).min(axis=1)
    return bool(at_marks.max() < SERIES.on_mark and off_line(places, line.points).max() < SERIES.key_joins)


@dataclass(frozen=True, slots=True)
class _Around:
    """What a series of a panel is read with: its axes, the names and the bars of the panel, its opaque boxes."""

    panel: Panel
    drawing: Drawing
    axes: tuple[Axis, Axis]
    names: Names
    bars: Bars
    covers: list[PaintedBox]

    def marks(self, group: MarkGroup) -> Series:
        """The series of a group of marks, without its id."""
        points = []
        for number, mark in enumerate(group.marks):
            pixel, told = (mark.x, mark.y), []
            if mark.clip is not None and not holds(mark.clip, *pixel, SERIES.clip):
                told.append("clipped")
            if not holds(self.panel.box, *pixel, SERIES.outside):
                told.append("outside the frame")
            if any(order > mark.order >= 0 and _within_box(mark.box, box) for box, order in self.covers):
                told.append("hidden")
            spread, errors = self._spread(mark.anchor_doubt), self._errors(pixel, group, number)
            points.append(point_at(self.axes, pixel, spread, mark.locator, "data", tuple(told), errors))
        doubt = self.names.doubts.get(id(group))
        flags = ["a single mark"] if len(points) == 1 else []
        if any(mark.anchor_doubt for mark in group.marks):
            flags.append("place of the anchor in the mark uncertain by a sixth of its height")
        color = group.color.rgb if group.color else None
        style = f"{group.n_vertices} vertices {group.width:.2f} x {group.height:.2f}"
        x, y = self.axes
        told_of = (color, style, x.name, y.name, tuple(flags), (doubt,) if doubt else ())
        size = (round(group.width, 2), round(group.height, 2))
        return Series("", self.names.groups.get(id(group), ""), "marks", tuple(points), *told_of, mark_size=size)

    def line(self, line: Polyline) -> Series:
        """The series of a line, without its id."""
        x, y = self.axes
        kind, vertex = ("line", "curve") if line.curved else _line_kind(line, y)
        spread, clip = self._spread(), line.clip or self.panel.box
        points = []
        for number, (px, py) in enumerate(line.points.tolist()):
            shown = holds(clip, px, py, SERIES.clip / 2.0) and holds(self.panel.box, px, py, SERIES.outside)
            place, errors = f"{line.locator}#{number}", self._errors((px, py), line, number)
            points.append(point_at(self.axes, (px, py), spread, place, vertex if shown else "clip", (), errors))
        flags = ["sampled along a curved path"] if line.curved else []
        if "atplotlib" in self.drawing.producer and vertex == "vertex":
            flags.append("the producer may have simplified the line")
        if line.pieces > 1:
            flags.append(f"joined from {line.pieces} strokes")
        width, is_dashed = round(line.width, 2), bool(line.dash)
        style = f"line {width:.2f} pt" + (" dashed" if is_dashed else "")
        told = (line.stroke.rgb, style, x.name, y.name, tuple(flags))
        name = self.names.styles.get(line.style, "")
        return Series("", name, kind, tuple(points), *told, width=width, is_dashed=is_dashed)

    def _spread(self, doubt: float = 0.0) -> tuple[float, float]:
        """Standard uncertainty of a place along x and y [points]: rounded coordinates, the scale, doubt along y."""
        base = self.drawing.quantum / math.sqrt(12.0)
        u_x, u_y = ((axis.residual or 0.0) / 2.0 for axis in self.axes)
        return math.hypot(base, u_x), math.hypot(base, u_y, doubt)

    def _errors(self, pixel: Pixel, item: MarkGroup | Polyline, number: int) -> tuple[BarEnds | None, BarEnds | None]:
        """The values at the ends of the bars through a mark or vertex: of x, of y."""
        x, y = self.axes
        level, upright = (self.bars.get((id(item), along), {}).get(number) for along in (0, 1))
        x_error = None if level is None else (x.value((level[0], pixel[1])), x.value((level[1], pixel[1])))
        y_error = None if upright is None else (y.value((pixel[0], upright[0])), y.value((pixel[0], upright[1])))
        return x_error, y_error


def _line_kind(line: Polyline, y: Axis) -> tuple[str, str]:
    """line, steps, or a cumulative histogram: even bins and a share that never falls and ends at 1 or 100 %."""
    points = line.points
    steps = np.diff(points, axis=0)
    if len(points) >= 5:
        straight = (np.abs(steps).min(axis=1) < AXES.level).mean()
        turns = (np.abs(steps[:, 0]) < AXES.level).sum() >= 2 and (np.abs(steps[:, 1]) < AXES.level).sum() >= 2
        if straight >= SERIES.steps and turns:
            return "steps", "step"
    if len(points) >= 8 and not line.curved:
        even = np.ptp(steps[:, 0]) < SERIES.bin_even * abs(steps[:, 0].mean()) + SERIES.bin_top
        rising = bool((steps[:, 1] >= -SERIES.bin_even).all()) and steps[:, 0].mean() > 0
        top = y.value((float(points[-1, 0]), float(points[-1, 1])))
        if even and rising and (abs(top - 1.0) < SERIES.bin_top or abs(top / 100.0 - 1.0) < SERIES.bin_top):
            return "line", "cumulative-histogram"
    return "line", "vertex"


def _covers(drawing: Drawing, panel: Panel) -> list[PaintedBox]:
    """Opaque filled rectangles, sharp or rounded, that hide what was painted before them, with their paint order."""
    x0, y0, x1, y1 = panel.box
    found = []
    for path in drawing.paths:
        if path.fill is None or path.alpha < 1.0 or len(path.parts) != 1 or not 4 <= path.n_vertices <= 20:
            continue
        low, high = path.parts[0].min(axis=0), path.parts[0].max(axis=0)
        if (high - low).min() <= SERIES.cover:
            continue
        box = path.box
        inside = box[0] < x1 and box[2] > x0 and box[1] < y1 and box[3] > y0
        if inside:
            found.append((box, path.order))
    return found if len(found) <= MOST_COVERS else []


def _within_box(inner: Box, outer: Box) -> bool:
    low = inner[0] >= outer[0] and inner[1] >= outer[1]
    return low and inner[2] <= outer[2] and inner[3] <= outer[3]


def _one_name(found: list[Series]) -> list[Series]:
    """Series that share a name say so; where they do not look alike the name may be another's, which a person decides.

    A line and the marks that it joins are one.
    """
    result = []
    for series in found:
        kin = found if series.name else []
        same = [other for other in kin if other.name == series.name and other.kind == series.kind]
        if len(same) < 2:
            result.append(series)
        elif all(_looks(other) == _looks(series) for other in same):
            result.append(replace(series, flags=(*series.flags, f"one of {len(same)} series named {series.name!r}")))
        else:
            reason = f"{len(same)} series of different looks have the name {series.name!r}"
            result.append(replace(series, review_required=(*series.review_required, reason)))
    return result


def _looks(series: Series) -> tuple[tuple[int, int, int] | None, str]:
    return series.color, series.style
