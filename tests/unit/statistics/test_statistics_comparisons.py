"""Rank tests, spread tests, permutation and decisions against published examples and other libraries."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from memlit.errors import NotEstimable
from memlit.statistics import (
    brown_forsythe,
    brunner_munzel,
    brunner_munzel_permuted,
    compare_pair,
    compare_pairs,
    fligner,
    hodges_lehmann,
    holm,
    kruskal,
    leave_one_paper_out,
    mann_whitney_exact,
    permute_papers,
    welch_anova,
)

from tests.unit.statistics.reference import SPRAYS

# Shoulder pain after surgery, Lumley 1996; the example of Brunner and Munzel, Biom. J. 2000, 42, 17
PAIN_TREATED = [1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1]
PAIN_CONTROL = [3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4]
# Permeability of placental membrane, Hollander and Wolfe 1973, p. 69 (example of R's wilcox.test)
TERM = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46]
EARLY = [1.15, 0.88, 0.90, 0.74, 1.21]
# Mucociliary efficiency, Hollander and Wolfe 1973, p. 116 (example of R's kruskal.test)
MUCO = [2.9, 3.0, 2.5, 2.6, 3.2, 3.8, 2.7, 4.0, 2.4, 2.8, 3.4, 3.7, 2.2, 2.0]
MUCO_GROUPS = ["normal"] * 5 + ["obstructive"] * 4 + ["asbestosis"] * 5
COUNTS = [count for counts in SPRAYS.values() for count in counts]
SPRAY = [name for name, counts in SPRAYS.items() for _ in counts]
# Extra sleep, Student, Biometrika 1908, 6, 1 (R's sleep)
SLEEP = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0, 1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
DRUG = [1] * 10 + [2] * 10


def test_brunner_munzel_as_published() -> None:
    """R's lawstat::brunner.munzel.test prints 3.1375, df 17.683, p 0.005786, 0.788961."""
    pair = brunner_munzel(PAIN_TREATED, PAIN_CONTROL)
    assert round(pair.statistic, 4) == 3.1375
    assert round(pair.df, 3) == 17.683
    assert round(pair.p, 6) == 0.005786
    assert pair.estimate == pytest.approx(0.788961, abs=5e-7)


def test_logit_interval_by_hand() -> None:
    """Delta method on the logit (as nparcomp): p = 0.788961, se 0.0921001, se on the logit se/(p(1-p)) = 0.553147."""
    pair = brunner_munzel(PAIN_TREATED, PAIN_CONTROL)
    centre, half = math.log(0.788961039 / 0.211038961), 1.959963985 * 0.0921000905 / (0.788961039 * 0.211038961)
    assert pair.low == pytest.approx(1 / (1 + math.exp(-(centre - half))), abs=1e-8)
    assert pair.high == pytest.approx(1 / (1 + math.exp(-(centre + half))), abs=1e-8)


def test_brunner_munzel_agrees_with_scipy_and_statsmodels() -> None:
    from scipy import stats
    from statsmodels.stats.nonparametric import rank_compare_2indep

    rng = np.random.default_rng(11)
    x, y = np.round(rng.normal(size=13), 1), np.round(rng.normal(0.4, 2, size=9), 1)
    ours, scipys = brunner_munzel(x, y), stats.brunnermunzel(x, y)
    assert (ours.statistic, ours.p) == pytest.approx((scipys.statistic, scipys.pvalue), rel=1e-10)
    theirs = rank_compare_2indep(x, y)
    assert 1 - ours.estimate == pytest.approx(theirs.prob1, rel=1e-12)
    assert ours.se**2 == pytest.approx(theirs.var / theirs.nobs, rel=1e-10)


def test_mann_whitney_and_hodges_lehmann_as_published() -> None:
    """R's wilcox.test on the permeability data: W = 35, p = 0.2544; shift 0.305, 95 % interval [-0.15, 0.76]."""
    test, shift = mann_whitney_exact(TERM, EARLY), hodges_lehmann(TERM, EARLY)
    assert test.statistic == 35
    assert test.p == pytest.approx(0.254412254412, abs=1e-12)
    assert shift.estimate == pytest.approx(0.305, abs=1e-12)
    assert (shift.low, shift.high) == pytest.approx((-0.15, 0.76), abs=1e-12)


def test_mann_whitney_with_ties_is_the_conditional_distribution() -> None:
    """R's coin: wilcox_test(distribution = "exact") on the pain scores gives p = 0.00669022299996."""
    assert mann_whitney_exact(PAIN_TREATED, PAIN_CONTROL).p == pytest.approx(0.00669022299996, abs=1e-13)


