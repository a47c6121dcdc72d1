"""Names: slugs of devices and places, numbers of tables, reference marks in labels."""

from __future__ import annotations

import re
import unicodedata

from memlit.quantities.symbols import UNREADABLE

_MARK = re.compile(r"\[\s*\d+(?:\s*[,–-]\s*\d+)*\s*\]")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}


def slug(text: str) -> str:
    """ASCII lower case words joined by hyphens: `AlOx/HfO2` becomes `alox-hfo2`, `α-Si` `alpha-si`.

    A letter that has no ASCII form is written by its code point, so that names that differ in it stay apart.
    """
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(_in_ascii(character) for character in plain if not unicodedata.combining(character))
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def _in_ascii(character: str) -> str:
    if character.isascii() or not (character.isalpha() or character == UNREADABLE):
        return character
    name = unicodedata.name(character, "")
    return name.split()[-1] if name.startswith("GREEK") else f"u{ord(character):x}"


def reference_marks(label: str) -> list[str]:
    """Citation marks in a device label, as printed: `PCMO [3]` gives ["[3]"]."""
    return ["".join(mark.split()) for mark in _MARK.findall(label)]


def without_marks(label: str) -> str:
    """The label without its citation marks."""
    return " ".join(_MARK.sub(" ", label).split())


def device_id(name: str) -> str:
    """The device that a printed label, a table of readings or a person's YAML names: one name, one device."""
    return slug(without_marks(name)) or "device"


def roman(text: str) -> int | None:
    """The number a Roman numeral up to L stands for, None where it is none."""
    if not text or any(letter not in _ROMAN for letter in text):
        return None
    total = 0
    for letter, following in zip(text, [*text[1:], ""], strict=True):
        value = _ROMAN[letter]
        total += -value if following and _ROMAN[following] > value else value
    return total


def table_name(label: str | None, order: int) -> str:
    """`t2` for `Table 2` or `TABLE II`, `tN` by `order` (from 1) where the label has no number."""
    match = re.search(r"(?:table|tab\.?)\s*([SA]?)(\d+|[IVXL]+)\b", label or "", re.I)
    if match:
        prefix, number = match.group(1).lower(), match.group(2)
        value = int(number) if number.isdecimal() else roman(number.upper())
        if value is not None:
            return f"t{prefix}{value}"
    return f"t{order}"
