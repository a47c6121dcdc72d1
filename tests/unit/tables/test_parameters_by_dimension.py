"""Tables of a stranger: one dimension along a line tells its parameter; rows of states; two quantities in a cell."""

from __future__ import annotations

import pytest
from memlit.field import Vocabulary, load_vocabulary
from memlit.tables.meaning import Interpretation, interpret
from printed.tables.model import Cell, Table

from tests.builders import ROOT


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary(ROOT / "config/vocabulary.yaml")


def printed(*lines: str) -> Table:
    """A table of the lines, whose cells stand between bars."""
    rows = [[text.strip() for text in line.split("|")] for line in lines]
    return Table(tuple(Cell(row, col, text) for row, texts in enumerate(rows) for col, text in enumerate(texts)))


def values(found: Interpretation) -> set[tuple[str, str, str, str]]:
    """Device, parameter, print and unit of the head of all readings but names."""
    names = {"device_name", "material_stack"}
    return {
        (one.device_label, one.parameter, one.part_text, one.header_unit or "")
        for one in found.readings
        if one.parameter not in names
    }


def test_units_of_row_labels_make_write_and_read_operations_and_no_parameters(vocabulary: Vocabulary) -> None:
    found = interpret(
        printed("Parameter | Write | Read", "Voltage (V) | 2.5 | 0.2", "Time (ns) | 50 | 10", "Energy (pJ) | 4 | 0.01"),
        vocabulary,
    )
    assert values(found) == {
        ("", "write_voltage", "2.5", "V"),
        ("", "read_voltage", "0.2", "V"),
        ("", "write_latency", "50", "ns"),
        ("", "read_latency", "10", "ns"),
        ("", "write_energy", "4", "pJ"),
        ("", "read_energy", "0.01", "pJ"),
    }


def test_units_in_cells_tell_the_parameters_where_heads_have_none(vocabulary: Vocabulary) -> None:
    rows = ("Write time | 10 ns | 50 ns", "Write energy | 2 pJ | 30 pJ", "Endurance | 10^9 cycles | 10^8 cycles")
    upright = interpret(printed("Spin current | LRS type | R_ON type", *rows), vocabulary)
    assert {label for label, _, _, _ in values(upright)} == {"LRS type", "R_ON type"}
    assert {(name, text) for _, name, text, _ in values(upright)} >= {
        ("write_latency", "10 ns"),
        ("write_energy", "30 pJ"),
    }


def test_a_head_that_is_not_known_beside_one_that_is_leaves_the_rows_devices(vocabulary: Vocabulary) -> None:
    found = interpret(
        printed("Material | V_th (V) | t_delay (ns) | Slope", "VO2 | 1.2 | 10 | 3", "NbO2 | 0.9 | 3 | 4"), vocabulary
    )
    assert values(found) == {("VO2", "threshold_voltage", "1.2", "V"), ("NbO2", "threshold_voltage", "0.9", "V")}
    assert [one.text for one in found.unmapped] == ["t_delay (ns)", "Slope"]


STATES = {("r_on", "10", "kΩ"), ("r_off", "1000", "kΩ"), ("g_on", "100", "µS"), ("g_off", "1", "µS")}


def test_rows_and_columns_of_the_two_states_are_no_devices(vocabulary: Vocabulary) -> None:
    rows = interpret(
        printed("State | Resistance (kΩ) | Conductance (µS)", "LRS | 10 | 100", "HRS | 1000 | 1"), vocabulary
    )
    columns = interpret(
        printed("| LRS | HRS", "Resistance (kΩ) | 10 | 1000", "Conductance (µS) | 100 | 1", "V_read (V) | 0.1 | 0.1"),
        vocabulary,
    )
    assert values(rows) == {("", *value) for value in STATES}
    assert values(columns) == {("", *value) for value in (*STATES, ("read_voltage", "0.1", "V"))}
    assert rows.unmapped == columns.unmapped == ()


def test_symbols_alone_are_of_the_state_of_their_row(vocabulary: Vocabulary) -> None:
    found = interpret(printed("| R | G", "ON | 2.5 kΩ | 400 µS", "OFF | 50 kΩ | 20 µS"), vocabulary)
    assert values(found) == {
        *(("", "r_on", "2.5 kΩ", ""), ("", "g_on", "400 µS", "")),
        *(("", "r_off", "50 kΩ", ""), ("", "g_off", "20 µS", "")),
    }


