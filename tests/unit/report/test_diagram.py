"""Fig. 11a as data: where a device known in part may lie, by hand on paper with logarithmic axes."""

from __future__ import annotations

import math

import pytest
from memlit.plots.benchmark.diagram import region

X, Y = (1e-12, 1e-6), (1e-9, 1e-3)
ANY = (0.0, math.inf)


def test_a_power_alone_is_a_level_line_over_the_whole_frame() -> None:
    area, lines = region(ANY, (3e-5, 3e-5), ANY, X, Y)
    assert area == ()
    (((x0, y0), (x1, y1)),) = lines
    assert (x0, x1) == (pytest.approx(X[0]), pytest.approx(X[1]))
    assert y0 == pytest.approx(3e-5)
    assert y1 == pytest.approx(3e-5)


def test_a_quotient_alone_is_the_diagonal_on_which_energy_is_power_times_time() -> None:
    # tau (1 + r) / 2 of 50 ns and a ratio of 10, by hand: 275 ns.
    area, lines = region(ANY, ANY, (2.75e-7, 2.75e-7), X, Y)
    assert area == ()
    (line,) = lines
    assert all(energy / power == pytest.approx(2.75e-7) for energy, power in line)
    # It enters through the left side and leaves through the top.
    assert line[0][0] == pytest.approx(X[0])
    assert line[1][1] == pytest.approx(Y[1])


def test_a_quotient_with_a_lower_bound_is_the_side_below_its_diagonal() -> None:
    area, lines = region(ANY, ANY, (2.75e-7, math.inf), X, Y)
    (line,) = lines
    assert all(energy / power == pytest.approx(2.75e-7) for energy, power in line)
    assert all(energy / power >= 2.75e-7 * (1 - 1e-9) for energy, power in area)
    corner = (pytest.approx(X[1]), pytest.approx(Y[0]))
    assert any(point == corner for point in area)
    assert not any(point == (pytest.approx(X[0]), pytest.approx(Y[1])) for point in area)


def test_bounds_of_both_metrics_and_their_quotient_cut_each_other() -> None:
    """E_a up to 100 pJ, P_s up to 1 mW at a quotient of 1 us: the diagonal ends where the energy does."""
    _, lines = region((0.0, 1e-10), (0.0, 1e-3), (1e-6, 1e-6), X, Y)
    ((start, end),) = lines
    assert end == (pytest.approx(1e-10), pytest.approx(1e-4))
    assert start == (pytest.approx(1e-12), pytest.approx(1e-6))


def test_bounds_that_only_repeat_the_frame_are_nothing() -> None:
    assert region(ANY, ANY, ANY, X, Y) == ((), [])
    assert region((1e-13, math.inf), (0.0, 1.0), ANY, X, Y) == ((), [])


def test_what_lies_outside_of_the_frame_is_nothing() -> None:
    assert region((1e-3, 1e-2), ANY, ANY, X, Y) == ((), [])
    assert region(ANY, ANY, (1e6, 1e7), X, Y) == ((), [])
