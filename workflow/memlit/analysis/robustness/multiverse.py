"""The multiverse of conventions on the review set: every joint choice, identical ones collapsed, flipped decisions."""

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from memlit.analysis.robustness.multiverse_arrays import Arrays, build_arrays
from memlit.analysis.robustness.multiverse_record import (
    SWITCHES,
    Cell,
    CellClass,
    ClassSpan,
    Flip,
    MetricMultiverse,
    Multiverse,
    SwitchEffect,
)
from memlit.config import Classes, Config
from memlit.datum import Result, count_of
from memlit.devices.gather import Corpus
from memlit.library import Library
from memlit.statistics import compare_pairs
from memlit.statistics.comparison.bounds import rank_median

NOT_TESTED = "not tested"


def multiverse(corpus: Corpus, library: Library, classes: Classes, config: Config) -> Multiverse:
    """All joint specifications of the plan on the review set; empty without papers or credited classes."""
    plan = config.analysis
    metrics = (plan.primary, *plan.secondary)
    arrays = build_arrays(corpus, library, classes, config, metrics)
    if not arrays.papers or not arrays.classes:
        return Multiverse()
    conventions = config.conventions
    tiers = "+".join(config.evidence.tiers)
    headline = (conventions.headline_pulse, conventions.conductance_mean, tiers, "both", "own", "no", "no")
    return Multiverse(
        specifications=arrays.specifications,
        headline=headline,
        metrics=tuple(_Metric(arrays, metric, headline, config).record() for metric in metrics),
    )


@dataclass(slots=True)
class _Pass:
    """What the pass over all cells gives, each of shape (specifications, classes).

    keys: digest of the papers' ends of a class in a cell, equal where they are.
    """

    n: NDArray[np.int64]
    n_bounded: NDArray[np.int64]
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]
    middle_of_known: NDArray[np.float64]
    keys: NDArray[np.object_]


def one_pass(values: NDArray[np.float64], members: NDArray[np.bool_]) -> _Pass:
    """values: (conventions, 2 ends, papers); members: (places, classes, papers).

    Many places give a class the same papers: each such set is worked out once under each convention, so that memory
    is for one set of papers and not for all cells.
    """
    n_places, n_classes, n_papers = members.shape
    shape = (values.shape[0], n_places * n_classes)
    found = _Pass(
        n=np.zeros(shape, dtype=np.int64),
        n_bounded=np.zeros(shape, dtype=np.int64),
        lower=np.full(shape, np.nan),
        upper=np.full(shape, np.nan),
        middle_of_known=np.full(shape, np.nan),
        keys=np.empty(shape, dtype=object),
    )
    sets, set_of = np.unique(members.reshape(-1, n_papers), axis=0, return_inverse=True)
    where = [np.flatnonzero(set_of.reshape(-1) == number) for number in range(len(sets))]
    for convention, ends in enumerate(values):
        for held, cells in zip(sets, where, strict=True):
            spots = (convention, cells)
            own = ends[:, held]
            points = known_points(own)
            found.n[spots] = (~np.isnan(points)).sum()
            found.n_bounded[spots] = (np.isnan(points) & ~np.isnan(own[0])).sum()
            found.lower[spots], found.upper[spots] = rank_median(own)
            found.middle_of_known[spots] = rank_median(points)
            found.keys[spots] = _key(ends, held)
    for name in ("n", "n_bounded", "lower", "upper", "middle_of_known", "keys"):
        setattr(found, name, getattr(found, name).reshape(-1, n_classes))
    return found


def known_points(ends: NDArray[np.float64]) -> NDArray[np.float64]:
    """Of papers' ends, (2, papers), the value where both are one number, nan for the others."""
    return np.where((ends[0] == ends[1]) & np.isfinite(ends[0]), ends[0], np.nan)


def _key(ends: NDArray[np.float64], held: NDArray[np.bool_]) -> bytes:
    """Digest of the ends of a set of papers, each at its paper's place."""
    return hashlib.sha256(np.nan_to_num(np.where(held, ends, np.nan), nan=math.pi).tobytes()).digest()


