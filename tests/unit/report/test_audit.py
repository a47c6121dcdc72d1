"""Questions to a small audit index made by hand: one metric from a derived reading from a printed one."""

from __future__ import annotations

import errno
import json
import re
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest
from memlit.audit import questions
from memlit.audit.chain import chain, explain, orphan_lines, orphans
from memlit.audit.database import (
    SCHEMA,
    IndexedNumber,
    IndexedPlace,
    IndexedRun,
    all_records,
    faults_of_the_disk,
    write_database,
)
from memlit.audit.lookup import Index
from memlit.audit.subjects import report_places
from memlit.errors import RecordError, SourceError
from memlit.presentation.text import number_token

from tests.builders import reading

PRINTED = reading("r_on", 16900.0, "ohm", text="16.9 kΩ", headers=("R_ON",), stub="AlOx", row=3, column=4, page=23)
RULE = {"rule": "P_s = V^2 G_off"}
METRIC = "doe2020/taox/set#standby_power"
CLAIM = {
    "rule": "class_value: too low",
    "analysis": "class_value",
    "reason": "too low",
    "claim": {
        "id": "vcm-low",
        "subject": "VCM",
        "metric": "standby_power",
        "comparator": "<",
        "value": "1",
        "unit": "nW",
        "section": "5.A",
        "note": "",
    },
    "numbers": [],
    "evidence": [{"label": "median", "id": METRIC}],
    "context": [],
    "printed": [],
    "missing": {"words": "two more papers", "parameters": ["tau"], "papers": ["roe2021"]},
}
PULSE = {
    "pulse": "set",
    "survey": False,
    "parts": {"v_spike": "doc:t1/r1c1"},
    "missing": ["tau", "g_off"],
    "flags": [],
    "conflicts": [],
    "no_row": "",
    "rows": [
        {
            "id": "doe2020/taox/set",
            "class": "VCM",
            "role": "synapse",
            "set": "tables",
            "metrics": {},
            "not_applicable": None,
            "flags": [],
            "figures": [],
            "not_in_fig11a": "tau is not known",
            "not_headline": ["its set is tables, the headline's is review-fig11"],
        }
    ],
}
PAPER = {
    "in_library": True,
    "screening": [],
    "name": "Doe 2020",
    "sets": ["tables"],
    "roles": ["synapse"],
    "classes": ["VCM"],
    "readings": {},
    "devices": ["doe2020/taox"],
}
LEFT_OUT = {"in_library": False, "screening": ["screening: excluded, not_credited"]}
SUBJECTS = [
    ("doe2020/taox", "device", None, json.dumps({"readings": {"value": 1, "excluded: tier": 2}, "pulses": [PULSE]})),
    ("doe2020", "paper", 68, json.dumps(PAPER)),
    ("poe2019", "paper", None, json.dumps(LEFT_OUT)),
]


def write_index(tmp_path: Path, shown: Mapping[str, str] = MappingProxyType({})) -> Path:
    """An index of a metric down to the print; shown: anchors of further numbers."""
    record = PRINTED.model_dump(mode="json")
    step = {"op": "derive", "before": "r_on", "after": "g_on", "rule": "G = 1/R"}
    derived_id = f"{PRINTED.id}>g_on"
    derived = {**record, "steps": [step], "inputs": [PRINTED.id]}
    numbers = [
        IndexedNumber(PRINTED.id, "reading", "r_on", "16.9 kΩ", "value", json.dumps(record)),
        IndexedNumber(derived_id, "derived", "g_on", "59.2 µS", "value", json.dumps(derived), (PRINTED.id,)),
        IndexedNumber(METRIC, "metric", "standby power", "1 nW", "value", json.dumps(RULE), (derived_id,)),
        IndexedNumber("claim/vcm-low", "claim", "VCM", "differs", "value", json.dumps(CLAIM)),
        IndexedNumber("doc:t1/r9c9", "reading", "r_on", "1 kΩ", "value", json.dumps(record)),
    ]
    places = [
        IndexedPlace(
            "fig11a", "figure", "Fig. 11a regenerated: power over energy.", "figure-fig11a", False,
            {METRIC: "0.396\u00a0nW", PRINTED.id: "16.9\u00a0kΩ"},
        ),
        IndexedPlace("fig11c", "figure", "Fig. 11c regenerated.", "figure-fig11c", True, {METRIC: "10⁻³"}),
        IndexedPlace("benchmark", "section", "Synaptic devices", "benchmark", False, {}),
        IndexedPlace("benchmark/table-1", "table", "Devices with evidence.", "benchmark", False, {}),
    ]  # fmt: skip
    run = IndexedRun(
        numbers,
        places,
        {METRIC: "nabc", **shown},
        SUBJECTS,
        [("doe2020", "review-fig11", 1), ("roe2021", "", 0)],
        {"read": "0123456789abcdef"},
    )
    file = tmp_path / "audit.sqlite"
    write_database(file, run)
    return file


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_index(tmp_path)


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
    assert "in the report: yes, report.html#nabc" in text
    assert "printed in fig11a, fig11c" in text
    assert "read 0123456789abcdef" in text


