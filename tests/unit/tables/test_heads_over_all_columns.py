"""A head over all columns says what these differ in where the rows have units or parameters of their own."""

from __future__ import annotations

from pathlib import Path

import pytest
from memlit.datum import Reading
from memlit.field import Vocabulary, load_vocabulary
from memlit.tables.meaning import Interpretation, interpret

from tests.builders import ROOT
from tests.one_document import readings_of
from tests.unit.tables.typeset_pages import read_typst

PAGE = "#set page(width: 595pt, height: 500pt, margin: 50pt)\n#set text(size: 9pt)\n"
NODES = """[Gate length (nm)],[26],[22],[20],[Cell area],[0.11 µm#super[2]],[0.07 µm#super[2]],[0.05 µm#super[2]],
[Supply voltage (V)],[0.8],[0.75],[0.7],[Off current (pA)],[9],[12],[15]"""
LENGTHS = """[V#sub[set] (V)],[0.8],[1.1],[1.4],[R#sub[on] (kΩ)],[2],[3],[5],[Endurance],[10#super[6]],[10#super[7]],
[10#super[8]],[Gate length (nm)],[90],[65],[45]"""
GRIDS = ("stroke: 0.5pt", "stroke: none")


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary(ROOT / "config/vocabulary.yaml")


def page_of(head: str, below: str, rows: str, grid: str) -> str:
    heads = f"table.cell(rowspan: 2)[Parameter],table.cell(colspan: 3)[{head}],{below}"
    lines = "table.hline()," if "none" in grid else ""
    return f"{PAGE}Table 1. Assumed parameters.\n\n#table(columns: 4, {grid}, {lines} {heads}, {lines} {rows}, {lines})"


def interpreted(tmp_path: Path, source: str, vocabulary: Vocabulary) -> Interpretation:
    (table,) = read_typst(tmp_path, source).tables
    return interpret(table, vocabulary)


@pytest.mark.parametrize("grid", GRIDS)
@pytest.mark.parametrize(
    ("head", "below"), [("Technology node (nm)", "[14],[10],[7]"), ("Temperature (°C)", "[25],[85],[125]")]
)
def test_the_head_is_no_parameter_of_the_rows(
    tmp_path: Path, vocabulary: Vocabulary, head: str, below: str, grid: str
) -> None:
    found = interpreted(tmp_path, page_of(head, below, NODES, grid), vocabulary)
    assert not {"technology_node", "temperature"} & {one.parameter for one in found.readings}
    volts = {(one.device_label, one.text) for one in found.readings if one.parameter == "supply_voltage"}
    assert volts == set(zip(below.strip("[]").split("],["), ("0.8", "0.75", "0.7"), strict=True))


@pytest.mark.parametrize("grid", GRIDS)
def test_a_thickness_over_the_columns_tells_the_devices_apart(
    tmp_path: Path, vocabulary: Vocabulary, grid: str
) -> None:
    found = interpreted(tmp_path, page_of("Thickness (nm)", "[3],[5],[8]", LENGTHS, grid), vocabulary)
    got = {(one.device_label, one.parameter, one.text) for one in found.readings}
    assert {("3", "set_voltage", "0.8"), ("5", "r_on", "3"), ("8", "set_voltage", "1.4")} <= got
    assert not any(one.headers[:1] == ("Thickness (nm)",) for one in found.readings)


def test_names_below_a_head_leave_it_the_parameter_of_the_cells(tmp_path: Path, vocabulary: Vocabulary) -> None:
    rows = "[HfO#sub[2] (5 nm)],[0.8],[1.1],[1.4],[TaO#sub[x] (10 nm)],[0.7],[0.9],[1.2]"
    source = page_of("Set voltage (V)", "[Sample A],[Sample B],[Sample C]", rows, GRIDS[0])
    found = interpreted(tmp_path, source, vocabulary)
    assert [one.text for one in found.readings if one.parameter == "set_voltage"] == rows_of_numbers(rows)


def rows_of_numbers(rows: str) -> list[str]:
    return [text for text in rows.strip("[]").split("],[") if text[0].isdigit()]


def used(tmp_path: Path, source: str, vocabulary: Vocabulary) -> list[Reading]:
    read_typst(tmp_path, source)
    readings, _ = readings_of(tmp_path / "out.pdf", vocabulary, tmp_path / "project")
    return [one for one in readings if one.status == "value"]


def test_no_value_of_the_transistors_of_a_node_is_one_of_a_device(tmp_path: Path, vocabulary: Vocabulary) -> None:
    assert used(tmp_path, page_of("Technology node (nm)", "[14],[10],[7]", NODES, GRIDS[0]), vocabulary) == []


def test_devices_at_nodes_keep_their_values(tmp_path: Path, vocabulary: Vocabulary) -> None:
    found = used(tmp_path, page_of("Technology node (nm)", "[90],[65],[45]", LENGTHS, GRIDS[0]), vocabulary)
    assert {one.parameter for one in found} >= {"set_voltage", "r_on", "endurance"}
