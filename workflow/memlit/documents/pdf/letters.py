"""The letter that a character of a PDF page stands for, for every reader of pages."""

from __future__ import annotations

import ctypes
import re
from typing import Any

import pypdfium2.raw as pdfium

from memlit.quantities.spelling.symbols import UNREADABLE, symbol_font_letter

_NO_LETTER = (0, 0xFFFE, 0xFFFF)
_NAME_LENGTH = 96
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
    if code in _NO_LETTER or code < 0x20:
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
