"""What the witnesses read in a box of a page: its characters, and OCR of its picture where none lie there."""

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from memlit.datum import DrawnBox
from memlit.desk.read.boxed import words_in
from memlit.desk.read.lane import Lane
from memlit.errors import SourceError
from memlit.files import sha256_of
from printed.documents.pictures import see_part
from printed.geometry import Box
from printed.ocr.model import SeenArea
from printed.pdf.picture_page import PICTURE_FILES

MOST_BOXES = 64
"""Boxes whose picture was read that are kept: to enter what was shown reads nothing twice."""
LEAST_SIDE = 2.0
"""Points of the shorter side of a box that was meant: less is a click."""


@dataclass(frozen=True, slots=True)
class BoxWords:
    """The words in a box, and by which witness; quotation: with the rest of their printed lines.

    slips: what OCR doubts in what it read.
    """

    text: str
    quotation: str
    by: Literal["characters", "picture", "nothing"]
    slips: tuple[str, ...] = ()


class Witnesses:
    """Asks both witnesses in reader processes of their own: a picture takes seconds and holds up no page."""

    def __init__(self, pages: Lane, pictures: Lane) -> None:
        self._pages, self._pictures = pages, pictures
        self._kept = functools.lru_cache(MOST_BOXES)(self._look)

    def words(self, path: Path, drawn: DrawnBox, *, as_pictured: bool = False) -> BoxWords:
        """What is read in a box of a page of `path`; as_pictured: the picture is read though characters lie there."""
        printed = self._pages.call(path.name, words_in, path, drawn.page, drawn.box)
        if printed["text"] and not as_pictured:
            return BoxWords(printed["text"], printed["quotation"], "characters")
        area = self.picture(path, drawn.page, drawn.box)
        seen = self._pages.call(path.name, words_in, path, drawn.page, drawn.box, (area,))
        if not seen["text"]:
            return BoxWords("", "", "nothing")
        slips = dict.fromkeys(slip for text in area.texts for slip in text.slips)
        return BoxWords(seen["text"], seen["quotation"], "picture", tuple(slips))

    def picture(self, path: Path, page: int, box: Box) -> SeenArea:
        """What OCR sees in a box of a page."""
        return self._kept(path, path.stat().st_mtime_ns, page, box)

    def _look(self, path: Path, _changed: int, page: int, box: Box) -> SeenArea:
        return self._pictures.call(f"{path.name}, page {page}", see_part, path, page, box)


def box_on(path: Path, page: int, box: Box) -> DrawnBox:
    """The box of a page, or of a picture as one, that a person drew. Raises SourceError where there is none."""
    left, top, right, bottom = (round(edge, 1) for edge in box)
    if path.suffix.lower() not in (".pdf", *PICTURE_FILES) or page < 1:
        raise SourceError(path.name, "has no pages on which a box can be drawn", "quote its words")
    # What is no number is less than nothing.
    if not (min(right - left, bottom - top) >= LEAST_SIDE and min(left, top) >= 0):
        raise SourceError(f"{box}", "is no box of a page", "draw it from corner to corner")
    return DrawnBox(file=path.name, page=page, box=(left, top, right, bottom), sha256=sha256_of(path))
