"""Heads as device papers print them: which device a column is of, which pulse a head means, which unit stands below."""

from __future__ import annotations

from pathlib import Path

import pytest
from memlit.field import load_vocabulary
from memlit.reconcile.document import reconcile
from memlit.sources.extract import read_files
from memlit.sources.folder import SOURCE_FILE, read_folder
from printed.tables import read_tables

from tests.builders import ROOT, corpus

VOCABULARY = load_vocabulary(ROOT / "config/vocabulary.yaml")
Found = dict[tuple[str, str], tuple[str, float | None, str | None]]


def found(root: Path, *rows: str, caption: str = "Table 1. Devices", said: str = "") -> Found:
    """(device, parameter) -> (status, value, reason) of a table in HTML; said: what a person says of Table 1."""
    folder = root / "sources" / "doc"
    folder.mkdir(parents=True)
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    page = f"<!doctype html><html><body><table><caption>{caption}</caption>{body}</table></body></html>"
    (folder / "paper.html").write_text(page, encoding="utf-8")
    (folder / SOURCE_FILE).write_text(
        f"tables:\n  - {{file: paper.html, label: Table 1, {said}}}\n" if said else "", encoding="utf-8"
    )
    data = read_files(corpus(root), read_folder(root / "sources", "doc")).data
    readings = [reconcile(datum, (), VOCABULARY) for datum in data if datum.method != "text"]
    return {(one.datum.device, one.parameter): (one.status, one.value, one.reason) for one in readings}


def line(*cells: str) -> str:
    return "".join(f"<td>{cell}</td>" for cell in cells)


def test_columns_under_works_are_those_works_whatever_row_names_a_kind_of_memory(tmp_path: Path) -> None:
    got = found(
        tmp_path,
        line("", "ISSCC’19 [1]", "VLSI’20 [2]", "This work"),
        line("Memory type", "RRAM", "PCM", "RRAM"),
        line("Write voltage (V)", "2.2", "1.8", "1.5"),
    )
    assert {device for device, name in got if name == "write_voltage"} == {"isscc-19", "vlsi-20", "this-work"}


def test_a_column_with_a_mark_alone_is_named_by_its_material(tmp_path: Path) -> None:
    got = found(tmp_path, line("", "[4]", "[5]"), line("Material", "TaOx/HfOx", "PCMO"), line("R_ON", "1 kΩ", "2 kΩ"))
    assert {device for device, name in got if name == "r_on"} == {"taox-hfox", "pcmo"}


def test_letters_in_brackets_say_whether_a_pulse_raises_or_lowers_the_conductance(tmp_path: Path) -> None:
    got = found(tmp_path, line("Device", "Pulse (P)", "Pulse (D)"), line("A", "0.9 V, 100 µs", "−1 V, 20 µs"))
    assert got["a", "set_voltage"][:2] == ("value", 0.9)
    assert got["a", "set_pulse_width"][1] == pytest.approx(1e-4)
    assert got["a", "reset_voltage"][:2] == ("value", -1.0)
    assert got["a", "reset_pulse_width"][1] == pytest.approx(2e-5)


def test_a_role_alone_over_numbers_without_a_unit_is_no_voltage(tmp_path: Path) -> None:
    got = found(tmp_path, line("Cell", "reset", "R_ON (kΩ)"), line("A", "0.01", "12"), line("B", "0.02", "15"))
    assert {name for _, name in got if name.startswith("reset")} == set()
    assert got["b", "r_on"][:2] == ("value", 15000.0)


def test_words_under_a_group_head_say_which_of_its_values_is_meant(tmp_path: Path) -> None:
    head = '<th rowspan="2">Stack</th><th colspan="2">Pulse amplitude (V)</th><th colspan="2">Conductance (nS)</th>'
    got = found(tmp_path, head, line("PGM", "ERS", "max", "min"), line("HZO", "4.0", "−4.2", "210", "3.5"))
    assert got["hzo", "programming_voltage"][1] == 4.0
    assert got["hzo", "erase_voltage"][1] == -4.2
    assert got["hzo", "g_on"][1] == pytest.approx(2.1e-7)
    assert got["hzo", "g_off"][1] == pytest.approx(3.5e-9)


