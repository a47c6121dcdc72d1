"""readings.csv: a person's list of printed values; a row that cannot be used is named and stops no other."""

from __future__ import annotations

from pathlib import Path

import pytest
from memlit.errors import SourceError
from memlit.sources.data.from_readings import LIST_COLUMNS, read_readings

from tests.builders import ROOT, vocabulary

GOOD = "abstract,,TaOx/HfO2,r_on,16.9 kΩ,,,primary,,,,not_verified;averaged,after forming\n"


def write(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "readings.csv"
    path.write_text(",".join(LIST_COLUMNS) + "\n" + "".join(rows), encoding="utf-8")
    return path


def test_row_becomes_a_datum_with_its_place(tmp_path: Path) -> None:
    data, problems = read_readings(write(tmp_path, GOOD), "doe2020", vocabulary())
    assert problems == []
    (datum,) = data
    assert datum.id == "doe2020:abstract/taox-hfo2/r_on"
    assert (datum.paper, datum.device, datum.printed.text, datum.tier) == ("doe2020", "taox-hfo2", "16.9 kΩ", "primary")
    assert (datum.locator.kind, datum.locator.place) == ("text", "abstract")
    assert datum.flags == ("not_verified", "averaged")
    assert datum.printed.notes == ("after forming",)


@pytest.mark.parametrize(
    "row, problem",
    [
        ("abstract,,D,r_on,,,,primary,,,,,\n", "has no printed text"),
        (f"abstract,,{'D' * 140_000},r_on,5 kΩ,,,primary,,,,,\n", "has 140000 characters in the column device"),
        (",,D,r_on,5 kΩ,,,primary,,,,,\n", "has no place"),
        ("abstract,,D,r_onn,5 kΩ,,,primary,,,,,\n", "unknown parameter 'r_onn'; write one of config/vocabulary.yaml"),
        ("abstract,,D,r_on,5 kΩ,,,gossip,,,,,\n", "unknown tier 'gossip'"),
        ("abstract,,D,r_on,5 kΩ,,about,primary,,,,,\n", "unknown comparator 'about'"),
        ("abstract,,D,r_on,5 kΩ,,,primary,both,,,,\n", "unknown transition 'both'; write one of set reset"),
    ],
)
def test_row_that_cannot_be_used_is_named_with_its_line(tmp_path: Path, row: str, problem: str) -> None:
    path = write(tmp_path, GOOD, row, GOOD.replace("r_on", "r_off"))
    data, problems = read_readings(path, "doe2020", vocabulary())
    assert [datum.parameter for datum in data] == ["r_on", "r_off"]
    assert len(problems) == 1
    assert problems[0].startswith(f"{path}:3: ")
    assert problem in problems[0]


def test_second_value_of_one_place_has_an_id_of_its_own(tmp_path: Path) -> None:
    data, _ = read_readings(write(tmp_path, GOOD, GOOD.replace("16.9", "17.1")), "doe2020", vocabulary())
    assert [datum.id for datum in data] == ["doe2020:abstract/taox-hfo2/r_on", "doe2020:abstract/taox-hfo2/r_on.2"]


def test_other_header_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "readings.csv"
    path.write_text("place,text\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"readings\.csv:1: header is place,text; write place,paper"):
        read_readings(path, "doe2020", vocabulary())


def test_committed_readings_are_all_usable() -> None:
    paths = sorted((ROOT / "sources").glob("*/readings.csv"))
    assert paths
    for path in paths:
        data, problems = read_readings(path, path.parent.name, vocabulary())
        assert problems == []
        assert len({datum.id for datum in data}) == len(data)


def test_condition_and_transition_of_a_state_are_kept(tmp_path: Path) -> None:
    """A state belongs to the transition that its row names; the parameter of an amplitude names its own."""
    path = tmp_path / "readings.csv"
    rows = ("fig10a,,D,r_off,2 MΩ,,,primary,set,,,,,\n", "fig10a,,D,set_voltage,9 V,,,primary,set,,,,,9 V\n")
    path.write_text(",".join((*LIST_COLUMNS, "condition")) + "\n" + "".join(rows), encoding="utf-8")
    data, problems = read_readings(path, "doe2020", vocabulary())
    assert problems == []
    assert [(datum.pulse, datum.condition) for datum in data] == [("set", None), (None, "9 V")]
