"""One convention changed at a time: what the papers of the review's set would then give for each class.

The conventions are the pulse, the mean of the two conductances, whose numbers count, and the class of papers that the
review leaves open. Each is changed alone, with all others as the plan has them.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import pandas as pd

from memlit.analysis.medians import PaperEnds, median_ends, papers_by
from memlit.benchmark.formulas import ConductanceMean
from memlit.benchmark.rows import BenchmarkRow, benchmark, rows_as_records
from memlit.benchmark.values import Value, values_of
from memlit.config import Classes, Config, DisputedPapers
from memlit.datum import PULSES, Numbers, Record, Result, joined_ids
from memlit.field.codes import OTHER_PULSE, SURVEY
from memlit.files import SIGNIFICANT_DIGITS
from memlit.library import Library
from memlit.published import PublishedTable, published_table

OTHER_MEAN = "mean of the conductances"
OTHER_NUMBERS, OTHER_CLASS = "whose numbers count", "class of a paper"
CONVENTIONS = (OTHER_PULSE, OTHER_MEAN, OTHER_NUMBERS, OTHER_CLASS)
RESTATED_TOO = "also what others print and simulators set"
_MEAN_WORDS: Mapping[ConductanceMean, str] = {
    "arithmetic": "arithmetic",
    "logarithmic": "logarithmic",
    "on_only": "G_on alone",
}
_MIDDLE = "middle on the log scale of the papers with evidence, known or bounded"


class ChangedConvention(Record):
    """A class under one other convention, where its middle or its papers are others than by the plan.

    The middle of fewer papers than the plan asks for is no estimate of the class.
    """

    id: str
    metric: str
    convention: str
    option: str
    device_class: str
    unit: str
    before: Result | None
    after: Result | None
    n_papers: Result
    entered: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


CONVENTIONS_TABLE: PublishedTable[ChangedConvention] = published_table(
    __file__, "conventions", {"class": "device_class"}
)


@dataclass(frozen=True, slots=True)
class _Changed:
    """The values under a convention that is changed, and the pulse that is asked of them."""

    convention: str
    option: str
    values: Sequence[Value]
    pulse: str


_Cell = tuple[str, ...]
"""Metric and class."""


class ComputedBenchmark(NamedTuple):
    """The rows of the benchmark, and the devices and readings of which `benchmark` computed them."""

    rows: Sequence[BenchmarkRow]
    devices: pd.DataFrame
    readings: pd.DataFrame


def changed_conventions(
    computed: ComputedBenchmark, library: Library, classes: Classes, config: Config
) -> list[ChangedConvention]:
    """The classes of the headline set that any other convention changes, by metric, convention and class."""
    pulse = config.conventions.headline_pulse
    usual = _cells(values_of(computed.rows), pulse, config)
    found = []
    for changed in _alternatives(computed, library, classes, config):
        cells = _cells(changed.values, changed.pulse, config)
        for metric, name in sorted(usual.keys() | cells.keys()):
            before, after = usual.get((metric, name), []), cells.get((metric, name), [])
            if not _are_alike(before, after):
                found.append(_line(changed, (metric, name), before, after, config))
    order = [config.analysis.primary, *config.analysis.secondary]
    return sorted(found, key=lambda line: (order.index(line.metric), CONVENTIONS.index(line.convention), line.id))


def _are_alike(before: Sequence[PaperEnds], after: Sequence[PaperEnds]) -> bool:
    """Whether the papers and their numbers are the same, as far as the tables keep digits."""
    if [paper.paper for paper in before] != [paper.paper for paper in after]:
        return False
    ends = zip((one.ends for one in before), (one.ends for one in after), strict=True)
    return all(_is_alike(one.low, other.low) and _is_alike(one.high, other.high) for one, other in ends)


def _is_alike(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=10.0 ** (2 - SIGNIFICANT_DIGITS))


def _cells(values: Iterable[Value], pulse: str, config: Config) -> Mapping[_Cell, list[PaperEnds]]:
    """The papers with evidence of each metric of the plan in each class of the headline set."""
    metrics = (config.analysis.primary, *config.analysis.secondary)
    own = [
        value
        for value in values
        if value.set_name == config.evidence.headline_set
        and value.role == "synapse"
        and value.pulse == pulse
        and value.is_counted
        and value.quantity in metrics
    ]
    return papers_by(own, "quantity", "class")


def _alternatives(
    computed: ComputedBenchmark, library: Library, classes: Classes, config: Config
) -> Iterator[_Changed]:
    conventions = config.conventions
    pulse = conventions.headline_pulse
    values = values_of(computed.rows)
    yield from (_Changed(OTHER_PULSE, other, values, other) for other in PULSES if other != pulse)
    for mean, words in _MEAN_WORDS.items():
        if mean != conventions.conductance_mean:
            plan = config.model_copy(update={"conventions": conventions.model_copy(update={"conductance_mean": mean})})
            table = benchmark(computed.devices, computed.readings, library, classes, plan)
            yield _Changed(OTHER_MEAN, words, values_of(rows_as_records(table, plan)), pulse)
    yield _Changed(OTHER_NUMBERS, RESTATED_TOO, _with_restated(computed.rows), pulse)
    disputed = _Disputed(named_disputed(config.analysis.disputed, classes), library, config)
    for option, placed in disputed.places(values):
        yield _Changed(OTHER_CLASS, option, placed, pulse)


def _with_restated(rows: Iterable[BenchmarkRow]) -> list[Value]:
    """The values, with those counted that stand beside the paper's own ones."""
    return [
        replace(value, is_counted=True) if row.evidence_of(value.quantity) else value
        for row in rows
        for value in values_of([row])
    ]


