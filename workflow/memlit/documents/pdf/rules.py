"""Rules, fills, pictures and other graphics that a PDF page draws."""

import ctypes
import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from memlit.documents.geometry import IDENTITY, Box, Matrix, multiply
from memlit.documents.pdf.characters import (
    Fill,
    PageContent,
    Rule,
    display_matrix,
    place_box,
)

MAX_OBJECTS = 60_000
MAX_SEGMENTS = 400_000
MAX_DEPTH = 8
THIN = 3.2
"""A filled box at most this thick (pt) is a rule; Word and InDesign draw rules so."""


def read_drawing(page: Any, content: PageContent) -> None:
    """Add rules, fills, images and other graphics to `content`; done only for pages that may hold a table."""
    matrix, _, _ = display_matrix(page)
    budget = [MAX_OBJECTS, MAX_SEGMENTS]
    whites: list[tuple[bool, Rule]] = []
    for item, to_display in _objects(page.raw, matrix, budget):
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            _read_path(item, to_display, content, whites, budget)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            _read_image(item, to_display, content)
        if min(budget) <= 0:
            content.truncated = True
            break
    _keep_visible_whites(content, whites)


def count_strokes(page: Any, enough: int) -> int:
    """Points of all paths and corners of all pictures of a page, counted up to about `enough`."""
    total = 0
    for item, _ in _objects(page.raw, IDENTITY, [MAX_OBJECTS]):
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            total += max(pdfium.FPDFPath_CountSegments(item), 0)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            total += 4
        if total >= enough:
            break
    return total


def _objects(container: Any, matrix: Matrix, budget: list[int], depth: int = 0) -> Iterator[tuple[Any, Matrix]]:
    """Page objects with the matrix that takes their coordinates to the display, form XObjects opened."""
    form = depth > 0
    count = pdfium.FPDFFormObj_CountObjects(container) if form else pdfium.FPDFPage_CountObjects(container)
    for i in range(max(count, 0)):
        if budget[0] <= 0:
            return
        budget[0] -= 1
        item = pdfium.FPDFFormObj_GetObject(container, i) if form else pdfium.FPDFPage_GetObject(container, i)
        if not item:
            continue
        if pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_FORM:
            if depth < MAX_DEPTH:
                yield from _objects(item, multiply(_own_matrix(item), matrix), budget, depth + 1)
        else:
            yield item, matrix


def _own_matrix(item: Any) -> Matrix:
    m = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, m):
        return IDENTITY
    return (m.a, m.b, m.c, m.d, m.e, m.f)


def _read_image(item: Any, to_display: Matrix, content: PageContent) -> None:
    box = place_box((0, 0, 1, 1), multiply(_own_matrix(item), to_display))
    if not all(map(math.isfinite, box)):
        return
    if min(box[2] - box[0], box[3] - box[1]) <= THIN:
        _add_rule(content, box, 0.0)
    else:
        content.images.append(box)


def _color(item: Any, stroke: bool) -> tuple[int, int, int, int]:
    r, g, b, a = (ctypes.c_uint() for _ in range(4))
    get = pdfium.FPDFPageObj_GetStrokeColor if stroke else pdfium.FPDFPageObj_GetFillColor
    return (r.value, g.value, b.value, a.value) if get(item, r, g, b, a) else (0, 0, 0, 255)


def _read_path(
    item: Any, to_display: Matrix, content: PageContent, whites: list[tuple[bool, Rule]], budget: list[int]
) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    if not fill.value and not stroke.value:
        return
    n = pdfium.FPDFPath_CountSegments(item)
    budget[1] -= max(n, 0)
    if n < 2 or budget[1] <= 0:
        return
    matrix = multiply(_own_matrix(item), to_display)
    subpaths, curved = _subpaths(item, n, matrix)
    points = [p for sub in subpaths for p in sub]
    if not points or not all(math.isfinite(v) for p in points for v in p):
        return
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    bounds = (min(xs), min(ys), max(xs), max(ys))
    if curved or any(not _axis_parallel(sub) for sub in subpaths):
        content.graphics.append(bounds)
        return
    if fill.value:
        _read_fill(item, subpaths, content, whites)
    if stroke.value:
        _read_stroke(item, subpaths, matrix, content, whites)


