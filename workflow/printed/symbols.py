"""Characters without a Unicode meaning: letters of symbol fonts in the private use area, and broken surrogates.

Word and many PDF producers write a letter of a symbol font as U+F000 plus its code in the font. Only the font says
which letter that is: code 6D is a mu in Symbol and a circle in Wingdings. A character that cannot be read becomes
U+FFFD and is never dropped, and a number beside it has no value.
"""

import re

UNREADABLE = "\ufffd"
RAISED_CHARACTERS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻"
RAISED_PLAIN = "0123456789+−"
"""Raised digits and signs, and the plain ones that they stand for, in one order."""
UNREADABLE_FLAG = "unreadable_character"
SYMBOL_FLAG = "symbol_font"
"""Flag: a letter whose font is not known was read by the encoding of the font Symbol."""

_SYMBOL = {
    0x20: " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
    0xA0: "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑",
}
"""Adobe's Symbol encoding by code; pieces of tall brackets are left out."""
_WINGDINGS = {0x6C: "●", 0x6E: "■", 0x6F: "□", 0x75: "◆", 0x9F: "•", 0xA7: "▪", 0xE0: "→", 0xFB: "✗", 0xFC: "✓"}
_PRIVATE = re.compile("[\ud800-\udfff\ue000-\uf8ff]")


def symbol_font_letter(code: int, font: str) -> str:
    """The letter at U+F020 to U+F0FF in the font of that name; U+FFFD if the font does not determine it."""
    name = font.lower()
    if "wingdings" in name:
        return _WINGDINGS.get(code - 0xF000, UNREADABLE)
    return _in_symbol(code) if "symbol" in name else UNREADABLE


def whole_letters(text: str) -> str:
    """The text with each pair of surrogates replaced by its character, and a lone one, which no file can hold, by
    U+FFFD.
    """
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def without_private_letters(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with letters of unknown symbol fonts read as those of Symbol, and flags for what was done."""
    if _PRIVATE.search(text) is None:
        return text, ()
    paired = whole_letters(text)
    plain = _PRIVATE.sub(lambda match: _in_symbol(ord(match.group())), paired)
    return plain, (SYMBOL_FLAG,) if plain != paired else ()


def _in_symbol(code: int) -> str:
    for start, letters in _SYMBOL.items():
        if 0 <= code - 0xF000 - start < len(letters):
            return letters[code - 0xF000 - start]
    return UNREADABLE
