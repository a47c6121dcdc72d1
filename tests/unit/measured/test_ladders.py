"""The slope of a spread along a train: whole devices, or blocks of cycles, are resampled."""

from __future__ import annotations

import numpy as np
import pytest
from memlit.errors import NotEstimable

from curation.measured.ladders import ladder_slope

PULSES = 40


def trains(slope: float, devices: int, cycles: int, seed: int) -> np.ndarray:
    """Conductances over one decade whose ln SD within a cycle's device changes by `slope` less one a decade.

    Each device, and each cycle of it, lies off the ladder by one number along its whole train.
    """
    rng = np.random.default_rng(seed)
    decades = np.linspace(0, 1, PULSES)
    spread = 0.02 * np.exp(slope * decades)
    of_device = rng.standard_normal((devices, 1, 1))
    of_cycle = rng.standard_normal((devices, cycles, 1))
    off = of_device if cycles == 1 else of_cycle
    return 10**decades * (1 + spread * off)


def test_devices_that_move_together_give_the_slope() -> None:
    found = ladder_slope(trains(-1.5, 30, 1, 1), "between", n_resamples=499)
    assert found.estimate == pytest.approx(-1.5, abs=0.05)
    assert (found.k, found.decades, found.block) == (30, pytest.approx(1.0, abs=0.02), None)


def test_the_interval_over_devices_holds_the_slope_where_one_over_pulses_does_not() -> None:
    """Errors that change along a train: 12 devices with a slope of their own each."""
    held = naive = 0
    rng = np.random.default_rng(3)
    decades = np.linspace(0, 1, PULSES)
    for run in range(60):
        own = rng.standard_normal((12, 1, 1)) + 2 * rng.standard_normal((12, 1, 1)) * (decades - 0.5)
        reads = 10**decades * (1 + 0.02 * own)
        # SD of a + b (x - 1/2) over devices is least in the middle: the true slope of its logarithm is zero
        found = ladder_slope(reads, "between", n_resamples=299, seed=run)
        held += found.low <= 0 <= found.high
        x, y = decades - 0.5, np.log(reads[:, 0].std(axis=0, ddof=1) / reads[:, 0].mean(axis=0))
        rest = y - y.mean() - found.estimate * x
        se = np.sqrt((rest**2).sum() / (PULSES - 2) / (x**2).sum())
        naive += abs(found.estimate) <= 2.02 * se
    assert held >= 51
    assert naive < held


def test_cycles_of_one_device_are_resampled_in_blocks_as_long_as_they_remember() -> None:
    rng = np.random.default_rng(0)
    noise = rng.standard_normal((1, 4000, 1))
    slow = noise.copy()
    for cycle in range(1, 4000):
        slow[0, cycle] = 0.9 * slow[0, cycle - 1] + noise[0, cycle]
    ladder = 10 ** np.linspace(0, 1, PULSES)
    blocks = [ladder_slope(ladder * (1 + 0.01 * own), "within", n_resamples=39).block for own in (noise, slow)]
    # the cube root of 4,000 is 15.9; an autoregression of 0.9 remembers (1 + 0.9) / (1 - 0.9) = 19 cycles
    assert blocks[0] == 16
    assert blocks[1] == pytest.approx(19, abs=4)


def test_five_devices_and_a_spread_of_nothing_are_refused() -> None:
    with pytest.raises(NotEstimable, match="5 devices"):
        ladder_slope(trains(0, 5, 1, 1), "between")
    with pytest.raises(NotEstimable, match="of one value"):
        ladder_slope(trains(0, 8, 1, 1), "within")
