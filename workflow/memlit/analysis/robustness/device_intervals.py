"""What is known of each device as an interval: a point has equal ends, a bound has one that is open."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from memlit.analysis.medians import Ends, SurveyRow, device_ends, ends_of, log_median
from memlit.analysis.quantities import AnalysedQuantity, class_rows
from memlit.benchmark.values import Value
from memlit.grouping import grouped

LESS, MORE, EQUAL = "<", ">", "="


@dataclass(frozen=True, slots=True)
class DeviceInterval:
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


def metric_intervals(
    values: Sequence[Value], metric: str, edges: Mapping[str, Sequence[str]], printed: Mapping[str, Value]
) -> list[DeviceInterval]:
    """Devices of the metrics of one cell; edges: the readings behind each row; printed: values by reading."""
    rows = {value.id: value.row or "" for value in values}
    found = []
    for device in device_ends(values, metric):
        low, high = device.ends.low, device.ends.high
        readings = [reading for metric_id in device.inputs for reading in edges.get(rows[metric_id], ())]
        behind = [printed[reading] for reading in readings if reading in printed]
        found.append(DeviceInterval(device.unit, low, high, device.inputs, comparator_of(low, high, behind)))
    return found


def quantity_intervals(
    quantity: AnalysedQuantity, rows: Iterable[SurveyRow], device_class: str
) -> list[DeviceInterval]:
    """Rows of a survey's class as devices; of two parameters the last over the first."""
    found = []
    for row in class_rows(quantity.parameters, rows, device_class):
        readings = [row.readings[name] for name in quantity.parameters]
        ends = [ends_of(reading) for reading in readings]
        known = ends[0] if len(ends) == 1 else _quotient(ends[1], ends[0])
        inputs = tuple(reading.id for reading in readings)
        comparator = comparator_of(known.low, known.high, readings)
        found.append(DeviceInterval(row.work, known.low, known.high, inputs, comparator))
    return found


def _quotient(top: Ends, bottom: Ends) -> Ends:
    """What is known of a ratio of two quantities."""
    low = 0.0 if math.isinf(bottom.high) else top.low / bottom.high
    return Ends(low, math.inf if bottom.low == 0 else top.high / bottom.low)


def comparator_of(low: float, high: float, readings: Sequence[Value]) -> str:
    """< or > where a reading is printed with one and the value is open on that side; an unknown part makes none."""
    if not any((reading.comparator or EQUAL)[0] in (LESS, MORE) for reading in readings):
        return EQUAL
    if low == 0 and math.isfinite(high):
        return LESS
    return MORE if low > 0 and math.isinf(high) else EQUAL


def censored_papers(devices: Iterable[DeviceInterval]) -> tuple[list[float], list[str]]:
    """One value and comparator a paper: the middle of its points, else its tightest printed bound."""
    values, comparators = [], []
    for _, own in sorted(grouped(devices, lambda device: device.unit).items()):
        points = [device.low for device in own if device.is_point]
        less = [device.high for device in own if device.comparator == LESS]
        more = [device.low for device in own if device.comparator == MORE]
        if points:
            value, comparator = log_median(points), EQUAL
        elif less:
            value, comparator = min(less), LESS
        elif more:
            value, comparator = max(more), MORE
        else:
            continue
        values.append(value)
        comparators.append(comparator)
    return values, comparators