def test_a_unit_below_a_symbol_that_begins_with_its_letter_is_read(tmp_path: Path) -> None:
    got = found(
        tmp_path,
        line("Device", "V<sub>th</sub>", "V<sub>hold</sub>", "Endurance"),
        line("", "(V)", "(mV)", "(cycles)"),
        line("VO2", "1.8", "900", "100"),
        line("NbO2", "1.1", "700", "200"),
    )
    assert got["vo2", "threshold_voltage"][:2] == ("value", 1.8)
    assert got["nbo2", "hold_voltage"][:2] == ("value", 0.7)


def test_a_write_pulse_is_an_amplitude_and_a_width_or_what_its_unit_says(tmp_path: Path) -> None:
    got = found(tmp_path, line("Device", "Write pulse", "Gate pulse (V)"), line("A", "1.2 V/100 ns", "3"))
    assert got["a", "programming_voltage"][1] == 1.2
    assert got["a", "pulse_width"][1] == pytest.approx(1e-7)
    assert got["a", "gate_voltage"][1] == 3.0


def test_two_pulses_under_one_head_are_never_taken_for_one(tmp_path: Path) -> None:
    got = found(tmp_path, line("Device", "Potentiation/Depression pulse"), line("A", "1 V, 10 µs/−1 V, 20 µs"))
    assert (got["a", "set_voltage"][1], got["a", "reset_voltage"][1]) == (1.0, -1.0)
    assert got["a", "set_pulse_width"][1] == pytest.approx(1e-5)
    assert got["a", "reset_pulse_width"][1] == pytest.approx(2e-5)


def test_temperatures_and_powers_of_a_recipe_are_of_no_device(tmp_path: Path) -> None:
    got = found(
        tmp_path,
        line("Layer", "Temperature (°C)", "Power (W)", "Thickness (nm)"),
        line("TiN", "300", "150", "40"),
        caption="Table 1. Deposition conditions",
        said="about: devices",
    )
    assert {name: status for (_, name), (status, _, _) in got.items()} == {
        "temperature": "excluded",
        "power_consumption": "excluded",
        "thickness": "value",
    }


def test_the_delay_of_a_chip_is_of_no_device_and_its_efficiency_is_read(tmp_path: Path) -> None:
    got = found(
        tmp_path,
        line("Device", "R_ON", "Read latency (ms)", "Leakage power (mW)", "TOPS/W", "Accuracy (%)"),
        line("HfOx", "12 kΩ", "0.8", "4", "11", "90"),
        said="about: devices",
    )
    assert got["hfox", "read_latency"][0] == "excluded"
    assert (got["hfox", "read_latency"][2] or "").startswith("circuit")
    assert got["hfox", "energy_efficiency"][0] == "value"
    assert got["hfox", "r_on"][0] == "value"


def test_lines_of_a_cell_that_is_centred_on_its_row_are_one_cell(tmp_path: Path) -> None:
    typst = pytest.importorskip("typst")
    rows = [
        '[LiPON], [10 ms], [60 nS], [500]', '[Nafion], [200 ns], [310– \\ 440 µS], [120]',
        '[ZrO2], [1 s], [0.2– \\ 1.9 µS], [900]',
    ]  # fmt: skip
    source = tmp_path / "page.typ"
    source.write_text(
        "#set page(width: 300pt, height: 300pt, margin: 30pt)\n#set text(size: 8pt)\n#set par(leading: 3pt)\n"
        "Table 1. Cells\n"
        "#table(columns: (60pt, 70pt, 60pt, 60pt), stroke: none, align: center + horizon, table.hline(),\n"
        "[Cell], [Pulse width], [G range], [States], table.hline(),\n" + ",\n".join(rows) + ", table.hline())\n",
        encoding="utf-8",
    )
    path = tmp_path / "page.pdf"
    typst.compile(source, output=path)
    (table,) = read_tables(path).tables
    cells = {(cell.row, cell.col): " ".join(cell.text.split()) for cell in table.cells}
    assert [cells[row, 2] for row in (1, 2, 3)] == ["60 nS", "310– 440 µS", "0.2– 1.9 µS"]
    assert [cells[row, 0] for row in (1, 2, 3)] == ["LiPON", "Nafion", "ZrO2"]


