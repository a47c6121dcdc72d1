"""The draft in words, the signature that writes the record, and a run of the workflow with what it changed."""

from memlit.curation.comparing.accept import accept
from memlit.desk.serve.answer import Answer, Asked, Message, Routes, as_json
from memlit.desk.session import Review
from memlit.desk.sign.doubts import doubts, summary
from memlit.desk.sign.run import Run
from memlit.errors import SourceError

MOST_LINES = 200


class Signature:
    """Signs a paper's record, and runs the workflow on it."""

    def __init__(self, review: Review, run: Run) -> None:
        self.review = review
        self.run = run

    def routes(self) -> Routes:
        """The paths of signing: the draft of the record, its acceptance, and the run that follows."""
        return Routes(
            gets={"draft": self._draft, "run": self._how_far},
            posts={"accept": self._accept, "run": self._run, "stop": self._stop},
            beside=frozenset({"draft"}),
        )

    def _draft(self, asked: Asked) -> Answer:
        key = self.review.entry(asked.get("key", "")).key
        snapshot = self.review.readings.snapshot(key)
        texts = self.review.texts(snapshot)
        found = doubts(snapshot.document.readings, key, texts, self.review.vocabulary())
        return as_json(summary(key, snapshot, found))

    def _accept(self, message: Message) -> Answer:
        key = self.review.entry(str(message["key"])).key
        lines = self.review.readings.after(lambda: accept(self.review.root, key))
        self.review.journal.sealed(key)
        return as_json({"lines": lines[:MOST_LINES], "n": len(lines)})

    def _how_far(self, asked: Asked) -> Answer:
        """How far the run is. What it changed is told of a signed paper alone: who reads must not see the outcome."""
        told = self.run.as_plain()
        if not self.review.is_accepted(asked.get("key", "")):
            told["changed"] = ""
        return as_json(told)

    def _run(self, message: Message) -> Answer:
        if self.review.readings.is_busy():
            raise SourceError("run", "waits: a document is being read", "start it when the reading is done")
        self.run.start()
        return self._how_far({"key": str(message.get("key") or "")})

    def _stop(self, message: Message) -> Answer:
        if message.get("what") == "run":
            self.run.stop()
        else:
            self.review.readings.stop()
        return as_json({})
