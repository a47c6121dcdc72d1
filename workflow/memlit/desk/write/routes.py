"""Decisions of a person, each written at once, listed, and taken back one by one.

Assigned values, heads, devices, tables, figures, listed values.
"""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import validate_call

from memlit.datum import DrawnBox
from memlit.desk.figures.panels import picture_of_box
from memlit.desk.read.boxed import holds_text
from memlit.desk.read.quotations import find_quotation
from memlit.desk.read.witnesses import box_on
from memlit.desk.session import DeskPart, SentBox
from memlit.desk.write.journal import PlanDecision, PlannedDecision, Said, made_file, resting, told_to
from memlit.desk.write.needs import listed_name, record_name, said_of_table, word_name
from memlit.desk.write.seen import check_of, refuse_rejected, refuse_stale
from memlit.desk.write.table_answers import SaidOfTables
from memlit.desk.write.works import whose
from memlit.desk.write.writer import Writer
from memlit.errors import SourceError
from memlit.reconcile.checks import CHECKS_FILE, load_checks, standing
from memlit.sources.data.from_readings import BOX, LIST_COLUMNS, OPTIONAL_COLUMNS

SAID_BY_THE_DESK = frozenset({"place", "paper", "tier", "lineage", "read_at", "flags", BOX})
"""Columns of a list that no message fills by itself."""
OF_A_PAPER = frozenset({"assign", "assign_tuple", "unassign", "looked_for", "drawn", "figure"})
"""Decisions about a paper that need no more than their words; the vocabulary is taught for all."""
OF_A_TABLE = frozenset({"about", "table_said", "head", "device"})
"""What is said of a table: it becomes answers."""
OF_THE_PAGE = frozenset({*OF_A_PAPER, *OF_A_TABLE, "teach", "cut"})
"""Decisions that a message of the page names."""
SAID_OF_TABLE = "answered"
_WHAT_ELSE = "a document is taken out, and a paper removed, under Documents; git has the files as they were committed"
READ_AGAIN = frozenset({SAID_OF_TABLE, "teach", "drawn", "figure"})
"""Decisions after which the document is read again."""


