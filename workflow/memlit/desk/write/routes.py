"""Decisions of a person, each written at once: assigned values, heads, devices, tables, figures, listed values."""

from typing import Any

from pydantic import validate_call

from memlit.desk.figures.panels import cut_out
from memlit.desk.read.quotations import find_quotation
from memlit.desk.session import Message, Part
from memlit.errors import SourceError
from memlit.sources.data.from_readings import COLUMNS, CONDITION, GRADE, PROPOSED

SAID_BY_THE_DESK = frozenset({"place", "paper", "tier", "lineage", "read_at", "flags"})
"""Columns of a list that no message fills by itself."""
OF_A_PAPER = frozenset(
    {"assign", "unassign", "head", "device", "reference", "merged", "looked_for", "drawn", "figure", "cut"}
)
"""Decisions about a paper; the vocabulary is taught for all."""
READ_AGAIN = frozenset({"head", "teach", "device", "reference", "merged", "drawn", "figure"})
"""Decisions after which the document is read again."""


class Decisions(Part):
    """What is decided about a paper; the word `what` of a message names the kind, a method of `Writer`."""

    def post_decide(self, message: Message) -> Any:
        """Take a decision; the other words of the message are what the writer asks for."""
        key, what = self.key_in(message), str(message["what"])
        told = {name: said for name, said in message.items() if name not in ("key", "what")}
        if what not in {*OF_A_PAPER, "teach"}:
            raise SourceError(what, "is no decision that the desk knows", "load the page again")
        if what == "reference":
            self.review.entry(str(told["paper"]))
        if what == "drawn" and told.get("file"):
            self.file_in(message)
        if what == "cut":
            path = self.file_in(message)
            told["picture"] = self.review.pages.call(path.name, cut_out, path, told["page"], told.pop("box"))
        written = validate_call(getattr(self.review.writer(), what))
        written(**told, **({"key": key} if what in OF_A_PAPER else {}))
        if what in READ_AGAIN:
            self.review.readings.start(key)
        return {"undo": self.review.journal.changes[-1].told}

    def post_listed(self, message: Message) -> Any:
        """A printed value that no reader found: its quotation is looked for on the page before it is listed."""
        key = self.key_in(message)
        told = [name for name in (*COLUMNS, CONDITION, GRADE) if name not in SAID_BY_THE_DESK]
        row = {name: str(message.get(name) or "") for name in told}
        page, quotation, file = (str(message.get(name) or "") for name in ("page", "quotation", "file"))
        row["place"] = str(message.get("place") or "") or (f"page {page}" if page else "")
        if quotation:
            row["place"] = self._quoted(key, file, page, quotation) or row["place"]
            if row["text"] not in quotation:
                raise SourceError(row["text"], "is not part of the quotation", "copy the value out of it")
            row["note"] = f"“{' '.join(quotation.split())}”"
        if message.get("proposed"):
            row["flags"] = PROPOSED
        self.review.writer().listed(key, row, self.review.vocabulary(), bool(message.get("second")))
        return {"undo": self.review.journal.changes[-1].told}

    def _quoted(self, key: str, file: str, page: str, quotation: str) -> str:
        """`page 3` where no page was said and that one prints the quotation, else nothing. Raises where none does."""
        if not file or self.review.document(key, file).suffix.lower() != ".pdf":
            return ""
        found = self.review.pages.call(file, find_quotation, self.review.document(key, file), quotation)
        pages = [str(one["page"]) for one in found]
        if not pages:
            raise SourceError(file, f"does not print {quotation[:80]!r}", "copy the words as they stand there")
        if page and page not in pages:
            raise SourceError(file, f"prints these words on page {', '.join(pages)}, not {page}", "give that page")
        return "" if page else f"page {pages[0]}"

    def post_undo(self, message: Message) -> Any:
        """Take the last decision back."""
        key = self.key_in(message)
        told = self.review.journal.undo(key)
        self.review.readings.start(key)
        return {"told": told}
