"""The main comparison of pairs, with Holm's adjustment, and what would flip a decision."""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import combinations, permutations
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from memlit.errors import NotEstimable
from memlit.statistics.checks import (
    FloatArray,
    IntArray,
    Labels,
    at_least,
    confidence,
    encode,
    same_length,
    sample,
    split,
)
from memlit.statistics.comparison.multiplicity import holm, holm_limits
from memlit.statistics.comparison.pairs import (
    brunner_munzel,
    mann_whitney_exact,
    p_of_sums,
    placement,
    sums_without_each,
)
from memlit.statistics.comparison.studentized import brunner_munzel_permuted, smallest_exact_p
from memlit.statistics.results import Pair

PAPERS_FOR_INTERVAL, PAPERS_FOR_RANKS, PAPERS_FOR_T = 6, 12, 20


def compare_pair(
    x: ArrayLike,
    y: ArrayLike,
    *,
    level: float = 0.95,
    n_permutations: int = 9999,
    seed: int = 0,
    permute_below: float = PAPERS_FOR_T,
) -> Pair:
    """Brunner-Munzel test with the logit interval, or the exact Mann-Whitney test where the samples do not overlap.

    With fewer than `permute_below` papers in a class p comes from studentized permutation (at the level of Holm's first
    step the t approximation rejects up to twice as often as it should; the note gives its p), else from the t
    distribution; math.inf permutes always. With fewer than PAPERS_FOR_RANKS of unequal spread the permutation rejects
    too often as well, so that p is then the larger of its p and that of Welch's test (evaluation/statistics.md). No p
    is smaller than `smallest_exact_p`.
    """
    where = "compare_pair"
    first, second = sample(x, where, minimum=2, name="x"), sample(y, where, minimum=2)
    effect = placement(first, second)
    if effect.p_less in (0.0, 1.0):
        return replace(mann_whitney_exact(first, second), note="the samples do not overlap: exact Mann-Whitney")
    pair = brunner_munzel(first, second, level=level)
    smallest = smallest_exact_p(first.size, second.size)
    approximate = max(pair.p or 0.0, smallest)
    if min(first.size, second.size) >= permute_below:
        return replace(pair, p=approximate)
    permuted = brunner_munzel_permuted(first, second, n_permutations=n_permutations, seed=seed)
    labellings = f"all {permuted.labellings}" if permuted.exact else f"{permuted.labellings}"
    found = replace(
        pair,
        p=permuted.p,
        p_is_limit=permuted.is_limit,
        df=None,
        method="Brunner-Munzel, studentized permutation, logit interval",
        note=f"{labellings} labellings; t approximation p = {approximate:.2g}",
    )
    if min(first.size, second.size) >= PAPERS_FOR_RANKS:
        return found
    from scipy.stats import ttest_ind

    welch = ttest_ind(first, second, equal_var=False).pvalue
    if not welch > permuted.p:
        return found
    note = f"{found.note}; p is Welch's, larger than the permuted {permuted.p:.2g}"
    return replace(found, p=float(welch), p_is_limit=False, note=note)


def compare_pairs(
    y: ArrayLike,
    *,
    groups: Labels,
    minimum: int = PAPERS_FOR_INTERVAL,
    alpha: float = 0.05,
    level: float = 0.95,
    n_permutations: int = 9999,
    seed: int = 0,
    permute_below: float = PAPERS_FOR_T,
) -> tuple[Pair, ...]:
    """Compare all pairs of groups (classes; one value per paper) and adjust over them by Holm's method.

    A pair with fewer than `minimum` papers in a class, or whose smallest attainable exact p is not below alpha / pairs,
    is kept without a test, and its note says so. Holm runs over the tested pairs. level, n_permutations, seed,
    permute_below: as `compare_pair`.
    """
    where = "compare_pairs"
    names, samples = split(y, groups, where, minimum=1)
    at_least(minimum, 1, where, "minimum")
    threshold = confidence(alpha, where, "alpha", 0.05) / math.comb(len(names), 2)
    compare = partial(compare_pair, level=level, n_permutations=n_permutations, seed=seed, permute_below=permute_below)
    rows = [
        replace(_tested(x, y, minimum, threshold, compare), first=first, second=second)
        for (first, x), (second, y) in combinations(zip(names, samples, strict=True), 2)
    ]
    return _adjusted(rows)


Test = Callable[[FloatArray, FloatArray], Pair]
"""`compare_pair` with the options that all pairs of a family share."""


def _tested(x: FloatArray, y: FloatArray, minimum: int, threshold: float, compare: Test) -> Pair:
    """The comparison of a pair of a family, without a test where its note says why."""
    reason = _untestable(x.size, y.size, minimum, threshold)
    try:
        if not reason:
            return compare(x, y)
    except NotEstimable as error:
        reason = f"not estimable: {error.problem}"
    return Pair(k=x.size + y.size, method="not tested", note=reason)


def _adjusted(rows: Sequence[Pair]) -> tuple[Pair, ...]:
    p = [pair.p for pair in rows if pair.p is not None]
    limits = [pair.p_is_limit for pair in rows if pair.p is not None]
    adjusted = zip(holm(p), holm_limits(p, limits), strict=True) if p else iter(())
    found = []
    for pair in rows:
        if pair.p is not None:
            value, is_limit = next(adjusted)
            pair = replace(pair, p_adjusted=value, p_adjusted_is_limit=is_limit)
        found.append(pair)
    return tuple(found)


def _untestable(n1: int, n2: int, minimum: int, threshold: float) -> str:
    if min(n1, n2) < minimum:
        return f"not tested: fewer than {minimum} papers in a class"
    if smallest_exact_p(n1, n2) >= threshold:
        return f"not tested: no p below {threshold:.4f} is attainable"
    return ""


