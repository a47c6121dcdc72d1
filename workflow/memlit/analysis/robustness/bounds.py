"""Partial identification on the review set and the survey: what medians and decisions are worth with bounded papers.

The interval of a median runs from order statistics of the papers' lower ends to those of their upper ends; a decision
counts only where it holds at both corners and at random positions between them.

The devices behind a class's numbers as intervals: a point has equal ends, a bound has one that is open.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from memlit.analysis.class_medians import ClassSummary, identification_of
from memlit.analysis.medians import (
    Ends,
    SurveyRow,
    cell_of,
    device_ends,
    ends_of,
    interval_of_median,
    log_median,
    median_ends,
)
from memlit.analysis.quantities import (
    AnalysedQuantity,
    class_rows,
    printed_quantities,
    survey_quantities,
    survey_rows,
)
from memlit.benchmark.rows import MEMORY
from memlit.benchmark.values import Value
from memlit.config import Classes, Config
from memlit.datum import Estimate, Numbers, Record, Result, joined_ids, percent
from memlit.errors import NotEstimable
from memlit.grouping import grouped
from memlit.published import Column, interval, meaning, published
from memlit.statistics import censored_lognormal, compare_bounds
from memlit.statistics.checks import encode
from memlit.statistics.comparison.bootstrap import medians_by


@published("bounds.csv", "Medians of classes between the lower and upper ends of what is known", "test_sensitivity")
class MedianLine(Record):
    """One class, set and quantity.

    bounds: identification bounds of the median over papers with evidence; interval: sampling interval around them, of
    metrics alone (the numbers that a survey prints heap on decades; comparisons.csv has theirs); credited: what is
    known of the median over all credited papers; devices: the median over devices, a sensitivity; censored: the middle
    by censored likelihood where values are printed as < or >, with `censored_reason` where there is none.
    """

    id: Annotated[str, meaning("set, class, role and quantity")]
    set_name: Annotated[str, Column("set", "set of papers")]
    device_class: Annotated[str, Column("class", "device class by its short name")]
    quantity: Annotated[str, meaning("metric, or quantity of the survey")]
    unit: Annotated[str, meaning("SI unit of the numbers")]
    n_papers: Annotated[Result, meaning("papers with a value or a bound")]
    n_bounded: Annotated[Result, meaning("of them with a device that is only bounded")]
    n_devices: Annotated[Result, meaning("devices of them")]
    bounds: Annotated[
        Result,
        Column("lower", "median of the papers' lower ends, in `unit`", "low", unit="column unit"),
        Column("upper", "median of their upper ends, in `unit`; inf where it has no bound", "high", unit="column unit"),
    ]
    interval: Annotated[
        Result | None,
        Column(
            "low",
            "lower end of the order-statistic interval around the bounds, in `unit`; empty for few, and for what a "
            "survey prints, which heaps on decades (comparisons.csv has its interval)",
            "low",
            unit="column unit",
        ),
        Column("high", "upper end of it, in `unit`", "high", unit="column unit"),
    ]
    credited: Annotated[
        str,
        meaning(
            "what is known of the median over all credited papers: identified, bounded or not identified; "
            "not asked for quantities of the survey"
        ),
    ]
    devices: Annotated[
        Result | None,
        Column(
            "device_median",
            "sensitivity: median over devices, not papers, in `unit`; empty where every paper has one",
            unit="column unit",
        ),
    ]
    censored: Annotated[
        Estimate | None,
        *interval(
            "censored",
            "middle by censored likelihood, in `unit`, where values are printed as < or >",
            unit="column unit",
            kind="interval, in `unit`",
        ),
    ] = None
    censored_reason: Annotated[str, meaning("why there is none")] = ""


@published("corners.csv", "Pairs of classes tested at the corners of the bounds", "test_sensitivity")
class CornerTest(Record):
    """Two classes with bounded papers: P(first < second) and p at both corners and in random positions between.

    share: of all these positions, where the test of the pair alone rejects; holds: in all, in one direction.
    """

    id: Annotated[str, meaning("set, pair and quantity")]
    set_name: Annotated[str, Column("set", "set of papers")]
    quantity: Annotated[str, meaning("metric, or quantity of the survey")]
    first: Annotated[str, meaning("first class")]
    second: Annotated[str, meaning("second class")]
    chance: Annotated[
        Result,
        Column("chance_lower", "smallest P(first < second) within the bounds", "low", unit="1"),
        Column("chance_upper", "largest P(first < second) within the bounds", "high", unit="1"),
    ]
    p_lower: Annotated[Result, meaning("p of the pair alone at the corner of the smallest chance", unit="1")]
    p_upper: Annotated[Result, meaning("p at the corner of the largest chance", unit="1")]
    p_largest: Annotated[
        Result, meaning("largest p at the corners and at random positions within the bounds", unit="1")
    ]
    share: Annotated[Result, meaning("share of these positions that reject", unit="1")]
    holds: Annotated[bool, meaning("whether all of them reject in one direction, so that the difference counts")]


class Identification(Record):
    """All lines, and the pairs that are compared and have a bounded paper."""

    medians: tuple[MedianLine, ...] = ()
    corners: tuple[CornerTest, ...] = ()


_LESS, _MORE, _EQUAL = "<", ">", "="


@dataclass(frozen=True, slots=True)
class Device:
    """A device's value of a quantity within [low, high] (SI, not negative; high may be infinite).

    comparator: < or > where the value is printed as such a bound, else =; inputs: ids of metrics or readings.
    """

    unit: str
    low: float
    high: float
    inputs: tuple[str, ...]
    comparator: str = _EQUAL

    @property
    def is_point(self) -> bool:
        """Whether the metric of the device is known."""
        return self.low == self.high and 0 < self.low < math.inf


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


def quantity_devices(quantity: AnalysedQuantity, rows: Iterable[SurveyRow], device_class: str) -> list[Device]:
    """Rows of a survey's class as devices; of two parameters the last over the first."""
    devices = []
    for row in class_rows(quantity.parameters, rows, device_class):
        readings = [row.readings[name] for name in quantity.parameters]
        ends = [ends_of(reading) for reading in readings]
        low, high = (ends[0].low, ends[0].high) if len(ends) == 1 else _over(ends[1], ends[0])
        inputs = tuple(reading.id for reading in readings)
        devices.append(Device(row.work, low, high, inputs, comparator_of(low, high, readings)))
    return devices


