"""Effect sizes of variability and random-effects pooling against published values and metafor."""

from __future__ import annotations

import math

import numpy as np
import pytest
from memlit.errors import NotEstimable
from memlit.statistics import (
    leave_one_out,
    log_cv,
    log_cv_ratio,
    log_normal_cv,
    log_sd,
    log_var_ratio,
    meta_regression,
    pool_random_effects,
)

# BCG vaccine trials: Colditz et al., JAMA 1994, 271, 698, as printed by Viechtbauer, J. Stat. Softw. 2010,
# 36(3), table 1
VACCINATED = np.array([4, 6, 3, 62, 33, 180, 8, 505, 29, 17, 186, 5, 27])
VACCINATED_WELL = np.array([119, 300, 228, 13536, 5036, 1361, 2537, 87886, 7470, 1699, 50448, 2493, 16886])
CONTROL = np.array([11, 29, 11, 248, 47, 372, 10, 499, 45, 65, 141, 3, 29])
CONTROL_WELL = np.array([128, 274, 209, 12619, 5761, 1079, 619, 87892, 7232, 1600, 27197, 2338, 17825])
BCG_Y = np.log(VACCINATED / (VACCINATED + VACCINATED_WELL)) - np.log(CONTROL / (CONTROL + CONTROL_WELL))
BCG_V = 1 / VACCINATED - 1 / (VACCINATED + VACCINATED_WELL) + 1 / CONTROL - 1 / (CONTROL + CONTROL_WELL)

# metafor 4.8-0, rma(yi, vi, method=, test=) with threshold 1e-14: b, se, p, ci, tau2, se.tau2, I2, H2, pi
METAFOR = {
    ("DL", "z"): "-0.7141172221 0.1787420895 0.0000646292 -1.0644452801 -0.3637891641 0.3087602629 "
    "0.2298699925 92.1173468546 12.6860840069 -1.8581537527 0.4299193086",
    ("PM", "hksj"): "-0.7149681535 0.1808921915 0.0019192718 -1.1090983812 -0.3208379258 0.3180684522 "
    "0.1736630275 92.3303379542 13.0383841429 -2.0054259229 0.5754896159",
    ("REML", "z"): "-0.7145323422 0.1797815161 0.0000705426 -1.0668976388 -0.3621670455 0.3132432581 "
    "0.1664257528 92.2213845213 12.8557582353 -1.8666922179 0.4376275336",
    ("REML", "hksj"): "-0.7145323422 0.1807917441 0.0019200151 -1.1084437137 -0.3206209706 0.3132432581 "
    "0.1664257528 92.2213845213 12.8557582353 -1.9960168342 0.5669521499",
    ("REML", "modified"): "-0.7145323422 0.1807917441 0.0019200151 -1.1084437137 -0.3206209706 0.3132432581 "
    "0.1664257528 92.2213845213 12.8557582353 -1.9960168342 0.5669521499",
    ("ML", "hksj"): "-0.7111991355 0.1800422221 0.0019271657 -1.1034774390 -0.3189208320 0.2800281373 "
    "0.1442519494 91.3782837894 11.5986188315 -1.9290821095 0.5066838386",
}
FIELDS = ("estimate", "se", "p", "low", "high", "tau2", "se_tau2", "i2", "h2", "pi_low", "pi_high")


def test_bcg_reml_as_published() -> None:
    """Viechtbauer 2010, section 3.1: the printed REML result of the BCG trials."""
    pooled = pool_random_effects(BCG_Y, BCG_V, method="REML", ci="z")
    printed = (-0.7145, 0.1798, -1.0669, -0.3622, 0.3132, 0.1664, 12.86, 152.2330)
    found = (pooled.estimate, pooled.se, pooled.low, pooled.high, pooled.tau2, pooled.se_tau2, pooled.h2, pooled.q)
    assert [round(value, 4) for value in found[:6]] == list(printed[:6])
    assert (round(found[6], 2), round(found[7], 4)) == printed[6:]
    assert pooled.q_df == 12
    assert pooled.q_p < 1e-4


@pytest.mark.parametrize(("method", "ci"), sorted(METAFOR))
def test_bcg_equals_metafor(method: str, ci: str) -> None:
    pooled = pool_random_effects(BCG_Y, BCG_V, method=method, ci=ci)
    expected = [float(number) for number in METAFOR[method, ci].split()]
    assert [getattr(pooled, field) for field in FIELDS] == pytest.approx(expected, abs=6e-11)


