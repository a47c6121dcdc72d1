"""What a person says of a table at the desk is kept as answers, and a run reads the table by them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from memlit.curation.answering import take_answers
from memlit.datum import Datum
from memlit.desk.serve.server import DeskServer
from memlit.sources.extract import read_document

from tests.builders import corpus
from tests.unit.desk.desk_review import asked, root_of, until_read

KEY = "doe2024"
PAPER = """<html><body><h1>Analogue switching in hafnium oxide</h1><table><caption>Table 2. Both devices</caption>
<tr><td>Device</td><td>Set voltage (V)</td><td>Zap height (V)</td></tr>
<tr><td>HfOx</td><td>1.2</td><td>3</td></tr><tr><td>TaOx</td><td>1.6</td><td>4</td></tr></table></body></html>"""
TABLE = {"file": "paper.html", "name": "t2", "label": "Table 2"}
YES = {"what": "about", "table": TABLE, "about": "devices"}
NO = {"what": "about", "table": TABLE, "about": "others"}
HEAD = {"what": "head", "table": TABLE, "at": [0, 2], "text": "Zap height (V)", "parameter": "reset_voltage"}
DEVICE = {"what": "device", "table": TABLE, "at": [2, 0], "label": "TaOx", "device": "Ta2O5", "paper": "[12]"}


@pytest.fixture
def desk(served: DeskServer) -> DeskServer:
    (root_of(served) / "sources" / KEY / "paper.html").write_text(PAPER, encoding="utf-8")
    until_read(served, KEY)
    return served


def says(desk: DeskServer, *messages: dict[str, Any]) -> None:
    for message in messages:
        status, told = asked(desk, "decide", {"key": KEY, **message})
        assert status == 200, told
        until_read(desk, KEY)


def answers(desk: DeskServer) -> Path:
    return root_of(desk) / "extracted" / f"{KEY}.answers.jsonl"


def values(desk: DeskServer) -> dict[tuple[str, str], Datum]:
    """What a run uses of the table, by device and parameter."""
    read = read_document(corpus(root_of(desk)), KEY)
    return {(one.device, one.parameter): one for one in read.data if one.excluded is None}


def test_a_table_gives_nothing_until_a_person_says_yes_and_is_then_read_as_it_was_drawn(desk: DeskServer) -> None:
    assert values(desk) == {}
    drawn = until_read(desk, KEY)["tables"][0]["values"]
    assert [one["printed"] for one in drawn if one["parameter"] == "set_voltage"] == ["1.2", "1.6"]
    says(desk, YES)
    found = values(desk)
    assert {name: one.printed.text for name, one in found.items()} == {
        ("hfox", "device_name"): "HfOx",
        ("hfox", "set_voltage"): "1.2",
        ("taox", "device_name"): "TaOx",
        ("taox", "set_voltage"): "1.6",
    }
    assert {one.paper for one in found.values()} == {KEY}
    assert not (root_of(desk) / "sources" / KEY / "source.yaml").exists()


def test_no_takes_its_values_away_again(desk: DeskServer) -> None:
    says(desk, YES, NO)
    assert values(desk) == {}
    assert until_read(desk, KEY)["tables"][0]["waits"] is False


def test_a_head_that_a_person_explains_is_read_in_every_row(desk: DeskServer) -> None:
    says(desk, HEAD)
    found = values(desk)
    assert found["hfox", "reset_voltage"].printed.text == "3"
    assert found["taox", "reset_voltage"].printed.text == "4"
    assert found["taox", "set_voltage"].printed.text == "1.6"


def test_a_head_of_volts_that_is_called_a_time_gives_no_value_and_its_cells_are_asked_again(desk: DeskServer) -> None:
    says(desk, {**HEAD, "parameter": "set_pulse_width"})
    assert "set_pulse_width" not in {parameter for _, parameter in values(desk)}
    refused = until_read(desk, KEY)["tables"][0]["refused"]
    assert [line.partition(" ")[0] for line in refused] == ["r1c2", "r2c2"]


def test_a_line_is_of_the_device_and_work_that_a_person_names(desk: DeskServer) -> None:
    says(desk, DEVICE)
    found = values(desk)
    renamed, other = found["ta2o5", "set_voltage"], found["hfox", "set_voltage"]
    assert (renamed.paper, renamed.tier) == (f"{KEY}:ref-12", "secondary")
    assert (other.paper, other.tier) == (KEY, "primary")


@pytest.mark.parametrize(
    ("said", "paper", "tier"),
    [
        (KEY, KEY, "primary"),
        ("[12]", f"{KEY}:ref-12", "secondary"),
        ("https://doi.org/10.1109/MDAT.2018.2890229", f"{KEY}:ref-10-1109-mdat-2018-2890229", "secondary"),
        ("Jo et al. 2010", f"{KEY}:ref-jo-et-al-2010", "secondary"),
    ],
)
def test_the_values_of_a_table_are_of_a_work_that_is_named_by_number_doi_or_author(
    desk: DeskServer, said: str, paper: str, tier: str
) -> None:
    says(desk, {"what": "table_said", "table": TABLE, "paper": said, "how": "simulated"})
    found = values(desk)
    assert {(one.paper, one.tier) for one in found.values()} == {(paper, tier)}
    assert all("how:simulated" in one.flags for one in found.values())


@pytest.mark.parametrize(
    "message",
    [
        {"what": "table_said", "table": TABLE, "paper": "", "how": ""},
        {"what": "table_said", "table": TABLE, "paper": "gone2020", "how": ""},
        {**DEVICE, "paper": "gone2020"},
        {**DEVICE, "device": " "},
        {**HEAD, "table": {**TABLE, "name": "t9", "label": "Table 9"}},
    ],
)
def test_what_cannot_be_an_answer_is_refused_and_nothing_is_written(desk: DeskServer, message: dict[str, Any]) -> None:
    assert asked(desk, "decide", {"key": KEY, **message})[0] == 409
    assert not answers(desk).exists()


def test_answers_of_a_model_are_accepted_by_one_yes(desk: DeskServer) -> None:
    heads = {"c1": {"parameter": "set_voltage"}, "c2": {"parameter": "reset_voltage"}}
    lines = {"r1": {"device": "HfOx", "work": "this"}, "r2": {"device": "TaOx", "work": "this"}}
    told = {"document": KEY, "tables": [{"table": "t2", "devices_in": "rows", "heads": heads, "lines": lines}]}
    file = root_of(desk) / "answers.json"
    file.write_text(json.dumps(told), encoding="utf-8")
    assert take_answers(root_of(desk), KEY, file, "made-up-7b", "model").refused == []
    asked(desk, "read", {"key": KEY})
    assert values(desk) == {}
    says(desk, YES)
    assert values(desk)["hfox", "reset_voltage"].printed.text == "3"
    kept = [json.loads(line) for line in answers(desk).read_text(encoding="utf-8").splitlines()]
    assert {one["accepted_by"] for one in kept if one["by"] == "made-up-7b"} == {"Jane Doe"}


@pytest.mark.parametrize("message", [NO, HEAD, DEVICE])
def test_what_was_said_is_taken_back_to_the_byte(desk: DeskServer, message: dict[str, Any]) -> None:
    says(desk, YES)
    before = answers(desk).read_bytes()
    says(desk, {**HEAD, "parameter": "set_voltage"}, message)
    for _ in range(2):
        assert asked(desk, "undo", {"key": KEY})[0] == 200
    assert answers(desk).read_bytes() == before
    assert asked(desk, "undo", {"key": KEY})[0] == 200
    assert not answers(desk).exists()
