"""Rules, fills, pictures and other graphics that a PDF page draws."""

import ctypes
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import Any

import pypdfium2.raw as pdfium

from printed.geometry import IDENTITY, Box, Matrix, around, multiply, sides_of
from printed.geometry import Rule as Rule
from printed.pdf.characters import display_matrix, place_box
from printed.pdf.settings import PAGES

_Place = tuple[float, float]
Ink = tuple[int, int, int]
"""Red, green and blue, from 0 to 255."""
MAX_OBJECTS = 60_000
MAX_SEGMENTS = 400_000
_MAX_DEPTH = 8
_BLACK = (0, 0, 0)


@dataclass(slots=True)
class Fill:
    """A filled box that is no rule, with its colour (r, g, b)."""

    box: Box
    color: tuple[int, int, int]


@dataclass(slots=True)
class PageDrawing:
    """What a page draws besides its characters; graphics are the boxes of curves and slanted lines.

    truncated: there is more.
    """

    horizontal: list[Rule] = field(default_factory=list)
    vertical: list[Rule] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    graphics: list[Box] = field(default_factory=list)
    images: list[Box] = field(default_factory=list)
    truncated: bool = False


def read_drawing(page: Any) -> PageDrawing:
    """Rules, fills, images and other graphics of a pypdfium2 page, as displayed."""
    matrix, _, _ = display_matrix(page)
    drawing = PageDrawing()
    whites: list[tuple[bool, Rule]] = []
    n_segments = 0
    for number, (item, to_display) in enumerate(_objects(page.raw, matrix), 1):
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            n_segments += max(pdfium.FPDFPath_CountSegments(item), 0)
            if n_segments < MAX_SEGMENTS:
                _read_path(item, to_display, drawing, whites)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            _read_image(item, to_display, drawing)
        if number >= MAX_OBJECTS or n_segments >= MAX_SEGMENTS:
            drawing.truncated = True
            break
    _keep_visible_whites(drawing, whites)
    return drawing


def count_strokes(page: Any, enough: int) -> int:
    """Points of all paths and corners of all pictures of a page, counted up to about `enough`."""
    total = 0
    for item, _ in islice(_objects(page.raw, IDENTITY), MAX_OBJECTS):
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            total += max(pdfium.FPDFPath_CountSegments(item), 0)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            total += 4
        if total >= enough:
            break
    return total


def _objects(container: Any, matrix: Matrix, depth: int = 0) -> Iterator[tuple[Any, Matrix]]:
    """Page objects with the matrix that takes their coordinates to the display; a form is followed by what is in it."""
    form = depth > 0
    count = pdfium.FPDFFormObj_CountObjects(container) if form else pdfium.FPDFPage_CountObjects(container)
    for i in range(max(count, 0)):
        item = pdfium.FPDFFormObj_GetObject(container, i) if form else pdfium.FPDFPage_GetObject(container, i)
        if not item:
            continue
        yield item, matrix
        if depth < _MAX_DEPTH and pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_FORM:
            yield from _objects(item, multiply(_own_matrix(item), matrix), depth + 1)


def _own_matrix(item: Any) -> Matrix:
    m = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, m):
        return IDENTITY
    return (m.a, m.b, m.c, m.d, m.e, m.f)


def _read_image(item: Any, to_display: Matrix, drawing: PageDrawing) -> None:
    box = place_box((0, 0, 1, 1), multiply(_own_matrix(item), to_display))
    if not all(map(math.isfinite, box)):
        return
    if min(sides_of(box)) <= PAGES.thin_box:
        _add_rule(drawing, [], box, _BLACK)
    else:
        drawing.images.append(box)


def _ink(item: Any, ask: Callable[..., Any]) -> Ink | None:
    """The colour of strokes or of what is filled, black where none is said; None where it is transparent."""
    r, g, b, alpha = (ctypes.c_uint() for _ in range(4))
    if not ask(item, r, g, b, alpha):
        return _BLACK
    return (r.value, g.value, b.value) if alpha.value else None


def _read_path(item: Any, to_display: Matrix, drawing: PageDrawing, whites: list[tuple[bool, Rule]]) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    n = pdfium.FPDFPath_CountSegments(item)
    if n < 2 or not (fill.value or stroke.value):
        return
    matrix = multiply(_own_matrix(item), to_display)
    subpaths, is_straight = _subpaths(item, n, matrix)
    points = [point for sub in subpaths for point in sub]
    if not math.isfinite(sum(x + y for x, y in points)):
        return
    if not is_straight:
        drawing.graphics.append(around(points))
        return
    edges = [edge for sub in subpaths for edge in pairwise(sub)]
    if fill.value:
        _add_filled(item, subpaths, drawing, whites)
    if stroke.value:
        _add_stroked(item, edges, matrix, drawing, whites)