def test_a_group_head_says_which_pulse_amplitude_and_width_are_of(tmp_path: Path) -> None:
    head = '<th rowspan="2">Sample</th><th colspan="2">LTP</th><th colspan="2">Depression process</th>'
    got = found(
        tmp_path, head, line("V (V)", "Width (µs)", "V (V)", "Width (µs)"), line("A", "0.8", "10", "−0.9", "20")
    )
    assert {name: value for (_, name), (status, value, _) in got.items() if status == "value"} == {
        "set_voltage": 0.8,
        "set_pulse_width": pytest.approx(1e-5),
        "reset_voltage": -0.9,
        "reset_pulse_width": pytest.approx(2e-5),
    }


def test_each_half_of_a_pulse_has_its_own_of_the_two_units_in_the_head(tmp_path: Path) -> None:
    got = found(tmp_path, line("Device", "Write pulse (V / ns)"), line("A", "1.8 / 100"))
    assert got["a", "programming_voltage"][1] == 1.8
    assert got["a", "pulse_width"][1] == pytest.approx(1e-7)


def test_works_as_heads_beside_a_column_of_parameters_are_devices(tmp_path: Path) -> None:
    got = found(
        tmp_path,
        line("Parameter", "This work", "Ref. [3]", "Ref. [7]"),
        line("Device", "NbO2 memristor", "28-nm FDSOI", "VO2 memristor"),
        line("Threshold voltage", "0.92 V", "0.3 V", "1.9 V"),
    )
    values = {device: value for (device, name), (_, value, _) in got.items() if name == "threshold_voltage"}
    assert sorted(value for value in values.values() if value is not None) == [0.3, 0.92, 1.9]
    assert values["this-work"] == 0.92


def test_a_unit_that_the_caption_gives_for_all_is_that_of_heads_without_one(tmp_path: Path) -> None:
    caption = "Table 1. Conditions (voltages in V, times in ms)"
    got = found(
        tmp_path,
        line("Tunnel oxide", "V<sub>PGM</sub>", "Pulse width", "On/off ratio"),
        line("3 nm", "7", "0.1", "30"),
        line("4 nm", "9", "0.5", "50"),
        caption=caption,
    )
    assert got["3-nm", "programming_voltage"][:2] == ("value", 7.0)
    assert got["4-nm", "pulse_width"][1] == pytest.approx(5e-4)
    assert got["4-nm", "on_off_ratio"][1] == 50


def test_variation_of_cycles_and_of_devices_in_one_cell_are_two_values(tmp_path: Path) -> None:
    got = found(tmp_path, line("Device", "Variation (C2C/D2D)"), line("A", "2%/6%"), line("B", "3.5%/–"))
    assert got["a", "cycle_to_cycle"][1] == pytest.approx(0.02)
    assert got["a", "device_to_device"][1] == pytest.approx(0.06)
    assert [name for device, name in got if device == "b" and name != "device_name"] == ["cycle_to_cycle"]


def test_rows_of_set_and_of_reset_are_one_device_with_the_values_of_both(tmp_path: Path) -> None:
    got = found(
        tmp_path,
        line("Cell", "Process", "Voltage (V)", "Current (µA)", "Endurance"),
        line("HfO2", "SET", "1.3", "80", "100"),
        line("HfO2", "RESET", "−1.6", "120", "100"),
        line("TaOx", "SET", "0.9", "200", "300"),
        line("TaOx", "RESET", "−1.1", "250", "300"),
    )
    assert {device for device, _ in got} == {"hfo2", "taox"}
    assert [got["hfo2", name][1] for name in ("set_voltage", "reset_voltage")] == [1.3, -1.6]
    assert got["taox", "set_current"][1] == pytest.approx(2e-4)
    assert got["taox", "reset_current"][1] == pytest.approx(2.5e-4)


def test_two_names_with_a_bar_and_a_unit_are_two_parameters_and_no_ratio(tmp_path: Path) -> None:
    head = line("Device", "VP/VD (V)", "Gmax/Gmin (µS)", "G<sub>max</sub>/G<sub>min</sub>", "Set voltage/time")
    got = found(tmp_path, head, line("A", "2.4/−2.1", "85/12", "7.1", "1.1 V/50 ns"))
    assert (got["a", "set_voltage"][0], got["a", "reset_voltage"][1]) == ("value", -2.1)
    assert got["a", "g_on"][1] == pytest.approx(85e-6)
    assert got["a", "g_off"][1] == pytest.approx(12e-6)
    assert got["a", "on_off_ratio"][:2] == ("value", 7.1)
    assert got["a", "set_pulse_width"][1] == pytest.approx(50e-9)