def _subpaths(item: Any, n: int, matrix: Matrix) -> tuple[list[list[tuple[float, float]]], bool]:
    """Points of each subpath on the display, and whether any part is curved."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    subpaths: list[list[tuple[float, float]]] = []
    curved = False
    for i in range(n):
        segment = pdfium.FPDFPath_GetPathSegment(item, i)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = (x.value * a + y.value * c + e, x.value * b + y.value * d + f)
        curved = curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
        if kind == pdfium.FPDF_SEGMENT_MOVETO or not subpaths:
            subpaths.append([point])
        else:
            subpaths[-1].append(point)
        if pdfium.FPDFPathSegment_GetClose(segment):
            subpaths[-1].append(subpaths[-1][0])
    return subpaths, curved


def _axis_parallel(points: list[tuple[float, float]]) -> bool:
    return all(abs(p[0] - q[0]) < 0.8 or abs(p[1] - q[1]) < 0.8 for p, q in pairwise(points))


def _add_rule(content: PageContent, box: Box, thick: float) -> None:
    x0, y0, x1, y1 = box
    if x1 - x0 >= y1 - y0:
        content.horizontal.append(Rule((y0 + y1) / 2, x0, x1, max(y1 - y0, thick)))
    else:
        content.vertical.append(Rule((x0 + x1) / 2, y0, y1, max(x1 - x0, thick)))


def _read_fill(
    item: Any,
    subpaths: list[list[tuple[float, float]]],
    content: PageContent,
    whites: list[tuple[bool, Rule]],
) -> None:
    r, g, b, alpha = _color(item, stroke=False)
    if alpha == 0:
        return
    white = min(r, g, b) >= 250
    for sub in subpaths:
        xs, ys = [p[0] for p in sub], [p[1] for p in sub]
        box = (min(xs), min(ys), max(xs), max(ys))
        w, h = box[2] - box[0], box[3] - box[1]
        if min(w, h) <= THIN and max(w, h) > THIN:
            if white:
                whites.append(_white_rule(box))
            else:
                _add_rule(content, box, 0.0)
        elif min(w, h) > THIN:
            content.fills.append(Fill(box, (r, g, b)))


def _white_rule(box: Box) -> tuple[bool, Rule]:
    x0, y0, x1, y1 = box
    if x1 - x0 >= y1 - y0:
        return True, Rule((y0 + y1) / 2, x0, x1, y1 - y0)
    return False, Rule((x0 + x1) / 2, y0, y1, x1 - x0)


def _read_stroke(
    item: Any,
    subpaths: list[list[tuple[float, float]]],
    matrix: Matrix,
    content: PageContent,
    whites: list[tuple[bool, Rule]],
) -> None:
    width = ctypes.c_float()
    pdfium.FPDFPageObj_GetStrokeWidth(item, width)
    thick = width.value * math.sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))
    r, g, b, alpha = _color(item, stroke=True)
    if alpha == 0:
        return
    white = min(r, g, b) >= 250
    for sub in subpaths:
        for (px, py), (qx, qy) in pairwise(sub):
            box = (min(px, qx), min(py, qy), max(px, qx), max(py, qy))
            length = max(box[2] - box[0], box[3] - box[1])
            if length < 1.0 and thick < 4:
                continue
            if thick > 6 and length > 6:
                half = thick / 2
                grown = _grow(box, half)
                content.fills.append(Fill(grown, (r, g, b)))
            elif thick > length:
                across = (
                    (px - thick / 2, py, px + thick / 2, py)
                    if abs(px - qx) < 0.8
                    else (px, py - thick / 2, px, py + thick / 2)
                )
                _add_rule(content, across, length)
            elif white:
                whites.append(_white_rule(box))
            else:
                _add_rule(content, box, thick)


def _grow(box: Box, half: float) -> Box:
    """A thick stroke as the box it covers (butt caps)."""
    x0, y0, x1, y1 = box
    return (x0, y0 - half, x1, y1 + half) if x1 - x0 >= y1 - y0 else (x0 - half, y0, x1 + half, y1)


def _keep_visible_whites(content: PageContent, whites: list[tuple[bool, Rule]]) -> None:
    """White lines are rules only where they cross a coloured box."""
    colored = [f.box for f in content.fills if min(f.color) < 245]
    for horizontal, rule in whites[:4000]:
        over = 0.0
        for x0, y0, x1, y1 in colored[:2000]:
            lo, hi, a, b = (x0, x1, y0, y1) if horizontal else (y0, y1, x0, x1)
            if a - 2 <= rule.at <= b + 2:
                over += max(0.0, min(hi, rule.hi) - max(lo, rule.lo))
        if over > 0.5 * (rule.hi - rule.lo):
            (content.horizontal if horizontal else content.vertical).append(rule)
