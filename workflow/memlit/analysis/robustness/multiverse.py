"""The multiverse of conventions on the review set: every joint choice, identical ones collapsed, flipped decisions."""

import hashlib
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Annotated, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from memlit.analysis.comparison.pairs import pair_options
from memlit.analysis.robustness.multiverse_arrays import Arrays, build_arrays
from memlit.config import Classes, Config
from memlit.datum import Record, Result, count_of, joined_ids
from memlit.devices.gather import Corpus
from memlit.devices.series import FIRST_HAND
from memlit.errors import certain
from memlit.library import Library
from memlit.published import Column, PublishedTable, columns_of, held, meaning
from memlit.statistics import compare_pairs
from memlit.statistics.comparison.bounds import rank_median

SWITCHES = ("pulse", "mean", "tiers", "double", "conflicts", "added", "merged")
"""The joint switches of a specification, in the order of its options."""


class CellClass(Record):
    """A class in a cell, in SI; lower, upper: bounds of the median, upper None where there is no bound."""

    device_class: Annotated[str, Column("class", "device class by its short name")]
    n: Annotated[
        int,
        Column(
            "n_papers", "papers with a value; below the plan's interval_from the median is no estimate of the class"
        ),
    ]
    n_bounded: Annotated[int, meaning("other papers with bounds")]
    median: Annotated[
        float | None,
        meaning(
            "median over both on the log scale, where the bounds allow one number only, in `unit`", unit="column unit"
        ),
    ]
    lower: Annotated[
        float | None, meaning("its lower bound: median of the papers' lower ends, in `unit`", unit="column unit")
    ]
    upper: Annotated[
        float | None,
        meaning(
            "its upper bound: median of their upper ends, empty where there is none, in `unit`", unit="column unit"
        ),
    ]
    middle_of_known: Annotated[
        float | None, meaning("middle of the papers with a value, the others left out, in `unit`", unit="column unit")
    ]


class MultiverseCell(Record):
    """Specifications with identical inputs: the options that occur in them by switch, and what follows."""

    number: int
    n_specifications: int
    is_headline: bool
    options: dict[str, tuple[str, ...]]
    classes: tuple[CellClass, ...]
    decisions: dict[str, str]


class ClassSpan(Record):
    """The median of a class in the headline, and over all cells those of the least lower and the greatest upper end."""

    device_class: str
    headline: Result | None
    least: Result | None
    greatest: Result | None
    most_papers: Result


class SwitchEffect(Record):
    """One switch alone thrown from the headline: the median of a class then, and which papers enter or leave it.

    Where none does, the switch changes what the same papers give; else the set of papers is another one.
    """

    switch: str
    option: str
    device_class: str
    n: Result
    median: Result | None
    entered: tuple[str, ...] = ()
    left: tuple[str, ...] = ()

    @property
    def has_same_papers(self) -> bool:
        """Whether the option changes values only, and no paper comes or goes."""
        return not self.entered and not self.left


class Flip(Record):
    """A pair whose decision in some specifications is not the headline's; `alone`: options that flip it alone."""

    pair: str
    headline: str
    decision: str
    n_specifications: Result
    alone: tuple[str, ...]


class MetricMultiverse(Record):
    """All specifications of one metric. `cell_of` has the cell of each, in the order of `specifications`."""

    metric: str
    unit: str
    n_specified: Result
    n_distinct: Result
    n_estimable: Result
    n_tested: Result
    cells: tuple[MultiverseCell, ...]
    cell_of: tuple[int, ...]
    spans: tuple[ClassSpan, ...]
    effects: tuple[SwitchEffect, ...]
    flips: tuple[Flip, ...]


class MultiverseRecord(Record):
    """The multiverse of the review set, one entry a metric; `specifications` holds the options by switch."""

    specifications: tuple[tuple[str, ...], ...] = ()
    headline: tuple[str, ...] = ()
    metrics: tuple[MetricMultiverse, ...] = ()


OPTIONS = {
    "pulse": "set, reset, or larger: the pulse of a device with the larger action energy",
    "mean": "conductance in the action energy: arithmetic, logarithmic or on_only",
    "tiers": "tiers of readings that may feed the benchmark",
    "double": "reference credited to two classes: both, or the one it counts in",
    "conflicts": "references that the review names in two classes: own (as credited), or the class they move to",
    "added": "whether references discussed with a class but not credited to it are added",
    "merged": "whether the survey's class of unknown mechanism counts as the class of the plan",
}


class CellLine(NamedTuple):
    """A class in a cell of a metric."""

    metric: MetricMultiverse
    cell: MultiverseCell
    line: CellClass


class Specification(NamedTuple):
    """A joint choice for a metric. options: by switch; cell: the number of the cell with its result."""

    metric: str
    options: dict[str, str]
    cell: int
    headline: bool


