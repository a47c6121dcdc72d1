"""Names: slugs of devices and places, numbers of tables, reference marks in labels, files that later rooms name too."""

import re
import unicodedata
from pathlib import Path

from memlit.datum import Datum
from printed.documents.markup.text import without_scripts
from printed.symbols import UNREADABLE

READINGS_FILE = "readings.csv"
CORRECTIONS_FILE = "curation/corrections.csv"
MEASURED_PREFIX = "measured_"
RECIPE_FILE = "recipe.yaml"
OVERLAYS = Path("results/figures/overlays")
_MARK = re.compile(r"\[\s*\d+(?:\s*[,–-]\s*\d+)*\s*\]")
_REFERENCE = re.compile(r"^\s*Refs?\.? ?(\d+(?:\s*[,–-]\s*\d+)*)\s*$", re.IGNORECASE)
_RAISED = re.compile(r"\s*<sup>\s*\[?(\d+(?:\s*[,–-]\s*\d+)*)\]?\s*</sup>\s*$")
_TABLE = re.compile(
    r"(?:(?P<part>supplementary|extended data|appendix)\s+)?(?:table|tab\.?)\s*(?P<prefix>[SA]?)"
    r"(?P<number>\d+(?:[.–-]\d+)*[a-z]?|[IVXL]+)\b",
    re.IGNORECASE,
)
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
    """Citation marks in a device label, as printed: `PCMO [3]` and `Ref. 3` give ["[3]"]."""
    alone = _REFERENCE.match(label)
    if alone is not None:
        return [f"[{''.join(alone.group(1).split())}]"]
    return ["".join(mark.split()) for mark in _MARK.findall(label)]


def without_marks(label: str) -> str:
    """The label without its citation marks."""
    return "" if _REFERENCE.match(label) else " ".join(_MARK.sub(" ", label).split())


def device_id(name: str) -> str:
    """The device that a printed label, a table of readings or a person's YAML names: one name, one device."""
    return slug(without_marks(name)) or "device"


def raised_marks(markup: str) -> list[str]:
    """Citation numbers raised at the end of a label: `NbO<sub>2</sub><sup>13</sup>` gives ["[13]"]."""
    found = _RAISED.search(markup)
    return [f"[{''.join(found.group(1).split())}]"] if found else []


def without_raised_marks(markup: str) -> str:
    """The plain text of a label without the citation numbers raised at its end."""
    return " ".join(without_scripts(_RAISED.sub("", markup)).split())


def roman(text: str) -> int | None:
    """The number a Roman numeral up to L stands for, None where it is none."""
    if not text or any(letter not in _ROMAN for letter in text):
        return None
    total = 0
    for letter, following in zip(text, [*text[1:], ""], strict=True):
        value = _ROMAN[letter]
        total += -value if following and _ROMAN[following] > value else value
    return total


def table_name(label: str | None) -> str | None:
    """`t2` for `Table 2` or `TABLE II`, `t3-1` for `Table 3.1`, `ts1` for `Table S1`; None without a number."""
    match = _TABLE.search(label or "")
    if match is None:
        return None
    part, prefix, number = ((match.group(name) or "").lower() for name in ("part", "prefix", "number"))
    if not number[0].isdigit():
        value = roman(number.upper())
        if value is None:
            return None
        number = str(value)
    return f"t{prefix or part[:1]}{slug(number)}"


def overlay_path(datum: Datum) -> Path:
    """Where the overlay of a series' panel goes: document, then figure, page and panel."""
    figure = datum.id.partition(":")[2].partition("/")[0]
    page = f"p{datum.locator.page}" if datum.locator.page else ""
    name = "-".join(filter(None, (figure, page, slug(datum.locator.panel or ""))))
    return OVERLAYS / datum.locator.document / f"{name}.png"
