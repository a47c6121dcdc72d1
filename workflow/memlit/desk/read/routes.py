"""The pages of a document: where words stand on them, and the rows of a table that was drawn."""

from typing import Any

from memlit.desk.read.boxed import values_in
from memlit.desk.read.quotations import find_quotation
from memlit.desk.read.sentence import transitions_or_any
from memlit.desk.read.tables import drawn_rows
from memlit.desk.read.witnesses import box_on
from memlit.desk.serve.answer import PICTURE_KINDS, Reply, named, problem
from memlit.desk.session import DeskPart, SentBox, SentNumbers

_SHOWN = {**PICTURE_KINDS, ".pdf": "application/pdf"}


class Pages(DeskPart):
    """Documents as they are, and what stands on their pages."""

    beside = frozenset({"document", "find", "boxed", "drawn"})

    def get_document(self, key: str, file: str) -> Reply:
        """A PDF, whose pages the browser draws, or a picture, as it is."""
        path = self.review.document(key, file)
        kind = _SHOWN.get(path.suffix.lower())
        return Reply(200, kind, path.read_bytes()) if kind else problem(404, f"{file} has no pages to show")

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
