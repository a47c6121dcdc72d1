"""Where a second look is taken: the queue of the last run, or the values of one paper as they are read now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from memlit.datum import Reading, document_of
from memlit.desk.session import Review
from memlit.desk.settle.queue import GROUPS, Item, Work
from memlit.desk.settle.session import Session
from memlit.desk.show.papers import plain_title

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
