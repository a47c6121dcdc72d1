"""Calibration of the headline methods: type-I error and interval coverage on simulated papers.

Run by hand: `python evaluation/statistics/calibrate.py [--runs N] [--seed S] [--table FILE]`. Papers are normal on the
log10 scale with the class sizes of the review (26, 12, 8, 9), 1 to 4 devices a paper, between-paper SD 1.3 and
within-paper SD 0.45 decades, at equal spread and with the spread of the classes times 0.6, 1, 1.8, 1.8. A rate is
`nominal` where it lies within 2.58 Monte Carlo standard errors (99 %) of the nominal value.
"""

from __future__ import annotations

import argparse
import csv
import math
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from memlit.errors import NotEstimable
from memlit.statistics import (
    brunner_munzel,
    compare_pair,
    compare_pairs,
    holm,
    kruskal,
    mann_whitney_exact,
    median_interval_exact,
    permute_papers,
    welch_anova,
)
from memlit.statistics.checks import FloatArray

SIZES = {"VCM": 26, "ECM": 12, "ICM": 8, "FTJM": 9}
BETWEEN, WITHIN = 1.3, 0.45
SPREADS = {"equal": (1.0, 1.0, 1.0, 1.0), "unequal": (0.6, 1.0, 1.8, 1.8)}
PERMUTATIONS = 999
SIMULTANEOUS = 2.58
EXACT_BELOW = 12


class Rate(NamedTuple):
    """Hits of one method in one setting; role is headline, companion or what not to do."""

    method: str
    setting: str
    role: str
    hits: int
    runs: int
    nominal: float


class Sample(NamedTuple):
    """One simulated set: a value and class a device, and the median a paper."""

    devices: FloatArray
    classes: np.ndarray
    medians: FloatArray
    labels: np.ndarray


def simulate(rng: np.random.Generator, spread: tuple[float, ...]) -> Sample:
    """Draw one set under the null of equal medians."""
    labels = np.repeat(list(SIZES), list(SIZES.values()))
    scale = np.repeat(spread, list(SIZES.values()))
    counts = rng.integers(1, 5, size=labels.size)
    centres = BETWEEN * scale * rng.standard_normal(labels.size)
    devices = np.repeat(centres, counts) + WITHIN * rng.standard_normal(counts.sum())
    papers = np.repeat(np.arange(labels.size), counts)
    medians = np.array([np.median(devices[papers == paper]) for paper in range(labels.size)])
    return Sample(devices, labels[papers], medians, labels)


def comparisons(runs: int, seed: int) -> Iterator[Rate]:
    """Type-I error of the overall tests, the pairs and the family of pairs."""
    first_step = 0.05 / 6
    for setting, spread in SPREADS.items():
        hits: dict[tuple[str, str, float], int] = {}

        def count(method: str, role: str, nominal: float, hit: bool, hits: dict = hits) -> None:
            hits[method, role, nominal] = hits.get((method, role, nominal), 0) + bool(hit)

        rng = np.random.default_rng(seed)
        for run in range(runs):
            drawn = simulate(rng, spread)
            y, labels = drawn.medians, drawn.labels
            count("Welch ANOVA on papers", "headline", 0.05, welch_anova(y, groups=labels).p < 0.05)
            count("Kruskal-Wallis on papers", "companion", 0.05, kruskal(y, groups=labels).p < 0.05)
            wrong = kruskal(drawn.devices, groups=drawn.classes)
            count("Kruskal-Wallis on devices", "what not to do", 0.05, wrong.p < 0.05)
            permuted = permute_papers(y, groups=labels, n_permutations=PERMUTATIONS, seed=run)
            count("permutation of papers, Welch F", "companion", 0.05, permuted.p <= 0.05)
            pairs = compare_pairs(y, groups=labels)
            family = any(pair.p_adjusted < 0.05 for pair in pairs)
            count("pairs, permuted Brunner-Munzel, Holm: any", "headline", 0.05, family)
            plain = [_t_approximation(y[labels == pair.first], y[labels == pair.second]) for pair in pairs]
            count("pairs, t Brunner-Munzel, Holm: any", "companion", 0.05, min(holm(plain)) < 0.05)
            for pair, p in zip(pairs, plain, strict=True):
                if (pair.first, pair.second) == ("FTJM", "ICM"):
                    count("8 v 9, permuted Brunner-Munzel", "headline", 0.05, pair.p <= 0.05)
                    count("8 v 9, permuted Brunner-Munzel", "headline", first_step, pair.p <= first_step)
                    count("8 v 9, t Brunner-Munzel", "companion", 0.05, p < 0.05)
                    count("8 v 9, t Brunner-Munzel", "companion", first_step, p < first_step)
                    count("8 v 9, P(X<Y) logit interval misses", "headline", 0.05, not pair.low < 0.5 < pair.high)
        for (method, role, nominal), number in hits.items():
            yield Rate(method, setting, role, number, runs, nominal)


