"""accept and the difference that a person reads before it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from memlit.curation.comparing.accept import accept_record
from memlit.curation.record_differences import differences
from memlit.datum import Printed
from memlit.errors import SourceError
from memlit.sources.extract import load_record

from tests.builders import ROOT, datum

TABLE = "Device,R_ON\nA,26 MΩ\nB,100 kΩ\n"


@pytest.fixture
def review(tmp_path: Path) -> Path:
    (tmp_path / "sources" / "doc").mkdir(parents=True)
    (tmp_path / "sources" / "doc" / "table_1.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "vocabulary.yaml").symlink_to(ROOT / "config" / "vocabulary.yaml")
    return tmp_path


def test_differences_are_added_withdrawn_and_changed_lines() -> None:
    before = [datum("r_on", "5 kΩ"), datum("r_off", "1 MΩ")]
    after = [datum("r_on", "6 kΩ", page=3), datum("g_on", "1 µS")]
    assert differences(before, after) == [
        "+ doc:t1/g_on  g_on '1 µS'",
        "- doc:t1/r_off  r_off '1 MΩ'",
        "~ doc:t1/r_on  r_on printed '5 kΩ' -> '6 kΩ'",
        "~ doc:t1/r_on  locator page None -> 3",
    ]


@pytest.mark.parametrize(
    "text, markup, shown",
    [
        ("104 cycles", "10<sup>4</sup> cycles", "10⁴ cycles"),
        ("~ 107", "10<sup>7</sup>", "~ 10⁷"),
        ("10-8 A at R on", "10<sup>-8</sup> A", "10⁻⁸ A at R on"),
        ("Ron", "R<sub>on</sub>", "R<sub>on</sub>"),
        ("5 V", None, "5 V"),
    ],
)
def test_a_difference_shows_what_is_raised(text: str, markup: str | None, shown: str) -> None:
    printed = Printed(text=text, markup=markup)
    one = datum("endurance", "1").model_copy(update={"printed": printed})
    assert differences([], [one]) == [f"+ {one.id}  endurance {shown!r}"]
    if markup and shown != markup:
        lost = one.model_copy(update={"printed": Printed(text=text)})
        assert differences([lost], [one]) == [f"~ {one.id}  endurance printed {text!r} -> {shown!r}"]


def test_other_digest_of_the_file_is_no_difference() -> None:
    assert differences([datum("r_on", "5 kΩ", sha256="0" * 64)], [datum("r_on", "5 kΩ", sha256="1" * 64)]) == []


def test_accept_writes_a_record_that_is_read_back_and_stays_the_same(review: Path) -> None:
    changes = accept_record(review, "doc")
    assert all(line.startswith("+ doc:t1/") for line in changes)
    record = load_record(review / "extracted", "doc")
    assert record is not None
    assert {item.printed.text for item in record.data} >= {"26 MΩ", "100 kΩ"}
    written = (review / "extracted/doc.json").read_bytes()
    assert accept_record(review, "doc") == []
    assert (review / "extracted/doc.json").read_bytes() == written
    assert set(json.loads(written)["files"]) == {"table_1.csv"}


def test_accept_says_what_changed(review: Path) -> None:
    accept_record(review, "doc")
    (review / "sources/doc/table_1.csv").write_text(TABLE.replace("26", "27"), encoding="utf-8")
    assert accept_record(review, "doc") == ["~ doc:t1/r1c1  r_on printed '26 MΩ' -> '27 MΩ'"]


def test_accept_keeps_the_data_of_absent_documents(review: Path) -> None:
    rows = "<tr><th>Device</th><th>R_ON</th></tr><tr><td>A</td><td>26 MΩ</td></tr>"
    (review / "sources/doc/table_1.csv").unlink()
    (review / "sources/doc/doc.html").write_text(f"<p>Table 1</p><table>{rows}</table>", encoding="utf-8")
    accept_record(review, "doc")
    (review / "sources/doc/doc.html").unlink()
    (review / "sources/doc/table_2.csv").write_text("Device,R_OFF\nA,1 GΩ\n", encoding="utf-8")
    assert all(line.startswith("+ doc:t2/") for line in accept_record(review, "doc"))
    record = load_record(review / "extracted", "doc")
    assert record is not None
    assert {item.printed.text for item in record.data} >= {"26 MΩ", "1 GΩ"}
    assert sorted(record.files) == ["doc.html", "table_2.csv"]


def test_accept_refuses_a_file_that_cannot_be_read(review: Path) -> None:
    accept_record(review, "doc")
    written = (review / "extracted/doc.json").read_bytes()
    (review / "sources/doc/table_1.csv").unlink()
    (review / "sources/doc/paper.pdf").write_bytes(b"%PDF-1.7\nbroken")
    with pytest.raises(SourceError, match=r"cannot be read whole \(.*paper\.pdf: is no readable PDF"):
        accept_record(review, "doc")
    assert (review / "extracted/doc.json").read_bytes() == written


def test_accept_never_empties_a_record(review: Path) -> None:
    (review / "sources/doc/table_1.csv").write_text("a,b\n,\n", encoding="utf-8")
    with pytest.raises(SourceError, match="gave no datum"):
        accept_record(review, "doc")
    assert not (review / "extracted").exists()


@pytest.mark.parametrize("key", ["../doc", "nowhere", "", "doc/../doc"])
def test_accept_takes_only_keys_of_folders(review: Path, key: str) -> None:
    with pytest.raises(SourceError, match="is no folder"):
        accept_record(review, key)
