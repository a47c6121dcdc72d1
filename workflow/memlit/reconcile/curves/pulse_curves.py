"""Pulse curves: their branches, from turn to turn, and two definitions of the nonlinearity of one with their fits."""

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from memlit.reconcile.curves.settings import CURVES


@dataclass(frozen=True, slots=True)
class Branch:
    """Pulses and states of one branch in their order, and whether it rises."""

    p: np.ndarray
    g: np.ndarray
    rises: bool

    @property
    def share(self) -> np.ndarray:
        """The share of the pulses made, from 0 to 1."""
        return np.asarray((self.p - self.p[0]) / (self.p[-1] - self.p[0]))


def branches(p: np.ndarray, g: np.ndarray) -> list[Branch]:
    """The branches of a curve sorted by pulses; a fall by half of the range ends a rise at its highest state.

    The turning state ends one branch. A branch of fewer than four points, as at the ends of a curve, is left out.
    """
    threshold = CURVES.turn * float(np.ptp(g))
    turns = [0]
    best, rising = 0, bool(g[int(np.abs(g - g[0]).argmax())] > g[0])
    for n in range(1, len(g)):
        better = g[n] > g[best] if rising else g[n] < g[best]
        if better:
            best = n
        elif abs(g[n] - g[best]) >= threshold > 0:
            turns.append(best)
            rising, best = not rising, n
    found = []
    start = 0
    for last in (*turns[1:], len(g) - 1):
        # A turn after too few states, such as the jump back between repeats, leaves its state to the next branch.
        if last + 1 - start >= CURVES.branch:
            part = slice(start, last + 1)
            found.append(Branch(p[part], g[part], bool(g[last] > g[start])))
            start = last + 1
        else:
            start = last
    return found


def flat_turns(found: list[Branch]) -> int:
    """The most states with which a branch begins that hardly differ from those with which the one before ends."""
    most = 0
    for before, after in pairwise(found):
        near = np.abs(after.g - before.g[-1]) <= CURVES.flat * float(np.ptp(np.concatenate([before.g, after.g])))
        most = max(most, int(np.argmin(near)) if not near.all() else len(near))
    return most


def asymmetry(up: Branch, down: Branch) -> float:
    """The largest gap between potentiation and depression, read backwards, at one share of pulses, over the range."""
    share = np.linspace(0.0, 1.0, 101)
    gap = np.interp(share, up.share, up.g) - np.interp(share, (1.0 - down.share)[::-1], down.g[::-1])
    whole = np.concatenate([up.g, down.g])
    return float(np.abs(gap).max() / np.ptp(whole))


def branch_spread(repeats: list[Branch]) -> float:
    """The standard deviation between repeats at one share of pulses, in root mean square, over the range."""
    share = np.linspace(0.0, 1.0, 101)
    curves = np.array([np.interp(share, one.share, one.g) for one in repeats])
    return float(np.sqrt((curves.std(axis=0, ddof=1) ** 2).mean()) / np.ptp(np.median(curves, axis=0)))


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
