"""Numbers of circuits, networks, processes and look-up tables are set aside with a reason; those of devices stay."""

from __future__ import annotations

from pathlib import Path

import pytest
from memlit.datum import Datum
from memlit.field import Vocabulary, load_vocabulary
from memlit.sources.attribution.not_a_device_value import TABLE_RULES
from memlit.sources.attribution.table_place import TablePlace, places_of_readings
from memlit.sources.extract import read_files
from memlit.sources.folder import read_folder
from memlit.tables.meaning import interpret
from printed.ordered_rules import TradeRule, first_that_holds
from printed.tables.model import Cell, Table

from tests.builders import ROOT, corpus


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary(ROOT / "config/vocabulary.yaml")


def printed_table(example: str) -> Table:
    """A table of lines parted by semicolons and cells parted by bars; a line without a bar is a note."""
    lines = example.split("; ")
    rows = [line.split("|") for line in lines if "|" in line]
    cells = []
    for row, texts in enumerate(rows):
        for col, text in enumerate(texts):
            plain = text.strip().replace("<sup>b</sup>", "")
            cells.append(Cell(row, col, plain, text.strip()))
    return Table(tuple(cells), notes=tuple(line for line in lines if "|" not in line))


@pytest.mark.parametrize("rule", TABLE_RULES, ids=lambda rule: rule.name)
def test_a_rule_decides_its_printed_example(rule: TradeRule[TablePlace], vocabulary: Vocabulary) -> None:
    units = {name: parameter.unit for name, parameter in vocabulary.parameters.items()}
    table = printed_table(rule.example)
    places = places_of_readings(table, interpret(table, vocabulary), units)
    decided = {found.name for place in places if (found := first_that_holds(TABLE_RULES, place)) is not None}
    assert decided == {rule.name}


def mined(root: Path, *rows: str) -> dict[str, Datum]:
    folder = root / "sources" / "doc"
    folder.mkdir(parents=True)
    lines = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row.split('|'))}</tr>" for row in rows)
    text = f"<!doctype html><html><body><table><caption>Table 1</caption>{lines}</table></body></html>"
    (folder / "paper.html").write_text(text, encoding="utf-8")
    # What a rule leaves out stays out where a person says that the table is one of devices.
    said = "tables: [{file: paper.html, label: Table 1, about: devices}]"
    (folder / "source.yaml").write_text(said, encoding="utf-8")
    return {datum.printed.text: datum for datum in read_files(corpus(root), read_folder(root / "sources", "doc")).data}


def reason(datum: Datum) -> str | None:
    return datum.excluded.partition(":")[0] if datum.excluded else None


def test_costs_of_a_benchmarked_circuit_are_no_devices_and_its_devices_stay(tmp_path: Path) -> None:
    found = mined(
        tmp_path,
        "Device|PCMO|EpiRAM",
        "R_ON|23 MΩ|81 kΩ",
        "Area|1071 µm2|1546 µm2",
        "Leakage power|35.29 µW|36 µW",
        "Latency|7E8 s|2 s",
        "Accuracy|41%|92%",
    )
    assert [reason(found[text]) for text in ("1071 µm2", "35.29 µW")] == ["circuit", "circuit"]
    assert [reason(found[text]) for text in ("23 MΩ", "41%")] == [None, None]


def test_area_and_power_of_devices_stay(tmp_path: Path) -> None:
    found = mined(tmp_path, "Device|Area|Power consumption|R_ON", "HfOx|0.01 µm2|2 µW|1 MΩ", "TaOx|0.04 µm2|3 µW|2 MΩ")
    assert {reason(datum) for datum in found.values()} == {None}


def test_parts_of_a_circuit_are_named_in_the_row(tmp_path: Path) -> None:
    found = mined(tmp_path, "Component|Area|Power", "ADC|20 µm2|2 mW", "RRAM cell|1 µm2|3 mW")
    assert [reason(found[text]) for text in ("20 µm2", "2 mW", "1 µm2")] == ["circuit", "circuit", None]


