"""The first page of results/ and the files of its items, made from small tables."""

from __future__ import annotations

from pathlib import Path

import pytest
from memlit.config import load_field
from memlit.datum import anchor
from memlit.export.served import listed_tables, served_items, served_page

DICTIONARY = "file,column,type,title\n"
TABLES = {
    "devices": ("id,paper,device,name,class,tau_s,readings", "a/x/set,a,x,<X>,VCM,1e-07,doc:t1/r1;doc:t1/r1>g_on"),
    "readings": (
        "id,document,paper,device,printed,derived_from,used",
        "doc:t1/r1,doc,a,x,'=4 kΩ,,true",
        "doc:t1/r1>g_on,doc,a,x,4 kΩ,doc:t1/r1,true",
        "far:t1/r1,far,a,x,5 kΩ,,false",
        "far:t1/r2,far,a,unassigned,6 kΩ,,false",
    ),
}
NUMBERS = {"tau_s": "number", "used": "boolean"}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    dictionary = DICTIONARY
    for name, lines in TABLES.items():
        (tmp_path / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        for column in lines[0].split(","):
            dictionary += f"{name}.csv,{column},{NUMBERS.get(column, 'string')},About {name}\n"
    (tmp_path / "dictionary.csv").write_text(dictionary, encoding="utf-8")
    return tmp_path


def test_an_item_has_its_rows_with_numbers_as_numbers_and_no_empty_cell(data: Path) -> None:
    (item,) = served_items(listed_tables(data), ["doc"])
    said = item.plain()
    assert (said["id"], said["name"], said["class"], item.file) == ("a/x", "<X>", "VCM", "a/x.json")
    assert said["devices"][0]["tau_s"] == 1e-7
    assert said["readings"] == [
        {"id": "doc:t1/r1", "document": "doc", "paper": "a", "device": "x", "printed": "=4 kΩ", "used": True}
        | {"audit": f"audit/doc.html#{anchor('doc:t1/r1')}"},
        {"id": "doc:t1/r1>g_on", "document": "doc", "paper": "a", "device": "x", "printed": "4 kΩ", "used": True}
        | {"derived_from": "doc:t1/r1"},
        {"id": "far:t1/r1", "document": "far", "paper": "a", "device": "x", "printed": "5 kΩ", "used": False},
    ]


@pytest.mark.parametrize("is_for_own_use", [False, True])
def test_the_first_page_says_when_it_must_not_be_passed_on(data: Path, is_for_own_use: bool) -> None:
    tables = listed_tables(data)
    items = served_items(tables, ["doc"])
    page = served_page("A & B", tables.values(), items, {}, load_field(data), is_for_own_use=is_for_own_use)
    assert ("For your own use" in page) is is_for_own_use
    assert "<h1>A &amp; B</h1>" in page
    assert '<a href="devices/a/x.json">&lt;X&gt;</a>' in page
