"""What a caller may pass: lists, integers, Series in any index, names of methods as other packages spell them."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from memlit import statistics as ms
from memlit.errors import NotEstimable
from scipy import optimize, stats

# BCG vaccine trials: log risk ratios and variances as printed by Viechtbauer, J. Stat. Softw. 2010, 36(3), section 2.3
BCG_Y = [
    -0.8893,
    -1.5854,
    -1.3481,
    -1.4416,
    -0.2175,
    -0.7861,
    -1.6209,
    0.0120,
    -0.4694,
    -1.3713,
    -0.3394,
    0.4459,
    -0.0173,
]
BCG_V = [0.3256, 0.1946, 0.4154, 0.0200, 0.0512, 0.0069, 0.2230, 0.0040, 0.0564, 0.0730, 0.0124, 0.5325, 0.0714]
TERM = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46]
EARLY = [1.15, 0.88, 0.90, 0.74, 1.21]
LABELS = ["term"] * 10 + ["early"] * 5


@pytest.mark.parametrize(
    ("spelling", "method", "ci"),
    [
        ({"method": "reml", "ci": "KnHa"}, "REML", "hksj"),
        ({"method": "pm", "ci": "hk"}, "PM", "hksj"),
        ({"method": "dl", "ci": "Wald"}, "DL", "z"),
        ({"method": "ml", "ci": "adhoc"}, "ML", "modified"),
    ],
)
def test_methods_are_known_as_other_packages_spell_them(spelling: dict[str, str], method: str, ci: str) -> None:
    """metafor: test="knha", "adhoc"; meta: "HK"; RevMan: Wald."""
    assert ms.pool_random_effects(BCG_Y, BCG_V, **spelling) == ms.pool_random_effects(
        BCG_Y, BCG_V, method=method, ci=ci
    )


def test_an_unknown_method_is_refused_with_what_there_is() -> None:
    with pytest.raises(NotEstimable, match="'HS' is unknown; use one of DL, PM, REML, ML"):
        ms.pool_random_effects(BCG_Y, BCG_V, method="HS")
    with pytest.raises(NotEstimable, match="method None is unknown"):
        ms.pool_random_effects(BCG_Y, BCG_V, method=None)  # type: ignore[arg-type]


def test_a_series_is_read_in_its_order_and_not_by_its_index() -> None:
    y = pd.Series([*TERM, *EARLY], index=range(15, 0, -1))
    labels = pd.Series(LABELS, index=range(100, 115))
    for test in (ms.kruskal, ms.welch_anova, ms.fligner, ms.brown_forsythe, ms.dunn):
        assert test(y, groups=labels) == test([*TERM, *EARLY], groups=LABELS)
    shuffled = pd.Series(BCG_Y, index=range(5, 18))
    assert ms.pool_random_effects(shuffled, pd.Series(BCG_V)) == ms.pool_random_effects(BCG_Y, BCG_V)


def test_categories_and_whole_numbers_are_labels_and_values() -> None:
    by_text = ms.kruskal([*TERM, *EARLY], groups=LABELS)
    assert ms.kruskal([*TERM, *EARLY], groups=pd.Categorical(LABELS)) == by_text
    assert ms.kruskal([*TERM, *EARLY], groups=[1] * 10 + [0] * 5).statistic == by_text.statistic
    assert ms.pool_random_effects([1, 2, 3, 5], [1, 1, 2, 1]) == ms.pool_random_effects([1.0, 2, 3, 5], [1.0, 1, 2, 1])


@pytest.mark.parametrize("missing", [None, float("nan"), np.nan, pd.NA, pd.NaT])
def test_a_value_without_a_label_belongs_to_no_group(missing: object) -> None:
    """NaN is not equal to itself: as a label each would be a class, or a paper, of its own."""
    labels = [*LABELS[:-1], missing]
    for call in (
        lambda: ms.kruskal([*TERM, *EARLY], groups=labels),
        lambda: ms.permute_papers([*TERM, *EARLY], groups=labels),
        lambda: ms.bootstrap_median([*TERM, *EARLY], papers=labels),
        lambda: ms.cluster_robust([*TERM, *EARLY], np.ones(15), papers=labels),
        lambda: ms.kruskal([*TERM, *EARLY], groups=pd.Series(labels)),
    ):
        with pytest.raises(NotEstimable, match="1 of 15 are missing"):
            call()


def test_masked_values_are_missing_and_not_what_lies_under_the_mask() -> None:
    masked = np.ma.array([1.0, 99.0, 2.0, 3.0], mask=[False, True, False, False])
    with pytest.raises(NotEstimable, match="1 of 4 values of y are not finite"):
        ms.bootstrap_median(masked)
    with pytest.raises(NotEstimable):
        ms.log_cv(masked, 0.1, 5)
    clean = np.ma.array(TERM, mask=False)
    assert ms.median_interval_exact(clean) == ms.median_interval_exact(TERM)


def test_lists_and_numbers_in_place_of_labels_are_refused() -> None:
    for labels in ([["a"], ["b"], ["a"]], 3, None):
        with pytest.raises(NotEstimable):
            ms.kruskal([1.0, 2.0, 3.0], groups=labels)  # type: ignore[arg-type]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    "call",
    [
        lambda: ms.pool_random_effects([1e200, 2e200, -1e200], [1e300] * 3),
        lambda: ms.pool_random_effects([1.0, 2.0, 3.0], [1e-320, 1.0, 1.0]),
        lambda: ms.welch_anova([1e200, 2e200, 3e200, 4e200], groups=list("aabb")),
        lambda: ms.hodges_lehmann([1e308, 1.5e308], [-1e308, -1.2e308]),
        lambda: ms.bootstrap_median([1e308, 1.5e308, -1e308, 0.0]),
        lambda: ms.log_cv(1e-300, 1e300, 5),
        lambda: ms.log_cv_ratio(1.0, 1e200, 5, 1.0, 1.0, 5),
    ],
)
def test_values_whose_squares_are_no_numbers_are_refused(call) -> None:
    with pytest.raises(NotEstimable):
        call()


def test_leaving_one_out_names_the_studies_that_carry_the_decision() -> None:
    """Four studies at 0.5 (SE 0.1) and one at -0.8: DL with z is not significant, and is without the fifth."""
    y, v = [0.5, 0.52, 0.48, 0.5, -0.8], [0.01] * 5
    found = ms.leave_one_out(y, v, papers=list("abcde"), method="DL", ci="z")
    decisions = {result.label: result.pooled.p < 0.05 for result in found.results if result.pooled.p}
    assert ms.pool_random_effects(y, v, method="DL", ci="z").p > 0.05  # type: ignore[operator]
    assert [label for label, decision in decisions.items() if decision] == ["e"]
    assert found.note == "the decision at p = 0.05 changes without e"
    assert ms.leave_one_out(BCG_Y, BCG_V).note == ""


def test_scalars_give_scalars_and_arrays_arrays() -> None:
    """ln(0.2) + 1/(2 x 4), as Nakagawa et al. 2015 have it for a mean of 10, a SD of 2 and n = 5."""
    one = ms.log_cv(10, 2, 5)
    assert float(one.estimate) == pytest.approx(math.log(0.2) + 0.125, rel=1e-14)
    assert one.k == 1
    assert ms.log_cv([10], [2], [5]).estimate.shape == (1,)
    assert ms.log_cv(10, [2, 3], 5).estimate.shape == (2,)


SIX, HALVES, THIRDS = [1.0, 2, 3, 4, 5, 6], list("aaabbb"), list("pqrstu")


@pytest.mark.parametrize(
    "call",
    [
        lambda: ms.permute_papers(SIX, THIRDS, HALVES),  # type: ignore[misc]
        lambda: ms.paper_medians(SIX, THIRDS, HALVES),  # type: ignore[misc]
        lambda: ms.leave_one_paper_out(SIX, THIRDS, HALVES),  # type: ignore[misc]
        lambda: ms.rank_probabilities(SIX, HALVES, THIRDS),  # type: ignore[misc]
        lambda: ms.kruskal(SIX, HALVES),  # type: ignore[misc]
        lambda: ms.cluster_robust(SIX, np.ones(6), THIRDS),  # type: ignore[misc]
        lambda: ms.bootstrap_median(SIX, THIRDS),  # type: ignore[misc]
        lambda: ms.bootstrap_median(SIX, groups=THIRDS),  # type: ignore[call-arg]
        lambda: ms.log_cv_ratio(10, 2, 5, 8, 3, 9, correlation=0.5),  # type: ignore[call-arg]
    ],
)
def test_labels_that_could_be_swapped_are_passed_by_name(call: Callable[[], object]) -> None:
    with pytest.raises(TypeError):
        call()


def test_groups_are_the_classes_and_papers_are_kept_whole() -> None:
    assert ms.permute_papers(SIX, groups=HALVES, statistic="mean").p == pytest.approx(0.1)
    assert ms.rank_probabilities(SIX, groups=HALVES, papers=THIRDS, n_resamples=99).classes == ("a", "b")
    assert ms.paper_medians(SIX, groups=HALVES, papers=list("ppqrrs"))[1] == ("p", "q", "r", "s")


@pytest.mark.parametrize(
    "call",
    [
        lambda: ms.bootstrap_median(SIX, seed=-1),
        lambda: ms.permute_papers(SIX, groups=HALVES, seed="a"),  # type: ignore[arg-type]
        lambda: ms.bootstrap_median(SIX, n_resamples=100.5),  # type: ignore[arg-type]
        lambda: ms.bootstrap_median(SIX, n_resamples=True),
        lambda: ms.compare_pair(SIX, [2.5, 3.5, 9, 4.5], n_permutations=999.0),  # type: ignore[arg-type]
        lambda: ms.bootstrap_median(SIX, level="0.95"),  # type: ignore[arg-type]
        lambda: ms.tipping_point(SIX, [2.5, 3.5, 9], alpha="0.05"),  # type: ignore[arg-type]
        lambda: ms.compare_pairs(SIX, groups=HALVES, alpha=5),
        lambda: ms.clopper_pearson(1.5, 3),  # type: ignore[arg-type]
        lambda: ms.median_bounds(SIX, SIX, total=6.5),  # type: ignore[arg-type]
        lambda: ms.two_write_components(SIX, SIX, [0, 0, 0, 1, 1, 1], n_resamples=0),
        lambda: ms.perturb(SIX, log10_sd="a"),
        lambda: ms.minimum_detectable_shift("8", 9),  # type: ignore[arg-type]
        lambda: ms.accuracy_against_weight_error([0.1], networks=0),
        lambda: ms.misread_rate(SIX, SIX, HALVES, [0, 1, 0, 1, 0, 1]),
        lambda: ms.level_statistics(SIX, [0, 0, 0, 1.5, 1.5, 1.5]),
        lambda: ms.levels_from_address([0, 2], 0, step=0),
        lambda: ms.log_cv(10, 2, 5, mean_sd_correlation=[0.1, 0.2]),  # type: ignore[arg-type]
        lambda: ms.holm(0.5),  # type: ignore[arg-type]
        lambda: ms.inclusion(-1),
        lambda: ms.smallest_exact_p(0, 5),
    ],
)
def test_options_that_are_no_option_are_refused_in_one_line(call: Callable[[], object]) -> None:
    with pytest.raises(NotEstimable) as refused:
        call()
    assert "\n" not in str(refused.value)


def test_whole_numbers_and_levels_of_numpy_are_taken() -> None:
    found = ms.bootstrap_median(SIX, n_resamples=np.int64(99), seed=np.int64(3), level=np.float32(0.5))
    assert found.n_resamples == 99


def test_empirical_bayes_is_paule_and_mandel() -> None:
    # R's metafor 4, rma(yi, vi, method="EB", data=dat.bcg) and method="PM" give one tau2
    assert ms.pool_random_effects(BCG_Y, BCG_V, method="EB") == ms.pool_random_effects(BCG_Y, BCG_V, method="PM")


@pytest.mark.parametrize(
    ("design", "noted"),
    [
        (np.arange(1.0, 14.0), True),
        (np.column_stack([np.ones(13), np.arange(13.0)]), False),
        (np.column_stack([np.arange(13) < 6, np.arange(13) >= 6]).astype(float), False),
    ],
)
def test_a_fit_through_the_origin_says_so(design: np.ndarray, noted: bool) -> None:
    fits = (
        ms.meta_regression(BCG_Y, BCG_V, design).coefficients,
        ms.cluster_robust(BCG_Y, design, papers=[*range(13)]),
        ms.mixed_model(BCG_Y, design, papers=[0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6]).coefficients,
    )
    assert [("through the origin" in fit.note) for fit in fits] == [noted] * 3


def test_a_mostly_censored_sample_is_fitted_without_overflow() -> None:
    y = [0.5, -1.2, 0.4, -0.4, 0.4, -0.1, -0.7]
    signs = [">", "=", "<", ">", ">", "=", ">"]
    laws = {"=": stats.norm.logpdf, "<": stats.norm.logcdf, ">": stats.norm.logsf}

    def misfit(theta: np.ndarray) -> float:
        scale = math.exp(theta[1])
        logs = [float(laws[sign]((value - theta[0]) / scale)) for value, sign in zip(y, signs, strict=True)]
        return signs.count("=") * float(theta[1]) - sum(logs)

    best = optimize.minimize(misfit, [0.0, 0.0], method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-13})
    fit = ms.censored_lognormal(y, signs, log=False)
    assert (fit.estimate, fit.sd) == pytest.approx((best.x[0], math.exp(best.x[1])), rel=1e-6)
