"""Drawn shapes inside a panel sorted by what they can be: repeated marks, polylines, bars, error bars."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from figcurves.axes.frames import Strokes, grid_lines
from figcurves.axes.panels import Panel
from figcurves.paths.colors import Color
from figcurves.paths.drawing import Drawing, DrawnPath, flattened, is_rectangle
from figcurves.paths.words import PlacedChar
from figcurves.settings import AXES, SHAPES
from figcurves.shapes.arrows import take_arrows, take_rings
from figcurves.shapes.belonging import belongs, furniture, paint_start
from figcurves.shapes.model import Bar, DataMark, MarkGroup, Shapes, stroke_of
from figcurves.shapes.shaded import drop_highlights, is_span, take_spans
from figcurves.shapes.strokes import continued, join_dashes, join_pieces, take_connectors
from figcurves.shapes.tidy import (
    dissolve,
    drop_halos,
    drop_letters,
    join_crosses,
    merge_outlines,
    place_dots,
    small_bars,
    take_boxes,
)
from printed.geometry import Box, farthest_apart, holds, middle_of, sides_of

Form = tuple[Box, tuple[float, float], float]
"""Box, where the vertices' mean lies in it, and the share of it that they span (one more where they are curves)."""


def sort_shapes(drawing: Drawing, lines: Strokes, panel: Panel, glyphs: list[PlacedChar]) -> Shapes:
    """The shapes whose centre lies in the panel and in none of its insets; frame, ticks and grid left out."""
    found = Shapes([], [], [], [])
    skip = furniture(lines, panel)
    _drop_grid(found, lines, panel, skip)
    pieces = continued([path for path in drawing.paths if id(path) not in skip])
    _sort_paths(found, drawing, panel, skip, pieces)
    for number, char in enumerate(glyphs):
        _add_glyph(found.groups, char, panel, number - len(glyphs))
    _join_cut_lines(found, {path.locator for path in drawing.paths if id(path) in pieces})
    for each in PASSES:
        each.run(found)
    return found


@dataclass(frozen=True, slots=True)
class Pass:
    """A step that puts the shapes in order: what it needs of those before it, and what it leaves to those after."""

    run: Callable[[Shapes], None]
    needs: str
    leaves: str


def _merge_outlines(found: Shapes) -> None:
    found.groups = merge_outlines(found.groups)


def _bars_of_outlines(found: Shapes) -> None:
    """Rectangles of a stroke alone are bars where two stand on one base and nothing filled is a bar."""
    bases = [round(bar.box[1], 1) for bar in found.outlines]
    found.bars += [bar for bar in found.outlines if bases.count(round(bar.box[1], 1)) >= 2 and not found.bars]


def _join_pieces(found: Shapes) -> None:
    found.lines = join_pieces(found.lines)


PASSES = (
    Pass(take_boxes, "all strokes as lines", "boxes of four strokes among the frames, which a legend may stand in"),
    Pass(take_spans, "all filled rectangles as bars", "bars that are data"),
    Pass(take_connectors, "marks and lines as drawn", "links from mark to mark, no more lines"),
    Pass(drop_letters, "groups of marks as drawn, before fills and outlines are one", "groups without drawn letters"),
    Pass(join_dashes, "no links among the lines", "dashed strokes as one line; what is left of a group of dashes"),
    Pass(join_crosses, "no dashes among the groups", "marks of several strokes as one group"),
    Pass(
        dissolve, "crosses joined: their strokes do not repeat alone", "groups of real marks; single strokes as lines"
    ),
    Pass(_merge_outlines, "groups of real marks", "fills with their outlines as one group"),
    Pass(drop_halos, "fills merged with their outlines", "no white marks around others"),
    Pass(drop_highlights, "no halos", "no shading on marks"),
    Pass(take_rings, "lines complete", "rings apart from lines and marks"),
    Pass(take_arrows, "rings gone: a ring is no shaft", "arrows apart, heads and shafts"),
    Pass(small_bars, "heads gone: a head is no bar", "low bars with the others"),
    Pass(place_dots, "marks final: a dot may be the middle of one", "dots of their own as a group"),
    Pass(_bars_of_outlines, "filled bars known", "bars that are only outlined"),
    Pass(_join_pieces, "all lines that are left", "lines of data, each whole"),
)
"""The steps in the order in which they run."""


