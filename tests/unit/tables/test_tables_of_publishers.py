"""What publishers' pages do to tables: broken cells, groups, prose and captions beside, several tables in one frame."""

from __future__ import annotations

from pathlib import Path

import pytest
from printed.tables import Table

from tests.unit.tables.typeset_pages import read_typst

PAGE = "#set page(width: 595pt, height: 842pt, margin: 50pt)\n#set text(size: 8pt)\n#set par(justify: true)\n"
HEADS = "[Ref.],[Structure],[Set],[Reset],[Retention],[Ratio],[Current]"
BROKEN = r"""
[\[12\]],[TiN/HfO#sub[2]/Pt],[1.2 V],[-\ 1.5 V],[\~\ 10#super[5] s],[10#super[3]],[1-\ 10 mA],
[\[13\]],[Ag/SiO#sub[2]/Pt],[0.8 V],[− 4 to\ −6 V],[>\ 10#super[4] s],[50],[2 mA],
[\[14\]],[Ta/TaO#sub[x]/Pt],[0.9 V],[−\ 1.1 V],[10#super[6] s],[±\ 3],[3 mA]
"""
WHOLE = [
    ["[12]", "TiN/HfO2/Pt", "1.2 V", "- 1.5 V", "~ 105 s", "103", "1-10 mA"],
    ["[13]", "Ag/SiO2/Pt", "0.8 V", "− 4 to −6 V", "> 104 s", "50", "2 mA"],
    ["[14]", "Ta/TaOx/Pt", "0.9 V", "− 1.1 V", "106 s", "± 3", "3 mA"],
]
DEVICES = "".join(f"[Dev {i}],[{0.8 + i / 10:.1f}],[{100 + 7 * i}],[{i + 3}]," for i in range(10))
TEN = f"#table(columns: 4, stroke: 0.5pt, [Device],[V (V)],[Width (ns)],[Bits],{DEVICES})\n\n"
DRAWING = """#box(width: 200pt, height: 90pt)[#place(curve(
  curve.move((0pt, 0pt)), curve.cubic((10pt, 60pt), (90pt, 10pt), (150pt, 80pt)), curve.line((190pt, 5pt))))]\n\n"""


def rows(table: Table) -> list[list[str]]:
    return [table.view.row(row) for row in range(table.n_rows)]


@pytest.mark.parametrize("place", ["top", "horizon"])
@pytest.mark.parametrize(
    "grid",
    [
        f"stroke: none, table.hline(), {HEADS}, table.hline(), {BROKEN}, table.hline()",
        f"stroke: (x, y) => (top: 0.5pt, bottom: 0.5pt), {HEADS}, {BROKEN}",
        f"stroke: 0.5pt, {HEADS}, {BROKEN}",
    ],
)
def test_signs_bounds_and_ranges_that_break_over_two_lines_stay_in_their_row(
    tmp_path: Path, grid: str, place: str
) -> None:
    source = f"{PAGE}Table 1. Devices.\n\n#table(columns: 7, inset: (x: 4pt, y: 2pt), align: center + {place}, {grid})"
    (table,) = read_typst(tmp_path, source).tables
    assert rows(table)[1:] == WHOLE


def test_a_label_that_breaks_with_the_sign_beside_it_is_one_row(tmp_path: Path) -> None:
    body = r"""[Device],[Reset],[Current], table.hline(),
    [TiN/HfO#sub[2]/\ Pt],[-\ 1.2 V],[1-\ 10 mA],[Ag/GeS/\ W],[-\ 0.3 V],[2-\ 5 mA]"""
    source = f"{PAGE}Table 1. Devices.\n\n#table(columns: 3, stroke: none, table.hline(), {body}, table.hline())"
    (table,) = read_typst(tmp_path, source).tables
    assert rows(table)[1:] == [["TiN/HfO2/Pt", "- 1.2 V", "1-10 mA"], ["Ag/GeS/W", "- 0.3 V", "2-5 mA"]]


