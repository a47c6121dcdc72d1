"""Devices of comparison tables whose citation leads to no paper of the library: a set of their own, never counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from memlit.datum import Reading, Record
from memlit.devices.gather import UNRESOLVED, Corpus
from memlit.library import is_cited_work
from memlit.sources.naming import without_marks

SHOWN = {
    "v_spike": ("set_voltage", "reset_voltage", "programming_voltage", "write_voltage"),
    "tau": ("set_pulse_width", "reset_pulse_width", "pulse_width"),
    "ratio": ("on_off_ratio", "dynamic_range"),
}


class UnresolvedDevice(Record):
    """One device of a table: ids of its readings by part of the tuple."""

    document: str
    device: str
    name: str
    readings: dict[str, tuple[str, ...]]


def unresolved_devices(corpus: Corpus) -> list[UnresolvedDevice]:
    """Devices with a pulse width and a ratio or an amplitude, sorted by document and device."""
    groups: dict[tuple[str, str, str], list[Reading]] = defaultdict(list)
    for reading in corpus.readings:
        is_open = (reading.reason or "").startswith(UNRESOLVED) or is_cited_work(reading.datum.paper)
        if is_open and not reading.is_derived and _has_value(reading):
            groups[reading.datum.locator.document, reading.datum.device, reading.datum.paper or ""].append(reading)
    found = []
    for (document, device, _), readings in sorted(groups.items()):
        parts = {part: _ids(readings, parameters) for part, parameters in SHOWN.items()}
        if parts["tau"] and (parts["ratio"] or parts["v_spike"]):
            name = without_marks(readings[0].datum.printed.stub or device)
            found.append(UnresolvedDevice(document=document, device=device, name=name, readings=parts))
    return found


def _has_value(reading: Reading) -> bool:
    return reading.low is not None or reading.high is not None


def _ids(readings: Iterable[Reading], parameters: Iterable[str]) -> tuple[str, ...]:
    wanted = set(parameters)
    return tuple(sorted(reading.id for reading in readings if reading.parameter in wanted))
