"""Counts of what did not enter: readings by reason, headers that no word of the vocabulary fits."""

from __future__ import annotations

from collections import defaultdict

from memlit.datum import Reading, Record, Result, count_of
from memlit.devices.gather import Corpus


class Exclusion(Record):
    """Printed readings that do not feed the benchmark for one typed reason."""

    reason: str
    count: Result


def count_exclusions(corpus: Corpus) -> list[Exclusion]:
    """Excluded and flagged readings by the first word of their reason, sorted; derived ones are not counted."""
    by_reason: dict[str, list[Reading]] = defaultdict(list)
    for reading in corpus.readings:
        if reading.status in {"excluded", "flagged"} and not reading.is_derived:
            by_reason[reading.reason_type or "no_reason"].append(reading)
    return [
        Exclusion(
            reason=reason,
            count=count_of(
                f"excluded/{reason}#n",
                f"readings not used: {reason}",
                len(readings),
                "readings counted",
                tuple(reading.id for reading in readings),
            ),
        )
        for reason, readings in sorted(by_reason.items())
    ]


def count_unmapped(corpus: Corpus) -> list[Result]:
    """For each document with unknown headers, their number; the headers stand in the note."""
    return [
        count_of(
            f"document/{document.key}#unmapped",
            "headers that no word of the vocabulary fits",
            len(document.unmapped),
            "headers counted",
            note="; ".join(header.text for header in document.unmapped),
        )
        for document in corpus.documents
        if document.unmapped
    ]
