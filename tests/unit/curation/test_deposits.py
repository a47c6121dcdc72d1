"""memlit add FILE.json: the deposit of a sheet becomes an entry and a list of readings, or one line."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from memlit.curation.adding.add import new_review
from memlit.curation.adding.deposits import add_deposit
from memlit.curation.adding.proposals import PaperLabels
from memlit.errors import MemlitError
from memlit.sources.data.from_readings import read_readings

from tests.builders import vocabulary

DEPOSIT: dict[str, Any] = {
    "format": "memlit-deposit-1",
    "signed_by": "J. Doe",
    "paper": {"title": "A made-up synapse", "author": "Doe, Jane", "year": "2026", "doi": "10.9999/made.up"},
    "document": {"file": "paper.pdf", "sha256": "0" * 64},
    "values": [
        {"device": "TaOx", "parameter": "reset_voltage", "set_or_reset": "reset", "text": "-1.5 V", "place": "page 2"},
        {"device": "TaOx", "parameter": "g_on", "set_or_reset": "set", "text": "100 µS", "place": "author"},
    ],
    "answers": [{"part": "delay", "asked": "delay", "text": "1 ms"}],
}


@pytest.fixture
def review(tmp_path: Path) -> Path:
    new_review(tmp_path / "review")
    return tmp_path / "review"


def _saved(folder: Path, **changed: Any) -> Path:
    path = folder / "deposit.json"
    path.write_text(json.dumps({**copy.deepcopy(DEPOSIT), **changed}), encoding="utf-8")
    return path


def test_a_deposit_becomes_an_entry_and_its_readings_with_who_gave_them(review: Path, tmp_path: Path) -> None:
    path = _saved(tmp_path)
    (entry,) = add_deposit(review, path, PaperLabels()).entries
    assert (entry.key, entry.fields["doi"]) == ("doe2026", "10.9999/made.up")
    folder = review / "sources" / "doe2026"
    data, problems = read_readings(folder / "readings.csv", "doe2026", vocabulary())
    assert problems == []
    assert [(one.parameter, one.printed.text, one.locator.place, one.flags) for one in data] == [
        ("reset_voltage", "-1.5 V", "page 2", ()),
        ("g_on", "100 µS", "author", ("given_by_author",)),
    ]
    assert "signed by J. Doe" in data[0].printed.notes[0]
    assert (folder / "deposit.json").read_bytes() == path.read_bytes()


def test_a_paper_of_the_library_gets_the_values_and_no_second_entry(review: Path, tmp_path: Path) -> None:
    text = "@article{own, title = {Another title}, author = {Doe, J.}, year = {2026}, doi = {10.9999/MADE.up}}\n"
    (review / "references.bib").write_text(text, encoding="utf-8")
    assert add_deposit(review, _saved(tmp_path), PaperLabels()).entries == ()
    assert (review / "references.bib").read_text(encoding="utf-8") == text
    assert (review / "sources" / "own" / "readings.csv").is_file()


def test_readings_that_are_there_are_never_replaced(review: Path, tmp_path: Path) -> None:
    path = _saved(tmp_path)
    add_deposit(review, path, PaperLabels())
    listed = review / "sources" / "doe2026" / "readings.csv"
    before = listed.read_bytes()
    with pytest.raises(MemlitError, match="holds readings already"):
        add_deposit(review, path, PaperLabels())
    assert listed.read_bytes() == before


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"format": "another"}, "is no deposit"),
        ({"signed_by": ""}, "is no deposit of a sheet .signed_by"),
        ({"values": []}, "is no deposit of a sheet .values"),
        ({"values": [{**DEPOSIT["values"][0], "text": "-1.5 A"}]}, "value 1: reset_voltage '-1.5 A' cannot be used"),
        ({"values": [{**DEPOSIT["values"][0], "text": "much"}]}, "value 1: reset_voltage 'much' cannot be used"),
        ({"values": [{**DEPOSIT["values"][0], "parameter": "colour"}]}, "value 1: unknown parameter 'colour'"),
    ],
)
def test_a_deposit_that_cannot_be_used_is_one_line_and_adds_nothing(
    review: Path, tmp_path: Path, changed: dict[str, Any], said: str
) -> None:
    before = (review / "references.bib").read_bytes()
    with pytest.raises(MemlitError, match=said) as raised:
        add_deposit(review, _saved(tmp_path, **changed), PaperLabels())
    assert "\n" not in str(raised.value)
    assert (review / "references.bib").read_bytes() == before
    assert [path.name for path in (review / "sources").iterdir()] == [".gitkeep"]