def test_q_profile_equals_metafor() -> None:
    """confint(rma(...)) of metafor 4.8-0 for the BCG trials: tau2 and I2 with the Q-profile method."""
    pooled = pool_random_effects(BCG_Y, BCG_V)
    assert (pooled.tau2_low, pooled.tau2_high) == pytest.approx((0.1197183611, 1.1114790841), abs=6e-11)
    assert (pooled.i2_low, pooled.i2_high) == pytest.approx((81.9205745586, 97.6780749579), abs=6e-10)


def test_riley_prediction_interval_uses_k_minus_2() -> None:
    """Riley, Higgins and Deeks, BMJ 2011, 342, d549: mu +- t(k-2) sqrt(tau2 + se^2); t(11; .975) = 2.200985."""
    pooled = pool_random_effects(BCG_Y, BCG_V, ci="z", prediction="riley")
    half = 2.2009851601 * math.sqrt(0.3132432581 + 0.1797815161**2)
    assert pooled.pi_high == pytest.approx(-0.7145323422 + half, abs=1e-9)


def test_leave_one_out_equals_metafor() -> None:
    """leave1out(rma(yi, vi)) of metafor 4.8-0."""
    expected = [
        *(-0.70708378, -0.65403120, -0.68555441, -0.62840937, -0.76417010, -0.71087656, -0.65524760),
        *(-0.79476760, -0.74119730, -0.65303292, -0.75785863, -0.75981210, -0.77753618),
    ]
    result = leave_one_out(BCG_Y, BCG_V, ci="z")
    assert [part.pooled.estimate for part in result.results] == pytest.approx(expected, abs=6e-9)
    assert result.label == 3
    assert result.largest_shift == pytest.approx(-0.62840937 + 0.71453234, abs=2e-8)


def test_leave_one_out_drops_whole_papers() -> None:
    groups = ["a", "a", *"bcdefghijkl"]
    without_a = leave_one_out(BCG_Y, BCG_V, papers=groups).results[0]
    assert without_a.label == "a"
    assert without_a.pooled.k == 11


@pytest.mark.parametrize("method", ["DL", "PM", "REML", "ML"])
def test_no_heterogeneity_gives_zero_not_a_negative_variance(method: str) -> None:
    """Q = 0.03 < 3: inverse-variance mean by hand. Weights 25, 20, 16.667, 25; sum 86.667; se = 1/sqrt(86.667)."""
    pooled = pool_random_effects([0.1, 0.11, 0.09, 0.1], [0.04, 0.05, 0.06, 0.04], method=method, ci="z")
    assert pooled.tau2 == 0
    assert pooled.i2 == 0
    assert pooled.estimate == pytest.approx((2.5 + 2.2 + 1.5 + 2.5) / (25 + 20 + 50 / 3 + 25), rel=1e-12)
    assert pooled.se == pytest.approx((25 + 20 + 50 / 3 + 25) ** -0.5, rel=1e-12)
    assert (pooled.tau2_low, pooled.tau2_high) == (0, 0)
    assert (pooled.pi_low, pooled.pi_high) == pytest.approx((pooled.low, pooled.high))
    assert "tau2" in pooled.note


def test_modified_hksj_is_never_narrower_than_wald() -> None:
    """metafor 4.8-0, rma(test = "adhoc"): here the plain correction would shrink the standard error."""
    y, v = [0.1, 0.11, 0.09], [0.04, 0.05, 0.06]
    plain = pool_random_effects(y, v, ci="hksj")
    modified = pool_random_effects(y, v, ci="modified")
    assert plain.se < 0.02
    assert modified.se == pytest.approx(0.1273429080, abs=6e-11)
    assert pool_random_effects(y, v, ci="auto").se == modified.se


def test_pooling_agrees_with_pymare() -> None:
    """PyMARE 0.0.13 is an independent implementation of DL and REML."""
    from pymare.estimators import DerSimonianLaird, VarianceBasedLikelihoodEstimator

    design = np.ones((BCG_Y.size, 1))
    for estimator, method in ((DerSimonianLaird(), "DL"), (VarianceBasedLikelihoodEstimator(method="REML"), "REML")):
        estimator.fit(y=BCG_Y[:, None], v=BCG_V[:, None], X=design)
        theirs = estimator.params_
        ours = pool_random_effects(BCG_Y, BCG_V, method=method, ci="z")
        assert float(np.squeeze(theirs["tau2"])) == pytest.approx(ours.tau2, rel=1e-4)
        assert float(np.squeeze(theirs["fe_params"])) == pytest.approx(ours.estimate, rel=1e-5)


