"""Columns of results/data/benchmark.csv, each with its meaning and unit, and the stage's record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from memlit.benchmark.metrics import column_of, formula_of, metric_meaning
from memlit.benchmark.rows import BenchmarkRow
from memlit.config import Metric
from memlit.datum import Record


class Benchmark(Record):
    """results/benchmark.json."""

    rows: tuple[BenchmarkRow, ...]
    without_row: tuple[str, ...] = ()


def benchmark_meanings(metrics: Mapping[str, Metric]) -> dict[str, str]:
    """Columns of benchmark.csv with their meanings, three for each metric."""
    return {**_BEFORE, **{name: text for item in metrics.items() for name, text in _of_metric(*item)}, **_AFTER}


def _of_metric(name: str, metric: Metric) -> Iterator[tuple[str, str]]:
    column, unit = column_of(name, metric), f" [{metric.unit}]"
    where = ", where it is a point" if formula_of(metric).is_monotone else ", a point or nothing"
    role = "" if "synapse" in metric.roles else " of a neuron"
    yield column, f"{metric_meaning(metric)}{role}{where}{unit}"
    yield f"{column}_low", f"its lower bound{unit}"
    yield f"{column}_high", f"its upper bound, inf where there is none{unit}"


_BEFORE = {
    "id": "paper, device, pulse; class and role where a paper has several",
    "paper": "key of the paper",
    "device": "device within the paper",
    "class": "device class by its short name",
    "role": "synapse, neuron, array or memory",
    "set": "first set of papers that the paper belongs to",
    "pulse": "set (potentiation) or reset (depression)",
    "condition": "what was varied on the device, as printed; empty where it has one tuple a pulse",
    "tier": "least trusted tier of the readings",
}
_AFTER = {
    "headline": "whether the row is of the headline pulse and from one source",
    "flags": "conflict, mixed_sources, series, array_window, averaged_amplitude, ratio_contradicts_states, "
    "below_100_kT, checked, disputed",
    "not_applicable": "why the device has no resistive metrics",
    "readings": "ids of the readings in the tuple",
}


def benchmark_row(row: BenchmarkRow, metrics: Mapping[str, Metric]) -> dict[str, Any]:
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
        "headline": row.is_headline,
        "flags": row.flags,
        "not_applicable": row.not_applicable,
        "readings": next((result.inputs for result in row.metrics.values()), ()),
    }
    for name, metric in metrics.items():
        column, result = column_of(name, metric), row.metrics.get(name)
        fields[column] = result.value if result else None
        fields[f"{column}_low"] = result.low if result else None
        fields[f"{column}_high"] = result.high if result else None
    return fields
