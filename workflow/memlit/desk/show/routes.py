"""The list of papers, one paper, and how far its documents are read."""

from typing import Any

from memlit.curation.adding.add import make_folder
from memlit.desk.propose.model import settings
from memlit.desk.screen.queue import seen_by
from memlit.desk.session import Message, Part
from memlit.desk.show.paper import paper_view
from memlit.desk.show.papers import papers, plain_title
from memlit.library import ROLES, SCREENING_FILE, load_screening, standing_decisions
from memlit.reconcile.checks import CHECKS_FILE, load_checks, standing


class Shown(Part):
    """What the page shows of the review."""

    def get_papers(self, _: Message) -> Any:
        """The list of papers, and what a person may choose from: classes, roles, sets, parameters."""
        review, model = self.review, settings()
        classes, config = review.classes(), review.config()
        parameters = review.vocabulary().parameters.items()
        return {
            "who": review.who,
            "key": review.key,
            "papers": papers(review.root, review.library(), config, classes),
            "classes": {name: one.name for name, one in classes.classes.items()},
            "roles": ROLES,
            "sets": list(config.evidence.sets),
            "has_run": (review.root / "results/benchmark.json").is_file(),
            "parameters": {name: {"meaning": one.meaning, "unit": one.unit} for name, one in parameters},
            "model": {"address": model.address, "model": model.model} if model else None,
        }

    def get_paper(self, asked: Message) -> Any:
        """One paper, which is read where it was not yet."""
        review, key = self.review, self.key_in(asked)
        entry = review.entry(key)
        make_folder(review.root, key)
        if review.readings.progress(key) is None:
            review.readings.start(key)
        checks = standing(load_checks(review.root / CHECKS_FILE)[0])
        view = paper_view(key, review.readings.snapshot(key), review.readings, review.vocabulary(), checks)
        return view | {
            "title": plain_title(entry.fields.get("title", "")),
            "progress": self.get_progress(asked),
            "undo": next((one.told for one in reversed(review.journal.changes) if one.key == key), ""),
            "is_accepted": review.is_accepted(key),
            "screening": self._screening(key),
        }

    def _screening(self, key: str) -> list[dict[str, str]]:
        """How the paper was screened; another's decision only where this person decided as well."""
        decided = standing_decisions(load_screening(self.review.root / SCREENING_FILE)[0])
        rows = (row for (record, _), one in decided.items() if record == key for row in seen_by(self.review.who, one))
        return [{"stage": row.stage, "decision": row.decision, "reason": row.reason} for row in rows]

    def get_progress(self, asked: Message) -> Any:
        """How far the documents of a paper are read."""
        found = self.review.readings.progress(asked.get("key", ""))
        return found.as_plain() if found else {"state": "none"}

    def post_read(self, message: Message) -> None:
        """The documents of a paper are read again where they changed."""
        self.review.readings.start(self.key_in(message))
