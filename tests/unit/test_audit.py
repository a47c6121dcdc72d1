"""Questions to a small audit index made by hand: one metric from a derived reading from a printed one."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from memlit.errors import RecordError, SourceError
from memlit.provenance.audit import Index, explain, orphans
from memlit.provenance.index import SCHEMA

from tests.builders import reading

PRINTED = reading("r_on", 16900.0, "ohm", text="16.9 kΩ", headers=("R_ON",), stub="AlOx", row=3, column=4, page=23)
RULE = {"rule": "P_s = V^2 G_off"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "audit.sqlite"
    database = sqlite3.connect(file)
    database.executescript(SCHEMA)
    record = PRINTED.model_dump(mode="json")
    step = {"op": "derive", "before": "r_on", "after": "g_on", "rule": "G = 1/R"}
    derived = {**record, "steps": [step], "inputs": [PRINTED.id]}
    nodes = [
        (PRINTED.id, "reading", "r_on", "16.9 kΩ", "value", json.dumps(record)),
        (f"{PRINTED.id}>g_on", "derived", "g_on", "59.2 µS", "value", json.dumps(derived)),
        ("doe2020/taox/set#standby_power", "metric", "standby power", "1 nW", "value", json.dumps(RULE)),
        ("doc:t1/r9c9", "reading", "r_on", "1 kΩ", "value", json.dumps(record)),
    ]
    database.executemany("INSERT INTO node VALUES (?, ?, ?, ?, ?, ?)", nodes)
    edges = [(f"{PRINTED.id}>g_on", PRINTED.id, 0), ("doe2020/taox/set#standby_power", f"{PRINTED.id}>g_on", 0)]
    database.executemany("INSERT INTO edge VALUES (?, ?, ?)", edges)
    database.execute("INSERT INTO shown VALUES ('doe2020/taox/set#standby_power')")
    database.executemany("INSERT INTO entry VALUES (?, ?, ?)", [("doe2020", "review-fig11", 1), ("roe2021", "", 0)])
    database.commit()
    database.close()
    return file


def test_metric_leads_to_the_printed_characters(path: Path) -> None:
    text = "\n".join(explain(Index(path), "doe2020/taox/set#standby_power"))
    for piece in (
        "P_s = V^2 G_off",
        "G = 1/R",
        "'16.9 kΩ'",
        "R_ON | AlOx",
        "page 23",
        "row 3, column 4",
        "taox of doe2020",
    ):
        assert piece in text
    assert "in the report: yes" in text


def test_printed_reading_names_its_uses(path: Path) -> None:
    lines = explain(Index(path), PRINTED.id)
    assert f"  {PRINTED.id}>g_on" in lines[lines.index("used by") :]
    assert lines[-1] == "in the report: no"


def test_unknown_id_is_one_line_with_near_ones(path: Path) -> None:
    with pytest.raises(RecordError, match=r"did you mean doc:t1/r9c9\?"):
        explain(Index(path), "r9c9")
    with pytest.raises(RecordError, match="is no id of this run"):
        explain(Index(path), "100%_nothing")


def test_orphans_are_counted_and_only_a_bare_number_is_a_finding(path: Path) -> None:
    lines, is_finding = orphans(Index(path))
    assert not is_finding
    assert "numbers in the report without a datum: 0" in lines
    assert "readings with a value that no result uses: 1" in lines
    assert any("doc:t1/r9c9" in line for line in lines)
    assert lines[-1].split() == ["roe2021"]
    database = sqlite3.connect(path)
    database.execute("INSERT INTO shown VALUES ('made/up#number')")
    database.commit()
    database.close()
    lines, is_finding = orphans(Index(path))
    assert is_finding
    assert "  made/up#number" in lines


def test_missing_and_damaged_index_are_one_line(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="is missing; run snakemake"):
        Index(tmp_path / "none.sqlite")
    damaged = tmp_path / "damaged.sqlite"
    damaged.write_bytes(b"this is no database, at any length of bytes" * 50)
    with pytest.raises(SourceError, match="is no audit index"):
        Index(damaged)


def test_index_is_found_under_any_folder_name(path: Path) -> None:
    folder = path.parent / "a b?c#d%20"
    folder.mkdir()
    (folder / "audit.sqlite").write_bytes(path.read_bytes())
    assert Index(folder / "audit.sqlite").node(PRINTED.id).display == "16.9 kΩ"