def test_a_column_of_states_beside_devices_says_of_which_state_a_resistance_is(vocabulary: Vocabulary) -> None:
    found = interpret(
        printed("Device | State | Resistance", "HfO2 | LRS | 10 kΩ", "HfO2 | HRS | 1 MΩ", "TaOx | LRS | 2 kΩ"),
        vocabulary,
    )
    assert values(found) == {
        ("HfO2", "r_on", "10 kΩ", ""),
        ("HfO2", "r_off", "1 MΩ", ""),
        ("TaOx", "r_on", "2 kΩ", ""),
    }


@pytest.mark.parametrize(
    ("head", "cell", "parts"),
    [
        ("Write voltage", "2.5 V/50 ns", {("write_voltage", "2.5 V"), ("pulse_width", "50 ns")}),
        ("Operating voltage", "1 V @ 10 ns", {("operating_voltage", "1 V"), ("pulse_width", "10 ns")}),
        ("Write speed", "50 ns @ 2.5 V", {("write_latency", "50 ns"), ("write_voltage", "2.5 V")}),
        ("Switching time", "20 ns (1.5 V)", {("switching_time", "20 ns"), ("programming_voltage", "1.5 V")}),
        ("Programming conditions", "±3 V, 100 ns", {("programming_voltage", "±3 V"), ("pulse_width", "100 ns")}),
        ("Resistance", "10 kΩ (LRS) / 1 MΩ (HRS)", {("r_on", "10 kΩ"), ("r_off", "1 MΩ")}),
        ("Resistance", "HRS: 1 MΩ, LRS: 10 kΩ", {("r_on", "10 kΩ"), ("r_off", "1 MΩ")}),
        ("Conductance", "ON: 50 µS; OFF: 2 µS", {("g_on", "50 µS"), ("g_off", "2 µS")}),
        ("LRS/HRS", "1 MΩ (HRS) / 10 kΩ (LRS)", {("r_on", "10 kΩ"), ("r_off", "1 MΩ")}),
    ],
)
def test_two_quantities_of_a_cell_are_read_apart(
    vocabulary: Vocabulary, head: str, cell: str, parts: set[tuple[str, str]]
) -> None:
    found = interpret(printed(f"Device | {head} | Endurance", f"HfO2 | {cell} | 10^6"), vocabulary)
    assert {(name, text) for _, name, text, _ in values(found)} == {*parts, ("endurance", "10^6")}


def test_a_condition_of_a_time_that_may_be_a_supply_is_no_read_voltage(vocabulary: Vocabulary) -> None:
    found = interpret(printed("Macro | Read latency | Endurance", "A | 10 ns @ 1.2 V | 10^6"), vocabulary)
    assert "read_voltage" not in {name for _, name, _, _ in values(found)}


def test_a_list_under_description_and_value_is_read_down(vocabulary: Vocabulary) -> None:
    found = interpret(
        printed("Description | Value", "Technology node | 14 nm FDSOI", "Film thickness | 10 nm", "Doping | 1e15 cm-3"),
        vocabulary,
    )
    assert {(name, text) for _, name, text, _ in values(found)} == {
        ("technology_node", "14 nm FDSOI"),
        ("thickness", "10 nm"),
    }


def test_pairs_of_words_and_values_without_heads_are_read_each(vocabulary: Vocabulary) -> None:
    found = interpret(
        printed("Set voltage | 1.2 V | Reset voltage | -1.4 V", "Pulse width | 50 ns | Endurance | 10^6"), vocabulary
    )
    assert values(found) == {
        *(("", "set_voltage", "1.2 V", ""), ("", "reset_voltage", "-1.4 V", "")),
        *(("", "pulse_width", "50 ns", ""), ("", "endurance", "10^6", "")),
    }


def test_rows_of_write_and_read_are_operations_though_a_head_is_not_known(vocabulary: Vocabulary) -> None:
    found = interpret(
        printed("Mode | V_disturb | Access time", "Write | 1.2 V | 10 ns", "Read | 0.3 V | 5 ns"), vocabulary
    )
    assert values(found) == {("", "write_latency", "10 ns", ""), ("", "read_latency", "5 ns", "")}
    assert [one.text for one in found.unmapped] == ["V_disturb"]


def test_a_state_of_rest_beside_operations_is_no_device(vocabulary: Vocabulary) -> None:
    found = interpret(printed("| Read | Write | Hold", "Power | 1 mW | 2 mW | 1 nW"), vocabulary)
    assert values(found) == {("", "read_power", "1 mW", ""), ("", "write_power", "2 mW", "")}