def test_columns_told_apart_by_their_transistors_are_no_devices(tmp_path: Path) -> None:
    found = mined(
        tmp_path, "Technology (nm)|Bulk|FinFET", "|130|14", "Gate length (nm)|75|22", "Supply voltage (V)|1.2|0.8"
    )
    assert {reason(datum) for datum in found.values() if datum.parameter != "device_name"} == {"circuit"}


def test_the_efficiency_of_crossbars_is_none_of_a_device(tmp_path: Path) -> None:
    found = mined(tmp_path, "Crossbar|Memory|Efficiency (TOPS/W)", "A [3]|PCM|261", "B [4]|RRAM|62.11")
    assert [reason(found[text]) for text in ("261", "62.11")] == ["circuit", "circuit"]


def test_search_energy_of_a_cell_is_read_without_that_of_the_circuit_around_it(tmp_path: Path) -> None:
    found = mined(
        tmp_path,
        "CAM cell|16T SRAM|2FeFET",
        "Technology node (nm)|45|40",
        "Cell area (µm2)|1.12|0.15",
        "Search energy (fJ per bit per search) (w/o peripherals)|1.0|0.4",
        "Search energy (fJ per bit per search) (w/ peripherals)|9.1|3.3",
    )
    assert (found["0.4"].parameter, reason(found["0.4"])) == ("energy_per_bit", None)
    assert [reason(found[text]) for text in ("45", "1.0", "3.3")] == ["other_memory", "other_memory", "circuit"]


MEMORIES = (
    "Technology|Write time|Endurance|Cell size (F²)",
    "SRAM|1 ns|10^16|120",
    "NAND Flash [4]|1 ms|10^5|4.5",
    "HDD|5 ms|10^15|0.6",
    "RRAM [5]|10 ns|10^8|4",
)


def test_other_memories_beside_memristive_ones_are_said_to_be_others(tmp_path: Path) -> None:
    found = mined(tmp_path, *MEMORIES)
    assert [reason(found[text]) for text in ("1 ns", "10^5", "5 ms")] == ["other_memory"] * 3
    assert [reason(found[text]) for text in ("10 ns", "10^8", "120")] == [None, None, None]


def test_a_flash_cell_that_stands_among_its_like_is_a_device(tmp_path: Path) -> None:
    found = mined(tmp_path, "Device|Write time|Endurance", "NOR Flash|1 µs|10^5", "NAND Flash|1 ms|10^4")
    assert [reason(found[text]) for text in ("1 µs", "10^4")] == [None, None]
    found = mined(tmp_path / "b", "Device|Write time|Endurance", "SRAM|1 ns|10^16", "Y-Flash|5 µs|10^6")
    assert [reason(found[text]) for text in ("1 ns", "5 µs")] == ["other_memory", None]


def test_a_cmos_neuron_beside_a_memristive_one_is_a_circuit(tmp_path: Path) -> None:
    found = mined(
        tmp_path,
        "|CMOS neuron|NbO2 neuron|CMOS-memristor hybrid",
        "Energy per spike|10 pJ|1 fJ|3 pJ",
        "Area|9 µm2|1 µm2|",
    )
    assert [reason(found[text]) for text in ("10 pJ", "1 fJ", "3 pJ")] == ["circuit", None, None]


def test_energy_of_a_circuit_whose_transistors_are_counted_is_no_device_s(tmp_path: Path) -> None:
    found = mined(tmp_path, "Work|#Transistors|Area|Energy per spike", "[4]|12|9 mm2|240 pJ", "Ours|6|6 µm2|1.5 pJ")
    assert {reason(found[text]) for text in ("9 mm2", "240 pJ", "6 µm2", "1.5 pJ")} == {"circuit"}


