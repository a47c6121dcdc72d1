"""What a PDF file itself says of its fonts: which of them name no letters, and the names of their glyphs."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
from fontTools import agl

_NUMBERED_NAME = re.compile(r"^([A-Za-z]{2,}?)\d$")
_BUILT_IN = re.compile(rb"dup\s+(\d+)\s*/([\w.]+)\s+put")


@dataclass(frozen=True)
class FontFacts:
    """One font: `is_numbered` where its codes are numbers of glyphs and nothing says which letters these are;
    `is_of_two_kinds` where fonts of one name are so and are not, as Word embeds them; `letters` by code, as far as the
    names of its glyphs tell them.
    """

    is_numbered: bool = False
    is_of_two_kinds: bool = False
    letters: dict[int, str] = field(default_factory=dict)


class FileFonts:
    """The fonts of a file by their name; the file is opened when the first is asked for."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._fonts: dict[str, FontFacts] | None = None

    def facts(self, name: str) -> FontFacts:
        """What the file says of the fonts of that name."""
        if self._fonts is None:
            self._fonts = _read_fonts(self._path)
        return self._fonts.get(name, FontFacts())


def _read_fonts(path: Path) -> dict[str, FontFacts]:
    """The facts by the name of the font. A file that pikepdf cannot open says nothing."""
    try:
        with pikepdf.open(path) as file:
            return _fonts_of(file)
    except (pikepdf.PdfError, OSError):
        return {}


def _fonts_of(file: Any) -> dict[str, FontFacts]:
    fonts: dict[str, list[FontFacts]] = {}
    for item in file.objects:
        if not isinstance(item, pikepdf.Dictionary) or item.get("/Type") != "/Font" or "/BaseFont" not in item:
            continue
        name = str(item["/BaseFont"]).removeprefix("/")
        if item.get("/Subtype") in ("/CIDFontType0", "/CIDFontType2"):
            continue
        fonts.setdefault(name, []).append(_facts(item))
    return {name: _in_common(facts) for name, facts in fonts.items()}


def _in_common(facts: list[FontFacts]) -> FontFacts:
    """What is true of all fonts of one name."""
    first = facts[0]
    if all(one == first for one in facts):
        return first
    return FontFacts(is_of_two_kinds=any(one.is_numbered for one in facts))


def _facts(font: Any) -> FontFacts:
    if font.get("/Subtype") == "/Type0":
        return FontFacts(is_numbered=_is_numbered(font))
    if "/ToUnicode" in font:
        return FontFacts()
    return FontFacts(letters=_built_in_letters(font) | _letters_of_differences(font))


def _is_numbered(font: Any) -> bool:
    """Whether a code is the number of a glyph, and no table says which letter it stands for (PDF 1.7, 9.10.2)."""
    return "/ToUnicode" not in font and str(font.get("/Encoding")) in ("/Identity-H", "/Identity-V")


def _letters_of_differences(font: Any) -> dict[int, str]:
    """The letters of an encoding that names its glyphs, as `127 /Omega`."""
    encoding = font.get("/Encoding")
    if not isinstance(encoding, pikepdf.Dictionary) or "/Differences" not in encoding:
        return {}
    letters, code = {}, 0
    for item in encoding["/Differences"]:
        if isinstance(item, pikepdf.Name):
            letter = letter_of_name(str(item).removeprefix("/"))
            if letter:
                letters[code] = letter
            code += 1
        else:
            code = int(item)
    return letters


def _built_in_letters(font: Any) -> dict[int, str]:
    """The letters of the encoding inside a Type 1 font, which stands in plain text at its head."""
    descriptor = font.get("/FontDescriptor")
    if descriptor is None or "/FontFile" not in descriptor:
        return {}
    head = descriptor["/FontFile"].read_bytes().split(b"eexec", 1)[0]
    found = {int(code): letter_of_name(name.decode("ascii")) for code, name in _BUILT_IN.findall(head)}
    return {code: letter for code, letter in found.items() if letter}


def letter_of_name(name: str) -> str:
    """The letter of a glyph by the Adobe Glyph List, also of a second form of it; empty where the name tells none.

    >>> letter_of_name("Omega1"), letter_of_name("uni03BC"), letter_of_name("C0")
    ('Ω', 'μ', '')
    """
    second_form = _NUMBERED_NAME.match(name)
    return str(agl.toUnicode(name) or (agl.toUnicode(second_form[1]) if second_form else ""))
