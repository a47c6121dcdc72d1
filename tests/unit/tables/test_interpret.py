"""What the cells of a printed table mean: orientation, header chains, split cells, labels, notes."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from memlit.field import Vocabulary, load_vocabulary
from memlit.quantities import Quantity, read_quantities
from memlit.tables.meaning import CellReading, Interpretation, TableLine, interpret
from printed.tables.model import Cell, Table

from tests.builders import REFERENCE, ROOT

EVIDENCE = REFERENCE / "evidence/tables"
VOCABULARY = load_vocabulary(ROOT / "config/vocabulary.yaml")


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return VOCABULARY


def table(rows: list[list[str]], *, notes: tuple[str, ...] = ()) -> Table:
    """A table of plain cells; a text with tags is markup."""
    width = max(len(row) for row in rows)
    cells = []
    for r, row in enumerate(rows):
        for c in range(width):
            text = row[c] if c < len(row) else ""
            plain = text.replace("<sup>", "").replace("</sup>", "")
            cells.append(Cell(r, c, plain, text if "<" in text and "</" in text else ""))
    return Table(tuple(cells), notes=notes)


def of(result: Interpretation, row: int, col: int) -> list[CellReading]:
    return [reading for reading in result.readings if (reading.row, reading.col) == (row, col)]


def brief(result: Interpretation) -> set[tuple[str, str, str]]:
    return {(one.device_label, one.parameter, one.part_text) for one in result.readings}


PULSES = [
    ["Device type", "Ag:a-Si [1]", "TaOx/HfOx [2]", "STT-MRAM"],
    ["# of conductance states", "97", "128", "--"],
    ["Nonlinearity (weight increase/decrease)", "2.4/-4.88", "0.04/-0.63", "--"],
    ["R_ON", "26 MΩ", "100 KΩ", "3.5 KΩ"],
    ["Weight increase pulse", "3.2V/300µs", "0.7V (avg.)/6µs", "1V/10ns"],
]


def test_a_text_is_parsed_once_however_many_rules_ask_for_its_quantities(
    vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[str] = []

    def counted(text: str) -> tuple[Quantity, ...]:
        parsed.append(text)
        return read_quantities(text)

    monkeypatch.setattr("memlit.asking.prints.read_quantities", counted)
    assert interpret(table(PULSES), vocabulary).readings
    assert "3.2V/300µs" in parsed or "3.2V" in parsed
    assert len(parsed) == len(set(parsed))


def test_a_label_stands_for_a_row_or_a_column_of_its_table(vocabulary: Vocabulary) -> None:
    in_columns = interpret(table(PULSES), vocabulary)
    in_rows = interpret(table([list(row) for row in zip(*PULSES, strict=True)]), vocabulary)
    (column,) = [one for one in in_columns.readings if (one.text, one.parameter) == ("26 MΩ", "r_on")]
    (row,) = [one for one in in_rows.readings if (one.text, one.parameter) == ("26 MΩ", "r_on")]
    assert column.line == TableLine("column", 1)
    assert row.line == TableLine("row", 1)
    assert [str(column.line), str(row.line)] == ["c1", "r1"]
    assert column.line.texts(table(PULSES).view) == [row[1] for row in PULSES]


def test_devices_as_columns(vocabulary: Vocabulary) -> None:
    result = interpret(table(PULSES), vocabulary)
    assert result.orientation == "devices_as_columns"
    assert result.blank == 2
    assert result.unmapped == ()
    assert brief(result) >= {
        ("Ag:a-Si [1]", "device_name", "Ag:a-Si [1]"),
        ("Ag:a-Si [1]", "n_states", "97"),
        ("Ag:a-Si [1]", "nonlinearity_potentiation", "2.4"),
        ("Ag:a-Si [1]", "nonlinearity_depression", "-4.88"),
        ("TaOx/HfOx [2]", "set_voltage", "0.7V (avg.)"),
        ("TaOx/HfOx [2]", "set_pulse_width", "6µs"),
        ("STT-MRAM", "r_on", "3.5 KΩ"),
    }
    first, second = of(result, 4, 1)
    assert (first.part, first.parameter, second.part, second.parameter) == (1, "set_voltage", 2, "set_pulse_width")
    assert first.text == second.text == "3.2V/300µs"
    assert first.headers == ("Weight increase pulse",)


def test_the_same_table_turned_says_the_same(vocabulary: Vocabulary) -> None:
    turned = [list(column) for column in zip(*PULSES, strict=True)]
    result = interpret(table(turned), vocabulary)
    assert result.orientation == "devices_as_rows"
    assert brief(result) == brief(interpret(table(PULSES), vocabulary))


def test_parts_in_the_other_order_are_turned_round_by_their_units(vocabulary: Vocabulary) -> None:
    result = interpret(table([["Device", "A", "B"], ["Weight increase pulse", "300µs/3.2V", "3V/40ms"]]), vocabulary)
    assert {(one.parameter, one.part_text) for one in of(result, 1, 1)} == {
        ("set_voltage", "3.2V"),
        ("set_pulse_width", "300µs"),
    }


def test_a_partner_that_is_not_given_is_counted_not_made_up(vocabulary: Vocabulary) -> None:
    result = interpret(table([["Materials", "Linearity"], ["WS2/ZnO", "1.3/-"], ["WSe2", "2/1.9"]]), vocabulary)
    (only,) = of(result, 1, 1)
    assert (only.part, only.parameter, only.part_text) == (1, "nonlinearity_potentiation", "1.3")
    assert result.blank == 1


def test_a_cell_that_does_not_split_is_flagged(vocabulary: Vocabulary) -> None:
    result = interpret(table([["Device", "A"], ["Weight increase pulse", "3.2V"], ["R_ON", "1 MΩ"]]), vocabulary)
    (voltage,) = of(result, 1, 1)
    assert (voltage.parameter, voltage.flags) == ("set_voltage", ("one_of_pair",))
    result = interpret(table([["", "A"], ["Write/erase time (ns)", "3 to 20"], ["R_ON", "1 MΩ"]]), vocabulary)
    assert "not_split" in of(result, 1, 1)[0].flags


def test_the_unit_of_the_cell_chooses_between_two_parameters(vocabulary: Vocabulary) -> None:
    rows = [["Materials", "Switching energy/power"], ["h-BN", "600 pW"], ["WS2/ZnO", "0.2 nJ"]]
    result = interpret(table(rows), vocabulary)
    assert of(result, 1, 1)[0].parameter == "switching_power"
    assert of(result, 2, 1)[0].parameter == "switching_energy"


def test_two_header_rows_with_spans_and_a_units_row(vocabulary: Vocabulary) -> None:
    cells = [
        Cell(0, 0, "Material", rowspan=2), Cell(0, 1, "SET", colspan=2), Cell(0, 3, "RESET", colspan=2),
        Cell(1, 1, "Voltage"), Cell(1, 2, "Pulse width"), Cell(1, 3, "Voltage"), Cell(1, 4, "Pulse width"),
        Cell(2, 0, ""), Cell(2, 1, "(V)"), Cell(2, 2, "(ns)"), Cell(2, 3, "(V)"), Cell(2, 4, "(ns)"),
        Cell(3, 0, "HfO2"), Cell(3, 1, "1.2"), Cell(3, 2, "50"), Cell(3, 3, "-1.5"), Cell(3, 4, "100"),
        Cell(4, 0, "TaOx"), Cell(4, 1, "0.8"), Cell(4, 2, "10"), Cell(4, 3, "-1.1"), Cell(4, 4, "20"),
    ]  # fmt: skip
    result = interpret(Table(tuple(cells)), vocabulary)
    assert result.orientation == "devices_as_rows"
    width = of(result, 3, 4)[0]
    assert (width.parameter, width.device_label, width.header_unit) == ("reset_pulse_width", "HfO2", "ns")
    assert width.headers == ("RESET", "Pulse width")
    assert read_quantities(width.part_markup, header=width.header)[0].si_value == 1e-7
    assert of(result, 4, 1)[0].parameter == "set_voltage"


def test_a_column_of_units_beside_the_parameter_words(vocabulary: Vocabulary) -> None:
    rows = [["Parameter", "Unit", "A", "B"], ["R_ON", "kΩ", "10", "20"], ["Read voltage", "V", "0.1", "0.2"]]
    result = interpret(table(rows), vocabulary)
    assert result.orientation == "devices_as_columns"
    first = of(result, 1, 2)[0]
    assert (first.device_label, first.header_unit) == ("A", "kΩ")
    assert read_quantities(first.part_markup, header=first.header)[0].si_value == 1e4
    assert of(result, 1, 1) == []


def test_long_form_carries_the_parameter_down(vocabulary: Vocabulary) -> None:
    rows = [
        ["Parameter", "Best performances", "Device structure", "Ref."],
        ["Operating voltages", "0.7 V", "TiN/TiOx/HfOx/TiN", "[241]"],
        ["", "0.8 V", "Ti/ZrO2/Pt", "[242]"],
        ["Endurance", "10<sup>12</sup> cycles", "Pt/Ta2O5/Pt", "[120]"],
    ]
    result = interpret(table(rows), vocabulary)
    assert result.orientation == "long"
    second = of(result, 2, 1)[0]
    assert (second.parameter, second.device_label) == ("operating_voltage", "Ti/ZrO2/Pt")
    assert "carried_down" in second.flags
    endurance = of(result, 3, 1)[0]
    assert read_quantities(endurance.part_markup, header=endurance.header)[0].si_value == 1e12


def test_section_rows_and_stacked_headers(vocabulary: Vocabulary) -> None:
    rows = [
        ["Mechanism", "Material", "Endurance", "Energy/spike"],
        ["Volatile", "", "", ""],
        ["Redox", "Ag/SiO2", "300", "60 pJ"],
        ["", "Ag/HfO2", "500", "18 pJ"],
        ["Tactile", "", "", ""],
        ["Mechanism", "Material", "Energy/spike", "Endurance"],
        ["Mott", "NbO2", "52 pJ", "700"],
    ]
    result = interpret(table(rows), vocabulary)
    assert of(result, 3, 0) == []
    assert "section: Volatile" in of(result, 2, 2)[0].flags
    assert of(result, 6, 2)[0].parameter == "energy_per_spike"
    assert of(result, 6, 3)[0].parameter == "endurance"
    assert of(result, 5, 2) == []


def test_a_blank_label_is_blank(vocabulary: Vocabulary) -> None:
    rows = [
        ["Mechanism", "Material", "Endurance", "Retention (s)"],
        ["FeRAM", "TiN/HfO2 6nm/IL/Si", "300", "10"],
        ["PCM", "", "500", "20"],
        ["PCM", "GST", "700", "30"],
    ]
    result = interpret(table(rows), vocabulary)
    assert [of(result, row, 2)[0].device_label for row in (1, 2, 3)] == ["TiN/HfO2 6nm/IL/Si", "", "GST"]
    assert [str(of(result, row, 2)[0].line) for row in (1, 2, 3)] == ["r1", "r2", "r3"]


def test_a_label_in_a_merged_cell_stands_for_its_rows_and_no_other(vocabulary: Vocabulary) -> None:
    cells = (
        Cell(0, 0, "Device"), Cell(0, 1, "R_ON"), Cell(0, 2, "Endurance"),
        Cell(1, 0, "HfO2", rowspan=2), Cell(1, 1, "1 MΩ"), Cell(1, 2, "300"),
        Cell(2, 1, "2 MΩ"), Cell(2, 2, "500"),
        Cell(3, 0, ""), Cell(3, 1, "3 MΩ"), Cell(3, 2, "700"),
    )  # fmt: skip
    result = interpret(Table(cells), vocabulary)
    assert [of(result, row, 1)[0].device_label for row in (1, 2, 3)] == ["HfO2", "HfO2", ""]


def test_a_group_head_names_rows_without_labels_and_none_after_a_row_with_its_own(vocabulary: Vocabulary) -> None:
    rows = [
        ["Device", "R_ON", "Endurance"],
        ["HfO2", "", ""],
        ["", "1 MΩ", "300"],
        ["TaOx", "2 MΩ", "500"],
        ["", "4 MΩ", "600"],
        ["PCMO", "", ""],
        ["", "3 MΩ", "700"],
    ]
    result = interpret(table(rows), vocabulary)
    assert [of(result, row, 1)[0].device_label for row in (2, 3, 4, 6)] == ["HfO2", "TaOx", "", "PCMO"]


def test_footnotes_are_linked_and_can_change_the_meaning(vocabulary: Vocabulary) -> None:
    notes = ("a Read voltage at which the nonlinearity is taken.", "b Programming time for self-selecting cells.")
    rows = [["Material", "Operation voltage (V)<sup>a</sup>", "Endurance"], ["Ni/TiO2/Ni", "±2.4", "300<sup>b</sup>"]]
    result = interpret(table(rows, notes=notes), vocabulary)
    voltage = of(result, 1, 1)[0]
    assert (voltage.parameter, voltage.notes) == ("read_voltage", (notes[0],))
    assert "meaning_from_note" in voltage.flags
    assert of(result, 1, 2)[0].notes == (notes[1],)


def test_an_unknown_header_is_reported_with_its_nearest_parameters(vocabulary: Vocabulary) -> None:
    rows = [["Material", "Endured", "R_ON"], ["HfO2", "300", "1 MΩ"]]
    result = interpret(table(rows), vocabulary)
    (missed,) = result.unmapped
    assert (missed.row, missed.col, missed.text, missed.nearest[0]) == (0, 1, "Endured", "endurance")


def test_a_table_without_parameter_words_is_unknown_and_gives_nothing(vocabulary: Vocabulary) -> None:
    result = interpret(table([["Country", "2010", "2011"], ["France", "12", "13"], ["Spain", "7", "9"]]), vocabulary)
    assert (result.orientation, result.readings) == ("unknown", ())


def test_this_work_is_recognised_in_labels_and_citations(vocabulary: Vocabulary) -> None:
    columns = interpret(table([["Device", "PCMO [4]", "FeFET (This Work)"], ["R_ON", "1 MΩ", "2 MΩ"]]), vocabulary)
    assert ["this_work" in of(columns, 1, col)[0].flags for col in (1, 2)] == [False, True]
    rows = [["Material", "Endurance", "Ref."], ["HfO2", "300", "[3]"], ["TaOx", "500", "this work"]]
    assert ["this_work" in of(interpret(table(rows), vocabulary), r, 1)[0].flags for r in (1, 2)] == [False, True]


def test_boxes_and_cell_flags_are_kept(vocabulary: Vocabulary) -> None:
    box = (1.0, 2.0, 3.0, 4.0)
    cells = (Cell(0, 0, "Device"), Cell(0, 1, "R_ON"), Cell(1, 0, "A"), Cell(1, 1, "1 MΩ", bbox=box, flags=("x",)))
    (reading,) = of(interpret(Table(cells), vocabulary), 1, 1)
    assert reading.bbox == box
    assert "x" in reading.flags


NAMES = {"R_ON": "1 MΩ", "Endurance": "300", "Read voltage": "0.1 V", "ON/OFF ratio": "12", "Retention (s)": "900"}


@given(
    st.permutations(sorted(NAMES)).flatmap(lambda names: st.integers(2, 5).map(lambda n: names[:n])),
    st.integers(min_value=2, max_value=6),
)
@settings(max_examples=60, deadline=None)
def test_turning_a_table_never_changes_what_it_says(names: list[str], devices: int) -> None:
    stubs = [f"Ag/X{chr(65 + number)}" for number in range(devices)]
    rows = [["Device", *stubs], *([name, *[NAMES[name]] * devices] for name in names)]
    turned = [list(column) for column in zip(*rows, strict=True)]
    one, other = interpret(table(rows), VOCABULARY), interpret(table(turned), VOCABULARY)
    assert {one.orientation, other.orientation} == {"devices_as_columns", "devices_as_rows"}
    assert brief(one) == brief(other)


ORIENTATIONS = {
    "neurosim-v3-manual-table1": "devices_as_columns", "neurosim-v3-manual-table2": "devices_as_columns",
    "memsysexplorer-nvm-survey": "devices_as_rows", "review-table1": "devices_as_rows",
    "pub-aguirre2024-t3": "devices_as_rows", "pub-aihwkit-presets-devices": "devices_as_rows",
    "pub-aihwkit-presets-doc": "devices_as_columns", "pub-aos1t1fefet": "devices_as_columns",
    "pub-beolfefet-fig9": "devices_as_columns", "pub-crosssim-devices": "devices_as_rows",
    "pub-de2022-1f1r2-t1": "devices_as_columns", "pub-dnnneurosim2019-t1": "devices_as_columns",
    "pub-fe2d-review-t2": "devices_as_rows", "pub-fefetdram-t1": "devices_as_columns",
    "pub-fefetnvm2016-t3": "devices_as_rows", "pub-frontneuro2019-snn-t3": "devices_as_columns",
    "pub-iscience2020-2dvdw-t2": "devices_as_rows", "pub-itrs2011-memory-t1": "devices_as_columns",
    "pub-jerry2017-fig17": "devices_as_columns", "pub-lanza2019-t1": "long", "pub-mos2chip1-r5": "devices_as_rows",
    "pub-natcomm2022-afefet-t1": "devices_as_rows", "pub-natcomm2024-oan-t2": "devices_as_rows",
    "pub-neohebbian2026-t1": "devices_as_rows", "pub-neurosim-3dv10-t4": "devices_as_columns",
    "pub-neurosim2018-t1": "devices_as_columns", "pub-npj2d2025-t2": "devices_as_rows",
    "pub-npj2d2025-t3": "devices_as_rows", "pub-npjunconv2025-oem-t3": "devices_as_rows",
    "pub-nrl2014-meena-t2": "devices_as_columns", "pub-onef1t-t2": "devices_as_columns",
    "pub-pmc3482632-t1": "devices_as_columns", "pub-xia2019-t1": "devices_as_columns",
    "pub-xia2019-t3": "devices_as_rows", "pub-zigzagcimp-memcap": "long",
}  # fmt: skip


@pytest.mark.reference("evidence/tables")
@pytest.mark.parametrize("name", sorted(ORIENTATIONS))
def test_orientation_of_published_tables(vocabulary: Vocabulary, name: str) -> None:
    with (EVIDENCE / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        result = interpret(table([*csv.reader(file)][:60]), vocabulary)
    assert result.orientation == ORIENTATIONS[name]
    assert result.readings


@pytest.mark.reference("evidence/tables")
def test_selected_cells_of_published_tables(vocabulary: Vocabulary) -> None:
    """(file, row, column, part) -> (parameter, device label, piece), read off the printed tables."""
    meant = {
        ("neurosim-v3-manual-table2", 6, 4, 2): ("reset_pulse_width", "AlOx/HfO2 [4]", "100µs"),
        ("pub-dnnneurosim2019-t1", 4, 9, None): ("r_on", "ECRAM (IBM) [4]", "500M"),
        ("pub-neurosim2018-t1", 4, 1, None): ("r_on", "Ag:a-Si [20]", "26 MΩ"),
        ("pub-natcomm2022-afefet-t1", 14, 4, None): ("energy_per_spike", "AFeFET", "37 fJ"),
        ("pub-fefetnvm2016-t3", 2, 6, None): ("write_energy", "FERAM", "15.0pJ"),
        ("pub-lanza2019-t1", 3, 2, None): ("operating_voltage", "TiN/Hf/HfOx/TiN", "0.5 V"),
        ("pub-xia2019-t3", 3, 7, None): ("endurance", "Ni/TiO2/Ni94", "103 (d.c.)"),
        ("pub-npj2d2025-t2", 1, 6, 2): ("nonlinearity_depression", "MoS2", "5.4"),
        ("pub-onef1t-t2", 3, 1, None): ("write_voltage", "PCM [51]–[53]", "< 3 V"),
        ("pub-itrs2011-memory-t1", 3, 2, None): ("energy_per_bit", "PCM", "2-25"),
        ("pub-frontneuro2019-snn-t3", 3, 1, None): ("accuracy", "This work", "~75%"),
        ("review-table1", 1, 1, None): ("array_size", "Berdan et al. [70]", "5 × 5"),
        ("pub-fe2d-review-t2", 2, 6, None): ("endurance", "α-In2Se3", ">102 cycles"),
        ("pub-iscience2020-2dvdw-t2", 4, 8, None): ("switching_energy", "MoS2/h-BN/Gr/h-BN", "64 pJ"),
    }
    for (name, row, col, part), wanted in meant.items():
        with (EVIDENCE / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            readings = of(interpret(table([*csv.reader(file)]), vocabulary), row, col)
        found = [(one.parameter, one.device_label, one.part_text) for one in readings if one.part == part]
        assert found == [wanted], name


def test_a_name_over_two_columns_is_one_device_and_a_value_over_both_is_read_once(vocabulary: Vocabulary) -> None:
    cells = (
        *(Cell(0, 0, "Device"), Cell(0, 1, "STT-MRAM", colspan=2), Cell(0, 3, "PCM")),
        *(Cell(1, 0, "R_ON"), Cell(1, 1, "3.5 kΩ", colspan=2), Cell(1, 3, "--")),
        *(Cell(2, 0, "Accuracy"), Cell(2, 1, "94%"), Cell(2, 2, "93%"), Cell(2, 3, "90%")),
    )
    result = interpret(Table(cells), vocabulary)
    assert [(one.device_label, str(one.line), one.text) for one in result.readings] == [
        ("STT-MRAM", "c1", "STT-MRAM"),
        ("PCM", "c3", "PCM"),
        ("STT-MRAM", "c1", "3.5 kΩ"),
        ("STT-MRAM", "c1", "94%"),
        ("STT-MRAM", "c1", "93%"),
        ("PCM", "c3", "90%"),
    ]


@pytest.mark.parametrize(("head", "unit"), [("Cell size (F<sup>2</sup>)", "F2"), ("TOPS/W", "TOPS/W")])
def test_head_with_a_raised_digit_and_head_that_is_a_unit(vocabulary: Vocabulary, head: str, unit: str) -> None:
    result = interpret(table([["Device", "R_ON", head], ["HfOx", "1 MΩ", "4"], ["PCM", "2 MΩ", "8"]]), vocabulary)
    (one,) = of(result, 1, 2)
    assert one.header_unit is not None
    assert one.header_unit.replace("^", "") == unit
    (read,) = read_quantities(one.part_markup, header=one.header, parameter=vocabulary.parameters[one.parameter])
    assert read.si_value == pytest.approx({"F2": 4.0, "TOPS/W": 4e12}[unit])


def test_heads_of_two_rows_with_spans_are_no_values(vocabulary: Vocabulary) -> None:
    tops = ((0, "Device", 2, 1), (1, "On/Off", 2, 1), (2, "Levels", 2, 1), (3, "Accuracy", 1, 2))
    body = (("HfOx", "25.0×", "64", "0.95", "0.56 ± 0.27"), ("TaOx", "333.3×", "128", "0.94", "0.69 ± 0.26"))
    cells = (
        *(Cell(0, col, text, rowspan=rows, colspan=cols) for col, text, rows, cols in tops),
        *(Cell(1, 3, "Ideal"), Cell(1, 4, "Realistic")),
        *(Cell(row, col, text) for row, texts in enumerate(body, 2) for col, text in enumerate(texts)),
    )
    result = interpret(Table(cells), vocabulary)
    assert {
        (one.device_label, one.parameter, one.text) for one in result.readings if one.parameter != "device_name"
    } == {
        (row[0], name, text)
        for row in body
        for name, text in zip(("on_off_ratio", "n_states", "accuracy", "accuracy"), row[1:], strict=True)
    }
    assert [one.headers for one in of(result, 2, 4)] == [("Accuracy", "Realistic")]


def test_symbols_beside_values_without_a_head_are_parameters(vocabulary: Vocabulary) -> None:
    result = interpret(table([["R_P", "700 Ω"], ["R_AP", "1400 Ω"], ["TMR", "100%"]]), vocabulary)
    assert brief(result) == {("", "r_on", "700 Ω"), ("", "r_off", "1400 Ω")}


@pytest.mark.parametrize("cell", ["1.2 V / 100 ns", "1.2 V (100 ns)", "100 ns, 1.2 V", "1.2 V @ 100 ns"])
def test_amplitude_and_width_in_one_cell_are_two_values(vocabulary: Vocabulary, cell: str) -> None:
    result = interpret(table([["Device", "Set pulse", "R_ON"], ["HfOx", cell, "1 MΩ"]]), vocabulary)
    found = {(one.parameter, one.part_text) for one in of(result, 1, 1)}
    assert found == {("set_voltage", "1.2 V"), ("set_pulse_width", "100 ns")}


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("5–20 fJ (below 5 fJ with a thinner channel)", "5–20 fJ"),
        ("28 fJ, σ = 6 fJ, all cells", "28 fJ"),
        ("18 fJ (range 12–25) — versus >30 for inference", "18 fJ"),
        ("20 (in potentiation), 30 (in depression)", "20 (in potentiation), 30 (in depression)"),
    ],
)
def test_what_is_said_behind_a_value_is_not_of_it(vocabulary: Vocabulary, cell: str, value: str) -> None:
    result = interpret(table([["Device", "Energy per spike"], ["HfOx", cell], ["TaOx", "3 fJ"]]), vocabulary)
    assert [one.part_text for one in of(result, 1, 1)] == [value]


def test_a_switching_time_of_set_and_of_reset_keeps_its_name_and_its_bound(vocabulary: Vocabulary) -> None:
    rows = [["Device", "Speed (ns)", "R_on"], ["HfOx", "SET<40, RESET<15", "1 kΩ"], ["TaOx", "30", "2 kΩ"]]
    found = of(interpret(table(rows), vocabulary), 1, 1)
    assert [(one.parameter, one.part_text, one.flags[-1]) for one in found] == [
        ("switching_time", "<40", "role:SET"),
        ("switching_time", "<15", "role:RESET"),
    ]


def test_roles_may_stand_beside_a_column_of_units(vocabulary: Vocabulary) -> None:
    rows = [["Parameter", "Unit", "LTP", "LTD"], ["Amplitude", "V", "0.8", "-0.9"], ["Width", "µs", "1", "1.5"]]
    assert brief(interpret(table(rows), vocabulary)) == {
        ("", "set_voltage", "0.8"),
        ("", "reset_voltage", "-0.9"),
        ("", "set_pulse_width", "1"),
        ("", "reset_pulse_width", "1.5"),
    }


def test_the_unit_of_a_quantity_may_stand_behind_it_in_the_caption(vocabulary: Vocabulary) -> None:
    rows = [["Batch", "G_max"], ["B1", "96"], ["B2", "110"]]
    named = Table(table(rows).cells, caption="Table 5. Conductances (µS) of two batches.")
    assert {one.header_unit for one in interpret(named, vocabulary).readings} == {"µS"}


def test_the_sign_of_a_bound_does_not_part_a_cell(vocabulary: Vocabulary) -> None:
    rows = [["Device", "Write/Read energy", "R_on"], ["HfOx", "", "1 kΩ"], ["TaOx", "2 fJ / 1 fJ", "2 kΩ"]]
    bound = Cell(1, 1, "<80 fJ (lowest)", "<b>&lt;80 fJ</b> (lowest)")
    cells = tuple(bound if (one.row, one.col) == (1, 1) else one for one in table(rows).cells)
    found = interpret(Table(cells), vocabulary)
    assert [one.part for one in of(found, 1, 1)] == [None]
    assert [one.part_text for one in of(found, 2, 1)] == ["2 fJ", "1 fJ"]


def test_a_size_and_what_has_it_names_the_device(vocabulary: Vocabulary) -> None:
    rows = [["Array", "Endurance"], ["64 kb HfO2", "10^5"], ["1 Mb TaOx", "10^6"]]
    assert {one for one in brief(interpret(table(rows), vocabulary)) if one[1] == "endurance"} == {
        ("64 kb HfO2", "endurance", "10^5"),
        ("1 Mb TaOx", "endurance", "10^6"),
    }


def test_stacks_under_a_head_of_numbers_name_the_devices(vocabulary: Vocabulary) -> None:
    rows = [
        ["Array", "Efficiency", "Precision", "Cell"],
        ["Ta/HfO2/Pd", "119.7 TOPS/W", "5-8 bit", "1T1R"],
        ["Ti/HfSe2/Au", "1309 TOPS/W", "3 bit", "1S1R"],
    ]
    assert {one[::2] for one in brief(interpret(table(rows), vocabulary)) if one[1] == "n_bits"} == {
        ("Ta/HfO2/Pd", "5-8 bit"),
        ("Ti/HfSe2/Au", "3 bit"),
    }


def test_a_mark_raised_within_a_stack_is_no_part_of_its_name(vocabulary: Vocabulary) -> None:
    rows = [["Structure", "On/off ratio"], ["Al/TiN/OTST<sup>a</sup>/W", "100"], ["Au/HZO/p<sup>+</sup>-Si", "15"]]
    assert {one.device_label for one in interpret(table(rows), vocabulary).readings} == {
        "Al/TiN/OTST/W",
        "Au/HZO/p+-Si",
    }


def test_a_cell_that_names_another_quantity_than_its_head_is_not_told(vocabulary: Vocabulary) -> None:
    rows = [["Device", "R_LRS", "V_SET"], ["A", "V_REF = 3 kΩ", "V_SET = 1.2 V"], ["B", "R_L = 2 kΩ", "0.8 V"]]
    flags = {one.text: one.flags for one in interpret(table(rows), vocabulary).readings}
    assert flags["V_REF = 3 kΩ"] == ("parameter_uncertain",)
    assert flags["V_SET = 1.2 V"] == flags["R_L = 2 kΩ"] == ()


def test_rows_of_operations_are_of_one_device_and_its_voltage_is_that_of_the_driven_line(
    vocabulary: Vocabulary,
) -> None:
    rows = [
        ["1T1R #5", "WL (V)", "BL (V)", "SL (V)", "PW (ns)", "Yield (%)"],
        ["Pristine", "", "", "", "", "99.9"],
        ["Form", "1.4 - 2.0 (0.1 step)", "2.6 - 3.1 (0.1 step)", "0", "1000", "92"],
        ["Reset", "2.5", "0", "2.6", "1000", "90"],
        ["Set", "1.7", "2.4", "0", "1000", "97"],
    ]
    assert brief(interpret(table(rows), vocabulary)) == {
        ("1T1R #5", "gate_voltage", "1.4 - 2.0"),
        ("1T1R #5", "forming_voltage", "2.6 - 3.1"),
        ("1T1R #5", "pulse_width", "1000"),
        ("1T1R #5", "gate_voltage", "2.5"),
        ("1T1R #5", "reset_voltage", "2.6"),
        ("1T1R #5", "reset_pulse_width", "1000"),
        ("1T1R #5", "gate_voltage", "1.7"),
        ("1T1R #5", "set_voltage", "2.4"),
        ("1T1R #5", "set_pulse_width", "1000"),
    }


def test_two_driven_lines_give_no_voltage_over_the_cell(vocabulary: Vocabulary) -> None:
    rows = [["Operation", "BL (V)", "SL (V)", "PW (ns)"], ["Set", "1.2", "0.2", "50"], ["Reset", "0", "1.5", "60"]]
    assert {one[1:] for one in brief(interpret(table(rows), vocabulary))} == {
        ("set_pulse_width", "50"),
        ("reset_voltage", "1.5"),
        ("reset_pulse_width", "60"),
    }


def test_ranges_by_operation_are_of_one_device_without_a_name(vocabulary: Vocabulary) -> None:
    rows = [
        ["Operation", "Voltage range", "Current range"],
        ["Read", "0-0.5 V", "0.5-50 µA"],
        ["Write", "1-2.5 V", "-"],
    ]
    assert brief(interpret(table(rows), vocabulary)) == {
        ("", "read_voltage", "0-0.5 V"),
        ("", "read_current", "0.5-50 µA"),
        ("", "write_voltage", "1-2.5 V"),
    }


def test_operations_beside_devices_stay_values_of_the_devices(vocabulary: Vocabulary) -> None:
    rows = [["Pulse", "HfOx", "TaOx"], ["Set", "1 V/10 ns", "2 V/20 ns"], ["Reset", "-1 V/10 ns", "-2 V/20 ns"]]
    assert {one.device_label for one in interpret(table(rows), vocabulary).readings} == {"HfOx", "TaOx"}


def test_cells_that_are_nothing_but_citation_marks_are_the_references_of_the_devices(vocabulary: Vocabulary) -> None:
    rows = [["Parameter", "HfOx", "TaOx"], ["R_on (Ω)", "100", "4800"], ["出處", "[1, 3]", "[6]"]]
    found = {one for one in brief(interpret(table(rows), vocabulary)) if one[1] == "reference"}
    assert found == {("HfOx", "reference", "[1, 3]"), ("TaOx", "reference", "[6]")}


def test_what_stands_before_the_parameter_words_of_a_list_names_the_devices(vocabulary: Vocabulary) -> None:
    rows = [
        ["Platform", "Metric", "Value", "Notes"],
        ["Core LIF", "energy/spike", "3.27 pJ", "measured"],
        ["Loihi", "energy/synaptic op", "23.6 pJ", "digital"],
    ]
    assert {one for one in brief(interpret(table(rows), vocabulary)) if one[1] != "note"} == {
        ("Core LIF", "energy_per_spike", "3.27 pJ"),
        ("Loihi", "energy_per_spike", "23.6 pJ"),
    }


def test_quantities_under_literature_are_values_and_no_citations(vocabulary: Vocabulary) -> None:
    rows = [
        ["Metric", "Our result", "Literature", "Source"],
        ["Energy/spike", "75 fJ", "37 fJ (AFeFET)", "Nat. Commun. 2022"],
        ["Reset voltage", "-4.0 V", "-2 to -5 V", "Various"],
    ]
    found = brief(interpret(table(rows), vocabulary))
    assert {("Our result", "energy_per_spike", "75 fJ"), ("Literature", "energy_per_spike", "37 fJ (AFeFET)")} <= found


def test_states_given_in_bits_are_bits(vocabulary: Vocabulary) -> None:
    rows = [["Metric", "RRAM", "FeFET"], ["Multi-level", "2-4 bits", "16 states"], ["Endurance", "10^6", "10^9"]]
    found = {one for one in brief(interpret(table(rows), vocabulary)) if one[1] in ("n_bits", "n_states")}
    assert found == {("RRAM", "n_bits", "2-4 bits"), ("FeFET", "n_states", "16 states")}


@pytest.mark.parametrize(
    ("printed", "parameter"),
    [("Endurence", "endurance"), ("Cell percision (bit)", "n_bits"), ("Threshhold voltage (V)", "threshold_voltage")],
)
def test_one_slip_in_a_long_word_of_a_head_is_no_other_word(
    printed: str, parameter: str, vocabulary: Vocabulary
) -> None:
    result = interpret(table([["Material", printed, "R_ON"], ["HfO2", "3", "1 MΩ"]]), vocabulary)
    assert {reading.parameter for reading in of(result, 1, 1)} == {parameter}


@pytest.mark.parametrize("printed", ["Symmetric", "Detention", "Attention"])
def test_a_word_that_only_looks_like_one_of_a_head_is_unknown(printed: str, vocabulary: Vocabulary) -> None:
    result = interpret(table([["Material", printed, "R_ON"], ["HfO2", "3", "1 MΩ"]]), vocabulary)
    assert of(result, 1, 1) == []


@pytest.mark.parametrize("group", ["", "RRAM array"])
def test_a_list_in_groups_without_a_row_of_heads(group: str, vocabulary: Vocabulary) -> None:
    rows = [
        ["RRAM array", "Cell precision", "2 bit"],
        [group, "R<sub>off</sub>/R<sub>on</sub>", "1 MΩ / 100 kΩ"],
        ["ADC", "Precision", "5 bits"],
    ]
    result = interpret(table(rows), vocabulary)
    assert brief(result) >= {
        ("RRAM array", "n_bits", "2 bit"),
        ("RRAM array", "r_off", "1 MΩ"),
        ("RRAM array", "r_on", "100 kΩ"),
        ("ADC", "n_bits", "5 bits"),
    }


@pytest.mark.parametrize(
    ("head", "cell", "expected"),
    [
        ("R_off/R_on", "1 MΩ / 100 kΩ", [("r_off", "1 MΩ"), ("r_on", "100 kΩ")]),
        ("LRS/HRS", "5 kΩ/500 kΩ", [("r_on", "5 kΩ"), ("r_off", "500 kΩ")]),
        ("R_off/R_on", "100", [("on_off_ratio", "100")]),
        ("Technology node", "45 nm and 16 nm CMOS", [("technology_node", "45 nm"), ("technology_node", "16 nm CMOS")]),
        ("Used channel length/width", "100 nm/50 nm", [("feature_size", "100 nm"), ("feature_size", "50 nm")]),
        ("Area per cell", "~3.5 µm<sup>2</sup>", [("area", "~3.5 µm2")]),
    ],
)
def test_two_values_of_one_cell(head: str, cell: str, expected: list[tuple[str, str]], vocabulary: Vocabulary) -> None:
    result = interpret(table([["Material", head, "Endurance"], ["HfO2", cell, "300"]]), vocabulary)
    assert [(reading.parameter, reading.part_text) for reading in of(result, 1, 1)] == expected


def test_works_whose_numbers_are_raised_name_the_columns_and_no_row_below_them(vocabulary: Vocabulary) -> None:
    rows = [
        ["Reference", "This work", "IEDM 2023<sup>39</sup>", "NE 2018<sup>29</sup>", "Roel, M.<sup>23</sup>"],
        ["Technology", "FeFET", "FeFET", "RRAM", "CMOS (APUF)"],
        ["Area per cell", "1 µm<sup>2</sup>", "~2500 µm<sup>2</sup>", "~3.5 µm<sup>2</sup>", "0.2 mm<sup>2</sup>"],
        ["Endurance", "10<sup>6</sup>", "10<sup>4</sup>", "10<sup>5</sup>", ""],
    ]
    result = interpret(table(rows), vocabulary)
    labels = [of(result, 2, col)[0].device_markup for col in range(1, 5)]
    assert labels == rows[0][1:]
