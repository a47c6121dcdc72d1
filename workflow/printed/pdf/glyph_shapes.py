"""Which letter a printed glyph looks like, by its ink alone: the witness where a font does not say what it prints.

The ink of the glyph is compared with that of letters and signs in the faces that Matplotlib brings along. A shape is
the ink stretched to a square, and where the unstretched ink lies: its height, its width and its place over the
baseline in units of the type size. Compared so, the letters of print differ by 0.05 to 0.2, others by more than 0.25.
"""

import ctypes
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium
from PIL import Image, ImageDraw, ImageFont

from printed.pdf.settings import PAGES

GlyphInk = npt.NDArray[np.float64]
"""How black each pixel is, from 0 to 1; rows from the top."""

_SIGNS = "µΩ−×±∼≈≤≥·°•†∗Δαβγδεθλνπρστφω√∞≠→←ΓΣΦ∈∝⟨⟩′≃≡“”‘’…"
PRINTED_SIGNS = frozenset("-−×±~∼≈<>≤≥µΩ")
"""Signs of numbers and units, on which a value turns."""
_LETTERS = "".join(map(chr, range(0x21, 0x7F)))
_FACES = (
    "DejaVuSans.ttf",
    "DejaVuSans-Bold.ttf",
    "DejaVuSans-Oblique.ttf",
    "DejaVuSerif.ttf",
    "STIXGeneral.ttf",
    "STIXGeneralBol.ttf",
    "STIXGeneralItalic.ttf",
)
_SIDE = 24
_PIXELS_A_SIZE = 48
_WHITE_ROUND = 1.0
_TYPE_SIZE = 64
_BLACK = 0.35
_ALIKE = {
    **{"-": "−", "−": "-", "·": ".", ".": "·", "*": "∗", "∗": "*", "≈": "≃", "≃": "≈", "O": "0", "0": "O"},
    **{"~": "∼", "∼": "~", "‘": "`", "`": "‘", "’": "'", "'": "’", "”": '"', '"': "”“", "“": '"'},
    **{"l": "I|", "I": "l|", "|": "lI"},
}
"""Letters of one shape that only their place or the words around them tell apart."""


@dataclass(frozen=True)
class GlyphShape:
    """`square`: its ink, 24 by 24; `height`, `width`, `middle` (over the baseline) in units of the type size."""

    square: GlyphInk
    height: float
    width: float
    middle: float


def shape_of(ink: GlyphInk, type_size: float, baseline: float) -> GlyphShape | None:
    """The shape of a glyph whose picture has that type size and baseline, in pixels; None where nothing is printed."""
    rows, columns = np.nonzero(ink > _BLACK)
    if not len(rows):
        return None
    top, bottom, left, right = rows.min(), rows.max() + 1, columns.min(), columns.max() + 1
    grey = Image.fromarray(np.uint8(ink[top:bottom, left:right] * 255))
    filling = Image.Resampling.BOX if max(grey.size) > _SIDE else Image.Resampling.BILINEAR
    square = np.asarray(grey.resize((_SIDE, _SIDE), filling), dtype=np.float64) / 255
    middle = baseline - (top + bottom) / 2
    return GlyphShape(square, (bottom - top) / type_size, (right - left) / type_size, middle / type_size)


def glyph_shape(page: Any, text_page: Any, index: int) -> GlyphShape | None:
    """The ink of the character at that index of a page; None where it prints nothing."""
    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    pdfium.FPDFText_GetCharBox(text_page, index, left, right, bottom, top)
    pdfium.FPDFText_GetCharOrigin(text_page, index, x, y)
    turn = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text_page, index, turn)
    size = pdfium.FPDFText_GetFontSize(text_page, index) * math.hypot(turn.c, turn.d)
    is_upright = page.get_rotation() == 0 and turn.a > 0 and abs(turn.b) < 0.01 * turn.a
    if not is_upright or size <= 0 or right.value <= left.value or top.value <= bottom.value:
        return None
    scale = _PIXELS_A_SIZE / size
    page_left, page_bottom, page_right, page_top = page.get_bbox()
    around = (
        max(0.0, left.value - page_left - _WHITE_ROUND),
        max(0.0, bottom.value - page_bottom - _WHITE_ROUND),
        max(0.0, page_right - right.value - _WHITE_ROUND),
        max(0.0, page_top - top.value - _WHITE_ROUND),
    )
    width, height = page_right - page_left, page_top - page_bottom
    if around[0] + around[2] >= width or around[1] + around[3] >= height:
        return None
    picture = page.render(scale=scale, crop=around, grayscale=True, draw_annots=False).to_numpy()
    grey = np.asarray(picture, dtype=np.float64).reshape(picture.shape[:2])
    ink = np.abs(grey - grey[0, 0]) / 255
    edge = max(0, int(_WHITE_ROUND * scale) - 2)
    inside = np.zeros_like(ink)
    inside[edge : ink.shape[0] - edge, edge : ink.shape[1] - edge] = 1
    baseline = (top.value + _WHITE_ROUND - y.value) * scale
    return shape_of(ink * inside, _PIXELS_A_SIZE, baseline)


