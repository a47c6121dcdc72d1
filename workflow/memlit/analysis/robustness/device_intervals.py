"""What is known of each device as an interval: a point has equal ends, a bound has one that is open."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from memlit.analysis.medians import Ends, device_ends, ends_of
from memlit.analysis.quantities import AnalysedQuantity, SurveyRow, class_rows
from memlit.benchmark.values import VALUES, Value
from memlit.frames import cells_of, frame_of, items_of


@dataclass(frozen=True, slots=True)
class DeviceInterval:
    """A device's value of a quantity within [low, high] (SI, not negative; high may be infinite).

    inputs: ids of metrics or readings.
    """

    unit: str
    low: float
    high: float
    inputs: tuple[str, ...]

    @property
    def is_point(self) -> bool:
        """Whether the metric of the device is known."""
        return self.low == self.high and 0 < self.low < math.inf


def metric_intervals(values: Iterable[Value]) -> dict[tuple[str, ...], list[DeviceInterval]]:
    """The devices of metrics by set, class, role, pulse and metric."""
    cell = ("set", "class", "role", "pulse", "quantity")
    found: dict[tuple[str, ...], list[DeviceInterval]] = {}
    devices = device_ends(frame_of(VALUES, values), cell)
    for work, low, high, inputs, *own in cells_of(devices, ("work", "low", "high", "inputs", *cell)):
        found.setdefault(tuple(own), []).append(DeviceInterval(work, low, high, items_of(inputs)))
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
        found.append(DeviceInterval(row.work, known.low, known.high, inputs))
    return found


def _quotient(top: Ends, bottom: Ends) -> Ends:
    """What is known of a ratio of two quantities."""
    low = 0.0 if math.isinf(bottom.high) else top.low / bottom.high
    return Ends(low, math.inf if bottom.low == 0 else top.high / bottom.low)
