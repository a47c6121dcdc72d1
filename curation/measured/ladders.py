"""The slope of a spread along a pulse train: how the CV of a conductance changes with the conductance.

The pulses of a train are a ladder: successive pulses of a device are not independent, and an interval over pulses is
many times too narrow. Whole devices are resampled, of a single device its cycles in blocks (Davison and Hinkley,
Bootstrap Methods and their Application, 1997, 2.4 and 8.2.3).
"""

import math
from dataclasses import dataclass

import numpy as np
from memlit.errors import NotEstimable
from memlit.statistics import checks
from memlit.statistics.checks import FloatArray, IntArray
from memlit.statistics.results import MethodResult
from numpy.typing import ArrayLike

from curation.measured.cycles import effective_sample_size
from curation.measured.levels import LEVEL, percentile_ends

LEAST_UNITS = 6
"""Devices, or blocks of cycles: with fewer the percentiles of resamples are the extremes of a handful."""
SPREAD_KINDS = ("between", "within")


@dataclass(frozen=True, kw_only=True)
class LadderSlope(MethodResult):
    """Change of ln CV a decade of conductance (estimate, low, high); k devices, or cycles of one.

    decades: of conductance that the train spans; a slope a decade goes beyond a train that spans less. block: cycles
    resampled together, None where devices are.
    """

    decades: float
    block: int | None = None


def ladder_slope(reads: ArrayLike, kind: str, *, n_resamples: int = 9999, seed: int = 0) -> LadderSlope:
    """Least squares of ln CV on log10 of the mean conductance over the pulses of a train, units resampled whole.

    reads: conductances in one unit, shape (devices, cycles, pulses); kind: between (of the devices' means) or within
    (of the cycles of a device, pooled over devices). Raises NotEstimable for fewer than six units, or a spread of zero.
    """
    where = "ladder_slope"
    found = checks.numbers(reads, where, "reads")
    kind = checks.choice(kind, SPREAD_KINDS, where, "kind")
    if found.ndim != 3 or found.shape[2] < 3 or not (np.isfinite(found).all() and (found > 0).all()):
        raise NotEstimable(where, f"reads have shape {found.shape}", "pass positive reads by device, cycle and pulse")
    devices, cycles, _ = found.shape
    if (devices if kind == "between" else cycles) < 2:
        raise NotEstimable(where, f"a spread {kind} devices of one value", "pass several devices, or several cycles")
    estimate = _slope(found, kind, where)
    rng = checks.generator(seed, where)
    block = None
    if devices > 1:
        units = devices
        draws = rng.integers(0, devices, size=(n_resamples, devices))
    else:
        block = _block(found[0])
        units = cycles // block
        draws = _blocks_of(cycles, block, n_resamples, rng)
    if units < LEAST_UNITS:
        raise NotEstimable(where, f"{units} devices or blocks of cycles", f"needs at least {LEAST_UNITS}")
    slopes = np.array([_slope(found[own] if block is None else found[:, own], kind, where) for own in draws])
    low, high = percentile_ends(slopes)
    means = found.mean(axis=(0, 1))
    return LadderSlope(
        k=devices if block is None else cycles,
        estimate=estimate,
        low=low,
        high=high,
        level=LEVEL,
        method="devices resampled" if block is None else f"cycles resampled in blocks of {block}",
        decades=math.log10(means.max() / means.min()),
        block=block,
    )


def _slope(reads: FloatArray, kind: str, where: str) -> float:
    of_devices = reads.mean(axis=1)
    mean = of_devices.mean(axis=0)
    sd = of_devices.std(axis=0, ddof=1) if kind == "between" else np.sqrt(reads.var(axis=1, ddof=1).mean(axis=0))
    if not (np.isfinite(sd).all() and (sd > 0).all()):
        raise NotEstimable(where, "a spread is zero", "look for a copied train")
    x, y = np.log10(mean), np.log(sd / mean)
    x = x - x.mean()
    return float((x * y).sum() / (x * x).sum())


def _block(cycles: FloatArray) -> int:
    """Cycles that are resampled together: the cube root of their number, or as many as are worth one independent."""
    n = int(cycles.shape[0])
    correlated = n / effective_sample_size(np.log(cycles).mean(axis=1))
    return max(1, math.ceil(float(np.cbrt(n))), math.ceil(correlated))


def _blocks_of(n: int, block: int, n_resamples: int, rng: np.random.Generator) -> IntArray:
    """Places of cycles in a circle, block by block, cut to n."""
    starts = rng.integers(0, n, size=(n_resamples, math.ceil(n / block)))
    places = (starts[:, :, None] + np.arange(block)) % n
    return places.reshape(n_resamples, -1)[:, :n]
