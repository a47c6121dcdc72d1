"""Resamples are drawn in blocks, so that memory does not grow with the papers; no number may depend on the blocks."""

from __future__ import annotations

import numpy as np
import pytest
from memlit.statistics import bootstrap_median, checks, median_bounds
from memlit.statistics.checks import blocks

RNG = np.random.default_rng(5)
VALUES = RNG.lognormal(size=40)
PAPERS = np.repeat(np.arange(20), 2)
LOW, HIGH = np.sort(RNG.lognormal(size=(2, 40)), axis=0)


def test_blocks_add_up_and_none_is_larger_than_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "BLOCK_VALUES", 100)
    assert list(blocks(10, 30)) == [3, 3, 3, 1]
    assert list(blocks(2, 1000)) == [1, 1]
    assert list(blocks(5, 0)) == [5]


def test_no_number_depends_on_the_size_of_a_block(monkeypatch: pytest.MonkeyPatch) -> None:
    def numbers() -> list[object]:
        return [
            median_bounds(LOW, HIGH, papers=PAPERS, n_resamples=199, seed=3),
            median_bounds(LOW, HIGH, n_resamples=199, seed=3, total=50),
            bootstrap_median(VALUES, papers=PAPERS, n_resamples=199, seed=3),
            bootstrap_median(VALUES, n_resamples=199, seed=3),
        ]

    whole = numbers()
    monkeypatch.setattr(checks, "BLOCK_VALUES", 7 * 40)
    assert numbers() == whole