def test_printed_reading_names_its_uses(path: Path) -> None:
    lines = explain(Index(path), PRINTED.id)
    assert f"  {PRINTED.id}>g_on" in lines[lines.index("used by") :]
    assert lines[-1] == "in the report: no"


def test_unknown_id_is_one_line_with_near_ones(path: Path) -> None:
    with pytest.raises(RecordError, match=r"did you mean doc:t1/r9c9\?"):
        explain(Index(path), "r9c9")
    with pytest.raises(RecordError, match=r"did you mean doe2020/taox/set#standby_power"):
        explain(Index(path), "doe2020/taox/set#stanby_power")
    with pytest.raises(RecordError, match=r"did you mean claim/vcm-low"):
        explain(Index(path), "claim/vcm-lwo")
    with pytest.raises(RecordError, match=r"is no id of this run; ids stand in results/data/readings\.csv"):
        explain(Index(path), "100%_nothing")
    with pytest.raises(RecordError, match=r"claim/gone: is no id of this run; ids stand in results/data/claims\.csv"):
        explain(Index(path), "claim/gone")
    with pytest.raises(RecordError, match=r"^an empty text: is no id of this run"):
        explain(Index(path), " ")


def test_a_metric_that_an_item_does_not_have_leads_to_why_not(path: Path) -> None:
    remedy = r"knows doe2020/taox and not its standby power; ask why not: memlit audit --why-not doe2020/taox$"
    with pytest.raises(RecordError, match=remedy):
        explain(Index(path), "doe2020/taox/reset#standby_power")


def test_orphans_are_counted_and_only_a_bare_number_is_a_finding(path: Path) -> None:
    found = orphans(Index(path))
    lines = orphan_lines(found)
    assert found["numbers_without_datum"] == []
    assert "numbers in the report without a datum: 0" in lines
    assert "readings with a value that no result uses: 1" in lines
    assert any("doc:t1/r9c9" in line for line in lines)
    assert lines[-1].split() == ["roe2021"]


def test_a_number_that_is_shown_and_that_no_rule_wrote_is_a_finding(tmp_path: Path) -> None:
    index = Index(write_index(tmp_path, {"made/up#number": "nmade"}))
    found = orphans(index)
    assert found["numbers_without_datum"] == ["made/up#number"]
    assert "  made/up#number" in orphan_lines(found)
    with pytest.raises(RecordError, match="is no id of this run"):
        index.node("made/up#number")


def test_the_record_of_each_number_is_its_own(tmp_path: Path) -> None:
    numbers = [
        IndexedNumber(f"doc:t1/r{row:04}c0", "reading", "r_on", "", "value", json.dumps({"text": f"{row}\nΩ"}))
        for row in range(300)
    ]
    file = tmp_path / "audit.sqlite"
    write_database(file, IndexedRun(numbers))
    index = Index(file)
    for number in numbers:
        assert index.node(number.id).record == json.loads(number.record)
    assert list(all_records(index.database)) == [number.record for number in numbers]


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


def test_chain_as_data_goes_down_to_the_print(path: Path) -> None:
    found = chain(Index(path), METRIC)
    derived = found["inputs"][0]
    assert derived["inputs"][0]["record"]["datum"]["printed"]["text"] == "16.9 kΩ"
    assert (found["card"], found["n_inputs"], found["places"]) == ("nabc", 1, ["fig11a", "fig11c"])


@pytest.mark.parametrize("text", ["0.396", "0.396 nW", "~0.396 nW"])
def test_printed_number_leads_to_its_data(path: Path, text: str) -> None:
    found = questions.printed_numbers(Index(path), text, "fig11a")
    assert [match["id"] for match in found["matches"]] == [METRIC]
    lines = "\n".join(questions.number_lines(found))
    assert "printed '16.9 kΩ'" in lines
    assert "page 23" in lines


