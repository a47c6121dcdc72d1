"""The letters of fonts that do not say them, or say others than they print.

Three kinds of font lie in publishers' files. A *numbered* font (Identity-H without ToUnicode) gives the number of a
glyph for its letter, so that a paper reads as `6LPXODWLRQ`; in TrueType fonts of the usual order the number is that of
the letter less 29. A *pi font* (AdvP..., MathematicalPi) prints signs and Greek under Latin letters, so that 10 µA
reads as 10 mA. And any font may hold a control code. What such a code prints is told by the name of its glyph where
the file gives one, and by the ink on the page; where neither does, it stays unreadable.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from printed.pdf.odd_ink import BLANKS, InkSize
from printed.symbols import UNREADABLE

if TYPE_CHECKING:
    from printed.pdf.file_fonts import FileFonts
    from printed.pdf.glyph_shapes import GlyphShape

_USUAL_OFFSET = 29
"""From the number of a glyph to its letter in TrueType fonts of the usual order (`post` table, format 1)."""
_USUAL_LAST = 0x7E - _USUAL_OFFSET
_PI_FONT = re.compile(
    r"(?:^|\+)Adv(?:P(?!TIM)|M|m|PS)|Math(?:ematical)?Pi|UniversalMath|UniversalGreek|GreekMath|MathTechnical", re.I
)
_FIRST_PRINTED = 0x20
_DELETE = 0x7F
_SOFT_HYPHEN = 0xAD
_MOST_LOOKS = 5
"""At glyphs of one box beside which other ink stands; then the font is believed."""
_BREAKS = (0x02, 0x09, 0x0A, 0x0D)
"""Codes by which PDFium also tells a hyphen, a tab and the end of a line."""
_LOST = re.compile("[\\x01\\x03-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f]")
_RARE_LETTERS = 0x180
"""Letters behind Latin-1 and its first extension: what seems to be one of them is the number of a sign."""
_PRIVATE = range(0xE000, 0xF900)


@dataclass(frozen=True)
class Glyph:
    """One printed glyph: its place in the text of the page, its code as PDFium gives it, the name of its font, and a
    number that tells two fonts of one name on a page apart.
    """

    index: int
    code: int
    font: str
    font_number: int


class FontLetters:
    """The letters of such fonts in one document; each glyph is looked at once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[tuple[str, int], str | None] = {}
        self._known_odd: dict[tuple[str, int, float, float], str | None] = {}
        self._n_looks: Counter[tuple[str, int, float, float]] = Counter()
        self._known_on_page: dict[tuple[int, int], str | None] = {}
        self._n_numbers: Counter[int] = Counter()
        self._doubtful_fonts: dict[str, bool] = {}
        self.has_lost_letters = False

    @cached_property
    def _file(self) -> "FileFonts":
        # What opens the file by itself takes a moment to import, and most documents need none of it.
        from printed.pdf.file_fonts import FileFonts

        return FileFonts(self._path)

    def begin_page(self, text: str) -> None:
        """Note whether a page holds codes that are no letters, as pages in numbered fonts do."""
        self._known_on_page.clear()
        self._n_numbers.clear()
        if not self.has_lost_letters and _LOST.search(text) is not None:
            self.has_lost_letters = True
            self._doubtful_fonts.clear()

    def is_doubtful(self, font: str, code: int) -> bool:
        """Whether the letter that the font tells is to be checked: a cheap question, asked of every glyph."""
        if not font:
            return False
        if font not in self._doubtful_fonts:
            self._doubtful_fonts[font] = is_pi_font(font) or self._is_numbered(font)
        return self._doubtful_fonts[font] or code == _DELETE or (code < _FIRST_PRINTED and code not in _BREAKS)

    def _is_numbered(self, font: str) -> bool:
        """Whether the codes of a font may be numbers of glyphs; the file is asked only where a page looks like it."""
        if not self.has_lost_letters and "symbol" not in font.lower():
            return False
        facts = self._file.facts(font)
        return facts.is_numbered or facts.is_of_two_kinds

    def letter(self, page: Any, text_page: Any, glyph: Glyph) -> str | None:
        """What the glyph prints; None where the font is to be believed. U+FFFD where it cannot be told."""
        if self.has_lost_letters and self._file.facts(glyph.font).is_of_two_kinds:
            place = (glyph.font_number, glyph.code)
            if place not in self._known_on_page:
                self._known_on_page[place] = self._letter_of_either_kind(page, text_page, glyph)
            return self._known_on_page[place]
        key = (glyph.font, glyph.code)
        if key not in self._known:
            self._known[key] = self._look_up(page, text_page, glyph)
        return self._known[key]

    def letter_of_odd_ink(self, page: Any, text_page: Any, glyph: Glyph, ink: InkSize) -> str | None:
        """What a glyph prints whose box is not that of its letter: for a blank what its ink shows.

        U+FFFD where the ink shows a sign and the font tells a letter, for the two witnesses differ; None where the font
        is to be believed.
        """
        key = (glyph.font, glyph.code, round(ink.width, 2), round(ink.height, 2))
        if key in self._known_odd:
            return self._known_odd[key]
        from printed.pdf.glyph_shapes import glyph_shape

        shape = glyph_shape(page, text_page, glyph.index)
        if shape is not None and ink.is_filled(shape.width, shape.height):
            self._known_odd[key] = _letter_of_odd_ink(shape, glyph.code)
            return self._known_odd[key]
        self._n_looks[key] += 1
        if self._n_looks[key] >= _MOST_LOOKS:
            self._known_odd[key] = None
        return None

    def _look_up(self, page: Any, text_page: Any, glyph: Glyph) -> str | None:
        from printed.pdf.glyph_shapes import glyph_shape, letter_of

        facts = self._file.facts(glyph.font)
        if facts.is_numbered:
            return self._letter_of_number(page, text_page, glyph)
        named = facts.letters.get(glyph.code)
        told = chr(glyph.code) if _is_printed(glyph.code) else ""
        if named and not told:
            return named
        shape = glyph_shape(page, text_page, glyph.index)
        if shape is None:
            return None
        shown = letter_of(shape, told)
        if shown is None:
            return UNREADABLE if told.isascii() and told.isalnum() else None
        return None if shown == told else shown

    def _letter_of_number(self, page: Any, text_page: Any, glyph: Glyph) -> str:
        """The letter of the usual order, where the ink does not show another one."""
        from printed.pdf.glyph_shapes import glyph_shape, letter_of

        told = chr(glyph.code + _USUAL_OFFSET) if glyph.code <= _USUAL_LAST else ""
        if told == " ":
            return told
        shape = glyph_shape(page, text_page, glyph.index)
        if shape is None:
            return " "
        return letter_of(shape, told) or UNREADABLE

    def _letter_of_either_kind(self, page: Any, text_page: Any, glyph: Glyph) -> str | None:
        """The letter of a glyph whose code is a letter or a number: by its ink, else as most glyphs of its font."""
        from printed.pdf.glyph_shapes import glyph_shape, letter_of, nearest_of

        told = chr(glyph.code) if _is_printed(glyph.code) else ""
        by_number = chr(glyph.code + _USUAL_OFFSET) if glyph.code <= _USUAL_LAST else ""
        if by_number == " ":
            return by_number
        shape = glyph_shape(page, text_page, glyph.index)
        nearest = nearest_of(shape, (told, by_number)) if shape is not None else None
        if nearest is not None:
            self._n_numbers[glyph.font_number] += 1 if nearest == by_number else -1
            return None if nearest == told else nearest
        if shape is not None and glyph.code >= _RARE_LETTERS:
            return letter_of(shape, "")
        if told and self._n_numbers[glyph.font_number] <= 0:
            return None
        if by_number:
            return by_number
        return letter_of(shape, "") or UNREADABLE if shape is not None else " "


def _letter_of_odd_ink(shape: "GlyphShape", code: int) -> str | None:
    """The sign that a blank prints; U+FFFD for a letter that prints one, None for one that does not."""
    from printed.pdf.glyph_shapes import PRINTED_SIGNS, letter_of

    if code in BLANKS:
        return letter_of(shape, "-" if code == _SOFT_HYPHEN else "")
    return UNREADABLE if letter_of(shape, chr(code)) in PRINTED_SIGNS else None


def is_pi_font(name: str) -> bool:
    """Whether a font of that name prints signs and Greek under Latin letters."""
    return _PI_FONT.search(name) is not None


def _is_printed(code: int) -> bool:
    return code >= _FIRST_PRINTED and code != _DELETE and code not in _PRIVATE and code < 0xFFFD
