"""Where the words of a quotation stand in a document: functions for the reader process, plain values in and out.

Pages of a document as pictures: functions for the reader process, plain values in and out.
"""

import functools
import io
import math
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from printed.documents.markup.parsed import MARKUP, tree
from printed.geometry import Box, union
from printed.pdf.characters import Char
from printed.pdf.document import Document

_SCALE = 2.0
"""Pixels per point of a page picture: sharp at 1440 px, and drawn within a second."""
_AROUND = 130.0
"""Points of the page that are shown above and below a place."""
MOST_PIXELS = 12_000_000
MARKED = (196, 60, 20)


def page_sizes(path: Path) -> list[tuple[float, float]]:
    """Width and height of each page of a PDF in points."""
    with Document.open(path) as document:
        return document.sizes()


def place_png(path: Path, number: int, box: Box) -> bytes:
    """PNG of a page above and below a place, with a frame about it."""
    part = (0.0, box[1] - _AROUND, math.inf, box[3] + _AROUND)
    return page_png(path, number, part=part, mark=box)


def page_png(path: Path, number: int, scale: float = _SCALE, part: Box | None = None, mark: Box | None = None) -> bytes:
    """PNG of page `number`, from 1, as displayed, or of a `part` of it, with a frame about `mark`.

    scale: pixels a point, fewer on a very large page; boxes in points from the top left.
    """
    from PIL import ImageDraw

    with Document.open(path) as document:
        page = document.page(number)
        width, height = page.size
        scale = min(scale, (MOST_PIXELS / max(1.0, width * height)) ** 0.5)
        image = page.picture(scale)
    if mark is not None:
        left, top, right, bottom = (end * scale for end in mark)
        ImageDraw.Draw(image).rectangle((left - 5, top - 5, right + 5, bottom + 5), outline=MARKED, width=3)
    if part is not None:
        ends = (image.width, image.height) * 2
        image = image.crop(tuple(round(max(0, min(edge * scale, end))) for edge, end in zip(part, ends, strict=True)))
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=1)
    return out.getvalue()


_DASHES = "-\u2010\u2011\u2013\u00ad\u2212\ufffe\uffff"
"""Hyphens, minus signs and dashes; the last two are how PDFium gives the hyphen of a word that a line's end parts."""


def letters_of(text: str) -> str:
    """The characters of a text without spaces, accents, ligatures and the hyphens that a line break brings.

    Case stays: mS and MS are not the same. A dash before a number stays too: -2 V and 2 V are not the same.
    """
    return "".join(letter for letter, _ in _placed_letters(text))


def _placed_letters(text: str) -> list[tuple[str, int]]:
    """Each letter of `letters_of` with the place of its character in the text."""
    plain = [(letter, place) for place, character in enumerate(text) for letter in _plain(character)]
    kept = []
    for number, (letter, place) in enumerate(plain, 1):
        following = plain[number][0] if number < len(plain) else ""
        if letter not in _DASHES:
            kept.append((letter, place))
        elif following == "." or following.isdigit():
            kept.append(("-", place))
    return kept


def _plain(character: str) -> str:
    plain = unicodedata.normalize("NFKD", character)
    return "".join(c for c in plain if not c.isspace() and not unicodedata.combining(c))


def stands_in(wanted: str, letters: str) -> bool:
    """Whether the letters of a text stand among these, both as `letters_of` gives them, no number of it cut."""
    return not wanted or _whole(wanted).search(letters) is not None


def _whole(wanted: str) -> re.Pattern[str]:
    """Where these letters stand whole: not within a longer number, nor without the sign of the first."""
    before = r"(?<![\d-])(?<!\d[.,])" if wanted[0].isdigit() else ""
    behind = r"(?![.,]?\d)" if wanted[-1].isdigit() else ""
    return re.compile(before + re.escape(wanted) + behind)


def find_quotation(path: Path, quotation: str) -> list[dict[str, Any]]:
    """Pages of a PDF on which the words of `quotation` stand one after another, with a box around them.

    Spaces, hyphens and accents are left out of the comparison, for a line break changes them. A number is found whole,
    with its sign.
    """
    wanted = letters_of(quotation)
    if len(wanted) < 2:
        return []
    pattern, found = _whole(wanted), []
    with Document.open(path) as document:
        for page in document.pages():
            if pattern.search(letters_of(page.plain_text)):
                found.append({"page": page.number, "box": _box(page.displayed.chars, pattern)})
    return found


def _box(chars: Sequence[Char], wanted: re.Pattern[str]) -> Box | None:
    """The box around the first place of these letters, in points from the top left."""
    owners = [char for char in chars for _ in char.text]
    placed = _placed_letters("".join(char.text for char in chars))
    found = wanted.search("".join(letter for letter, _ in placed))
    if found is None:
        return None
    return functools.reduce(union, (owners[place].box for _, place in placed[found.start() : found.end()]))


def document_letters(path: Path, kind: str) -> list[str]:
    """The text of each page as `letters_of` gives it; one page where the document has none."""
    if kind == "pdf":
        with Document.open(path) as document:
            return [letters_of(page.plain_text) for page in document.pages()]
    if kind in MARKUP:
        root = tree(path)
        return [letters_of("".join(root.itertext()))] if root is not None else []
    return [letters_of(path.read_bytes().decode("utf-8", errors="replace"))]