def test_printed_power_of_ten_is_found_as_it_stands(path: Path) -> None:
    found = questions.printed_numbers(Index(path), "10⁻³", "fig11c")
    assert [match["id"] for match in found["matches"]] == [METRIC]
    assert found["section_wide"]


@pytest.mark.parametrize(
    "text, place, line",
    [
        ("0.39", "fig11a", r"0\.39: is not printed in fig11a; the nearest there: 0\.396 nW, 16\.9 kΩ"),
        ("0.396 pW", "fig11a", "is not printed in fig11a"),
        ("17", None, "is printed nowhere in the report"),
        ("0.396", "fig12", "name a figure (fig11a, fig11c), a section (benchmark), its table as SECTION/table-1"),
        ("0.396", "fig", "fig: names several places; name one of fig11a, fig11c"),
        ("much", "fig11a", "is no number"),
    ],
)
def test_number_that_is_not_printed_is_one_line(path: Path, text: str, place: str | None, line: str) -> None:
    with pytest.raises(RecordError) as error:
        questions.printed_numbers(Index(path), text, place)
    assert re.search(line, str(error.value)) or line in str(error.value)


@pytest.mark.parametrize("place", ["fig11a", "Fig. 11a", "fig. 11A regenerated: power over energy"])
def test_a_place_goes_by_the_words_that_stand_in_the_report(path: Path, place: str) -> None:
    assert questions.printed_numbers(Index(path), "0.396", place)["in"] == "fig11a"


def test_a_drawing_has_the_numbers_that_it_shows_and_no_others() -> None:
    text = number_token("a/b/set#standby_power")
    figure = {"type": "figure", "name": "spread", "caption": "Spread."}
    report = {
        "numbers": {"a/b/set#standby_power": {"anchor": "n1", "text": "1 nW"}},
        "sections": [
            {
                "id": "effect-sizes",
                "title": "Spread",
                "blocks": [{"type": "p", "text": text}, {**figure, "drawn": [["set/level#cv", "8 %"]]}],
            },
            {
                "id": "sensitivity",
                "title": "What if",
                "blocks": [{"type": "p", "text": text}, {**figure, "name": "pulse_trains", "drawn": None}],
            },
        ],
    }
    places = {place.name: place for place in report_places(report)}
    assert (places["spread"].ids, dict(places["spread"].texts)) == (("set/level#cv",), {"set/level#cv": "8 %"})
    assert not places["spread"].is_section_wide
    assert places["pulse_trains"].is_section_wide
    assert places["pulse_trains"].ids == ("a/b/set#standby_power",)


def test_claim_names_verdict_rule_evidence_and_what_is_missing(path: Path) -> None:
    text = "\n".join(questions.claim_lines(questions.claim(Index(path), "vcm-low")))
    for piece in (
        "vcm-low: differs",
        "class_value",
        "too low",
        f"median = 1 nW  {METRIC}",
        "two more papers",
        "roe2021",
    ):
        assert piece in text
    with pytest.raises(RecordError, match="did you mean claim/vcm-low"):
        questions.claim(Index(path), "vcm")


@pytest.mark.parametrize("name", ["doe2020", "68", "[68]", "taox", "doe2020/taox"])
def test_why_not_says_what_lacks_and_what_is_not_used(path: Path, name: str) -> None:
    text = "\n".join(questions.why_not_lines(questions.why_not(Index(path), name)))
    for piece in (
        "2 not used, excluded: tier",
        "lacks     tau, g_off",
        "not in fig11a: tau is not known",
        "its set is tables",
    ):
        assert piece in text


def test_why_not_of_a_screened_record_and_of_nothing(path: Path) -> None:
    text = "\n".join(questions.why_not_lines(questions.why_not(Index(path), "poe2019")))
    assert "not_credited" in text
    assert "no entry in references.bib" in text
    with pytest.raises(RecordError, match="is no paper or item of this run; did you mean doe2020"):
        questions.why_not(Index(path), "doe")


def test_a_disk_that_takes_no_more_of_the_index_is_an_error_of_the_disk() -> None:
    database = sqlite3.connect(":memory:")
    database.execute("PRAGMA max_page_count = 2")
    with pytest.raises(OSError, match="No space left") as full, faults_of_the_disk():
        database.executescript(SCHEMA)
    assert full.value.errno == errno.ENOSPC
    with pytest.raises(sqlite3.OperationalError, match="no such table"), faults_of_the_disk():
        database.execute("SELECT * FROM nowhere")
