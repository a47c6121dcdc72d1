"""Comparisons of classes: the metrics of the headline set, then the quantities of the survey.

The paper is the unit, the scale is logarithmic, and every set goes through the same tests. The survey is context: no
number of it decides a claim of the review. Of it only what its rows allow is compared: on/off ratio, reported endurance
and SET time; action energy in the set of unpaired readings alone, as a sensitivity.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from memlit.analysis.comparison.overall import overall_tests
from memlit.analysis.comparison.pairs import holm_over, pair_tests
from memlit.analysis.comparison.powers_of_ten import powers_of_ten, printed_powers, rounded_ends
from memlit.analysis.comparison.record import (
    ClassComparisons,
    ClassStatistic,
    Comparison,
    PairStatistic,
    PowersOfTen,
    RenamedClass,
    Samples,
    papers_id,
)
from memlit.analysis.comparison.retention import retention_shares
from memlit.analysis.evidence.curators import (
    CuratorAgreement,
    both_curators,
    count_both,
    curator_agreements,
    drawn_logs,
    work_and_class,
)
from memlit.analysis.medians import Ends, interval_of_median
from memlit.analysis.quantities import (
    AnalysedQuantity,
    ClassValues,
    class_values,
    headline_quantities,
    metric_values,
    survey_quantities,
    survey_rows,
)
from memlit.benchmark.values import Value
from memlit.config import Classes, Config
from memlit.datum import Estimate, Numbers, Result, joined_ids, percent
from memlit.errors import NotEstimable
from memlit.field.codes import SURVEY, class_middle
from memlit.grouping import grouped
from memlit.statistics import rank_probabilities
from memlit.statistics.comparison.medians import log_median


def compare_classes(values: Sequence[Value], classes: Classes, config: Config) -> ClassComparisons:
    """Comparisons of the classes of each set, retention shares and the disagreement of the survey's two curators.

    values: the metrics of the benchmark, and what surveys print. Random numbers come from config.seed.
    """
    survey = survey_rows(values)
    pairs = both_curators(survey, work_and_class)
    agreements = curator_agreements(pairs)
    comparisons = []
    for quantity in (*headline_quantities(classes, config), *survey_quantities(classes, config)):
        is_printed = quantity.set_name == SURVEY
        found = [
            class_values(quantity, survey, name) if is_printed else metric_values(quantity, values, name)
            for name in quantity.shown
        ]
        powers = {name: powers_of_ten(quantity, survey, name) for name in quantity.shown} if is_printed else {}
        rounded = {name: rounded_ends(quantity, survey, name) for name in quantity.shown} if is_printed else {}
        comparisons.append(_comparison(quantity, found, powers, rounded, agreements, config))
    renamed = {(row.device_class, row.printed_class) for row in survey if row.device_class != row.printed_class}
    return ClassComparisons(
        comparisons=_with_holm_over_all([item for item in comparisons if item.classes]),
        powers_of_ten=printed_powers(survey),
        renamed=tuple(RenamedClass(device_class=name, printed=printed) for name, printed in sorted(renamed)),
        retention=retention_shares(survey, classes, config),
        curators=agreements,
        n_both_curators=count_both(pairs),
    )


def _comparison(
    quantity: AnalysedQuantity,
    values: Sequence[ClassValues],
    powers: Mapping[str, PowersOfTen | None],
    rounded: Mapping[str, Mapping[str, Ends]],
    agreements: Sequence[CuratorAgreement],
    config: Config,
) -> Comparison:
    present = [item for item in values if item.points]
    by_class = {item.device_class: item for item in present}
    compared = tuple(
        by_class[name]
        for name in quantity.compared
        if name in by_class and config.analysis.inclusion_of(len(by_class[name].points)) == "interval"
    )
    samples = Samples(quantity, compared, config)
    ranks = _ranks(samples)
    can_test = len(compared) > 1
    return Comparison(
        id=quantity.id,
        set_name=quantity.set_name,
        quantity=quantity.name,
        title=quantity.title,
        unit=quantity.unit,
        is_sensitivity=quantity.is_sensitivity,
        note=quantity.note,
        classes=tuple(
            _class(quantity, item, rounded.get(item.device_class, {}), config).model_copy(
                update={"ranks": ranks.get(item.device_class, ()), "powers_of_ten": powers.get(item.device_class)}
            )
            for item in present
        ),
        overall=overall_tests(samples) if can_test else (),
        pairs=pair_tests(samples, _draws(quantity, compared, agreements, config)) if can_test else (),
    )


def _class(
    quantity: AnalysedQuantity, values: ClassValues, rounded: Mapping[str, Ends], config: Config
) -> ClassStatistic:
    """What the papers of a class give; rounded: by unit, ends of a value that may be rounded to its decade."""
    plan, n = config.analysis, len(values.points)
    make = Numbers(f"{quantity.id}/{values.device_class}", (papers_id(quantity, values.device_class),))
    name, words = class_middle(len(values.bounded))
    middle = log_median([point.value.value for point in values.points if point.value.value])
    point = make.statistic(name, f"{words} {quantity.title}", middle, _MEDIAN, quantity.unit)
    median, spread = Estimate(value=point), None
    if plan.inclusion_of(n) == "interval":
        known = [point.value.value for point in values.points if point.value.value]
        ends = [rounded.get(unit, Ends(value, value)) for unit, value in zip(values.units, known, strict=True)]
        median = _with_ends(make, point, ends, plan.level)
        low, high = np.quantile(values.logs, [0.25, 0.75])
        rule = "of the papers' log10 values"
        spread = make.statistic("iqr", "interquartile range", float(high - low), rule, "decades")
    bounded = joined_ids(inputs for _, inputs in values.bounded)
    label = f"{values.device_class} papers with {quantity.title}"
    return ClassStatistic(
        id=make.base,
        device_class=values.device_class,
        n_papers=make.count("n", label, n, "papers counted", tuple(point.value.id for point in values.points)),
        n_rows=make.count("rows", "rows used", len(values.row_inputs), "rows counted", joined_ids(values.row_inputs)),
        n_bounded=make.count(
            "bounded", "papers that print a range only", len(values.bounded), "papers counted", bounded
        ),
        inclusion=plan.inclusion_of(n),
        papers=values.points,
        median=median,
        spread=spread,
    )


_MEDIAN = "median over papers on the log scale"


def _with_ends(make: Numbers, point: Result, ends: Sequence[Ends], level: float) -> Estimate:
    """The median with its interval over papers, where they are enough for one of this level."""
    try:
        found, achieved = interval_of_median(ends, level)
    except NotEstimable:
        return Estimate(value=point)
    rounded = "" if all(each.is_point for each in ends) else ", powers of ten as half a decade to both sides"
    rule = f"order statistics, level {100 * achieved:.1f} %{rounded}"
    low, high = (
        make.statistic(side, f"{point.label}, {words} end of {percent(level)}", end, rule, point.unit)
        for side, words, end in (("low", "lower", found.low), ("high", "upper", found.high))
    )
    return Estimate(value=point, low=low, high=high)


def _ranks(samples: Samples) -> dict[str, tuple[Result, ...]]:
    """For each compared class the probability of each rank of its median, lowest first, in percent."""
    if len(samples.classes) < 2:
        return {}
    n_resamples = samples.plan.resamples.bootstrap
    found = rank_probabilities(samples.y, groups=samples.places, n_resamples=n_resamples, seed=samples.config.seed)
    rule = f"bootstrap over papers within their class, {n_resamples} resamples"
    ranks = {}
    for place, shares in zip(found.classes, found.probability, strict=True):
        name = samples.names[place]
        make = Numbers(f"{samples.quantity.id}/{name}", (samples.papers_of(name),), rule, ", lowest first")
        label = f"share of resamples in which the median of {name} has rank"
        ranks[name] = tuple(
            make.statistic(f"rank_{rank}", f"{label} {rank}", 100 * share, unit="%")
            for rank, share in enumerate(shares, start=1)
        )
    return ranks


def _draws(
    quantity: AnalysedQuantity, compared: Sequence[ClassValues], agreements: Sequence[CuratorAgreement], config: Config
) -> dict[str, NDArray[np.float64]] | None:
    n = config.analysis.resamples.reading_error
    # seeds far apart, for a quantity of several parameters uses the next ones
    draws = {
        values.device_class: drawn_logs(values.logs, quantity, agreements, n=n, seed=config.seed + 100 * number)
        for number, values in enumerate(compared)
    }
    known = {name: drawn for name, drawn in draws.items() if drawn is not None}
    return known if known.keys() == draws.keys() else None


def _with_holm_over_all(comparisons: Sequence[Comparison]) -> tuple[Comparison, ...]:
    """The comparisons with each tested pair's p adjusted over all of its set, the sensitivity apart."""
    adjusted: dict[str, Result] = {}

    def with_p(pair: PairStatistic) -> PairStatistic:
        return pair.model_copy(update={"p_holm_all": adjusted.get(pair.id)})

    own_of_sets = (item for item in comparisons if not item.is_sensitivity)
    for set_name, own in grouped(own_of_sets, lambda item: item.set_name).items():
        tested = [(pair.id, pair.p) for item in own for pair in item.pairs if pair.p]
        rule = f"Holm over the tested pairs of all quantities of {set_name}"
        adjusted |= holm_over(tested, "p_holm_all", "p adjusted by Holm over all pairs", rule)
    return tuple(item.model_copy(update={"pairs": tuple(map(with_p, item.pairs))}) for item in comparisons)