def _drop_grid(found: Shapes, lines: Strokes, panel: Panel, skip: set[int]) -> None:
    for segment in grid_lines(lines, panel.box, 0) + grid_lines(lines, panel.box, 1):
        if id(segment.path) in skip:
            ends = (segment.low, segment.at, segment.high, segment.at)
            found.drop("line of the grid", ends if segment.axis == 0 else (ends[1], ends[0], ends[3], ends[2]))


def _sort_paths(found: Shapes, drawing: Drawing, panel: Panel, skip: set[int], pieces: set[int]) -> None:
    """Each path of the panel as a dot, a mark, or what its kind of a large shape says."""
    box = panel.box
    least, most = SHAPES.mark_size
    limit = min(most, max(least, SHAPES.mark * min(sides_of(box))))
    cache: dict[bytes, Form] = {}
    nested = (box, *panel.insets) if panel.insets or panel.around else ()
    starts = {box: paint_start(drawing, box) for box in nested}
    for path in drawing.paths:
        if id(path) in skip:
            found.drop("tick", *_short_parts(path), verdict="seen")
            continue
        if path.alpha == 0.0 or (path.stroke is None and path.n_vertices <= 2):
            continue
        simple = len(path.parts) == 1 and len(path.parts[0]) <= 64
        form = _form(path, cache) if simple else (path.box, (0.0, 0.0), 1.0)
        at = form[0]
        if not belongs(at, path, panel, starts):
            continue
        width, height = sides_of(at)
        side = max(width, height)
        if path.fill is None and len(path.parts) == 1 and side < SHAPES.dot:
            found.dots.append(path)
        elif side <= limit and _is_mark(path, width, height) and id(path) not in pieces:
            _add_mark(found, path, form, drawing)
        else:
            _sort_large(found, _Large(path, at, panel, limit, drawing))


def _join_cut_lines(found: Shapes, cut: set[str]) -> None:
    """Lines that go on from one another are whole before anything is sought among them. cut: their operators."""
    whole = join_pieces([line for line in found.lines if line.locator in cut])
    lines = [*(line for line in found.lines if line.locator not in cut), *whole]
    found.lines = sorted(lines, key=lambda line: line.order)


def _form(path: DrawnPath, cache: dict[bytes, Form]) -> Form:
    """The form of a path of one part; the same shape is measured once, its box from the first vertex."""
    first = path.parts[0]
    fx, fy = float(first[0, 0]), float(first[0, 1])
    key = np.round((first - first[0]) * 1000.0).astype(np.int64).tobytes() + bytes([len(path.curves) % 256])
    if key not in cache:
        x0, y0, x1, y1 = path.box
        corners = np.unique(np.round(first, 3), axis=0)
        mean = corners.mean(axis=0)
        w, h = x1 - x0, y1 - y0
        lean = (
            (float(mean[0]) - (x0 + x1) / 2) / w if w > 1e-6 else 0.0,
            (float(mean[1]) - (y0 + y1) / 2) / h if h > 1e-6 else 0.0,
        )
        if path.curves:
            lean = (0.0, 0.0) if max(abs(lean[0]), abs(lean[1])) < SHAPES.round_lean else lean
        ahead = np.roll(first, -1, axis=0) - first[0]
        back = first - first[0]
        area = abs(float((back[:, 0] * ahead[:, 1] - ahead[:, 0] * back[:, 1]).sum())) / 2.0
        fullness = (1.0 if path.curves else 0.0) + (area / (w * h) if w * h > 1e-6 else 0.0)
        cache[key] = ((x0 - fx, y0 - fy, x1 - fx, y1 - fy), lean, fullness)
    (x0, y0, x1, y1), lean, fullness = cache[key]
    return (fx + x0, fy + y0, fx + x1, fy + y1), lean, fullness


def _is_mark(path: DrawnPath, width: float, height: float) -> bool:
    if max(width, height) < SHAPES.mark_least:
        return False
    if path.fill is not None:
        return all(path.closed) or path.stroke is None or len(path.parts[0]) > 2
    return True


