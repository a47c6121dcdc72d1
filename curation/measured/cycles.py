"""Spread of one cell over its cycles, with the number of independent cycles that its autocorrelation leaves.

A weight against pulses on an interval scale (no zero): nonlinearity and residual spread over the range
only.
"""

import math
from dataclasses import dataclass

import numpy as np
from memlit.errors import NotEstimable
from memlit.statistics.checks import FloatArray, sample
from numpy.typing import ArrayLike

SOKAL_WINDOW = 5.0


@dataclass(frozen=True, kw_only=True)
class CycleStatistics:
    """Cycle-to-cycle spread of ONE cell: n cycles are worth n_effective independent ones; n_devices is 1.

    median and linear_cv of the resistance; log_sd: SD of ln R; log_normal_cv from it.
    """

    n: int
    n_effective: float
    n_devices: int
    median: float
    linear_cv: float
    log_sd: float
    log_normal_cv: float
    maximum: float


def cycle_statistics(resistance: ArrayLike) -> CycleStatistics:
    """Spread over the cycles of one cell, in order, with the sample size its autocorrelation leaves (on ln
    R).

    It gives no device-to-device number and enters no pooled effect size.
    """
    where = "cycle_statistics"
    values = sample(resistance, where, minimum=10, name="resistance")
    if (values <= 0).any() or np.ptp(values) == 0:
        raise NotEstimable(where, "a resistance is not positive, or all are equal", "check the column and its unit")
    log_r = np.log(values)
    log_sd = float(log_r.std(ddof=1))
    return CycleStatistics(
        n=values.size,
        n_effective=effective_sample_size(log_r),
        n_devices=1,
        median=float(np.median(values)),
        linear_cv=float(values.std(ddof=1) / values.mean()),
        log_sd=log_sd,
        log_normal_cv=math.sqrt(math.expm1(log_sd**2)),
        maximum=float(values.max()),
    )


def effective_sample_size(series: ArrayLike) -> float:
    """Length over the integrated autocorrelation time, window by Sokal's rule (M >= 5 tau; Monte Carlo
    Methods, 1997)."""
    where = "effective_sample_size"
    values = sample(series, where, minimum=10)
    centred = values - values.mean()
    if not centred.any():
        raise NotEstimable(where, "all values are equal", "a constant series has no autocorrelation")
    spectrum = np.fft.rfft(centred, 2 * values.size)
    correlation = np.fft.irfft(np.abs(spectrum) ** 2)[: values.size]
    tau = 2 * np.cumsum(correlation / correlation[0]) - 1
    inside = np.arange(values.size) >= SOKAL_WINDOW * tau
    window = int(np.argmax(inside)) if inside.any() else values.size - 1
    return float(min(values.size, values.size / max(tau[window], 1e-12)))


# range of ln(1/c) that is searched: nearly a line, to a curve that is flat after the first pulses
CURVATURES = (np.log(1e-3), np.log(1e2))


@dataclass(frozen=True, kw_only=True)
class PulseTrain:
    """One series of n pulses in one direction, with all values relative to the range of the fitted curve.

    residual_sd: SD about the curve; nonlinearity: largest distance of the curve from the straight line
    between its ends (0 for a line, up to 1); rate: pulses of the exponential as a fraction of the series
    (inf for a line).
    """

    n: int
    fitted_range: float
    residual_sd: float
    nonlinearity: float
    rate: float
    note: str = "interval scale: no coefficient of variation, ratio or conductance"


def pulse_train(weight: ArrayLike) -> PulseTrain:
    """Fit a + b (1 - exp(-t/c))/(1 - exp(-1/c)), t from 0 to 1 over the pulses, by least squares.

    The curve of Chen, Peng and Yu (IEEE Trans. Comput.-Aided Des. 2018, 37, 3067). The SD of successive differences is
    not used, because it would include read noise twice. Raises NotEstimable for fewer than 10 pulses or no range.
    """
    from scipy.optimize import minimize_scalar

    where = "pulse_train"
    values = sample(weight, where, minimum=10, name="weight")
    if np.ptp(values) == 0:
        raise NotEstimable(where, "all weights are equal", "there is no range to divide by")
    t = np.linspace(0.0, 1.0, values.size)

    def misfit(log_curvature: float, sign: float) -> float:
        return _fit(values, _shape(t, sign * np.exp(log_curvature)))[1]

    best = min(
        (
            (float(found.fun), sign * float(np.exp(found.x)))
            for sign in (1.0, -1.0)
            for found in [minimize_scalar(misfit, bounds=CURVATURES, args=(sign,), method="bounded")]
        ),
        key=lambda candidate: candidate[0],
    )
    curve, squares = _fit(values, _shape(t, best[1]))
    span = abs(float(curve[-1] - curve[0]))
    if span == 0:
        raise NotEstimable(where, "the fitted curve has no range", "the series does not move")
    line = curve[0] + (curve[-1] - curve[0]) * t
    return PulseTrain(
        n=values.size,
        fitted_range=span,
        residual_sd=float(np.sqrt(squares / (values.size - 3))) / span,
        nonlinearity=float(np.abs(curve - line).max()) / span,
        rate=1 / best[1],
    )


def _shape(t: FloatArray, curvature: float) -> FloatArray:
    return np.asarray(np.expm1(-curvature * t) / np.expm1(-curvature))


def _fit(values: FloatArray, shape: FloatArray) -> tuple[FloatArray, float]:
    design = np.column_stack([np.ones_like(shape), shape])
    coefficients = np.linalg.lstsq(design, values, rcond=None)[0]
    curve = design @ coefficients
    return curve, float(((values - curve) ** 2).sum())
