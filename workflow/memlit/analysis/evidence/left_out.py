"""What did not enter: readings by reason, unknown headers, and devices of no paper of the library."""

from collections.abc import Iterable

import pandas as pd

from memlit.datum import Numbers, ReconciledDocument, Record, Result, count_of
from memlit.devices.gather import UNRESOLVED
from memlit.frames import cells_of, items_of, joined_by
from memlit.library import is_cited_work
from memlit.naming import without_marks
from memlit.published import PublishedTable, published_table

_SHOWN = {
    "v_spike": ("set_voltage", "reset_voltage", "programming_voltage", "write_voltage"),
    "tau": ("set_pulse_width", "reset_pulse_width", "pulse_width"),
    "ratio": ("on_off_ratio", "dynamic_range"),
}


class Exclusion(Record):
    """Printed readings that do not feed the benchmark for one typed reason."""

    id: str
    reason: str
    count: Result


EXCLUSIONS_TABLE: PublishedTable[Exclusion] = published_table(__file__, "exclusions", {"n": "count"})


LEFT_OUT = (
    *("id", "document", "paper", "device", "name", "parameter", "low", "high", "derived_from", "status", "reason"),
)
"""Columns of readings.csv that say what did not enter."""


def count_exclusions(readings: pd.DataFrame) -> list[Exclusion]:
    """Excluded and flagged readings by the first word of their reason, sorted; derived ones are not counted.

    readings: LEFT_OUT of readings.parquet.
    """
    left_out = readings[readings["status"].isin(["excluded", "flagged"]) & readings["derived_from"].isna()]
    by_reason = joined_by(_reason_types(left_out).replace("", "no_reason"), left_out["id"])
    return [
        Exclusion(
            id=f"excluded/{reason}",
            reason=reason,
            count=Numbers(f"excluded/{reason}", rule="readings counted").counted(
                "n", f"readings not used: {reason}", items_of(ids)
            ),
        )
        for reason, ids in sorted(by_reason.items())
    ]


def _reason_types(readings: pd.DataFrame) -> "pd.Series[str]":
    """The word before the colon of each reason, empty where there is none."""
    return readings["reason"].fillna("").str.split(":").str[0]


def count_unmapped(documents: Iterable[ReconciledDocument]) -> list[Result]:
    """For each document with unknown headers, their number; the headers stand in the note."""
    return [
        count_of(
            f"document/{document.key}#unmapped",
            "headers that no word of the vocabulary fits",
            len(document.unmapped),
            "headers counted",
            note="; ".join(header.text for header in document.unmapped),
        )
        for document in documents
        if document.unmapped
    ]


class UnresolvedDevice(Record):
    """A device of a comparison table whose citation leads to no paper of the library; never counted."""

    document: str
    device: str
    name: str
    v_spike: tuple[str, ...]
    tau: tuple[str, ...]
    ratio: tuple[str, ...]


UNRESOLVED_DEVICES_TABLE: PublishedTable[UnresolvedDevice] = published_table(__file__, "unresolved_devices")


def unresolved_devices(readings: pd.DataFrame) -> list[UnresolvedDevice]:
    """Devices with a pulse width and a ratio or an amplitude, sorted by document and device.

    readings: LEFT_OUT of readings.parquet.
    """
    papers = readings["paper"].fillna("")
    is_open = (_reason_types(readings) == UNRESOLVED) | papers.map(is_cited_work).astype(bool)
    has_number = readings["low"].notna() | readings["high"].notna()
    open_ones = readings[is_open & readings["derived_from"].isna() & has_number].assign(paper=papers)
    found = []
    for (document, device, _), own in open_ones.groupby(["document", "device", "paper"]):
        parts = {
            part: tuple(sorted(own["id"][own["parameter"].isin(parameters)])) for part, parameters in _SHOWN.items()
        }
        if parts["tau"] and (parts["ratio"] or parts["v_spike"]):
            (printed,) = cells_of(own.head(1), ["name"])
            name = without_marks(printed[0] or str(device))
            found.append(UnresolvedDevice(document=document, device=device, name=name, **parts))
    return found
