"""The tolerances of the reader of tables: documented as they are, and refused where they make no sense."""

from __future__ import annotations

from pathlib import Path

import pytest
from memlit.tables.settings import TableSettings, page


def test_the_page_of_tolerances_is_up_to_date() -> None:
    shown = (Path(__file__).resolve().parents[3] / "docs/tolerances.md").read_text(encoding="utf-8")
    assert shown == page(), "run `python -m memlit.tables.settings`"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"strip": -0.1}, "strip is -0.1"),
        ({"few": 1.5}, "few is 1.5"),
        ({"head_rows": 2.5}, "head_rows is 2.5"),
        ({"column_gap": 1.0}, "write them in rising order"),
    ],
)
def test_a_tolerance_that_makes_no_sense_is_refused_by_name(changed: dict[str, float], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        TableSettings(**changed)  # type: ignore[arg-type]
