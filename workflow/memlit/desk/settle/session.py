"""The answers of the local page: the queue, one item with its source, a preview, and what was decided.

Where a second look is taken: the queue of the last run, or the values of one paper as they are read now.
"""

import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from memlit.datum import Reading, document_of
from memlit.desk.serve.answer import Answer, as_json, problem
from memlit.desk.session import Review
from memlit.desk.settle.queue import GROUPS, Item, Work, verdict_of
from memlit.desk.settle.rows import Decision, correction_of, record, undo
from memlit.desk.settle.source import picture, view
from memlit.desk.show.papers import plain_title
from memlit.errors import CheckError, MemlitError
from memlit.reconcile.checks import CHECKS_FILE, Check, load_checks, standing
from memlit.reconcile.corrections import CORRECTIONS_FILE, FIELDS, load_corrections, problem_of
from memlit.reconcile.document import reconcile
from memlit.report.format import reading_text

MOST_USES = 12


class Session:
    """One person's session over the work of the last run. Files are read anew for every answer, so none goes stale."""

    def __init__(self, work: Work, who: str, today: Callable[[], date] = date.today) -> None:
        self.work = work
        self.who = who
        self.today = today
        self.n_decided = 0

    def get(self, target: str) -> Answer:
        """target: path and query after the token."""
        parts = urlsplit(target)
        name = parts.path.strip("/")
        if name == "queue":
            return as_json(self._queue())
        if name in {"item", "picture"}:
            item = self.work.items.get(parse_qs(parts.query).get("id", [""])[0])
            if item is None:
                return problem(404, "there is no such datum in the last run")
            return as_json(self._item(item)) if name == "item" else self._picture(item)
        return problem(404, "there is no such page")

    def post(self, target: str, body: bytes) -> Answer:
        """A message in JSON: `preview` or `decide` a decision, `undo` that of an id."""
        try:
            message = json.loads(body)
            if not isinstance(message, dict) or not all(isinstance(text, str) for text in message.values()):
                raise ValueError
        except ValueError:
            return problem(400, "the message is no JSON object of texts")
        item = self.work.items.get(message.get("id", ""))
        if item is None:
            return problem(404, "there is no such datum in the last run")
        name = target.strip("/")
        try:
            if name == "preview":
                return as_json(self._preview(item, self._decision(item, message)))
            if name == "decide":
                return self._decide(item, message)
            if name == "undo":
                undo(self.work.root, item.id, self.who, self.today().isoformat())
                return as_json({"verdict": self._verdict(item)})
        except MemlitError as error:
            return problem(409, str(error))
        return problem(404, "there is no such page")

    def _decision(self, item: Item, message: Mapping[str, str]) -> Decision:
        texts = {name: message.get(name, "").strip() for name in ("verdict", "note", "field", "value")}
        return Decision(id=item.id, printed=item.printed, who=self.who, date=self.today().isoformat(), **texts)

    def _decide(self, item: Item, message: Mapping[str, str]) -> Answer:
        if message.get("printed") != item.printed:
            return problem(409, "the page shows another text than the last run read; load it again")
        record(self.work.root, self._decision(item, message), self.work.vocabulary)
        self.n_decided += 1
        return as_json({"verdict": self._verdict(item)})

    def _checks(self) -> dict[str, Check]:
        return standing(load_checks(self.work.root / CHECKS_FILE)[0])

    def _verdict(self, item: Item) -> dict[str, str] | None:
        check = verdict_of(item, self._checks())
        return None if check is None else _plain_check(check)

    def _queue(self) -> dict[str, Any]:
        checks = self._checks()
        items = [
            {
                "id": item.id,
                "group": item.group,
                "label": f"{item.reading.datum.device}, {item.reading.parameter.replace('_', ' ')}",
                "printed": item.printed[:60],
                "verdict": check.verdict if (check := verdict_of(item, checks)) else None,
            }
            for item in self.work.items.values()
        ]
        return {"who": self.who, "groups": GROUPS, "fields": FIELDS, "items": items}

    def _item(self, item: Item) -> dict[str, Any]:
        reading = item.reading
        datum = reading.datum
        printed = datum.printed
        place = datum.locator
        corrections, _ = load_corrections(self.work.root / CORRECTIONS_FILE, self.work.vocabulary)
        where = [place.label or place.place or place.file, f"page {place.page}" if place.page else ""]
        if place.row is not None:
            where.append(f"row {place.row}, column {place.column} (from 0)")
        return {
            "id": item.id,
            "group": GROUPS[item.group],
            "printed": item.printed,
            "piece": printed.piece if printed.piece not in (None, printed.text) else None,
            "parameter": reading.parameter,
            "meaning": self.work.vocabulary.parameters[reading.parameter].meaning,
            "device": datum.device,
            "paper": datum.paper,
            "paper_title": self.work.titles.get(datum.paper or ""),
            "document": place.document,
            "document_title": self.work.titles.get(place.document),
            "where": ", ".join(filter(None, where)),
            "headers": list(printed.headers),
            "stub": printed.stub,
            "unit": printed.unit,
            "trust": f"{datum.tier}, {datum.method}",
            "value": reading_text(reading),
            "status": reading.status,
            "reason": reading.reason,
            "flags": list(reading.flags),
            "steps": [f"{step.before} → {step.after} ({step.rule})" for step in reading.steps if step.op == "correct"],
            "corrections": [f"{row.field} is {row.value}: {row.rule}" for row in corrections if row.id == item.id],
            "conflicts": [self._conflict(line) for line in item.conflicts],
            "uses": list(item.rows[:MOST_USES]),
            "n_uses": len(item.rows),
            "check": self._verdict(item),
            "source": view(self.work.root, datum),
        }

    def _conflict(self, line: str) -> str:
        about, readings = line.rsplit(": ", 1)
        told = []
        for identifier in readings.split(" | "):
            reading = self.work.readings.get(identifier)
            told.append(f"{reading_text(reading)} in {identifier}" if reading else identifier)
        return f"{about}: {'; '.join(told)}"

    def _preview(self, item: Item, decision: Decision) -> dict[str, Any]:
        """What a correction would make of the datum; nothing is written."""
        correction = correction_of(decision)
        wrong = problem_of(correction, self.work.vocabulary) if decision.note else None
        if wrong is not None:
            raise CheckError(item.id, *wrong)
        if not decision.value or decision.field not in FIELDS:
            return {"value": "", "status": "", "reason": None}
        if decision.field == "parameter" and decision.value not in self.work.vocabulary.parameters:
            near = ", ".join(self.work.vocabulary.nearest(decision.value))
            raise CheckError(item.id, f"unknown parameter {decision.value!r}", f"write {near}")
        read = reconcile(item.reading.datum, [correction], self.work.vocabulary)
        return {"value": reading_text(read), "status": read.status, "reason": read.reason, "parameter": read.parameter}

    def _picture(self, item: Item) -> Answer:
        try:
            content = picture(self.work.root, item.reading.datum)
        except MemlitError as error:
            return problem(404, str(error))
        return Answer(200, "image/png", content) if content else problem(404, "there is no picture of this datum")


