"""The draft in words, the signature that writes the record, and a run of the workflow with what it changed."""

import threading
from collections.abc import Sequence
from functools import partial
from typing import Any, Literal

from memlit.curation.comparing.accept import accept_record
from memlit.datum import Reading
from memlit.desk.session import DeskPart, Review
from memlit.desk.sign.doubts import doubts, doubts_summary
from memlit.desk.sign.run import DeskRun
from memlit.desk.sign.shown import ShownDrafts, ShownValues
from memlit.desk.write.journal import Said
from memlit.desk.write.needs import record_name
from memlit.errors import SourceError
from memlit.library import CitedEntries, is_cited_work
from memlit.sources.extract import record_files

_MOST_LINES = 200
SIGN = "sign"
"""The kind of a signature among the decisions."""


class Signature(DeskPart):
    """Signs a paper's record, and runs the workflow on it.

    A signature is taken back as any decision is; a draft is not signed once more by itself, so that an earlier
    signature waits for the later, and a decision of the draft for both. What no draft showed is not signed: the page
    sends the digest of the draft that it shows, and what is read to be written is held against it.
    """

    beside = frozenset({"draft", "accept"})

    def __init__(self, review: Review, run: DeskRun) -> None:
        super().__init__(review)
        self.run = run
        self._drafts = ShownDrafts()
        self._signing = threading.Lock()

    def get_draft(self, key: str) -> Any:
        """The record in words, with what speaks against it."""
        self.review.entry(key)
        snapshot = self.review.readings.snapshot(key)
        texts = self.review.texts(snapshot)
        field = self.review.field
        found = doubts(snapshot.document.readings, key, texts, self.review.vocabulary(), field.not_smaller)
        return doubts_summary(key, snapshot, found, field) | {
            "no_entry": self._without_entry(key, snapshot.used),
            "stops": snapshot.unreadable,
            "digest": self._drafts.keep(ShownValues.of(snapshot)),
        }

    def _without_entry(self, key: str, used: Sequence[Reading]) -> list[str]:
        """Cited works without an entry of their own: their values are no row of the benchmark."""
        library = CitedEntries(self.review.library())
        cited = [one.datum for one in used if is_cited_work(one.datum.paper)]
        of_none = [one for one in cited if not (one.cited and library.entry_of(one.cited))]
        return sorted({str(one.paper).removeprefix(f"{key}:") for one in of_none})

    def post_accept(self, key: str, draft: str) -> Any:
        """What is read becomes the record; draft: the digest of the draft that the page shows."""
        self.review.entry(key)
        if not self._signing.acquire(blocking=False):
            raise SourceError(key, "waits: a record is being signed", "sign when that is done")
        try:
            lines = self._sign(key, draft)
        finally:
            self._signing.release()
        return {"lines": lines[:_MOST_LINES], "n": len(lines)}

    def _sign(self, key: str, draft: str) -> list[str]:
        review, records = self.review, self.review.root / "extracted"
        self._refuse_half_read(key)
        shown = ShownValues.of(review.readings.snapshot(key))
        self._drafts.check(key, draft, shown)
        names = [path.relative_to(review.root).as_posix() for path in record_files(records, key)]
        said = Said(key, SIGN, {}, review.who, review.day, needs=(record_name(key),))
        accept = partial(accept_record, review.root, key, partial(shown.check_record, key))
        return review.journal.keep(said, f"{names[0]} is signed", names, partial(review.readings.after, accept))

    def _refuse_half_read(self, key: str) -> None:
        """Raise SourceError where more values of the paper may come than any draft shows by now."""
        progress = self.review.readings.progress(key)
        if progress is not None and progress.is_going:
            raise SourceError(key, "is still being read", "sign when the reading is done")
        if progress is not None and progress.state == "stopped":
            raise SourceError(key, "was not read to its end", "read it again, then sign")

    def get_run(self, key: str = "") -> Any:
        """How far the run is. What it changed is told of a signed paper alone: who reads must not see the outcome."""
        told = self.run.as_plain()
        if not self.review.is_accepted(key):
            told["changed"] = []
        return told | {"has_report": (self.review.root / "results/report.html").is_file()}

    def post_run(self, key: str = "") -> Any:
        """Begin a run of the workflow."""
        if self.review.readings.is_busy():
            raise SourceError("run", "waits: a document is being read", "start it when the reading is done")
        if self._signing.locked():
            raise SourceError("run", "waits: a record is being signed", "start it when that is done")
        self.run.start()
        return self.get_run(key)

    def post_stop(self, what: Literal["run", "reading"]) -> None:
        """Give up the run, or what is being read."""
        (self.run if what == "run" else self.review.readings).stop()