def test_one_value_under_a_head_of_two_of_one_kind_is_not_used(tmp_path: Path) -> None:
    got = found(tmp_path, line("Device", "Gmax/Gmin (µS)", "Endurance"), line("A", "15", "100"))
    assert {name for (_, name), (status, _, _) in got.items() if status == "value"} == {"endurance"}


def test_columns_of_potentiation_and_depression_below_a_device_are_its_two_pulses(tmp_path: Path) -> None:
    head = '<th></th><th colspan="2">Cell 1</th><th colspan="2">Cell 2</th>'
    pulses = line("Amplitude (V)", "1.2", "−1.4", "1.0", "−1.1")
    got = found(
        tmp_path, head, line("", "P", "D", "P", "D"), pulses, line("Nonlinearity", "1.3", "−2.2", "0.9", "−1.1")
    )
    assert got["cell-1", "set_voltage"][1] == 1.2
    assert got["cell-2", "reset_voltage"][1] == -1.1
    assert got["cell-1", "nonlinearity_depression"][1] == -2.2


def test_set_and_reset_as_the_only_heads_are_pulses_of_one_device(tmp_path: Path) -> None:
    got = found(
        tmp_path, line("", "SET", "RESET"), line("Voltage (V)", "1.4", "−1.5"), line("Pulse width (ns)", "50", "80")
    )
    assert {device for device, _ in got} == {"device-t1"}
    assert {name for _, name in got} == {"set_voltage", "reset_voltage", "set_pulse_width", "reset_pulse_width"}


def test_a_cell_that_names_both_directions_has_a_value_of_each(tmp_path: Path) -> None:
    head = line("Device", "Operation voltage", "Retention")
    got = found(tmp_path, head, line("A", "SET: −1.8 V<br>RESET: 2.2 V", "6 h"))
    assert (got["a", "set_voltage"][1], got["a", "reset_voltage"][1]) == (-1.8, 2.2)


def test_lines_of_statistics_name_no_device_and_their_spreads_and_ends_are_not_used(tmp_path: Path) -> None:
    got = found(
        tmp_path,
        line("", "", "V<sub>set</sub> (V)", "LRS (kΩ)", "HRS (kΩ)"),
        line("Lot 1", "mean", "1.02", "6.4", "118"),
        line("", "std. dev.", "0.11", "0.8", "41"),
        line("", "max", "1.30", "8.1", "240"),
    )
    used = {value for (_, name), (status, value, _) in got.items() if status == "value" and name == "set_voltage"}
    assert used == {1.02}


def test_what_is_asked_for_is_not_what_a_device_gave(tmp_path: Path) -> None:
    got = found(tmp_path, line("", "VO2", "Target"), line("R_ON", "1 kΩ", "5 kΩ"), line("Endurance", "10", "10000"))
    assert got["target", "endurance"][0] == "excluded"
    assert got["vo2", "endurance"][:2] == ("value", 10.0)


def test_parameters_may_stand_in_the_second_column_of_a_list(tmp_path: Path) -> None:
    got = found(
        tmp_path,
        line("Device", "Parameter", "Value", "Unit"),
        line("A", "Set voltage", "0.35", "V"),
        line("A", "Pulse width", "10", "µs"),
        line("B", "Set voltage", "0.9", "V"),
    )
    assert got["a", "set_voltage"][1] == 0.35
    assert got["b", "set_voltage"][1] == 0.9
    assert got["a", "pulse_width"][1] == pytest.approx(1e-5)


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        (("Block|Area (µm²)|Power (µW)", "Integrator|210|41", "Comparator|36|8"), set()),
        (("Dataset|Accuracy (%)|Write pulses", "MNIST|96.4|3100000"), set()),
        (("Test|Voltage (V)|Temperature (°C)", "Cycling|2.5|85"), set()),
        (("Learning rate|0.1", "Batch size|32", "Pulse width|50 ns", "Threshold voltage|0.5 V"), set()),
        (("|Lot 1|Lot 2", "R_ON|1 kΩ|2 kΩ", "Array level|Array level|Array level", "Area|1 mm²|2 mm²"), {"r_on"}),
    ],
)
def test_numbers_of_blocks_data_tests_networks_and_arrays_are_not_used(
    tmp_path: Path, rows: tuple[str, ...], kept: set[str]
) -> None:
    got = found(tmp_path, *(line(*row.split("|")) for row in rows))
    assert {name for (_, name), (status, _, _) in got.items() if status == "value"} == kept


