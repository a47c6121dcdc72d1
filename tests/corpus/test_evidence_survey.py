"""The survey: the counts that a careful reading gives, and rules that reach the rows they are meant for."""

from __future__ import annotations

import csv
from collections.abc import Callable

import pytest
import yaml

from tests.builders import REFERENCE, ROOT

FOLDER = ROOT / "sources/memsysexplorer-survey"
CLASSES = ("CBRAM", "RRAM", "PCM", "STT", "FeRAM", "FeFET")
ON, OFF, LONG, HEAT = "Ron (ohm)", "Roff (ohm)", "Retention (s)", "Retention temp (C)"
SET_V, RESET_V, SET_T, RESET_T = "SET Voltage (V)", "RESET Voltage (V)", "SET Speed (ns)", "RESET Speed (ns)"
MANY_PAPERS = "10.1109/lmag.2016.2539256"

Row = dict[str, str]
Known = Callable[[int, Row, str], bool]


def read(name: str) -> list[list[str]]:
    with (ROOT / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


GRID = read("sources/memsysexplorer-survey/table_1.csv")
HEADER, LINES = GRID[0], GRID[1:]
ROWS = [dict(zip(HEADER, line, strict=True)) for line in LINES]
ENTRY = yaml.safe_load((FOLDER / "source.yaml").read_text(encoding="utf-8"))["tables"][0]
EXCLUDED = {row[0] for row in read("curation/corrections.csv") if row[1] == "status"}
LOST = {(cell["row"], cell["column"]) for cell in ENTRY["lost_exponents"]}


def filled(_: int, row: Row, column: str) -> bool:
    """Whether the cell holds one number or a range: no stray mark, no two values, no other quantity."""
    text = row[column].strip()
    return bool(text) and not any(mark in text for mark in ("`", "*", "(", "TOPS", "Var"))


def trusted(number: int, row: Row, column: str) -> bool:
    """`filled`, without the slips and lost exponents that are excluded."""
    place = (number, HEADER.index(column))
    excluded = f"memsysexplorer-survey:t1/r{place[0]}c{place[1]}" in EXCLUDED
    return filled(number, row, column) and not excluded and place not in LOST


def paper(number: int, row: Row) -> tuple[str, ...]:
    doi = row["DOI"].strip().lower()
    if doi == MANY_PAPERS or number == 411:
        return doi, row["Conference"], row["Year"]
    return (doi or row["Link"].strip(),)


def counts(known: Known, columns: tuple[str, ...], where: Callable[[Row], bool] = lambda _: True) -> dict[str, str]:
    """Rows / papers of each class whose `columns` are all known; classes without any are left out."""
    found = {}
    for name in CLASSES:
        hits = [
            paper(number, row)
            for number, row in enumerate(ROWS, start=1)
            if row["Technology"] == name and where(row) and all(known(number, row, column) for column in columns)
        ]
        if hits:
            found[name] = f"{len(hits)}/{len(set(hits))}"
    return found


def stanford(row: Row) -> bool:
    return row["Technology"] in {"CBRAM", "RRAM"} and row["NVMExplorer"] != "1"


def test_the_table_is_the_whole_file() -> None:
    assert (len(ROWS), len(HEADER)) == (424, 42)
    empty = [number for number, line in enumerate(LINES, start=2) if not any(cell.strip() for cell in line)]
    assert empty == [111, 140, 160, 336, 351]
    sizes = {name: sum(row["Technology"] == name for row in ROWS) for name in CLASSES}
    assert sizes == {"CBRAM": 36, "RRAM": 114, "PCM": 110, "STT": 119, "FeRAM": 22, "FeFET": 16}


def test_strict_rule_gives_few_complete_tuples() -> None:
    assert counts(filled, (SET_V, SET_T, ON, OFF)) == {"RRAM": "1/1", "PCM": "13/13"}
    assert counts(filled, (RESET_V, RESET_T, ON, OFF)) == {"RRAM": "1/1", "PCM": "11/10"}
    assert counts(filled, (SET_V, OFF)) == {"RRAM": "3/3", "PCM": "19/17", "STT": "1/1"}
    assert counts(filled, (RESET_V, OFF)) == {"RRAM": "3/3", "PCM": "14/13", "STT": "1/1"}


def test_times_ratios_endurance_and_retention_by_class() -> None:
    plain: Known = lambda number, row, column: filled(number, row, column) and "-" not in row[column]  # noqa: E731
    assert counts(plain, (SET_T,)) == {"RRAM": "15/15", "PCM": "68/60"}
    assert counts(filled, (RESET_T,)) == {"RRAM": "11/11", "PCM": "59/52"}
    assert counts(filled, ("Write Speed (ns)",)) == {
        "RRAM": "1/1",
        "STT": "19/19",
        "FeRAM": "15/13",
        "FeFET": "7/5",
    }
    assert counts(filled, (ON, OFF)) == {
        "CBRAM": "32/29",
        "RRAM": "85/71",
        "PCM": "82/70",
        "STT": "1/1",
        "FeFET": "4/2",
    }
    assert counts(filled, ("Endurance",)) == {
        **{"CBRAM": "22/20", "RRAM": "77/62", "PCM": "83/69"},
        **{"STT": "44/38", "FeRAM": "18/17", "FeFET": "7/5"},
    }
    assert counts(filled, (LONG,)) == {
        **{"CBRAM": "9/7", "RRAM": "65/53", "PCM": "50/42"},
        **{"STT": "37/29", "FeRAM": "16/15", "FeFET": "5/3"},
    }
    with_heat = {name: text.split("/")[0] for name, text in counts(filled, (LONG, HEAT)).items()}
    assert with_heat == {"CBRAM": "8", "RRAM": "56", "PCM": "50", "STT": "33", "FeRAM": "9"}


def test_unpaired_sensitivity_before_and_after_the_exclusions() -> None:
    voltage, time = "Voltage (V)", "Read Speed (ns)"

    # The voltages of seven macros are out of both counts; three lost exponents only of the second.
    def no_macro(number: int, row: Row, column: str) -> bool:
        return filled(number, row, column) and (column != voltage or trusted(number, row, column))

    assert counts(no_macro, (voltage, time, ON, OFF), stanford) == {"CBRAM": "18/17", "RRAM": "47/47"}
    assert counts(trusted, (voltage, time, ON, OFF), stanford) == {"CBRAM": "18/17", "RRAM": "44/44"}
    only_on = lambda row: stanford(row) and not row[OFF].strip()  # noqa: E731
    assert counts(trusted, (voltage, time, ON), only_on) == {"CBRAM": "2/2"}
    assert counts(trusted, (voltage, OFF), stanford) == {"CBRAM": "29/27", "RRAM": "57/57"}


def test_rules_reach_the_rows_they_are_meant_for() -> None:
    def reached(rule: dict[str, object]) -> int:
        where: dict[str, list[str]] = rule["where"]  # type: ignore[assignment]
        column = str(rule["column"])
        hits = [row for row in ROWS if all(row[name].strip() in values for name, values in where.items())]
        return len(hits) if rule.get("scope") == "row" else sum(bool(row[column].strip()) for row in hits)

    sizes = [
        (
            rule["column"],
            rule.get("parameter") or rule.get("exclude", rule.get("flag", "")).split(":")[0],
            reached(rule),
        )
        for rule in ENTRY["rules"]
    ]
    # 33 CBRAM and 67 RRAM voltages, 39 of PCM; 25 and 56 switching times; 27 rows under one DOI.
    assert ("Voltage (V)", "programming_voltage", 33 + 67) in sizes
    assert ("Voltage (V)", "threshold", 39) in sizes
    assert ("Read Speed (ns)", "switching_time", 25 + 56) in sizes
    assert ("DOI", "unresolved", 27) in sizes
    assert ("DOI", "unresolved", 1) in sizes
    assert ("Technology", "no_class_statement", 22 + 16) in sizes
    assert all(size > 0 for _, _, size in sizes)


def test_slips_are_excluded_and_never_corrected() -> None:
    rows = [row for row in read("curation/corrections.csv") if row[0].startswith("memsysexplorer-survey:")]
    assert {row[1] for row in rows} == {"status"}
    kinds = [row[3].split(":")[0] for row in rows]
    assert (kinds.count("slip"), kinds.count("missing"), kinds.count("macro")) == (5 + 1 + 5, 4, 2)
    assert (kinds.count("no_value"), kinds.count("stray_mark"), kinds.count("supply_voltage")) == (2, 2, 7)


@pytest.mark.reference("evidence/tables")
def test_the_table_is_transcribed_as_printed() -> None:
    path = REFERENCE / "evidence/tables/memsysexplorer-nvm-survey.csv"
    with path.open(encoding="utf-8", newline="") as file:
        assert [line[1:] for line in csv.reader(file)] == GRID