class Decisions(DeskPart):
    """What is decided about a paper; the word `what` of a message names the kind, a method of `Writer`."""

    def kinds(self) -> Mapping[str, PlanDecision]:
        """Decisions that change what a folder says of its documents, and the vocabulary."""
        plain = {what: partial(self._planned, what) for what in (*OF_A_PAPER, "teach", SAID_OF_TABLE)}
        return {**plain, "cut": self._cut, "listed": self._listed}

    def _planned(self, what: str, root: Path, said: Said) -> PlannedDecision:
        written = validate_call(getattr(Writer(root, said.who, said.day), what))
        plan: PlannedDecision = written(**said.words, **({} if what == "teach" else {"key": said.key}))
        return plan

    def _cut(self, root: Path, said: Said) -> PlannedDecision:
        file, page, box = (said.words[name] for name in ("file", "page", "box"))
        path = self.review.document(said.key, str(file))
        picture = self.review.pages.call(path.name, picture_of_box, path, page, box)
        return Writer(root, said.who, said.day).cut(said.key, path.name, page, picture)

    def _listed(self, root: Path, said: Said) -> PlannedDecision:
        row, is_second = said.words["row"], said.words["is_second"]
        return Writer(root, said.who, said.day).listed(said.key, row, self.review.vocabulary(), is_second)

    def post_decide(self, key: str, what: str, **words: Any) -> Any:
        """Take a decision; words: what the writer asks for."""
        self.review.entry(key)
        if what not in OF_THE_PAGE:
            raise SourceError(what, "is no decision that the desk knows", "load the page again")
        if what == "drawn" and words.get("file"):
            self.review.document(key, str(words["file"]))
        if what in ("assign", "assign_tuple"):
            words["paper"] = whose(self.review, key, str(words.get("paper") or ""))
        if what in ("assign", "assign_tuple", "unassign"):
            words = self._as_seen(key, what, words)
        if what == "unassign" and (own := self._assigned(key, words)) is not None:
            return {"undo": self._taken_back(own, key)}
        made, needed = _made(what, key, words), _needed(what, key, words)
        if what in OF_A_TABLE:
            words = validate_call(getattr(SaidOfTables(self.review), what))(key=key, **words)
            what = SAID_OF_TABLE
        told = self.review.take(what, key, words, made, needed)
        if what in READ_AGAIN:
            self.review.readings.start(key)
        return {"undo": told}

    def _as_seen(self, key: str, what: str, words: dict[str, Any]) -> dict[str, Any]:
        """The words of a decision on values of the text without what the page had `seen` of each. Raises SourceError
        where a value was decided otherwise since.
        """
        checks = standing(load_checks(self.review.root / CHECKS_FILE)[0])
        found = {
            (one.datum.locator.file, one.datum.locator.place): one
            for one in self.review.readings.snapshot(key).document.readings
            if one.datum.method == "text"
        }
        values = [dict(one) for one in words["values"]] if what == "assign_tuple" else [words]
        for value in values:
            seen = str(value.pop("seen", ""))
            reading = found.get((str(words.get("file")), str(value.get("place"))))
            if reading is None:
                continue
            refuse_stale(reading, check_of(reading, checks), seen)
            if what != "unassign":
                refuse_rejected(reading)
        return {**words, "values": values} if what == "assign_tuple" else words

    def _assigned(self, key: str, words: Mapping[str, Any]) -> int | None:
        """The number of the person's decision by which a value of the text is assigned."""
        place = (key, words.get("file"), words.get("place"))

        def is_it(said: Said) -> bool:
            return said.what == "assign" and (said.key, said.words["file"], said.words["place"]) == place

        found = self.review.journal.last(self.review.who, is_it)
        return found.number if found else None

    def post_listed(
        self,
        key: str,
        file: str = "",
        page: str = "",
        quotation: str = "",
        box: SentBox | None = None,
        paper: str = "",
        place: str = "",
        pictured: bool = False,
        second: bool = False,
        **said: str,
    ) -> Any:
        """A printed value that a person enters: its box is read, or its quotation looked for, before it is listed.

        said: other columns of the list.
        """
        self.review.entry(key)
        told = [name for name in (*LIST_COLUMNS, *OPTIONAL_COLUMNS) if name not in SAID_BY_THE_DESK]
        row = {name: said.get(name, "") for name in told}
        row["place"] = place or (f"page {page}" if page else "")
        row["paper"] = whose(self.review, key, paper)
        row |= {"tier": "secondary"} if row["paper"] else {}
        if box:
            drawn = box_on(self.review.document(key, file), int(page or 0), box)
            row |= self._boxed(key, drawn, row["text"], is_pictured=pictured)
        elif quotation:
            row["place"] = self._quoted(key, file, page, quotation) or row["place"]
            if not holds_text(row["text"], quotation):
                raise SourceError(row["text"], "is not part of the quotation", "copy the value out of it")
            row["note"] = f"“{' '.join(quotation.split())}”"
        makes = [] if second else [record_name(key), listed_name(key, row)]
        return {"undo": self.review.take("listed", key, {"row": row, "is_second": second}, makes)}

    def _boxed(self, key: str, drawn: DrawnBox, text: str, *, is_pictured: bool) -> dict[str, str]:
        """Place, box and note of a value in a box. What the page's own characters there do not print is refused, unless
        the person says that the picture shows it.
        """
        words = self.review.witnesses.words(self.review.document(key, drawn.file), drawn, as_pictured=is_pictured)
        if words.by == "characters" and not holds_text(text, words.text):
            problem = f"does not print {text!r} in this box but {words.text[:80]!r}"
            raise SourceError(drawn.file, problem, "say that the picture shows it, or take the words of the box")
        quoted = f"“{words.quotation}”"
        note = {"characters": quoted, "picture": f"in the box is read {quoted}", "nothing": ""}[words.by]
        return {"place": f"page {drawn.page}", "box": str(drawn), "note": note}

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

    def get_decisions(self, key: str = "") -> Any:
        """The person's decisions about a paper, or about all where none is named, the last one first."""
        who = self.review.who
        entries, library = self.review.journal.entries(), self.review.library().entries
        found = []
        for place, one in enumerate(entries):
            if one.said.who != who or (key and one.said.key != key):
                continue
            after = resting(one, entries[place + 1 :])
            entry = library.get(one.said.key)
            found.append(
                {
                    "number": one.number,
                    "key": one.said.key,
                    "name": entry.short_name if entry else one.said.key,
                    "what": one.said.what,
                    "told": one.told,
                    "day": one.said.day,
                    "at": one.at,
                    "rests": told_to(after[0], who) if after else "",
                }
            )
        return {"who": who, "decisions": found[::-1]}

    def post_undo(self, key: str) -> Any:
        """Take the person's last decision about a paper back, whatever its kind."""
        own = self.review.journal.last(self.review.who, lambda said: said.key == key)
        if own is None:
            raise SourceError(key, "has no decision of yours to take back", _WHAT_ELSE)
        return {"told": self._taken_back(own.number, key)}

    def post_take_back(self, number: int) -> Any:
        """Take back any decision of the list."""
        key = next((one.said.key for one in self.review.journal.entries() if one.number == number), "")
        return {"told": self._taken_back(number, key)}

    def _taken_back(self, number: int, key: str) -> str:
        told = self.review.journal.take_back(number, self.review.who)
        if self.review.readings.progress(key) is not None:
            self.review.readings.start(key)
        return told


def _made(what: str, key: str, words: Mapping[str, Any]) -> list[str]:
    """What a decision makes that others may rest on: a part of the draft that is signed, and the meaning of a table."""
    made = [record_name(key)]
    if what in OF_A_TABLE:
        made.append(_table(key, words))
    if what == "teach":
        made.append(word_name(words["text"]))
    return made


def _needed(what: str, key: str, words: Mapping[str, Any]) -> list[str]:
    """The file that a decision speaks of, and what was said of its table before."""
    about = next((words[name] for name in ("table", "entry") if isinstance(words.get(name), dict)), words)
    needed = [made_file(f"sources/{key}/{about['file']}")] if about.get("file") else []
    return [*needed, _table(key, words)] if what in OF_A_TABLE else needed


def _table(key: str, words: Mapping[str, Any]) -> str:
    return said_of_table(f"{key}:{words['table'].get('name', '')}")