def test_large_samples_say_what_they_use() -> None:
    """Overlapping: no enumeration, the shift's interval is normal. A fixed grid shifted by 30 is recovered as -30."""
    x, y = np.arange(400.0), np.arange(400.0) + 30
    with pytest.raises(NotEstimable, match="too many"):
        mann_whitney_exact(x, y)
    shift = hodges_lehmann(x, y)
    assert shift.estimate == -30
    assert shift.low < -30 < shift.high
    assert "normal" in shift.note
    assert mann_whitney_exact(x, x + 400).p > 0


def test_mann_whitney_does_not_depend_on_which_sample_is_smaller() -> None:
    from scipy.stats import mannwhitneyu

    rng = np.random.default_rng(17)
    x, y = rng.normal(size=40), rng.normal(0.6, size=15)
    reference = mannwhitneyu(x, y, method="exact").pvalue
    assert (mann_whitney_exact(x, y).p, mann_whitney_exact(y, x).p) == pytest.approx((reference, reference), rel=1e-12)


def test_kruskal_as_published() -> None:
    """Hollander and Wolfe 1973: H = 0.77143, p = 0.68; epsilon squared H/(n - 1) = 0.77143/13."""
    result = kruskal(MUCO, groups=MUCO_GROUPS)
    assert result.statistic == pytest.approx(0.7714285714, abs=1e-10)
    assert round(result.p, 2) == 0.68
    assert result.epsilon_squared == pytest.approx(0.7714285714 / 13, abs=1e-10)
    assert kruskal(COUNTS, groups=SPRAY).statistic == pytest.approx(54.69134462, abs=1e-8)


def test_welch_as_published() -> None:
    """R's oneway.test: sleep F = 3.4626, df 17.776, p = 0.07939; InsectSprays F = 36.065, df 30.043, p = 7.999e-12."""
    sleep, sprays = welch_anova(SLEEP, groups=DRUG), welch_anova(COUNTS, groups=SPRAY)
    assert (round(sleep.statistic, 4), round(sleep.df2, 3), round(sleep.p, 5)) == (3.4626, 17.776, 0.07939)
    assert (sprays.statistic, sprays.df2) == pytest.approx((36.065444, 30.042561), abs=6e-7)
    assert sprays.p == pytest.approx(7.999379e-12, rel=1e-6, abs=0)


def test_spread_tests_as_published() -> None:
    """R: fligner.test 14.483, p = 0.01282; car's leveneTest F(5, 66) = 3.8214, p = 0.004223 on InsectSprays."""
    killeen, levene = fligner(COUNTS, groups=SPRAY), brown_forsythe(COUNTS, groups=SPRAY)
    assert (round(killeen.statistic, 3), killeen.df, round(killeen.p, 5)) == (14.483, 5, 0.01282)
    assert (round(levene.statistic, 4), levene.df, levene.df2) == (3.8214, 5, 66)
    assert round(levene.p, 6) == 0.004223


def test_holm_by_hand() -> None:
    """Holm 1979: sorted .01 x 4 = .04, .02 x 3 = .06, .03 x 2 = .06, .04 x 1 -> not below the one before: .06."""
    assert holm([0.04, 0.01, 0.03, 0.02]) == pytest.approx((0.06, 0.04, 0.06, 0.06))
    assert holm([0.9, 0.5]) == (1.0, 1.0)


def test_permutation_of_separated_classes_by_hand() -> None:
    """3 against 3 papers, separated: 2 of the 20 labellings are as extreme, p = 0.1; three classes of 2: 6 of 90."""
    y = [1.0, 2.1, 3.0, 7.0, 8.2, 9.0]
    assert permute_papers(y, groups=list("aaabbb"), statistic="kruskal").p == pytest.approx(0.1)
    assert permute_papers(y, groups=list("aabbcc"), statistic="kruskal").p == pytest.approx(6 / 90)


def test_random_permutation_approaches_the_exact_p_and_is_never_zero() -> None:
    """Kruskal-Wallis by random labellings is close to its chi-square p for 55 papers, and (b + 1)/(m + 1)
    when extreme."""
    rng = np.random.default_rng(5)
    classes = np.repeat(list("abcd"), [26, 12, 8, 9])
    y = rng.normal(size=55)
    assert permute_papers(y, groups=classes, statistic="kruskal", seed=3).p == pytest.approx(
        kruskal(y, groups=classes).p, abs=0.02
    )
    apart = y + 100.0 * np.repeat([0, 1, 2, 3], [26, 12, 8, 9])
    assert permute_papers(apart, groups=classes, n_permutations=999, seed=3).p == pytest.approx(1 / 1000)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_studentized_permutation_agrees_with_a_loop_over_scipy() -> None:
    """All 126 labellings of nine values with ties, the statistic of each from scipy.stats.brunnermunzel."""
    from scipy.stats import brunnermunzel

    x, y = np.array([1.0, 3.0, 3.0, 4.0, 9.0]), np.array([3.0, 6.0, 8.0, 10.0])
    pooled = np.concatenate([x, y])
    observed = abs(brunnermunzel(x, y).statistic)
    reached = 0
    for chosen in itertools.combinations(range(9), 4):
        inside = np.isin(np.arange(9), chosen)
        reached += abs(brunnermunzel(pooled[~inside], pooled[inside]).statistic) >= observed - 1e-9
    permuted = brunner_munzel_permuted(x, y)
    assert (permuted.exact, permuted.labellings) == (True, 126)
    assert permuted.p == pytest.approx(reached / 126)