def comparator_of(low: float, high: float, readings: Sequence[Value]) -> str:
    """< or > where a reading is printed with one and the value is open on that side; an unknown part makes none."""
    if not any((reading.comparator or _EQUAL)[0] in (_LESS, _MORE) for reading in readings):
        return _EQUAL
    if low == 0 and math.isfinite(high):
        return _LESS
    return _MORE if low > 0 and math.isinf(high) else _EQUAL


def _over(top: Ends, bottom: Ends) -> tuple[float, float]:
    low = 0.0 if math.isinf(bottom.high) else top.low / bottom.high
    return low, math.inf if bottom.low == 0 else top.high / bottom.low


def censored_papers(devices: Iterable[Device]) -> tuple[list[float], list[str]]:
    """One value and comparator a paper: the middle of its points, else its tightest printed bound."""
    found = []
    for _, group in sorted(grouped(devices, lambda device: device.unit).items()):
        points = [device.low for device in group if device.is_point]
        less = [device.high for device in group if device.comparator == _LESS]
        more = [device.low for device in group if device.comparator == _MORE]
        if points:
            found.append((log_median(points), _EQUAL))
        elif less or more:
            found.append((min(less), _LESS) if less else (max(more), _MORE))
    return [value for value, _ in found], [comparator for _, comparator in found]


NOT_CENSORED = "not applicable: every value is printed with ="


