"""A proposer that the person set up is asked about one page; what it says is checked against the page."""

from __future__ import annotations

from memlit.desk.propose.model import ask, text_of
from memlit.desk.read.quotations import find_quotation
from memlit.desk.serve.answer import Answer, as_json
from memlit.desk.serve.routes import Message, Routes
from memlit.desk.session import Review


class Proposals:
    """Nothing of a proposal is taken unasked."""

    def __init__(self, review: Review) -> None:
        self.review = review

    def routes(self) -> Routes:
        """The one path that asks the model. An answer may take a minute and holds up nothing else."""
        return Routes(posts={"propose": self._propose}, beside=frozenset({"propose"}))

    def _propose(self, message: Message) -> Answer:
        key = self.review.entry(str(message["key"])).key
        file = self.review.document(key, str(message["file"]))
        text = self.review.pages.call(file.name, text_of, file, str(message.get("page") or ""))
        kept, refused = [], 0
        for one in ask(text, self.review.vocabulary()):
            places = self.review.pages.call(file.name, find_quotation, file, one.quotation)
            if places and one.text in one.quotation:
                kept.append({**one.as_plain(), **places[0], "file": file.name})
            else:
                refused += 1
        return as_json({"proposals": kept, "refused": refused})