class _Metric:
    """Builds the record of one metric."""

    def __init__(self, arrays: Arrays, metric: str, headline: tuple[str, ...], config: Config) -> None:
        self.arrays, self.metric, self.config = arrays, metric, config
        self.specifications = arrays.specifications
        self.found = one_pass(arrays.values[metric], arrays.members)
        keys = [b"".join(row) for row in self.found.keys]
        first = {key: place for place, key in reversed(list(enumerate(keys)))}
        order = {key: number for number, key in enumerate(sorted(first, key=lambda key: first[key]))}
        self.cell_of = tuple(order[key] for key in keys)
        self.firsts = [first[key] for key in sorted(first, key=lambda key: first[key])]
        self.headline = self.specifications.index(headline) if headline in self.specifications else None
        self.tested: dict[bytes, dict[str, str]] = {}
        self.decisions = [self._decisions(place) for place in self.firsts]

    def _sample(self, place: int) -> NDArray[np.float64]:
        """Values of the papers of each class in a specification, (classes, papers), nan where there is none."""
        convention, spot = divmod(place, len(self.arrays.places))
        return np.where(self.arrays.members[spot], known_points(self.arrays.values[self.metric][convention]), np.nan)

    def _papers(self, place: int, index: int) -> list[str]:
        """Papers of a class with evidence in a specification, known or bounded."""
        convention, spot = divmod(place, len(self.arrays.places))
        has_evidence = ~np.isnan(self.arrays.values[self.metric][convention, 0])
        held = self.arrays.members[spot, index] & has_evidence
        return [paper for paper, is_in in zip(self.arrays.papers, held, strict=True) if is_in]

    def record(self) -> MetricMultiverse:
        enough = self.config.analysis.inclusion.interval_from
        estimable = sum(bool((self.found.n[place] >= enough).any()) for place in range(len(self.cell_of)))
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
            spans=tuple(self._span(index) for index in range(len(self.arrays.classes))),
            effects=tuple(self._effects()),
            flips=tuple(self._flips()),
        )

    def _cell(self, number: int) -> Cell:
        own = [self.specifications[place] for place, cell in enumerate(self.cell_of) if cell == number]
        return Cell(
            number=number,
            n_specifications=len(own),
            is_headline=self.headline is not None and self.cell_of[self.headline] == number,
            options={
                switch: tuple(dict.fromkeys(specification[place] for specification in own))
                for place, switch in enumerate(SWITCHES)
            },
            classes=tuple(self._class(self.firsts[number], index) for index in range(len(self.arrays.classes))),
            decisions=self.decisions[number],
        )

    def _class(self, place: int, index: int) -> CellClass:
        found = self.found
        return CellClass(
            device_class=self.arrays.classes[index],
            n=int(found.n[place, index]),
            n_bounded=int(found.n_bounded[place, index]),
            median=_power(found.lower[place, index]) if self._is_sharp(place, index) else None,
            lower=_power(found.lower[place, index]),
            upper=_power(found.upper[place, index]),
            middle_of_known=_power(found.middle_of_known[place, index]),
        )

    def _is_sharp(self, place: int, index: int) -> bool:
        lower, upper = self._bounds(place, index)
        return lower == upper and math.isfinite(lower)

    def _bounds(self, place: int, index: int) -> tuple[float, float]:
        return float(self.found.lower[place, index]), float(self.found.upper[place, index])

    def _decisions(self, place: int) -> dict[str, str]:
        """The decision on every pair of classes in a specification, by the plan's tests."""
        names = self.arrays.classes
        decisions = {f"{first}-{second}": NOT_TESTED for first, second in combinations(names, 2)}
        plan = self.config.analysis
        if (self.found.n[place] >= plan.inclusion.interval_from).sum() < 2:
            return decisions
        samples = self._sample(place)
        key = samples.tobytes()
        if key not in self.tested:
            self.tested[key] = decisions | self._test(samples, names)
        return self.tested[key]

    def _test(self, samples: NDArray[np.float64], names: Sequence[str]) -> dict[str, str]:
        plan = self.config.analysis
        present = [index for index in range(len(names)) if not np.isnan(samples[index]).all()]
        parts = {names[index]: samples[index][~np.isnan(samples[index])] for index in present}
        pairs = compare_pairs(
            np.concatenate(list(parts.values())),
            groups=[name for name, part in parts.items() for _ in part],
            minimum=plan.inclusion.interval_from,
            alpha=plan.alpha,
            n_permutations=plan.resamples.multiverse,
            permute_below=plan.inclusion.permutation_below,
            seed=self.config.seed,
        )
        order = {name: place for place, name in enumerate(names)}
        found = {}
        for pair in pairs:
            first, second = sorted((pair.first, pair.second), key=order.__getitem__)
            if pair.p_adjusted is not None:
                above = (np.median(parts[first]) > np.median(parts[second])) if pair.p_adjusted < plan.alpha else None
                found[f"{first}-{second}"] = (
                    "not shown to differ" if above is None else f"{first} {'above' if above else 'below'} {second}"
                )
        return found

    def _span(self, index: int) -> ClassSpan:
        name = self.arrays.classes[index]
        known = [place for place in self.firsts if not math.isnan(self.found.lower[place, index])]
        least = min(known, key=lambda place: (self.found.lower[place, index], place), default=None)
        greatest = max(known, key=lambda place: (self.found.upper[place, index], place), default=None)
        base = f"{name}"
        headline = None
        if self.headline is not None:
            headline = self._median(f"{base}#headline", f"{name}, headline", self.headline, index)
        most = int(self.found.n[:, index].max())
        return ClassSpan(
            device_class=name,
            headline=headline,
            least=self._median(f"{base}#least", f"{name}, least over all cells", least, index),
            greatest=self._median(f"{base}#greatest", f"{name}, greatest over all cells", greatest, index),
            most_papers=self._count(f"{name}#most", f"{name}: most papers with a value in a cell", most),
        )

    def _effects(self) -> list[SwitchEffect]:
        """The median of each class with one switch alone thrown, where it or its papers are others."""
        effects: list[SwitchEffect] = []
        if self.headline is None:
            return effects
        for switch, option, place in self._alone():
            for index, name in enumerate(self.arrays.classes):
                before, after = (self._papers(spot, index) for spot in (self.headline, place))
                first, then = (self._bounds(spot, index) for spot in (self.headline, place))
                if before == after and (first == then or not before):
                    continue
                n = int(self.found.n[place, index])
                base = f"{name}/{switch}={option}"
                effects.append(
                    SwitchEffect(
                        switch=switch,
                        option=option,
                        device_class=name,
                        n=self._count(f"{base}#n", f"{name} papers with {switch} {option}", n),
                        median=self._median(f"{base}#median", f"{name} with {switch} {option}", place, index),
                        entered=tuple(paper for paper in after if paper not in before),
                        left=tuple(paper for paper in before if paper not in after),
                    )
                )
        return effects

    def _alone(self) -> list[tuple[str, str, int]]:
        """Specifications that differ from the headline in one switch: switch, option, place."""
        assert self.headline is not None
        base = self.specifications[self.headline]
        found = []
        for place, specification in enumerate(self.specifications):
            changed = [i for i, option in enumerate(specification) if option != base[i]]
            if len(changed) == 1:
                found.append((SWITCHES[changed[0]], specification[changed[0]], place))
        return found

    def _flips(self) -> list[Flip]:
        flips: list[Flip] = []
        if self.headline is None:
            return flips
        home = self.decisions[self.cell_of[self.headline]]
        for pair, decision in home.items():
            others = [self.decisions[cell][pair] for cell in self.cell_of]
            for other in sorted(set(others) - {decision}):
                alone = tuple(
                    f"{switch} {option}"
                    for switch, option, place in self._alone()
                    if self.decisions[self.cell_of[place]][pair] == other
                )
                n = self._count(f"{pair}/{other}#n", f"specifications with {pair} {other}", others.count(other))
                flips.append(Flip(pair=pair, headline=decision, decision=other, n_specifications=n, alone=alone))
        return flips

    def _median(self, name: str, label: str, place: int | None, index: int) -> Result | None:
        """The median of a class in a specification, its bounds where they allow more than one number."""
        if place is None or math.isnan(self.found.lower[place, index]):
            return None
        inputs = tuple(dict.fromkeys(i for paper in self._papers(place, index) for i in self.arrays.inputs[paper]))
        options = ", ".join(
            f"{switch} {option}" for switch, option in zip(SWITCHES, self.specifications[place], strict=True)
        )
        lower, upper = (10**end for end in self._bounds(place, index))
        return Result(
            id=f"multiverse/{self.metric}/{name}",
            kind="statistic",
            label=f"median over papers with evidence, {label}",
            value=lower if self._is_sharp(place, index) else None,
            low=lower,
            high=upper,
            unit=self.config.metrics[self.metric].unit,
            inputs=inputs,
            rule=f"medians of the papers' lower and of their upper ends on the log scale; {options}",
        )

    def _count(self, name: str, label: str, number: int) -> Result:
        return count_of(
            f"multiverse/{self.metric}/{name}", label, number, "counted over the joint specifications of the plan"
        )


def _power(value: float) -> float | None:
    """10 to the value; None for nan, and for an end that is not bounded."""
    return 10**value if math.isfinite(value) else (0.0 if value == -math.inf else None)
