"""The pages of a document: their pictures, where words stand on them, and the rows of a table that was drawn."""

import functools
from pathlib import Path
from typing import Any

from memlit.desk.read.boxed import si_text, values_in
from memlit.desk.read.quotations import find_quotation, page_png
from memlit.desk.read.tables import drawn_rows
from memlit.desk.read.witnesses import box_on
from memlit.desk.serve.answer import Answer, named
from memlit.desk.session import DeskPart, Message, Review
from memlit.quantities import read_quantities

MOST_PAGES = 16
"""Page pictures that are kept, so that going back and forth draws nothing twice."""
_PICTURES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}


class Pages(DeskPart):
    """Page pictures are kept while their file stays as it is."""

    beside = frozenset({"picture", "find", "boxed", "drawn"})

    def __init__(self, review: Review) -> None:
        super().__init__(review)
        self._drawn = functools.lru_cache(MOST_PAGES)(self._draw)

    def _draw(self, path: Path, _changed: int, number: int) -> bytes:
        return self.review.pages.call(path.name, page_png, path, number)

    def get_picture(self, asked: Message) -> Answer:
        """A page of a PDF as a picture, or a picture itself."""
        path = self.file_in(asked)
        if kind := _PICTURES.get(path.suffix.lower()):
            return Answer(200, kind, path.read_bytes())
        number = int(asked.get("page", "1")) if asked.get("page", "1").isdecimal() else 1
        return Answer(200, "image/png", self._drawn(path, path.stat().st_mtime_ns, number))

    def get_find(self, asked: Message) -> Any:
        """Where the words of a quotation stand, and what is read in them."""
        path = self.file_in(asked)
        words, is_pdf = asked.get("words", "")[:2000], path.suffix.lower() == ".pdf"
        places = self.review.pages.call(path.name, find_quotation, path, words) if is_pdf else []
        parameter = self.review.vocabulary().parameters.get(asked.get("parameter", ""))
        read = read_quantities(asked.get("text", ""), parameter=parameter) if asked.get("text") else ()
        return {"places": places, "reads": [told for told in map(si_text, read) if told]}

    def get_boxed(self, asked: Message) -> Any:
        """What the witnesses read in a box that a person drew: its words, by whom, and the values in them."""
        path = self.file_in(asked)
        drawn = box_on(path, asked.get("page", ""), asked.get("box", ""))
        words = self.review.witnesses.words(path, drawn, as_pictured=bool(asked.get("pictured")))
        return {**named(words, "text", "quotation", "by", "slips"), "values": values_in(words.text)}

    def get_drawn(self, asked: Message) -> Any:
        """The words in a box that a person drew on a page, parted at the lines that were drawn in it; those that OCR
        sees where no text lies below it.
        """
        path = self.file_in(asked)
        left, top, right, bottom = (float(number) for number in asked.get("box", "").split(","))
        columns = [float(number) for number in asked.get("columns", "").split(",") if number]
        box, page = (left, top, right, bottom), int(asked.get("page", "1"))
        rows = self.review.pages.call(path.name, drawn_rows, path, page, box, columns)
        if not rows:
            seen = (self.review.witnesses.picture(path, page, box),)
            rows = self.review.pages.call(path.name, drawn_rows, path, page, box, columns, seen)
        return {"rows": rows}
