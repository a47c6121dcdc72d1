"""The list of papers, one paper, and how far its documents are read."""

from memlit.curation.adding.add import make_folder
from memlit.desk.propose.model import settings
from memlit.desk.screen.queue import seen_by
from memlit.desk.serve.answer import Answer, Asked, Message, Routes, as_json
from memlit.desk.session import Review
from memlit.desk.show.paper import paper_view
from memlit.desk.show.papers import papers, plain_title
from memlit.library import ROLES, SCREENING_FILE, load_screening, standing_decisions
from memlit.reconcile.checks import CHECKS_FILE, load_checks, standing


class Shown:
    """What the page shows of the review."""

    def __init__(self, review: Review) -> None:
        self.review = review

    def routes(self) -> Routes:
        """The paths of what is shown: the list of papers, one paper, and how far it is read."""
        return Routes(
            gets={"papers": self._papers, "paper": self._paper, "progress": self._progress}, posts={"read": self._read}
        )

    def _papers(self, _: Asked) -> Answer:
        review, model = self.review, settings()
        classes, config = review.classes(), review.config()
        return as_json(
            {
                "who": review.who,
                "key": review.key,
                "papers": papers(review.root, review.library(), config, classes),
                "classes": {name: one.name for name, one in classes.classes.items()},
                "roles": list(ROLES),
                "sets": list(config.evidence.sets),
                "has_run": (review.root / "results/benchmark.json").is_file(),
                "parameters": {
                    name: {"meaning": one.meaning, "unit": one.unit, "symbol": one.symbol}
                    for name, one in review.vocabulary().parameters.items()
                },
                "model": model.as_plain() if model else None,
            }
        )

    def _paper(self, asked: Asked) -> Answer:
        review = self.review
        entry = review.entry(asked.get("key", ""))
        key = entry.key
        make_folder(review.root, key)
        if review.readings.progress(key) is None:
            review.readings.start(key)
        checks = standing(load_checks(review.root / CHECKS_FILE)[0])
        view = paper_view(key, review.readings.snapshot(key), review.readings, review.vocabulary(), checks)
        progress = review.readings.progress(key)
        about = {name: plain_title(entry.fields.get(name, "")) for name in ("title", "author")}
        more = {
            "progress": progress.as_plain() if progress else None,
            "undo": next((one.told for one in reversed(review.journal.changes) if one.key == key), ""),
            "is_accepted": review.is_accepted(key),
            "screening": self._screening(key),
        }
        return as_json({**view, **about, **more})

    def _screening(self, key: str) -> list[dict[str, str]]:
        """How the paper was screened; another's decision only where this person decided as well."""
        decided = standing_decisions(load_screening(self.review.root / SCREENING_FILE)[0])
        rows = (row for (record, _), one in decided.items() if record == key for row in seen_by(self.review.who, one))
        return [{"stage": row.stage, "decision": row.decision, "reason": row.reason} for row in rows]

    def _progress(self, asked: Asked) -> Answer:
        found = self.review.readings.progress(asked.get("key", ""))
        return as_json(found.as_plain() if found else {"state": "none"})

    def _read(self, message: Message) -> Answer:
        self.review.readings.start(self.review.entry(str(message["key"])).key)
        return as_json({})
