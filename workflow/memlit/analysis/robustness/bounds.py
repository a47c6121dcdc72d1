"""What the median of a class is worth where papers are only bounded (partial identification).

Every device is an interval. The median of a class then runs from the median of the lower ends to that of the upper
ends, over papers; a sampling interval from the lower quantile of the first to the upper quantile of the second stands
around it. Asked of the review's sets and of what a survey prints.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from memlit.analysis.class_medians import identification_of
from memlit.analysis.medians import Ends, interval_of_median, median_ends
from memlit.analysis.quantities import printed_quantities, survey_rows
from memlit.analysis.robustness.device_intervals import DeviceInterval, metric_intervals, quantity_intervals
from memlit.benchmark.values import Value
from memlit.config import Classes, Config
from memlit.datum import Numbers, Record, Result, joined_ids, percent
from memlit.errors import NotEstimable
from memlit.field.codes import MEMORY
from memlit.grouping import grouped
from memlit.numbers import PublishedLine
from memlit.published import PublishedTable, published_table
from memlit.statistics.comparison.medians import log_median


class MedianLine(Record):
    """One class, set and quantity.

    bounds: identification bounds of the median over papers with evidence; interval: sampling interval around them, of
    metrics alone (the numbers that a survey prints heap on decades; comparisons.csv has theirs); credited: what is
    known of the median over all credited papers; devices: the median over devices, a sensitivity.
    """

    id: str
    set_name: str
    device_class: str
    quantity: str
    unit: str
    n_papers: Result
    n_bounded: Result
    n_devices: Result
    bounds: Result
    interval: Result | None
    credited: str
    devices: Result | None


BOUNDS_TABLE: PublishedTable[MedianLine] = published_table(
    __file__,
    "bounds",
    {
        "set": "set_name",
        "class": "device_class",
        "lower": "bounds.low",
        "upper": "bounds.high",
        "low": "interval.low",
        "high": "interval.high",
        "device_median": "devices",
    },
)


@dataclass(frozen=True)
class ClassOfIntervals:
    """The devices of a class, set and quantity; n_credited: papers that the class is credited with, None if unasked."""

    set_name: str
    device_class: str
    role: str
    quantity: str
    unit: str
    devices: Sequence[DeviceInterval]
    config: Config
    n_credited: int | None = None

    @cached_property
    def make(self) -> Numbers:
        base = f"bounds/{self.set_name}/{self.device_class}/{self.role}/{self.quantity}"
        return Numbers(base, joined_ids(device.inputs for device in self.devices), "counted")

    def line(self) -> MedianLine:
        """The row of bounds.csv."""
        make, name = self.make, self.device_class
        papers = {device.unit for device in self.devices}
        bounded = {device.unit for device in self.devices if not device.is_point}
        with_a_point = {device.unit for device in self.devices if device.is_point}
        credited = "not asked"
        if self.n_credited is not None:
            credited = identification_of(len(with_a_point - bounded), len(papers), self.n_credited)
        label = f"{name}: papers with a device that is only bounded"
        return MedianLine(
            id=make.base,
            set_name=self.set_name,
            device_class=name,
            quantity=self.quantity,
            unit=self.unit,
            n_papers=make.count("n_papers", f"{name}: papers with a value or a bound", len(papers)),
            n_bounded=make.count("n_bounded", label, len(bounded)),
            n_devices=make.count("n_devices", f"{name}: devices", len(self.devices)),
            bounds=self._bounds(),
            interval=self._sampling_interval(),
            credited=credited,
            devices=self._over_devices(len(with_a_point)),
        )

    @cached_property
    def _papers(self) -> list[Ends]:
        """What is known of each paper: the medians of its devices' lower and upper ends."""
        by_paper = grouped(self.devices, lambda device: device.unit)
        return [median_ends([Ends(device.low, device.high) for device in own]) for own in by_paper.values()]

    def _bounds(self) -> Result:
        rule = "medians of the papers' lower and of their upper ends, on the log scale"
        return self._between("median", "median over papers with evidence", median_ends(self._papers), rule)

    def _sampling_interval(self) -> Result | None:
        """The interval around the bounds where papers are enough.

        What a survey prints heaps on decades: its interval takes that into account and stands with its comparison.
        """
        plan = self.config.analysis
        if self.quantity not in self.config.metrics or plan.inclusion_of(len(self._papers)) != "interval":
            return None
        try:
            ends, achieved = interval_of_median(self._papers, plan.level)
        except NotEstimable:
            return None
        label = f"interval of {percent(plan.level)} around the bounds of the median"
        rule = f"order statistics of the papers' lower and of their upper ends, level {100 * achieved:.1f} %"
        return self._between("interval", label, ends, rule)

    def _between(self, name: str, label: str, found: Ends, rule: str) -> Result:
        return self.make.bounds(name, f"{self.device_class}: {label}", found.low, found.high, rule, self.unit)

    def _over_devices(self, n_papers: int) -> Result | None:
        """The median over devices; None where the papers are too few, or have one device each."""
        points = [device.low for device in self.devices if device.is_point]
        if self.config.analysis.inclusion_of(n_papers) != "interval" or len(points) == n_papers:
            return None
        rule = f"sensitivity: median over {len(points)} devices of {n_papers} papers on the log scale"
        label = f"{self.device_class}: median over devices"
        return self.make.statistic("devices", label, log_median(points), rule, self.unit)


def identification(
    values: Sequence[Value],
    medians: Iterable[PublishedLine],
    classes: Classes,
    config: Config,
) -> tuple[MedianLine, ...]:
    """Lines of every class of every set with evidence, then the survey's quantities; medians: lines of classes.csv."""
    of_metrics = _metrics_of_classes(values, medians, classes, config)
    found = [own for own in (*of_metrics, *_quantities_of_classes(values, classes, config)) if own.devices]
    return tuple(own.line() for own in found)


def _metrics_of_classes(
    values: Sequence[Value],
    medians: Iterable[PublishedLine],
    classes: Classes,
    config: Config,
) -> Iterator[ClassOfIntervals]:
    """The classes of the benchmark in each metric, under the headline pulse; those that store charge have none."""
    charge = {name for name, known in classes.classes.items() if known.charge_device}
    counted = (value for value in values if value.row is not None and value.is_counted)
    devices = metric_intervals(value for value in counted if value.device_class not in charge)
    for line in medians:
        if line.pulse not in (config.conventions.headline_pulse, "unpaired"):
            continue
        yield ClassOfIntervals(
            set_name=line.set,
            device_class=line.device_class,
            role=line.role,
            quantity=line.metric,
            unit=line.unit,
            devices=devices.get((line.set, line.device_class, line.role, line.pulse, line.metric), []),
            config=config,
            n_credited=int(line.n_credited),
        )


def _quantities_of_classes(values: Sequence[Value], classes: Classes, config: Config) -> Iterator[ClassOfIntervals]:
    """The classes of the survey in each quantity that it prints."""
    survey = survey_rows(values)
    for quantity in printed_quantities(classes, config):
        for name in quantity.shown:
            yield ClassOfIntervals(
                set_name=quantity.set_name,
                device_class=name,
                role=MEMORY,
                quantity=quantity.name,
                unit=quantity.unit,
                devices=quantity_intervals(quantity, survey, name),
                config=config,
            )