def test_lists_beside_each_other_keep_their_own_names(tmp_path: Path) -> None:
    got = found(
        tmp_path,
        line("Parameter", "Value", "Parameter", "Value"),
        line("Low resistance", "4.4 kΩ", "Series resistance", "150 Ω"),
        line("High resistance", "130 kΩ", "SET voltage", "0.8 V"),
    )
    values = {name: value for (_, name), (status, value, _) in got.items() if status == "value"}
    assert values == {"r_on": 4400.0, "r_off": 130000.0, "set_voltage": 0.8}


def test_a_row_is_named_by_its_electrode_or_its_size_where_nothing_else_names_it(tmp_path: Path) -> None:
    by_electrode = found(tmp_path / "a", line("Top electrode", "LRS (kΩ)"), line("Ti", "5.6"), line("Ta", "3.9"))
    assert {"ti", "ta"} == {device for device, name in by_electrode if name == "r_on"}
    by_size = found(tmp_path / "b", line("d (µm)", "LRS (kΩ)"), line("0.2", "5.6"), line("5", "3.9"))
    assert {value for value in by_size.values() if value[0] == "value"} == {
        ("value", 5600.0, None),
        ("value", 3900.0, None),
    }
    assert not any(device.startswith("device-") for device, name in by_size if name == "r_on")


def test_a_column_of_ltp_and_ltd_beside_the_names_tells_the_pulse(tmp_path: Path) -> None:
    got = found(
        tmp_path,
        line("", "", "TiN/HfO2", "TiN/ZrO2"),
        '<td rowspan="2">Amplitude [V]</td>' + line("LTP", "1.05", "1.2"),
        line("LTD", "−1.15", "−1.35"),
        '<td rowspan="2">Width [µs]</td>' + line("LTP", "2", "5"),
        line("LTD", "4", "6"),
    )
    assert got["tin-hfo2", "set_voltage"][:2] == ("value", 1.05)
    assert got["tin-zro2", "reset_voltage"][:2] == ("value", -1.35)
    assert got["tin-hfo2", "set_pulse_width"][1] == pytest.approx(2e-6)
    assert got["tin-zro2", "reset_pulse_width"][1] == pytest.approx(6e-6)


def test_two_states_under_one_head_are_two_resistances(tmp_path: Path) -> None:
    got = found(tmp_path, line("Cell", "LRS / HRS"), line("A1", "9 kΩ / 210 kΩ"), line("B1", "3.2 kΩ / 24 kΩ"))
    assert got["a1", "r_on"][:2] == ("value", 9000.0)
    assert got["b1", "r_off"][:2] == ("value", 24000.0)


def test_set_and_reset_below_the_names_of_two_devices(tmp_path: Path) -> None:
    got = found(
        tmp_path,
        '<td></td><td colspan="2">Crossbar A</td><td colspan="2">Crossbar B</td>',
        line("", "SET", "RESET", "SET", "RESET"),
        line("Pulse voltage (V)", "1.5", "−1.7", "2.2", "−2.4"),
        line("Pulse width (ns)", "500", "800", "100", "200"),
    )
    assert got["crossbar-a", "set_voltage"][:2] == ("value", 1.5)
    assert got["crossbar-b", "reset_voltage"][:2] == ("value", -2.4)
    assert got["crossbar-a", "reset_pulse_width"][1] == pytest.approx(8e-7)
    assert got["crossbar-b", "set_pulse_width"][1] == pytest.approx(1e-7)


def test_an_interval_of_a_train_is_not_the_width_of_its_pulses(tmp_path: Path) -> None:
    got = found(
        tmp_path,
        line("Setting", "LTP", "LTD"),
        line("Pulse width", "50 µs", "60 µs"),
        line("Interval", "10 ms", "10 ms"),
    )
    widths = {name: value for (_, name), (_, value, _) in got.items() if name.endswith("pulse_width")}
    assert widths == {"set_pulse_width": pytest.approx(5e-5), "reset_pulse_width": pytest.approx(6e-5)}