def test_errors_of_networks_and_power_of_processors_are_of_no_device(tmp_path: Path) -> None:
    found = mined(tmp_path, "Network|Test error (%)|Power", "LeNet-5|1.2|12 W", "VGG-16|8.4|95 W")
    assert reason(found["1.2"]) == "network"
    found = mined(tmp_path / "b", "Platform|Power|Energy per spike", "Intel Xeon|95 W|3 nJ", "RRAM array [3]|1 mW|2 pJ")
    assert [reason(found[text]) for text in ("95 W", "3 nJ")] == ["no_device", "no_device"]


def test_a_row_that_names_programmable_logic_makes_each_of_its_columns_a_processor(tmp_path: Path) -> None:
    found = mined(
        tmp_path,
        "|This work|[20]|[21]",
        "Platform|Xilinx Virtex-7|FPGA|NbO2 memristor",
        "Energy per spike|15 nJ|41 nJ|12 nJ",
        "Area|2 mm2|3 mm2|1 µm2",
    )
    assert [reason(found[text]) for text in ("15 nJ", "41 nJ", "2 mm2", "3 mm2")] == ["no_device"] * 4
    assert [reason(found[text]) for text in ("12 nJ", "1 µm2")] == [None, None]


def test_the_other_components_of_a_circuit_are_no_devices(tmp_path: Path) -> None:
    found = mined(tmp_path, "Devices|Memristor|MOSFET*|Resistor", "Area|9 nm2|0.6 µm2|2025 nm2")
    assert [reason(found[text]) for text in ("9 nm2", "0.6 µm2", "2025 nm2")] == [None, "circuit", "circuit"]


def test_a_neuron_in_silicon_on_insulator_is_a_circuit(tmp_path: Path) -> None:
    found = mined(
        tmp_path,
        "Reference|[20]|[22]|This work",
        "Technology|CMOS (65 nm)|28 nm FDSOI|Ag/SiO2",
        "Energy per spike|4 fJ|50 pJ|1 pJ",
    )
    assert [reason(found[text]) for text in ("4 fJ", "50 pJ", "1 pJ")] == ["circuit", "circuit", None]


def test_supply_and_bits_of_a_chip_with_converters_are_of_no_cell(tmp_path: Path) -> None:
    found = mined(tmp_path, "Parameter|Chip", "Operating voltage|0.9 V", "ADC precision|3 bit", "R_ON|6 kΩ")
    assert [reason(found[text]) for text in ("0.9 V", "6 kΩ")] == ["circuit", None]


def test_accuracy_of_a_network_in_software_is_of_no_device(tmp_path: Path) -> None:
    found = mined(tmp_path, "Device|Accuracy|On/off ratio", "Software baseline|98%|", "HfOx|94%|20")
    assert [reason(found[text]) for text in ("98%", "94%")] == ["software", None]


