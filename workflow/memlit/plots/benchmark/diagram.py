"""Fig. 11a as data: what is known of every device over action energy and standby power under one pulse.

A device with both metrics is a point. One known in part is the set of places that its prints leave: a level or upright
line or band where one metric is known, the diagonal E_a/P_s where width and ratio are, one side of it where the ratio
is bounded, the curve of its joint bounds where G_off alone is missing.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, NamedTuple

import pandas as pd

from memlit.datum import PULSES
from memlit.errors import certain
from memlit.field.codes import DIAGRAM, MEMORY, OWN
from memlit.frames import items_of, row_dicts
from memlit.plots.look.data import FigureData
from memlit.plots.look.placed import box_of_words, least_covering
from memlit.plots.look.words import ReviewPrint, paper_or_device, printed_values, shortened
from printed.geometry import Box

DiagramPoint = tuple[float, float]
"""Action energy in J and standby power in W; in the geometry below their logarithms."""
_Line = tuple[DiagramPoint, ...]
QUOTIENT = "energy_power_ratio"
EMPTY_LIMITS = ((1e-15, 1e-6), (1e-9, 1e-3))
MOST_PARTS = 20
"""Marks known in part up to which all are drawn; beyond it only those of the review's references are, for
more would cover the points.
"""
LABELLED = 60
"""Marks up to which each has its name; more would cover each other."""
GUIDES = ((1e-9, "1 ns"), (1e-6, "1 µs"), (1e-3, "1 ms"), (1.0, "1 s"), (1e3, "1000 s"))
"""Lines of equal E_a/P_s."""
TIMING_KEY = ((1e-9, "1 ns"), (1e-6, "1 µs"), (1e-3, "1 ms"))
CURVE_POINTS = 24
_WIDTH, _HEIGHT = 372.0, 272.0
"""Points of the frame for which names are placed."""
ROUNDS = 3
"""How often each name is given its place: only then does a first one make room for those after it."""
LETTER, LETTER_HEIGHT = 4.3, 8.4
"""Points of a letter of a name."""
FAR_PLACES = 6
"""How many of the places around a point, the last, are a line of letters away from it."""
LONGEST_NAME = 18
"""Letters of a name, beyond which it would cover its neighbours; its table has all of it."""
MARK_REACH = 1.3
"""How far the corners of a triangle or a diamond reach beyond the circle of the same size."""
LINE_STEP, LINE_HALF = 4.0, 1.5
"""Points between the boxes that stand for a line when names are placed, and half of their size."""
ROOM = 0.4
"""Decades between the outermost mark and the frame, at least."""
GUIDE_SHIFT = (14.0, 1.0)
"""Points from the lower end of a line of equal E_a/P_s to its words, which begin there, where marks are few."""
_NEAR = 1e-9


class NameLabel(NamedTuple):
    """Where a name stands: its point, the shift from it in points (up is positive), its alignments."""

    at: DiagramPoint
    dx: float
    dy: float
    horizontal: str
    vertical: str


@dataclass(frozen=True, slots=True)
class DiagramMark:
    """A device under a pulse, by its row of the benchmark: a point, or the lines and the area of where it may lie."""

    row: Mapping[str, Any]
    name: str
    point: DiagramPoint | None
    lines: tuple[_Line, ...] = ()
    area: _Line = ()
    label: NameLabel | None = None

    @property
    def words(self) -> str:
        """The name as it stands beside the mark."""
        return shortened(self.name, LONGEST_NAME)

    @property
    def is_own(self) -> bool:
        """Whether the paper itself prints the numbers."""
        return bool(self.row["whose_number"] == OWN)

    @property
    def diameter(self) -> float:
        """Diameter of the mark in points, by the pulse width."""
        return diameter(self.row["spike_timing"])


@dataclass(frozen=True, slots=True)
class Diagram:
    """The frame with its marks. printed: what the review prints of a class, by metric, outside the axes."""

    marks: tuple[DiagramMark, ...]
    x: DiagramPoint
    y: DiagramPoint
    guides: tuple[tuple[str, DiagramPoint, DiagramPoint], ...]
    printed: dict[str, tuple[ReviewPrint, ...]]


def diameter(timing: float | None) -> float:
    """Points of a mark: a decade of spike timing adds the same width."""
    if timing is None or timing <= 0:
        return math.sqrt(40.0)
    return 5.0 + 2.3 * min(max(math.log10(timing) + 10.0, 0.5), 9.5)


def diagram(data: FigureData, new: pd.DataFrame | None = None) -> Diagram:
    """The figure of all synapses under the headline's pulse, also restated ones; new: a device that must lie inside.

    Its limits hold those of the other pulse too.
    """
    table = data.benchmark
    is_evidence = table["counted"].notna() | table["beside"].notna()
    found = table[(table["role"] != "neuron") & is_evidence].sort_values("id")
    is_synapse = (found["role"] != MEMORY) & found["not_applicable"].isna()
    devices = row_dicts(found[is_synapse & found["pulse"].isin(PULSES)])
    x, y = _limits([*devices, *([] if new is None else row_dicts(new))])
    own = (row for row in devices if row["pulse"] == data.pulse)
    found_marks = (mark_of(row, paper_or_device(row, data), x, y) for row in own)
    marks = _with_few_parts([mark for mark in found_marks if mark is not None], data.papers["reviewref"])
    guides = tuple(_guides(x, y))
    return Diagram(
        tuple(_labelled(marks, guides, x, y)),
        x,
        y,
        guides,
        {metric: tuple(printed_values(data, metric)) for metric in DIAGRAM},
    )


def _with_few_parts(marks: Sequence[DiagramMark], references: "pd.Series[str]") -> list[DiagramMark]:
    """The points, and as many of the marks known in part as do not cover them.

    references: number of each paper in the review's list.
    """
    parts = [mark for mark in marks if mark.point is None]
    if len(parts) > MOST_PARTS:
        parts = [mark for mark in parts if pd.notna(references[mark.row["paper"]])]
    kept = parts if len(parts) <= MOST_PARTS else []
    return sorted([*(mark for mark in marks if mark.point is not None), *kept], key=lambda mark: str(mark.row["id"]))


def _segment(row: Mapping[str, Any]) -> list[DiagramPoint]:
    """Both ends of the line on which a device lies whose off state alone is open."""
    ends = [float(end) for end in items_of(row["segment"])]
    return [(ends[0], ends[1]), (ends[2], ends[3])] if ends else []


def _place(row: Mapping[str, Any]) -> DiagramPoint | None:
    energy, power = (row[metric] for metric in DIAGRAM)
    return (energy, power) if energy and power else None


def _limits(rows: Sequence[Mapping[str, Any]]) -> tuple[DiagramPoint, DiagramPoint]:
    """Whole decades with room on each side of what is known of any device."""
    places = [place for row in rows if (place := _place(row)) is not None]
    places += [end for row in rows for end in _segment(row) if end[0] > 0 and end[1] > 0]
    if not places:
        return EMPTY_LIMITS
    ends = []
    for values in zip(*places, strict=True):
        low, high = math.floor(math.log10(min(values)) - ROOM), math.ceil(math.log10(max(values)) + ROOM)
        ends.append((10.0**low, 10.0**high))
    return ends[0], ends[1]


def mark_of(row: Mapping[str, Any], name: str, x: DiagramPoint, y: DiagramPoint) -> DiagramMark | None:
    """What is known of a device within the limits; None where that is nothing."""
    place = _place(row)
    if place is not None:
        return DiagramMark(row, name, place)
    if segment := _segment(row):
        return DiagramMark(row, name, None, (_curve(segment, y[0]),))
    energy, power, quotient = (_ends(row, metric) for metric in (*DIAGRAM, QUOTIENT))
    polygon, edges = region(energy, power, quotient, x, y)
    if not edges:
        return None
    return DiagramMark(row, name, None, tuple(edges), polygon)


def _ends(row: Mapping[str, Any], metric: str) -> DiagramPoint:
    high = row[f"{metric}_high"]
    return row[f"{metric}_low"] or 0.0, math.inf if high is None else high


def _curve(segment: Sequence[DiagramPoint], floor: float) -> _Line:
    """The straight segment of the joint bounds, which bends on logarithmic axes; a power of 0 lies below the frame."""
    (x0, y0), (x1, y1) = sorted(segment, key=lambda end: end[1])
    start = max(y0, floor)
    powers = [start * (y1 / start) ** (step / CURVE_POINTS) for step in range(CURVE_POINTS + 1)]
    slope = (x1 - x0) / (y1 - y0) if y1 > y0 else 0.0
    return tuple((x0 + slope * (power - y0), power) for power in powers)


def region(
    energy: DiagramPoint, power: DiagramPoint, quotient: DiagramPoint, x: DiagramPoint, y: DiagramPoint
) -> tuple[_Line, list[_Line]]:
    """The area that the bounds of E_a, P_s and E_a/P_s leave of the frame, and the lines that bound it there.

    Without lines nothing is known; a line alone has no area.
    """
    frame = (_log(x[0]), _log(x[1]), _log(y[0]), _log(y[1]))
    polygon = [(frame[0], frame[2]), (frame[1], frame[2]), (frame[1], frame[3]), (frame[0], frame[3])]
    for a, b, (low, high) in ((1.0, 0.0, energy), (0.0, 1.0, power), (1.0, -1.0, quotient)):
        polygon = _clipped(polygon, a, b, _log(low), 1.0)
        polygon = _clipped(polygon, a, b, _log(high), -1.0)
    corners = _distinct(polygon)
    if len(corners) < 2:
        return (), []
    if len(corners) == 2 or abs(_area(corners)) < _NEAR:
        ends = min(corners), max(corners)
        return (), [tuple(map(_raised, ends))]
    edges = zip(corners, [*corners[1:], corners[0]], strict=True)
    inner = [(a, b) for a, b in edges if not _on_frame(a, b, frame)]
    return tuple(map(_raised, corners)) if inner else (), [(_raised(a), _raised(b)) for a, b in inner]


def _log(value: float) -> float:
    return math.log10(value) if 0 < value < math.inf else -math.inf if value == 0 else math.inf


def _raised(point: DiagramPoint) -> DiagramPoint:
    return 10 ** point[0], 10 ** point[1]


def _clipped(polygon: Sequence[DiagramPoint], a: float, b: float, bound: float, sign: float) -> list[DiagramPoint]:
    """The part of a convex polygon where sign (a x + b y - bound) >= 0."""
    if math.isinf(bound):
        return list(polygon) if (bound < 0) == (sign > 0) else []
    kept: list[DiagramPoint] = []
    for first, second in zip(polygon, [*polygon[1:], *polygon[:1]], strict=True):
        inside, after = (sign * (a * p[0] + b * p[1] - bound) for p in (first, second))
        if inside >= -_NEAR:
            kept.append(first)
        if (inside > _NEAR and after < -_NEAR) or (inside < -_NEAR and after > _NEAR):
            share = inside / (inside - after)
            kept.append((first[0] + share * (second[0] - first[0]), first[1] + share * (second[1] - first[1])))
    return kept


def _distinct(polygon: Sequence[DiagramPoint]) -> list[DiagramPoint]:
    found: list[DiagramPoint] = []
    for point in polygon:
        if all(math.dist(point, other) > 10 * _NEAR for other in found):
            found.append(point)
    return found


def _area(corners: Sequence[DiagramPoint]) -> float:
    pairs = zip(corners, [*corners[1:], corners[0]], strict=True)
    return sum(a[0] * b[1] - a[1] * b[0] for a, b in pairs) / 2


def _on_frame(a: DiagramPoint, b: DiagramPoint, frame: tuple[float, float, float, float]) -> bool:
    sides = ((0, frame[0]), (0, frame[1]), (1, frame[2]), (1, frame[3]))
    return any(abs(a[axis] - at) < _NEAR and abs(b[axis] - at) < _NEAR for axis, at in sides)


def _guides(x: DiagramPoint, y: DiagramPoint) -> Iterable[tuple[str, DiagramPoint, DiagramPoint]]:
    """Lines of equal E_a/P_s that cross the frame, with their words."""
    for value, words in GUIDES:
        _, lines = region((0.0, math.inf), (0.0, math.inf), (value, value), x, y)
        for line in lines:
            yield words, line[0], line[-1]


def _labelled(
    marks: Sequence[DiagramMark],
    guides: Iterable[tuple[str, DiagramPoint, DiagramPoint]],
    x: DiagramPoint,
    y: DiagramPoint,
) -> list[DiagramMark]:
    """Names beside the marks, each at the place that covers least of what is there already.

    A device of several conditions is named once as a point, and its paper once among the lines.
    """
    if len(marks) > LABELLED:
        return list(marks)
    taken = [_text_box(text, NameLabel(low, *GUIDE_SHIFT, "left", "bottom"), x, y) for text, low, _ in guides]
    taken += [_box(mark, x, y) for mark in marks if mark.point is not None]
    taken += [box for mark in marks for line in mark.lines for box in _line_boxes(line, x, y)]
    named: dict[tuple[str, str], DiagramMark] = {}
    for mark in sorted(marks, key=lambda mark: (mark.point is None, not mark.is_own, mark.row["id"])):
        named.setdefault((mark.name, mark.row["device"] if mark.point is not None else ""), mark)
    labels = _least_covering_labels(list(named.values()), taken, x, y)
    return [replace(mark, label=labels.get(mark.row["id"])) for mark in marks]


def _least_covering_labels(
    marks: Sequence[DiagramMark], taken: Sequence[Box], x: DiagramPoint, y: DiagramPoint
) -> dict[str, NameLabel]:
    """The place of each name by the id of its mark: one after the other, then again among all the others."""
    labels: dict[str, NameLabel] = {}
    written: dict[str, Box] = {}
    for _ in range(ROUNDS):
        for mark in marks:
            places = _around(mark) if mark.point is not None else _along(mark)
            boxes = [_text_box(mark.words, place, x, y) for place in places]
            mine, far = (_box(mark, x, y), FAR_PLACES) if mark.point is not None else (None, 0)
            written.pop(mark.row["id"], None)
            best = least_covering(boxes, [*taken, *written.values()], (0.0, 0.0, _WIDTH, _HEIGHT), mine, far)
            labels[mark.row["id"]], written[mark.row["id"]] = places[best], boxes[best]
    return labels


def _around(mark: DiagramMark) -> list[NameLabel]:
    """Places around a point, the preferred ones first."""
    shift = mark.diameter / 2 + 3
    slant, far = shift * 0.75, shift + LETTER_HEIGHT
    return [
        NameLabel(certain(mark.point), *place)
        for place in (
            (shift, 0, "left", "middle"),
            (-shift, 0, "right", "middle"),
            (0, shift, "center", "bottom"),
            (0, -shift, "center", "top"),
            (slant, slant, "left", "bottom"),
            (-slant, slant, "right", "bottom"),
            (slant, -slant, "left", "top"),
            (-slant, -slant, "right", "top"),
            (0, far, "center", "bottom"),
            (0, -far, "center", "top"),
            (slant, far, "left", "bottom"),
            (-slant, far, "right", "bottom"),
            (slant, -far, "left", "top"),
            (-slant, -far, "right", "top"),
        )
    ]


def _along(mark: DiagramMark) -> list[NameLabel]:
    """Places above and below the first line of a mark, along it."""
    line = mark.lines[0]
    (x0, y0), (x1, y1) = line[0], line[-1]
    rises = (x1 > x0) == (y1 > y0) and x1 != x0 and y1 != y0
    upper, lower = ("right", "left") if rises else ("left", "left")
    places = []
    for share in (0.03, 0.5, 0.25, 0.75, 0.9):
        at = (x0 * (x1 / x0) ** share, y0 * (y1 / y0) ** share)
        places += [
            NameLabel(at, -2 if rises else 2, 3, upper, "bottom"),
            NameLabel(at, 4 if rises else 2, -3, lower, "top"),
        ]
    return places


def _in_points(at: DiagramPoint, x: DiagramPoint, y: DiagramPoint) -> DiagramPoint:
    return (
        _WIDTH * math.log(at[0] / x[0]) / math.log(x[1] / x[0]),
        _HEIGHT * math.log(at[1] / y[0]) / math.log(y[1] / y[0]),
    )


def _box(mark: DiagramMark, x: DiagramPoint, y: DiagramPoint) -> Box:
    across, up = _in_points(certain(mark.point), x, y)
    half = MARK_REACH * mark.diameter / 2
    return across - half, up - half, across + half, up + half


def _line_boxes(line: _Line, x: DiagramPoint, y: DiagramPoint) -> Iterable[Box]:
    """A line as a row of small boxes, so that a name beside it is not struck through."""
    for start, end in pairwise(_in_points(at, x, y) for at in line):
        steps = max(1, math.ceil(math.dist(start, end) / LINE_STEP))
        for step in range(steps + 1):
            across, up = (a + (b - a) * step / steps for a, b in zip(start, end, strict=True))
            yield across - LINE_HALF, up - LINE_HALF, across + LINE_HALF, up + LINE_HALF


def _text_box(name: str, place: NameLabel, x: DiagramPoint, y: DiagramPoint) -> Box:
    across, up = _in_points(place.at, x, y)
    at = (across + place.dx, up + place.dy)
    return box_of_words(*at, place.horizontal, place.vertical, LETTER * len(name), LETTER_HEIGHT)
