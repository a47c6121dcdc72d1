"""The entry of a paper as a form: texts and labels changed, looked up by DOI, and the paper taken out as a whole."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from memlit.curation.adding.changing import (
    TOLD_FIELDS,
    EntryForm,
    check_form,
    entry_changes,
    form_of,
    with_changed_entry,
)
from memlit.curation.adding.removing import plan_removal, remove_entry
from memlit.desk.session import DeskPart, Message
from memlit.desk.write.journal import PlanDecision, PlannedDecision, Said
from memlit.errors import LibraryError
from memlit.fetching import crossref
from memlit.library import BIBLIOGRAPHY, load_library

LABELS = ("device_classes", "roles", "sets")
ENTRY = "entry"
"""The kind of a decision about what a paper is."""


class PaperForm(DeskPart):
    """What references.bib says of a paper. Each change is a decision; a removal is kept under results/run/removed."""

    beside = frozenset({"look_up"})

    def kinds(self) -> Mapping[str, PlanDecision]:
        """Changes of an entry."""
        return {ENTRY: self._planned}

    def _planned(self, root: Path, said: Said) -> PlannedDecision:
        library, config = load_library(root / BIBLIOGRAPHY), self.review.config()
        entry = library.entries.get(said.key)
        if entry is None:
            raise LibraryError(said.key, f"has no entry in {BIBLIOGRAPHY}", "load the page again")
        labels = (tuple(said.words[name]) for name in LABELS)
        form = EntryForm(said.words["texts"], *labels)
        check_form(said.key, form, library, config, self.review.classes())
        changes = entry_changes(entry, form, config)
        told = "; ".join(f"{name} {value[1:-1] if value else 'nothing'}" for name, value in changes.items())
        content = with_changed_entry(root, said.key, changes)
        return PlannedDecision(f"entry: {told or 'as it was'}", {BIBLIOGRAPHY: content})

    def get_entry(self, asked: Message) -> Any:
        """The form of an entry."""
        entry = self.review.entry(self.key_in(asked))
        return {"key": entry.key, "line": entry.line, **asdict(form_of(entry, self.review.config()))}

    def post_entry(self, message: Message) -> Any:
        """The form as the person left it; what they did not change keeps its characters."""
        key = self.key_in(message)
        texts = {name: str(message["texts"].get(name) or "") for name in TOLD_FIELDS}
        labels = {name: [str(word) for word in message.get(name) or ()] for name in LABELS}
        return {"undo": self.review.take(ENTRY, key, {"texts": texts, **labels})}

    def post_abstract(self, message: Message) -> Any:
        """The abstract of a paper, written while it is screened; all else of its entry stays."""
        key = self.key_in(message)
        form = asdict(form_of(self.review.entry(key), self.review.config()))
        texts = form["texts"] | {"abstract": str(message.get("abstract") or "")}
        return {"undo": self.review.take(ENTRY, key, {"texts": texts, **{name: [*form[name]] for name in LABELS}})}

    def post_look_up(self, message: Message) -> Any:
        """What Crossref says of a DOI, for the form; asked only when a person asks for it, and nothing is written."""
        doi = crossref.doi_in(str(message.get("doi") or ""))
        if doi is None:
            raise LibraryError("DOI", "is none", "write it as 10.1038/...")
        _, fields = crossref.look_up(doi, self.review.config().network)
        place = fields.get("journal") or fields.get("booktitle") or ""
        return {"texts": {**{name: fields.get(name, "") for name in TOLD_FIELDS}, "journal": place}}

    def get_removal(self, asked: Message) -> Any:
        """What would go with the paper."""
        return {"lines": plan_removal(self.review.root, self.key_in(asked)).lines}

    def post_remove(self, message: Message) -> Any:
        """Take the paper out, if what would go is what the person saw."""
        key, root = self.key_in(message), self.review.root
        shown = plan_removal(root, key)
        if list(shown.lines) != message.get("lines"):
            raise LibraryError(key, "changed meanwhile, and nothing is removed", "look again at what would go")
        return {"kept": remove_entry(root, shown).as_posix()}