def _add_mark(found: Shapes, path: DrawnPath, form: Form, drawing: Drawing) -> None:
    at, lean, fullness = form
    width, height = sides_of(at)
    tolerance = max(SHAPES.alike, SHAPES.alike_steps * drawing.quantum, SHAPES.alike_share * max(width, height))
    n = path.n_vertices
    closed = path.fill is not None or all(path.closed)
    kind = found.kinds.setdefault((n, path.fill, path.stroke), [])
    for group in kind:
        if abs(group.width - width) > tolerance or abs(group.height - height) > tolerance:
            continue
        if abs(group.fullness - fullness) > max(SHAPES.fullness, 4.0 * drawing.quantum / max(width, height)):
            continue
        if max(abs(group.lean[0] - lean[0]), abs(group.lean[1] - lean[1])) < SHAPES.lean:
            break
    else:
        group = MarkGroup(path.fill, path.stroke, width, height, n, closed, lean, fullness)
        kind.append(group)
        found.groups.append(group)
    x, y, doubt = _anchor(path, at, lean, drawing.producer)
    group.marks.append(DataMark(x, y, path.order, path.locator, at, path.clip, doubt, path))


def _anchor(path: DrawnPath, at: Box, lean: tuple[float, float], producer: str) -> tuple[float, float, float]:
    """Data place of a mark and its doubt in points: the form's origin, the centre of a symmetric shape, or by producer.

    matplotlib centres the box (or draws a form about its origin); R draws equilateral triangles about their mean,
    gnuplot triangles of 6 by 5 about a point 0.4 of the height up (both measured on their output). Other shapes that
    are not symmetric leave a sixth of the height open.
    """
    width, height = sides_of(at)
    cx, cy = middle_of(at)
    if path.origin is not None:
        ox, oy = path.origin
        if abs(ox - cx) <= SHAPES.origin * width + 1e-6 and abs(oy - cy) <= SHAPES.origin * height + 1e-6:
            return ox, oy, 0.0
    if max(abs(lean[0]), abs(lean[1])) < SHAPES.even:
        return cx, cy, 0.0
    if "atplotlib" in producer:
        return cx, cy, 0.0
    long, short = max(width, height), min(width, height)
    ratio = long / short if short else math.inf
    mean = (cx + lean[0] * width, cy + lean[1] * height)
    known = producer.startswith("R ")
    if known or abs(ratio - 2.0 / math.sqrt(3.0)) < SHAPES.triangle:
        return mean[0], mean[1], 0.0 if known else height / 12.0
    if abs(ratio - 1.2) < SHAPES.triangle:
        gnuplot = (cx + 0.6 * lean[0] * width, cy + 0.6 * lean[1] * height)
        return gnuplot[0], gnuplot[1], 0.0 if "gnuplot" in producer else height / 12.0
    return cx, cy, height / 6.0


def _add_glyph(groups: list[MarkGroup], char: PlacedChar, panel: Panel, order: int) -> None:
    cx, cy = middle_of(char.box)
    if not holds(panel.box, cx, cy, 1.0):
        return
    rgb = char.color or (0, 0, 0)
    fill = Color(f"glyph{char.text}{rgb}", rgb)
    width, height = sides_of(char.box)
    alike = (g for g in groups if g.fill == fill and abs(g.height - height) < SHAPES.glyph * height + SHAPES.dot)
    if (group := next(alike, None)) is None:
        groups.append(group := MarkGroup(fill, None, width, height, 0, True, (0.0, 0.0)))
    group.marks.append(DataMark(cx, cy, order, f"glyph={char.text}@{char.x:.2f},{char.y:.2f}", char.box, None))


@dataclass(frozen=True, slots=True)
class _Large:
    """A shape that is too large, or not of the form, for a mark. at: its box; limit: the largest side of a mark."""

    path: DrawnPath
    at: Box
    panel: Panel
    limit: float
    drawing: Drawing

    @property
    def is_rectangle(self) -> bool:
        return len(self.path.parts) == 1 and is_rectangle(self.path.parts[0]) and not self.path.curves

    @property
    def is_rounded(self) -> bool:
        """One part of a few vertices with curves, as a box with round corners."""
        return bool(self.path.curves) and len(self.path.parts) == 1 and len(self.path.parts[0]) <= 20


def _bar(found: Shapes, large: _Large) -> bool:
    """A filled rectangle that is not white."""
    path, at = large.path, large.at
    if path.fill is None or path.fill.is_white or not large.is_rectangle:
        return False
    found.frames.append((at, path.order))
    found.bars.append(Bar(at, path.fill, path.order, path.locator))
    if is_span(at, large.panel.box):
        found.spans.append(path)
    return True


