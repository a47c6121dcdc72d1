"""The pages of a document: their pictures, where words stand on them, and the rows of a table that was drawn."""

import functools
from pathlib import Path
from typing import Any

from memlit.desk.read.boxed import values_in
from memlit.desk.read.quotations import find_quotation, page_png
from memlit.desk.read.sentence import transitions_or_any
from memlit.desk.read.tables import drawn_rows
from memlit.desk.read.witnesses import box_on
from memlit.desk.serve.answer import PICTURE_KINDS, Reply, named, png
from memlit.desk.session import DeskPart, Review, SentBox, SentNumbers

MOST_PAGES = 16
"""Page pictures that are kept, so that going back and forth draws nothing twice."""


class Pages(DeskPart):
    """Page pictures are kept while their file stays as it is."""

    beside = frozenset({"picture", "find", "boxed", "drawn"})

    def __init__(self, review: Review) -> None:
        super().__init__(review)
        self._drawn = functools.lru_cache(MOST_PAGES)(self._draw)

    def _draw(self, path: Path, _changed: int, number: int) -> bytes:
        return self.review.pages.call(path.name, page_png, path, number)

    def get_picture(self, key: str, file: str, page: int = 1) -> Reply:
        """A page of a PDF as a picture, or a picture itself."""
        path = self.review.document(key, file)
        if kind := PICTURE_KINDS.get(path.suffix.lower()):
            return Reply(200, kind, path.read_bytes())
        return png(self._drawn(path, path.stat().st_mtime_ns, page))

    def get_find(self, key: str, file: str, words: str) -> Any:
        """Where the words of a quotation stand."""
        path = self.review.document(key, file)
        is_pdf = path.suffix.lower() == ".pdf"
        return {"places": self.review.pages.call(path.name, find_quotation, path, words[:2000]) if is_pdf else []}

    def get_boxed(self, key: str, file: str, page: int, box: SentBox, pictured: bool = False) -> Any:
        """What the witnesses read in a box that a person drew: its words, by whom, and the values in them."""
        path = self.review.document(key, file)
        words = self.review.witnesses.words(path, box_on(path, page, box), as_pictured=pictured)
        told = named(words, "text", "quotation", "by", "slips")
        return {**told, "values": values_in(words.text), "transitions": transitions_or_any(words.quotation)}

    def get_drawn(self, key: str, file: str, box: SentBox, page: int = 1, columns: SentNumbers = ()) -> Any:
        """The words in a box that a person drew on a page, parted at the lines that were drawn in it; those that OCR
        sees where no text lies below it.
        """
        path = self.review.document(key, file)
        rows = self.review.pages.call(path.name, drawn_rows, path, page, box, columns)
        if not rows:
            seen = (self.review.witnesses.picture(path, page, box),)
            rows = self.review.pages.call(path.name, drawn_rows, path, page, box, columns, seen)
        return {"rows": rows}
