"""Permutation of class labels among papers (Phipson and Smyth, Stat. Appl. Genet. Mol. Biol. 2010, 9, 39)."""

import math
from collections.abc import Callable, Iterator
from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike

from memlit.errors import NotEstimable
from memlit.statistics import checks
from memlit.statistics.checks import FloatArray, IntArray, Labels
from memlit.statistics.comparison.groups import welch_f
from memlit.statistics.results import KSample

_STATISTICS = ("welch", "kruskal")
LONGEST_NUMBER = 14_000
"""Bits of the number of labellings that a note writes out."""
# of the variance of all values: below it a class is constant but for rounding
CONSTANT_CLASS = 1e-14


def permute_papers(
    y: ArrayLike,
    *,
    groups: Labels,
    statistic: str = "welch",
    n_permutations: int = 9999,
    seed: int = 0,
) -> KSample:
    """Test whether classes differ by exchanging the class labels of papers.

    y: one value per paper; groups: the class of each; statistic: welch (F) or kruskal (H). If there are no more than
    `n_permutations` + 1 distinct labellings, all are used and p is exact; otherwise p = (b + 1)/(n_permutations + 1).
    Raises NotEstimable for fewer than two classes or values without spread.
    """
    where = "permute_papers"
    statistic = checks.choice(statistic, _STATISTICS, where, "statistic")
    checks.permutations(n_permutations, where)
    rng = checks.generator(seed, where)
    values = checks.sample(y, where, minimum=2)
    _, codes = checks.coded_groups(values, groups, where)
    sizes = np.bincount(codes)
    if np.ptp(values) == 0:
        raise NotEstimable(where, "all values are equal", "there is nothing to compare")
    if statistic == "welch" and sizes.min() < 2:
        raise NotEstimable(where, "a class has one paper", "use kruskal, or leave the class out")
    order = np.argsort(codes, kind="stable")
    values = values[order]
    compute = _statistic(statistic, values, sizes)
    observed = float(compute(np.arange(values.size)[None, :])[0])
    if not math.isfinite(observed):
        raise NotEstimable(where, "a class has no spread", "use statistic='kruskal'")
    threshold = observed * (1 - checks.TIE_TOLERANCE)
    total = math.factorial(values.size) // math.prod(math.factorial(size) for size in sizes.tolist())
    is_exact = total <= n_permutations + 1
    blocks = [_all_orders(sizes)] if is_exact else _random_orders(values.size, n_permutations, rng)
    reached = sum(int((compute(block) >= threshold).sum()) for block in blocks)
    if is_exact:
        p, is_limit, note = reached / total, False, f"exact: all {total} labellings"
    else:
        p, is_limit = (reached + 1) / (n_permutations + 1), reached == 0
        # Python writes no whole number of more than 4,300 digits.
        shown = str(total) if total.bit_length() < LONGEST_NUMBER else f"about 10^{math.floor(math.log10(total))}"
        note = f"{n_permutations} random labellings of {shown}"
    return KSample(
        k=values.size,
        statistic=observed,
        p=checks.probability(p, where),
        p_is_limit=is_limit,
        method=f"permutation of papers, {statistic}",
        note=note,
    )


def _statistic(name: str, values: FloatArray, sizes: IntArray) -> Callable[[IntArray], FloatArray]:
    """Return a function of orders (B, n) that gives the statistic of each, classes being runs of `sizes`."""
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    counts = sizes.astype(np.float64)

    def welch(orders: IntArray) -> FloatArray:
        # centred first, so that the one-pass sum of squares loses no digits
        drawn = (values - values.mean())[orders]
        means = np.add.reduceat(drawn, starts, axis=1) / counts
        squares = np.add.reduceat(drawn**2, starts, axis=1)
        variances = (squares - counts * means**2) / (counts - 1)
        floor = CONSTANT_CLASS * values.var()
        with np.errstate(divide="ignore", invalid="ignore"):
            result = welch_f(means, np.where(variances > floor, variances, np.nan), counts)[0]
        return np.where(np.isnan(result), np.inf, result)

    def kruskal(orders: IntArray) -> FloatArray:
        from scipy.stats import rankdata

        ranks = rankdata(values)
        sums = np.add.reduceat(ranks[orders], starts, axis=1)
        _, ties = np.unique(values, return_counts=True)
        n = values.size
        correction = 1 - float((ties**3 - ties).sum()) / (n**3 - n)
        return np.asarray((12 / (n * (n + 1)) * (sums**2 / counts).sum(axis=1) - 3 * (n + 1)) / correction)

    return {"welch": welch, "kruskal": kruskal}[name]


def _all_orders(sizes: IntArray) -> IntArray:
    """All distinct assignments of units to classes, as orders with the classes in runs."""

    def assign(units: tuple[int, ...], rest: list[int]) -> Iterator[tuple[int, ...]]:
        if len(rest) == 1:
            yield units
            return
        for chosen in combinations(units, rest[0]):
            taken = set(chosen)
            for tail in assign(tuple(unit for unit in units if unit not in taken), rest[1:]):
                yield chosen + tail

    return np.array(list(assign(tuple(range(int(sizes.sum()))), sizes.tolist())), dtype=np.int64)


def _random_orders(n: int, count: int, rng: np.random.Generator) -> Iterator[IntArray]:
    # Row by row, so that the size of a block decides nothing.
    for size in checks.blocks(count, n):
        yield rng.permuted(np.broadcast_to(np.arange(n), (size, n)), axis=1)