def test_a_dash_for_no_value_is_no_sign_of_the_value_below(tmp_path: Path) -> None:
    body = "[RRAM],[-],[100],[PCM],[3.1 V],[],[FeFET],[-],[10],[],[2.2 V],[20],[MRAM],[-],[2]"
    source = (
        f"{PAGE}Table 1. Devices.\n\n#table(columns: 3, stroke: none, inset: (x: 4pt, y: 2pt), table.hline(), "
        f"[Device],[Reset],[Ratio], table.hline(), {body}, table.hline())"
    )
    (table,) = read_typst(tmp_path, source).tables
    assert table.view.column(1)[1:] == ["-", "3.1 V", "-", "2.2 V", "-"]


@pytest.mark.parametrize("lower", ["1.4pt", "-1.5pt"])
def test_a_sign_that_a_symbol_font_sets_lower_or_higher_stands_before_its_number(tmp_path: Path, lower: str) -> None:
    minus = f"#box(move(dy: {lower})[−])"
    body = ",".join(f"[Dev {i}],[{minus}0.{i}],[{i}]" for i in range(1, 6))
    source = f"{PAGE}Table 1. Devices.\n\n#table(columns: 3, stroke: none, [Device],[Reset (V)],[Bits],{body})"
    (table,) = read_typst(tmp_path, source).tables
    assert [table.view.head(row, 1) for row in range(6)] == ["Reset (V)", "−0.1", "−0.2", "−0.3", "−0.4", "−0.5"]


def test_labels_and_values_line_by_line_between_the_rules_of_a_group_are_rows(tmp_path: Path) -> None:
    body = r"""[Technology],[Parameter],[Value],
    [RRAM],[Set voltage\ Reset voltage\ Read voltage\ Endurance],[1.2 V\ −1.4 V\ 0.2 V\ 10#super[6]],
    [FeFET],[Write voltage\ Pulse width\ Retention],[4 V\ 100 ns\ 10#super[5] s]"""
    (table,) = read_typst(tmp_path, f"{PAGE}Table 1. Cells.\n\n#table(columns: 3, stroke: 0.5pt, {body})").tables
    assert rows(table)[1:] == [
        ["RRAM", "Set voltage", "1.2 V"],
        ["RRAM", "Reset voltage", "−1.4 V"],
        ["RRAM", "Read voltage", "0.2 V"],
        ["RRAM", "Endurance", "106"],
        ["FeFET", "Write voltage", "4 V"],
        ["FeFET", "Pulse width", "100 ns"],
        ["FeFET", "Retention", "105 s"],
    ]


def test_a_voltage_over_its_width_beside_a_label_that_wraps_is_one_row(tmp_path: Path) -> None:
    body = r"""[Device],[Set],[Window],[TiN/HfO#sub[2]\ Pt],[1.2 V\ 50 ns],[10],
    [Ag/GeS/W],[0.3 V\ 20 ns],[100],[Ta/TaO#sub[x]\ Pt],[0.9 V\ 10 ns],[50]"""
    (table,) = read_typst(tmp_path, f"{PAGE}Table 1. Cells.\n\n#table(columns: 3, stroke: 0.5pt, {body})").tables
    assert table.view.column(2) == ["Window", "10", "100", "50"]


@pytest.mark.parametrize("is_left", [True, False])
@pytest.mark.parametrize("rule", ["table.hline(), ", ""])
def test_prose_beside_a_table_is_no_part_of_it(tmp_path: Path, rule: str, is_left: bool) -> None:
    body = "[HfO#sub[2]],[1.2],[100],[TaO#sub[x]],[0.9],[50],[TiO#sub[2]],[1.5],[20],[AlO#sub[x]],[2.5],[200]"
    table = (
        "[Table 2. Switching.\n\n#table(columns: 3, stroke: none, inset: 3pt, "
        f"{rule}[Device],[V#sub[set] (V)],[Ratio], {rule}{body}, {rule})]"
    )
    prose = "[#lorem(75)]"
    sides = f"{table}, {prose}" if is_left else f"{prose}, {table}"
    widths = "(230pt, 1fr)" if is_left else "(1fr, 230pt)"
    source = f"{PAGE}#lorem(60)\n\n#grid(columns: {widths}, gutter: 12pt, {sides})\n\n#lorem(60)"
    (found,) = read_typst(tmp_path, source).tables
    assert found.caption == "Table 2. Switching."
    assert rows(found)[1:] == [
        ["HfO2", "1.2", "100"], ["TaOx", "0.9", "50"], ["TiO2", "1.5", "20"], ["AlOx", "2.5", "200"],
    ]  # fmt: skip


