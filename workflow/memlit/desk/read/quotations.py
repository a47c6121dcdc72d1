"""Where the words of a quotation stand in a document: functions for the reader process, plain values in and out.

Pages of a document as pictures: functions for the reader process, plain values in and out.
"""

import io
import unicodedata
from pathlib import Path
from typing import Any

from memlit.documents.geometry import Box
from memlit.documents.markup.parsed import MARKUP, root_of
from memlit.documents.pdf.opened import drawn, opened, page_text
from memlit.errors import DocumentError

SCALE = 2.0
"""Pixels per point of a page picture: sharp at 1440 px, and drawn within a second."""
MOST_PIXELS = 12_000_000
MARKED = (196, 60, 20)


def page_sizes(path: Path) -> list[tuple[float, float]]:
    """Width and height of each page of a PDF in points."""
    with opened(path) as document:
        return [document.get_page_size(number) for number in range(len(document))]


def page_picture(
    path: Path, number: int, scale: float = SCALE, part: Box | None = None, mark: Box | None = None
) -> bytes:
    """PNG of page `number`, from 1, as displayed, or of a `part` of it, with a frame about `mark`.

    scale: pixels a point, fewer on a very large page; boxes in points from the top left.
    """
    from PIL import ImageDraw

    with opened(path) as document:
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(scale, (MOST_PIXELS / max(1.0, width * height)) ** 0.5)
        image = drawn(page, scale)
    if mark is not None:
        left, top, right, bottom = (end * scale for end in mark)
        ImageDraw.Draw(image).rectangle((left - 5, top - 5, right + 5, bottom + 5), outline=MARKED, width=3)
    if part is not None:
        ends = (image.width, image.height) * 2
        image = image.crop(tuple(round(max(0, min(edge * scale, end))) for edge, end in zip(part, ends, strict=True)))
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=1)
    return out.getvalue()


def tree(path: Path, kind: str) -> Any:
    """The root element of a file of that kind, XML read leniently as HTML; None if it has none."""
    try:
        return root_of(path, "docx" if kind == "docx" else "html")
    except DocumentError:
        return None


HYPHENS = "-\u2010\u2011\u00ad\u2212"


def letters_of(text: str) -> str:
    """The characters of a text without spaces, accents, ligatures and the hyphens that a line break brings.

    Case stays: mS and MS are not the same.
    """
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not c.isspace() and not unicodedata.combining(c) and c not in HYPHENS)


def find_quotation(path: Path, quotation: str, number: int | None = None) -> list[dict[str, Any]]:
    """Pages of a PDF on which the words of `quotation` stand one after another, with a box around them.

    Spaces, hyphens and accents are left out of the comparison, for a line break changes them.
    """
    wanted = letters_of(quotation)
    if len(wanted) < 2:
        return []
    found = []
    with opened(path) as document:
        for place in range(len(document)) if number is None else [number - 1]:
            if not 0 <= place < len(document):
                continue
            page = document[place]
            text = page.get_textpage()
            spots: list[int] = []
            letters: list[str] = []
            for index, character in enumerate(text.get_text_range(0, -1)):
                for letter in letters_of(character):
                    letters.append(letter)
                    spots.append(index)
            start = "".join(letters).find(wanted)
            if start >= 0:
                first, last = spots[start], spots[start + len(wanted) - 1]
                found.append({"page": place + 1, "box": _box(text, first, last, page.get_height())})
    return found


def _box(text: Any, first: int, last: int, height: float) -> Box | None:
    boxes = []
    for index in range(first, last + 1):
        try:
            boxes.append(text.get_charbox(index))
        except Exception:  # a generated character has no box
            continue
    boxes = [box for box in boxes if box[2] > box[0]]
    if not boxes:
        return None
    left, bottom = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, top = max(box[2] for box in boxes), max(box[3] for box in boxes)
    return (left, height - top, right, height - bottom)


def document_letters(path: Path, kind: str) -> list[str]:
    """The text of each page as `letters_of` gives it; one page where the document has none."""
    if kind == "pdf":
        with opened(path) as document:
            return [letters_of(page_text(page)) for page in document]
    if kind in MARKUP:
        root = tree(path, kind)
        return [letters_of("".join(root.itertext()))] if root is not None else []
    return [letters_of(path.read_bytes().decode("utf-8", errors="replace"))]
