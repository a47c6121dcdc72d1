"""The answers to a second look: the queue, one item with its source, a preview, and what was decided.

A second look is taken at the queue of the last run, or at the values of one paper as they are read now.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from memlit.benchmark.rows import BENCHMARK_FILE
from memlit.datum import Reading, document_of
from memlit.desk.second_look.queue import GROUPS, QueueItem, Work
from memlit.desk.second_look.rows import Decision, recorded
from memlit.desk.second_look.source import picture, view
from memlit.desk.serve.answer import Reply, named, problem
from memlit.desk.session import DeskPart, Review
from memlit.desk.write.journal import PlanDecision
from memlit.desk.write.needs import needed_by_verdict
from memlit.desk.write.seen import check_of, decided_state, refuse_stale
from memlit.desk.write.unread import refuse_unread
from memlit.errors import CheckError, MemlitError, SourceError
from memlit.naming import CORRECTIONS_FILE
from memlit.presentation.format import reading_text
from memlit.reconcile.checks import CHECKS_FILE, CORRECTED, Check, load_checks, standing
from memlit.reconcile.corrections import CORRECTABLE_FIELDS, Correction, load_corrections
from memlit.reconcile.document import reconcile

MOST_USES = 12
_READ_FROM = ("text", "unit")
"""Fields from which a value is read: a correction of one that gives none is refused."""
VERDICT = "verdict"
"""The kind of a decision on a value."""


class SecondLook(DeskPart):
    """A look at the queue of the last run, kept until another run is done; other files are read for every answer."""

    place = "settle/"

    def __init__(self, review: Review, last_run: Callable[[Path], Work]) -> None:
        super().__init__(review)
        self._load = last_run
        self._kept: tuple[int, Work] | None = None

    def work(self, _: str = "") -> Work:
        """What is looked at where the value of an id is asked for."""
        path = self.review.root / BENCHMARK_FILE
        stamp = path.stat().st_mtime_ns if path.is_file() else 0
        if self._kept is None or self._kept[0] != stamp:
            self._kept = (stamp, self._load(self.review.root))
        return self._kept[1]

    def kinds(self) -> Mapping[str, PlanDecision]:
        """Verdicts on values."""
        return {VERDICT: lambda root, said: recorded(root, Decision(**said.words), self.review.vocabulary())}

    def _checks(self) -> dict[str, Check]:
        return standing(load_checks(self.review.root / CHECKS_FILE)[0])

    def _verdict(self, item: QueueItem) -> dict[str, str] | None:
        check = check_of(item.reading, self._checks())
        return named(check, "verdict", "who", "date", "note") if check else None

    def get_queue(self) -> Any:
        """All values in their order, and what was decided on each."""
        checks = self._checks()
        items = []
        for item in self.work().items.values():
            check = check_of(item.reading, checks)
            items.append({"id": item.id, "group": item.group, "verdict": check.verdict if check else None})
        return {"who": self.review.who, "groups": GROUPS, "fields": CORRECTABLE_FIELDS, "items": items}

    def get_item(self, id: str) -> Any:
        """One value: what it is of, how it is read, what rests on it, and its source."""
        work, item = self.work(id), self._item(id)
        reading, vocabulary = item.reading, self.review.vocabulary()
        datum = reading.datum
        printed, place = datum.printed, datum.locator
        corrections, _ = load_corrections(self.review.root / CORRECTIONS_FILE, vocabulary)
        where = [place.named_place, f"page {place.page}" if place.page else ""]
        if place.row is not None:
            where.append(f"row {place.row}, column {place.column} (from 0)")
        return {
            "id": item.id,
            "group": GROUPS[item.group],
            "printed": item.printed,
            "piece": printed.piece if printed.piece not in (None, printed.text) else None,
            **named(reading, "parameter", "status", "reason", "flags"),
            **named(datum, "device", "paper"),
            **named(printed, "headers", "stub", "unit"),
            "meaning": vocabulary.parameters[reading.parameter].meaning,
            "paper_title": work.titles.get(datum.paper or ""),
            "document": place.document,
            "document_title": work.titles.get(place.document),
            "where": ", ".join(filter(None, where)),
            "trust": f"{datum.tier}, {datum.method}",
            "value": reading_text(reading),
            "corrections": [f"{row.field} is {row.value}: {row.rule}" for row in corrections if row.id == item.id],
            "conflicts": [_conflict(line, work.readings) for line in item.conflicts],
            "uses": item.rows[:MOST_USES],
            "n_uses": len(item.rows),
            "check": self._verdict(item),
            "seen": decided_state(reading, check_of(reading, self._checks())),
            "source": view(self.review.root, datum),
        }

    def get_picture(self, id: str) -> Reply:
        """The page around a value, or its figure."""
        try:
            content = picture(self.review.root, self._item(id).reading.datum)
        except MemlitError as error:
            return problem(404, str(error))
        return Reply(200, "image/png", content) if content else problem(404, "there is no picture of this datum")

    def _item(self, name: str) -> QueueItem:
        item = self.work(name).items.get(name)
        if item is None:
            raise SourceError("datum", "is none of the last run", "load the page again")
        return item

    def post_preview(self, id: str, field: str, value: str) -> Any:
        """What a correction would make of the datum; nothing is written."""
        item, vocabulary = self._item(id), self.review.vocabulary()
        value = value.strip()
        if not value or field not in CORRECTABLE_FIELDS:
            return {"value": "", "status": "", "reason": None}
        if field == "parameter" and value not in vocabulary.parameters:
            near = ", ".join(vocabulary.nearest(value))
            raise CheckError(id, f"unknown parameter {value!r}", f"write {near}")
        read = self._read_as(item, field, value)
        return {"value": reading_text(read), "status": read.status, "reason": read.reason, "parameter": read.parameter}

    def _read_as(self, item: QueueItem, field: str, value: str) -> Reading:
        """A value as a correction of it would be read, beside those that were made of its other fields."""
        review, vocabulary = self.review, self.review.vocabulary()
        made, _ = load_corrections(review.root / CORRECTIONS_FILE, vocabulary)
        others = [row for row in made if row.id == item.id and row.field not in (field, "status", "flag")]
        correction = Correction(item.id, field, value, "", review.who, review.day, 0)
        return reconcile(item.reading.datum, [*others, correction], vocabulary)

    def post_decide(
        self, id: str, printed: str, verdict: str, note: str = "", field: str = "", value: str = "", seen: str = ""
    ) -> Any:
        """A verdict on a value, as rows of checks.csv and corrections.csv; seen: what the page shows as decided."""
        item, review = self._item(id), self.review
        if printed != item.printed:
            raise CheckError(id, "the page shows another text than the last run read", "load it again")
        refuse_stale(item.reading, check_of(item.reading, self._checks()), seen)
        if verdict == CORRECTED and field in _READ_FROM and value.strip():
            refuse_unread(self._read_as(item, field, value.strip()), "write what can be read, or dispute the value")
        said = Decision(id, verdict, printed, review.who, review.day, note.strip(), field, value.strip())
        told = review.take(VERDICT, document_of(id), asdict(said), needs=needed_by_verdict(item.reading.datum))
        return {"verdict": self._verdict(item), "undo": told}

    def post_undo(self, id: str) -> Any:
        """Take back what this person decided last on a value."""
        item, journal, who = self._item(id), self.review.journal, self.review.who
        own = journal.last(who, lambda said: said.what == VERDICT and said.words["id"] == item.id)
        if own is None:
            raise SourceError(item.id, "has no decision of yours to take back", "change its row by hand")
        journal.take_back(own.number, who)
        return {"verdict": self._verdict(item)}


class LookAtPaper(SecondLook):
    """The same for the values of one paper as they are read now."""

    place = "value/"

    def work(self, asked: str = "") -> Work:
        """The printed values of the paper that the asked one is of."""
        entry = self.review.entry(document_of(asked))
        readings = {one.id: one for one in self.review.readings.snapshot(entry.key).document.readings}
        items = {name: QueueItem(one, _group(one)) for name, one in readings.items() if not one.is_derived}
        return Work(items, {entry.key: entry.plain("title")}, readings)


def _conflict(line: str, known: Mapping[str, Reading]) -> str:
    """`amplitude: 1 V in ID; 2 V in ID` for `amplitude: ID | ID`."""
    about, names = line.rsplit(": ", 1)
    told = [f"{reading_text(known[name])} in {name}" if name in known else name for name in names.split(" | ")]
    return f"{about}: {'; '.join(told)}"


def _group(reading: Reading) -> str:
    flagged = "flagged" if reading.status == "flagged" else "used"
    return next((name for name in GROUPS if name in reading.flags), flagged)
