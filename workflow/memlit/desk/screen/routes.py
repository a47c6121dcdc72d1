"""The page on which a person screens records: its queue, a decision, a difference settled, a decision taken back."""

from typing import Any

from memlit.desk.screen.queue import queue, reasons, screen, take_back
from memlit.desk.session import Message, Part
from memlit.errors import LibraryError
from memlit.library import DECISIONS, SCREENING_FILE, SETTLES, ScreeningRow, load_screening


class Screening(Part):
    """Decisions of this person on the records of each stage."""

    def get_screening(self, asked: Message) -> Any:
        """The records of a stage as this person may see them."""
        stage = asked.get("stage", "")
        if stage not in DECISIONS:
            raise LibraryError(stage or "no stage", "is no stage of the flow", f"choose {', '.join(DECISIONS)}")
        rows = load_screening(self.review.root / SCREENING_FILE)[0]
        items = queue(stage, rows, self.review.library(), self.review.who)
        return {"who": self.review.who, "stage": stage, "stages": DECISIONS, "reasons": reasons(rows), "items": items}

    def post_screen(self, message: Message) -> None:
        """A decision on a record, or one that settles a difference."""
        screen(self.review.root, self._row(message))

    def post_unscreen(self, message: Message) -> None:
        """This person's decision on a record is taken back."""
        take_back(self.review.root, self._row(message))

    def _row(self, message: Message) -> ScreeningRow:
        texts = {name: str(message.get(name) or "") for name in ("record", "stage", "decision", "reason")}
        if texts["record"] not in self.review.library().entries:
            raise LibraryError(texts["record"], "has no entry in references.bib", "load the page again")
        role = SETTLES if message.get("settles") else ""
        return ScreeningRow(**texts, who=self.review.who, date=self.review.day, role=role)