def test_a_caption_at_the_left_of_its_table_is_no_part_of_it(tmp_path: Path) -> None:
    table = "table.hline(), [Parameter],[Value], table.hline(), [Set voltage],[1.2 V],[Endurance],[1000], table.hline()"
    source = (
        f"{PAGE}#grid(columns: (110pt, 200pt), gutter: 20pt, [*Table 6* Switching of the cells with a forming step], "
        f"[#table(columns: (150pt, 50pt), stroke: none, inset: (x: 0pt, y: 3pt), {table})])\n\n#lorem(60)"
    )
    (found,) = read_typst(tmp_path, source).tables
    assert rows(found) == [["Parameter", "Value"], ["Set voltage", "1.2 V"], ["Endurance", "1000"]]
    assert found.caption == "Table 6 Switching of the cells with a forming step"


def test_a_second_row_of_heads_in_a_frame_begins_another_table(tmp_path: Path) -> None:
    body = """[Parameter],[Value],[Unit],[Set voltage],[1.2],[V],[Reset voltage],[−1.4],[V],
    table.cell(colspan: 3)[States],[Device],[R#sub[on] (kΩ)],[R#sub[off] (kΩ)],[HfO#sub[2]],[10],[1000],
    [Neuron],[Threshold (V)],[Energy (pJ)],[NbO#sub[2]],[1.1],[2.5],[VO#sub[2]],[0.8],[6]"""
    reading = read_typst(tmp_path, f"{PAGE}Table 1. Cells.\n\n#table(columns: 3, stroke: 0.5pt, {body})")
    assert [rows(table)[-1] for table in reading.tables] == [
        ["Reset voltage", "−1.4", "V"],
        ["HfO2", "10", "1000"],
        ["VO2", "0.8", "6"],
    ]
    assert [table.label for table in reading.tables] == ["Table 1"] * 3
    assert rows(reading.tables[1])[0] == ["States"] * 3
    assert rows(reading.tables[2])[0] == ["Neuron", "Threshold (V)", "Energy (pJ)"]


@pytest.mark.parametrize(
    "source",
    [
        f"{DRAWING}Fig. 3. A device and how it switches.\n\n{TEN}",
        f"{TEN}Fig. 3. A device and what it needs.\n\n",
        f"{DRAWING}Fig. 3. A device and how it switches.\n\n{TEN.replace('0.5pt', 'none')}",
    ],
)
def test_a_table_beside_the_caption_of_a_figure_is_a_table(tmp_path: Path, source: str) -> None:
    (table,) = read_typst(tmp_path, f"{PAGE}#lorem(60)\n\n#align(center)[{source}]\n\n#lorem(60)").tables
    assert table.view.column(0) == ["Device", *(f"Dev {i}" for i in range(10))]
    assert table.label is None


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("Table.1 Devices", "Table 1"),
        ("Table-1 Devices", "Table 1"),
        ("TABLE I. DEVICES", "TABLE I"),
        ("Tab. 2 Devices", "Tab. 2"),
        ("Table S1 Devices", "Table S1"),
    ],
)
def test_labels_are_known_as_publishers_print_them(tmp_path: Path, printed: str, label: str) -> None:
    (table,) = read_typst(tmp_path, f"{PAGE}#lorem(60)\n\n{printed}\n\n{TEN}").tables
    assert (table.label, table.caption) == (label, printed)


def test_captions_below_stacked_tables_name_the_table_above_them(tmp_path: Path) -> None:
    source = f"{PAGE}#lorem(60)\n\n{TEN}Table 1. First.\n\n{TEN}Table 2. Second.\n\n#lorem(60)"
    assert [table.caption for table in read_typst(tmp_path, source).tables] == ["Table 1. First.", "Table 2. Second."]


