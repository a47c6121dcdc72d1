"""Heads that name works by author and year, wrapped over lines that stand between each other's."""

from __future__ import annotations

from pathlib import Path

from tests.unit.tables.typeset_pages import read_typst

PAGE = """#set page(width: 260pt, height: 400pt, margin: 10pt)
#set text(size: 8pt)
#set table(stroke: none, inset: (x: 3pt, y: 2.5pt))
TABLE 1. Comparison of artificial neurons.
#table(columns: (48pt, 32pt, 34pt, 38pt, 42pt, 40pt), align: center + horizon,
table.hline(),
[],[Tuma et al., 2016],[Stoliar et al., 2017],[Indiveri et al., 2006],
[Wijekoon and Dudek, 2008],[Lashkare et al., 2018],
table.hline(),
[Device],[PCM],[VO2],[CMOS],[CMOS],[PCMO],
[Area (µm2)],[0.01],[25],[2573],[2800],[0.4],
[Energy (pJ)],[5],[1000],[900],[9],[4.8],
[ON/OFF],[100],[30],[3],[4],[50],
table.hline())
"""


def test_lines_of_neighbouring_heads_that_stand_between_each_other_are_of_one_head_each(tmp_path: Path) -> None:
    (table,) = read_typst(tmp_path, PAGE).tables
    heads = [" ".join(table.view.text(0, col).split()) for col in range(table.view.n_cols)]
    assert heads == [
        "",
        "Tuma et al., 2016",
        "Stoliar et al., 2017",
        "Indiveri et al., 2006",
        "Wijekoon and Dudek, 2008",
        "Lashkare et al., 2018",
    ]


def test_a_head_over_others_stays_over_them(tmp_path: Path) -> None:
    source = PAGE.replace("table.hline(),\n[],", "table.hline(),\n[],table.cell(colspan: 5)[Works of others],\n[],", 1)
    (table,) = read_typst(tmp_path, source).tables
    assert [table.view.head(0, col) for col in range(1, 6)] == ["Works of others"] * 5
    assert " ".join(table.view.text(1, 4).split()) == "Wijekoon and Dudek, 2008"
