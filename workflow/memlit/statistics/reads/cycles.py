"""Spread of one cell over its cycles, with the number of independent cycles that its autocorrelation leaves."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from memlit.errors import NotEstimable
from memlit.statistics.checks import sample

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
