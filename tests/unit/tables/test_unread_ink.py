"""A power of ten whose minus is drawn, and stands in no text layer, is no value until a person decides."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.tables.typeset_pages import read_typst

DRAWN_MINUS = "#box(baseline: -3.2pt, line(length: 3pt, stroke: 0.5pt))"
GRID = """#set page(width: 300pt, height: 200pt)
#set text(size: 10pt)
Table 1. Currents.

#table(columns: 3, {style} [Device], [Leakage (A)], [State],
 [A], [10{minus}#super[9]], [on], [B], [10#super[9]], [off], [C], [5 \\u{{d7}} 10#super[\\u{{2212}}7]], [on])
"""


def flags(tmp_path: Path, minus: str, style: str = "") -> list[tuple[str, bool]]:
    """The cells of the second column, each with whether its letters are unsure."""
    (table,) = read_typst(tmp_path, GRID.format(minus=minus, style=style)).tables
    column = [cell for cell in table.cells if cell.col == 1 and cell.row]
    return [(cell.text, any(flag.startswith("letters-unsure") for flag in cell.flags)) for cell in column]


def test_a_drawn_minus_makes_a_power_unsure_and_printed_ones_stay_sure(tmp_path: Path) -> None:
    assert flags(tmp_path, DRAWN_MINUS) == [("10 9", True), ("109", False), ("5 × 10−7", False)]


@pytest.mark.parametrize("style", ["stroke: none,", "fill: yellow,", "inset: 1pt,", "stroke: 2pt,"])
def test_rules_and_grounds_of_a_table_are_no_unread_ink(tmp_path: Path, style: str) -> None:
    assert not any(is_unsure for _, is_unsure in flags(tmp_path, "", style))
