"""Layouts in which tables were once joined, cut or misread: each with its truth."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from printed.tables import Table, read_tables

PROSE = "#lorem(60)\n\n"
STYLE = "#set page(width: 612pt, height: 792pt, margin: 50pt)\n#set text(size: 9pt, hyphenate: false)\n"


def _tables(folder: Path, source: str) -> tuple[Table, ...]:
    typst = pytest.importorskip("typst")
    (folder / "in.typ").write_text(STYLE + source, encoding="utf-8")
    (folder / "out.pdf").write_bytes(typst.compile(str(folder / "in.typ")))
    return read_tables(folder / "out.pdf").tables


def _rows(table: Table) -> list[list[str]]:
    return [[c.text for c in table.cells if c.row == r] for r in range(table.n_rows)]


def test_captioned_tables_side_by_side_without_rules_are_two(tmp_path: Path) -> None:
    left = "Table 1. Sales.\n#table(columns: 2, stroke: none, [Item], [Total], [Oil], [12], [Gas], [30], [Coal], [45])"
    right = "Table 2. Costs.\n#table(columns: 2, stroke: none, [Year], [Rate], [one], [1.5], [two], [2.5])"
    source = f"{PROSE}#grid(columns: 2, column-gutter: 3em, [{left}], [{right}])\n\n{PROSE}"
    tables = _tables(tmp_path, source)
    assert [_rows(t) for t in tables] == [
        [["Item", "Total"], ["Oil", "12"], ["Gas", "30"], ["Coal", "45"]],
        [["Year", "Rate"], ["one", "1.5"], ["two", "2.5"]],
    ]
    assert [t.label for t in tables] == ["Table 1", "Table 2"]


def test_wrapped_cells_of_a_table_of_words_are_one_row_each(tmp_path: Path) -> None:
    cells = [
        ("Public outreach", "The office answers questions of the press and of citizens", "in writing within ten days"),
        ("Data collection", "Samples are taken at fixed stations twice a year", "by the field offices of each region"),
        ("Permits", "Applicants may appeal", "to the director"),
    ]
    body = ", ".join(f"[{c}]" for row in cells for c in row)
    source = (
        f"{PROSE}Table 1. Duties.\n#table(columns: (5em, 9em, 9em), inset: (x: 6pt, y: 4pt), stroke: none, "
        f"[Office], [Duty], [How], {body})\n\n{PROSE}"
    )
    (table,) = _tables(tmp_path, source)
    assert _rows(table) == [["Office", "Duty", "How"], *(list(row) for row in cells)]


def test_short_rows_set_close_in_groups_are_not_taken_for_wrapped_cells(tmp_path: Path) -> None:
    codes = [("A-548", "Nonmetropolitan", "Pending"), ("D-906", "Central valley", "Yes"), ("A-150", "Records", "No"),
             ("B-483", "Safety review", "Pending"), ("F-982", "Border zone", "Open")]  # fmt: skip
    body = ", ".join(f"[{c}]" for row in codes for c in row)
    table_source = (
        f"#table(columns: 3, row-gutter: (0pt, 0pt, 6pt, 0pt), stroke: none, [Code], [Name], [Status], {body})"
    )
    (table,) = _tables(tmp_path, f"{PROSE}Table 1. Schedule.\n{table_source}\n\n{PROSE}")
    assert _rows(table)[1:] == [list(row) for row in codes]


def test_leader_dots_are_not_part_of_the_label_and_a_dotted_blank_stays(tmp_path: Path) -> None:
    rows = [("Mining", "12", "4"), ("Construction of houses", "...", "18"), ("Retail trade", "39", "21")]
    rows.append(("Utilities", "7", "2"))
    body = ", ".join(f'[{a}#box(width: 1fr, repeat[.])], [#"{b}"], [{c}]' for a, b, c in rows)
    table_source = f"#table(columns: (15em, auto, auto), stroke: none, [Industry], [2001], [2002], {body})"
    (table,) = _tables(tmp_path, f"{PROSE}Table 1. Jobs.\n{table_source}\n\n{PROSE}")
    assert _rows(table)[1:] == [list(row) for row in rows]


def test_list_of_contents_with_dots_up_to_the_number_is_no_table(tmp_path: Path) -> None:
    lines = "\\\n".join(f"Part {i} on devices#box(width: 1fr, repeat[.]){3 * i}" for i in range(1, 9))
    assert _tables(tmp_path, f"{lines}\n\n{PROSE}") == ()


COLUMNS = "#set page(columns: 2)\n#set par(justify: true)\n#show table: set par(justify: false)\n"
SALES = [["Item", "Total"], ["Oil", "12"], ["Gas", "30"], ["Coal", "45"]]
COSTS = [["Year", "Rate"], ["one", "1.5"], ["two", "2.5"]]


def _bare(rows: list[list[str]], columns: str = "2") -> str:
    cells = ", ".join(f"[{c}]" for row in rows for c in row)
    return f"#align(center, table(columns: {columns}, stroke: none, inset: 3pt, {cells}))"


def test_ruleless_tables_in_two_columns_with_little_prose_are_parted_at_the_gutter(tmp_path: Path) -> None:
    left = f"#lorem(30)\n\n#align(center)[Table 1. Sales.]\n{_bare(SALES)}"
    right = f"#lorem(30)\n\n#align(center)[Table 2. Costs.]\n{_bare(COSTS)}"
    tables = _tables(tmp_path, f"{COLUMNS}{left}\n#colbreak()\n{right}")
    assert [(t.label, _rows(t)) for t in tables] == [("Table 1", SALES), ("Table 2", COSTS)]


def test_ruleless_table_over_both_columns_keeps_its_long_labels(tmp_path: Path) -> None:
    rows = [
        ["Use", "Share"],
        ["Payments for water quality projects in small communities", "18"],
        ["Operation and maintenance of roads", "58"],
        ["Grants", "7"],
        ["Research and development", "11"],
    ]
    wide = f'#place(top + center, scope: "parent", float: true)[Table 1. Uses.\n{_bare(rows)}]\n'
    right = f"#lorem(20)\n\n#align(center)[Table 2. Costs.]\n{_bare(COSTS)}"
    tables = _tables(tmp_path, f"{COLUMNS}{wide}#lorem(60)\n#colbreak()\n{right}")
    assert [(t.label, _rows(t)) for t in tables] == [("Table 1", rows), ("Table 2", COSTS)]


def test_justified_prose_beside_the_numbers_of_a_chart_is_no_table(tmp_path: Path) -> None:
    ticks = "".join(f"#place(dx: 260pt, dy: {12 * k}pt)[{100 - 20 * k}]" for k in range(6))
    assert _tables(tmp_path, f"#set par(justify: true)\n{ticks}#block(width: 240pt)[#lorem(60)]") == ()


def test_authors_side_by_side_with_their_addresses_are_no_table(tmp_path: Path) -> None:
    persons = [["Jane Smith", "Karl Weber", "Li Chen"], ["Dept. of Physics", "Inst. of Materials", "School of EE"],
               ["Univ. of Delta", "Tech. University", "Tsinghua"], ["Boston, USA", "Aachen, Germany", "Beijing, China"],
               ["jane@d.edu", "karl@tu.de", "li@t.cn"]]  # fmt: skip
    cells = ", ".join(f'[#"{c}"]' for row in persons for c in row)
    grid = f"#grid(columns: (1fr, 1fr, 1fr), row-gutter: 4pt, {cells})"
    assert _tables(tmp_path, f"{PROSE}{grid}\n\n{PROSE}") == ()


def test_table_of_words_across_a_short_page_is_told_by_the_rules_between_its_rows(tmp_path: Path) -> None:
    rows = [["Office", "Duty", "How"], ["Outreach", "The office answers questions of the press", "in writing"],
            ["Data", "Samples are taken at fixed stations twice a year", "by the field offices of each region"],
            ["Permits", "Applicants may appeal within thirty days", "to the director"]]  # fmt: skip
    cells = ", ".join(f"[{c}]" for row in rows for c in row)
    page = "#set page(height: 300pt)\n"
    source = f"{page}#table(columns: (1fr, 2fr, 2fr), stroke: (x, y) => (top: 0.5pt), {cells})"
    assert [_rows(t) for t in _tables(tmp_path, source)] == [rows]


def _ruled(rows: list[list[str]], heights: str, *, columns: str = "") -> str:
    cells = ", ".join(f"[{c}]" for row in rows for c in row)
    lines = ", ".join(f"table.hline(y: {y})" for y in heights.split())
    return f"#table(columns: {columns or len(rows[0])}, stroke: none, {lines}, {cells})\n"


def test_rules_close_off_a_table_of_long_texts_from_the_lines_around_it(tmp_path: Path) -> None:
    rows = [["Item", "Feature"], ["Supply", "The converter draws its power from two cells in series"],
            ["Clock", "Set at the factory and never again, whatever the temperature"],
            ["Case", "Cast in one piece and closed by four screws of brass"]]  # fmt: skip
    source = (
        f"{PROSE}print(all) \\\nlist(all)\n{_ruled(rows, '0 1 4', columns='(5em, 30em)')}2.1 #h(2em) Next\n\n{PROSE}"
    )
    assert [_rows(t) for t in _tables(tmp_path, source)] == [rows]


def test_boxes_joined_by_lines_are_no_table(tmp_path: Path) -> None:
    box = "#table(columns: 1, inset: 4pt, [Kind], [number: Integer], [name: Text])"
    boxes = "".join(f"#place(dx: {x}pt, dy: {y}pt)[{box}]" for x, y in ((0, 0), (180, 8), (10, 120)))
    ends = ((65, 25, 180, 25), (40, 50, 40, 120))
    lines = "".join(f"#place(line(start: ({a}pt, {b}pt), end: ({c}pt, {d}pt)))" for a, b, c, d in ends)
    lines += "#place(dx: 90pt, dy: 14pt)[0..1]#place(dx: 90pt, dy: 30pt)[ends]"
    assert _tables(tmp_path, f"{PROSE}#block(height: 220pt)[{boxes}{lines}]\n\n{PROSE}") == ()


def test_values_side_by_side_in_drawn_cells_are_columns_of_their_own(tmp_path: Path) -> None:
    two = [("Hours", "193", "187"), ("Pay", "121 800", "155 400"), ("Rate", "27", "24"), ("Limit", "18", "36")]
    cells = ", ".join(f"[{a}], [5], grid(columns: (5em, 5em), align: center, [{b}], [{c}])" for a, b, c in two)
    words = ", ".join(f"[{w}], [yes], align(center)[no]" for w in ("Car", "House", "Phone", "Loan", "Gifts", "Travel"))
    heads = "[Amounts], [M.], align(center)[L. Busby]"
    source = f"{PROSE}#table(columns: (8em, 4em, 12em), {heads}, {cells}, {words})\n\n{PROSE}"
    (table,) = _tables(tmp_path, source)
    assert [[c.text for c in table.cells if c.row == r] for r in range(1, 5)] == [[a, "5", b, c] for a, b, c in two]
    assert [(c.text, c.colspan) for c in table.cells if c.row in (0, 5)] == [
        ("Amounts", 1), ("M.", 1), ("L. Busby", 2), ("Car", 1), ("yes", 1), ("no", 2),
    ]  # fmt: skip


def test_what_a_program_printed_behind_one_mark_is_no_table(tmp_path: Path) -> None:
    lines = ["Df   Sum   Mean   Pr", "A    1   780.1  780.1", "B    1   276.1  276.1", "C    1   112.5  112.5"]
    code = "\\n".join(f"## {line}" for line in lines)
    assert _tables(tmp_path, f'{PROSE}#raw(block: true, "{code}")\n\n{PROSE}') == ()


def test_labels_that_start_a_line_above_their_numbers(tmp_path: Path) -> None:
    stub = "Violent \\ #h(4pt)Murder and \\ #h(8pt)manslaughter \\ #h(4pt)Robbery"
    numbers = " \\ ".join(["467.9", "", "10.0", "102.1"]).replace("\\  \\", "\\ #hide[0] \\")
    more = " \\ ".join(["69.1", "", "0.9", "25.5"]).replace("\\  \\", "\\ #hide[0] \\")
    source = f"{PROSE}#table(columns: (14em, 6em, 6em), [Offense], [Total], [Minors], [{stub}], [{numbers}], [{more}])"
    (table,) = _tables(tmp_path, source)
    assert _rows(table)[1:] == [["Violent", "467.9", "69.1"], ["Murder and manslaughter", "10.0", "0.9"],
                                ["Robbery", "102.1", "25.5"]]  # fmt: skip


def test_a_caption_over_the_rule_of_a_table_does_not_take_its_heads(tmp_path: Path) -> None:
    rows = ["[300], [0.8], [18.4]", "[320], [0.7], [17.4]", "[340], [0.6], [16.4]"]
    source = (
        "#set page(width: 260pt)\n#set par(spacing: 3pt, leading: 4pt)\n"
        "Table 1. Switching of the cells at the three\n\n"
        "#table(columns: 3, inset: (x: 7pt, y: 2pt), stroke: none, table.hline(), [T (K)], [V (V)], [R (kΩ)], "
        f"table.hline(), {', '.join(rows)}, table.hline())\n\n{PROSE}"
    )
    (table,) = _tables(tmp_path, source)
    assert _rows(table) == [["T (K)", "V (V)", "R (kΩ)"], *[re.findall(r"[\d.]+", row) for row in rows]]


def test_a_text_in_brackets_goes_on_until_they_close(tmp_path: Path) -> None:
    label = "ZnO-2 (Al-doped, \\ 3 at.%, annealed at \\ 400 °C)"
    source = (
        f"{PROSE}Table 1. Data.\n#table(columns: 3, stroke: none, table.hline(), [Sample], [V], [R], table.hline(), "
        f"[ZnO-1], [2.1], [44], [{label}], [1.3], [620], [ZnO-3], [1.9], [95], table.hline())\n\n{PROSE}"
    )
    (table,) = _tables(tmp_path, source)
    assert [row[0] for row in _rows(table)] == [
        "Sample",
        "ZnO-1",
        "ZnO-2 (Al-doped, 3 at.%, annealed at 400 °C)",
        "ZnO-3",
    ]


def test_cells_of_three_and_of_two_lines_centred_on_one_row_are_that_row(tmp_path: Path) -> None:
    source = (
        f"{PROSE}Table 1. Data.\n#set par(leading: 3pt)\n#set table(inset: (x: 8pt, y: 2pt), align: horizon)\n"
        "#table(columns: 4, stroke: none, table.hline(), [Stack], [V], [R], [Ref], table.hline(), "
        "[Ag/PVA], [0.6], [20], [11], [Al/PVA], [0.7], [31], [12], "
        f"[Mg/silk \\ fibroin/ \\ W], [0.9], [5], [This \\ study], table.hline())\n\n{PROSE}"
    )
    (table,) = _tables(tmp_path, source)
    assert _rows(table)[3] == ["Mg/silk fibroin/W", "0.9", "5", "This study"]


def test_two_words_over_narrow_columns_are_one_head_where_a_rule_is_below_both(tmp_path: Path) -> None:
    body = ", ".join(f"[{name}], [1.15], [500], [{cycles}]" for name, cycles in (("A", 12), ("B", 15), ("C", 22)))
    source = (
        f"{PROSE}Table 1. Pulses.\n#set table(inset: (x: 5pt, y: 2pt), align: center)\n"
        "#table(columns: 4, stroke: none, table.hline(), [Cell], table.cell(colspan: 2)[SET pulse], [Endurance], "
        f"table.hline(start: 1, end: 3), [], [V], [ns], [], table.hline(), {body}, table.hline())\n\n{PROSE}"
    )
    (table,) = _tables(tmp_path, source)
    assert ("SET pulse", 2) in {(c.text, c.colspan) for c in table.cells}


def test_labels_of_two_lines_centred_on_their_rows_are_a_column_of_their_own(tmp_path: Path) -> None:
    rows = [("Digital \\ CMOS", 2900, 26, 1), ("Analog \\ CMOS", 442, 93, 200), ("NbO2 \\ cell", 36, 12, 8)]
    rows.append(("Ag/SiO2 \\ switch", 12, 35, 12))
    body = ", ".join(f"[{label}], [{area}], [{energy}], [{rate} Hz]" for label, area, energy, rate in rows)
    source = (
        f"{PROSE}Table 1. Neurons.\n#set par(leading: 3pt)\n#set table(inset: (x: 3pt, y: 2pt), align: horizon)\n"
        "#table(columns: (38pt, 30pt, 60pt, 60pt), stroke: none, table.hline(), [Type], [Circuit \\ area], "
        f"[Energy \\ (pJ)], [Rate], table.hline(), {body}, table.hline())\n\n{PROSE}"
    )
    (table,) = _tables(tmp_path, source)
    assert [row[:2] for row in _rows(table)][1:] == [
        ["Digital CMOS", "2900"],
        ["Analog CMOS", "442"],
        ["NbO2 cell", "36"],
        ["Ag/SiO2 switch", "12"],
    ]
