"""The letter that a character of a PDF page stands for, for every reader of pages."""

import ctypes
import re
from typing import Any

import pypdfium2.raw as pdfium

from printed.symbols import UNREADABLE, symbol_font_letter

_NO_LETTER = (0, 0xFFFE, 0xFFFF)
_NAME_LENGTH = 96
_LIGATURES = {
    first + place: text for first in (0x0B, 0x1B) for place, text in enumerate(("ff", "fi", "fl", "ffi", "ffl"))
}
_DASHES = (0x15, 0x7B)
_OF_BITMAPS = frozenset((*_LIGATURES, *_DASHES))
_MOVED_FROM, _MOVED_TO = 161, 194
_MOVED_FONT = re.compile(r"(?:^|\+)Cm(mi|sy|r)\d")
_MOVED_LETTERS = {
    "mi": "ΓΔΘΛΞΠΣΥΦΨΩαβγδεζηθικλµνξπρστυφχ",
    "r": "ΓΔΘΛΞΠΣΥΦΨΩ",
    "sy": "−·×∗ ⋄±       ∘     ≤≥  ∼≈",
}


def letter_at(text_page: Any, index: int, code: int) -> tuple[str, int]:
    """(letter, how many of PDFium's characters it takes) of the character of that index and code.

    PDFium gives a letter beyond U+FFFF as two surrogates. A lone one, a control character, a private letter of a font
    that is no symbol font and a glyph without any letter are U+FFFD.
    """
    if code in _NO_LETTER:
        return UNREADABLE, 1
    if code in _OF_BITMAPS and not font_name(text_page, index):
        return _bitmap_letter(text_page, index, code), 1
    if code < 0x20:
        return UNREADABLE, 1
    if 0xE000 <= code <= 0xF8FF:
        return symbol_font_letter(code, font_name(text_page, index)), 1
    if _MOVED_FROM <= code <= _MOVED_TO:
        return _tex_letter(code, font_name(text_page, index)), 1
    if not 0xD800 <= code <= 0xDFFF:
        return chr(code), 1
    if code < 0xDC00 and index + 1 < pdfium.FPDFText_CountChars(text_page):
        second = pdfium.FPDFText_GetUnicode(text_page, index + 1)
        if 0xDC00 <= second <= 0xDFFF:
            return chr(0x10000 + ((code - 0xD800) << 10) + second - 0xDC00), 2
    return UNREADABLE, 1


def is_line_end(text_page: Any, index: int, code: int) -> bool:
    """Whether a code of a line end is none of a bitmap font of TeX, where 13 is `fl`."""
    return code == 10 or (
        code == 13 and (pdfium.FPDFText_IsGenerated(text_page, index) == 1 or bool(font_name(text_page, index)))
    )


def _bitmap_letter(text_page: Any, index: int, code: int) -> str:
    """The letters of a ligature within a word and the dash between two digits, in a bitmap font without a name.

    Its codes are those of TeX's old (OT1) or new (T1) text fonts, or of its fonts of formulas, which print neither.
    """
    before, behind = (chr(max(0, pdfium.FPDFText_GetUnicode(text_page, place))) for place in (index - 1, index + 1))
    if code in _DASHES:
        return "–" if before.isdigit() and behind.isdigit() else UNREADABLE if code < 0x20 else chr(code)
    return _LIGATURES[code] if before.isalpha() or behind.isalpha() else UNREADABLE


def _tex_letter(code: int, font: str) -> str:
    """The letter in matplotlib's copies of the fonts of TeX, whose first 32 letters stand from 161 on."""
    family = _MOVED_FONT.search(font)
    place = code - _MOVED_FROM if code < 171 else code - _MOVED_FROM - 2
    letters = _MOVED_LETTERS.get(family[1], "") if family else ""
    return letters[place] if place < len(letters) and letters[place] != " " else chr(code)


def font_name(text_page: Any, index: int) -> str:
    """The name of the font of a character, empty where the PDF gives none."""
    name, flags = ctypes.create_string_buffer(_NAME_LENGTH), ctypes.c_int()
    length = pdfium.FPDFText_GetFontInfo(text_page, index, name, _NAME_LENGTH, flags)
    return name.raw[: max(0, min(length, _NAME_LENGTH) - 1)].decode("latin-1") if length else ""