def _frame(found: Shapes, large: _Large) -> bool:
    """Any other rectangle; one of a stroke alone may be an outlined bar."""
    path, at = large.path, large.at
    if (path.fill is None and path.stroke is None) or not large.is_rectangle:
        return False
    found.frames.append((at, path.order))
    if path.fill is None and path.stroke is not None:
        found.outlines.append(Bar(at, path.stroke, path.order, path.locator))
    return True


def _marks(found: Shapes, large: _Large) -> bool:
    """Several parts, each as small as a mark."""
    path = large.path
    many = len(path.parts) > 1 if path.fill is not None else len(path.parts) > 2 and all(path.closed)
    if not many or any(_size(path, index) > large.limit for index in range(len(path.parts))):
        return False
    _split_marks(found, path, large.drawing)
    return True


def _area(found: Shapes, large: _Large) -> bool:
    """Any other filled shape; where it has several outlines too, these are still to be sorted."""
    path = large.path
    if path.fill is None or (path.stroke is not None and len(path.parts) <= 1):
        return False
    if large.is_rounded:
        found.frames.append((large.at, path.order))
    found.areas += not (large.is_rounded and path.fill.is_white)
    found.filled.append(path)
    return path.stroke is None


def _rounded_frame(found: Shapes, large: _Large) -> bool:
    """A filled box with round corners and an outline."""
    path = large.path
    if path.fill is None or path.stroke is None or not large.is_rounded or not path.closed[0]:
        return False
    found.frames.append((large.at, path.order))
    return True


def _curve(found: Shapes, large: _Large) -> bool:
    """A stroke, each part a line of its own; outlines of frames and white ones are none."""
    path = large.path
    if path.stroke is None:
        return True
    framed = (
        path.curves and path.closed[0] and any(farthest_apart(large.at, box) <= SHAPES.clip for box, _ in found.frames)
    )
    if framed or (path.stroke.is_white and path.closed[0]):
        return True
    for index, part in enumerate(path.parts):
        if len(part) < 2:
            continue
        part_box = path.part_box(index)
        if _is_reference(part, part_box, large.panel):
            found.references += 1
            found.drop("line from edge to edge", part_box)
            continue
        curved = index in path.curve_part
        drawn = flattened(path, index) if curved else part
        found.lines.append(stroke_of(path, path.stroke, index, drawn, curved))
    return True


_KINDS = (_bar, _frame, _marks, _area, _rounded_frame, _curve)
"""Kinds of large shapes in the order in which they are asked; the first that takes a shape wholly has it."""


def _sort_large(found: Shapes, large: _Large) -> None:
    any(kind(found, large) for kind in _KINDS)


def _short_parts(path: DrawnPath) -> list[Box]:
    """Boxes of the ticks that a path of the frame draws: ink that no series must explain."""
    boxes = [path.part_box(index) for index in range(len(path.parts))]
    return [box for box in boxes if max(sides_of(box)) <= AXES.tick_longest]


def _size(path: DrawnPath, index: int) -> float:
    x0, y0, x1, y1 = path.part_box(index)
    return max(x1 - x0, y1 - y0)


def _split_marks(found: Shapes, path: DrawnPath, drawing: Drawing) -> None:
    """Many small shapes drawn by one operator: each part is a mark of its own."""
    for index, part in enumerate(path.parts):
        if len(part) < 2:
            continue
        curves = [c for c, of in zip(path.curves, path.curve_part, strict=True) if of == index]
        single = replace(path, locator=path.locator_of(index), parts=[part], closed=[path.closed[index]], origin=None)
        single = replace(single, curves=curves, curve_part=[0] * len(curves))
        form = _form(single, {})
        (x0, y0, x1, y1), _, _ = form
        if max(x1 - x0, y1 - y0) >= SHAPES.mark_least:
            _add_mark(found, single, form, drawing)


def _is_reference(part: np.ndarray, at: Box, panel: Panel) -> bool:
    """A straight level or upright line from edge to edge: a reference, not data."""
    box = panel.box
    if len(part) != 2:
        return False
    (width, height), (across, up) = sides_of(at), sides_of(box)
    level = height < SHAPES.dot and width > SHAPES.reference * across
    upright = width < SHAPES.dot and height > SHAPES.reference * up
    return level or upright