def letter_of(shape: GlyphShape, told: str) -> str | None:
    """The letter that the shape shows; `told`, what the font says it is, where that fits as well. None if undecided."""
    differences = _differences(shape)
    ranked = sorted(differences, key=lambda letter: (differences[letter], letter))
    best = ranked[0]
    if told in differences and differences[told] <= differences[best] + PAGES.told_shape:
        return told
    others = [letter for letter in ranked[1:] if letter not in _ALIKE.get(best, "")]
    lead = differences[others[0]] - differences[best]
    is_near = differences[best] <= PAGES.same_shape and lead >= PAGES.shape_lead
    is_alone = differences[best] <= PAGES.like_shape and lead >= PAGES.long_shape_lead
    return _by_place(best, shape) if is_near or is_alone else None


def nearest_of(shape: GlyphShape, letters: Sequence[str]) -> str | None:
    """The one of the letters that the shape is nearest to; None where it is like none of them, or as like to two."""
    differences = _differences(shape)
    ranked = sorted((differences[letter], letter) for letter in letters if letter in differences)
    if not ranked or ranked[0][0] > PAGES.like_shape:
        return None
    if len(ranked) > 1 and ranked[1][0] - ranked[0][0] < PAGES.told_shape:
        return None
    return ranked[0][1]


def _by_place(letter: str, shape: GlyphShape) -> str:
    """A dot on the baseline is a full stop, one above it a dot of multiplication."""
    if letter in ".·":
        return "." if shape.middle < PAGES.dot_height else "·"
    return letter


@dataclass(frozen=True)
class _References:
    letters: tuple[str, ...]
    squares: GlyphInk
    leaning: GlyphInk
    size: GlyphInk
    middle: GlyphInk


@cache
def _references() -> _References:
    """The letters and signs in all faces; a sign that a face lacks is left out."""
    letters, shapes = [], []
    folder = folder_of_faces()
    for name in _FACES:
        face = ImageFont.truetype(folder / name, _TYPE_SIZE)
        missing = _drawn(face, "\U0010fffe")
        for letter in _SIGNS + _LETTERS:
            ink = _drawn(face, letter)
            shape = shape_of(ink, _TYPE_SIZE, 1.5 * _TYPE_SIZE)
            if shape is not None and not np.array_equal(ink, missing):
                letters.append(letter)
                shapes.append(shape)
    squares = np.stack([one.square for one in shapes])
    height, width = np.array([one.height for one in shapes]), np.array([one.width for one in shapes])
    middle = np.array([one.middle for one in shapes])
    return _References(tuple(letters), squares, _leaning(height, width), _size(height, width), middle)


def folder_of_faces() -> Path:
    """Where Matplotlib keeps its faces. It is not imported, because it would write a cache of them."""
    found = find_spec("matplotlib")
    if found is None or found.origin is None:
        raise ImportError("matplotlib, whose faces are compared with, is not installed")
    return Path(found.origin).parent / "mpl-data/fonts/ttf"


def _drawn(face: ImageFont.FreeTypeFont, letter: str) -> GlyphInk:
    picture = Image.new("L", (3 * _TYPE_SIZE, 3 * _TYPE_SIZE), 0)
    place = (_TYPE_SIZE, 1.5 * _TYPE_SIZE)
    ImageDraw.Draw(picture).text(place, letter, font=face, fill=255, anchor="ls")
    return np.asarray(picture, dtype=np.float64) / 255


def _leaning(height: GlyphInk, width: GlyphInk) -> GlyphInk:
    """How much taller than wide; a little is added so that a dash is not infinitely wide."""
    return np.log((height + 0.03) / (width + 0.03))


def _size(height: GlyphInk, width: GlyphInk) -> GlyphInk:
    return np.log(np.maximum(height, width) + 0.02)


def _differences(shape: GlyphShape) -> dict[str, float]:
    """How far each letter is from the shape, in the face that is nearest."""
    known = _references()
    height, width = np.array([shape.height]), np.array([shape.width])
    ink = np.abs(known.squares - shape.square).mean(axis=(1, 2))
    leaning = np.abs(known.leaning - _leaning(height, width))
    size = np.minimum(1, np.abs(known.size - _size(height, width)))
    middle = np.minimum(1, np.abs(known.middle - shape.middle))
    total = ink + 0.12 * leaning + 0.12 * size + 0.25 * middle
    nearest: dict[str, float] = {}
    for letter, difference in zip(known.letters, total, strict=True):
        nearest[letter] = min(float(difference), nearest.get(letter, np.inf))
    return nearest
