"""Two definitions of the nonlinearity of a pulse curve and their fits."""

import math

import numpy as np

from memlit.digitize.settings import CURVES


def neurosim_curve(share: np.ndarray, a: float) -> np.ndarray:
    """Normalised NeuroSim weight update: (1 - exp(-p/A)) / (1 - exp(-1/A)), p the share of pulses."""
    return np.asarray(np.expm1(-share / a) / np.expm1(-1.0 / a))


def neurosim_fit(share: np.ndarray, normal: np.ndarray) -> tuple[float, float]:
    """A of `neurosim_curve` and the root of the mean squared residual, by least squares over 1/A.

    share: pulse number over their number, 0 to 1; normal: (G - G_min) / (G_max - G_min) there. A is infinite where the
    states lie on a straight line.
    """
    from scipy.optimize import minimize_scalar

    def loss(inverse: float) -> float:
        model = share if abs(inverse) < 1e-6 else neurosim_curve(share, 1.0 / inverse)
        return float(((model - normal) ** 2).mean())

    bounds = (-CURVES.inverse_a, CURVES.inverse_a)
    best = minimize_scalar(loss, bounds=bounds, method="bounded", options={"xatol": 1e-10})
    inverse = float(best.x)
    return (1.0 / inverse if abs(inverse) > 1e-6 else math.inf), math.sqrt(float(best.fun))


def alpha_curve(share: np.ndarray, alpha: float, low: float) -> np.ndarray:
    """G / G_on of the power form: ((1 - r^a) w + r^a)^(1/a), r = G_off / G_on; geometric as a goes to 0."""
    if abs(alpha) < 1e-6:
        return np.asarray(low ** (1.0 - share))
    return np.asarray((share + (1.0 - share) * low**alpha) ** (1.0 / alpha))


def alpha_fit(share: np.ndarray, level: np.ndarray, low: float) -> tuple[float, float]:
    """alpha of `alpha_curve` and the root of the mean squared residual, by least squares.

    share: pulse number over their number, 0 to 1; level: G / G_on there; low: G_off / G_on.
    """
    from scipy.optimize import minimize_scalar

    def loss(alpha: float) -> float:
        return float(((alpha_curve(share, alpha, low) - level) ** 2).mean())

    best = minimize_scalar(loss, bounds=(-CURVES.alpha, CURVES.alpha), method="bounded", options={"xatol": 1e-10})
    return float(best.x), math.sqrt(float(best.fun))
