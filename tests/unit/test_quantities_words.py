"""Numbers in words: one value, in words or digits, gives one record; words that count nothing known are no number."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from memlit.quantities import read_quantities

ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
COUNTED = ["cycles", "states", "conductance levels", "switching cycles", "distinct states"]


@given(st.integers(1, 9), st.sampled_from(sorted(SCALES)), st.sampled_from(COUNTED))
@settings(max_examples=100, deadline=None)
def test_words_and_digits_give_one_value(number: int, scale: str, counted: str) -> None:
    spellings = [
        f"{ONES[number - 1]} {scale} {counted}",
        f"{number} {scale} {counted}",
        f"{number * SCALES[scale]} {counted}",
    ]
    values = [[(one.si_value, one.si_unit) for one in read_quantities(text)] for text in spellings]
    assert values == [[(number * SCALES[scale], "state" if counted.endswith(("states", "levels")) else "cycle")]] * 3


@pytest.mark.parametrize(
    "text", ["two-terminal", "one of them", "a three-layer stack", "second-order", "Ten devices", "several tens of ns"]
)
def test_words_that_count_nothing_known_are_no_number(text: str) -> None:
    assert [one.kind for one in read_quantities(text)] == ["none"]


def test_orders_of_magnitude_stay_open() -> None:
    (one,) = read_quantities("three orders of magnitude")
    assert one.si_value is None
    assert one.candidates_si == (1000.0,)


@given(st.integers(2, 2048), st.integers(2, 2048), st.sampled_from(["×", "x", " × ", " by ", " x "]))
@settings(max_examples=100, deadline=None)
def test_sides_of_an_array_are_counts_however_they_are_joined(rows: int, columns: int, by: str) -> None:
    found = read_quantities(f"{rows}{by}{columns} crossbar array")
    assert [(one.si_value, one.si_unit) for one in found] == [(rows, "1"), (columns, "1")]
    assert all("array_size" in one.flags for one in found)
