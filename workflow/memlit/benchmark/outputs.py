"""The table of the benchmark, and the stage's record."""

from __future__ import annotations

from collections.abc import Callable

from memlit.benchmark.rows import METRICS, UNITS, BenchmarkRow
from memlit.datum import PULSES, Record, Result
from memlit.published import Column, Table, interval


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


def _bounds(metric: str) -> Callable[[BenchmarkRow], Result | None]:
    return lambda row: row.metrics.get(metric)


BENCHMARK = Table[BenchmarkRow](
    "benchmark.csv",
    "The metrics of each device and pulse, with bounds",
    "compute_benchmark",
    (
        Column("id", "paper, device, pulse; class and role where a paper has several"),
        Column("paper", "key of the paper"),
        Column("device", "device within the paper"),
        Column("class", "device class by its short name", lambda row: row.device_class),
        Column("role", "synapse, neuron, array or memory"),
        Column("set", "first set of papers that the paper belongs to", lambda row: row.set_name),
        Column("pulse", "set (potentiation) or reset (depression)", allowed=(*PULSES, "unpaired")),
        Column("condition", "what was varied on the device, as printed; empty where it has one tuple a pulse"),
        Column("tier", "least trusted tier of the readings"),
        *(
            column
            for metric in METRICS
            for column in interval(
                _COLUMN_OF[metric],
                f"{_SYMBOLS[metric]}, where it is a point",
                _bounds(metric),
                UNITS[metric],
                kind="bounds, inf above where there is none",
            )
        ),
        Column(
            "headline",
            "whether the row is of the headline pulse and from one source",
            lambda row: row.is_headline,
            type="boolean",
        ),
        Column(
            "flags",
            "conflict, mixed_sources, series, array_window, averaged_amplitude, ratio_contradicts_states, "
            "below_100_kT, checked, disputed",
        ),
        Column("not_applicable", "why the device has no resistive metrics"),
        Column(
            "readings",
            "ids of the readings in the tuple",
            lambda row: next((result.inputs for result in row.metrics.values()), ()),
        ),
    ),
    references=(("id", "devices.csv", "id"),),
)
TABLES = (BENCHMARK,)
