"""The median of a class: over known and bounded papers together, one number where it is sharp, else an interval.

A device is known as a point or within ends; its conditions, a paper's devices and a class's papers each give way to
the medians of their lower and of their upper ends on the log scale. These are the sharp bounds of the median of what
is only bounded (Manski, Partial Identification of Probability Distributions, 2003, ch. 1). What is called
`middle_of_known` takes the known papers alone and is no median of the class where others are bounded.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from memlit.benchmark.values import Value
from memlit.datum import Result, statistic_of
from memlit.errors import certain
from memlit.grouping import grouped
from memlit.statistics import median_interval_exact
from memlit.statistics.comparison.medians import log_median


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """A row of a survey that prints one class, as `printed_class`: its values by parameter.

    work: the paper as the unit of analysis; is_first_curator: of two curators' rows the first's alone enter a median.
    """

    paper: str
    work: str
    device_class: str
    printed_class: str
    is_first_curator: bool
    readings: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Ends:
    """What is known of a positive number: it lies within [low, high], 0 and infinity where an end is open."""

    low: float
    high: float

    @property
    def is_point(self) -> bool:
        """Whether the number is known."""
        return self.low == self.high and 0 < self.low < math.inf

    @property
    def is_informative(self) -> bool:
        """Whether at least one end is known."""
        return self.low > 0 or self.high < math.inf


@dataclass(frozen=True, slots=True)
class DeviceEnds:
    """A device's metric over its conditions; work: its paper, inputs: ids of the metrics behind it."""

    work: str
    device: str
    ends: Ends
    inputs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaperEnds:
    """A paper's metric over its devices."""

    paper: str
    ends: Ends
    inputs: tuple[str, ...]


def median_ends(ends: Sequence[Ends]) -> Ends:
    """Bounds of the median of what lies within `ends`: the medians of the lower and of the upper ends."""
    return Ends(log_median([each.low for each in ends]), log_median([each.high for each in ends]))


def interval_of_median(ends: Sequence[Ends], level: float) -> tuple[Ends, float]:
    """The order-statistic interval of the median of what lies within `ends`, and the level that it reaches.

    From the j-th smallest lower end to the j-th largest upper end, j as in `median_interval_exact`: whatever the values
    are within their ends, theirs lies inside. It needs no spread and no draws, and holds its level where values heap.
    Raises NotEstimable for too few.
    """
    found = median_interval_exact(range(len(ends)), level=level)
    first, last = certain(found.ranks)
    low, high = sorted(each.low for each in ends)[first - 1], sorted(each.high for each in ends)[last - 1]
    return Ends(low, high), certain(found.achieved)


def cell_of(value: Value) -> tuple[str | None, str | None, str | None, str | None]:
    """Set, class, role and pulse of a value."""
    return value.set_name, value.device_class, value.role, value.pulse


def device_ends(values: Iterable[Value], metric: str) -> list[DeviceEnds]:
    """The devices of the values of one class and pulse, in the order of the values; of two curators the first."""
    own_metric = first_curator([value for value in values if value.quantity == metric])
    devices = grouped(own_metric, lambda value: (value.work, value.device))
    return [
        DeviceEnds(work, device, median_ends([ends_of(each) for each in own]), tuple(each.id for each in own))
        for (work, device), own in devices.items()
    ]


def paper_ends(values: Iterable[Value], metric: str) -> list[PaperEnds]:
    """The papers of the values of one class and pulse, sorted; one of which nothing is known is left out."""
    papers = grouped(device_ends(values, metric), lambda device: device.work)
    found = [
        PaperEnds(paper, median_ends([each.ends for each in own]), tuple(i for each in own for i in each.inputs))
        for paper, own in sorted(papers.items())
    ]
    return [paper for paper in found if paper.ends.is_informative]


def ends_of(result: Result | Value) -> Ends:
    """The ends of a result or a value; 0 and infinity where one is open."""
    return Ends(result.low or 0.0, math.inf if result.high is None else result.high)


def known_within(result_id: str, label: str, ends: Ends, unit: str, rule: str, inputs: tuple[str, ...]) -> Result:
    """A statistic that is known within ends, with a value where it is a point."""
    value = ends.low if ends.is_point else None
    found = statistic_of(result_id, label, value, unit, rule, inputs)
    return found.model_copy(update={"low": ends.low, "high": ends.high})


Curated = TypeVar("Curated", Value, SurveyRow)


def first_curator(rows: Sequence[Curated]) -> list[Curated]:
    """Of each paper's values or rows by two curators those of the first, where there are any."""
    chosen = {row.work for row in rows if row.is_first_curator}
    return [row for row in rows if row.work not in chosen or row.is_first_curator]
