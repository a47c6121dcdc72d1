"""The tolerances of the readers of figures: a value that its unit does not allow is refused."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from memlit.digitize.axes.scale_fit import fit_scale
from memlit.digitize.settings import PAGE, Axes, Check, page
from memlit.errors import ConfigError


@pytest.mark.parametrize("value", [0.0, -0.35, math.nan, math.inf, "0.35"])
def test_a_length_that_is_none_is_refused(value: float) -> None:
    with pytest.raises(ConfigError, match=r"Axes.residual: .* is no pt"):
        Axes(residual=value)


@pytest.mark.parametrize("change", [{"ink": 300}, {"precision": 1.1}, {"own_ink": 8.5}])
def test_a_share_above_one_and_a_level_above_white_are_refused(change: dict[str, float]) -> None:
    with pytest.raises(ConfigError, match="give one above zero"):
        Check(**change)  # type: ignore[arg-type]


def test_a_range_that_falls_is_refused() -> None:
    with pytest.raises(ConfigError, match="minus_length"):
        Axes(minus_length=(0.9, 0.2))


def test_the_page_of_tolerances_is_up_to_date() -> None:
    shown = (Path(__file__).resolve().parents[3] / PAGE).read_text(encoding="utf-8")
    assert shown == page(), "run python -m memlit.digitize.settings"


def test_a_caller_gives_the_tolerance_in_the_unit_of_its_places() -> None:
    """A tick at 201 of a scale with 100 a step misses it by a pixel: too much for a page, not for a picture."""
    places, values = [0.0, 100.0, 201.5, 300.0], [0.0, 1.0, 2.0, 3.0]
    page = fit_scale(places, values, places, places)
    picture = fit_scale(places, values, places, places, None, 1.2, "px")
    assert page is not None
    assert picture is not None
    assert not page.is_sound
    assert any(reason.endswith("pt") for reason in page.reasons)
    assert picture.is_sound
