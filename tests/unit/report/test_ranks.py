"""Ranks among published papers, counted by hand."""

from __future__ import annotations

import math

import pytest
from memlit.datum import Result
from memlit.placing.ranks import RankedPaper, rank, rank_words

PAPERS = (
    RankedPaper("a2010", "manual", ("VCM",), 1e-12, 1e-12),
    RankedPaper("b2011", "manual", ("VCM",), 1e-11, 1e-11),
    RankedPaper("c2012", "c2012", ("ICM",), 1e-10, 1e-10),
    RankedPaper("d2013", "d2013", ("ICM", "VCM"), 1e-9, 1e-8),
)


def own(low: float, high: float) -> Result:
    value = low if low == high else None
    return Result(id="n", kind="metric", label="n", value=value, low=low, high=high, unit="J", inputs=(), rule="n")


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (1e-13, 1e-13, "1st of 5, 3 sources"),
        (3e-11, 3e-11, "3rd of 5, 3 sources"),
        (1e-7, 1e-7, "5th of 5, 3 sources"),
        (0.0, 5e-11, "1st to 3rd of 5, 3 sources"),
        (5e-11, math.inf, "3rd to 5th of 5, 3 sources"),
        # A value that equals a paper's up to its last digit does not lie above it.
        (1e-11 * (1 + 1e-15), 1e-11 * (1 + 1e-15), "2nd of 5, 3 sources"),
    ],
)
def test_rank_by_hand(low: float, high: float, words: str) -> None:
    assert rank_words(rank(own(low, high), PAPERS)) == words
