"""What did not enter: readings by reason, unknown headers, and devices of no paper of the library."""

from memlit.datum import Numbers, Record, Result, count_of
from memlit.devices.gather import UNRESOLVED, Corpus
from memlit.grouping import grouped
from memlit.library import is_cited_work
from memlit.sources.naming import without_marks

_SHOWN = {
    "v_spike": ("set_voltage", "reset_voltage", "programming_voltage", "write_voltage"),
    "tau": ("set_pulse_width", "reset_pulse_width", "pulse_width"),
    "ratio": ("on_off_ratio", "dynamic_range"),
}


class Exclusion(Record):
    """Printed readings that do not feed the benchmark for one typed reason."""

    reason: str
    count: Result


def count_exclusions(corpus: Corpus) -> list[Exclusion]:
    """Excluded and flagged readings by the first word of their reason, sorted; derived ones are not counted."""
    left_out = (r for r in corpus.readings if r.status in {"excluded", "flagged"} and not r.is_derived)
    by_reason = grouped(left_out, lambda reading: reading.reason_type or "no_reason")
    return [
        Exclusion(
            reason=reason,
            count=Numbers(f"excluded/{reason}", rule="readings counted").counted(
                "n", f"readings not used: {reason}", (reading.id for reading in readings)
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


class UnresolvedDevice(Record):
    """A device of a comparison table whose citation leads to no paper of the library; never counted.

    `readings`: ids of its readings by part of the tuple.
    """

    document: str
    device: str
    name: str
    readings: dict[str, tuple[str, ...]]


def unresolved_devices(corpus: Corpus) -> list[UnresolvedDevice]:
    """Devices with a pulse width and a ratio or an amplitude, sorted by document and device."""
    open_ones = (
        reading
        for reading in corpus.readings
        if (reading.reason_type == UNRESOLVED or is_cited_work(reading.datum.paper))
        and not reading.is_derived
        and reading.has_number
    )
    groups = grouped(open_ones, lambda r: (r.datum.locator.document, r.datum.device, r.datum.paper or ""))
    found = []
    for (document, device, _), readings in sorted(groups.items()):
        parts = {
            part: tuple(sorted(reading.id for reading in readings if reading.parameter in parameters))
            for part, parameters in _SHOWN.items()
        }
        if parts["tau"] and (parts["ratio"] or parts["v_spike"]):
            name = without_marks(readings[0].datum.printed.stub or device)
            found.append(UnresolvedDevice(document=document, device=device, name=name, readings=parts))
    return found
