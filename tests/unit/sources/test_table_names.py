"""Tables of one document keep apart in the ids of their data, whatever the numerals and the order of reading."""

from __future__ import annotations

from pathlib import Path

import pytest
from memlit.curation.comparing.accept import accept_record
from memlit.datum import DocumentReading
from memlit.errors import SourceError
from memlit.files import write_text
from memlit.sources.attribution.table_names import RecordedTable, names_of_tables
from memlit.sources.extract import read_document
from printed.tables.model import Cell, Table

from tests.builders import ROOT, corpus

FACTORS = (
    "<table><caption>Table 1. Fit factors</caption><tr><th>A</th><th>Nonlinearity</th></tr>"
    "<tr><td>0.1</td><td>2.31</td></tr><tr><td>0.2</td><td>2.32</td></tr></table>"
)
DEVICES = (
    "<table><caption>Table I. Devices</caption><tr><th>Device</th><th>R_on (kOhm)</th><th>On/off ratio</th></tr>"
    "<tr><td>HfOx</td><td>81</td><td>50</td></tr><tr><td>TaOx</td><td>20</td><td>10</td></tr></table>"
)


def html(*tables: str) -> str:
    return f"<!doctype html><html><body>{''.join(tables)}</body></html>"


def page(*tables: str, root: Path) -> DocumentReading:
    (root / "sources/doc").mkdir(parents=True, exist_ok=True)
    (root / "sources/doc/paper.html").write_text(html(*tables), encoding="utf-8")
    return read_document(corpus(root), "doc")


def by_id(document: DocumentReading) -> dict[str, str]:
    return {datum.id: datum.printed.text for datum in document.data if datum.parameter != "device_name"}


def table(*rows: str, label: str | None = None, page: int | None = None, caption: str | None = None) -> Table:
    cells = [Cell(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row.split("|"))]
    return Table(tuple(cells), page=page, label=label, caption=caption)


def names(*tables: Table, file: str = "paper.pdf", recorded: tuple[RecordedTable, ...] = ()) -> list[str]:
    return names_of_tables(tables, Path(file), recorded)


def test_no_value_is_lost_where_table_1_and_table_i_stand_in_one_document(tmp_path: Path) -> None:
    document = page(FACTORS, DEVICES, root=tmp_path)
    texts = sorted(by_id(document).values())
    assert {"81", "20", "50", "10", "2.31", "2.32"} <= set(texts)
    assert document.status == "new"


def test_ids_do_not_depend_on_the_order_of_the_tables(tmp_path: Path) -> None:
    found = by_id(page(FACTORS, DEVICES, root=tmp_path))
    assert by_id(page(DEVICES, FACTORS, root=tmp_path)) == found


def test_two_tables_of_one_number_both_carry_their_page() -> None:
    first = table("Nonlinearity|A", "2.31|0.52", label="Table 1", page=8)
    second = table("Device|R_ON", "HfOx|5 MΩ", label="Table I", page=23)
    other = table("Device|R_ON", "TaOx|5 MΩ", label="TABLE II", page=24)
    assert names(first, second, other) == ["t1-p8", "t1-p23", "t2"]
    assert names(other, second, first) == ["t2", "t1-p23", "t1-p8"]


def test_two_tables_of_one_number_on_one_page_carry_words_of_their_captions() -> None:
    first = table("A|B", label="Table 1", page=8, caption="Table 1. Fit factors")
    second = table("A|C", label="Table I", page=8, caption="Table I. Devices")
    assert names(first, second) == ["t1-p8-fit-factors", "t1-p8-devices"]


def test_a_table_without_number_takes_the_name_of_no_other() -> None:
    loose = table("Device|R_ON", "A|1 MΩ", page=3)
    first = table("Device|R_ON", "B|2 MΩ", label="Table 1", page=4)
    assert names(loose, first) == ["p3", "t1"]
    assert names(first) == ["t1"]
    again = table("Device|Endurance", "A|300", page=3)
    assert names(loose, again, first) == ["p3-device-r-on", "p3-device-endurance", "t1"]


@pytest.mark.parametrize(
    "label, name",
    [("Table 10.1", "t10-1"), ("Table 10.2", "t10-2"), ("Supplementary Table 1", "ts1"), ("Table 1a", "t1a")],
)
def test_the_whole_printed_number_is_the_name(label: str, name: str) -> None:
    assert names(table("A|B", label=label, page=1)) == [name]


def test_a_table_that_the_record_names_keeps_its_name() -> None:
    recorded = RecordedTable("t1", {(1, 0): "HfOx", (1, 1): "5 MΩ"})
    first = table("Nonlinearity|A", "2.31|0.52", label="Table 1", page=8)
    second = table("Device|R_ON", "HfOx|5 MΩ", label="Table I", page=23)
    assert names(first, second, recorded=(recorded,)) == ["t1-p8", "t1"]


def test_an_accepted_document_is_the_same_after_another_table_of_that_number_came(tmp_path: Path) -> None:
    write_text(tmp_path / "config/vocabulary.yaml", (ROOT / "config/vocabulary.yaml").read_text(encoding="utf-8"))
    before = by_id(page(DEVICES, root=tmp_path))
    accept_record(tmp_path, "doc")
    assert read_document(corpus(tmp_path), "doc").status == "same"
    found = page(FACTORS, DEVICES, root=tmp_path)
    assert found.read is not None
    again = {datum.id: datum.printed.text for datum in found.read}
    assert before.items() <= again.items()


def test_a_document_in_which_two_readings_meet_is_excluded_and_cannot_be_accepted(tmp_path: Path) -> None:
    write_text(tmp_path / "config/vocabulary.yaml", (ROOT / "config/vocabulary.yaml").read_text(encoding="utf-8"))
    document = page(DEVICES, root=tmp_path)
    (tmp_path / "sources/doc/table_1.csv").write_text("Device,R_on (kOhm)\nHfOx,82\n", encoding="utf-8")
    document = read_document(corpus(tmp_path), "doc")
    assert (document.status, document.data) == ("excluded", ())
    assert "doc:t1/r1c1" in (document.reason or "")
    assert "'81' in paper.html and '82' in table_1.csv" in (document.reason or "")
    with pytest.raises(SourceError, match="has two readings in one place"):
        accept_record(tmp_path, "doc")


def test_two_prints_of_one_value_do_not_conflict(tmp_path: Path) -> None:
    page("<table><caption>Table 1</caption><tr><th>Device</th><th>Reset voltage</th></tr>"
         "<tr><td>HfOx</td><td>\u22121.2 V</td></tr></table>", root=tmp_path)  # fmt: skip
    (tmp_path / "sources/doc/table_1.csv").write_text("Device,Reset voltage\nHfOx,-1.2 V\n", encoding="utf-8")
    document = read_document(corpus(tmp_path), "doc")
    assert (document.status, document.cells.duplicates) == ("new", 2)
