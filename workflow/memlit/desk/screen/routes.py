"""The page on which a person screens records: its queue, a decision, a difference settled, a decision taken back."""

from memlit.desk.screen.queue import queue, reasons, screen, take_back
from memlit.desk.serve.answer import Answer, Asked, Message, Routes, as_json
from memlit.desk.session import Review
from memlit.errors import LibraryError
from memlit.library import DECISIONS, SCREENING_FILE, SETTLES, ScreeningRow, load_screening


class Screening:
    """Decisions of this person on the records of each stage."""

    def __init__(self, review: Review) -> None:
        self.review = review

    def routes(self) -> Routes:
        posts = {"screen": self._screen, "unscreen": self._unscreen}
        return Routes(gets={"screening": self._queue}, posts=posts)

    def _queue(self, asked: Asked) -> Answer:
        stage = asked.get("stage", "")
        if stage not in DECISIONS:
            raise LibraryError(stage or "no stage", "is no stage of the flow", f"choose {', '.join(DECISIONS)}")
        rows = load_screening(self.review.root / SCREENING_FILE)[0]
        items = queue(stage, rows, self.review.library(), self.review.who)
        shown = {"who": self.review.who, "stage": stage, "stages": DECISIONS, "reasons": reasons(rows), "items": items}
        return as_json(shown)

    def _screen(self, message: Message) -> Answer:
        screen(self.review.root, self._row(message))
        return as_json({})

    def _unscreen(self, message: Message) -> Answer:
        take_back(self.review.root, self._row(message))
        return as_json({})

    def _row(self, message: Message) -> ScreeningRow:
        texts = {name: str(message.get(name) or "") for name in ("record", "stage", "decision", "reason")}
        known = self.review.library().entries
        if texts["record"] not in known:
            raise LibraryError(texts["record"], "has no entry in references.bib", "load the page again")
        role = SETTLES if message.get("settles") else ""
        return ScreeningRow(**texts, who=self.review.who, date=self.review.today().isoformat(), role=role)