class _Disputed:
    """Values with the papers whose class the review leaves open in another one."""

    def __init__(self, options: DisputedPapers, library: Library, config: Config) -> None:
        self.options, self.headline_set = options, config.evidence.headline_set
        self.reference = {key: entry.reviewref for key, entry in library.entries.items()}

    def places(self, values: Sequence[Value]) -> Iterator[tuple[str, list[Value]]]:
        """Each other place by its words, and the values with it."""
        options = self.options
        for name in options.double_classes:
            yield f"reference {options.double}: {name} alone", [one for one in values if self._is_kept(one, name)]
        if options.conflicts and options.conflict_class:
            moved = [self._moved(value) for value in values]
            yield f"references {_listed(options.conflicts)}: {options.conflict_class}", moved
        if options.added and options.added_class:
            yield f"references {_listed(options.added)} added to {options.added_class}", self._with_added(values)
        if options.merged_class and options.merged_into:
            merged = self._with_merged(values)
            yield f"{options.merged_class} of the memory survey as {options.merged_into}", merged

    def _of(self, value: Value) -> int | None:
        return self.reference[value.paper]

    def _is_kept(self, value: Value, name: str) -> bool:
        is_own = value.set_name == self.headline_set and self._of(value) == self.options.double
        return not is_own or value.device_class == name

    def _moved(self, value: Value) -> Value:
        is_own = value.set_name == self.headline_set and self._of(value) in self.options.conflicts
        return replace(value, device_class=self.options.conflict_class) if is_own else value

    def _with_added(self, values: Iterable[Value]) -> list[Value]:
        name = self.options.added_class
        own = list(values)
        added = (value for value in own if self._of(value) in self.options.added and value.role == "synapse")
        placed = [replace(value, set_name=self.headline_set, device_class=name) for value in added]
        return [*own, *placed]

    def _with_merged(self, values: Iterable[Value]) -> list[Value]:
        options = self.options
        own = list(values)
        cells = (value for value in own if value.set_name == SURVEY and value.device_class == options.merged_class)
        name = options.merged_into
        placed = [replace(one, set_name=self.headline_set, device_class=name, role="synapse") for one in cells]
        return [*own, *placed]


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))


def named_disputed(options: DisputedPapers, classes: Classes) -> DisputedPapers:
    """The options with each class by its short name. Raises ConfigError for a class that is unknown."""

    def short(name: str) -> str:
        return classes.short_name(name, "analysis.disputed") if name else name

    fields = ("conflict_class", "added_class", "merged_class", "merged_into")
    named: dict[str, object] = {field: short(getattr(options, field)) for field in fields}
    return options.model_copy(update={**named, "double_classes": tuple(map(short, options.double_classes))})


def _line(
    changed: _Changed, cell: _Cell, before: Sequence[PaperEnds], after: Sequence[PaperEnds], config: Config
) -> ChangedConvention:
    metric, name = cell
    unit = config.metrics[metric].unit
    base = f"conventions/{metric}/{name}/{changed.convention}={changed.option}"
    had, has = (dict.fromkeys(paper.paper for paper in papers) for papers in (before, after))
    words = f"{metric} of {name}"
    rule = f"{_MIDDLE}; {changed.convention}: {changed.option}"
    return ChangedConvention(
        id=base,
        metric=metric,
        convention=changed.convention,
        option=changed.option,
        device_class=name,
        unit=unit,
        before=_middle(Numbers(base, _inputs(before), _MIDDLE), "before", f"{words}, by the plan", before, unit),
        after=_middle(Numbers(base, _inputs(after), rule), "after", f"{words}, changed", after, unit),
        n_papers=Numbers(base, _inputs(after)).count("papers", f"{name} papers with {metric}", len(has), rule),
        entered=tuple(paper for paper in has if paper not in had),
        left=tuple(paper for paper in had if paper not in has),
    )


def _inputs(papers: Iterable[PaperEnds]) -> tuple[str, ...]:
    return joined_ids(paper.inputs for paper in papers)


def _middle(make: Numbers, name: str, label: str, papers: Sequence[PaperEnds], unit: str) -> Result | None:
    """The middle of papers, within bounds where they allow more than one number; None without papers."""
    if not papers:
        return None
    ends = median_ends([paper.ends for paper in papers])
    return make.bounds(name, label, ends.low, ends.high, unit=unit)
