"""A second reader: their own list, blind to the first, and then both lists beside each other.

Two readings of one document, place by place: how far they agree, and what is to be settled.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from memlit.analysis.evidence.two_readers import document_pairs
from memlit.datum import LISTED_METHODS, Datum, DocumentReading, Reading, ReconciledDocument
from memlit.desk.session import DeskPart
from memlit.field import Vocabulary
from memlit.files import read_csv
from memlit.reconcile.checks import CHECKS_FILE, Check, load_checks, shown_text, standing, with_checks
from memlit.reconcile.document import reconcile_document
from memlit.sources.data.from_readings import read_readings
from memlit.sources.folder import SECOND_FILE


def _compared(
    document: ReconciledDocument, second: list[Datum], checks: Mapping[str, Check], vocabulary: Vocabulary
) -> dict[str, Any]:
    """Counts of places that both read, that are equal and that are open, and each difference, the open ones first.

    second: the data of the second reader's list. A difference is settled by a correction or a check of the first
    reading, as a run settles it.
    """
    listed = [one for one in document.readings if one.datum.method in LISTED_METHODS and not one.is_derived]
    first, _ = with_checks(listed, {one.id: checks[one.id] for one in listed if one.id in checks})
    theirs = reconcile_document(DocumentReading(key=document.key, status="new", second=tuple(second)), {}, vocabulary)
    pairs = document_pairs(document.model_copy(update={"second": theirs.second}), first)
    ours, other = {one.id: one for one in first}, {one.id: one for one in theirs.second}
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
        "place": datum.locator.place or "",
        "set_or_reset": datum.pulse or "",
    }


class Readers(DeskPart):
    """The list of the second reader is `readings_second.csv`; it feeds nothing."""

    def _list(self, key: str) -> Path:
        return self.review.root / "sources" / self.review.entry(key).key / SECOND_FILE

    def get_second(self, key: str) -> Any:
        """A second reader's own list, and nothing of the first."""
        path = self._list(key)
        return {"rows": read_csv(path) if path.is_file() else []}

    def get_compared(self, key: str) -> Any:
        """Both lists: who asks for it has read, and sees the first reading now."""
        review = self.review
        path, vocabulary = self._list(key), review.vocabulary()
        second = read_readings(path, key, vocabulary)[0] if path.is_file() else []
        checks = standing(load_checks(review.root / CHECKS_FILE)[0])
        return _compared(review.readings.snapshot(key).document, second, checks, vocabulary)
