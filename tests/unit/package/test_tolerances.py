"""The tolerances of the readers: what its unit does not allow is refused by name, and the page shows them all."""

import math
from dataclasses import replace

import pytest
from figcurves.settings import AXES, CHECK
from memlit.errors import ConfigError
from printed.tables.settings import TABLE_SETTINGS

from docs.generated.tolerances import page


@pytest.mark.parametrize("value", [0.0, -0.35, math.nan, math.inf, "0.35"])
def test_a_length_that_is_none_is_refused(value: float) -> None:
    with pytest.raises(ConfigError, match=r"Axes.residual: .* is no pt"):
        replace(AXES, residual=value)


@pytest.mark.parametrize("change", [{"ink": 300}, {"precision": 1.1}, {"own_ink": 8.5}])
def test_a_share_above_one_and_a_level_above_white_are_refused(change: dict[str, float]) -> None:
    with pytest.raises(ConfigError, match="give one above zero"):
        replace(CHECK, **change)  # type: ignore[arg-type]


def test_a_range_that_falls_is_refused() -> None:
    with pytest.raises(ConfigError, match="minus_length"):
        replace(AXES, minus_length=(0.9, 0.2))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"strip": -0.1}, "strip: -0.1 is no letter sizes"),
        ({"few": 1.5}, "few: 1.5 is no share below one"),
        ({"few": 1.0}, "few: 1.0 is no share below one"),
        ({"head_rows": 2.5}, "head_rows: 2.5 is no count"),
    ],
)
def test_a_tolerance_of_tables_that_makes_no_sense_is_refused_by_name(changed: dict[str, float], said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        replace(TABLE_SETTINGS, **changed)  # type: ignore[arg-type]


def test_tolerances_of_one_kind_rise() -> None:
    with pytest.raises(ConfigError, match=r"column_gap.*write them in rising order"):
        replace(TABLE_SETTINGS, column_gap=1.0)


def test_the_page_of_tolerances_names_each_with_its_unit_and_what_it_decides() -> None:
    rows = [line.split("|")[1:-1] for line in page().splitlines() if line.startswith("| `")]
    names = [row[0].strip(" `") for row in rows]
    assert {"column_gap", "residual", "minus_length"} <= set(names)
    assert all(row[1].strip() and row[3].strip() for row in rows)
