"""The table of the benchmark, and the stage's record."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from memlit.benchmark.metrics import column_of, formula_of, metric_meaning
from memlit.benchmark.rows import BenchmarkRow
from memlit.config import Metric
from memlit.datum import PULSES, Record
from memlit.published import Column, Table, interval

Item = TypeVar("Item")


class Benchmark(Record):
    """results/benchmark.json."""

    rows: tuple[BenchmarkRow, ...]
    without_row: tuple[str, ...] = ()


def benchmark_table(metrics: Mapping[str, Metric]) -> Table[BenchmarkRow]:
    """benchmark.csv, with three columns for each metric of config/metrics.yaml."""
    return Table(
        "benchmark.csv",
        "The metrics of each device and pulse, with bounds",
        "compute_benchmark",
        (*_BEFORE, *(column for item in metrics.items() for column in metric_columns(*item, lambda row: row)), *_AFTER),
        references=(("tuple", "devices.csv", "id"),),
    )


def metric_columns(name: str, metric: Metric, row_of: Callable[[Item], BenchmarkRow]) -> Iterator[Column[Item]]:
    """The columns of a metric: its value and its bounds in the row of an item."""
    where = ", where it is a point" if formula_of(metric).is_monotone else ", a point or nothing"
    role = "" if "synapse" in metric.roles else " of a neuron"
    yield from interval(
        column_of(name, metric),
        f"{metric_meaning(metric)}{role}{where}",
        lambda item: row_of(item).metrics.get(name),
        metric.unit,
        kind="bounds, inf above where there is none",
    )


_BEFORE: tuple[Column[BenchmarkRow], ...] = (
    Column("id", "paper, device, pulse; class and role where a paper has several"),
    Column("paper", "key of the paper"),
    Column("work", "the paper as the unit of analysis, see readings.csv", "unit"),
    Column("device", "device within the paper"),
    Column("name", "the device as printed"),
    Column("class", "device class by its short name", "device_class"),
    Column("role", "synapse, neuron, array or memory"),
    Column("set", "first set of papers that the paper belongs to", "set_name"),
    Column("pulse", "set (potentiation) or reset (depression)", allowed=(*PULSES, "unpaired")),
    Column("condition", "what was varied on the device, as printed; empty where it has one tuple a pulse"),
    Column("tier", "least trusted tier of the readings"),
    Column(
        "grade",
        "A: pulse and states of one experiment; B: line voltage, window of an array, inferred pair; C: a setting; "
        "empty: not graded",
    ),
)
_AFTER: tuple[Column[BenchmarkRow], ...] = (
    Column(
        "segment",
        "E_a and P_s at both ends of the line on which they lie where the conductance of the off state alone is open",
    ),
    Column(
        "headline",
        "whether the row is of the headline pulse, from one source and not of grade B or C",
        "is_headline",
        type="boolean",
    ),
    Column(
        "flags",
        "conflict, mixed_sources, series, array_window, averaged_amplitude, ratio_contradicts_states, "
        "below_100_kT, checked, disputed, series_transistor, unpaired, series_resistor, ramp, ramp_start",
    ),
    Column("not_applicable", "why the device has no resistive metrics"),
    Column(
        "tuple",
        "id of its tuple in devices.csv; several rows have one where the paper has several kinds",
        "source",
    ),
    Column(
        "readings",
        "ids of the readings in the tuple",
        lambda row: next((result.inputs for result in row.metrics.values()), ()),
    ),
)