def test_reml_stops_where_its_steps_are_rounding() -> None:
    """Studies whose scoring steps alternate by 1e-16 of the total; metafor 4.8-0 gives tau2 = 0.0771254139."""
    y = [0.24931357539139343, 0.3020150166636869, 0.2812439391923144, -0.3232884944580646, 0.477916869633742]
    pooled = pool_random_effects(y, [1 / 20, 1 / 18, 1 / 62, 1 / 60, 1 / 14])
    assert pooled.tau2 == pytest.approx(0.0771254139, abs=6e-11)


def test_meta_regression_equals_metafor() -> None:
    """metafor 4.8-0, rma(y, v, mods = ~ x), REML and PM: coefficients, standard errors, tau2."""
    y, v = [0.2, 0.5, 0.1, 0.9, -0.3, 0.4, 0.6, 0.05], [0.01, 0.02, 0.015, 0.05, 0.03, 0.02, 0.04, 0.01]
    x = np.column_stack([np.ones(8), np.arange(1, 9)])
    for method, expected in (
        ("REML", (0.3379781778, -0.0111304714, 0.2830525086, 0.0561626804, 0.1161131010)),
        ("PM", (0.3387852945, -0.0110559465, 0.2938529908, 0.0582988862, 0.1263339231)),
    ):
        fit = meta_regression(y, v, x, method=method, ci="z")
        found = (*fit.coefficients.estimate, *fit.coefficients.se, fit.tau2)
        assert found == pytest.approx(expected, abs=6e-11)


# Length of stay after stroke: Normand, Stat. Med. 1999, 18, 321, table 3 (metafor's dat.normand1999)
N1, M1, S1 = (
    (155, 31, 75, 18, 8, 57, 34, 110, 60),
    (55, 27, 64, 66, 14, 19, 52, 21, 30),
    (47, 7, 17, 20, 8, 7, 45, 16, 27),
)
N2, M2, S2 = (
    (156, 32, 71, 18, 13, 52, 33, 183, 52),
    (75, 29, 119, 137, 18, 18, 41, 31, 23),
    (64, 4, 29, 48, 11, 4, 34, 27, 20),
)


def test_log_cv_ratio_equals_metafor_4() -> None:
    """metafor 4.8-0, escalc(measure = "CVR") on Normand 1999; formulas of Nakagawa et al. 2015, eqs. 11 and 12."""
    sizes = log_cv_ratio(M1, S1, N1, M2, S2, N2)
    assert sizes.estimate == pytest.approx(
        [
            *(0.001440393449, 0.631612386326, 0.085771823435, -0.145142553552, -0.037377398076),
            *(0.504673216525, 0.042156828429, -0.131943473787, 0.033072081420),
        ],
        abs=6e-13,
    )
    assert sizes.variance == pytest.approx(
        [
            *(0.015851642959, 0.035558466778, 0.015676826309, 0.070744805645, 0.182639010020),
            *(0.022063460123, 0.073641673990, 0.016756943303, 0.046319722211),
        ],
        abs=6e-13,
    )
    pooled = pool_random_effects(sizes.estimate, sizes.variance)
    found = (pooled.estimate, pooled.se, pooled.tau2, pooled.i2, pooled.p)
    assert found == pytest.approx((0.1280763605, 0.0933009441, 0.0490102536, 61.9763266006, 0.2070854704), abs=6e-10)


