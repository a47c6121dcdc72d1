"""The devices behind a class's numbers as intervals: a point has equal ends, a bound has one that is open."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from memlit.analysis.medians import device_ends, log_median
from memlit.analysis.quantities import Quantity, SurveyRow, class_rows
from memlit.benchmark.rows import BenchmarkRow
from memlit.datum import Pulse, Reading

LESS, MORE, EQUAL = "<", ">", "="


@dataclass(frozen=True, slots=True)
class Device:
    """A device's value of a quantity within [low, high] (SI, not negative; high may be infinite).

    comparator: < or > where the value is printed as such a bound, else =; inputs: ids of metrics or readings.
    """

    unit: str
    low: float
    high: float
    inputs: tuple[str, ...]
    comparator: str = EQUAL

    @property
    def is_point(self) -> bool:
        return self.low == self.high and 0 < self.low < math.inf


def metric_devices(
    rows: Iterable[BenchmarkRow],
    cell: tuple[str, str, str, Pulse],
    metric: str,
    readings: Mapping[str, Reading],
) -> list[Device]:
    """Devices of a set, class, role and pulse; as in the class summaries, mixed sources are left out."""
    own = [
        row
        for row in rows
        if (row.set_name, row.device_class, row.role, row.pulse) == cell
        and metric in row.metrics
        and row.is_counted
        and row.not_applicable is None
    ]
    printed = {row.metrics[metric].id: row.metrics[metric].inputs for row in own}
    devices = []
    for device in device_ends(own, metric):
        low, high = device.ends.low, device.ends.high
        behind = [readings[i] for metric_id in device.inputs for i in printed[metric_id] if i in readings]
        devices.append(Device(device.unit, low, high, device.inputs, comparator_of(low, high, behind)))
    return devices


def quantity_devices(quantity: Quantity, rows: Iterable[SurveyRow], device_class: str) -> list[Device]:
    """Rows of a survey's class as devices; of two parameters the last over the first."""
    devices = []
    for unit, group in class_rows(quantity, rows, device_class).items():
        for row in group:
            readings = [row.readings[name] for name in quantity.parameters]
            ends = [_ends(reading) for reading in readings]
            low, high = ends[0] if len(ends) == 1 else _over(ends[1], ends[0])
            inputs = tuple(reading.id for reading in readings)
            devices.append(Device(unit, low, high, inputs, comparator_of(low, high, readings)))
    return devices


def comparator_of(low: float, high: float, readings: Sequence[Reading]) -> str:
    """< or > where a reading is printed with one and the value is open on that side; an unknown part makes none."""
    if not any(reading.comparator[0] in (LESS, MORE) for reading in readings):
        return EQUAL
    if low == 0 and math.isfinite(high):
        return LESS
    return MORE if low > 0 and math.isinf(high) else EQUAL


def _ends(reading: Reading) -> tuple[float, float]:
    low, high = reading.low, reading.high
    return (0.0 if low is None else low, math.inf if high is None else high)


def _over(top: tuple[float, float], bottom: tuple[float, float]) -> tuple[float, float]:
    low = 0.0 if math.isinf(bottom[1]) else top[0] / bottom[1]
    return low, math.inf if bottom[0] == 0 else top[1] / bottom[0]


def censored_papers(devices: Iterable[Device]) -> tuple[list[float], list[str]]:
    """One value and comparator a paper: the middle of its points, else its tightest printed bound."""
    papers: dict[str, list[Device]] = defaultdict(list)
    for device in devices:
        papers[device.unit].append(device)
    values, comparators = [], []
    for _, group in sorted(papers.items()):
        points = [device.low for device in group if device.is_point]
        less = [device.high for device in group if device.comparator == LESS]
        more = [device.low for device in group if device.comparator == MORE]
        if points:
            values.append(log_median(points))
            comparators.append(EQUAL)
        elif less or more:
            values.append(min(less) if less else max(more))
            comparators.append(LESS if less else MORE)
    return values, comparators
