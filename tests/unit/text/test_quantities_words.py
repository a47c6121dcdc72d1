"""Numbers in words: one value, in words or digits, gives one record; words that count nothing known are no number."""

from __future__ import annotations

import re

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


TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
DECADES = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spelt(number: int) -> str:
    """English words of 1 to 999."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = [f"{ONES[hundreds - 1]} hundred"] if hundreds else []
    if tens == 1:
        words.append(TEENS[ones])
    elif rest:
        words.append("-".join(([DECADES[tens - 2]] if tens else []) + ([ONES[ones - 1]] if ones else [])))
    return " and ".join(words)


@given(st.integers(1, 999), st.sampled_from(["", *sorted(SCALES), "trillion"]))
@settings(max_examples=150, deadline=None)
def test_every_number_in_words_is_read(number: int, scale: str) -> None:
    factor = {"": 1, **SCALES, "trillion": 10**12}[scale]
    (found,) = read_quantities(" ".join(filter(None, (spelt(number), scale, "cycles"))))
    assert (found.si_value, found.si_unit, found.flags) == (number * factor, "cycle", ("number_in_words",))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("tens of cycles", 10, 99),
        ("hundreds of cycles", 100, 999),
        ("thousands of cycles", 1000, 9999),
        ("tens to hundreds of cycles", 10, 999),
        ("hundreds to thousands of cycles", 100, 9999),
    ],
)
def test_a_vague_count_is_its_decade(text: str, low: int, high: int) -> None:
    (found,) = read_quantities(text)
    assert (found.kind, found.si_lower, found.si_upper) == ("range", low, high)


def test_prefixes_before_a_hyphen_belong_to_the_unit() -> None:
    assert [read_quantities(f"5 {word}")[0].si_value for word in ("pico-joules", "milli-volts", "kilo-ohm")] == [
        5e-12, 5e-3, 5e3,
    ]  # fmt: skip
    (ten,) = read_quantities("ten-bit")
    assert (ten.si_value, ten.si_unit) == (10, "bit")


@pytest.mark.parametrize("text", ["1024x1024", "1024 × 1024", "128x1024", "512X1024", "10x1024", "2 x 1024", "16×1023"])
def test_a_side_of_an_array_is_no_power_of_ten(text: str) -> None:
    sides = [int(side) for side in re.split(r"\s?[xX×]\s?", text)]
    read = read_quantities(text)
    assert [(one.value, one.si_value) for one in read] == [(side, side) for side in sides]
    assert all("dimensions" in one.flags for one in read)


@pytest.mark.parametrize(
    ("text", "header", "sides"),
    [
        ("54×108", "Crossbar size", [54, 108]),
        ("1×104", "Array size", [1, 104]),
        ("64x1024x4", None, [64, 1024, 4]),
        ("1024x1024 bits", None, [1024, 1024]),
    ],
)
def test_sides_are_told_by_their_header_and_their_number(text: str, header: str | None, sides: list[int]) -> None:
    assert [one.value for one in read_quantities(text, header=header)] == sides


@pytest.mark.parametrize(
    ("text", "header", "value"),
    [
        ("1x108", None, 1e8),
        ("5 x 105", None, 5e5),
        ("3.57x1010 s", None, 3.57e10),
        ("20 × 106", None, 2e7),
        ("100 × 106 cycles", None, 1e8),
        ("100 × 106", "Endurance (cycles)", 1e8),
        ("3x1021 cm-3", None, 3e21),
        ("3x1021", "Doping (cm-3)", 3e21),
        ("1024x10^24", None, 1.024e27),
        ("1024 × 10<sup>3</sup>", None, 1.024e6),
    ],
)
def test_a_power_that_lost_its_raised_digits_stays_one(text: str, header: str | None, value: float) -> None:
    (read,) = read_quantities(text, header=header)
    assert read.value == pytest.approx(value, rel=1e-12, abs=0)
