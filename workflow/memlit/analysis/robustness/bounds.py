"""Partial identification on the review set and the survey: what medians and decisions are worth with bounded papers.

Papers are resampled with their interval whole (Horowitz and Manski, J. Am. Stat. Assoc. 2000, 95, 77); a decision
counts only where it holds at both corners and at random positions between them.

The devices behind a class's numbers as intervals: a point has equal ends, a bound has one that is open.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from memlit.analysis.class_medians import ClassSummary, identification_of
from memlit.analysis.medians import Ends, device_ends, ends_of, log_median
from memlit.analysis.quantities import (
    Quantity,
    SurveyRow,
    class_rows,
    printed_quantities,
    survey_quantities,
    survey_rows,
)
from memlit.analysis.robustness.bounds_record import CornerTest, Identification, MedianLine
from memlit.benchmark.rows import MEMORY
from memlit.benchmark.values import Value
from memlit.config import Classes, Config
from memlit.datum import Estimate, Numbers, Result, joined, percent
from memlit.errors import NotEstimable
from memlit.statistics import bootstrap_median, censored_lognormal, compare_bounds, median_bounds
from memlit.statistics.checks import encode
from memlit.statistics.comparison.bootstrap import medians_by

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
            ends = [ends_of(reading) for reading in readings]
            low, high = (ends[0].low, ends[0].high) if len(ends) == 1 else _over(ends[1], ends[0])
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


def _over(top: Ends, bottom: Ends) -> tuple[float, float]:
    low = 0.0 if math.isinf(bottom.high) else top.low / bottom.high
    return low, math.inf if bottom.low == 0 else top.high / bottom.low


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
    printed = {value.id: value for value in values if value.row is None}
    metrics = metric_cells(values, classes)
    lines, corners = [], []
    cells: dict[tuple[str, str, str], Sequence[Device]] = {}
    for summary in summaries:
        if summary.pulse in (config.conventions.headline_pulse, "unpaired"):
            cell = (summary.set_name, summary.device_class, summary.role, summary.pulse)
            devices = metric_devices(metrics.get(cell, ()), summary.metric, edges, printed)
            about = (summary.set_name, summary.device_class, summary.role, summary.metric, summary.unit)
            if devices:
                lines.append(_Class(*about, devices, config).line(int(summary.n_credited.value or 0)))
                cells[summary.set_name, summary.device_class, summary.metric] = devices
    survey = survey_rows(values)
    for quantity in printed_quantities(classes, config):
        for name in quantity.shown:
            devices = quantity_devices(quantity, survey, name)
            about = (quantity.set_name, name, MEMORY, quantity.name, quantity.unit)
            if devices:
                lines.append(_Class(*about, devices, config).line(None))
                cells[quantity.set_name, name, quantity.name] = devices
    for quantity in survey_quantities(classes, config):
        for pair in combinations(quantity.compared, 2):
            sides = [cells.get((quantity.set_name, name, quantity.name), ()) for name in pair]
            corners += _corners(quantity.set_name, quantity.name, pair, sides, config)
    return Identification(medians=tuple(lines), corners=tuple(corners))


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
        return Numbers(base, joined(device.inputs for device in self.devices), "counted")

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
            interval=interval if self.config.analysis.inclusion_of(len(units)) == "interval" else None,
            credited=credited,
            devices=self._over_devices(len(pointed)),
            **self._censored(),
        )

    def _bounds(self) -> tuple[Result, Result]:
        """The bounds of the median over papers, and the sampling interval around them."""
        level, draws = self.config.analysis.level, self.config.analysis.resamples.bootstrap
        papers = [device.unit for device in self.devices]
        found = median_bounds(*ends(self.devices), papers=papers, n_resamples=draws, seed=self.config.seed, level=level)
        rule = "medians of the papers' lower and of their upper ends, on the log scale"
        bounds = self._between("median", "median over papers with evidence", found.lower, found.upper, rule)
        label = f"interval of {percent(level)} around the bounds of the median"
        rule = (
            f"from the lower quantile of the lower to the upper quantile of the upper medians, papers resampled with "
            f"their interval whole, {draws} resamples"
        )
        return bounds, self._between("interval", label, found.low, found.high, rule)

    def _over_devices(self, n_papers: int) -> Estimate | None:
        """The median over devices, papers resampled whole; None where the papers are too few for an interval."""
        plan = self.config.analysis
        points = [device for device in self.devices if device.is_point]
        if plan.inclusion_of(n_papers) != "interval" or len(points) == n_papers:
            return None
        try:
            found = bootstrap_median(
                [math.log10(device.low) for device in points],
                papers=[device.unit for device in points],
                n_resamples=plan.resamples.bootstrap,
                seed=self.config.seed,
                level=plan.level,
            )
        except NotEstimable:
            return None
        rule = f"sensitivity: median over {len(points)} devices on the log scale, {found.method}"
        return self._estimate("devices", "median over devices", (found.estimate, found.low, found.high), rule)

    def _censored(self) -> dict[str, object]:
        """The middle by censored likelihood, or why there is none."""
        if all(device.comparator == EQUAL for device in self.devices):
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

    def _between(self, name: str, label: str, low: float | None, high: float | None, rule: str) -> Result:
        lower, upper = (None if end is None else _power(end) for end in (low, high))
        return self.make.bounds(name, f"{self.device_class}: {label}", lower, upper, rule, self.unit)


def ends(devices: Sequence[Device]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """log10 of the lower and upper ends; zero is -inf."""
    with np.errstate(divide="ignore"):
        low, high = (np.log10([getattr(device, end) for device in devices]) for end in ("low", "high"))
    return low, high


def _power(log: float) -> float:
    """10 to a power that may be infinite."""
    return math.inf if log == math.inf else float(10.0**log)


def _corners(
    set_name: str, quantity: str, pair: tuple[str, str], sides: Sequence[Sequence[Device]], config: Config
) -> list[CornerTest]:
    """The test of a pair at its corners, where both classes have enough papers and one of them is only bounded."""
    plan = config.analysis
    enough = all(plan.inclusion_of(len({device.unit for device in side})) == "interval" for side in sides)
    if not enough or all(device.is_point for side in sides for device in side):
        return []
    found = compare_bounds(
        *paper_ends(sides[0]),
        *paper_ends(sides[1]),
        alpha=plan.alpha,
        assignments=plan.resamples.assignments,
        n_permutations=plan.resamples.multiverse,
        permute_below=plan.inclusion.permutation_below,
        seed=config.seed,
    )
    first, second = pair
    base = f"bounds/{set_name}/{first}-{second}/{quantity}"
    inputs = joined(device.inputs for side in sides for device in side)
    positions = f"both corners and {found.assignments} random positions within the bounds"

    rule = f"test of the pair alone, {plan.resamples.multiverse} permutations where it permutes"
    make = Numbers(base, inputs, rule, f", {first} against {second}")
    chance = make.statistic("chance", f"P({first} < {second})", None, "sharp bounds")
    return [
        CornerTest(
            id=base,
            set_name=set_name,
            quantity=quantity,
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


def paper_ends(devices: Sequence[Device]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """One interval a paper: medians of its devices' ends on the log scale."""
    _, papers = encode([device.unit for device in devices])
    low, high = ends(devices)
    return medians_by(low, papers), medians_by(high, papers)