@pytest.mark.parametrize("angle", ["90deg", "-90deg"])
def test_the_rules_of_a_turned_table_turn_with_it(tmp_path: Path, angle: str) -> None:
    table = f"#table(columns: 7, stroke: 0.5pt, {HEADS}, {BROKEN})"
    source = f"{PAGE}#rotate({angle}, reflow: true)[#block(width: 600pt)[Table 4. Turned.\n\n{table}]]"
    (found,) = read_typst(tmp_path, source).tables
    assert found.flags[0] == "ruled"
    assert rows(found)[1:] == WHOLE


@pytest.mark.parametrize("angle", ["90deg", "-90deg"])
def test_a_turned_table_goes_on_on_the_next_page(tmp_path: Path, angle: str) -> None:
    body = [f"[Dev {i}],[{0.8 + i / 10:.1f}],[{100 + 7 * i}],[{i + 3}]" for i in range(10)]
    parts = (", ".join(["[Device],[V (V)],[Width (ns)],[Bits]", *body[:7]]), ", ".join(body[7:]))
    first, second = (f"#table(columns: (150pt,) * 4, stroke: 0.5pt, {part})" for part in parts)
    source = f"""{PAGE}#rotate({angle}, reflow: true)[#block(width: 700pt)[Table 4. Turned.\n\n{first}]]
    #pagebreak()
    #rotate({angle}, reflow: true)[#block(width: 700pt)[{second}]]"""
    (table,) = read_typst(tmp_path, source).tables
    assert table.view.column(0) == ["Device", *(f"Dev {i}" for i in range(10))]


def test_heads_under_the_rule_of_a_group_are_columns_where_few_values_stand_below_them(tmp_path: Path) -> None:
    source = (
        PAGE
        + r"""Table 3. Cells.

#table(columns: (80pt, 60pt, 60pt, 5pt, 60pt, 60pt), stroke: none, align: center, inset: (x: 4pt, y: 2pt),
  table.hline(),
  [Cell], table.cell(colspan: 2)[Voltage (V)], [], table.cell(colspan: 2)[Width (ns)],
  table.hline(start: 1, end: 3), table.hline(start: 4, end: 6),
  [], [Set], [Reset], [], [Set], [Reset], table.hline(),
  [A], [1.1], [−1.2], [], [50], [], [B], [1.3], [], [], [40], [60],
  [C], [0.9], [], [], table.cell(colspan: 2)[as was given for cell B], table.hline())"""
    )
    (table,) = read_typst(tmp_path, source).tables
    assert rows(table) == [
        ["Cell", "Voltage (V)", "Voltage (V)", "Width (ns)", "Width (ns)"],
        ["", "Set", "Reset", "Set", "Reset"],
        ["A", "1.1", "−1.2", "50", ""],
        ["B", "1.3", "", "40", "60"],
        ["C", "0.9", "", "as was given for cell B", "as was given for cell B"],
    ]


def test_a_caption_at_the_side_of_a_table_outweighs_that_of_the_figure_above(tmp_path: Path) -> None:
    source = (
        PAGE
        + r"""Fig. 23. The best result of a voltage reference.

#grid(columns: (150pt, 340pt), column-gutter: 12pt,
  [Table 8. Area and range of the devices],
  table(columns: (90pt, 80pt, 80pt, 90pt), stroke: none, inset: (x: 2pt, y: 3pt),
    table.hline(), [Devices], [Memristor], [MOSFET], [Resistor], table.hline(),
    [Area], [9 nm#super[2]], [0.6 µm#super[2]], [2025 nm#super[2]],
    [Range], [OFF or ON], [–], [200–200K], table.hline()))

The initial states of the memristors and the values of the resistors are decided by the algorithm."""
    )
    (table,) = read_typst(tmp_path, source).tables
    assert (table.label, rows(table)[0]) == ("Table 8", ["Devices", "Memristor", "MOSFET", "Resistor"])
