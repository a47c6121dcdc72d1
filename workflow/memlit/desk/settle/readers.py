"""A second reader: their own list, blind to the first, and then both lists beside each other."""

from __future__ import annotations

from memlit.desk.serve.answer import Answer, as_json
from memlit.desk.serve.routes import Asked, Routes
from memlit.desk.session import Review
from memlit.desk.settle.two_readings import compared
from memlit.files import read_csv
from memlit.reconcile.checks import CHECKS_FILE, load_checks, standing
from memlit.sources.data.from_readings import read_readings
from memlit.sources.folder import SECOND_FILE


class Readers:
    """The list of the second reader is `readings_second.csv`; it feeds nothing."""

    def __init__(self, review: Review) -> None:
        self.review = review

    def routes(self) -> Routes:
        """The paths of two readers: what the second one reads, and both beside each other."""
        return Routes(gets={"second": self._second, "compared": self._compared})

    def _second(self, asked: Asked) -> Answer:
        """A second reader's own list, and nothing of the first."""
        path = self.review.root / "sources" / self.review.entry(asked.get("key", "")).key / SECOND_FILE
        return as_json({"rows": read_csv(path) if path.is_file() else []})

    def _compared(self, asked: Asked) -> Answer:
        """Both lists: who asks for it has read, and sees the first reading now."""
        review = self.review
        key = review.entry(asked.get("key", "")).key
        path, vocabulary = review.root / "sources" / key / SECOND_FILE, review.vocabulary()
        second = read_readings(path, key, vocabulary)[0] if path.is_file() else []
        checks = standing(load_checks(review.root / CHECKS_FILE)[0])
        return as_json(compared(review.readings.snapshot(key).document, second, checks, vocabulary))