def _add_filled(item: Any, subpaths: list[list[_Place]], drawing: PageDrawing, whites: list[tuple[bool, Rule]]) -> None:
    """Filled boxes of a path, thin ones as rules."""
    ink = _ink(item, pdfium.FPDFPageObj_GetFillColor)
    for box in map(around, subpaths if ink else ()):
        low, high = sorted(sides_of(box))
        if ink and low > PAGES.thin_box:
            drawing.fills.append(Fill(box, ink))
        elif ink and high > PAGES.thin_box:
            _add_rule(drawing, whites, box, ink)


def _add_stroked(
    item: Any,
    edges: list[tuple[_Place, _Place]],
    matrix: Matrix,
    drawing: PageDrawing,
    whites: list[tuple[bool, Rule]],
) -> None:
    """Each edge of a path as a rule of the width of its stroke."""
    ink = _ink(item, pdfium.FPDFPageObj_GetStrokeColor)
    if ink:
        width = ctypes.c_float()
        pdfium.FPDFPageObj_GetStrokeWidth(item, width)
        thick = width.value * math.sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))
        for edge in edges:
            _add_stroke(drawing, whites, around(edge), thick, ink)


def _subpaths(item: Any, n: int, matrix: Matrix) -> tuple[list[list[_Place]], bool]:
    """Points of each subpath on the display, and whether all parts run along an axis.

    Where one does not, the points that follow are all in one subpath: only their box is asked for.
    """
    a, b, c, d, e, f = matrix
    x_read, y_read = ctypes.c_float(), ctypes.c_float()
    at_x, at_y = ctypes.pointer(x_read), ctypes.pointer(y_read)
    subpaths: list[list[_Place]] = []
    is_straight = True
    for i in range(n):
        segment = pdfium.FPDFPath_GetPathSegment(item, i)
        pdfium.FPDFPathSegment_GetPoint(segment, at_x, at_y)
        x, y = x_read.value, y_read.value
        point = (x * a + y * c + e, x * b + y * d + f)
        if not is_straight:
            subpaths[-1].append(point)
            continue
        kind = pdfium.FPDFPathSegment_GetType(segment)
        is_straight = kind != pdfium.FPDF_SEGMENT_BEZIERTO
        if kind == pdfium.FPDF_SEGMENT_MOVETO or not subpaths:
            subpaths.append([point])
        else:
            is_straight = is_straight and not _leans(subpaths[-1][-1], point)
            subpaths[-1].append(point)
        if pdfium.FPDFPathSegment_GetClose(segment):
            start = subpaths[-1][0]
            is_straight = is_straight and not _leans(point, start)
            subpaths[-1].append(start)
    return subpaths, is_straight


def _leans(start: _Place, end: _Place) -> bool:
    """Whether a stroke between two places runs along no axis."""
    return abs(start[0] - end[0]) >= PAGES.straight and abs(start[1] - end[1]) >= PAGES.straight


def _add_rule(drawing: PageDrawing, whites: list[tuple[bool, Rule]], box: Box, ink: Ink) -> None:
    """Take on a thin box as a rule; a white one is kept apart with whether it is horizontal."""
    x0, y0, x1, y1 = box
    is_horizontal = x1 - x0 >= y1 - y0
    rule = Rule((y0 + y1) / 2, x0, x1) if is_horizontal else Rule((x0 + x1) / 2, y0, y1)
    if min(ink) >= PAGES.white:
        whites.append((is_horizontal, rule))
    else:
        (drawing.horizontal if is_horizontal else drawing.vertical).append(rule)


def _add_stroke(drawing: PageDrawing, whites: list[tuple[bool, Rule]], box: Box, thick: float, ink: Ink) -> None:
    """Take on a straight stroke as a rule, a filled box where it is thick, or a rule across it where it is short."""
    x0, y0, x1, y1 = box
    wide, high = x1 - x0, y1 - y0
    length, half = max(wide, high), thick / 2
    above = (x0, y0 - half, x1, y1 + half)
    beside = (x0 - half, y0, x1 + half, y1)
    if length < PAGES.shortest_stroke and thick < PAGES.thick_dot:
        return
    if thick > PAGES.thick_stroke and length > PAGES.thick_stroke:
        drawing.fills.append(Fill(above if wide >= high else beside, ink))
    elif thick > length:
        _add_rule(drawing, whites, beside if wide < PAGES.straight else above, ink)
    else:
        _add_rule(drawing, whites, box, ink)


def _keep_visible_whites(drawing: PageDrawing, whites: list[tuple[bool, Rule]]) -> None:
    """White lines are rules only where they cross a coloured box."""
    colored = [f.box for f in drawing.fills if min(f.color) < PAGES.coloured]
    for horizontal, rule in whites[:4000]:
        over = 0.0
        for x0, y0, x1, y1 in colored[:2000]:
            lo, hi, a, b = (x0, x1, y0, y1) if horizontal else (y0, y1, x0, x1)
            if a - PAGES.white_reach <= rule.at <= b + PAGES.white_reach:
                over += max(0.0, min(hi, rule.hi) - max(lo, rule.lo))
        if over > PAGES.white_share * (rule.hi - rule.lo):
            (drawing.horizontal if horizontal else drawing.vertical).append(rule)