def test_log_cv_log_sd_and_log_var_ratio_equal_metafor_4() -> None:
    """metafor 4.8-0, escalc with measures CVLN, SDLN and VR; first and fifth trial of Normand 1999."""
    cv, sd, ratio = log_cv(M1, S1, N1), log_sd(S1, N1), log_var_ratio(S1, N1, S2, N2)
    pick = [0, 4]
    assert cv.estimate[pick] == pytest.approx([-0.153938830276, -0.488187216507], abs=6e-13)
    assert cv.variance[pick] == pytest.approx([0.007958030240, 0.112244897959], abs=6e-13)
    assert sd.estimate[pick] == pytest.approx([3.853394354957, 2.150870113108], abs=6e-13)
    assert sd.variance[pick] == pytest.approx([0.003246753247, 0.071428571429], abs=6e-13)
    assert ratio.estimate[pick] == pytest.approx([-0.308714534854, -0.288691826357], abs=6e-13)
    assert ratio.variance[pick] == pytest.approx([0.006472559698, 0.113095238095], abs=6e-13)


def test_second_order_log_cv_ratio_by_hand() -> None:
    """Senior, Viechtbauer and Nakagawa 2020: means 10 and 8, SDs 2 and 3, n 5 and 9.

    CV 0.2 and 0.375; s^2/(n m^2) = 0.04/5 = 0.008 and 0.140625/9 = 0.015625.
    estimate: ln(0.2/0.375) + (1/8 - 1/16) + (0.015625 - 0.008)/2.
    variance: 0.008 + 0.008^2/2 + 1/8 + 1/32 + 0.015625 + 0.015625^2/2 + 1/16 + 1/128.
    """
    estimate = math.log(0.2 / 0.375) + 0.0625 + 0.0038125
    variance = 0.008 + 0.000032 + 0.125 + 0.03125 + 0.015625 + 0.0001220703125 + 0.0625 + 0.0078125
    second_order = log_cv_ratio(10, 2, 5, 8, 3, 9, estimator="senior2020")
    assert second_order.estimate == pytest.approx(estimate, rel=1e-14)
    assert second_order.variance == pytest.approx(variance, rel=1e-14)
    mixed = log_cv_ratio(10, 2, 5, 8, 3, 9, estimator="mixed")
    assert mixed.estimate == pytest.approx(estimate, rel=1e-14)
    assert mixed.variance == pytest.approx(0.008 + 0.125 + 0.015625 + 0.0625, rel=1e-14)


def test_mean_sd_correlation_lowers_the_variance() -> None:
    """Nakagawa et al. 2015, eq. 12: minus 2 rho sqrt(s^2/(n m^2) / (2(n-1))); here 2 x 0.5 x sqrt(0.008/8)."""
    plain, correlated = (log_cv(10, 2, 5, mean_sd_correlation=rho) for rho in (0.0, 0.5))
    assert plain.variance - correlated.variance == pytest.approx(math.sqrt(0.001), rel=1e-12)


def test_log_normal_cv_of_published_spread() -> None:
    """sqrt(exp(s^2) - 1): s = 0.832555 = sqrt(ln 2) gives a CV of exactly 1."""
    assert log_normal_cv([math.sqrt(math.log(2))])[0] == pytest.approx(1.0, rel=1e-14)


@pytest.mark.parametrize(
    "call",
    [
        lambda: pool_random_effects([0.1], [0.1]),
        lambda: pool_random_effects([], []),
        lambda: pool_random_effects([0.1, math.nan], [0.1, 0.1]),
        lambda: pool_random_effects([0.1, 0.2], [0.1, 0.0]),
        lambda: pool_random_effects([0.1, 0.2], [0.1]),
        lambda: pool_random_effects([0.1, 0.1, 0.1], [0.1, 0.1, 0.1], ci="hksj"),
        lambda: pool_random_effects([0.1, 0.2], [0.1, 0.1], method="SJ"),
        lambda: pool_random_effects([0.1, 0.2], [0.1, 0.1], prediction="riley"),
        lambda: leave_one_out([0.1, 0.2], [0.1, 0.1]),
        lambda: meta_regression([0.1, 0.2], [0.1, 0.1], [[1, 1], [1, 2]]),
        lambda: log_cv(0, 1, 5),
        lambda: log_cv(1, 1, 1),
        lambda: log_cv(1, math.inf, 5),
        lambda: log_cv([], [], []),
        lambda: log_sd(-1, 5),
        lambda: log_var_ratio(1, 5, 0, 5),
        lambda: log_cv_ratio([1, 2], [1, 2], [5, 5], [1, 2, 3], [1, 2, 3], [5, 5, 5]),
    ],
)
def test_what_cannot_be_estimated_is_refused(call) -> None:
    with pytest.raises(NotEstimable, match=r"^\w+: .+; .+"):
        call()
