"""Whether two classes differ wherever their bounded papers lie.

The test of the pair is made at both corners of what is known (one class at its lower ends, the other at its upper ends)
and at random positions between; a difference counts only where all of these tests reject in one direction.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from memlit.analysis.quantities import AnalysedQuantity, survey_quantities
from memlit.analysis.robustness.device_intervals import DeviceInterval
from memlit.config import AnalysisPlan, Classes, Config
from memlit.datum import Numbers, Record, Result, joined_ids
from memlit.published import Column, meaning, published
from memlit.statistics import compare_bounds
from memlit.statistics.checks import encode
from memlit.statistics.comparison.medians import medians_by


@published("corners.csv", "Pairs of classes tested at the corners of the bounds", "test_sensitivity")
class CornerTest(Record):
    """Two classes with bounded papers: P(first < second) and p at both corners and in random positions between.

    share: of all these positions, where the test of the pair alone rejects; holds: in all, in one direction.
    """

    id: Annotated[str, meaning("set, pair and quantity")]
    set_name: Annotated[str, Column("set", "set of papers")]
    quantity: Annotated[str, meaning("metric, or quantity of the survey")]
    first: Annotated[str, meaning("first class")]
    second: Annotated[str, meaning("second class")]
    chance: Annotated[
        Result,
        Column("chance_lower", "smallest P(first < second) within the bounds", "low", unit="1"),
        Column("chance_upper", "largest P(first < second) within the bounds", "high", unit="1"),
    ]
    p_lower: Annotated[Result, meaning("p of the pair alone at the corner of the smallest chance", unit="1")]
    p_upper: Annotated[Result, meaning("p at the corner of the largest chance", unit="1")]
    p_largest: Annotated[
        Result, meaning("largest p at the corners and at random positions within the bounds", unit="1")
    ]
    share: Annotated[Result, meaning("share of these positions that reject", unit="1")]
    holds: Annotated[bool, meaning("whether all of them reject in one direction, so that the difference counts")]


DevicesByClass = Mapping[tuple[str, str, str], Sequence[DeviceInterval]]
"""Devices by set, class and quantity."""


def corner_tests(devices: DevicesByClass, classes: Classes, config: Config) -> Iterator[CornerTest]:
    """The tests of all pairs that are compared and have a bounded paper, in the order of the survey's quantities."""
    for quantity in survey_quantities(classes, config):
        for pair in combinations(quantity.compared, 2):
            first, second = (devices.get((quantity.set_name, name, quantity.name), ()) for name in pair)
            is_bounded = any(not device.is_point for device in (*first, *second))
            if is_bounded and _are_enough(first, config.analysis) and _are_enough(second, config.analysis):
                yield _corner_test(quantity, pair, first, second, config)


def _are_enough(devices: Sequence[DeviceInterval], plan: AnalysisPlan) -> bool:
    """Whether the papers of the devices are enough for an interval, and so for a test."""
    return plan.inclusion_of(len({device.unit for device in devices})) == "interval"


def _corner_test(
    quantity: AnalysedQuantity,
    pair: tuple[str, str],
    first_devices: Sequence[DeviceInterval],
    second_devices: Sequence[DeviceInterval],
    config: Config,
) -> CornerTest:
    plan = config.analysis
    found = compare_bounds(
        *_paper_ends(first_devices),
        *_paper_ends(second_devices),
        alpha=plan.alpha,
        assignments=plan.resamples.assignments,
        n_permutations=plan.resamples.repeated,
        permute_below=plan.inclusion.permutation_below,
        seed=config.seed,
    )
    first, second = pair
    base = f"bounds/{quantity.set_name}/{first}-{second}/{quantity.name}"
    inputs = joined_ids(device.inputs for device in (*first_devices, *second_devices))
    rule = f"test of the pair alone, {plan.resamples.repeated} permutations where it permutes"
    make = Numbers(base, inputs, rule, f", {first} against {second}")
    chance = make.statistic("chance", f"P({first} < {second})", None, "sharp bounds")
    positions = f"both corners and {plan.resamples.assignments} random positions within the bounds"
    return CornerTest(
        id=base,
        set_name=quantity.set_name,
        quantity=quantity.name,
        first=first,
        second=second,
        chance=chance.model_copy(update={"low": found.lower, "high": found.upper}),
        p_lower=make.p_value("p_lower", "p at the corner of the smallest chance", found.p_lower),
        p_upper=make.p_value("p_upper", "p at the corner of the largest chance", found.p_upper),
        p_largest=make.p_value("p_largest", f"largest p of {positions}", found.p_largest),
        share=make.statistic("share", f"share that rejects of {positions}", found.share),
        holds=found.holds,
    )


def _paper_ends(devices: Sequence[DeviceInterval]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """log10 of the lower and upper ends of each paper: medians of its devices' ends; zero is -inf."""
    _, papers = encode([device.unit for device in devices])
    with np.errstate(divide="ignore"):
        low = np.log10([device.low for device in devices])
        high = np.log10([device.high for device in devices])
    return medians_by(low, papers), medians_by(high, papers)
