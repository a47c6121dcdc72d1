"""Tables of a document become data: the cell, the parameter, the device, the paper that a mark cites."""

from __future__ import annotations

from pathlib import Path

import pytest
from memlit.datum import DocumentReading
from memlit.sources.extract import read_files
from memlit.sources.folder import read_folder

from tests.builders import corpus

TABLE = "Device,R_ON,ON/OFF ratio\nAg:a-Si [1],26 MΩ,12.5\nTaOx [2],100 kΩ,10\nPCMO,,7\n"
DESCRIPTION = """
tables:
- file: table_1.csv
  label: Table IV
  page: 7
  tier: secondary
  references: {"[1]": jo2010, "[2]": wu2018}
"""


def read(root: Path, description: str = DESCRIPTION, **files: str) -> DocumentReading:
    folder = root / "sources" / "doc"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "source.yaml").write_text(description, encoding="utf-8")
    for name, text in (files or {"table_1": TABLE}).items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return read_files(corpus(root), read_folder(root / "sources", "doc"))


def test_cell_knows_its_place_its_parameter_and_its_paper(tmp_path: Path) -> None:
    data = {datum.id: datum for datum in read(tmp_path).data}
    cell = data["doc:t4/r1c1"]
    assert (cell.printed.text, cell.parameter, cell.paper, cell.device) == ("26 MΩ", "r_on", "jo2010", "ag-a-si")
    assert (cell.locator.label, cell.locator.page, cell.locator.row, cell.locator.column) == ("Table IV", 7, 1, 1)
    assert (cell.printed.stub, cell.printed.headers[-1]) == ("Ag:a-Si [1]", "R_ON")
    assert (cell.method, cell.tier) == ("transcribed", "secondary")
    assert data["doc:t4/r2c2"].paper == "wu2018"


def test_device_without_a_mark_belongs_to_no_paper_and_says_so(tmp_path: Path) -> None:
    cell = next(datum for datum in read(tmp_path).data if datum.locator.row == 3)
    assert cell.paper is None
    assert "unresolved_reference" in cell.flags


def test_blank_cell_is_no_datum_and_every_cell_is_accounted_for(tmp_path: Path) -> None:
    result = read(tmp_path)
    assert "doc:t4/r3c1" not in {datum.id for datum in result.data}
    cells = result.cells
    # 4 rows of 3 cells, one of them empty.
    assert cells.cells == cells.data + cells.text + cells.blank + cells.other == 12
    assert (cells.data, cells.blank) == (5, 1)


def test_pair_in_one_cell_is_two_data_of_one_place(tmp_path: Path) -> None:
    table = "Device,Weight increase pulse\nAg:a-Si [1],3.2V/300µs\n"
    data = {datum.id: datum for datum in read(tmp_path, table_1=table).data}
    pair = {identifier: datum for identifier, datum in data.items() if datum.locator.column == 1}
    assert {identifier: datum.parameter for identifier, datum in pair.items()} == {
        "doc:t4/r1c1.1": "set_voltage",
        "doc:t4/r1c1.2": "set_pulse_width",
    }
    assert {datum.printed.text for datum in pair.values()} == {"3.2V/300µs"}


def test_unknown_header_is_kept_with_the_nearest_words(tmp_path: Path) -> None:
    table = "Device,R_ON,Frobnication\nAg:a-Si [1],26 MΩ,5\n"
    unmapped = read(tmp_path, table_1=table).unmapped
    assert "Frobnication" in {header.text for header in unmapped}


def test_described_table_that_is_not_found_is_a_problem(tmp_path: Path) -> None:
    more = DESCRIPTION + "- {file: table_1.csv, label: Table V}\n"
    (line,) = read(tmp_path, more).problems
    assert "no table found for Table V" in line
    assert line.startswith(f"{tmp_path}/sources/doc/source.yaml: ")


