"""What stands in a box that a person drew on a page: words of the page or letters that OCR sees, and their values.

The functions on files are for the reader process, plain values in and out.
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from memlit.passages.sentences.numbers import NumberGroup, groups_of
from memlit.quantities import Quantity, read_quantities
from printed.geometry import Box
from printed.ocr.model import SeenArea
from printed.ocr.page import PageWithPictures
from printed.pdf.document import Document
from printed.pdf.lines import PageLine, Word

SEEN_AS = "in the box is read “(.+)”"
"""The note of a value that was entered as the picture shows it: what the witnesses read there."""
_COLUMN = 1.2
"""White between two words of one column, in heights of type."""
_MOST_VALUES = 40


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
        for printed in chain.from_iterable(_prints(line, group) for group in groups_of(line)):
            for read in _read(printed):
                found.append({"text": printed, "reads": si_text(read), "unit": read.si_unit or ""})
    return found[:_MOST_VALUES]


def _read(text: str) -> list[Quantity]:
    return [one for one in read_quantities(text) if one.kind != "none"]


def _prints(line: str, group: NumberGroup) -> list[str]:
    """What numbers that belong together print, each value by itself; nothing of a fraction, `4/1 cycles`."""
    whole = line[group.start : group.end].removeprefix("from ")
    if len(_read(whole)) == 1:
        return [whole]
    if "/" in whole and group.numbers[0].unit is None and not group.is_bare:
        return []
    starts = [group.start, *(one.start for one in group.numbers[1:])]
    return [line[start : one.end] for start, one in zip(starts, group.numbers, strict=True)]


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
