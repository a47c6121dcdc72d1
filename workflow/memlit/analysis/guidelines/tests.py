"""One tag in one class and quantity: median ratio, rank test, then the ratio beside the year with CR2."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from memlit.analysis.guidelines.record import TagComparison
from memlit.analysis.medians import pooled_sd
from memlit.config import Config
from memlit.datum import Numbers, Result, count_of, joined
from memlit.errors import NotEstimable

SHOWN_FROM = 3
"""Papers on each side for a ratio of medians; a test needs as many as the plan says for an interval."""


class Side(NamedTuple):
    """A paper on one side of a comparison: log10 of its value, its year, ids of what the value came from."""

    unit: str
    log: float
    year: int | None
    inputs: tuple[str, ...]


Keys = tuple[str, str, str, str, str, str]


def compared(base: str, keys: Keys, first: Sequence[Side], second: Sequence[Side], config: Config) -> TagComparison:
    """Papers with the tag (first) against those without (second), as far as their numbers allow."""
    set_name, kind, tag, other, device_class, quantity = keys
    inputs = joined(side.inputs for side in (*first, *second))

    make = Numbers(base, inputs, of=f", {tag}, {device_class}")
    found = TagComparison(
        id=base,
        set_name=set_name,
        kind=kind,
        tag=tag,
        other=other,
        device_class=device_class,
        quantity=quantity,
        n_with=_count(f"{base}#n_with", f"papers with {tag} and {quantity}", first),
        n_without=_count(f"{base}#n_without", f"papers {other} and {quantity}", second),
        ratio=None,
        probability=None,
        p=None,
        method="",
        adjusted=None,
        p_adjusted=None,
        detectable=None,
        reason=_reason(len(first), len(second), config.analysis.inclusion.interval_from),
    )
    if min(len(first), len(second)) < SHOWN_FROM:
        return found
    with_tag, without = [side.log for side in first], [side.log for side in second]
    shift = median(with_tag) - median(without)
    update: dict[str, object] = {
        "ratio": make.statistic(
            "ratio", "ratio of medians", 10**shift, "median with over median without, on the log scale"
        )
    }
    if not found.reason:
        update |= _tested(with_tag, without, config, make)
        update |= _adjusted([*first, *second], len(first), config, make)
    return found.model_copy(update=update)


def _reason(n_with: int, n_without: int, needed: int) -> str:
    if min(n_with, n_without) >= needed:
        return ""
    return f"not estimable: {n_with} papers with, {n_without} without, {needed} needed on each side"


def _tested(with_tag: Sequence[float], without: Sequence[float], config: Config, make: Numbers) -> dict[str, object]:
    from memlit.statistics import compare_pair, minimum_detectable_shift

    plan = config.analysis
    pair = compare_pair(
        without,
        with_tag,
        level=plan.level,
        n_permutations=plan.resamples.pair_permutations,
        seed=config.seed,
        permute_below=math.inf,
    )
    sd = pooled_sd(with_tag, without)
    shift = minimum_detectable_shift(len(with_tag), len(without), sd=sd, alpha=plan.alpha, power=plan.power.power)
    rule = f"noncentral t with 95.5 % efficiency, pooled SD {sd:.2f} decades, alpha {plan.alpha:g}"
    return {
        "probability": make.estimate(
            "probability", "P(without < with)", (pair.estimate, pair.low, pair.high), pair.method, ends=("", "")
        ),
        "p": make.p_value(
            "p", "p of no difference", pair.p, f"{pair.method}; not adjusted, exploratory", is_limit=pair.p_is_limit
        ),
        "method": pair.method,
        "detectable": make.statistic("detectable", "shift that would have been shown", shift.estimate, rule, "decades"),
    }


def _adjusted(sides: Sequence[Side], n_with: int, config: Config, make: Numbers) -> dict[str, object]:
    """log10 y on the tag and the year, papers as clusters; nothing where a year or the spread of years is missing."""
    from memlit.statistics import cluster_robust

    years = [side.year for side in sides]
    known = [year for year in years if year is not None]
    if len(known) < len(years) or len(set(known)) < 2:
        return {}
    middle = sum(known) / len(known)
    design = [[1.0, float(place < n_with), year - middle] for place, year in enumerate(known)]
    try:
        fit = cluster_robust(
            [side.log for side in sides], design, papers=[side.unit for side in sides], level=config.analysis.level
        )
    except NotEstimable:
        return {}
    rule = "log10 y on the tag and the year, CR2 with Satterthwaite, papers as clusters"
    numbers = tuple(10**part for part in (fit.estimate[1], fit.low[1], fit.high[1]))
    return {
        "adjusted": make.estimate("adjusted", "ratio beside the year", numbers, rule, ends=("", "")),
        "p_adjusted": make.p_value("p_adjusted", "p of no difference beside the year", fit.p[1], rule),
    }


def _count(result_id: str, label: str, sides: Sequence[Side]) -> Result:
    return count_of(result_id, label, len(sides), "papers counted", joined(side.inputs for side in sides))