SMALL = ((6, 6, 1.0, 2.0), (6, 26, 1.5, 0.7), (6, 26, 0.7, 1.5), (12, 26, 1.5, 0.7))
"""Papers and SDs in decades of two classes, the smaller first."""


def small_pairs(runs: int, seed: int) -> Iterator[Rate]:
    """Type-I error of the pair test with few papers of unequal spread, normal values of equal medians."""
    for n1, n2, sd1, sd2 in SMALL:
        rng = np.random.default_rng(seed + n1 + n2)
        hits = 0
        for run in range(runs):
            x, y = sd1 * rng.standard_normal(n1), sd2 * rng.standard_normal(n2)
            hits += compare_pair(x, y, n_permutations=999, seed=run, permute_below=math.inf).p < 0.05
        setting = f"SD {sd1:g} v {sd2:g}"
        yield Rate(f"{n1} v {n2}, pair as compared", setting, "headline", hits, runs, 0.05)


def medians(runs: int, seed: int) -> Iterator[Rate]:
    """Coverage of the true median by the percentile bootstrap and the order-statistic interval, one value a paper."""
    for size in SIZES.values():
        rng = np.random.default_rng(seed + size)
        boot = exact = 0
        for run in range(runs):
            y = BETWEEN * rng.standard_normal(size)
            draws = np.random.default_rng(run).integers(0, size, size=(999, size))
            low, high = np.quantile(np.median(y[draws], axis=1), [0.025, 0.975], method="weibull")
            boot += low <= 0 <= high
            ordered = median_interval_exact(y)
            exact += ordered.low <= 0 <= ordered.high
        achieved = ordered.achieved or 0.95
        roles = ("companion", "headline") if size < EXACT_BELOW else ("headline", "companion")
        yield Rate("median, percentile bootstrap", f"n = {size}", roles[0], boot, runs, 0.95)
        yield Rate("median, order statistics", f"n = {size}", roles[1], exact, runs, achieved)


def _t_approximation(x: FloatArray, y: FloatArray) -> float:
    try:
        return brunner_munzel(x, y).p
    except NotEstimable:
        return mann_whitney_exact(x, y).p


def verdict(rate: Rate) -> str:
    """Nominal, or on which side of it: conservative or liberal."""
    share = rate.hits / rate.runs
    error = math.sqrt(rate.nominal * (1 - rate.nominal) / rate.runs)
    if abs(share - rate.nominal) <= SIMULTANEOUS * error:
        return "nominal"
    too_many = share > rate.nominal
    return "liberal" if too_many == (rate.nominal < 0.5) else "conservative"


STUDIES: tuple[Callable[[int, int], Iterator[Rate]], ...] = (comparisons, small_pairs, medians)


def main(arguments: list[str]) -> int:
    """Print the table and write it as CSV where a file is named."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--table", type=Path)
    options = parser.parse_args(arguments)
    header = ("method", "setting", "role", "rate", "nominal", "monte_carlo_se", "runs", "verdict")
    rows = []
    for study in STUDIES:
        for rate in study(options.runs, options.seed):
            error = math.sqrt(rate.nominal * (1 - rate.nominal) / rate.runs)
            share = f"{rate.hits / rate.runs:.4f}"
            row = (*rate[:3], share, f"{rate.nominal:.4f}", f"{error:.4f}", str(rate.runs), verdict(rate))
            rows.append(row)
            print("  ".join(row), flush=True)
    if options.table:
        with options.table.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(header)
            writer.writerows(rows)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
