"""Finding tables in PDF pages: what is a table, what is none, and what belongs to it."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from memlit.errors import DocumentError
from printed.tables import Table, TableReading, read_tables, tables_as_json
from typeset_pages import read_typst

from tests.builders import REFERENCE

LOREM = "#lorem(90)\n\n"
BODY = "[Ag],[3.2],[300],[97],[TaOx],[3.0],[40],[102],[PCMO],[-2.0],[1],[50]"


def _rows(table: Table) -> list[list[str]]:
    """Texts row by row, a spanning cell at its first position."""
    return [[c.text for c in table.cells if c.row == r] for r in range(table.n_rows)]


def test_booktabs_table_with_spanning_heads_section_rows_and_linked_notes(tmp_path: Path) -> None:
    table_source = """Table 2: Pulses used.
    #table(columns: 5, stroke: none, align: (x, y) => if x == 0 { left } else { right },
      table.hline(), [], table.cell(colspan: 2, align: center)[Set], table.cell(colspan: 2, align: center)[Reset],
      table.hline(start: 1, end: 3), table.hline(start: 3, end: 5),
      [Device], [V#super[a]], [ns], [V], [ns], table.hline(),
      [Oxides], [], [], [], [],
      [HfO], [1.2], [50], [-1.4], [60], [TaO], [0.9], [20], [-1.1], [30],
      [Chalcogenides], [], [], [], [],
      [GST], [0.7], [100], [3.0], [10], [AIST], [0.8], [80], [2.6], [12], table.hline())
    #text(size: 7pt)[a: amplitude at the top electrode. \\ Source: measured.]

    """
    (table,) = read_typst(tmp_path, LOREM + table_source + LOREM).tables
    rows = _rows(table)
    assert rows[0] == ["", "Set", "Reset"]
    assert [c.colspan for c in table.cells if c.row == 0] == [1, 2, 2]
    assert rows[1] == ["Device", "Va", "ns", "V", "ns"]
    assert next(c for c in table.cells if c.text == "Va").markup == "V<sup>a</sup>"
    assert [r[0] for r in rows[2:]] == ["Oxides", "HfO", "TaO", "Chalcogenides", "GST", "AIST"]
    assert rows[4] == ["TaO", "0.9", "20", "\u22121.1", "30"]
    assert table.label == "Table 2"
    assert (table.caption or "").startswith("Table 2: Pulses used")
    assert table.notes == ("a: amplitude at the top electrode.", "Source: measured.")


def test_value_between_two_columns_is_flagged_and_not_silently_filed(tmp_path: Path) -> None:
    source = (
        LOREM
        + """Table 1. Costs.
    #table(columns: (70pt, 70pt, 70pt, 70pt), stroke: none, table.hline(), [Step], [A], [B], [C], table.hline(),
      [one], [10], [20], [30], [two], [11], [21], [31], [three], table.cell(colspan: 2, align: center)[55], [32],
      [four], [12], [22], [33], [five], [13], [23], [34], table.hline())"""
    )
    (table,) = read_typst(tmp_path, source).tables
    shared = next(c for c in table.cells if c.text == "55")
    assert shared.colspan == 2 or any(f.startswith("column-unsure:1|2") for f in shared.flags)
    assert not any(c.flags for c in table.cells if c.text.isdigit() and c.text != "55")


def test_wrapped_cells_of_a_ruled_table_stay_one_cell(tmp_path: Path) -> None:
    source = (
        LOREM
        + """#table(columns: (60pt, 60pt, 60pt), [Device stack name], [Pulse amplitude], [States],
      [Al-doped hafnium oxide], [0.9 V], [40], [Tantalum oxide bilayer], [3 V], [102])"""
    )
    (table,) = read_typst(tmp_path, source).tables
    assert _rows(table)[1] == ["Al-doped hafnium oxide", "0.9 V", "40"]


def test_no_character_is_lost_where_sizes_mix_on_a_line(tmp_path: Path) -> None:
    cells = "[#text(size: 7pt)[assessed suss] stiff office], [#text(size: 5pt)[bananas] banana],"
    source = f"#table(columns: 2, {cells * 9})"
    (table,) = read_typst(tmp_path, source).tables
    assert {c.text for c in table.cells} == {"assessed suss stiff office", "bananas banana"}


@pytest.mark.parametrize("angle", ["90deg", "-90deg"])
def test_table_turned_by_a_quarter_is_read_upright_with_boxes_on_the_page(tmp_path: Path, angle: str) -> None:
    grid = f"#table(columns: 4, [Device],[V],[us],[States],{BODY})"
    source = f'#set page("a5")\n#rotate({angle}, reflow: true)[Table 1. Turned.\n{grid}]'
    reading = read_typst(tmp_path, source)
    (table,) = reading.tables
    assert _rows(table)[:2] == [["Device", "V", "us", "States"], ["Ag", "3.2", "300", "97"]]
    width, height = 419.53, 595.28
    for cell in table.cells:
        assert cell.bbox is not None
        assert 0 <= cell.bbox[0] < cell.bbox[2] <= width
        assert 0 <= cell.bbox[1] < cell.bbox[3] <= height
    first = {c.text: c.bbox for c in table.cells if c.bbox}
    apart_y = abs(first["Device"][1] - first["States"][1])
    assert apart_y > abs(first["Device"][0] - first["States"][0]), "a row runs along the page's height"


def test_table_over_two_pages_is_one_table_without_the_repeated_head(tmp_path: Path) -> None:
    body = "".join(f"[D{i}],[{i}.5],[{i * 10}]," for i in range(1, 41))
    source = f'#set page("a5")\nTable 1. Long.\n#table(columns: (1fr,1fr,1fr), table.header([Name],[V],[ns]), {body})'
    (table,) = read_typst(tmp_path, source).tables
    assert [r[0] for r in _rows(table)] == ["Name", *(f"D{i}" for i in range(1, 41))]
    assert "continued-on-page:2" in table.flags
    later = next(c for c in table.cells if c.text == "D40")
    assert (table.page, later.page) == (1, 2)
    assert {c["page"] for c in tables_as_json(TableReading((table,)))[0]["cells"]} == {1, 2}


def test_the_head_stands_for_a_part_on_the_next_page_that_divides_a_column(tmp_path: Path) -> None:
    first = "[Device],[Ag],[TaOx],[SRAM]," + "".join(f"[Row {i}],[{i}.1],[{i}.2],[{i}.3]," for i in range(1, 20))
    cells = "[Wide],[50],[60],table.cell(colspan: 2)[70],[Split],[51],[61],[71],[81],"
    later = "".join(f"[Later {i}],[5{i}.1],[6{i}.2],[7{i}.3],[8{i}.4]," for i in range(4))
    source = (
        '#set page("a5", margin: 1.5cm)\n#set block(spacing: 0pt)\n'
        f"Table 1. Two parts.\n#table(columns: (1fr, 1fr, 1fr, 1fr), inset: 5.5pt, {first})\n#pagebreak()\n"
        f"#table(columns: (1fr, 1fr, 1fr, 0.5fr, 0.5fr), inset: 5.5pt, {cells}{later})"
    )
    (table,) = read_typst(tmp_path, source).tables
    assert (table.n_cols, table.label) == (5, "Table 1")
    head = [(c.text, c.col, c.colspan) for c in table.cells if c.row == 0]
    assert head == [("Device", 0, 1), ("Ag", 1, 1), ("TaOx", 2, 1), ("SRAM", 3, 2)]
    split = next(c.row for c in table.cells if c.text == "Split")
    assert [(c.text, c.page) for c in table.cells if c.row == split] == [
        ("Split", 2), ("51", 2), ("61", 2), ("71", 2), ("81", 2),
    ]  # fmt: skip


def test_tables_in_a_column_and_over_both_columns_of_one_page(tmp_path: Path) -> None:
    inner = f"table.hline(), [Device],[V],[us],[N], table.hline(), {BODY}, table.hline()"
    wide = f"#table(columns: (1fr,1fr,1fr,1fr), stroke: none, {inner})"
    small = f"#table(columns: 4, stroke: none, inset: 4pt, {inner})"
    source = (
        '#set page("a4", columns: 2)\n#set par(justify: true)\n'
        f'#place(top, scope: "parent", float: true)[Table 1. Wide.\n{wide}]\n'
        f"#lorem(150)\n\nTable 2. Small.\n{small}\n#lorem(250)"
    )
    tables = read_typst(tmp_path, source).tables
    assert [t.label for t in tables] == ["Table 1", "Table 2"]
    assert _rows(tables[0])[0] == ["Device", "V", "us", "N"]
    assert _rows(tables[1])[3] == ["PCMO", "\u22122.0", "1", "50"]


def test_caption_below_the_table_is_its_caption(tmp_path: Path) -> None:
    source = LOREM + f"#table(columns: 4, [Dev],[V],[t],[N],{BODY})\nTABLE IV: Below.\n\n" + LOREM
    (table,) = read_typst(tmp_path, source).tables
    assert table.label == "TABLE IV"


def test_white_hairlines_on_coloured_cells_part_them(tmp_path: Path) -> None:
    source = (
        f"#table(columns: 4, stroke: 0.6pt + white, fill: rgb(200, 220, 240), inset: 3pt, [Dev],[V],[t],[N],{BODY})"
    )
    (table,) = read_typst(tmp_path, source).tables
    assert _rows(table)[1] == ["Ag", "3.2", "300", "97"]


@pytest.mark.parametrize(
    "source",
    [
        "\n\n".join(
            f'[{i}] A. Writer and B. Reader, "#lorem(11)", _J. Dev._ *{i}*, {i}00 (20{i:02d}).' for i in range(1, 15)
        ),
        "#set page(columns: 2)\n#set par(justify: true)\n" + "#lorem(700)",
        "= Contents\n"
        + "".join(f"1.{i} Some title of part {i} #box(width: 1fr, repeat[.]) {i * 3} \\\n" for i in range(1, 12)),
        '#set math.equation(numbering: "(1)")\n'
        + "#lorem(30)\n$ E = V^2 G t $\n#lorem(30)\n$ P = V^2 / R + x_1 $\n" * 4,
        "#lorem(40)\n" + "".join(f"- item {i}: #lorem(12)\n" for i in range(9)),
        "#lorem(60)\n\n#rect(width: 100%)[#lorem(60)]\n\n#lorem(40)",
    ],
    ids=["references", "two-columns", "contents", "equations", "list", "box"],
)
def test_what_only_looks_like_a_table_is_none(tmp_path: Path, source: str) -> None:
    assert read_typst(tmp_path, source).tables == ()


def test_page_that_is_a_picture_is_reported(tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (600, 800), "gray").save(tmp_path / "scan.pdf")
    reading = read_tables(tmp_path / "scan.pdf")
    assert reading.tables == ()
    assert any("page 1 is a picture without text" in w for w in reading.warnings)


def test_caption_without_a_readable_table_is_named(tmp_path: Path) -> None:
    source = "#lorem(40)\n\nTable 7. Drawn as a picture.\n\n#rect(width: 50%, height: 90pt)\n\n#lorem(40)"
    reading = read_typst(tmp_path, source)
    assert reading.tables == ()
    assert any("'Table 7'" in w for w in reading.warnings)


def test_encrypted_pdf_and_missing_page_are_one_line_errors(tmp_path: Path) -> None:
    pikepdf = pytest.importorskip("pikepdf")
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(DocumentError, match="encrypted"):
        read_tables(tmp_path / "locked.pdf")
    pdf.save(tmp_path / "open.pdf")
    with pytest.raises(DocumentError, match="no page 4"):
        read_tables(tmp_path / "open.pdf", page=4)


@pytest.mark.reference("bench/icdar2013-eu")
def test_competition_documents_reach_the_goal() -> None:
    spec = importlib.util.spec_from_file_location("score_tables", REFERENCE / "bench/score_tables.py")
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    folder = REFERENCE / "bench/icdar2013-eu"
    predictions = {}
    names = sorted(folder.glob("*.pdf"))[1::4]
    for path in names:
        predictions[path.stem] = [
            {
                "page": t.page,
                "cells": [(c.row, c.row + c.rowspan - 1, c.col, c.col + c.colspan - 1, c.text) for c in t.cells],
            }
            for t in read_tables(path).tables
        ]
    truth = {name: tables for name, tables in scorer.load_gt(str(folder)).items() if name in predictions}
    total, _ = scorer.score(truth, predictions)
    assert total["F1"] >= 0.92
    assert total["docF1"] >= 0.90
