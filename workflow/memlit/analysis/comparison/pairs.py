"""The tests of each pair of the classes compared in one quantity, with their effect sizes and what would flip them.

Methods and their sources are those of memlit.statistics; one value a paper, on the log10 scale.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memlit import statistics as st
from memlit.analysis.comparison.record import PairStatistic, Samples
from memlit.config import Config
from memlit.datum import Numbers, Result, p_of, percent
from memlit.errors import NotEstimable, certain
from memlit.field.codes import NOT_SHOWN_TO_DIFFER, NOT_TESTED, SHOWN_TO_DIFFER, PairDecision
from memlit.statistics import Pair, brunner_munzel, holm, mann_whitney_exact
from memlit.statistics.comparison.multiplicity import holm_limits

_PAPERS_FOR_T = 100
"""From it on p comes from the t distribution: at 100 and at 200 papers in a class the two differ by no more than 9,999
permutations do among themselves, and 99,999 labellings of more values take gigabytes."""
BOTH_CORNERS = "two-sided, over the pairs of the quantity"


def pair_tests(samples: Samples, draws: dict[str, NDArray[np.float64]] | None) -> tuple[PairStatistic, ...]:
    """Every pair of the compared classes; draws: log10 values with the measured extraction error, by class."""
    options = pair_options(samples.config)
    often = {"n_permutations": samples.plan.resamples.pair_permutations, "permute_below": _PAPERS_FOR_T}
    y, places, names = samples.y, samples.places, samples.names
    pairs = [
        replace(pair, first=names[pair.first], second=names[pair.second])
        for pair in st.compare_pairs(y, groups=places, level=samples.plan.level, **{**options, **often})
    ]
    left_out = st.leave_one_paper_out(y, papers=samples.papers, groups=places, **options)
    steady = _steady(pairs, draws, samples.plan.alpha) if draws else {}
    found = []
    for pair in pairs:
        key = (pair.first, pair.second)
        own = (names.index(pair.first), names.index(pair.second))
        flips = tuple(sorted(left.paper for left in left_out if own in left.flipped))
        found.append(_pair(samples, pair, flips, steady.get(key)))
    return tuple(found)


def pair_options(config: Config) -> dict[str, Any]:
    """What the plan says of tests of pairs that are repeated, as options of memlit.statistics."""
    plan = config.analysis
    return {
        "alpha": plan.alpha,
        "minimum": plan.inclusion.interval_from,
        "n_permutations": plan.resamples.permutations,
        "permute_below": plan.inclusion.permutation_below,
        "seed": config.seed,
    }


def _pair(samples: Samples, pair: Pair, flips: tuple[str, ...], steady: float | None) -> PairStatistic:
    base = f"{samples.quantity.id}/{pair.first}-{pair.second}"
    make = Numbers(base, (samples.papers_of(pair.first), samples.papers_of(pair.second)))
    plan = samples.plan
    found: dict[str, object] = {"reason": pair.note}
    if pair.p is not None:
        found = _tested(make, samples, pair)
    if pair.p_adjusted is not None:
        found["p_holm"] = make.p_value(
            "p_holm",
            "p adjusted by Holm",
            pair.p_adjusted,
            f"Holm, {BOTH_CORNERS}",
            is_limit=pair.p_adjusted_is_limit,
        )
    if steady is not None:
        rule = STEADY.format(plan.resamples.reading_error)
        found["steady"] = make.statistic("steady", "draws with the same decision", 100 * steady, rule, "%")
    return PairStatistic(
        id=base,
        first=pair.first,
        second=pair.second,
        decision=_decision(pair, plan.alpha),
        method=pair.method,
        flips=flips,
    ).model_copy(update=found)


def _tested(make: Numbers, samples: Samples, pair: Pair) -> dict[str, object]:
    """The numbers of a pair that is tested, by field."""
    x, y, plan = samples.logs_of(pair.first), samples.logs_of(pair.second), samples.plan
    shift = st.hodges_lehmann(x, y, level=plan.level)
    # Cliff's delta, P(X>Y) - P(X<Y) (Psychol. Bull. 1993, 114, 494), is positive where the first tends to be larger.
    cliff = [None if part is None else 1 - 2 * part for part in (pair.estimate, pair.high, pair.low)]
    cliff_rule = CLIFF if pair.low is not None else f"{CLIFF}; no interval: the samples do not overlap or are too small"
    ratios = [None if end is None else 10**end for end in (shift.estimate, shift.low, shift.high)]
    less, label = f"P({pair.first} < {pair.second})", f"ratio of {pair.first} over {pair.second}"
    rule = f"logit interval of {percent(plan.level)}"
    return {
        "probability": make.estimate("p_less", less, (pair.estimate, pair.low, pair.high), rule),
        "delta": make.estimate("delta", "Cliff's delta", cliff, cliff_rule),
        "ratio": make.estimate("ratio", label, ratios, f"Hodges-Lehmann shift of log10 values; {shift.note}"),
        "p": make.p_value("p", "p", pair.p, f"{pair.method}; {pair.note}", is_limit=pair.p_is_limit),
    }


CLIFF = "positive: x tends to be larger; 1 - 2 P(X<Y)"
STEADY = "share of {} draws of all papers' values with the measured extraction error whose decision is the same"


def _decision(pair: Pair, alpha: float) -> PairDecision:
    if pair.p_adjusted is None:
        return NOT_TESTED
    return SHOWN_TO_DIFFER if pair.p_adjusted < alpha else NOT_SHOWN_TO_DIFFER


def holm_over(tested: Sequence[tuple[str, Result]], name: str, label: str, rule: str) -> dict[str, Result]:
    """p adjusted by Holm over pairs, by the id of the pair; tested: the id and p of each, a value or an upper limit."""
    if not tested:
        return {}
    values = [p_of(p) for _, p in tested]
    limits = holm_limits(values, [p.value is None for _, p in tested])
    return {
        pair_id: Numbers(pair_id, (p.id,), rule).p_value(name, label, value, is_limit=is_limit)
        for (pair_id, p), value, is_limit in zip(tested, holm(values), limits, strict=True)
    }


def _steady(pairs: Sequence[Pair], draws: dict[str, NDArray[np.float64]], alpha: float) -> dict[tuple[str, str], float]:
    """For each tested pair, the share of draws whose decision after Holm is the one of the values as printed."""
    tested = [pair for pair in pairs if pair.p_adjusted is not None]
    same = {(pair.first, pair.second): 0 for pair in tested}
    n = len(next(iter(draws.values())))
    for number in range(n):
        p = holm([_p(draws[pair.first][number], draws[pair.second][number]) for pair in tested])
        for pair, adjusted in zip(tested, p, strict=True):
            same[pair.first, pair.second] += (adjusted < alpha) == (certain(pair.p_adjusted) < alpha)
    return {key: count / n for key, count in same.items()}


def _p(x: NDArray[np.float64], y: NDArray[np.float64]) -> float:
    """p of Brunner-Munzel's t approximation, for speed, or of the exact test where the draws do not overlap."""
    try:
        p = brunner_munzel(x, y).p
    except NotEstimable:
        p = mann_whitney_exact(x, y).p
    return certain(p)
