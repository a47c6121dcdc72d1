"""What stands in a box that a person drew on a page: words of the page or letters that OCR sees, and their values.

The functions on files are for the reader process, plain values in and out.
"""

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from memlit.quantities import Quantity, read_quantities
from printedpages.geometry import Box
from printedpages.ocr.model import SeenArea
from printedpages.ocr.page import PageWithPictures
from printedpages.pdf.document import Document
from printedpages.pdf.lines import PageLine, Word

SEEN_AS = "in the box is read “(.+)”"
"""The note of a value that was entered as the picture shows it: what the witnesses read there."""
_LONGEST = 6
"""Words of one value, its unit and the end of a range among them."""
_AROUND = ".,;:()[]=~ "
_COLUMN = 1.2
"""White between two words of one column, in heights of type."""
_MOST_VALUES = 40
_BOUND_WORDS = 2
"""Words that make a value a bound: `exceeds`, `less than`."""


def lines_in(path: Path, page: int, box: Box, seen: Sequence[SeenArea] = ()) -> list[tuple[PageLine, list[Word]]]:
    """The printed lines of a page that reach into `box`, each with its words whose middle stands in it.

    seen: what OCR saw on the page, which stands instead of what its text layer has there.
    """
    left, top, right, bottom = box
    with Document.open(path) as document:
        printed = document.page(page)
        lines = (PageWithPictures(printed, seen) if seen else printed).displayed_text.lines
    inside = [(line, [word for word in line.words if left <= word.mid_x <= right]) for line in lines]
    return [(line, words) for line, words in inside if words and top <= (line.top + line.bottom) / 2 <= bottom]


def words_in(path: Path, page: int, box: Box, seen: Sequence[SeenArea] = ()) -> dict[str, str]:
    """text: the words in `box` as a person types them; quotation: with the rest of their lines in the column."""
    found = lines_in(path, page, box, seen)
    return {
        "text": "\n".join(" ".join(map(typed, words)) for _, words in found),
        "quotation": " ".join(word.text for line, words in found for word in _with_column(line, words)),
    }


def typed(word: Word) -> str:
    """A word as a person types it: raised characters behind `^`, for 10^6 is not 106."""
    return "".join(f"^{run.text}" if run.script > 0 else run.text for run in word.runs)


def _with_column(line: PageLine, words: Sequence[Word]) -> Sequence[Word]:
    """The words of a line from its last white as wide as that between columns to its next."""
    first, last = line.words.index(words[0]), line.words.index(words[-1])
    white = _COLUMN * line.size
    while first > 0 and line.words[first].x0 - line.words[first - 1].x1 < white:
        first -= 1
    while last + 1 < len(line.words) and line.words[last + 1].x0 - line.words[last].x1 < white:
        last += 1
    return line.words[first : last + 1]


def values_in(text: str) -> list[dict[str, str]]:
    """The values that a text prints, in its order: as printed, as read in SI, and the unit of that."""
    found: list[dict[str, str]] = []
    for line in text.split("\n"):
        words = [part for word in line.split() for part in _parted(word)]
        place = since = 0
        while place < len(words) and len(found) < _MOST_VALUES:
            taken = _value_at(words, place)
            if taken is None:
                place += 1
                continue
            found.append(_with_bound(words[since:place], taken[1]))
            place = since = place + taken[0]
    return found


def _parted(word: str) -> list[str]:
    """`3.2V/300µs` as two words: a value with its unit, and a number behind the slash."""
    first, slash, second = word.partition("/")
    is_pair = slash and second[:1].isdigit() and any(one.unit for one in read_quantities(first))
    return [first, second] if is_pair else [word]


def _with_bound(before: Sequence[str], value: dict[str, str]) -> dict[str, str]:
    """The value with the words before it that make it a bound: `lower than 1 nA`."""
    if any(one.comparator != "=" for one in read_quantities(value["text"])):
        return value
    for n_words in range(1, min(_BOUND_WORDS, len(before)) + 1):
        text = " ".join((*before[-n_words:], value["text"]))
        read = [one for one in read_quantities(text) if one.kind != "none"]
        if len(read) == 1 and read[0].comparator != "=" and si_text(read[0]) == value["reads"]:
            return {**value, "text": text}
    return value


def _value_at(words: Sequence[str], place: int) -> tuple[int, dict[str, str]] | None:
    """How many words the value that begins at a place has, and the value: the shortest with a unit, else the number."""
    if not any(letter.isdigit() for letter in words[place]):
        return None
    alone: tuple[int, dict[str, str]] | None = None
    for length in range(1, min(_LONGEST, len(words) - place) + 1):
        text = " ".join(words[place : place + length]).strip(_AROUND.replace("~", ""))
        read = [one for one in read_quantities(text) if one.kind != "none"]
        if len(read) != 1:
            continue
        value = length, {"text": text, "reads": si_text(read[0]), "unit": read[0].si_unit or ""}
        if read[0].unit is not None:
            return value
        alone = alone or value
    return alone


def si_text(quantity: Quantity) -> str:
    """A quantity in SI, an interval with both ends; empty where it has no value."""
    ends = (quantity.si_lower, quantity.si_upper) if quantity.si_value is None else (quantity.si_value,)
    numbers = [f"{end:.4g}" for end in ends if end is not None]
    unit = "" if quantity.si_unit == "1" else quantity.si_unit or ""
    return f"{' to '.join(numbers)} {unit}".strip() if numbers else ""


def holds_text(text: str, words: str) -> bool:
    """Whether words print a value: the same letters, whatever blanks are between them, and not within a longer number.

    The letters of the text layer count by their meaning: a minus is one sign, and so are a micro and a mu.
    """
    letters = "".join(_plain(text).split())
    parts = r"\s*".join(map(re.escape, letters))
    return bool(letters) and re.search(rf"(?<!\d)(?<!\d\.){parts}(?!\d)(?!\.\d)", _plain(words)) is not None


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text.replace("^", "")).replace("\u2212", "-").replace("\u2013", "-")
