"""Devices of comparison tables whose citation marks lead to no paper: a set of their own, shown and never counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from memlit.datum import Reading, Record
from memlit.devices.gather import UNRESOLVED, Corpus
from memlit.sources.naming import without_marks

SHOWN = {
    "v_spike": ("set_voltage", "reset_voltage", "programming_voltage", "write_voltage"),
    "tau": ("set_pulse_width", "reset_pulse_width", "pulse_width"),
    "ratio": ("on_off_ratio", "dynamic_range"),
}


class UnresolvedDevice(Record):
    """One row of a table: ids of its readings by part of the tuple."""

    document: str
    device: str
    name: str
    readings: dict[str, tuple[str, ...]]


def unresolved_devices(corpus: Corpus) -> list[UnresolvedDevice]:
    """Devices with a pulse width and a ratio or an amplitude, sorted by document and device.

    Rows of one table that print the same label are devices of their own.
    """
    groups: dict[tuple[str, str], list[Reading]] = defaultdict(list)
    for reading in corpus.readings:
        if (reading.reason or "").startswith(UNRESOLVED) and not reading.is_derived and _has_value(reading):
            groups[reading.datum.locator.document, reading.datum.device].append(reading)
    found = []
    for (document, device), together in sorted(groups.items()):
        for readings in _apart(together):
            parts = {part: _ids(readings, parameters) for part, parameters in SHOWN.items()}
            if parts["tau"] and (parts["ratio"] or parts["v_spike"]):
                name = without_marks(readings[0].datum.printed.stub or device)
                found.append(UnresolvedDevice(document=document, device=device, name=name, readings=parts))
    return found


def _apart(readings: list[Reading]) -> list[list[Reading]]:
    """The readings of a label, by row where one column prints a parameter in several rows."""
    columns: dict[tuple[str, str | None, int | None], set[int | None]] = defaultdict(set)
    rows: dict[tuple[str | None, int | None], list[Reading]] = defaultdict(list)
    for reading in readings:
        place = reading.datum.locator
        columns[reading.parameter, place.label, place.column].add(place.row)
        rows[place.label, place.row].append(reading)
    if all(len(found) == 1 for found in columns.values()):
        return [readings]
    return [rows[key] for key in sorted(rows, key=lambda key: (key[0] or "", key[1] or 0))]


def _has_value(reading: Reading) -> bool:
    return reading.low is not None or reading.high is not None


def _ids(readings: Iterable[Reading], parameters: Iterable[str]) -> tuple[str, ...]:
    wanted = set(parameters)
    return tuple(sorted(reading.id for reading in readings if reading.parameter in wanted))
