"""Characters of one PDF page through pypdfium2's raw interface.

All coordinates are PDF points, origin at the top left of the page as displayed, y downwards.
"""

import ctypes
import math
from dataclasses import dataclass, field
from typing import Any, Literal

import pypdfium2.raw as pdfium

from printed.geometry import Box, Matrix
from printed.pdf.font_letters import FontLetters, Glyph
from printed.pdf.letters import font_name, is_line_end, letter_at
from printed.pdf.odd_ink import BLANKS, OFTEN_WRONG, InkSize, is_odd

MAX_CHARS = 20_000
_CLIP_MARGIN = 1.0
"""Points by which a text must lie outside of what it is clipped to."""
_MOST_POINTS_OF_CLIP = 64


@dataclass(slots=True)
class Char:
    """One glyph: `box` is its ink, `left`..`right` its advance, `base` its baseline, `size` in points.

    raised_by: what tells whether it is raised: its ink or its baseline, its baseline alone, or nothing.
    """

    text: str
    box: Box
    left: float
    right: float
    base: float
    size: float
    turn: int
    raised_by: Literal["ink", "baseline", "nothing"] = "ink"


@dataclass(slots=True)
class PageCharacters:
    """The characters of a page of that width and height.

    turn: quarter turns (clockwise) by which they were turned from the page as displayed; truncated: there are more.
    """

    width: float
    height: float
    chars: list[Char] = field(default_factory=list)
    turn: int = 0
    truncated: bool = False


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


def read_characters(page: Any, fonts: FontLetters | None = None) -> PageCharacters:
    """The characters of a pypdfium2 page, as displayed; `fonts` tells what fonts print that do not say it."""
    matrix, width, height = display_matrix(page)
    content = PageCharacters(width, height)
    textpage = page.get_textpage()
    raw = textpage.raw
    n = pdfium.FPDFText_CountChars(raw)
    if n > MAX_CHARS:
        content.truncated = True
        n = MAX_CHARS
    if fonts is not None:
        fonts.begin_page(textpage.get_text_range(0, n))
    reader = _CharReader(page, raw, matrix, fonts)
    taken = 0
    for i in range(n):
        if i < taken:
            continue
        code = pdfium.FPDFText_GetUnicode(raw, i)
        printed = reader.printed_letter(i, code)
        if printed is None and code == 32 and content.chars:
            last = content.chars[-1]
            # Of no size where pdfium made it up from a gap.
            size = 0.0 if pdfium.FPDFText_IsGenerated(raw, i) == 1 else last.size
            content.chars.append(Char(" ", last.box, last.right, last.right, last.base, size, last.turn))
            continue
        if printed is None and _prints_nothing(raw, i, code):
            continue
        letter, length = (printed, 1) if printed is not None else _told_letter(raw, i, code)
        taken = i + length
        char = reader.read(letter, i)
        if char is not None:
            content.chars.append(char)
    textpage.close()
    return content


def _prints_nothing(raw: Any, i: int, code: int) -> bool:
    """Whether a code is an end of line, or made up by PDFium: of what that makes up, only spaces are no line end."""
    if is_line_end(raw, i, code):
        return True
    return code in (0, 32, 0xFFFF) and pdfium.FPDFText_IsGenerated(raw, i) == 1


def _told_letter(raw: Any, i: int, code: int) -> tuple[str, int]:
    """The letter that the font tells for a code, and how many codes it takes."""
    if code == 9:
        return " ", 1
    if code == 0xFFFE or (code == 2 and pdfium.FPDFText_IsHyphen(raw, i) == 1):
        return "-", 1
    return letter_at(raw, i, code)


