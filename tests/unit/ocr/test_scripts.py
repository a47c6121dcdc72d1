"""Which figures are raised is decided by their ink: its height and where it begins, against those beside it."""

import pytest
from printed.ocr.scripts import scripts_of

BASE = 100.0


def line(*ends: tuple[float, float]) -> list[tuple[float, float, float, float]]:
    """Letters side by side, each from so high to so low over the line."""
    return [(12.0 * k, BASE - top, 12.0 * k + 10.0, BASE - bottom) for k, (top, bottom) in enumerate(ends)]


FULL, RAISED, LOWERED, MINUS, HIGH_MINUS = (20.0, 0.0), (25.0, 11.0), (8.0, -6.0), (8.0, 6.0), (19.0, 17.0)


@pytest.mark.parametrize(
    ("letters", "ends", "raised"),
    [
        ("104", (FULL, FULL, RAISED), (2,)),
        ("104", (FULL, FULL, FULL), ()),
        ("1012", (FULL, FULL, RAISED, RAISED), (2, 3)),
        ("10-6", (FULL, FULL, HIGH_MINUS, RAISED), (2, 3)),
        ("10-6", (FULL, FULL, MINUS, FULL), ()),
        ("nm2", ((14.0, 0.0), (14.0, 0.0), RAISED), (2,)),
    ],
)
def test_a_figure_is_raised_as_its_ink_is(
    letters: str, ends: tuple[tuple[float, float], ...], raised: tuple[int, ...]
) -> None:
    found = scripts_of(letters, line(*ends))
    assert found is not None
    assert (found.raised, found.undecided) == (raised, ())
    assert found.base == BASE


def test_a_lowered_figure_is_not_raised() -> None:
    found = scripts_of("HfO2", line(FULL, FULL, FULL, LOWERED))
    assert found is not None
    assert (found.raised, found.lowered) == ((), (3,))


@pytest.mark.parametrize("ends", [(18.0, 3.5), (16.0, 0.0), (23.0, 6.0)])
def test_a_figure_between_the_two_is_left_undecided(ends: tuple[float, float]) -> None:
    found = scripts_of("104", line(FULL, FULL, ends))
    assert found is not None
    assert (found.raised, found.undecided) == ((), (2,))


def test_letters_that_tell_no_line_give_none() -> None:
    assert scripts_of("--", line(MINUS, MINUS)) is None
