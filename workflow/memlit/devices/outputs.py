"""Columns of results/data/readings.csv and devices.csv, each with its meaning and unit."""

from __future__ import annotations

from typing import Any

from memlit.datum import Reading
from memlit.devices.tuples import DevicePulse

_READING_MEANINGS = {
    "id": "id of the reading: document, locator, and for a derived one the parameter",
    "document": "key of the document the value is printed in",
    "paper": "key of the paper the value is about",
    "device": "device within the paper",
    "parameter": "canonical name, see config/vocabulary.yaml",
    "printed": "the printed cell or phrase",
    "printed_header": "headers over or beside the cell, outermost first",
    "place": "table, figure or passage",
    "page": "page of the document, counted from 1",
    "value": "value in `unit` where it is a point",
    "low": "lower bound in `unit`, empty where there is none",
    "high": "upper bound in `unit`, empty where there is none",
    "unit": "SI unit of value, low and high",
    "comparator": "= ~ < <= > >= up_to down_to, as printed",
    "uncertainty": "printed uncertainty in `unit`",
    "method": "how the value was read",
    "tier": "how near to the paper itself the value was read",
    "lineage": "copies of one table share this word",
    "derived_from": "ids of the readings a derived value came from",
    "flags": "what a reader should know",
    "status": "value, text, flagged (no single value) or excluded",
    "reason": "typed reason of a flagged or excluded reading",
    "used": "whether a tuple of the benchmark holds it or was derived from it",
}
READING_COLUMNS = tuple(_READING_MEANINGS)

_DEVICE_MEANINGS = {
    "id": "paper, device and pulse",
    "paper": "key of the paper",
    "device": "device within the paper",
    "name": "the device as printed",
    "pulse": "set (potentiation) or reset (depression)",
    "condition": "what was varied on the device, as printed; empty where it has one tuple a pulse",
    "tier": "least trusted tier of the readings in the tuple",
    "v_spike_v": "pulse amplitude, sign as printed [V]",
    "v_spike_v_low": "its lower bound [V]",
    "v_spike_v_high": "its upper bound [V]",
    "tau_s": "pulse width [s]",
    "tau_s_low": "its lower bound [s]",
    "tau_s_high": "its upper bound [s]",
    "g_on_s": "conductance of the on state [S]",
    "g_on_s_low": "its lower bound [S]",
    "g_on_s_high": "its upper bound [S]",
    "g_off_s": "conductance of the off state [S]",
    "g_off_s_low": "its lower bound [S]",
    "g_off_s_high": "its upper bound [S]",
    "ratio_low": "lower bound of the on/off ratio of the pulse window [1]",
    "ratio_high": "its upper bound [1]",
    "readings": "ids of the readings in the tuple",
    "flags": "conflict, mixed_sources",
    "conflicts": "parts whose readings disagree, with their ids",
}
DEVICE_COLUMNS = tuple(_DEVICE_MEANINGS)
MEANINGS = {"readings.csv": _READING_MEANINGS, "devices.csv": _DEVICE_MEANINGS}


def reading_row(reading: Reading, used: set[str]) -> dict[str, Any]:
    datum = reading.datum
    place = datum.locator
    return {
        "id": reading.id,
        "document": place.document,
        "paper": datum.paper,
        "device": datum.device,
        "parameter": reading.parameter,
        "printed": datum.printed.text,
        "printed_header": " > ".join(datum.printed.headers),
        "place": place.label or place.place or place.file,
        "page": place.page,
        "value": reading.value,
        "low": reading.low,
        "high": reading.high,
        "unit": reading.unit,
        "comparator": reading.comparator,
        "uncertainty": reading.uncertainty,
        "method": datum.method,
        "tier": datum.tier,
        "lineage": datum.lineage,
        "derived_from": reading.inputs,
        "flags": reading.flags,
        "status": reading.status,
        "reason": reading.reason,
        "used": reading.id in used,
    }


def device_row(device: DevicePulse) -> dict[str, Any]:
    chosen = device.chosen
    row: dict[str, Any] = {
        "id": device.id,
        "paper": device.paper,
        "device": device.device,
        "name": device.name,
        "pulse": device.pulse,
        "condition": device.condition,
        "tier": device.tier,
        "ratio_low": chosen.ratio.low if chosen.ratio else None,
        "ratio_high": chosen.ratio.high if chosen.ratio else None,
        "readings": chosen.inputs,
        "flags": chosen.flags,
        "conflicts": device.conflicts,
    }
    for column, reading in (
        ("v_spike_v", chosen.v_spike),
        ("tau_s", chosen.tau),
        ("g_on_s", chosen.g_on),
        ("g_off_s", chosen.g_off),
    ):
        row[column] = reading.value if reading else None
        row[f"{column}_low"] = reading.low if reading else None
        row[f"{column}_high"] = reading.high if reading else None
    return row