@dataclass(frozen=True, kw_only=True)
class PaperLeftOut:
    """A paper without which the decision on pairs of classes is another one, and these pairs."""

    paper: Any
    flipped: tuple[tuple[Any, Any], ...]


def leave_one_paper_out(
    y: ArrayLike,
    *,
    groups: Labels,
    papers: Labels,
    alpha: float = 0.05,
    minimum: int = PAPERS_FOR_INTERVAL,
    n_permutations: int = 9999,
    seed: int = 0,
    permute_below: float = PAPERS_FOR_T,
) -> tuple[PaperLeftOut, ...]:
    """Leave out each paper (from every class that it is in), repeat the Holm decisions and give those that flip.

    y: one value per paper and class; groups: the class of each. Pairs that lose their test count as flipped.
    n_permutations, seed, permute_below: as `compare_pair`.
    """
    where = "leave_one_paper_out"
    compare = partial(compare_pair, n_permutations=n_permutations, seed=seed, permute_below=permute_below)
    values = sample(y, where)
    same_length(where, y=values, groups=groups, papers=papers)
    (names, codes), (paper_names, paper_codes) = encode(groups), encode(papers)
    samples = [values[codes == code] for code in range(len(names))]
    at_least(minimum, 1, where, "minimum")
    threshold = confidence(alpha, where, "alpha", 0.05) / max(1, math.comb(len(names), 2))
    family = _Family(samples, minimum, threshold, permute_below, compare)
    decisions = _decisions(family.full, alpha)
    found = []
    for paper, own in _places_of(codes, paper_codes).items():
        if any(len(places) == samples[code].size for code, places in own.items()):
            raise NotEstimable(where, f"a class rests on {paper_names[paper]} alone", "leave the class out")
        after = _decisions(family.without_a_paper(own), alpha)
        flipped = tuple((names[i], names[j]) for (i, j), decision in decisions.items() if after[i, j] != decision)
        if flipped:
            found.append(PaperLeftOut(paper=paper_names[paper], flipped=flipped))
    return tuple(found)


def _places_of(codes: IntArray, papers: IntArray) -> dict[int, dict[int, list[int]]]:
    """The places of each paper's values by class, each within its class."""
    found: dict[int, dict[int, list[int]]] = {}
    seen: Counter[int] = Counter()
    for code, paper in zip(codes.tolist(), papers.tolist(), strict=True):
        found.setdefault(paper, {}).setdefault(code, []).append(seen[code])
        seen[code] += 1
    return found


@dataclass(frozen=True)
class _Family:
    """The tests of all pairs of samples, and of what a paper leaves behind.

    tested: papers with equal values leave equal samples behind, which need one test only.
    """

    samples: Sequence[FloatArray]
    minimum: int
    threshold: float
    permute_below: float
    compare: Test
    tested: dict[tuple[bytes, bytes], float | None] = field(default_factory=dict)

    def p(self, x: FloatArray, y: FloatArray) -> float | None:
        """p of a pair of samples, None where it is not tested."""
        key = (np.sort(x).tobytes(), np.sort(y).tobytes())
        if key not in self.tested:
            self.tested[key] = _tested(x, y, self.minimum, self.threshold, self.compare).p
        return self.tested[key]

    @cached_property
    def full(self) -> dict[tuple[int, int], float | None]:
        """p of every pair with all papers."""
        pairs = combinations(range(len(self.samples)), 2)
        return {(i, j): self.p(self.samples[i], self.samples[j]) for i, j in pairs}

    @cached_property
    def without_each(self) -> dict[tuple[int, int], list[float]]:
        """p of a sample without each of its values in turn against another, nan where it is no t approximation."""
        options = (self.minimum, self.threshold, self.permute_below)
        pairs = permutations(range(len(self.samples)), 2)
        return {(own, other): _p_without_each(self.samples[own], self.samples[other], *options) for own, other in pairs}

    def without_a_paper(self, own: Mapping[int, Sequence[int]]) -> dict[tuple[int, int], float | None]:
        """p of every pair without a paper that has these places in its samples: pairs that lose a value are tested
        again."""
        found = dict(self.full)
        rest = {code: np.delete(self.samples[code], places) for code, places in own.items()}
        for i, j in self.full:
            if i in own or j in own:
                quick = self._quick(i, j, own)
                found[i, j] = (
                    self.p(rest.get(i, self.samples[i]), rest.get(j, self.samples[j])) if quick is None else quick
                )
        return found

    def _quick(self, i: int, j: int, own: Mapping[int, Sequence[int]]) -> float | None:
        """p of a pair of which one sample loses one value, by the t approximation; None where another test decides."""
        if len(own) > 1:
            return None
        ((code, places),) = own.items()
        p = self.without_each[code, j if i == code else i][places[0]] if len(places) == 1 else math.nan
        return None if math.isnan(p) else p


def _p_without_each(x: FloatArray, y: FloatArray, minimum: int, threshold: float, permute_below: float) -> list[float]:
    """p of `compare_pair` without each value of x in turn, nan where it is no t approximation."""
    n, m = x.size - 1, y.size
    if min(n, m) < max(permute_below, 2) or _untestable(n, m, minimum, threshold):
        return [math.nan] * x.size
    return list(np.maximum(p_of_sums(sums_without_each(x, y), n, m), smallest_exact_p(n, m)).tolist())


def _decisions(values: Mapping[tuple[int, int], float | None], alpha: float) -> dict[tuple[int, int], bool]:
    """Whether the p-value of each pair is below alpha when it is adjusted by Holm's method; not tested: it is not."""
    tested = [p for p in values.values() if p is not None]
    adjusted = iter(holm(tested) if tested else ())
    return {pair: p is not None and next(adjusted) < alpha for pair, p in values.items()}
