"""Notes about papers, one of each person: what nobody has a column for."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from memlit.desk.session import DeskPart
from memlit.desk.write.journal import PlanDecision, PlannedDecision, Said
from memlit.desk.write.rows import changed_rows, rows_of
from memlit.errors import LibraryError
from memlit.files import csv_field, field_text

NOTES_FILE = "curation/notes.csv"
NOTE_COLUMNS = ("key", "who", "date", "note")
_LONGEST = 2000


def paper_notes(root: Path) -> dict[str, list[dict[str, str]]]:
    """The notes by the key of their paper, in file order."""
    found: dict[str, list[dict[str, str]]] = {}
    for _, row in rows_of(root / NOTES_FILE, NOTE_COLUMNS):
        found.setdefault(row["key"], []).append({name: field_text(row[name]) for name in NOTE_COLUMNS})
    return found


class Notes(DeskPart):
    """A note is a decision; an empty one takes the person's own away. Others' notes are shown, and never changed."""

    def kinds(self) -> Mapping[str, PlanDecision]:
        """Notes."""
        return {"note": _planned}

    def get_notes(self, key: str) -> Any:
        """This person's note about a paper, and the others'."""
        own = paper_notes(self.review.root).get(self.review.entry(key).key, [])
        mine = next((one["note"] for one in own if one["who"] == self.review.who), "")
        return {"mine": mine, "others": [one for one in own if one["who"] != self.review.who]}

    def post_note(self, key: str, note: str) -> Any:
        """Write this person's note about a paper."""
        self.review.entry(key)
        return {"undo": self.review.take("note", key, {"note": " ".join(note.split())})}


def _planned(root: Path, said: Said) -> PlannedDecision:
    note = said.words["note"]
    if len(note) > _LONGEST:
        raise LibraryError(said.key, "the note is too long", f"write at most {_LONGEST} characters")
    who = csv_field(said.who)
    row = {"key": said.key, "who": who, "date": said.day, "note": csv_field(note)} if note else None
    content = changed_rows(
        root / NOTES_FILE, NOTE_COLUMNS, row, lambda other: (other["key"], other["who"]) == (said.key, who)
    )
    return PlannedDecision(f"note on {said.key}: {note}" if note else f"no note on {said.key}", {NOTES_FILE: content})
