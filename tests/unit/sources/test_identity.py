"""Rows and columns of a table are devices of their own where their names are blank or stand for several."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from memlit.datum import Datum
from memlit.sources.extract import read_files
from memlit.sources.folder import read_folder

from tests.builders import corpus

ENTRY = "tables:\n- file: table_1.csv\n  label: Table 2\n  page: 7\n  tier: secondary\n"


def data(root: Path, description: str = "", **files: str) -> dict[str, Datum]:
    folder = root / "sources" / "doc"
    folder.mkdir(parents=True, exist_ok=True)
    if description:
        (folder / "source.yaml").write_text(description, encoding="utf-8")
    for name, text in files.items():
        (folder / name.replace("_html", ".html")).write_text(text, encoding="utf-8")
    result = read_files(corpus(root), read_folder(root / "sources", "doc"))
    return {datum.id: datum for datum in result.data}


def table(root: Path, text: str, description: str = "") -> dict[str, Datum]:
    folder = root / "sources" / "doc"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "table_1.csv").write_text(text, encoding="utf-8")
    return data(root, description)


def html(*tables: str) -> str:
    return f"<!doctype html><html><body>{''.join(tables)}</body></html>"


def grid(label: str, *rows: str) -> str:
    return f"<table><caption>{label}</caption>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def test_rows_without_a_name_are_devices_of_their_own_and_say_so(tmp_path: Path) -> None:
    found = table(tmp_path, "Device,R_ON,Endurance\nHfOx,1 MΩ,300\n,2 MΩ,500\n,3 MΩ,700\n")
    devices = [found[f"doc:t1/r{row}c1"].device for row in (1, 2, 3)]
    assert devices == ["hfox", "device-t1-r2", "device-t1-r3"]
    assert found["doc:t1/r2c2"].device == "device-t1-r2"
    assert ["device_not_named" in found[f"doc:t1/r{row}c1"].flags for row in (1, 2, 3)] == [False, True, True]
    assert found["doc:t1/r2c1"].printed.stub is None


def test_a_repeated_name_carries_what_else_is_printed_of_its_row(tmp_path: Path) -> None:
    found = table(tmp_path, "Material,R_ON,Ref.\nMoS2,1 MΩ,[3]\nWSe2,2 MΩ,[4]\nMoS2,3 MΩ,[5]\n", ENTRY)
    assert [found[f"doc:t2/r{row}c1"].device for row in (1, 2, 3)] == ["mos2-ref-3", "wse2", "mos2-ref-5"]
    assert found["doc:t2/r1c1"].printed.stub == "MoS2"


def test_the_fewest_printed_parts_that_tell_all_rows_of_a_name_apart_are_taken(tmp_path: Path) -> None:
    rows = ["SRAM,22,12 kΩ,32", "SRAM,22,13 kΩ,64", "SRAM,5,14 kΩ,32", "SRAM,5,15 kΩ,64"]
    found = table(tmp_path, "\n".join(["Memory Type,Tech Node,R_ON,Parallel Read", *rows]) + "\n")
    assert [found[f"doc:t1/r{row}c2"].device for row in (1, 2, 3, 4)] == [
        "sram-tech-node-22-parallel-read-32",
        "sram-tech-node-22-parallel-read-64",
        "sram-tech-node-5-parallel-read-32",
        "sram-tech-node-5-parallel-read-64",
    ]


def test_a_measured_value_tells_no_devices_apart(tmp_path: Path) -> None:
    found = table(tmp_path, "Device,R_ON,Structure\nHfOx,1 MΩ,1T1R\nHfOx,2 MΩ,1R\nTaOx,3 MΩ,\nTaOx,4 MΩ,1R\n")
    devices = [found[f"doc:t1/r{row}c1"].device for row in (1, 2, 3, 4)]
    assert devices == ["hfox-1t1r", "hfox-1r", "taox-t1-r3", "taox-t1-r4"]


def test_columns_of_one_name_are_devices_of_their_own(tmp_path: Path) -> None:
    found = table(tmp_path, "Attributes,This Work,IEDM 20,IEDM 20\nR_ON,1 MΩ,2 MΩ,3 MΩ\nEndurance,300,500,700\n")
    assert [found[f"doc:t1/r1c{column}"].device for column in (1, 2, 3)] == [
        "this-work",
        "iedm-20-t1-c2",
        "iedm-20-t1-c3",
    ]
    assert found["doc:t1/r2c2"].device == "iedm-20-t1-c2"


def test_a_device_that_is_told_for_a_repeated_name_is_one_device(tmp_path: Path) -> None:
    told = ENTRY + "  devices: {MoS2: {paper: doe2020, device: mos2}}\n"
    found = table(tmp_path, "Material,R_ON\nMoS2,1 MΩ\nMoS2,3 MΩ\n", told)
    assert {found[f"doc:t2/r{row}c1"].device for row in (1, 2)} == {"mos2"}


def test_another_text_of_the_row_tells_the_device_where_names_repeat(tmp_path: Path) -> None:
    told = ENTRY + '  devices: {"[3]": {paper: si2019, device: fet}, "[5]": {paper: wu2020, device: fet}}\n'
    found = table(tmp_path, "Material,R_ON,Ref.\nMoS2,1 MΩ,[3]\nMoS2,3 MΩ,[5]\n", told)
    assert [(found[f"doc:t2/r{row}c1"].paper, found[f"doc:t2/r{row}c1"].device) for row in (1, 2)] == [
        ("si2019", "fet"),
        ("wu2020", "fet"),
    ]


def test_blank_cells_under_a_merged_cell_have_its_label(tmp_path: Path) -> None:
    text = "Device,R_ON,Endurance\nHfOx,1 MΩ,300\n,2 MΩ,500\nTaOx,3 MΩ,700\n"
    found = table(tmp_path, text, ENTRY + "  merged_columns: [Device]\n")
    assert [found[f"doc:t2/r{row}c1"].printed.stub for row in (1, 2, 3)] == ["HfOx", "HfOx", "TaOx"]
    assert [found[f"doc:t2/r{row}c1"].device for row in (1, 2, 3)] == ["hfox-t2-r1", "hfox-t2-r2", "taox"]


def test_a_number_glued_to_a_label_is_no_part_of_the_device(tmp_path: Path) -> None:
    told = ENTRY + "  devices: {NbO213: {label: NbO2, why: reference 13}, GST20: {label: GST}, GST22: {label: GST}}\n"
    found = table(tmp_path, "Material,R_ON\nNbO213,1 MΩ\nGST20,2 MΩ\nGST22,3 MΩ\n", told)
    assert [found[f"doc:t2/r{row}c1"].device for row in (1, 2, 3)] == ["nbo2", "gst-gst20", "gst-gst22"]
    assert found["doc:t2/r1c1"].printed.stub == "NbO213"


def test_raised_citation_numbers_are_no_part_of_the_device(tmp_path: Path) -> None:
    rows = (
        "<th>Device</th><th>R_ON</th>",
        "<td>NbO<sub>2</sub><sup>13</sup></td><td>1 MΩ</td>",
        "<td>Ag/HfO<sub>2</sub><sup>14,15</sup></td><td>2 MΩ</td>",
    )
    found = data(tmp_path, paper_html=html(grid("Table 3", *rows)))
    assert [found[f"doc:t3/r{row}c1"].device for row in (1, 2)] == ["nbo2", "ag-hfo2"]
    # A cited device is not the paper's own.
    assert [found[f"doc:t3/r{row}c1"].paper for row in (1, 2)] == [None, None]


def test_one_raised_number_may_be_a_part_of_a_name(tmp_path: Path) -> None:
    rows = ("<th>Device</th><th>R_ON</th>", "<td>1F-1R<sup>2</sup></td><td>1 MΩ</td>", "<td>SRAM</td><td>2 MΩ</td>")
    found = data(tmp_path, paper_html=html(grid("Table 3", *rows)))
    assert (found["doc:t3/r1c1"].device, found["doc:t3/r1c1"].paper) == ("1f-1r2", "doc")


def test_a_name_in_two_tables_is_one_device_of_a_known_paper_alone(tmp_path: Path) -> None:
    one = grid("Table 1", "<th>Device</th><th>R_ON</th>", "<td>HfOx</td><td>1 MΩ</td>")
    two = grid("Table 2", "<th>Device</th><th>Endurance</th>", "<td>HfOx</td><td>300</td>")
    own = data(tmp_path, paper_html=html(one, two))
    assert {own["doc:t1/r1c1"].device, own["doc:t2/r1c1"].device} == {"hfox"}
    entries = "".join(f"- {{file: paper.html, label: Table {number}, tier: secondary}}\n" for number in (1, 2))
    cited = data(tmp_path, "tables:\n" + entries)
    assert (cited["doc:t1/r1c1"].device, cited["doc:t2/r1c1"].device) == ("hfox-t1-r1", "hfox-t2-r1")


@pytest.mark.skipif(importlib.util.find_spec("typst") is None, reason="typst is not installed")
def test_a_table_without_head_on_the_next_page_pools_nothing(tmp_path: Path) -> None:
    import typst

    rows = "[Set voltage], [3.2 V], [1.6 V], [R#sub[ON]], [26 MΩ], [5 MΩ], [ON/OFF ratio], [12.5], [2],"
    # Wider than the first part and with other columns: no continuation.
    other = "#table(columns: (2cm, 2cm, 2cm), [R#sub[ON]], [7 MΩ], [8 MΩ], [Endurance], [300], [500])"
    (tmp_path / "in.typ").write_text(
        '#set page("a5")\nTable 1. Devices.\n#table(columns: (1fr, 1fr, 1fr), [Device], [Ag], [TaOx], '
        f"{rows})\n#pagebreak()\n{other}\n#lorem(40)",
        encoding="utf-8",
    )
    folder = tmp_path / "sources" / "doc"
    folder.mkdir(parents=True)
    (folder / "paper.pdf").write_bytes(typst.compile(str(tmp_path / "in.typ")))
    found = {datum.printed.text: datum for datum in data(tmp_path).values() if datum.method == "pdf-table"}
    assert (found["26 MΩ"].device, found["5 MΩ"].device) == ("ag", "taox")
    assert (found["7 MΩ"].device, found["8 MΩ"].device) == ("device-p2-c1", "device-p2-c2")
    assert "device_not_named" in found["7 MΩ"].flags
