"""Branches of a pulse curve: where potentiation turns into depression and back, and what both say together."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from memlit.digitize.settings import CURVES


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


def spread(repeats: list[Branch]) -> float:
    """The standard deviation between repeats at one share of pulses, in root mean square, over the range."""
    share = np.linspace(0.0, 1.0, 101)
    curves = np.array([np.interp(share, one.share, one.g) for one in repeats])
    return float(np.sqrt((curves.std(axis=0, ddof=1) ** 2).mean()) / np.ptp(np.median(curves, axis=0)))
