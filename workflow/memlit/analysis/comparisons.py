"""Supporting comparisons of the classes of the survey. Context only: no number here decides a claim of the review.

The paper is the unit, the scale is logarithmic. Only the comparisons that the evidence allows are made: on/off ratio,
reported endurance and SET time; action energy in the set of unpaired readings alone, as a sensitivity.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from memlit.analysis.comparisons_check import model_check
from memlit.analysis.comparisons_model import (
    ClassStatistic,
    Comparison,
    CuratorAgreement,
    Estimate,
    PairStatistic,
    SurveyComparisons,
)
from memlit.analysis.comparisons_overall import overall_tests
from memlit.analysis.comparisons_pairs import pair_tests
from memlit.analysis.comparisons_samples import Samples, papers_id, percent
from memlit.analysis.extraction_error import both_curators, count_both, curator_agreements, drawn_logs
from memlit.analysis.medians import log_median
from memlit.analysis.supporting import (
    ENERGY,
    QUANTITIES,
    ClassValues,
    Quantity,
    class_values,
    energy_values,
    survey_rows,
)
from memlit.analysis.supporting_retention import retention_shares
from memlit.benchmark.rows import BenchmarkRow
from memlit.config import Classes, Config
from memlit.datum import Result
from memlit.devices.gather import Corpus
from memlit.errors import NotEstimable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def compare_survey(rows: Iterable[BenchmarkRow], corpus: Corpus, classes: Classes, config: Config) -> SurveyComparisons:
    """Comparisons of the survey's classes, retention shares and the disagreement of its two curators.

    rows: of the benchmark, for the unpaired action energies; everything else is read from the corpus. Random numbers
    come from config.seed.
    """
    survey = survey_rows(corpus, classes)
    pairs = both_curators(survey)
    agreements = curator_agreements(pairs)
    comparisons = []
    for quantity in QUANTITIES:
        values = [class_values(quantity, survey, name) for name in quantity.shown]
        comparisons.append(_comparison(quantity, values, agreements, config))
    known = list(rows)
    energies = [energy_values(known, name) for name in ENERGY.shown]
    comparisons.append(_comparison(ENERGY, energies, agreements, config))
    return SurveyComparisons(
        comparisons=_with_holm_over_all([item for item in comparisons if item.classes]),
        retention=retention_shares(survey, config.analysis.level),
        curators=agreements,
        n_both_curators=count_both(pairs),
    )


def _comparison(
    quantity: Quantity, values: Sequence[ClassValues], agreements: Sequence[CuratorAgreement], config: Config
) -> Comparison:
    present = [item for item in values if item.points]
    compared = tuple(
        item
        for item in present
        if item.device_class in quantity.compared and config.analysis.inclusion_of(len(item.points)) == "interval"
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
        is_sensitivity=quantity is ENERGY,
        note=quantity.note,
        classes=tuple(_class(quantity, item, ranks.get(item.device_class, ()), config) for item in present),
        overall=overall_tests(samples) if can_test else (),
        pairs=pair_tests(samples, _draws(quantity, compared, agreements, config)) if can_test else (),
        model=model_check(samples) if can_test else None,
    )


def _class(quantity: Quantity, values: ClassValues, ranks: tuple[Result, ...], config: Config) -> ClassStatistic:
    make = _Maker(quantity, values, config)
    plan = config.analysis
    n = len(values.points)
    median = exact = spread = None
    if n:
        point = make.number("median", f"median {quantity.title}", make.median, MEDIAN, quantity.unit)
        has_interval = plan.inclusion_of(n) == "interval"
        median = make.bootstrap(point) if has_interval else Estimate(value=point)
        exact = make.exact(point) if has_interval and n < plan.inclusion.exact_below else None
        spread = make.spread() if has_interval else None
    return ClassStatistic(
        id=make.base,
        device_class=values.device_class,
        n_papers=make.count("n", f"{values.device_class} papers with {quantity.title}", n, make.inputs),
        n_rows=make.count("rows", "rows used", len(values.row_inputs), _flat(values.row_inputs)),
        n_bounded=make.count(
            "bounded",
            "papers that print a range only",
            len(values.bounded),
            _flat(inputs for _, inputs in values.bounded),
        ),
        inclusion=plan.inclusion_of(n),
        papers=values.points,
        median=median,
        exact=exact,
        spread=spread,
        ranks=ranks,
    )


MEDIAN = "median over papers on the log scale"


class _Maker:
    """Makes the Results of one class."""

    def __init__(self, quantity: Quantity, values: ClassValues, config: Config) -> None:
        self.config = config
        self.quantity = quantity
        self.device_class = values.device_class
        self.logs = values.logs
        self.base = f"{quantity.id}/{values.device_class}"
        self.inputs = tuple(point.value.id for point in values.points)
        self.median = log_median([point.value.value for point in values.points if point.value.value])

    def number(self, name: str, label: str, value: float, rule: str, unit: str) -> Result:
        return Result(
            id=f"{self.base}#{name}",
            kind="statistic",
            label=label,
            value=value,
            unit=unit,
            inputs=(papers_id(self.quantity, self.device_class),),
            rule=rule,
        )

    def count(self, name: str, label: str, value: int, inputs: tuple[str, ...]) -> Result:
        return Result(
            id=f"{self.base}#{name}",
            kind="count",
            label=label,
            value=value,
            unit="1",
            inputs=inputs,
            rule=f"{'rows' if name == 'rows' else 'papers'} counted",
        )

    def bootstrap(self, point: Result) -> Estimate:
        """The median with its percentile interval over papers; without one where all papers are equal."""
        from memlit.statistics import bootstrap_median

        plan, n_resamples = self.config.analysis, self.config.analysis.resamples.bootstrap
        try:
            found = bootstrap_median(self.logs, n_resamples=n_resamples, seed=self.config.seed, level=plan.level)
        except NotEstimable:
            return Estimate(value=point)
        return self._with_ends(point, "", found.low, found.high, f"{found.method}, {n_resamples} resamples")

    def exact(self, point: Result) -> Estimate | None:
        """The same median with the order-statistic interval and the level it reaches."""
        from memlit.statistics import median_interval_exact

        try:
            found = median_interval_exact(self.logs, level=self.config.analysis.level)
        except NotEstimable:
            return None
        assert found.achieved is not None
        return self._with_ends(
            point, "exact_", found.low, found.high, f"{found.method}, level {100 * found.achieved:.1f} %"
        )

    def spread(self) -> Result:
        """Interquartile range in decades (quartiles interpolated as numpy does by default)."""
        import numpy as np

        low, high = np.quantile(self.logs, [0.25, 0.75])
        return self.number("iqr", "interquartile range", float(high - low), "of the papers' log10 values", "decades")

    def _with_ends(self, point: Result, name: str, low: float | None, high: float | None, rule: str) -> Estimate:
        assert low is not None
        assert high is not None
        label, unit, level = point.label, self.quantity.unit, percent(self.config.analysis.level)
        return Estimate(
            value=point,
            low=self.number(f"{name}low", f"{label}, lower end of {level}", 10**low, rule, unit),
            high=self.number(f"{name}high", f"{label}, upper end of {level}", 10**high, rule, unit),
        )


def _flat(parts: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(identifier for part in parts for identifier in part))


def _ranks(samples: Samples) -> dict[str, tuple[Result, ...]]:
    """For each compared class the probability of each rank of its median, lowest first, in percent."""
    from memlit.statistics import rank_probabilities

    if len(samples.classes) < 2:
        return {}
    n_resamples = samples.plan.resamples.bootstrap
    found = rank_probabilities(samples.y, groups=samples.labels, n_resamples=n_resamples, seed=samples.config.seed)
    ranks = {}
    for name, shares in zip(found.classes, found.probability, strict=True):
        base = f"{samples.quantity.id}/{name}"
        ranks[name] = tuple(
            Result(
                id=f"{base}#rank_{rank}",
                kind="statistic",
                label=f"share of resamples in which the median of {name} has rank {rank}, lowest first",
                value=100 * share,
                unit="%",
                inputs=(samples.papers_of(name),),
                rule=f"bootstrap over papers within their class, {n_resamples} resamples",
            )
            for rank, share in enumerate(shares, start=1)
        )
    return ranks


def _draws(
    quantity: Quantity, compared: Sequence[ClassValues], agreements: Sequence[CuratorAgreement], config: Config
) -> dict[str, NDArray[np.float64]] | None:
    draws = {}
    for number, values in enumerate(compared):
        # seeds far apart, for a quantity of several parameters uses the next ones
        n = config.analysis.resamples.reading_error
        drawn = drawn_logs(values.logs, quantity, agreements, n=n, seed=config.seed + 100 * number)
        if drawn is None:
            return None
        draws[values.device_class] = drawn
    return draws or None


def _with_holm_over_all(comparisons: Sequence[Comparison]) -> tuple[Comparison, ...]:
    """The comparisons with each tested pair's p adjusted over all of them, the sensitivity apart."""
    from memlit.statistics import holm

    tested = [pair for item in comparisons if not item.is_sensitivity for pair in item.pairs if pair.p]
    values = [pair.p.value for pair in tested if pair.p and pair.p.value is not None]
    adjusted = dict(zip((pair.id for pair in tested), holm(values), strict=True)) if values else {}
    return tuple(
        item.model_copy(update={"pairs": tuple(_with_holm(pair, adjusted.get(pair.id)) for pair in item.pairs)})
        for item in comparisons
    )


def _with_holm(pair: PairStatistic, p: float | None) -> PairStatistic:
    if p is None or pair.p is None:
        return pair
    result = pair.p.model_copy(
        update={
            "id": f"{pair.id}#p_holm_all",
            "label": "p adjusted by Holm over all pairs",
            "value": p,
            "inputs": (pair.p.id,),
            "rule": "Holm over the tested pairs of all quantities of the survey",
        }
    )
    return pair.model_copy(update={"p_holm_all": result})