class _CharReader:
    """Characters of one text page; what all characters of a text object share is asked once."""

    def __init__(self, page: Any, raw: Any, matrix: Matrix, fonts: FontLetters | None) -> None:
        self._page = page
        self._raw = raw
        self._fonts = fonts
        self._font = ""
        self._font_number = 0
        self._font_names: dict[int, str] = {}
        self._entered = -1
        self._matrix = matrix
        numbers = tuple(ctypes.c_double() for _ in range(6))
        self._x0, self._x1, self._y0, self._y1, self._ox, self._oy = numbers
        self._places = tuple(ctypes.pointer(number) for number in numbers)
        self._loose = pdfium.FS_RECTF()
        self._loose_place = ctypes.pointer(self._loose)
        self._last_object = -1
        self._turn, self._size = 0, 0.0
        self._is_hidden = False

    def read(self, text: str, i: int) -> Char | None:
        """The character at index i; None where its geometry is not finite, or where it is clipped away."""
        raw, loose = self._raw, self._loose
        x0, x1, y0, y1, ox, oy = self._places
        pdfium.FPDFText_GetCharBox(raw, i, x0, x1, y0, y1)
        pdfium.FPDFText_GetLooseCharBox(raw, i, self._loose_place)
        pdfium.FPDFText_GetCharOrigin(raw, i, ox, oy)
        if i != self._entered:
            self._enter_object(i)
        if self._is_hidden:
            return None
        left, right, bottom, top = self._x0.value, self._x1.value, self._y0.value, self._y1.value
        a, b, c, d, e, f = self._matrix
        box = place_box((left, bottom, right, top), self._matrix)
        if not b and not c and self._turn % 2 == 0:
            lo, hi = loose.left * a + e, loose.right * a + e
            if lo > hi:
                lo, hi = hi, lo
            base = self._oy.value * d + f
        else:
            adv = place_box((loose.left, loose.bottom, loose.right, loose.top), self._matrix)
            px, py = self._ox.value, self._oy.value
            if self._turn % 2 == 0:
                lo, hi, base = adv[0], adv[2], px * b + py * d + f
            else:
                lo, hi, base = adv[1], adv[3], px * a + py * c + e
        if not math.isfinite(box[0] + box[1] + box[2] + box[3] + lo + hi + base + self._size):
            return None
        return Char(text, box, lo, hi, base, self._size, self._turn)

    def printed_letter(self, i: int, code: int) -> str | None:
        """The letter that character i prints where its font tells another one or none; else None."""
        fonts = self._fonts
        if fonts is None:
            return None
        odd = self._odd_ink(i, code) if code in OFTEN_WRONG else None
        if odd is None and code == 32 and not fonts.has_lost_letters:
            return None
        self._enter_object(i)
        is_doubtful = fonts.is_doubtful(self._font, code)
        if not (is_doubtful or odd) or pdfium.FPDFText_IsGenerated(self._raw, i) == 1:
            return None
        glyph = Glyph(i, code, self._font, self._font_number)
        if odd is not None and not is_doubtful:
            return fonts.letter_of_odd_ink(self._page, self._raw, glyph, odd)
        return fonts.letter(self._page, self._raw, glyph)

    def _odd_ink(self, i: int, code: int) -> InkSize | None:
        """The box of character i, where it is not that of the letter that its font tells."""
        x0, x1, y0, y1, ox, oy = self._places
        pdfium.FPDFText_GetCharBox(self._raw, i, x0, x1, y0, y1)
        width, height = self._x1.value - self._x0.value, self._y1.value - self._y0.value
        if code in BLANKS and height <= 0:
            return None
        self._enter_object(i)
        if self._size <= 0 or self._turn:
            return None
        pdfium.FPDFText_GetCharOrigin(self._raw, i, ox, oy)
        tail = self._oy.value - self._y0.value
        ink = InkSize(width / self._size, height / self._size, tail / self._size)
        return ink if is_odd(code, ink) else None

    def _enter_object(self, i: int) -> None:
        """Read what the characters of one text object share, where character i begins another one."""
        self._entered = i
        item = pdfium.FPDFText_GetTextObject(self._raw, i)
        address = ctypes.addressof(item.contents) if item else 0
        if address != self._last_object or not address:
            self._read_object(i)
            self._last_object = address
            self._is_hidden = item is not None and bool(item) and is_clipped_away(item)
            if self._fonts is not None:
                self._read_font(item, i)

    def _read_font(self, item: Any, i: int) -> None:
        """The font of the text object of character i; its name is asked once a page."""
        font = pdfium.FPDFTextObj_GetFont(item) if item else None
        self._font_number = ctypes.addressof(font.contents) if font else 0
        if self._font_number not in self._font_names:
            self._font_names[self._font_number] = font_name(self._raw, i)
        self._font = self._font_names[self._font_number]

    def _read_object(self, i: int) -> None:
        """Direction and size of the text object of character i."""
        tm = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(self._raw, i, tm)
        a, b, c, d, _, _ = self._matrix
        ux, uy = tm.a * a + tm.b * c, tm.a * b + tm.b * d
        self._turn = round(math.degrees(math.atan2(uy, ux)) / 90) % 4 if (ux or uy) else 0
        vx, vy = tm.c * a + tm.d * c, tm.c * b + tm.d * d
        self._size = pdfium.FPDFText_GetFontSize(self._raw, i) * math.hypot(vx, vy)


def is_clipped_away(item: Any) -> bool:
    """Whether an object of a page lies wholly outside of a path to which it is clipped, so that none of it is drawn.

    A picture of another file may hold that file's whole page and show a part of it.
    """
    clip = pdfium.FPDFPageObj_GetClipPath(item)
    n_paths = pdfium.FPDFClipPath_CountPaths(clip) if clip else 0
    if n_paths <= 0:
        return False
    edges = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(item, *edges):
        return False
    left, bottom, right, top = (edge.value for edge in edges)
    for path in range(n_paths):
        box = _box_of_clip(clip, path)
        if box is None:
            continue
        is_beside = right < box[0] - _CLIP_MARGIN or left > box[2] + _CLIP_MARGIN
        if is_beside or top < box[1] - _CLIP_MARGIN or bottom > box[3] + _CLIP_MARGIN:
            return True
    return False


def _box_of_clip(clip: Any, path: int) -> Box | None:
    """The box around a path of a clip; None where it has too many points to look at, or none."""
    n_points = pdfium.FPDFClipPath_CountPathSegments(clip, path)
    if not 0 < n_points <= _MOST_POINTS_OF_CLIP:
        return None
    x, y = ctypes.c_float(), ctypes.c_float()
    xs, ys = [], []
    for number in range(n_points):
        pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(clip, path, number), x, y)
        xs.append(x.value)
        ys.append(y.value)
    return min(xs), min(ys), max(xs), max(ys)


def place_box(box: Box, matrix: Matrix) -> Box:
    """The box after the matrix, its corners sorted (quarter turns only)."""
    a, b, c, d, e, f = matrix
    if not b and not c:
        x0, x1, y0, y1 = box[0] * a + e, box[2] * a + e, box[1] * d + f, box[3] * d + f
        return (x0 if x0 < x1 else x1), (y0 if y0 < y1 else y1), (x1 if x0 < x1 else x0), (y1 if y0 < y1 else y0)
    xs = (box[0] * a + box[1] * c + e, box[2] * a + box[3] * c + e)
    ys = (box[0] * b + box[1] * d + f, box[2] * b + box[3] * d + f)
    return min(xs), min(ys), max(xs), max(ys)
