"""Decisions of a person, each written at once: assigned values, heads, devices, tables, figures, listed values."""

from collections.abc import Callable, Mapping

from memlit.desk.figures.panels import checked_entry, cut_out
from memlit.desk.read.quotations import find_quotation
from memlit.desk.serve.answer import Answer, Message, Routes, as_json
from memlit.desk.session import Review
from memlit.errors import SourceError
from memlit.sources.data.from_readings import PROPOSED

LISTED_COLUMNS = (
    "device",
    "parameter",
    "text",
    "unit",
    "comparator",
    "set_or_reset",
    "condition",
    "grade",
    "note",
)
READ_AGAIN = frozenset({"head", "teach", "device", "reference", "merged", "drawn", "figure"})
"""Decisions after which the document is read again."""


class Decisions:
    """What is decided about a paper; the word `what` of a message names the kind."""

    def __init__(self, review: Review) -> None:
        self.review = review
        self._kinds: Mapping[str, Callable[[str, Message], None]] = {
            "assign": self._assign,
            "unassign": self._unassign,
            "head": self._head,
            "teach": self._teach,
            "device": self._device,
            "reference": self._reference,
            "merged": self._merged,
            "looked_for": self._looked_for,
            "drawn": self._drawn,
            "figure": self._figure,
            "cut": self._cut,
        }

    def routes(self) -> Routes:
        """The paths of decisions: take one, list a value that no reader found, take the last one back."""
        return Routes(posts={"decide": self._decide, "listed": self._listed, "undo": self._undo})

    def _decide(self, message: Message) -> Answer:
        key = self.review.entry(str(message["key"])).key
        what = str(message["what"])
        if what not in self._kinds:
            raise SourceError(what, "is no decision that the desk knows", "load the page again")
        self._kinds[what](key, message)
        if what in READ_AGAIN:
            self.review.readings.start(key)
        return as_json({"undo": self.review.journal.changes[-1].told})

    def _assign(self, key: str, message: Message) -> None:
        names = ("file", "place", "printed", "device", "parameter")
        texts = {name: str(message[name]) for name in names}
        self.review.writer().assign(key, **texts, why=str(message.get("why") or ""))

    def _unassign(self, key: str, message: Message) -> None:
        self.review.writer().unassign(key, str(message["file"]), str(message["place"]))

    def _head(self, key: str, message: Message) -> None:
        text, parameter = str(message["text"]), str(message["parameter"])
        self.review.writer().head(key, _table(message), text, parameter, bool(message.get("own")))

    def _teach(self, _: str, message: Message) -> None:
        self.review.writer().teach(str(message["text"]), str(message["parameter"]))

    def _device(self, key: str, message: Message) -> None:
        named = {name: str(message[name]) for name in ("label", "device", "paper")}
        self.review.writer().device(key, _table(message), **named, is_own=bool(message.get("own")))

    def _reference(self, key: str, message: Message) -> None:
        paper = self.review.entry(str(message["paper"])).key
        self.review.writer().reference(key, _table(message), str(message["mark"]), paper)

    def _merged(self, key: str, message: Message) -> None:
        heads = [str(text) for text in message["heads"]]
        self.review.writer().merged(key, _table(message), heads, bool(message.get("own")))

    def _looked_for(self, key: str, message: Message) -> None:
        wanted = [str(name) for name in message["parameters"]]
        read = (str(message.get(name) or "") for name in ("pages", "supplement"))
        self.review.writer().looked_for(key, wanted, *read)

    def _drawn(self, key: str, message: Message) -> None:
        rows = [[str(cell) for cell in row] for row in message["rows"]]
        caption = str(message.get("caption") or "")
        self.review.writer().drawn(key, str(message["label"]), int(message["page"]), caption, rows)

    def _figure(self, key: str, message: Message) -> None:
        self.review.writer().figure(key, checked_entry(dict(message["entry"])))

    def _cut(self, key: str, message: Message) -> None:
        path = self.review.document(key, str(message["file"]))
        left, top, right, bottom = (float(number) for number in message["box"])
        page = int(message["page"])
        picture = self.review.pages.call(path.name, cut_out, path, page, (left, top, right, bottom))
        self.review.writer().cut(key, path.name, page, picture)

    def _listed(self, message: Message) -> Answer:
        """A printed value that no reader found: its quotation is looked for on the page before it is listed."""
        key = self.review.entry(str(message["key"])).key
        row = {name: str(message.get(name) or "") for name in LISTED_COLUMNS}
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
        return as_json({"undo": self.review.journal.changes[-1].told})

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

    def _undo(self, message: Message) -> Answer:
        key = str(message["key"])
        told = self.review.journal.undo(key)
        self.review.readings.start(self.review.entry(key).key)
        return as_json({"told": told})


def _table(message: Message) -> dict[str, str]:
    return {name: str(text or "") for name, text in dict(message.get("table") or {}).items()}
