"""A second reader: their own list, blind to the first, and then both lists beside each other.

Two readings of one document, place by place: how far they agree, and what is to be settled.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from memlit.analysis.evidence.two_readers import document_pairs, first_readings
from memlit.datum import Datum, Locator, Reading, ReconciledDocument
from memlit.desk.second_look.rows import SET_ASIDE, Decision, left_out
from memlit.desk.session import DeskPart
from memlit.desk.write.journal import PlanDecision
from memlit.errors import SourceError
from memlit.field import Vocabulary
from memlit.files import read_csv
from memlit.naming import CORRECTIONS_FILE
from memlit.reconcile.checks import CHECKS_FILE, CORRECTED, Check, load_checks, shown_text, standing, with_checks
from memlit.reconcile.corrections import Correction, by_datum, load_corrections
from memlit.reconcile.document import second_readings
from memlit.sources.data.from_readings import read_readings
from memlit.sources.folder import SECOND_FILE

SECOND_LEFT_OUT = "second_left_out"
"""The kind of a decision on a value that only the second reader has."""


def _compared(
    document: ReconciledDocument,
    second: list[Datum],
    checks: Mapping[str, Check],
    corrections: Mapping[str, Sequence[Correction]],
    vocabulary: Vocabulary,
) -> dict[str, Any]:
    """Counts of places that both read, that are equal and that are open, and each difference, the open ones first.

    second: the data of the second reader's list. A difference is settled by a correction or a check of the first
    reading, or by a correction of a second one that the first reader has not, as a run settles it.
    """
    theirs = second_readings(second, document.readings, corrections, vocabulary)
    entered = first_readings(document.readings, theirs)
    first, _ = with_checks(entered, {one.id: checks[one.id] for one in entered if one.id in checks})
    pairs = document_pairs(document.model_copy(update={"second": theirs}), first)
    ours, other = {one.id: one for one in first}, {one.id: one for one in theirs}
    differences = []
    for pair in pairs:
        one = pair.disagreement
        if one is not None:
            sides = {"first": _side(ours.get(one.id)), "second": _side(other.get(one.id))}
            differences.append(one.model_dump() | sides)
    differences.sort(key=lambda one: (bool(one["settled"]), one["id"]))
    both = len(ours.keys() & other.keys())
    return {
        "n_both": both,
        "n_equal": both - sum(one["what"] not in ("only_first", "only_second") for one in differences),
        "n_open": sum(not one["settled"] for one in differences),
        "differences": differences,
    }


def _side(reading: Reading | None) -> dict[str, str] | None:
    """What one of the two wrote, as its row has it."""
    if reading is None:
        return None
    datum = reading.datum
    return {
        "printed": shown_text(datum),
        "unit": datum.printed.unit or "",
        "device": datum.device,
        "place": _place(datum.locator),
        "set_or_reset": datum.pulse or "",
    }


def _place(place: Locator) -> str:
    """Where a value stands, as a person looks for it."""
    return f"page {place.page}" if place.page else place.named_place


class Readers(DeskPart):
    """The list of the second reader is `readings_second.csv`; it feeds nothing."""

    def _list(self, key: str) -> Path:
        return self.review.root / "sources" / self.review.entry(key).key / SECOND_FILE

    def kinds(self) -> Mapping[str, PlanDecision]:
        """A value that the second reader alone has is no value."""
        return {SECOND_LEFT_OUT: lambda root, said: left_out(root, Decision(**said.words), self.review.vocabulary())}

    def get_second(self, key: str) -> Any:
        """A second reader's own list, and nothing of the first."""
        path = self._list(key)
        return {"rows": read_csv(path) if path.is_file() else []}

    def _read(self, key: str) -> list[Datum]:
        path = self._list(key)
        return read_readings(path, key, self.review.vocabulary())[0] if path.is_file() else []

    def get_compared(self, key: str) -> Any:
        """Both lists: who asks for it has read, and sees the first reading now."""
        review, vocabulary = self.review, self.review.vocabulary()
        second = self._read(key)
        checks = standing(load_checks(review.root / CHECKS_FILE)[0])
        corrections = by_datum(load_corrections(review.root / CORRECTIONS_FILE, vocabulary)[0])
        return _compared(review.readings.snapshot(key).document, second, checks, corrections, vocabulary)

    def post_second_left_out(self, key: str, id: str, note: str) -> Any:
        """A value that only the second reader has is not printed there: a row of corrections.csv says so."""
        review = self.review
        datum = next((one for one in self._read(key) if one.id == id), None)
        if datum is None or any(one.id == id for one in review.readings.snapshot(key).document.readings):
            raise SourceError("value", "is none that the second reader alone has", "open the comparison again")
        said = Decision(id, CORRECTED, shown_text(datum), review.who, review.day, note.strip(), "status", SET_ASIDE)
        return {"undo": review.take(SECOND_LEFT_OUT, key, asdict(said))}