def identification(
    values: Sequence[Value],
    edges: Mapping[str, Sequence[str]],
    summaries: Iterable[ClassSummary],
    classes: Classes,
    config: Config,
) -> Identification:
    """Lines of every class of every set with evidence, in the order of the summaries, then the survey's quantities.

    edges: the readings behind each row of the benchmark.
    """
    charge = {name for name, known in classes.classes.items() if known.charge_device}
    printed = {value.id: value for value in values if value.row is None}
    counted = (value for value in values if value.row is not None and value.is_counted)
    metrics = grouped((value for value in counted if value.device_class not in charge), cell_of)
    found: list[tuple[_Class, int | None]] = []
    for own in summaries:
        if own.pulse in (config.conventions.headline_pulse, "unpaired"):
            cell = metrics[own.set_name, own.device_class, own.role, own.pulse]
            devices = metric_devices(cell, own.metric, edges, printed)
            about = (own.set_name, own.device_class, own.role, own.metric, own.unit)
            found.append((_Class(*about, devices, config), int(own.n_credited.value or 0)))
    survey = survey_rows(values)
    for quantity in printed_quantities(classes, config):
        for name in quantity.shown:
            devices = quantity_devices(quantity, survey, name)
            about = (quantity.set_name, name, MEMORY, quantity.name, quantity.unit)
            found.append((_Class(*about, devices, config), None))
    cells = {(each.set_name, each.device_class, each.quantity): each.devices for each, _ in found if each.devices}
    corners = [
        corner
        for quantity in survey_quantities(classes, config)
        for pair in combinations(quantity.compared, 2)
        for corner in _corners(quantity, pair, cells, config)
    ]
    medians = tuple(each.line(n_credited) for each, n_credited in found if each.devices)
    return Identification(medians=medians, corners=tuple(corners))


@dataclass(frozen=True)
class _Class:
    """A class, set and quantity, and what its devices give."""

    set_name: str
    device_class: str
    role: str
    quantity: str
    unit: str
    devices: Sequence[Device]
    config: Config

    @cached_property
    def make(self) -> Numbers:
        base = f"bounds/{self.set_name}/{self.device_class}/{self.role}/{self.quantity}"
        return Numbers(base, joined_ids(device.inputs for device in self.devices), "counted")

    def line(self, n_credited: int | None) -> MedianLine:
        """The record; n_credited: papers that the class is credited with, None where that is not asked."""
        make, name = self.make, self.device_class
        units = {device.unit for device in self.devices}
        pointed = {device.unit for device in self.devices if device.is_point}
        open_ones = {device.unit for device in self.devices if not device.is_point}
        bounds, interval = self._bounds()
        credited = "not asked"
        if n_credited is not None:
            credited = identification_of(len(pointed - open_ones), len(units), n_credited)
        label = f"{name}: papers with a device that is only bounded"
        return MedianLine(
            id=make.base,
            set_name=self.set_name,
            device_class=name,
            quantity=self.quantity,
            unit=self.unit,
            n_papers=make.count("n_papers", f"{name}: papers with a value or a bound", len(units)),
            n_bounded=make.count("n_bounded", label, len(open_ones)),
            n_devices=make.count("n_devices", f"{name}: devices", len(self.devices)),
            bounds=bounds,
            interval=interval,
            credited=credited,
            devices=self._over_devices(len(pointed)),
            **self._censored(),
        )

    def _bounds(self) -> tuple[Result, Result | None]:
        """The bounds of the median over papers, and the interval around them where papers are enough."""
        by_paper = grouped(self.devices, lambda device: device.unit)
        papers = [median_ends([Ends(each.low, each.high) for each in own]) for own in by_paper.values()]
        found = median_ends(papers)
        rule = "medians of the papers' lower and of their upper ends, on the log scale"
        bounds = self._between("median", "median over papers with evidence", found, rule)
        plan = self.config.analysis
        # What a survey prints heaps on decades: its interval takes that into account and stands with its comparison.
        if self.quantity not in self.config.metrics or plan.inclusion_of(len(papers)) != "interval":
            return bounds, None
        try:
            ends, achieved = interval_of_median(papers, plan.level)
        except NotEstimable:
            return bounds, None
        label = f"interval of {percent(plan.level)} around the bounds of the median"
        rule = f"order statistics of the papers' lower and of their upper ends, level {100 * achieved:.1f} %"
        return bounds, self._between("interval", label, ends, rule)

    def _over_devices(self, n_papers: int) -> Result | None:
        """The median over devices; None where the papers are too few, or have one device each."""
        points = [device.low for device in self.devices if device.is_point]
        if self.config.analysis.inclusion_of(n_papers) != "interval" or len(points) == n_papers:
            return None
        rule = f"sensitivity: median over {len(points)} devices of {n_papers} papers on the log scale"
        label = f"{self.device_class}: median over devices"
        return self.make.statistic("devices", label, log_median(points), rule, self.unit)

    def _censored(self) -> dict[str, object]:
        """The middle by censored likelihood, or why there is none."""
        if all(device.comparator == _EQUAL for device in self.devices):
            return {"censored_reason": NOT_CENSORED}
        values, comparators = censored_papers(self.devices)
        needed = self.config.analysis.inclusion.interval_from
        if len(values) < needed:
            return {"censored_reason": f"fewer than {needed} papers with a value or a printed bound"}
        try:
            found = censored_lognormal(values, comparators, level=self.config.analysis.level)
        except NotEstimable as error:
            return {"censored_reason": f"not estimable: {error.problem}"}
        rule = f"{found.method} over papers; {found.left} printed as <, {found.right} as >"
        logs = (found.estimate, found.low, found.high)
        return {"censored": self._estimate("censored", "middle by censored likelihood", logs, rule)}

    def _estimate(self, name: str, label: str, logs: Sequence[float | None], rule: str) -> Estimate:
        numbers = [None if log is None else _power(log) for log in logs]
        if None in numbers:
            numbers = [numbers[0], None, None]
        return self.make.estimate(name, f"{self.device_class}: {label}", numbers, rule, self.unit)

    def _between(self, name: str, label: str, found: Ends, rule: str) -> Result:
        return self.make.bounds(name, f"{self.device_class}: {label}", found.low, found.high, rule, self.unit)


