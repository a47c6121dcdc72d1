"""What a PDF page draws, as data: paths with their true state, images, the page; and a path while it is built."""

import hashlib
import math
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np

from figcurves.paths.colors import Color
from figcurves.paths.words import PlacedChar
from figcurves.settings import AXES, WORDS
from printed.geometry import Box, Matrix, apply, around, multiply


@dataclass(eq=False)
class DrawnPath:
    """One painted path. `parts` are vertex arrays (n, 2) in points, origin bottom left of the displayed page.

    `curves` holds the control polygons of Bezier segments (4, 2); `origin` is the form's origin where a form drew it.
    """

    order: int
    locator: str
    parts: list[np.ndarray]
    closed: list[bool]
    fill: Color | None
    stroke: Color | None
    width: float
    dash: tuple[float, ...]
    clip: Box | None
    curves: list[np.ndarray] = field(default_factory=list)
    curve_part: list[int] = field(default_factory=list)
    origin: tuple[float, float] | None = None
    alpha: float = 1.0

    @cached_property
    def box(self) -> Box:
        """Bounding box with the extrema of the Bezier segments."""
        return self.part_box(None)

    def part_box(self, part: int | None) -> Box:
        """Bounding box of one part, or of all."""
        chosen = self.parts if part is None else [self.parts[part]]
        points = chosen[0] if len(chosen) == 1 else np.concatenate(chosen)
        x0, y0 = points.min(axis=0)
        x1, y1 = points.max(axis=0)
        for curve, of in zip(self.curves, self.curve_part, strict=True):
            if part is None or of == part:
                cx0, cy0, cx1, cy1 = bezier_box(curve)
                x0, y0, x1, y1 = min(x0, cx0), min(y0, cy0), max(x1, cx1), max(y1, cy1)
        return float(x0), float(y0), float(x1), float(y1)

    def locator_of(self, part: int) -> str:
        """The locator of one part, which bears its number where there are several."""
        return self.locator if len(self.parts) == 1 else f"{self.locator}/{part}"

    @property
    def n_vertices(self) -> int:
        """Vertices of all parts."""
        return sum(len(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Picture:
    """An image drawn on the page: the matrix of its unit square, its XObject (None for one in the content stream)."""

    order: int
    locator: str
    box: Box
    matrix: Matrix
    stream: Any = None


@dataclass(slots=True)
class Drawing:
    """All that one page draws, and its size in points as displayed.

    `unread` says what it draws besides and could not be read, `flags` what was read in a stand-in; `letters` are those
    that forms draw, see `form_letters`.
    """

    paths: list[DrawnPath]
    pictures: list[Picture]
    width: float
    height: float
    producer: str
    quantum: float
    matrix: Matrix
    unread: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    letters: list[PlacedChar] = field(default_factory=list)


def flattened(path: DrawnPath, part: int) -> np.ndarray:
    """Vertices of one part (n, 2) with samples along its Bezier segments, close to the curve."""
    curves = [curve for curve, of in zip(path.curves, path.curve_part, strict=True) if of == part]
    vertices = path.parts[part]
    out = [vertices[:1]]
    for start, end in pairwise(vertices):
        curve = curves[0] if curves else None
        if curve is None or max(np.abs(curve[0] - start).max(), np.abs(curve[3] - end).max()) > 1e-6:
            out.append(end[None])
            continue
        curves.pop(0)
        bend = float(np.abs(np.diff(curve, n=2, axis=0)).max())
        pieces = min(64, max(1, math.ceil(math.sqrt(0.75 * bend / WORDS.curve))))
        t = np.linspace(0.0, 1.0, pieces + 1)[1:, None]
        out.append(
            (1 - t) ** 3 * curve[0] + 3 * t * (1 - t) ** 2 * curve[1] + 3 * t**2 * (1 - t) * curve[2] + t**3 * curve[3]
        )
    return np.concatenate(out)


def bezier_box(curve: np.ndarray) -> Box:
    """Exact bounding box of a cubic Bezier segment: ends and the roots of its derivative."""
    low = curve[[0, 3]].min(axis=0).tolist()
    high = curve[[0, 3]].max(axis=0).tolist()
    for axis in (0, 1):
        p0, p1, p2, p3 = (float(curve[i, axis]) for i in range(4))
        a, b, c = -p0 + 3 * p1 - 3 * p2 + p3, 2 * (p0 - 2 * p1 + p2), p1 - p0
        roots: list[float] = []
        if abs(a) < 1e-12:
            roots = [-c / b] if abs(b) > 1e-12 else []
        elif (root := b * b - 4 * a * c) >= 0:
            roots = [(-b + math.sqrt(root)) / (2 * a), (-b - math.sqrt(root)) / (2 * a)]
        for t in roots:
            if 0.0 < t < 1.0:
                s = 1.0 - t
                value = s**3 * p0 + 3 * s * s * t * p1 + 3 * s * t * t * p2 + t**3 * p3
                low[axis], high[axis] = min(low[axis], value), max(high[axis], value)
    return low[0], low[1], high[0], high[1]


def page_matrix(page: Any) -> tuple[Matrix, float, float]:
    """Matrix from user space to the displayed page (crop box at the origin, /Rotate applied), width, height."""
    x0, y0, x1, y1 = (float(value) for value in page.cropbox)
    x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
    width, height = x1 - x0, y1 - y0
    turn = int(page.get("/Rotate", 0)) % 360
    shift: Matrix = (1.0, 0.0, 0.0, 1.0, -x0, -y0)
    if turn == 90:
        return multiply(shift, (0.0, -1.0, 1.0, 0.0, 0.0, width)), height, width
    if turn == 180:
        return multiply(shift, (-1.0, 0.0, 0.0, -1.0, width, height)), width, height
    if turn == 270:
        return multiply(shift, (0.0, 1.0, -1.0, 0.0, height, 0.0)), height, width
    return shift, width, height


def fingerprint(paths: list[np.ndarray]) -> str:
    """Hash of shapes that is the same under translation, scale and reordering.

    Each polyline is normalised to its own box, rounded to 1/500, and hashed; the sorted hashes are hashed again.
    """
    digests = []
    for points in paths:
        low = points.min(axis=0)
        size = float((points.max(axis=0) - low).max()) or 1.0
        rounded = np.round((points - low) / size * 500.0).astype(np.int32)
        digests.append(hashlib.sha256(rounded.tobytes()).hexdigest())
    return hashlib.sha256("".join(sorted(digests)).encode()).hexdigest() if digests else ""


def is_rectangle(part: np.ndarray) -> bool:
    """Whether the vertices (n, 2) are an upright rectangle: four corners, each side along x or y."""
    if not 4 <= len(part) <= 5:
        return False
    steps = np.abs(np.diff(np.vstack([part[:4], part[:1]]), axis=0))
    flat = steps.min(axis=1) < AXES.level + AXES.level_slope * steps.max(axis=1)
    return bool(flat.all()) and len(np.unique(np.round(part[:4], 2), axis=0)) == 4


class PathBuilder:
    """A path under construction, in user space."""

    __slots__ = ("clip", "closed", "curve_part", "curves", "decimals", "parts")

    def __init__(self) -> None:
        self.parts: list[list[tuple[float, float]]] = []
        self.closed: list[bool] = []
        self.curves: list[tuple[tuple[float, float], ...]] = []
        self.curve_part: list[int] = []
        self.clip = False
        self.decimals = -1

    def add(self, op: str, a: list[Any]) -> None:
        """Take one path operator (m, l, c, v, y, re, h) with its operands [units of the form or page].

        One with another number of operands, and any before the first point, is left out.
        """
        if op == "m" and len(a) == 2:
            self.parts.append([(a[0], a[1])])
            self.closed.append(False)
            self._note(a)
        elif op == "re" and len(a) == 4:
            x, y, w, h = a
            self.parts.append([(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)])
            self.closed.append(True)
            self._note(a)
        elif not self.parts:
            return
        elif op == "l" and len(a) == 2:
            self.parts[-1].append((a[0], a[1]))
        elif op == "h":
            self.close()
        elif op in ("c", "v", "y"):
            self._curve(op, a)

    def _curve(self, op: str, a: list[Any]) -> None:
        start = self.parts[-1][-1]
        if op == "c" and len(a) == 6:
            p1, p2, p3 = (a[0], a[1]), (a[2], a[3]), (a[4], a[5])
        elif len(a) == 4:
            p1, p2, p3 = (
                (start, (a[0], a[1]), (a[2], a[3])) if op == "v" else ((a[0], a[1]), (a[2], a[3]), (a[2], a[3]))
            )
        else:
            return
        self.curves.append((start, p1, p2, p3))
        self.curve_part.append(len(self.parts) - 1)
        self.parts[-1].append(p3)

    def _note(self, values: list[Any]) -> None:
        if self.decimals >= 5:
            return
        for value in values[:2]:
            text = repr(value)
            if "e" not in text:
                self.decimals = max(self.decimals, len(text.partition(".")[2].rstrip("0")))

    def close(self) -> None:
        """Back to the first point of the part; a single straight stroke only runs back over itself and stays open."""
        if self.parts:
            part = self.parts[-1]
            if len(part) == 2 and (len(self.parts) - 1) not in self.curve_part:
                return
            if part[0] != part[-1]:
                part.append(part[0])
            self.closed[-1] = True

    def drop_points(self) -> None:
        """Single points left by a closing `m` draw nothing beside other parts."""
        while len(self.parts) > 1 and len(self.parts[-1]) == 1:
            self.parts.pop()
            self.closed.pop()

    def arrays(self, matrix: Matrix) -> tuple[list[np.ndarray], list[np.ndarray]]:
        """Vertices of the parts, each (n, 2), and control points of the curves, each (4, 2), after the matrix."""
        a, b, c, d, e, f = matrix
        turn, shift = np.array([[a, b], [c, d]]), np.array([e, f])
        parts = [np.array(part) @ turn + shift for part in self.parts]
        curves = [np.array(curve) @ turn + shift for curve in self.curves]
        return parts, curves


def path_box(path: PathBuilder, matrix: Matrix) -> Box:
    """Box of a path's points after the matrix."""
    return around(apply(matrix, x, y) for part in path.parts for x, y in part)
