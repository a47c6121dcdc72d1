"""What interval-censored log-normal values say of their classes: class, laboratory and error, by exact quadrature.

One value y a paper, on the log scale, known as a point or within ends:

    y = m_class + a_laboratory + e_paper + error
    m_class ~ N(mu, spread_of_classes^2), mu flat
    a ~ N(0, s_lab^2), e ~ N(0, s_paper^2), s_lab and s_paper half-normal with scale SPREAD_SCALE
    error ~ N(0, error^2), its SD given

Given both spreads the laboratories are independent, so every integral over the model is a sum over a grid of places and
a smoothing by a normal curve; the spreads are summed over Gauss-Legendre nodes (Gelman, Bayesian Anal. 2006, 1, 515,
for half-normal scales with few groups; Gelman et al., Bayesian Data Analysis, 3rd ed., 2013, ch. 5, for the model).
Nothing is drawn.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from memlit.errors import NotEstimable
from memlit.statistics import checks
from memlit.statistics.checks import FloatArray, Labels

SPREAD_SCALE = 1.0
"""Scale of the half-normal priors of the spread between laboratories and between papers, in decades."""
_STEP = 0.1
"""Distance of the places of the grid, in decades; a spread below it is taken as it."""
_MARGIN = 9.0
"""Decades of the grid beyond the outermost end that is known."""
_NODES = 9
"""Nodes of each spread, up to LARGEST_SPREAD of its scales."""
LARGEST_SPREAD = 3.5
_PRINTED_EVERY = 4
"""Places between two values that a paper may print, in the expectation over them."""


@dataclass(frozen=True, slots=True)
class ModelInterval:
    """A median with the ends of its central interval, in decades."""

    median: float
    low: float
    high: float


class ClassModel:
    """The model fitted to the values of papers; what it says is asked by class.

    low, high: ends of each value on the log10 scale (n,), equal for a point, -inf and inf where open; groups: the class
    of each; laboratories: its laboratory, whose papers share an effect within a class; spread_of_classes: SD of the
    class medians about their centre, the prior; error: SD of the error of one value, in decades.

    Raises NotEstimable where an end is not a number, no end is finite, or a lower end is above its upper one.
    """

    def __init__(
        self,
        low: ArrayLike,
        high: ArrayLike,
        *,
        groups: Labels,
        laboratories: Labels,
        spread_of_classes: float,
        error: float = 0.0,
        level: float = 0.95,
    ) -> None:
        where = "ClassModel"
        ends = np.array([checks.numbers(low, where, "low"), checks.numbers(high, where, "high")])
        checks.same_length(where, low=ends[0], high=ends[1], groups=groups, laboratories=laboratories)
        known = ends[np.isfinite(ends)]
        if np.isnan(ends).any() or not known.size:
            raise NotEstimable(where, "no end of a value is known", "pass values of which at least one end is finite")
        if (ends[0] > ends[1]).any():
            raise NotEstimable(where, "a lower end is above its upper one", "pass the lower ends first")
        if spread_of_classes <= 0 or error < 0:
            raise NotEstimable(where, "a spread is not above zero", "pass a spread of classes above 0, an error from 0")
        self.level, self.error = checks.confidence(level, where), error
        self.spread_of_classes = spread_of_classes
        self.places = np.arange(known.min() - _MARGIN, known.max() + _MARGIN + _STEP, _STEP)
        self._values: dict[Hashable, dict[Hashable, list[tuple[float, float]]]] = {}
        for group, laboratory, *pair in zip(groups, laboratories, *ends.tolist(), strict=True):
            self._values.setdefault(group, {}).setdefault(laboratory, []).append((pair[0], pair[1]))
        nodes, weights = np.polynomial.legendre.leggauss(_NODES)
        spreads = np.maximum((nodes + 1) / 2 * LARGEST_SPREAD * SPREAD_SCALE, _STEP)
        self._of_laboratory = np.repeat(spreads, _NODES)
        self._of_paper = np.tile(spreads, _NODES)
        prior = weights * np.exp(-((spreads / SPREAD_SCALE) ** 2) / 2)
        self._prior = np.repeat(prior, _NODES) * np.tile(prior, _NODES)
        self._between = self._smoothing(spread_of_classes)
        self._of_others: dict[Hashable, FloatArray] = {}
        self._integrated: dict[tuple[Hashable, Hashable], tuple[FloatArray, FloatArray]] = {}
        self._within = {spread: self._smoothing(spread) for spread in spreads.tolist()}

    def prior(self, group: Hashable) -> ModelInterval:
        """The median of the class as all other classes have it: what would be said without a value of its own."""
        return self._interval(self._elsewhere(group).sum(axis=0))

    def median(self, group: Hashable) -> ModelInterval:
        """The median of a class."""
        return self._interval(self._joint(group).sum(axis=0))

    def medians_without_one(self, group: Hashable) -> list[ModelInterval]:
        """The median of a class with the values of each of its laboratories left out in turn."""
        elsewhere = self._elsewhere(group)
        return [self._interval((elsewhere * rest).sum(axis=0)) for rest in self._without_one(group)]

    def new_device(self, group: Hashable) -> ModelInterval:
        """A device of a new laboratory of the class, measured without error: wider than the median of the class."""
        total = np.zeros_like(self.places)
        joint = self._joint(group)
        for node, (laboratory, paper) in enumerate(zip(self._of_laboratory, self._of_paper, strict=True)):
            total += joint[node] @ self._within[paper] @ self._within[laboratory]
        return self._interval(total)

    def below(self, first: Hashable, second: Hashable) -> float:
        """Posterior probability that the median of the first class is below that of the second.

        Before any value it is 1/2.
        """
        above, whole = self._against(second, first)
        return _share(self._likelihood(first), above, whole)

    def below_without_one(self, first: Hashable, second: Hashable) -> list[float]:
        """The same with each laboratory of the first, then of the second class left out in turn."""
        above, whole = self._against(second, first)
        found = [_share(rest, above, whole) for rest in self._without_one(first)]
        above, whole = self._against(first, second)
        return found + [_share(rest, whole - above, whole) for rest in self._without_one(second)]

    def _against(self, other: Hashable, group: Hashable) -> tuple[FloatArray, FloatArray]:
        """For each place of the median of `group` the density of all else, with the other class above it, and whole.

        Two arrays (nodes, places); at the place itself half of the other class counts as above.
        """
        if (other, group) in self._integrated:
            return self._integrated[other, group]
        rest = self._prior[:, None] * self._product_of_others({group, other})
        likelihood = self._likelihood(other)
        above, whole = np.zeros_like(rest), np.zeros_like(rest)
        for node, own in enumerate(likelihood):
            of_other = self._between * own
            up_to = np.cumsum(of_other, axis=1)
            total = up_to[:, -1:]
            above[node] = rest[node] @ (self._between * (total - up_to + of_other / 2))
            whole[node] = rest[node] @ (self._between * total)
        self._integrated[other, group] = above, whole
        return above, whole

    def width_after_paper(
        self, group: Hashable, laboratory: Hashable = None, bounds: tuple[float, float] = (-np.inf, np.inf)
    ) -> float:
        """Expected length of the interval of a class median once one more paper gives its value, in decades.

        laboratory: one that has values in the class, None for a new one; bounds: ends within which the value is known
        already: a value of that laboratory within just these ends gives way to the new one. The expectation runs over
        what the model expects the paper to print (preposterior analysis: Raiffa and Schlaifer, Applied Statistical
        Decision Theory, 1961).
        """
        others = self._joint(group, laboratory)
        own = list(self._values.get(group, {}).get(laboratory, []))
        if bounds in own:
            own.remove(bounds)
        printed = self.places[(self.places >= bounds[0]) & (self.places <= bounds[1])][::_PRINTED_EVERY]
        if not printed.size:
            printed = np.array([np.mean(bounds)])
        joint = np.zeros((printed.size, self.places.size))
        for node, (spread, paper) in enumerate(zip(self._of_laboratory, self._of_paper, strict=True)):
            sd = float(np.hypot(paper, self.error))
            if own:
                new = (_normal(printed[:, None] - self.places, sd) * self._of_papers(own, paper)) @ self._within[spread]
            else:
                new = _normal(printed[:, None] - self.places, float(np.hypot(sd, spread)))
            joint += others[node] * new
        weights = joint.sum(axis=1)
        widths = [self._interval(row) for row in joint[weights > 0]]
        return float(np.average([item.high - item.low for item in widths], weights=weights[weights > 0]))

    def _smoothing(self, spread: float) -> FloatArray:
        """The matrix that adds a normal deviate to a place; its columns need no norm, for all weights share it."""
        return _normal(self.places[:, None] - self.places, max(spread, _STEP)) * _STEP

    def _of_papers(self, values: Sequence[tuple[float, float]], paper: float) -> FloatArray:
        """Likelihood of a laboratory's own level at every place: the product over its papers."""
        from scipy.special import ndtr

        sd = float(np.hypot(paper, self.error))
        likelihood = np.ones_like(self.places)
        for low, high in values:
            if low == high:
                likelihood = likelihood * _normal(low - self.places, sd)
            else:
                # The tail on whose side the interval lies keeps its digits.
                upper, lower = (high - self.places) / sd, (low - self.places) / sd
                far = lower > 0
                likelihood = likelihood * np.where(far, ndtr(-lower) - ndtr(-upper), ndtr(upper) - ndtr(lower))
        return likelihood

    @cached_property
    def _laboratory_likelihoods(self) -> dict[Hashable, dict[Hashable, FloatArray]]:
        """Likelihood of the class median by class and laboratory (nodes, places)."""
        by_paper = {
            (group, laboratory, paper): self._of_papers(values, paper)
            for group, laboratories in self._values.items()
            for laboratory, values in laboratories.items()
            for paper in set(self._of_paper.tolist())
        }
        return {
            group: {
                laboratory: np.array(
                    [
                        by_paper[group, laboratory, paper] @ self._within[spread]
                        for spread, paper in zip(self._of_laboratory.tolist(), self._of_paper.tolist(), strict=True)
                    ]
                )
                for laboratory in laboratories
            }
            for group, laboratories in self._values.items()
        }

    @cached_property
    def _likelihoods(self) -> dict[Hashable, FloatArray]:
        """Likelihood of each class median (nodes, places), to a factor."""
        return {group: self._product(own.values()) for group, own in self._laboratory_likelihoods.items()}

    def _likelihood(self, group: Hashable, without: Hashable = None) -> FloatArray:
        """That of one class, of which nothing may be known; without: a laboratory that is left out."""
        own = self._laboratory_likelihoods.get(group, {})
        if without in own:
            return self._product(likelihood for laboratory, likelihood in own.items() if laboratory != without)
        return self._likelihoods[group] if own else self._product([])

    def _without_one(self, group: Hashable) -> Iterator[FloatArray]:
        """The likelihood of a class with each of its laboratories left out in turn."""
        own = list(self._laboratory_likelihoods.get(group, {}).values())
        behind = [self._product([])]
        for likelihood in reversed(own[1:]):
            behind.append(self._product([behind[-1], likelihood]))
        before = self._product([])
        for likelihood, rest in zip(own, reversed(behind), strict=True):
            yield self._product([before, rest])
            before = self._product([before, likelihood])

    def _product(self, likelihoods: Iterable[FloatArray]) -> FloatArray:
        """Their product over nodes and places, its largest 1: that of very many has no end among floats."""
        product = np.ones((self._prior.size, self.places.size))
        for likelihood in likelihoods:
            product = product * likelihood
            product /= product.max()
        return product

    @cached_property
    def _centres(self) -> dict[Hashable, FloatArray]:
        """What each class says of the centre of all classes (nodes, places)."""
        return {group: self._likelihood(group) @ self._between for group in self._values}

    def _product_of_others(self, left_out: set[Hashable]) -> FloatArray:
        return self._product(centre for group, centre in self._centres.items() if group not in left_out)

    def _elsewhere(self, group: Hashable) -> FloatArray:
        """Density of the class median and the spreads by what the other classes say (nodes, places)."""
        if group not in self._of_others:
            self._of_others[group] = self._prior[:, None] * (self._product_of_others({group}) @ self._between)
        return self._of_others[group]

    def _joint(self, group: Hashable, without: Hashable = None) -> FloatArray:
        return self._elsewhere(group) * self._likelihood(group, without)

    def _interval(self, density: FloatArray) -> ModelInterval:
        """Median and central interval of a density on the grid, linear between the edges of its cells."""
        shares = np.concatenate([[0.0], np.cumsum(density)])
        edges = np.append(self.places - _STEP / 2, self.places[-1] + _STEP / 2)
        tail = (1 - self.level) / 2
        low, median, high = np.interp(np.array([tail, 0.5, 1 - tail]) * shares[-1], shares, edges)
        return ModelInterval(float(median), float(low), float(high))


def _normal(distance: FloatArray, sd: float) -> FloatArray:
    """Normal density."""
    return np.asarray(np.exp(-((distance / sd) ** 2) / 2) / (sd * np.sqrt(2 * np.pi)))


def _share(likelihood: FloatArray, part: FloatArray, whole: FloatArray) -> float:
    """The share of a part in the whole of a density (nodes, places), with the likelihood of the class median."""
    return float((likelihood * part).sum() / (likelihood * whole).sum())
