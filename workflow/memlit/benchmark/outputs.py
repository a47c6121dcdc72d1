"""Columns of results/data/benchmark.csv, each with its meaning and unit, and the stage's record."""

from __future__ import annotations

from typing import Any

from memlit.benchmark.rows import METRICS, UNITS, BenchmarkRow
from memlit.datum import Record


class Benchmark(Record):
    """results/benchmark.json."""

    rows: tuple[BenchmarkRow, ...]
    without_row: tuple[str, ...] = ()


_SYMBOLS = {
    "action_energy": "E_a = V^2 (G_on + G_off)/2 tau",
    "standby_power": "P_s = V^2 G_off",
    "spike_timing": "tau, the pulse width",
    "spiking_energy": "E_s = V^2 G_off tau of a neuron",
    "firing_energy": "E_f = V^2 G_on tau of a neuron",
}
_COLUMN_OF = {metric: f"{metric}_{UNITS[metric].lower()}" for metric in METRICS}

_MEANINGS = {
    "id": "paper, device, pulse; class and role where a paper has several",
    "paper": "key of the paper",
    "device": "device within the paper",
    "class": "device class by its short name",
    "role": "synapse, neuron, array or memory",
    "set": "first set of papers that the paper belongs to",
    "pulse": "set (potentiation) or reset (depression)",
    "condition": "what was varied on the device, as printed; empty where it has one tuple a pulse",
    "tier": "least trusted tier of the readings",
    "grade": "A: pulse and states of one experiment; B: line voltage, window of an array, inferred pair; C: a setting; "
    "empty: not graded",
    **{
        name: meaning
        for metric in METRICS
        for name, meaning in (
            (_COLUMN_OF[metric], f"{_SYMBOLS[metric]}, where it is a point [{UNITS[metric]}]"),
            (f"{_COLUMN_OF[metric]}_low", f"its lower bound [{UNITS[metric]}]"),
            (f"{_COLUMN_OF[metric]}_high", f"its upper bound, inf where there is none [{UNITS[metric]}]"),
        )
    },
    "headline": "whether the row is of the headline pulse, from one source and not of grade B or C",
    "flags": "conflict, mixed_sources, series, array_window, averaged_amplitude, ratio_contradicts_states, "
    "below_100_kT, checked, disputed, series_transistor, unpaired, series_resistor, ramp, ramp_start",
    "not_applicable": "why the device has no resistive metrics",
    "readings": "ids of the readings in the tuple",
}
BENCHMARK_COLUMNS = tuple(_MEANINGS)
MEANINGS = {"benchmark.csv": _MEANINGS}


def benchmark_row(row: BenchmarkRow) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "id": row.id,
        "paper": row.paper,
        "device": row.device,
        "class": row.device_class,
        "role": row.role,
        "set": row.set_name,
        "pulse": row.pulse,
        "condition": row.condition,
        "tier": row.tier,
        "grade": row.grade,
        "headline": row.is_headline,
        "flags": row.flags,
        "not_applicable": row.not_applicable,
        "readings": next((result.inputs for result in row.metrics.values()), ()),
    }
    for metric, column in _COLUMN_OF.items():
        result = row.metrics.get(metric)
        fields[column] = result.value if result else None
        fields[f"{column}_low"] = result.low if result else None
        fields[f"{column}_high"] = result.high if result else None
    return fields