def _of_switch(options: str, switch: str) -> Callable[[Any], Any]:
    """What the options of a row, at a dotted path, say of a switch."""
    of: Callable[[Any], Any] = held(options)
    return lambda row: of(row)[switch]


MULTIVERSE = PublishedTable[CellLine](
    "multiverse.csv",
    "Medians and decisions under every distinct set of conventions",
    "test_sensitivity",
    (
        Column("metric", "metric of the plan", "metric.metric"),
        Column(
            "cell",
            "specifications with the same inputs are one cell, numbered in the order of specifications.csv",
            "cell.number",
            type="integer",
        ),
        Column("headline", "whether the headline is one of them", "cell.is_headline", type="boolean"),
        Column("n_specifications", "how many they are", "cell.n_specifications", type="integer"),
        *(
            Column(name, f"options that occur in the cell; {meaning}", _of_switch("cell.options", name))
            for name, meaning in OPTIONS.items()
        ),
        *columns_of(
            CellClass, part="line", after={"class": (Column("unit", "SI unit of the numbers", "metric.unit"),)}
        ),
        Column(
            "decisions",
            "pairs of classes that are tested, with the decision",
            lambda row: [f"{pair}: {d}" for pair, d in row.cell.decisions.items() if d != "not tested"],
        ),
    ),
)
SPECIFICATIONS = PublishedTable[Specification](
    "specifications.csv",
    "Joint choices of conventions, each with its cell of multiverse.csv",
    "test_sensitivity",
    (
        Column("metric", "metric of the plan"),
        *(Column(name, meaning, _of_switch("options", name)) for name, meaning in OPTIONS.items()),
        Column("cell", "cell of multiverse.csv that holds its result", type="integer"),
        Column("headline", "whether it is the headline", type="boolean"),
    ),
)


def cell_lines(record: MultiverseRecord) -> Iterator[CellLine]:
    """The rows of multiverse.csv."""
    for metric in record.metrics:
        for cell in metric.cells:
            yield from (CellLine(metric, cell, line) for line in cell.classes)


def specifications(record: MultiverseRecord) -> Iterator[Specification]:
    """The rows of specifications.csv."""
    for metric in record.metrics:
        for options, cell in zip(record.specifications, metric.cell_of, strict=True):
            named = dict(zip(SWITCHES, options, strict=True))
            yield Specification(metric.metric, named, cell, options == record.headline)


NOT_TESTED = "not tested"


def multiverse(corpus: Corpus, library: Library, classes: Classes, config: Config) -> MultiverseRecord:
    """All joint specifications of the plan on the review set; empty without papers or credited classes."""
    plan = config.analysis
    metrics = (plan.primary, *plan.secondary)
    arrays = build_arrays(corpus, library, classes, config, metrics)
    if not arrays.papers or not arrays.classes:
        return MultiverseRecord()
    conventions = config.conventions
    tiers = FIRST_HAND
    headline = (conventions.headline_pulse, conventions.conductance_mean, tiers, "both", "own", "no", "no")
    return MultiverseRecord(
        specifications=arrays.specifications,
        headline=headline,
        metrics=tuple(_Metric(arrays, metric, headline, config).record() for metric in metrics),
    )


@dataclass(frozen=True, slots=True)
class _Class:
    """The papers of a class in a specification: how many are known and only bounded, their medians as log10.

    lower, upper: bounds of the median, nan without papers; key: digest of the papers' ends, equal where they are.
    """

    n: int
    n_bounded: int
    lower: float
    upper: float
    middle_of_known: float
    key: bytes

    @property
    def bounds(self) -> tuple[float, float]:
        """Bounds of the median."""
        return self.lower, self.upper

    @property
    def is_sharp(self) -> bool:
        """Whether the bounds allow one number only."""
        return self.lower == self.upper and math.isfinite(self.lower)


def _classes(values: NDArray[np.float64], members: NDArray[np.bool_]) -> list[list[_Class]]:
    """The classes of every specification. values: (conventions, 2 ends, papers); members: (places, classes, papers).

    Many places give a class the same papers: each such set is worked out once under each convention.
    """
    n_places, n_classes, n_papers = members.shape
    sets, set_of = np.unique(members.reshape(-1, n_papers), axis=0, return_inverse=True)
    places = set_of.reshape(n_places, n_classes)
    found = []
    for ends in values:
        of_set = [_class(ends, held) for held in sets]
        found += [[of_set[number] for number in row] for row in places]
    return found