def test_symbols_of_a_pair_tell_each_other_where_they_stand_apart(tmp_path: Path) -> None:
    got = found(tmp_path, line("Device", "V<sub>p</sub> (V)", "V<sub>d</sub> (V)"), line("A", "0.9", "−1"))
    assert (got["a", "set_voltage"][1], got["a", "reset_voltage"][1]) == (0.9, -1.0)
    alone = found(tmp_path / "alone", line("Device", "V<sub>d</sub> (V)", "R_ON (kΩ)"), line("A", "0.9", "2"))
    assert ("a", "reset_voltage") not in alone


@pytest.mark.parametrize(
    ("head", "cell", "parameter", "value"),
    [
        ("Window", "14", "on_off_ratio", 14.0),
        ("Memory window (V)", "1.2", "memory_window", 1.2),
        ("Window", "0.9 V", "memory_window", 0.9),
        ("t<sub>HfOx</sub> (nm)", "5", "thickness", 5e-9),
        ("V<sub>w</sub> (V)", "2", "write_voltage", 2.0),
        ("Forming (V)", "3.1", "forming_voltage", 3.1),
    ],
)
def test_short_heads_of_comparisons(tmp_path: Path, head: str, cell: str, parameter: str, value: float) -> None:
    got = found(tmp_path, line("Device", head, "R_ON (kΩ)"), line("A", cell, "2"), line("B", cell, "3"))
    assert got["a", parameter][:2] == ("value", pytest.approx(value))


def test_a_mark_of_a_footnote_is_no_letter_of_the_device(tmp_path: Path) -> None:
    got = found(tmp_path, line("Device", "R_ON (kΩ)"), line("W<sup>a</sup>", "2"), line("Pt<sup>*</sup>", "3"))
    assert {device for device, _ in got} == {"w", "pt"}


def test_thicknesses_that_tell_the_rows_apart_name_them(tmp_path: Path) -> None:
    got = found(tmp_path, line("Barrier thickness", "R_ON (kΩ)"), line("2 nm", "2"), line("3 nm", "7"))
    assert got["3-nm", "r_on"][1] == 7000.0


def test_a_role_below_a_head_is_said_of_it(tmp_path: Path) -> None:
    over = '<td></td><td colspan="2">Nonlinearity factor</td><td colspan="2">Width (ns)</td>'
    got = found(tmp_path, over, line("Device", "LTP", "LTD", "P", "D"), line("A", "0.8", "1.4", "5", "6"))
    assert (got["a", "nonlinearity_potentiation"][1], got["a", "nonlinearity_depression"][1]) == (0.8, 1.4)
    assert got["a", "set_pulse_width"][1] == pytest.approx(5e-9)
    assert got["a", "reset_pulse_width"][1] == pytest.approx(6e-9)


def test_a_unit_behind_the_last_of_two_values_is_that_of_both(tmp_path: Path) -> None:
    got = found(tmp_path, line("Device", "Operating voltage (Set/Reset)"), line("A", "0.31/−0.42 V"))
    assert (got["a", "set_voltage"][1], got["a", "reset_voltage"][1]) == (0.31, -0.42)


def test_as_many_pulses_up_as_down_are_one_number(tmp_path: Path) -> None:
    got = found(tmp_path, line("Device", "No. of pulses (P/D)"), line("A", "30/30"), line("B", "30/50"))
    assert (got["a", "n_pulses"][1], got["b", "n_pulses"][0]) == (30, "flagged")


def test_roles_in_brackets_are_said_of_a_write_pulse(tmp_path: Path) -> None:
    heads = line("Device", "V<sub>write</sub> (P/D)", "Write pulse width (P/D)", "t<sub>p</sub> / t<sub>d</sub> (µs)")
    got = found(tmp_path, heads, line("A", "1.6 V/1.8 V", "400 ns/75 ns", ""), line("B", "", "", "1/2"))
    assert (got["a", "set_voltage"][1], got["a", "reset_voltage"][1]) == (1.6, 1.8)
    assert got["a", "reset_pulse_width"][1] == pytest.approx(75e-9)
    assert got["b", "reset_pulse_width"][1] == pytest.approx(2e-6)


