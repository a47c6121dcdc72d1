"""Effect sizes of variability and random-effects pooling against published values and metafor."""

from __future__ import annotations

import math

import numpy as np
import pytest
from memlit.errors import NotEstimable
from memlit.statistics import (
    log_cv,
    log_cv_ratio,
    log_sd,
    log_var_ratio,
    pool_random_effects,
    tau2_reml,
)

# BCG vaccine trials: Colditz et al., JAMA 1994, 271, 698, as printed by Viechtbauer, J. Stat. Softw. 2010,
# 36(3), table 1
VACCINATED = np.array([4, 6, 3, 62, 33, 180, 8, 505, 29, 17, 186, 5, 27])
VACCINATED_WELL = np.array([119, 300, 228, 13536, 5036, 1361, 2537, 87886, 7470, 1699, 50448, 2493, 16886])
CONTROL = np.array([11, 29, 11, 248, 47, 372, 10, 499, 45, 65, 141, 3, 29])
CONTROL_WELL = np.array([128, 274, 209, 12619, 5761, 1079, 619, 87892, 7232, 1600, 27197, 2338, 17825])
BCG_Y = np.log(VACCINATED / (VACCINATED + VACCINATED_WELL)) - np.log(CONTROL / (CONTROL + CONTROL_WELL))
BCG_V = 1 / VACCINATED - 1 / (VACCINATED + VACCINATED_WELL) + 1 / CONTROL - 1 / (CONTROL + CONTROL_WELL)


def test_bcg_equals_metafor() -> None:
    """metafor 4.8-0, rma(yi, vi, method = "REML", test = "knha") with threshold 1e-14: b, se, ci, tau2, I2."""
    pooled = pool_random_effects(BCG_Y, BCG_V)
    expected = (-0.7145323422, 0.1807917441, -1.1084437137, -0.3206209706, 0.3132432581, 92.2213845213)
    found = (pooled.estimate, pooled.se, pooled.low, pooled.high, pooled.tau2, pooled.i2)
    assert found == pytest.approx(expected, abs=6e-11)


def test_prediction_interval_uses_k_minus_2() -> None:
    """Riley, Higgins and Deeks, BMJ 2011, 342, d549: mu +- t(k-2) sqrt(tau2 + se^2); t(11; .975) = 2.200985."""
    pooled = pool_random_effects(BCG_Y, BCG_V)
    half = 2.2009851601 * math.sqrt(0.3132432581 + 0.1807917441**2)
    assert pooled.pi_high == pytest.approx(-0.7145323422 + half, abs=1e-9)
    assert pooled.pi_low == pytest.approx(-0.7145323422 - half, abs=1e-9)


def test_no_heterogeneity_gives_zero_not_a_negative_variance() -> None:
    """Q = 0.03 < 3: inverse-variance mean by hand. Weights 25, 20, 16.667, 25; sum 86.667; se = 1/sqrt(86.667)."""
    pooled = pool_random_effects([0.1, 0.11, 0.09, 0.1], [0.04, 0.05, 0.06, 0.04])
    assert pooled.tau2 == 0
    assert pooled.i2 == 0
    assert pooled.estimate == pytest.approx((2.5 + 2.2 + 1.5 + 2.5) / (25 + 20 + 50 / 3 + 25), rel=1e-12)
    assert pooled.se == pytest.approx((25 + 20 + 50 / 3 + 25) ** -0.5, rel=1e-12)
    assert (pooled.tau2_low, pooled.tau2_high) == (0, 0)


def test_the_interval_of_few_studies_is_never_narrower_than_wald() -> None:
    """metafor 4.8-0, rma(test = "adhoc"): here the plain correction would shrink the standard error below 0.02."""
    pooled = pool_random_effects([0.1, 0.11, 0.09], [0.04, 0.05, 0.06])
    assert pooled.se == pytest.approx(0.1273429080, abs=6e-11)


def test_pooling_agrees_with_pymare() -> None:
    """PyMARE 0.0.13 is an independent implementation of REML."""
    from pymare.estimators import VarianceBasedLikelihoodEstimator

    estimator = VarianceBasedLikelihoodEstimator(method="REML")
    estimator.fit(y=BCG_Y[:, None], v=BCG_V[:, None], X=np.ones((BCG_Y.size, 1)))
    ours = pool_random_effects(BCG_Y, BCG_V)
    assert float(np.squeeze(estimator.params_["tau2"])) == pytest.approx(ours.tau2, rel=1e-4)
    assert float(np.squeeze(estimator.params_["fe_params"])) == pytest.approx(ours.estimate, rel=1e-5)


def test_tau2_of_a_meta_regression_equals_metafor() -> None:
    """metafor 4.8-0, rma(y, v, mods = ~ x), REML."""
    y, v = [0.2, 0.5, 0.1, 0.9, -0.3, 0.4, 0.6, 0.05], [0.01, 0.02, 0.015, 0.05, 0.03, 0.02, 0.04, 0.01]
    x = np.column_stack([np.ones(8), np.arange(1, 9)])
    assert tau2_reml(y, v, x) == pytest.approx(0.1161131010, abs=6e-11)


def test_q_profile_equals_metafor() -> None:
    """confint(rma(...)) of metafor 4.8-0 for the BCG trials: tau2 and I2 with the Q-profile method."""
    pooled = pool_random_effects(BCG_Y, BCG_V)
    assert (pooled.tau2_low, pooled.tau2_high) == pytest.approx((0.1197183611, 1.1114790841), abs=6e-11)
    assert (pooled.i2_low, pooled.i2_high) == pytest.approx((81.9205745586, 97.6780749579), abs=6e-10)


def test_reml_stops_where_its_steps_are_rounding() -> None:
    """Studies whose scoring steps alternate by 1e-16 of the total; metafor 4.8-0 gives tau2 = 0.0771254139."""
    y = [0.24931357539139343, 0.3020150166636869, 0.2812439391923144, -0.3232884944580646, 0.477916869633742]
    pooled = pool_random_effects(y, [1 / 20, 1 / 18, 1 / 62, 1 / 60, 1 / 14])
    assert pooled.tau2 == pytest.approx(0.0771254139, abs=6e-11)


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
    found = (pooled.estimate, pooled.se, pooled.tau2, pooled.i2)
    assert found == pytest.approx((0.1280763605, 0.0933009441, 0.0490102536, 61.9763266006), abs=6e-10)


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


@pytest.mark.parametrize(
    "call",
    [
        lambda: pool_random_effects([0.1], [0.1]),
        lambda: pool_random_effects([], []),
        lambda: pool_random_effects([0.1, math.nan, 0.2], [0.1, 0.1, 0.1]),
        lambda: pool_random_effects([0.1, 0.2, 0.3], [0.1, 0.0, 0.1]),
        lambda: pool_random_effects([0.1, 0.2, 0.3], [0.1]),
        lambda: pool_random_effects([0.1] * 5, [0.1] * 5),
        lambda: tau2_reml([0.1, 0.2], [0.1, 0.1], [[1, 1], [1, 2]]),
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