@pytest.mark.parametrize(
    "more, said",
    [
        ('  devices: {"TaOy [2]": {paper: wu2018}}\n', "Table IV of table_1.csv does not print the device 'TaOy [2]'"),
        ("  headers: {R_OFF: {parameter: r_off, why: test}}\n", "does not print the header 'R_OFF'"),
        ('  lost_exponents: [{row: 9, column: 1, printed: "105"}]\n', "prints nothing in row 9, column 1"),
        ("  merged_columns: [Class]\n", "does not print the column 'Class'"),
        ("  rules: [{column: Stack, flag: x, why: test}]\n", "does not print the column 'Stack'"),
    ],
)
def test_line_of_the_description_that_names_nothing_printed_is_one_clear_line(
    tmp_path: Path, more: str, said: str
) -> None:
    result = read(tmp_path, DESCRIPTION + more)
    (line,) = result.problems
    assert said in line
    assert line.startswith(f"{tmp_path}/sources/doc/source.yaml: ")
    assert len(result.data) == 8
    assert read(tmp_path).problems == ()


def test_lost_exponent_of_the_description_is_flagged(tmp_path: Path) -> None:
    more = DESCRIPTION + '  lost_exponents: [{row: 1, column: 2, printed: "10^12.5"}]\n'
    flags = {datum.id: datum.flags for datum in read(tmp_path, more).data}
    assert "lost_exponent" in flags["doc:t4/r1c2"]
    assert "lost_exponent" not in flags["doc:t4/r2c2"]


def test_equal_second_transcription_is_dropped_and_counted(tmp_path: Path) -> None:
    more = DESCRIPTION + '- {file: table_2.csv, label: Table IV, references: {"[1]": jo2010, "[2]": wu2018}}\n'
    result = read(tmp_path, more, table_1=TABLE, table_2=TABLE)
    # Five values and three device labels.
    assert len(result.data) == 8
    assert result.cells.duplicates == 8


def test_unequal_second_transcription_is_named(tmp_path: Path) -> None:
    more = DESCRIPTION + '- {file: table_2.csv, label: Table IV, references: {"[1]": jo2010, "[2]": wu2018}}\n'
    result = read(tmp_path, more, table_1=TABLE, table_2=TABLE.replace("26 MΩ", "27 MΩ"))
    conflicts = [line for line in result.warnings if line.startswith("doc:t4/r1c1: ")]
    assert len(conflicts) == 1
    assert "'26 MΩ' in table_1.csv" in conflicts[0]
    assert "'27 MΩ' in table_2.csv" in conflicts[0]


def test_unknown_parameter_told_for_a_header_is_one_line(tmp_path: Path) -> None:
    more = DESCRIPTION + '  headers: {"R_ON": {parameter: r_onn, why: test}}\n'
    result = read(tmp_path, more)
    (line,) = result.unreadable
    assert "table_1.csv" in line or "source.yaml" in line
    assert any("r_onn" in line for line in result.warnings)


def test_method_is_that_of_the_content_not_of_the_name(tmp_path: Path) -> None:
    """A JATS article saved as .html is read by the JATS reader, and the record says so."""
    folder = tmp_path / "sources" / "doc"
    folder.mkdir(parents=True)
    cells = "<tr><th>Device</th><th>R_ON (kΩ)</th></tr><tr><td>A</td><td>81</td></tr><tr><td>B</td><td>20</td></tr>"
    (folder / "paper.html").write_text(
        f'<?xml version="1.0"?><article><body><table-wrap><label>Table 1</label><table>{cells}</table></table-wrap>'
        "</body></article>",
        encoding="utf-8",
    )
    data = read_files(corpus(tmp_path), read_folder(tmp_path / "sources", "doc")).data
    assert "r_on" in {datum.parameter for datum in data}
    assert {datum.method for datum in data} == {"jats-table"}


def test_what_a_person_says_of_a_table_is_said_of_its_values_and_what_was_not_measured_is_of_grade_c(
    tmp_path: Path,
) -> None:
    data = read(tmp_path, DESCRIPTION.replace("  tier:", "  how: simulated\n  tier:", 1)).data
    assert {(one.grade, "how:simulated" in one.flags) for one in data} == {("C", True)}