@pytest.mark.parametrize(
    "heads",
    [
        ('<td rowspan="2">Parameter</td><td colspan="2">Supplier</td>', "<td>A</td><td>B</td>"),
        ('<td></td><td colspan="2">Supplier</td>', "<td>Parameter</td><td>A</td><td>B</td>"),
    ],
)
def test_devices_below_a_head_over_all_of_them_are_told_apart(tmp_path: Path, heads: tuple[str, str]) -> None:
    got = found(tmp_path, *heads, line("SET voltage (V)", "2.2", "1.9"), line("LRS (kΩ)", "12", "15"))
    assert (got["a", "set_voltage"][1], got["b", "r_on"][1]) == (2.2, 15000.0)


def test_amplitude_and_width_below_the_head_of_a_pulse_are_of_that_pulse(tmp_path: Path) -> None:
    over = '<td></td><td colspan="2">Program</td><td colspan="2">Erase</td>'
    heads = line("Device", "V (V)", "t (µs)", "V (V)", "Width (µs)")
    got = found(tmp_path, over, heads, line("A", "3.5", "1", "−3", "20"))
    assert (got["a", "programming_voltage"][1], got["a", "erase_voltage"][1]) == (3.5, -3.0)
    assert got["a", "pulse_width"][1] == pytest.approx(1e-6)
    assert got["a", "erase_latency"][1] == pytest.approx(2e-5)


def test_two_pulses_in_one_cell(tmp_path: Path) -> None:
    head = line("Device", "Programming conditions (LTP / LTD)")
    got = found(tmp_path, head, line("A", "1.0 V, 100 ns / −1.2 V, 200 ns"), line("B", "1 V/1 µs, −2 V/3 µs"))
    assert (got["a", "set_voltage"][1], got["a", "reset_voltage"][1], got["b", "reset_voltage"][1]) == (1.0, -1.2, -2.0)
    assert got["a", "reset_pulse_width"][1] == pytest.approx(2e-7)
    assert got["b", "set_pulse_width"][1] == pytest.approx(1e-6)


def test_the_unit_of_two_pulses_says_which_of_their_values_a_cell_holds(tmp_path: Path) -> None:
    got = found(tmp_path, line("Device", "SET / RESET (V)", "SET / RESET (ns)"), line("A", "0.5 / −0.6", "20 / 30"))
    assert (got["a", "set_voltage"][1], got["a", "reset_voltage"][1]) == (0.5, -0.6)
    assert got["a", "reset_pulse_width"][1] == pytest.approx(3e-8)


def test_two_pulses_without_a_role_give_no_pulse(tmp_path: Path) -> None:
    got = found(tmp_path, line("Device", "Pulse scheme", "R_ON"), line("A", "3 V, 40 ms / −3 V, 10 ms", "1 kΩ"))
    assert {name for (_, name), (status, _, _) in got.items() if status == "value"} == {"r_on"}


@pytest.mark.parametrize("units", [("V", "ns", "V", "ns"), ("V (V)", "t (ns)", "V (V)", "t (ns)")])
def test_units_below_the_head_of_a_pulse_say_amplitude_and_width(tmp_path: Path, units: tuple[str, ...]) -> None:
    over = '<td></td><td colspan="2">SET pulse</td><td colspan="2">RESET pulse</td>'
    got = found(tmp_path, over, line("Device", *units), line("A", "0.8", "50", "−0.9", "60"))
    assert (got["a", "set_voltage"][1], got["a", "reset_voltage"][1]) == (0.8, -0.9)
    assert got["a", "set_pulse_width"][1] == pytest.approx(5e-8)
    assert got["a", "reset_pulse_width"][1] == pytest.approx(6e-8)


def test_a_spread_in_brackets_is_left_out_where_the_table_says_so(tmp_path: Path) -> None:
    rows = (line("Device", "R_ON (kΩ)"), line("A", "4.1 (0.6)"))
    said = found(
        tmp_path / "said", *rows, caption="Table 1. Means (standard deviations in brackets)", said="about: devices"
    )
    assert said["a", "r_on"][:2] == ("value", 4100.0)
    assert found(tmp_path / "not", *rows)["a", "r_on"][0] == "flagged"