def test_small_classes_get_their_p_from_permutation_and_large_ones_from_t() -> None:
    rng = np.random.default_rng(14)
    x, y = rng.normal(size=30), rng.normal(0.5, size=30)
    assert compare_pair(x, y) == brunner_munzel(x, y)
    small = compare_pair(x[:8], y[:9])
    assert small.p == brunner_munzel_permuted(x[:8], y[:9]).p
    assert (small.low, small.high) == (brunner_munzel(x[:8], y[:9]).low, brunner_munzel(x[:8], y[:9]).high)


def test_pairs_without_overlap_use_the_exact_test() -> None:
    """Brunner-Munzel is undefined there; 8 v 9 separated papers: p = 2/C(17, 8) = 2/24310 = 8.2e-5."""
    low, high = np.arange(8.0), 100 + np.arange(9.0)
    pair = compare_pair(low, high)
    assert pair.p == pytest.approx(2 / 24310)
    assert pair.estimate == 1
    assert "exact" in pair.note
    with pytest.raises(NotEstimable, match="mann_whitney_exact"):
        brunner_munzel(low, high)


def test_small_classes_stay_untested_and_do_not_enter_holm() -> None:
    rng = np.random.default_rng(8)
    y = np.concatenate([rng.normal(size=9), rng.normal(1, size=8), rng.normal(size=3)])
    pairs = {(pair.first, pair.second): pair for pair in compare_pairs(y, groups=["a"] * 9 + ["b"] * 8 + ["c"] * 3)}
    assert pairs["a", "b"].p_adjusted == pairs["a", "b"].p
    for key in (("a", "c"), ("b", "c")):
        assert pairs[key].p is None
        assert "fewer than 6" in pairs[key].note


def test_leave_one_paper_out_removes_a_paper_from_both_of_its_classes() -> None:
    """A paper in two classes goes from both and is named once: 220 holds 6 v 6, without it 5 v 5 lose their test."""
    y = [*range(1, 7), *range(11, 17)]
    papers = ["220", "b", "c", "d", "e", "f", "220", "h", "i", "j", "k", "l"]
    result = leave_one_paper_out(y, papers=papers, groups=["vcm"] * 6 + ["ecm"] * 6)
    flipped = [part.flipped for part in result if part.paper == "220"]
    assert flipped == [(("ecm", "vcm"),)]


@pytest.mark.parametrize(
    "call",
    [
        lambda: brunner_munzel([1.0], [1.0, 2.0]),
        lambda: brunner_munzel([1.0, 1.0], [1.0, 1.0]),
        lambda: brunner_munzel([1.0, math.nan], [1.0, 2.0]),
        lambda: mann_whitney_exact([], [1.0]),
        lambda: hodges_lehmann([1.0, math.inf], [1.0]),
        lambda: kruskal([1.0, 1.0, 1.0], groups=list("aab")),
        lambda: kruskal([1.0, 2.0], groups=["a", "a"]),
        lambda: kruskal([1.0, 2.0], groups=["a"]),
        lambda: welch_anova([1.0, 1.0, 2.0, 3.0], groups=list("aabb")),
        lambda: welch_anova([1.0, 2.0, 3.0], groups=list("aab")),
        lambda: brown_forsythe([1.0, 2.0, 3.0, 4.0], groups=list("aabb")),
        lambda: fligner([1.0, 2.0, 3.0, 4.0], groups=list("aabb")),
        lambda: permute_papers([1.0, 1.0, 1.0, 1.0], groups=list("aabb")),
        lambda: permute_papers([1.0, 2.0, 3.0], groups=list("aab")),
        lambda: holm([0.5, 1.5]),
        lambda: holm([]),
        lambda: leave_one_paper_out([1.0, 2.0, 3.0], papers=list("pqr"), groups=list("aab")),
    ],
)
def test_what_cannot_be_estimated_is_refused(call) -> None:
    with pytest.raises(NotEstimable, match=r"^[\w ()]+: .+; .+"):
        call()
