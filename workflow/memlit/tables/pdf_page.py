"""Characters of one PDF page through pypdfium2's raw interface, and what a page may hold besides.

All coordinates are PDF points, origin at the top left of the page as displayed, y downwards.
"""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

from memlit.tables.model import Box

MAX_CHARS = 20_000


@dataclass(slots=True)
class Char:
    """One glyph: `box` is its ink, `left`..`right` its advance, `base` its baseline, `size` in points."""

    text: str
    box: Box
    left: float
    right: float
    base: float
    size: float
    turn: int
    font: int


@dataclass(slots=True)
class Rule:
    """An axis-parallel line: at `at` (y of a horizontal, x of a vertical), from `lo` to `hi`."""

    at: float
    lo: float
    hi: float
    thick: float = 0.5


@dataclass(slots=True)
class Fill:
    """A filled box that is no rule, with its colour (r, g, b)."""

    box: Box
    color: tuple[int, int, int]


@dataclass
class PageContent:
    """What a page draws; `turn` is the quarter turns (clockwise) its text was turned by before reading."""

    number: int
    width: float
    height: float
    chars: list[Char] = field(default_factory=list)
    horizontal: list[Rule] = field(default_factory=list)
    vertical: list[Rule] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    graphics: list[Box] = field(default_factory=list)
    images: list[Box] = field(default_factory=list)
    turn: int = 0
    truncated: bool = False


Matrix = tuple[float, float, float, float, float, float]


def display_matrix(page: Any) -> tuple[Matrix, float, float]:
    """Matrix from PDF user space to the displayed page (y down), with the displayed width and height."""
    left, bottom, right, top = (float(v) for v in page.get_bbox())
    width, height = right - left, top - bottom
    turn = int(page.get_rotation()) % 360
    if turn == 90:
        return (0, 1, 1, 0, -bottom, -left), height, width
    if turn == 180:
        return (-1, 0, 0, 1, right, -bottom), width, height
    if turn == 270:
        return (0, -1, -1, 0, top, right), height, width
    return (1, 0, 0, -1, -left, top), width, height


def read_page(page: Any, number: int) -> PageContent:
    """Everything drawn on a pypdfium2 page, numbered from 1."""
    matrix, width, height = display_matrix(page)
    content = PageContent(number, width, height)
    _read_chars(page, matrix, content)
    return content


def _read_chars(page: Any, matrix: Matrix, content: PageContent) -> None:
    textpage = page.get_textpage()
    raw = textpage.raw
    n = pdfium.FPDFText_CountChars(raw)
    if n > MAX_CHARS:
        content.truncated = True
        n = MAX_CHARS
    x0, x1, y0, y1, ox, oy = (ctypes.c_double() for _ in range(6))
    loose, tm = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    fonts: dict[Any, int] = {}
    for i in range(n):
        code = pdfium.FPDFText_GetUnicode(raw, i)
        if code == 32 and content.chars:
            content.chars.append(_space(content.chars[-1], pdfium.FPDFText_IsGenerated(raw, i) == 1))
            continue
        if code in (0, 10, 13, 0xFFFF) or pdfium.FPDFText_IsGenerated(raw, i) == 1:
            continue
        if code < 32 or code == 0xFFFE:
            code = 0x2D if code in (2, 0xFFFE) else 0x20
        _append(content, chr(code), raw, i, matrix, (x0, x1, y0, y1, ox, oy), loose, tm, fonts)
    textpage.close()


def _space(last: Char, generated: bool) -> Char:
    """A space after `last`; its size is 0 where pdfium made it up from a gap."""
    return Char(" ", last.box, last.right, last.right, last.base, 0.0 if generated else last.size, last.turn, 0)


def _append(
    content: PageContent,
    text: str,
    raw: Any,
    i: int,
    matrix: Matrix,
    numbers: tuple[Any, ...],
    loose: Any,
    tm: Any,
    fonts: dict[Any, int],
) -> None:
    x0, x1, y0, y1, ox, oy = numbers
    pdfium.FPDFText_GetCharBox(raw, i, x0, x1, y0, y1)
    pdfium.FPDFText_GetLooseCharBox(raw, i, loose)
    pdfium.FPDFText_GetCharOrigin(raw, i, ox, oy)
    pdfium.FPDFText_GetMatrix(raw, i, tm)
    item = pdfium.FPDFText_GetTextObject(raw, i)
    handle = pdfium.FPDFTextObj_GetFont(item) if item else None
    key = ctypes.cast(handle, ctypes.c_void_p).value if handle else 0
    a, b, c, d, e, f = matrix
    ux, uy = tm.a * a + tm.b * c, tm.a * b + tm.b * d
    turn = round(math.degrees(math.atan2(uy, ux)) / 90) % 4 if (ux or uy) else 0
    vx, vy = tm.c * a + tm.d * c, tm.c * b + tm.d * d
    size = pdfium.FPDFText_GetFontSize(raw, i) * math.hypot(vx, vy)
    box = place_box((x0.value, y0.value, x1.value, y1.value), matrix)
    adv = place_box((loose.left, loose.bottom, loose.right, loose.top), matrix)
    px, py = ox.value * a + oy.value * c + e, ox.value * b + oy.value * d + f
    lo, hi, base = (adv[0], adv[2], py) if turn % 2 == 0 else (adv[1], adv[3], px)
    if not math.isfinite(sum(box) + lo + hi + base + size):
        return
    content.chars.append(Char(text, box, lo, hi, base, size, turn, fonts.setdefault(key, len(fonts))))


def place_box(box: Box, matrix: Matrix) -> Box:
    """The box after the matrix, its corners sorted (quarter turns only)."""
    a, b, c, d, e, f = matrix
    xs = (box[0] * a + box[1] * c + e, box[2] * a + box[3] * c + e)
    ys = (box[0] * b + box[1] * d + f, box[2] * b + box[3] * d + f)
    return min(xs), min(ys), max(xs), max(ys)
