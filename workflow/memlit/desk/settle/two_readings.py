"""Two readings of one document, place by place: how far they agree, and what is to be settled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from memlit.analysis.evidence.two_readers.pairs import document_pairs
from memlit.datum import LISTED, Datum, DocumentReading, Reading, ReconciledDocument
from memlit.reconcile.checks import Check, shown_text, with_checks
from memlit.reconcile.document import reconcile_document
from memlit.vocabulary import Vocabulary


def compared(
    document: ReconciledDocument, second: list[Datum], checks: Mapping[str, Check], vocabulary: Vocabulary
) -> dict[str, Any]:
    """Counts of places that both read, that are equal and that are open, and each difference, the open ones first.

    second: the data of the second reader's list. A difference is settled by a correction or a check of the first
    reading, as a run settles it.
    """
    listed = [one for one in document.readings if one.datum.method in LISTED and not one.is_derived]
    first, _ = with_checks(listed, {one.id: checks[one.id] for one in listed if one.id in checks})
    theirs = reconcile_document(DocumentReading(key=document.key, status="new", second=tuple(second)), {}, vocabulary)
    pairs = document_pairs(document.model_copy(update={"second": theirs.second}), first)
    ours, other = {one.id: one for one in first}, {one.id: one for one in theirs.second}
    differences = [
        {
            "id": one.id,
            "what": one.what,
            "parameter": one.parameter,
            "first": _side(ours.get(one.id)),
            "second": _side(other.get(one.id)),
            "decades": one.decades,
            "settled": one.settled or "",
        }
        for one in (pair.disagreement for pair in pairs)
        if one is not None
    ]
    differences.sort(key=lambda one: (one["settled"] != "", one["id"]))
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