@pytest.mark.parametrize("width", [2, 6])
def test_table_to_look_numbers_up_holds_no_device(tmp_path: Path, width: int) -> None:
    head = "|".join(["Norm. A", "Nonlinearity"] * (width // 2))
    rows = ["|".join([f"{n / 10}", f"{n + 0.31}"] * (width // 2)) for n in range(1, 13)]
    assert {reason(datum) for datum in mined(tmp_path, head, *rows).values()} == {"look_up_table"}


def test_a_macro_has_no_accuracy_or_efficiency_of_a_device(tmp_path: Path) -> None:
    rows = ("|Macro A|Macro B", "Energy efficiency (TOPS/W)|28.9|15.6", "Accuracy|90.2%|91.7%", "R_ON|2 kΩ|3 kΩ")
    found = mined(tmp_path, *rows)
    assert [reason(found[text]) for text in ("28.9", "91.7%", "2 kΩ")] == ["circuit", "circuit", None]


def test_accuracy_on_a_data_set_is_of_no_device(tmp_path: Path) -> None:
    found = mined(tmp_path, "Device|MNIST accuracy|R_ON", "HfOx|94%|1 kΩ", "TaOx|91%|2 kΩ")
    assert [reason(found[text]) for text in ("94%", "1 kΩ")] == ["network", None]


def test_a_group_head_says_that_its_columns_are_of_a_macro(tmp_path: Path) -> None:
    folder = tmp_path / "sources" / "doc"
    folder.mkdir(parents=True)
    heads = '<tr><td></td><td>Device</td><td colspan="2">Macro</td></tr>'
    rows = ("Cell|R_ON|Area (mm²)|Power (mW)", "HfOx|8.2 kΩ|0.21|14.2", "GST|26 kΩ|0.34|9.7")
    body = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row.split('|'))}</tr>" for row in rows)
    page = f"<!doctype html><html><body><table><caption>Table 1</caption>{heads}{body}</table></body></html>"
    (folder / "paper.html").write_text(page, encoding="utf-8")
    data = read_files(corpus(tmp_path), read_folder(tmp_path / "sources", "doc")).data
    found = {datum.printed.text: reason(datum) for datum in data}
    assert [found[text] for text in ("8.2 kΩ", "0.21", "9.7")] == [None, "circuit", "circuit"]


def test_area_and_power_beside_a_clock_and_a_latency_are_of_a_circuit(tmp_path: Path) -> None:
    rows = ("|[3]|This work", "Area (mm2)|1.2|0.5", "Power (µW)|120|33", "Frequency (MHz)|100|20", "Latency (µs)|4|1")
    found = mined(tmp_path, *rows)
    assert {reason(found[text]) for text in ("1.2", "0.5", "120", "33")} == {"circuit"}


def test_accuracy_in_the_group_of_a_network_is_of_no_device(tmp_path: Path) -> None:
    rows = ("|Quantity|S1|S2", "Pulse|R_ON|1 kΩ|2 kΩ", "Network|Accuracy|88%|92%")
    found = mined(tmp_path, *rows)
    assert [reason(found[text]) for text in ("1 kΩ", "88%", "92%")] == [None, "network", "network"]


def test_what_a_tool_is_set_to_is_of_no_device(tmp_path: Path) -> None:
    found = mined(tmp_path, "Run|Ar flow (sccm)|Power (W)|R_ON", "R1|12|60|2 kΩ", "R2|20|90|3 kΩ")
    assert [reason(found[text]) for text in ("60", "90", "2 kΩ")] == ["process", "process", None]


@pytest.mark.parametrize(
    "label", ["Target for AnaChip", "Requirement (edge)", "Goals of the programme", "TSMC BEOL target"]
)
def test_a_goal_is_no_device(tmp_path: Path, label: str) -> None:
    found = mined(tmp_path, "Technology|Write voltage (V)|R_ON", "HfOx|1.8|2 kΩ", f"{label}|0.7|9 kΩ")
    assert [reason(found[text]) for text in ("1.8", "0.7", "9 kΩ")] == [None, "goal", "goal"]


def test_the_temperatures_of_a_standard_are_of_no_device(tmp_path: Path) -> None:
    found = mined(tmp_path, "Class|Temperature range|Use", "Class A|−40 °C to 120 °C|engine", "Class B|85 °C|cabin")
    assert {reason(datum) for datum in found.values()} == {"goal"}


def test_columns_below_a_head_of_goals_are_no_devices(tmp_path: Path) -> None:
    found = mined(
        tmp_path, "Property|HfOx|Targeted cell|Ideal device", "Set voltage (V)|1.6|0.5|0.3", "R_ON|2 kΩ|1 MΩ|9 MΩ"
    )
    assert [reason(found[text]) for text in ("1.6", "0.5", "0.3", "9 MΩ")] == [None, "goal", "goal", "goal"]


def test_the_uncertainty_in_a_column_of_its_own_is_no_value(tmp_path: Path) -> None:
    head = "Parameter|Value|Uncertainty (±)|Unit|Specification"
    found = mined(tmp_path, head, "V_SET|0.8|0.1|V|≤1.4", "R_LRS|4.5|0.4|kΩ|1–10")
    assert [reason(found[text]) for text in ("0.8", "0.1", "≤1.4", "4.5")] == [None, "statistic", "goal", None]


def test_what_is_desired_beside_what_is_reported_is_a_goal(tmp_path: Path) -> None:
    found = mined(
        tmp_path,
        "Type|AlOx/HfO2|Targeted eNVM|Desired devices for learning",
        "R_ON|16.9 kΩ|200 kΩ|300 kΩ",
        "ON/OFF ratio|4.43|50|60",
    )
    assert [reason(found[text]) for text in ("16.9 kΩ", "200 kΩ", "300 kΩ", "60")] == [None, "goal", "goal", "goal"]


def test_a_column_of_requirements_in_a_list_of_best_values_is_of_goals(tmp_path: Path) -> None:
    head = "Parameter|Technology requirements|Best performances|Stack|Source"
    found = mined(tmp_path, head, "Switching time|<10 ns|300 ps|TiN/HfOx/TiN|24", "|<5 ns|85 ps|Ta/TaOx/Pt|121")
    assert [reason(found[text]) for text in ("<10 ns", "300 ps", "85 ps")] == ["goal", None, None]


def test_goals_and_marks_beside_the_value_of_a_list_make_no_devices(tmp_path: Path) -> None:
    head = "Parameter|Value|Uncertainty (±)|Unit|Specification|Pass"
    found = mined(tmp_path, head, "V_SET|0.9|0.1|V|≤1.5|✓", "Forming voltage|3.2|0.2|V|≤4|✓")
    assert [reason(found[text]) for text in ("0.9", "3.2", "0.1", "≤4")] == [None, None, "statistic", "goal"]
    assert "✓" not in found


def test_what_alone_is_varied_from_row_to_row_is_no_result(tmp_path: Path) -> None:
    found = mined(
        tmp_path, "Voltage range|Physical process", "0 to 4.0 V|leakage", "4.0 to 4.3 V|nucleation", "4.3 to 9 V|growth"
    )
    assert {reason(datum) for datum in found.values()} == {"condition"}


def test_what_each_row_cites_is_a_result_and_no_condition(tmp_path: Path) -> None:
    found = mined(tmp_path, "States|Evidence", "32|Oh et al., IEDM 2017", "140|Song et al., 2024")
    assert [reason(found[text]) for text in ("32", "140")] == [None, None]


def test_an_energy_is_of_a_device_beside_another_parameter_of_devices(tmp_path: Path) -> None:
    found = mined(tmp_path / "a", "Technology|Endurance|Energy", "PCM|10^8|100-500 fJ", "FeFET|10^5|2 fJ")
    assert [reason(found[text]) for text in ("100-500 fJ", "2 fJ")] == [None, None]
    found = mined(tmp_path / "b", "Method|Accuracy|Energy (µJ)", "Ours|98%|1.2", "GPU|99%|250")
    assert [reason(found[text]) for text in ("1.2", "250")] == ["circuit", "circuit"]


def test_a_cell_may_say_that_its_value_is_asked_for_or_computed(tmp_path: Path) -> None:
    found = mined(
        tmp_path,
        "Feature|A|B|C",
        "Energy per spike|2 pJ|<1 pJ (target)|3 pJ",
        "Endurance|10^9 demonstrated, 10^12 target|10^8|10^11 in model",
    )
    told = {text: reason(datum) for text, datum in found.items()}
    assert told["<1 pJ (target)"] == "goal"
    assert told["10^11 in model"] == "simulated"
    assert told["10^9 demonstrated, 10^12 target"] is None
    assert found["10^9 demonstrated, 10^12 target"].printed.quantity_text == "10^9"


def test_a_remark_may_say_that_the_values_of_its_line_are_asked_for(tmp_path: Path) -> None:
    found = mined(tmp_path, "Device|Endurance|Notes", "HZO FeFET|10^6|interface", "Future node|10^12|Engineering goal")
    assert [reason(found[text]) for text in ("10^6", "10^12")] == [None, "goal"]


@pytest.mark.parametrize("head", ["Improvement", "Deviation (Δ)", "Gap", "Gain over SRAM"])
def test_what_sets_two_devices_against_each_other_is_a_value_of_neither(tmp_path: Path, head: str) -> None:
    found = mined(tmp_path, f"Property|PCM|SOT-MRAM|{head}", "Switching time|0.5 ns|0.2 ns|+0.3 ns")
    assert [reason(found[text]) for text in ("0.5 ns", "0.2 ns", "+0.3 ns")] == [None, None, "comparison"]


def test_a_theoretical_limit_was_measured_by_nobody(tmp_path: Path) -> None:
    found = mined(
        tmp_path, "Property|Theoretical limit|SOT-MRAM", "Switching time|0.1 ns|0.2 ns", "Endurance|10^16|10^12"
    )
    assert [reason(found[text]) for text in ("0.1 ns", "0.2 ns", "10^16")] == ["simulated", None, "simulated"]


def test_a_linearity_that_is_ideal_at_one_is_no_nonlinearity(tmp_path: Path) -> None:
    head = "Metric|Requirement|ITO FeFET"
    found = mined(tmp_path / "a", head, "Linearity (αp/αd)|Close to 1|0.45/0.73", "Endurance|10^6|10^7")
    assert {reason(one) for one in found.values() if one.printed.text == "0.45/0.73"} == {"linearity"}
    assert reason(found["10^7"]) is None
    found = mined(
        tmp_path / "b", "Metric|Ag:Si|EpiRAM", "Nonlinearity (αp/αd)|2.4/−4.88|0.5/−0.5", "Endurance|10^6|10^7"
    )
    assert reason(found["2.4/−4.88"]) is None


def test_states_per_cell_are_states(tmp_path: Path) -> None:
    found = mined(tmp_path, "Property|HfOx|TaOx", "States per cell|3|8", "R_ON|2 kΩ|3 kΩ")
    assert [(found[text].parameter, reason(found[text])) for text in ("3", "8")] == [("n_states", None)] * 2


def test_the_end_of_many_values_beside_their_median_is_of_no_device(tmp_path: Path) -> None:
    found = mined(tmp_path, "Device|ON/OFF median|ON/OFF min|Max. endurance", "HfOx|16000|19|1e6", "TaOx|5900|164|1e7")
    assert [reason(found[text]) for text in ("16000", "19", "164", "1e6")] == [None, "statistic", "statistic", None]


def test_a_neuromorphic_processor_is_no_device(tmp_path: Path) -> None:
    rows = (
        "Device|Energy per spike|Technology node",
        "Intel Loihi 2|23 pJ|7 nm",
        "TrueNorth|26 pJ|28 nm",
        "NbOx|5 pJ|",
    )
    found = mined(tmp_path, *rows)
    assert [reason(found[text]) for text in ("23 pJ", "28 nm", "5 pJ")] == ["no_device", "no_device", None]


def test_what_stands_at_the_axes_of_a_chart_is_no_value(vocabulary: Vocabulary) -> None:
    units = {name: parameter.unit for name, parameter in vocabulary.parameters.items()}
    axes = printed_table("| | Read voltage (V); 0 | | 1.3; –20 | | ; –40 | | 1.0")
    listed = printed_table("No. | Device | Read voltage (V); 1 | HfOx | 1.3; 2 | TaOx | ; 3 | NbOx | 1.0")
    found = []
    for table in (axes, listed):
        places = places_of_readings(table, interpret(table, vocabulary), units)
        found.append({rule.name for place in places if (rule := first_that_holds(TABLE_RULES, place)) is not None})
    assert found == [{"ticks_of_axes"}, set()]


def test_accuracies_of_kinds_of_networks_are_set_aside(tmp_path: Path) -> None:
    found = mined(tmp_path, "Neural network type|Training|Accuracy", "SLP|Ex-situ|91%", "CNN|In-situ|94%")
    assert [reason(found[text]) for text in ("91%", "94%")] == ["network", "network"]


def test_circuits_and_software_beside_devices_are_set_aside_and_devices_on_a_cmos_chip_stay(tmp_path: Path) -> None:
    """By the head of their column, or by a line that says of what they are made."""
    found = mined(
        tmp_path,
        "|NbO2 neuron|RRAM macro|Neuron C|Silicon neuron|ASIC|Software baseline",
        "Technology|memristor|65 nm CMOS|180 nm CMOS|analog|28 nm|",
        "Operating voltage (V)|1.1|1.2|1.3|1.4|1.5|1.6",
        "Switching time (ns)|10|11|12|13|14|15",
    )
    told = {text: reason(found[text]) for text in ("1.1", "1.2", "1.3", "1.4", "1.5", "1.6")}
    assert told == {
        "1.1": None, "1.2": None, "1.3": "circuit", "1.4": "circuit", "1.5": "circuit", "1.6": "software",
    }  # fmt: skip


def test_a_device_of_a_stated_material_on_a_cmos_wafer_stays(tmp_path: Path) -> None:
    rows = ("Work|Material|Technology|Set voltage (V)", "A|HfO2|130 nm CMOS|1.2", "B|TaOx|CMOS|1.3", "C||CMOS|1.4")
    found = mined(tmp_path, *rows)
    assert [reason(found[text]) for text in ("1.2", "1.3", "1.4")] == [None, None, "circuit"]


def test_circuits_that_say_their_node_alone_are_set_aside_beside_a_device(tmp_path: Path) -> None:
    found = mined(
        tmp_path,
        "|Indiveri (2003)|Joubert (2012)|Our work",
        "Technology|1.5 µm|65 nm|VO2 + 28 nm",
        "Area (µm2)|2573|538|24",
        "Energy per spike (pJ)|900|41|12",
        "Supply voltage (V)|5|1.2|1",
    )
    circuits = ("1.5 µm", "2573", "538", "900", "41", "5", "1.2")
    assert {reason(found[text]) for text in circuits} == {"circuit"}
    assert {reason(found[text]) for text in ("24", "12", "1")} == {None}


def test_devices_stay_in_a_table_of_devices_that_says_their_node(tmp_path: Path) -> None:
    found = mined(tmp_path, "|RRAM [3]|Ours", "Technology|40 nm|22 nm", "R_ON|2 kΩ|3 kΩ", "Area (µm2)|0.2|0.1")
    assert {reason(found[text]) for text in ("40 nm", "2 kΩ", "0.2")} == {None}


def test_a_cell_that_counts_its_devices_stays_beside_others(tmp_path: Path) -> None:
    found = mined(
        tmp_path,
        "|VLSI 2022 [20]|This work",
        "Cell|1FeTFET|2FCM",
        "Technology node (nm)|45|28",
        "Area (µm2)|0.07|0.024",
    )
    assert {reason(found[text]) for text in ("45", "0.07", "0.024")} == {None}


def test_supply_and_node_of_a_cmos_circuit_are_not_those_of_a_device(tmp_path: Path) -> None:
    found = mined(
        tmp_path, "Neuron|Technology|Supply voltage (V)|Energy per spike", "A|65 nm CMOS|1.2|4 fJ", "B|NbO2|0.9|5 pJ"
    )
    assert {reason(found[text]) for text in ("65 nm CMOS", "1.2", "4 fJ")} == {"circuit"}
    assert {reason(found[text]) for text in ("0.9", "5 pJ")} == {None}