def test_a_number_of_pulses_beside_a_pulse_costs_no_width(tmp_path: Path) -> None:
    got = found(tmp_path, line("Device", "LTP", "R_ON"), line("A", "1.2 V, 50 ns, 100 pulses", "1 kΩ"))
    assert got["a", "set_voltage"][1] == 1.2
    assert got["a", "set_pulse_width"][1] == pytest.approx(5e-8)


@pytest.mark.parametrize("head", ["Programming pulse", "Pulse amplitude/width", "Pulse width/amplitude"])
@pytest.mark.parametrize("cell", ["100 ns/1.5 V", "1.5 V/100 ns"])
def test_the_units_of_a_pulse_say_which_of_its_parts_is_the_width(tmp_path: Path, head: str, cell: str) -> None:
    got = found(tmp_path, line("Device", head, "R_ON"), line("A", cell, "1 kΩ"))
    assert got["a", "programming_voltage"][:2] == ("value", 1.5)
    assert got["a", "pulse_width"][0] == "value"
    assert got["a", "pulse_width"][1] == pytest.approx(1e-7)


def test_on_and_off_voltages_of_one_sign_may_be_threshold_and_hold(tmp_path: Path) -> None:
    got = found(tmp_path, line("Device", "V_on/V_off (V)"), line("A", "0.3/0.1"), line("B", "0.9/−0.7"))
    assert got["a", "set_voltage"][0] == "flagged"
    assert (got["b", "set_voltage"][1], got["b", "reset_voltage"][1]) == (0.9, -0.7)


def test_a_quantity_over_its_unit_without_blanks_gives_the_unit(tmp_path: Path) -> None:
    got = found(
        tmp_path, line("Layer", "Read/V", "Retention/s", "LRS/kΩ"), line("PVK", "0.5", "5 × 10<sup>4</sup>", "12")
    )
    assert got["pvk", "read_voltage"][:2] == ("value", 0.5)
    assert got["pvk", "retention"][:2] == ("value", 5e4)
    assert got["pvk", "r_on"][:2] == ("value", 12e3)


def test_a_column_that_explains_symbols_says_what_they_mean(tmp_path: Path) -> None:
    got = found(
        tmp_path,
        line("Symbol", "Meaning", "Chip 1", "Chip 2"),
        line("V<sub>e</sub>", "erase amplitude", "−1.8 V", "−1.7 V"),
        line("V<sub>r</sub>", "read voltage", "0.2 V", "0.1 V"),
    )
    assert got["chip-2", "erase_voltage"][:2] == ("value", -1.7)
    assert got["chip-1", "read_voltage"][:2] == ("value", 0.2)


def test_a_column_that_describes_symbols_is_no_device(tmp_path: Path) -> None:
    got = found(
        tmp_path,
        line("Symbol", "Description", "Value"),
        line("V<sub>set</sub>", "Set voltage", "1 V"),
        line("R<sub>ON</sub>", "ON resistance", "1 kΩ"),
        line("V<sub>read</sub>", "Read voltage", "0.1 V"),
    )
    assert {device for device, _ in got} == {"device-t1"}
    assert {name: got["device-t1", name][1] for name in ("set_voltage", "r_on", "read_voltage")} == {
        "set_voltage": 1.0,
        "r_on": 1000.0,
        "read_voltage": 0.1,
    }


def test_a_symbol_in_the_cell_says_which_latency_it_is_and_a_delay_after_a_write_is_none(tmp_path: Path) -> None:
    got = found(
        tmp_path,
        line("", "FeNAND", "CTF"),
        line("Cell write speed", "tPRG &lt; 20 µs", "tPRG ~ 100 µs"),
        line("Cell write speed", "tERS ~ 1 ms", "tERS ~ 2 ms"),
        line("Read-after-write delay", "40 ns", "0.1 s"),
    )
    told = {
        name: (status, value)
        for (device, name), (status, value, _) in got.items()
        if device == "ctf" and status != "text"
    }
    assert told == {"write_latency": ("value", 1e-4), "erase_latency": ("value", 2e-3)}


def test_an_energy_for_a_bit_under_a_bare_head_is_one_for_a_bit(tmp_path: Path) -> None:
    got = found(
        tmp_path,
        line("", "FeFET", "This work"),
        line("Energy", "1 fJ/bit", "2 fJ/bit"),
        line("R_ON", "1 kΩ", ""),
        said="about: devices",
    )
    assert got["fefet", "energy_per_bit"][:2] == ("value", 1e-15)
