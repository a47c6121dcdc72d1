"""What a panel can hold: marks by group, polylines, bars."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from figcurves.paths.colors import Color
from figcurves.paths.drawing import DrawnPath
from printed.geometry import Box
from printed.trace import TraceVerdict, mark

GLYPH_MARKS = "●○■□▲△▼▽◆◇★☆•"


@dataclass(eq=False, slots=True)
class DataMark:
    """One small shape: anchor and box centre, its paint order, the operator that drew it."""

    x: float
    y: float
    order: int
    locator: str
    box: Box
    clip: Box | None
    anchor_doubt: float = 0.0
    path: DrawnPath | None = None


@dataclass(eq=False, slots=True)
class MarkGroup:
    """Marks of one shape, fill, stroke and size. `fullness` is the share of their box that their corners span."""

    fill: Color | None
    stroke: Color | None
    width: float
    height: float
    n_vertices: int
    closed: bool
    lean: tuple[float, float]
    fullness: float = 1.0
    marks: list[DataMark] = field(default_factory=list)

    @property
    def places(self) -> np.ndarray:
        """Where its marks stand (n, 2) [points]."""
        return np.array([[mark.x, mark.y] for mark in self.marks]).reshape(-1, 2)

    @property
    def is_white(self) -> bool:
        """Whether it is filled in white."""
        return self.fill is not None and self.fill.is_white

    @property
    def color(self) -> Color | None:
        """The colour by which a legend names the marks: the fill, unless it is the white inside an outline."""
        return self.fill if self.fill is not None and not (self.is_white and self.stroke is not None) else self.stroke


LineStyle = tuple[str, float, tuple[float, ...]]
"""Colour, width and dashes."""
PaintedBox = tuple[Box, int]
"""A box with its paint order."""
_Kind = tuple[int, Color | None, Color | None]
"""Number of vertices, fill and stroke of a mark."""


@dataclass(eq=False, slots=True)
class Polyline:
    """An open or closed stroke as vertices (n, 2), with the operators that drew it."""

    points: np.ndarray
    stroke: Color
    width: float
    dash: tuple[float, ...]
    order: int
    locator: str
    clip: Box | None
    curved: bool = False
    pieces: int = 1

    @property
    def box(self) -> Box:
        """The box around its vertices [points]."""
        (x0, y0), (x1, y1) = self.points.min(axis=0).tolist(), self.points.max(axis=0).tolist()
        return x0, y0, x1, y1

    @property
    def style(self) -> LineStyle:
        """What lines of one series have in common: colour, width and dashes, to a hundredth of a point."""
        return self.stroke.key, round(self.width, 2), tuple(round(length, 2) for length in self.dash)


def off_line(places: np.ndarray, course: np.ndarray) -> np.ndarray:
    """Distances (n) [pt] of places (n, 2) from the strokes between the vertices (m, 2) of a course."""
    starts, steps = course[:-1], np.diff(course, axis=0)
    length = np.maximum((steps**2).sum(axis=1), 1e-12)
    along = np.clip(((places[:, None] - starts) * steps).sum(axis=2) / length, 0.0, 1.0)
    gap: np.ndarray = np.hypot(*(starts + along[..., None] * steps - places[:, None]).transpose(2, 0, 1)).min(axis=1)
    return gap


def stroke_of(path: DrawnPath, stroke: Color, part: int, points: np.ndarray, curved: bool) -> Polyline:
    """One part of a stroked path as a line through these points (n, 2)."""
    drawn = (path.width, path.dash, path.order, path.locator_of(part), path.clip)
    return Polyline(points, stroke, *drawn, curved)


@dataclass(eq=False, slots=True)
class Bar:
    """A filled rectangle."""

    box: Box
    fill: Color
    order: int
    locator: str


def by_fill(bars: Iterable[Bar]) -> dict[str, list[Bar]]:
    """Bars by the key of their fill, in order."""
    found: dict[str, list[Bar]] = defaultdict(list)
    for bar in bars:
        found[bar.fill.key].append(bar)
    return found


@dataclass(frozen=True, slots=True)
class Arrow:
    """Where an arrow starts and points to, its shaft (n, 2) and the corners of its head (m, 2).

    One with a second head measures a distance and points to nothing.
    """

    tail: tuple[float, float]
    tip: tuple[float, float]
    shaft: np.ndarray
    head: np.ndarray
    second: bool = False


@dataclass(eq=False, slots=True)
class Shapes:
    """What a panel holds. `areas` counts filled shapes that are none of the kinds read.

    `rings` are ellipses around a part of a curve, `links` strokes from mark to mark, `covers` opaque boxes with their
    paint order, `spans` the bars' paths that reach from edge to edge of the frame; `kinds` are the groups by kind while
    marks are sorted into them.
    """

    groups: list[MarkGroup]
    lines: list[Polyline]
    bars: list[Bar]
    frames: list[PaintedBox]
    areas: int = 0
    references: int = 0
    filled: list[DrawnPath] = field(default_factory=list)
    spans: list[DrawnPath] = field(default_factory=list)
    outlines: list[Bar] = field(default_factory=list)
    keys: list[Box] = field(default_factory=list)
    letters: int = 0
    dots: list[DrawnPath] = field(default_factory=list)
    arrows: list[Arrow] = field(default_factory=list)
    rings: list[np.ndarray] = field(default_factory=list)
    links: list[np.ndarray] = field(default_factory=list)
    covers: list[PaintedBox] = field(default_factory=list)
    kinds: dict[_Kind, list[MarkGroup]] = field(default_factory=dict)

    @property
    def marks(self) -> list[DataMark]:
        """The marks of all groups."""
        return [mark for group in self.groups for mark in group.marks]

    def without_empty(self) -> None:
        """Groups that have lost all their marks go."""
        self.groups = [group for group in self.groups if group.marks]

    def drop(self, reason: str, *boxes: Box, verdict: TraceVerdict = "dropped") -> None:
        """Takes boxes for ink that is no data, and says why, of all together, where somebody traces the reader."""
        self.keys += boxes
        if boxes:
            x0, y0, x1, y1 = zip(*boxes, strict=True)
            mark("shape", (min(x0), min(y0), max(x1), max(y1)), verdict, reason)
