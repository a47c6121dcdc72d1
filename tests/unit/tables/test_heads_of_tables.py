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


def test_a_column_with_a_mark_alone_is_named_by_its_material(tmp_path: Path) -> None:
    got = found(tmp_path, line("", "[4]", "[5]"), line("Material", "TaOx/HfOx", "PCMO"), line("R_ON", "1 kΩ", "2 kΩ"))
    assert {device for device, name in got if name == "r_on"} == {"taox-hfox", "pcmo"}


def test_words_under_a_group_head_say_which_of_its_values_is_meant(tmp_path: Path) -> None:
    head = '<th rowspan="2">Stack</th><th colspan="2">Pulse amplitude (V)</th><th colspan="2">Conductance (nS)</th>'
    got = found(tmp_path, head, line("PGM", "ERS", "max", "min"), line("HZO", "4.0", "−4.2", "210", "3.5"))
    assert got["hzo", "programming_voltage"][1] == 4.0
    assert got["hzo", "erase_voltage"][1] == -4.2
    assert got["hzo", "g_on"][1] == pytest.approx(2.1e-7)
    assert got["hzo", "g_off"][1] == pytest.approx(3.5e-9)


def test_two_pulses_under_one_head_are_never_taken_for_one(tmp_path: Path) -> None:
    got = found(tmp_path, line("Device", "Potentiation/Depression pulse"), line("A", "1 V, 10 µs/−1 V, 20 µs"))
    assert (got["a", "set_voltage"][1], got["a", "reset_voltage"][1]) == (1.0, -1.0)
    assert got["a", "set_pulse_width"][1] == pytest.approx(1e-5)
    assert got["a", "reset_pulse_width"][1] == pytest.approx(2e-5)


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


def test_each_half_of_a_pulse_has_its_own_of_the_two_units_in_the_head(tmp_path: Path) -> None:
    got = found(tmp_path, line("Device", "Write pulse (V / ns)"), line("A", "1.8 / 100"))
    assert got["a", "programming_voltage"][1] == 1.8
    assert got["a", "pulse_width"][1] == pytest.approx(1e-7)


def test_variation_of_cycles_and_of_devices_in_one_cell_are_two_values(tmp_path: Path) -> None:
    got = found(tmp_path, line("Device", "Variation (C2C/D2D)"), line("A", "2%/6%"), line("B", "3.5%/–"))
    assert got["a", "cycle_to_cycle"][1] == pytest.approx(0.02)
    assert got["a", "device_to_device"][1] == pytest.approx(0.06)
    assert [name for device, name in got if device == "b" and name != "device_name"] == ["cycle_to_cycle"]


def test_a_cell_that_names_both_directions_has_a_value_of_each(tmp_path: Path) -> None:
    head = line("Device", "Operation voltage", "Retention")
    got = found(tmp_path, head, line("A", "SET: −1.8 V<br>RESET: 2.2 V", "6 h"))
    assert (got["a", "set_voltage"][1], got["a", "reset_voltage"][1]) == (-1.8, 2.2)


def test_a_mark_of_a_footnote_is_no_letter_of_the_device(tmp_path: Path) -> None:
    got = found(tmp_path, line("Device", "R_ON (kΩ)"), line("W<sup>a</sup>", "2"), line("Pt<sup>*</sup>", "3"))
    assert {device for device, _ in got} == {"w", "pt"}


def test_a_unit_behind_the_last_of_two_values_is_that_of_both(tmp_path: Path) -> None:
    got = found(tmp_path, line("Device", "Operating voltage (Set/Reset)"), line("A", "0.31/−0.42 V"))
    assert (got["a", "set_voltage"][1], got["a", "reset_voltage"][1]) == (0.31, -0.42)


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


def test_two_pulses_in_one_cell(tmp_path: Path) -> None:
    head = line("Device", "Programming conditions (LTP / LTD)")
    got = found(tmp_path, head, line("A", "1.0 V, 100 ns / −1.2 V, 200 ns"), line("B", "1 V/1 µs, −2 V/3 µs"))
    assert (got["a", "set_voltage"][1], got["a", "reset_voltage"][1], got["b", "reset_voltage"][1]) == (1.0, -1.2, -2.0)
    assert got["a", "reset_pulse_width"][1] == pytest.approx(2e-7)
    assert got["b", "set_pulse_width"][1] == pytest.approx(1e-6)


def test_a_number_of_pulses_beside_a_pulse_costs_no_width(tmp_path: Path) -> None:
    got = found(tmp_path, line("Device", "LTP", "R_ON"), line("A", "1.2 V, 50 ns, 100 pulses", "1 kΩ"))
    assert got["a", "set_voltage"][1] == 1.2
    assert got["a", "set_pulse_width"][1] == pytest.approx(5e-8)


def test_an_energy_for_a_bit_under_a_bare_head_is_one_for_a_bit(tmp_path: Path) -> None:
    got = found(
        tmp_path,
        line("", "FeFET", "This work"),
        line("Energy", "1 fJ/bit", "2 fJ/bit"),
        line("R_ON", "1 kΩ", ""),
        said="page: 1",
    )
    assert got["fefet", "energy_per_bit"][:2] == ("value", 1e-15)
