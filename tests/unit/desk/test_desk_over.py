"""Over papers: the table by parameters, notes, and what a screener has in sight."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from memlit.desk.desk import Desk
from memlit.desk.serve.server import DeskServer
from memlit.files import read_csv, write_csv
from memlit.library import load_library

from tests.unit.desk.desk_review import LIBRARY, asked, root_of, serving

COLUMNS = (
    *("id", "paper", "device", "name", "parameter", "printed", "printed_unit"),
    *("derived_from", "status", "used"),
)
SECOND = "\n@article{roe2023, author = {Roe, R.}, title = {A neuron}, year = {2023}, keywords = {tables}}\n"


def row(identifier: str, parameter: str, printed: str, **more: str) -> dict[str, str]:
    own = {"id": f"doe2024:{identifier}", "paper": "doe2024", "device": "a", "name": "A", "status": "value"}
    return dict.fromkeys(COLUMNS, "") | own | {"parameter": parameter, "printed": printed, "used": "false"} | more


@pytest.fixture
def ran(served: DeskServer) -> DeskServer:
    """The desk after a run that read three values of one paper, of which Ada confirmed one."""
    root = root_of(served)
    (root / "references.bib").write_text(LIBRARY + SECOND, encoding="utf-8")
    rows = [
        row("t1/r1c1", "set_voltage", "1.5 V"),
        row("t1/r1c2", "set_voltage", "1.2", printed_unit="V", used="true"),
        row("t1/r1c3", "set_voltage", "9 V", status="excluded"),
        row("t1/r2c1", "r_on", "10 kΩ", used="true"),
        row("t1/r2c1>g_on", "g_on", "", derived_from="doe2024:t1/r2c1"),
    ]
    write_csv(root / "results/data/readings.csv", COLUMNS, rows)
    looked = [{"document": "doe2024", "paper": "doe2024", "parameters": "set_pulse_width;g_off"}]
    write_csv(root / "results/data/looked_for.csv", ("document", "paper", "parameters"), looked)
    check = "doe2024:t1/r1c2,confirmed,1.2,Ada,2026-01-30,\n"
    (root / "curation").mkdir(exist_ok=True)
    (root / "curation/checks.csv").write_text("id,verdict,printed,who,date,note\n" + check, encoding="utf-8")
    return served


def table(served: DeskServer, columns: str = "") -> dict[str, Any]:
    status, told = asked(served, f"over/table?columns={columns}")
    assert status == 200, told
    return {one["key"]: one for one in told["papers"]}


def test_a_cell_has_its_values_as_printed_those_in_use_first_and_who_confirmed_them(ran: DeskServer) -> None:
    cell = table(ran)["doe2024"]["cells"]["set_voltage"]
    told = [(one["printed"], one["is_used"], one["verdict"], one["by"]) for one in cell["values"]]
    assert told == [("1.2 V", True, "confirmed", "Ada, 2026-01-30"), ("1.5 V", False, "", "")]


def test_what_is_missing_is_told_from_what_was_looked_for_in_vain(ran: DeskServer) -> None:
    papers = table(ran, "set_voltage,set_pulse_width,reset_voltage,g_on")
    states = {name: cell["state"] for name, cell in papers["doe2024"]["cells"].items()}
    # A derived conductance is no print.
    assert states == {
        "set_voltage": "read",
        "set_pulse_width": "absent",
        "reset_voltage": "missing",
        "g_on": "missing",
    }
    assert {cell["state"] for cell in papers["roe2023"]["cells"].values()} == {"missing"}


def test_columns_are_parameters_and_no_run_is_one_line(ran: DeskServer, served: DeskServer) -> None:
    told = asked(ran, "over/table?columns=r_on,nosuch")[1]
    assert told["columns"] == ["r_on"]
    assert told["parameters"] == [{"name": "r_on", "n": 1}, {"name": "set_voltage", "n": 1}]
    (root_of(served) / "results/data/readings.csv").unlink()
    assert asked(served, "over/table")[0] == 409


def test_each_person_has_a_note_of_their_own_which_can_be_taken_back(ran: DeskServer) -> None:
    root = root_of(ran)
    assert asked(ran, "note", {"key": "doe2024", "note": "=states only in Fig. 3"})[0] == 200
    with serving(Desk(root, "Ada")) as ada:
        assert asked(ada, "note", {"key": "doe2024", "note": "ask the authors"})[0] == 200
        told = asked(ada, "notes?key=doe2024")[1]
    assert told["mine"] == "ask the authors"
    assert [(one["who"], one["note"]) for one in told["others"]] == [("Jane Doe", "=states only in Fig. 3")]
    assert {one["note"][0] for one in read_csv(root / "curation/notes.csv")} == {"'", "a"}
    assert asked(ran, "note", {"key": "doe2024", "note": ""})[0] == 200
    assert [one["who"] for one in table(ran)["doe2024"]["notes"]] == ["Ada"]
    asked(ran, "undo", {"key": "doe2024"})
    assert len(table(ran)["doe2024"]["notes"]) == 2


def test_a_screener_has_the_criteria_and_writes_the_abstract(ran: DeskServer) -> None:
    root = root_of(ran)
    config = root / "config/config.yaml"
    told = "criteria:\n    identification: [the work measures a memristive device]\n"
    config.write_text(config.read_text(encoding="utf-8").replace("criteria: {}\n", told), encoding="utf-8")
    answer = asked(ran, "screening?stage=identification")[1]
    assert answer["criteria"] == ["the work measures a memristive device"]
    assert asked(ran, "screening?stage=screening")[1]["criteria"] == []
    before = load_library(root / "references.bib").entries["doe2024"].fields
    assert asked(ran, "abstract", {"key": "doe2024", "abstract": "Pulses of {1.2 V}\nset it."})[0] == 200
    after = load_library(root / "references.bib").entries["doe2024"].fields
    assert after == before | {"abstract": "Pulses of 1.2 V set it."}
    (item,) = (one for one in asked(ran, "screening?stage=identification")[1]["items"] if one["record"] == "doe2024")
    assert item["abstract"] == "Pulses of 1.2 V set it."


def test_criteria_of_a_stage_that_is_none_are_one_line(tmp_path: Path) -> None:
    from memlit.config import load_config
    from memlit.errors import ConfigError

    from tests.unit.desk.desk_review import small_review

    config = small_review(tmp_path) / "config/config.yaml"
    config.write_text(config.read_text("utf-8").replace("criteria: {}", "criteria: {reading: [x]}"), encoding="utf-8")
    with pytest.raises(ConfigError, match="reading"):
        load_config(config)