def _class(ends: NDArray[np.float64], held: NDArray[np.bool_]) -> _Class:
    own = ends[:, held]
    points = _known_points(own)
    lower, upper = rank_median(own)
    each_at_its_place = np.nan_to_num(np.where(held, ends, np.nan), nan=math.pi)
    return _Class(
        n=int((~np.isnan(points)).sum()),
        n_bounded=int((np.isnan(points) & ~np.isnan(own[0])).sum()),
        lower=float(lower),
        upper=float(upper),
        middle_of_known=float(rank_median(points)),
        key=hashlib.sha256(each_at_its_place.tobytes()).digest(),
    )


def _known_points(ends: NDArray[np.float64]) -> NDArray[np.float64]:
    """Of papers' ends, (2, papers), the value where both are one number, nan for the others."""
    return np.where((ends[0] == ends[1]) & np.isfinite(ends[0]), ends[0], np.nan)


class _Metric:
    """Builds the record of one metric."""

    def __init__(self, arrays: Arrays, metric: str, headline: tuple[str, ...], config: Config) -> None:
        self.arrays, self.metric, self.config = arrays, metric, config
        self.specifications = arrays.specifications
        self.found = _classes(arrays.values[metric], arrays.members)
        numbers: dict[bytes, int] = {}
        keys = (b"".join(each.key for each in classes) for classes in self.found)
        self.cell_of = tuple(numbers.setdefault(key, len(numbers)) for key in keys)
        self.firsts = [self.cell_of.index(number) for number in range(len(numbers))]
        self.headline = self.specifications.index(headline) if headline in self.specifications else None
        self.tested: dict[bytes, dict[str, str]] = {}
        self.decisions = [self._decisions(place) for place in self.firsts]

    def _ends(self, place: int) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        """Ends of all papers in a specification, (2, papers), and which papers each class has, (classes, papers)."""
        convention, spot = divmod(place, len(self.arrays.places))
        return self.arrays.values[self.metric][convention], self.arrays.members[spot]

    def _papers(self, place: int, index: int) -> list[str]:
        """Papers of a class with evidence in a specification, known or bounded."""
        ends, members = self._ends(place)
        held = members[index] & ~np.isnan(ends[0])
        return [paper for paper, is_in in zip(self.arrays.papers, held, strict=True) if is_in]

    def record(self) -> MetricMultiverse:
        enough = self.config.analysis.inclusion.interval_from
        estimable = sum(any(each.n >= enough for each in classes) for classes in self.found)
        tested = sum(any(d != NOT_TESTED for d in self.decisions[cell].values()) for cell in self.cell_of)
        return MetricMultiverse(
            metric=self.metric,
            unit=self.config.metrics[self.metric].unit,
            n_specified=self._count("specified", "specifications", len(self.cell_of)),
            n_distinct=self._count("distinct", "specifications with inputs of their own", len(self.firsts)),
            n_estimable=self._count("estimable", "specifications with a class that has an interval", estimable),
            n_tested=self._count("tested", "specifications in which a pair is tested", tested),
            cells=tuple(self._cell(number) for number in range(len(self.firsts))),
            cell_of=self.cell_of,
            spans=tuple(map(self._span, range(len(self.arrays.classes)))),
            effects=tuple(self._effects()),
            flips=tuple(self._flips()),
        )

    def _cell(self, number: int) -> MultiverseCell:
        own = [self.specifications[place] for place, cell in enumerate(self.cell_of) if cell == number]
        named = zip(self.arrays.classes, self.found[self.firsts[number]], strict=True)
        return MultiverseCell(
            number=number,
            n_specifications=len(own),
            is_headline=self.headline is not None and self.cell_of[self.headline] == number,
            options=dict(zip(SWITCHES, (tuple(dict.fromkeys(each)) for each in zip(*own, strict=True)), strict=True)),
            classes=tuple(
                CellClass(
                    device_class=name,
                    n=found.n,
                    n_bounded=found.n_bounded,
                    median=_power(found.lower) if found.is_sharp else None,
                    lower=_power(found.lower),
                    upper=_power(found.upper),
                    middle_of_known=_power(found.middle_of_known),
                )
                for name, found in named
            ),
            decisions=self.decisions[number],
        )

    def _decisions(self, place: int) -> dict[str, str]:
        """The decision on every pair of classes in a specification, by the plan's tests."""
        names = self.arrays.classes
        decisions = {f"{first}-{second}": NOT_TESTED for first, second in combinations(names, 2)}
        if sum(each.n >= self.config.analysis.inclusion.interval_from for each in self.found[place]) < 2:
            return decisions
        ends, members = self._ends(place)
        samples = np.where(members, _known_points(ends), np.nan)
        key = samples.tobytes()
        if key not in self.tested:
            parts = {name: own[~np.isnan(own)] for name, own in zip(names, samples, strict=True)}
            self.tested[key] = decisions | self._test({name: own for name, own in parts.items() if own.size})
        return self.tested[key]

    def _test(self, parts: Mapping[str, NDArray[np.float64]]) -> dict[str, str]:
        """The decision on each tested pair; parts: log10 of the known papers of each class, in the order of classes."""
        plan = self.config.analysis
        pairs = compare_pairs(
            np.concatenate(list(parts.values())),
            groups=[name for name, part in parts.items() for _ in part],
            **{**pair_options(self.config), "n_permutations": plan.resamples.multiverse},
        )
        order = list(parts)
        found = {}
        for pair in pairs:
            first, second = sorted((pair.first, pair.second), key=order.index)
            if pair.p_adjusted is not None:
                side = "above" if np.median(parts[first]) > np.median(parts[second]) else "below"
                differs = pair.p_adjusted < plan.alpha
                found[f"{first}-{second}"] = f"{first} {side} {second}" if differs else "not shown to differ"
        return found

    def _span(self, index: int) -> ClassSpan:
        name = self.arrays.classes[index]
        known = [place for place in self.firsts if not math.isnan(self.found[place][index].lower)]
        least = min(known, key=lambda place: (self.found[place][index].lower, place), default=None)
        greatest = max(known, key=lambda place: (self.found[place][index].upper, place), default=None)
        most = max(classes[index].n for classes in self.found)
        return ClassSpan(
            device_class=name,
            headline=self._median(f"{name}#headline", f"{name}, headline", self.headline, index),
            least=self._median(f"{name}#least", f"{name}, least over all cells", least, index),
            greatest=self._median(f"{name}#greatest", f"{name}, greatest over all cells", greatest, index),
            most_papers=self._count(f"{name}#most", f"{name}: most papers with a value in a cell", most),
        )

    def _effects(self) -> Iterator[SwitchEffect]:
        """The median of each class with one switch alone thrown, where it or its papers are others."""
        for switch, option, place in self.alone:
            places = certain(self.headline), place
            for index, name in enumerate(self.arrays.classes):
                before, after = (self._papers(spot, index) for spot in places)
                first, then = (self.found[spot][index].bounds for spot in places)
                if before == after and (first == then or not before):
                    continue
                base, label = f"{name}/{switch}={option}", f"with {switch} {option}"
                yield SwitchEffect(
                    switch=switch,
                    option=option,
                    device_class=name,
                    n=self._count(f"{base}#n", f"{name} papers {label}", self.found[place][index].n),
                    median=self._median(f"{base}#median", f"{name} {label}", place, index),
                    entered=tuple(paper for paper in after if paper not in before),
                    left=tuple(paper for paper in before if paper not in after),
                )

    @cached_property
    def alone(self) -> list[tuple[str, str, int]]:
        """Specifications that differ from the headline in one switch: switch, option, place."""
        if self.headline is None:
            return []
        base = self.specifications[self.headline]
        found = []
        for place, options in enumerate(self.specifications):
            others = [(switch, own) for switch, own, usual in zip(SWITCHES, options, base, strict=True) if own != usual]
            found += [(*others[0], place)] if len(others) == 1 else []
        return found

    def _flips(self) -> Iterator[Flip]:
        for pair, decision in self.decisions[self.cell_of[self.headline]].items() if self.headline is not None else ():
            others = [self.decisions[cell][pair] for cell in self.cell_of]
            for other in sorted(set(others) - {decision}):
                alone = tuple(
                    f"{switch} {option}"
                    for switch, option, place in self.alone
                    if self.decisions[self.cell_of[place]][pair] == other
                )
                n = self._count(f"{pair}/{other}#n", f"specifications with {pair} {other}", others.count(other))
                yield Flip(pair=pair, headline=decision, decision=other, n_specifications=n, alone=alone)

    def _median(self, name: str, label: str, place: int | None, index: int) -> Result | None:
        """The median of a class in a specification, its bounds where they allow more than one number."""
        if place is None or math.isnan(self.found[place][index].lower):
            return None
        found = self.found[place][index]
        options = ", ".join(map(" ".join, zip(SWITCHES, self.specifications[place], strict=True)))
        lower, upper = (10**end for end in found.bounds)
        return Result(
            id=f"multiverse/{self.metric}/{name}",
            kind="statistic",
            label=f"median over papers with evidence, {label}",
            value=lower if found.is_sharp else None,
            low=lower,
            high=upper,
            unit=self.config.metrics[self.metric].unit,
            inputs=joined_ids(self.arrays.inputs[paper] for paper in self._papers(place, index)),
            rule=f"medians of the papers' lower and of their upper ends on the log scale; {options}",
        )

    def _count(self, name: str, label: str, number: int) -> Result:
        return count_of(
            f"multiverse/{self.metric}/{name}", label, number, "counted over the joint specifications of the plan"
        )


def _power(value: float) -> float | None:
    """10 to the value; None for nan, and for an end that is not bounded."""
    return 10**value if math.isfinite(value) else (0.0 if value == -math.inf else None)
