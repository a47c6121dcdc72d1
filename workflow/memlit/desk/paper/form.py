"""The entry of a paper as a form: texts and labels changed, looked up by DOI, and the paper taken out as a whole."""

from collections.abc import Mapping, Sequence
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
from memlit.desk.session import DeskPart
from memlit.desk.write.journal import PlanDecision, PlannedDecision, Said
from memlit.errors import LibraryError
from memlit.fetching import crossref
from memlit.library import BIBLIOGRAPHY, load_library

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
        form = EntryForm(**said.words)
        check_form(said.key, form, library, config, self.review.classes())
        changes = entry_changes(entry, form, config)
        told = "; ".join(f"{name} {value[1:-1] if value else 'nothing'}" for name, value in changes.items())
        content = with_changed_entry(root, said.key, changes)
        return PlannedDecision(f"entry: {told or 'as it was'}", {BIBLIOGRAPHY: content})

    def get_entry(self, key: str) -> Any:
        """The form of an entry."""
        entry = self.review.entry(key)
        return {"key": entry.key, **asdict(form_of(entry, self.review.config()))}

    def post_entry(
        self,
        key: str,
        texts: Mapping[str, str],
        device_classes: Sequence[str] = (),
        roles: Sequence[str] = (),
        sets: Sequence[str] = (),
    ) -> Any:
        """The form as the person left it; what they did not change keeps its characters."""
        self.review.entry(key)
        form = EntryForm({name: texts.get(name, "") for name in TOLD_FIELDS}, device_classes, roles, sets)
        return {"undo": self.review.take(ENTRY, key, asdict(form))}

    def post_look_up(self, doi: str) -> Any:
        """What Crossref says of a DOI, for the form; asked only when a person asks for it, and nothing is written."""
        found = crossref.doi_in(doi)
        if found is None:
            raise LibraryError("DOI", "is none", "write it as 10.1038/...")
        _, fields = crossref.look_up(found, self.review.config().network)
        place = fields.get("journal") or fields.get("booktitle") or ""
        return {"texts": {**{name: fields.get(name, "") for name in TOLD_FIELDS}, "journal": place}}

    def get_removal(self, key: str) -> Any:
        """What would go with the paper."""
        self.review.entry(key)
        return {"lines": plan_removal(self.review.root, key).lines}

    def post_remove(self, key: str, lines: Sequence[str]) -> Any:
        """Take the paper out, if what would go is what the person saw."""
        self.review.entry(key)
        shown = plan_removal(self.review.root, key)
        if list(shown.lines) != list(lines):
            raise LibraryError(key, "changed meanwhile, and nothing is removed", "look again at what would go")
        return {"kept": remove_entry(self.review.root, shown).as_posix()}
