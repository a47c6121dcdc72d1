"""A device against a budget, by hand: met, failed, or left open by what is known."""

from __future__ import annotations

import math

import pytest
from memlit.config import Budget
from memlit.synapses.budgets import verdict_on

MOST, LEAST = Budget(most=1e-9), Budget(least=32)


@pytest.mark.parametrize(
    ("low", "high", "budget", "verdict"),
    [
        (4e-10, 4e-10, MOST, "meets"),
        (1e-9, 1e-9, MOST, "meets"),
        (4e-9, 4e-9, MOST, "fails"),
        # Behind a transistor only an upper end is known; a state read at low field gives a lower end only.
        (0.0, 8e-10, MOST, "meets"),
        (0.0, 8e-9, MOST, "open"),
        (2e-9, None, MOST, "fails"),
        (2e-12, None, MOST, "open"),
        # One device at widths from 20 ns to 5 ms.
        (5e-17, 4.8e-10, MOST, "meets"),
        (5e-17, 1e-6, MOST, "open"),
        (64, 64, LEAST, "meets"),
        (16, 16, LEAST, "fails"),
        (16, 64, LEAST, "open"),
        (33, math.inf, LEAST, "meets"),
        (None, 16, LEAST, "fails"),
    ],
)
def test_what_is_known_meets_a_budget_only_where_all_of_it_does(
    low: float | None, high: float | None, budget: Budget, verdict: str
) -> None:
    assert verdict_on(low, high, budget) == verdict