def _ends(devices: Sequence[Device]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """log10 of the lower and upper ends; zero is -inf."""
    with np.errstate(divide="ignore"):
        low, high = (np.log10([getattr(device, end) for device in devices]) for end in ("low", "high"))
    return low, high


def _power(log: float) -> float:
    """10 to a power that may be infinite."""
    return math.inf if log == math.inf else float(10.0**log)


def _corners(
    quantity: AnalysedQuantity,
    pair: tuple[str, str],
    cells: Mapping[tuple[str, str, str], Sequence[Device]],
    config: Config,
) -> list[CornerTest]:
    """The test of a pair at its corners, where both classes have enough papers and one of them is only bounded.

    cells: devices by set, class and quantity.
    """
    plan = config.analysis
    sides = [cells.get((quantity.set_name, name, quantity.name), ()) for name in pair]
    enough = all(plan.inclusion_of(len({device.unit for device in side})) == "interval" for side in sides)
    if not enough or all(device.is_point for side in sides for device in side):
        return []
    found = compare_bounds(
        *_paper_ends(sides[0]),
        *_paper_ends(sides[1]),
        alpha=plan.alpha,
        assignments=plan.resamples.assignments,
        n_permutations=plan.resamples.repeated,
        permute_below=plan.inclusion.permutation_below,
        seed=config.seed,
    )
    first, second = pair
    base = f"bounds/{quantity.set_name}/{first}-{second}/{quantity.name}"
    inputs = joined_ids(device.inputs for side in sides for device in side)
    positions = f"both corners and {found.assignments} random positions within the bounds"

    rule = f"test of the pair alone, {plan.resamples.repeated} permutations where it permutes"
    make = Numbers(base, inputs, rule, f", {first} against {second}")
    chance = make.statistic("chance", f"P({first} < {second})", None, "sharp bounds")
    return [
        CornerTest(
            id=base,
            set_name=quantity.set_name,
            quantity=quantity.name,
            first=first,
            second=second,
            chance=chance.model_copy(update={"low": found.lower, "high": found.upper}),
            p_lower=make.p_value("p_lower", "p at the corner of the smallest chance", found.p_lower),
            p_upper=make.p_value("p_upper", "p at the corner of the largest chance", found.p_upper),
            p_largest=make.p_value("p_largest", f"largest p of {positions}", found.p_largest),
            share=make.statistic("share", f"share that rejects of {positions}", found.share),
            holds=found.holds,
        )
    ]


def _paper_ends(devices: Sequence[Device]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """One interval a paper: medians of its devices' ends on the log scale."""
    _, papers = encode([device.unit for device in devices])
    low, high = _ends(devices)
    return medians_by(low, papers), medians_by(high, papers)
