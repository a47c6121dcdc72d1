"""Text of a page as tokens: characters that touch, with raised exponents kept apart from their base.

Characters, tight boxes and origins come from pdfium; coordinates are those of the displayed page.
"""

import ctypes
import math
import re
from dataclasses import dataclass, field, replace
from typing import Any

from figcurves.settings import WORDS
from printed.geometry import Box, Matrix, apply, box_of, middle_of, union
from printed.pdf.letters import font_name, letter_at
from printed.pdf.turned import turn_back

JOINED_TO_F = frozenset("fijlt")
"""Letters that a font may draw as one glyph with an f before them."""
INVISIBLE = frozenset((0x0A, 0x0D, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
"""Line ends and characters without width, which Plotly sets between a power and its exponent."""


@dataclass(slots=True)
class PlacedChar:
    """One character: baseline origin, tight box, size and direction (degrees, counter-clockwise).

    `advance` is where the next origin would be (level text), None where the font does not say.
    """

    text: str
    x: float
    y: float
    box: Box
    size: float
    angle: float
    color: tuple[int, int, int] | None = None
    font: str = ""
    advance: tuple[float, float] | None = None


@dataclass(slots=True)
class DrawnToken:
    """Characters of one word or number. `raised` holds the superscript's text, `text` the base line's."""

    text: str
    raised: str
    box: Box
    baseline: float
    size: float
    angle: float
    color: tuple[int, int, int] | None
    base_box: Box
    chars: list[PlacedChar] = field(default_factory=list)

    @property
    def center(self) -> tuple[float, float]:
        """Middle of its box [points]."""
        return middle_of(self.box)

    @property
    def printed(self) -> str:
        """Its text with the exponent behind a caret."""
        return self.text + (f"^{self.raised}" if self.raised else "")


def read_chars(page: Any, matrix: Matrix) -> list[PlacedChar]:
    """All characters of a pypdfium2 page, through `matrix` from user space to the displayed page.

    A letter printed twice at one place, as a halo or for bold type, is one.
    """
    import pypdfium2.raw as raw

    text_page = page.get_textpage()
    handle = text_page.raw
    chars: list[PlacedChar] = []
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    x, y = ctypes.c_double(), ctypes.c_double()
    rgba = [ctypes.c_uint() for _ in range(4)]
    turn = math.degrees(math.atan2(matrix[1], matrix[0]))
    taken = 0
    seen: set[tuple[str, float, float]] = set()
    for index in range(raw.FPDFText_CountChars(handle)):
        code = raw.FPDFText_GetUnicode(handle, index)
        if index < taken or code in INVISIBLE or (code == 32 and raw.FPDFText_IsGenerated(handle, index)):
            continue
        raw.FPDFText_GetCharBox(handle, index, left, right, bottom, top)
        raw.FPDFText_GetCharOrigin(handle, index, x, y)
        color = None
        if raw.FPDFText_GetFillColor(handle, index, *rgba):
            color = (rgba[0].value, rgba[1].value, rgba[2].value)
        angle = turn - math.degrees(raw.FPDFText_GetCharAngle(handle, index))
        ox, oy = apply(matrix, x.value, y.value)
        size = _size(raw, handle, index)
        name = font_name(handle, index)
        letter, length = letter_at(handle, index, code)
        taken = index + length
        box = box_of(matrix, (left.value, bottom.value, right.value, top.value))
        advance = _advance(raw, handle, index, x.value, y.value, raw.FPDFText_GetCharAngle(handle, index))
        end = None if advance is None else apply(matrix, *advance)
        if chars and chars[-1].box == box and chars[-1].text[0] == "f" and letter in JOINED_TO_F:
            chars[-1].text += letter
            continue
        place = (letter, round(ox, 1), round(oy, 1))
        if place not in seen:
            chars.append(PlacedChar(letter, ox, oy, box, size, round(angle) % 360, color, name, end))
        seen.add(place)
    text_page.close()
    return chars


def _size(raw: Any, handle: Any, index: int) -> float:
    matrix = raw.FS_MATRIX()
    size = raw.FPDFText_GetFontSize(handle, index)
    if raw.FPDFText_GetMatrix(handle, index, matrix):
        size *= math.hypot(matrix.c, matrix.d) or 1.0
    return abs(float(size)) or 1.0


def _advance(raw: Any, handle: Any, index: int, x: float, y: float, turn: float) -> tuple[float, float] | None:
    """The far end of a character's advance width, from its loose box along its direction (quarter turns only)."""
    loose = raw.FS_RECTF()
    if not raw.FPDFText_GetLooseCharBox(handle, index, loose):
        return None
    quarter = round(-math.degrees(turn)) % 360
    ends = {0: (loose.right, y), 90: (x, loose.top), 180: (loose.left, y), 270: (x, loose.bottom)}
    end = ends.get(quarter)
    return end if end is not None and abs(end[0] - x) + abs(end[1] - y) > 1e-6 else None


def tokens(chars: list[PlacedChar]) -> list[DrawnToken]:
    """Level characters joined to words, superscripts bound to the base before them."""
    groups: list[list[PlacedChar]] = []
    for char in sorted((c for c in chars if c.text.strip() and c.angle == 0), key=lambda c: (-round(c.y, 1), c.x)):
        for group in reversed(groups[-40:]):
            if _follows(group[-1], char):
                group.append(char)
                break
        else:
            groups.append([char])
    built = [_token(group) for group in groups]
    built.sort(key=lambda token: (token.box[0], -token.baseline))
    used: set[int] = set()
    by_left = sorted(range(len(built)), key=lambda i: built[i].box[0])
    lefts = [built[i].box[0] for i in by_left]
    for number, base in enumerate(built):
        if number in used or not base.text[-1:].isalnum():
            continue
        found = _raised_after(base, built, by_left, lefts, used, number)
        if found is not None:
            used.add(found)
            raised = built[found]
            base.raised = raised.text
            base.box = union(base.box, raised.box)
            base.chars += raised.chars
    return _products([token for number, token in enumerate(built) if number not in used])


def _products(words: list[DrawnToken]) -> list[DrawnToken]:
    """`2 x 10` with a raised exponent set as three words is one number."""
    dropped: set[int] = set()
    tens = [token for token in words if token.raised and token.text.lstrip("×x·⋅") == "10"]
    for ten in tens:
        parts = [ten]
        while len(parts) < 3 and (before := _word_before(parts[0], words)) is not None:
            parts.insert(0, before)
        text = "".join(token.text for token in parts)
        if len(parts) > 1 and _PRODUCT.match(text):
            first = parts[0]
            ten.text = text
            ten.box, ten.base_box = union(first.box, ten.box), union(first.base_box, ten.base_box)
            dropped |= {id(token) for token in parts[:-1]}
    return [token for token in words if id(token) not in dropped]


_PRODUCT = re.compile(r"^[-+−–]?[\d.,]+[×x·⋅]10$")


def _word_before(token: DrawnToken, words: list[DrawnToken]) -> DrawnToken | None:
    for other in words:
        gap = token.box[0] - other.box[2]
        level = abs(other.baseline - token.baseline) < WORDS.line * token.size
        if other is not token and level and not other.raised and -0.1 * token.size < gap < WORDS.product * token.size:
            return other
    return None


def _follows(last: PlacedChar, char: PlacedChar) -> bool:
    size = max(last.size, char.size)
    level = abs(char.y - last.y) < WORDS.line * size and min(last.size, char.size) > WORDS.same_size * size
    if not level:
        return False
    gap = char.box[0] - last.box[2]
    overlap = -WORDS.overlap * size
    if overlap < gap < WORDS.gap * size:
        return True
    if last.advance is None or gap >= WORDS.gap_most * size:
        return False
    return overlap < char.x - last.advance[0] < WORDS.advance * size


def _raised_after(
    base: DrawnToken, built: list[DrawnToken], by_left: list[int], lefts: list[float], used: set[int], number: int
) -> int | None:
    from bisect import bisect_left

    least, most = WORDS.raised_gap
    low, high = WORDS.raised
    start = bisect_left(lefts, base.box[2] + least * base.size)
    for place in range(start, len(by_left)):
        other = built[by_left[place]]
        if other.box[0] > base.box[2] + most * base.size:
            return None
        if by_left[place] == number or by_left[place] in used or other.size >= WORDS.raised_size * base.size:
            continue
        if low * base.size < other.baseline - base.baseline < high * base.size:
            return by_left[place]
    return None


def _token(group: list[PlacedChar]) -> DrawnToken:
    box = group[0].box
    for char in group[1:]:
        box = union(box, char.box)
    first = group[0]
    text = "".join(char.text for char in group)
    size = max(char.size for char in group)
    return DrawnToken(text, "", box, first.y, size, first.angle, first.color, box, list(group))


def upright_tokens(chars: list[PlacedChar], width: float) -> list[DrawnToken]:
    """Words that read upwards (90 degrees), boxes in page coordinates; `baseline` is their x.

    They are read as if the page, `width` points wide, were turned so that they are level.
    """
    level = []
    for char in chars:
        if round(char.angle) % 360 in (89, 90, 91):
            end = None if char.advance is None else (char.advance[1], width - char.advance[0])
            box = turn_back(char.box, 3, width, width)
            level.append(replace(char, x=char.y, y=width - char.x, box=box, angle=0.0, advance=end))
    return [
        replace(
            token,
            box=turn_back(token.box, 1, width, width),
            baseline=width - token.baseline,
            angle=90.0,
            base_box=turn_back(token.base_box, 1, width, width),
        )
        for token in tokens(level)
    ]