def _plain_check(check: Check) -> dict[str, str]:
    return {"verdict": check.verdict, "who": check.who, "date": check.date, "note": check.note}


PLACES = ("settle/", "value/")
"""`settle/...` is the queue of the last run, `value/...` the values of one paper as read now."""


class SecondLook:
    """The session of the last run is kept until another run is finished."""

    def __init__(self, review: Review, last_run: Callable[[Path], Work]) -> None:
        self.review = review
        self._load = last_run
        self._kept: tuple[int, Session] | None = None

    def session(self, name: str, asked: Mapping[str, Any]) -> Session:
        """name: a path that begins with one of PLACES; asked: has the `id` of a datum for the values of a paper."""
        return self._of_last_run() if name.startswith(PLACES[0]) else self._of_paper(str(asked.get("id", "")))

    def _of_last_run(self) -> Session:
        path = self.review.root / "results" / "benchmark.json"
        stamp = path.stat().st_mtime_ns if path.is_file() else 0
        if self._kept is None or self._kept[0] != stamp:
            self._kept = (stamp, Session(self._load(self.review.root), self.review.who, self.review.today))
        return self._kept[1]

    def _of_paper(self, identifier: str) -> Session:
        entry = self.review.entry(document_of(identifier))
        readings = {one.id: one for one in self.review.readings.snapshot(entry.key).document.readings}
        items = {name: Item(one, _group(one)) for name, one in readings.items() if not one.is_derived}
        titles = {entry.key: plain_title(entry.fields.get("title", ""))}
        work = Work(self.review.root, items, titles, readings, self.review.vocabulary())
        return Session(work, self.review.who, self.review.today)


def _group(reading: Reading) -> str:
    flagged = "flagged" if reading.status == "flagged" else "used"
    return next((name for name in GROUPS if name in reading.flags), flagged)
