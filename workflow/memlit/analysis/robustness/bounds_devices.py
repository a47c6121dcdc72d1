"""The devices behind a class's numbers as intervals: a point has equal ends, a bound has one that is open."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from memlit.analysis.medians import device_ends, log_median
from memlit.analysis.quantities import Quantity, SurveyRow, class_rows
from memlit.benchmark.values import Value
from memlit.config import Classes

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
        """Whether the metric of the device is known."""
        return self.low == self.high and 0 < self.low < math.inf


Cell = tuple[str | None, str | None, str | None, str | None]
"""Set, class, role and pulse."""


def metric_cells(values: Iterable[Value], classes: Classes) -> dict[Cell, list[Value]]:
    """The metrics of each cell; as in the class summaries, mixed sources are left out, and so are charge devices."""
    charge = {name for name, known in classes.classes.items() if known.charge_device}
    cells: dict[Cell, list[Value]] = defaultdict(list)
    for value in values:
        if value.row is not None and value.is_counted and value.device_class not in charge:
            cells[value.set_name, value.device_class, value.role, value.pulse].append(value)
    return cells


def metric_devices(
    values: Sequence[Value], metric: str, edges: Mapping[str, Sequence[str]], printed: Mapping[str, Value]
) -> list[Device]:
    """Devices of the metrics of one cell; edges: the readings behind each row; printed: values by reading."""
    rows = {value.id: value.row or "" for value in values}
    devices = []
    for device in device_ends(values, metric):
        low, high = device.ends.low, device.ends.high
        behind = [printed[i] for metric_id in device.inputs for i in edges.get(rows[metric_id], ()) if i in printed]
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


def comparator_of(low: float, high: float, readings: Sequence[Value]) -> str:
    """< or > where a reading is printed with one and the value is open on that side; an unknown part makes none."""
    if not any((reading.comparator or EQUAL)[0] in (LESS, MORE) for reading in readings):
        return EQUAL
    if low == 0 and math.isfinite(high):
        return LESS
    return MORE if low > 0 and math.isinf(high) else EQUAL


def _ends(reading: Value) -> tuple[float, float]:
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
