"""Answers to what a table asks: taken from a file, kept, found again, and read from the print by one reader."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from memlit.asking.stored import answers_path
from memlit.curation.answering import accept_answers, questions_of, take_answers
from memlit.datum import Datum, DocumentReading
from memlit.errors import RecordError, SourceError
from memlit.sources.extract import read_document

from tests.builders import corpus, review_of_doe

KEY = "doe2020"
HEADS = ("Cell", "Swing up", "Pulse", "Cost a bit", "Area")
ROWS = (
    ("A-type", "1.2 V", "50 ns", "3 pJ", "20 µm2"),
    ("B-type [2]", "0.9 V", "2 µs", "40 fJ", "n.a."),
    ("Macro", "3.3 V", "7 ns", "1 nJ", "1 mm2"),
)
ANSWERED: dict[str, Any] = {
    "table": "t1",
    "devices_in": "rows",
    "how": "measured",
    "heads": {
        "c1": {"parameter": "set_voltage"},
        "c2": {"parameter": "set_pulse_width"},
        "c3": {"parameter": "energy_per_bit"},
    },
    "lines": {
        "r1": {"device": "A-type", "work": "this"},
        "r2": {"device": "B-type", "work": "2"},
        "r3": {"device": "Macro", "of": "circuit"},
    },
}
WORKS = (
    "A. Roe, Switching of hafnium oxide in short pulses, Nano Lett. 10, 1297, 2019.",
    "B. Poe, A cell of titanium oxide with many states, Nanotechnology 26, 455204, 2018.",
    "C. Loe, Improved synaptic behavior under identical pulses, IEEE Electron Device Lett. 37, 994, 2016.",
)
REFERENCES = f"<ol>{''.join(f'<li>{work}</li>' for work in WORKS)}</ol>"


def paper(rows: tuple[tuple[str, ...], ...] = ROWS, caption: str = "Table 1. What was built") -> str:
    """A page with one table of words that no vocabulary knows."""
    printed = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in (HEADS, *rows))
    return (
        "<html><body><h1>Two cells</h1><p>Both are compared in Table 1.</p>"
        f"<table><caption>{caption}</caption>{printed}</table><h2>References</h2>{REFERENCES}</body></html>"
    )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = review_of_doe(tmp_path / "review")
    (made / "extracted").mkdir()
    (made / "sources" / KEY / "paper.html").write_text(paper(), encoding="utf-8")
    return made


def give(root: Path, told: Any, by: str = "Jane Roe", *, is_model: bool = False) -> list[str]:
    """Give an answer file back; the lines that could not be taken."""
    file = root / "answers.json"
    file.write_text(json.dumps(told), encoding="utf-8")
    return take_answers(root, KEY, file, by, "model" if is_model else "person").refused


def answered(**changes: Any) -> dict[str, Any]:
    """The answers to the one table, changed."""
    return {"document": KEY, "tables": [ANSWERED | changes]}


def read(root: Path) -> DocumentReading:
    return read_document(corpus(root), KEY)


def values(root: Path) -> dict[tuple[str, str], Datum]:
    """What is read of the table and not left out, by device and parameter."""
    kept = [one for one in read(root).data if one.locator.kind == "table" and one.excluded is None]
    return {(one.device, one.parameter): one for one in kept}


def asked_again(root: Path) -> list[str]:
    return [line for one in read(root).questions for line in one.refused]


def test_a_table_of_strange_words_gives_nothing_until_it_is_answered(root: Path) -> None:
    assert values(root) == {}
    assert [one.waits for one in read(root).questions] == [True]
    assert give(root, answered()) == []
    found = values(root)
    assert {place: one.printed.text for place, one in found.items()} == {
        ("a-type", "set_voltage"): "1.2 V",
        ("a-type", "set_pulse_width"): "50 ns",
        ("a-type", "energy_per_bit"): "3 pJ",
        ("b-type", "set_voltage"): "0.9 V",
        ("b-type", "set_pulse_width"): "2 µs",
        ("b-type", "energy_per_bit"): "40 fJ",
    }
    assert not read(root).questions


def test_an_answer_says_whose_a_value_is_and_how_it_came_about(root: Path) -> None:
    give(root, answered())
    found = values(root)
    assert (found["a-type", "set_voltage"].paper, found["a-type", "set_voltage"].tier) == (KEY, "primary")
    cited = found["b-type", "set_voltage"]
    assert (cited.paper, cited.tier) == (f"{KEY}:ref-2", "secondary")
    assert "B. Poe" in (cited.cited or "")
    assert "how:measured" in found["a-type", "set_voltage"].flags


def test_a_value_of_a_circuit_is_kept_and_left_out_with_its_reason(root: Path) -> None:
    give(root, answered())
    macro = [one for one in read(root).data if one.device == "macro"]
    assert {one.printed.text for one in macro} == {"3.3 V", "7 ns", "1 nJ"}
    assert all((one.excluded or "").startswith("circuit:") for one in macro)


def test_what_a_model_answered_counts_when_a_person_accepts_it(root: Path) -> None:
    give(root, answered(), by="some-model", is_model=True)
    assert values(root) == {}
    waiting = [one.excluded for one in read(root).data if one.device == "a-type"]
    assert waiting == ["proposed: answered by some-model, accepted by nobody"] * 3
    assert accept_answers(root, KEY, "Jane Roe") == 7
    assert len(values(root)) == 6
    kept = answers_path(root / "extracted", KEY).read_text(encoding="utf-8")
    assert kept.count('"by":"some-model"') == kept.count('"accepted_by":"Jane Roe"') == 7
    assert accept_answers(root, KEY, "Jane Roe") == 0


def test_a_model_does_not_compare_letters_with_a_picture(root: Path) -> None:
    refused = give(root, answered(cells={"r1c1": {"compared": True}}), by="some-model", is_model=True)
    assert [line for line in refused if "r1c1" in line and "only by a person" in line]


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"heads": {"c1": {"parameter": "set_volt"}}}, "'set_volt' is no parameter"),
        ({"heads": {"c9": {"parameter": "set_voltage"}}}, "t1, c9: the table has no such row or column"),
        ({"heads": {"c1": {"parameter": "set_voltage", "unit": "12 V"}}}, "holds digits of a value"),
        ({"lines": {"r1": {"device": "x" * 300}}}, "a name has at most 200"),
        ({"lines": {"r1": {"value": "1.2 V"}}}, "value"),
        ({"lines": {"r1": {"how": "guessed"}}}, "t1, r1: how"),
        ({"cells": {"r9c9": {"skip": True}}}, "t1, r9c9: the table has no such cell"),
        ({"devices_in": None}, "say devices_in"),
        ({"certainty": "high"}, "nobody asks for certainty"),
    ],
)
def test_what_does_not_fit_is_a_line_and_the_rest_is_taken(root: Path, changes: dict[str, Any], part: str) -> None:
    refused = give(root, answered(**changes))
    assert len(refused) == 1
    assert part in refused[0]
    assert answers_path(root / "extracted", KEY).is_file()


def test_answers_to_another_document_or_without_tables_are_not_taken(root: Path) -> None:
    assert "they answer 'roe2021', not doe2020" in give(root, answered() | {"document": "roe2021"})[0]
    assert "holds no list `tables`" in give(root, ["nothing"])[0]
    assert "has none of that name; it has t1" in give(root, answered(table="t7"))[0]
    assert "say who answered" in give(root, answered(), by="  ")[0]
    assert not answers_path(root / "extracted", KEY).exists()


def test_a_cell_of_another_unit_is_refused_and_asked_again(root: Path) -> None:
    give(root, answered(heads={"c1": {"parameter": "set_pulse_width"}, "c3": {"parameter": "energy_per_bit"}}))
    assert {parameter for _, parameter in values(root)} == {"energy_per_bit"}
    assert [line.split(":")[0] for line in asked_again(root)] == ["r1c1 '1.2 V'", "r2c1 '0.9 V'"]
    assert "its unit V does not fit set_pulse_width (s)" in asked_again(root)[0]


def test_a_number_with_letters_behind_it_that_are_no_unit_is_asked_again(root: Path) -> None:
    rows = (("A-type", "1.2", "50 ns", "k 20", "1"), ("B-type [2]", "0.9", "2 µs", "30", "2"))
    (root / "sources" / KEY / "paper.html").write_text(paper(rows), encoding="utf-8")
    heads = {"c1": {"parameter": "set_voltage", "unit": "V"}, "c3": {"parameter": "energy_per_bit", "unit": "fJ"}}
    lines = {"r1": {"device": "A-type"}, "r2": {"device": "B-type"}}
    assert give(root, answered(heads=heads, lines=lines)) == []
    found = values(root)
    assert found["a-type", "set_voltage"].printed.text == "1.2"
    assert ("b-type", "energy_per_bit") in found
    assert ("a-type", "energy_per_bit") not in found
    assert [line.split(":")[0] for line in asked_again(root)] == ["r1c3 'k 20'"]


def test_a_cell_of_two_values_is_split_in_the_order_that_is_answered(root: Path) -> None:
    rows = (
        ("A-type", "1.2 V/−0.8 V", "50 ns/1 µs", "3 pJ", "1"),
        ("B-type [2]", "0.9 V/−1 V", "2 µs/30 µs", "1 pJ", "2"),
    )
    (root / "sources" / KEY / "paper.html").write_text(paper(rows), encoding="utf-8")
    heads = {
        "c1": {"parameter": ["set_voltage", "reset_voltage"]},
        "c2": {"parameter": ["reset_pulse_width", "set_pulse_width"]},
    }
    give(root, answered(heads=heads, lines={"r1": {"device": "A-type"}, "r2": {"device": "B-type"}}))
    found = {place: one.printed.piece or "" for place, one in values(root).items() if place[0] == "a-type"}
    assert {name: text.replace("−", "-") for (_, name), text in found.items()} == {
        "set_voltage": "1.2 V",
        "reset_voltage": "-0.8 V",
        "reset_pulse_width": "50 ns",
        "set_pulse_width": "1 µs",
    }


def test_a_head_may_mean_another_parameter_on_each_line_and_a_cell_may_be_skipped(root: Path) -> None:
    rows = (("A-type", "1.2 V", "50 ns", "set", "1"), ("A-type", "2.2 V", "70 ns", "reset", "1"))
    (root / "sources" / KEY / "paper.html").write_text(paper(rows), encoding="utf-8")
    heads = {
        "c1": {"by_line": {"r1": "set_voltage", "r2": "reset_voltage"}},
        "c2": {"by_line": {"r1": "set_pulse_width", "r2": "reset_pulse_width"}},
    }
    told = answered(
        heads=heads,
        lines={
            "r1": {"device": "A-type", "transition": "set"},
            "r2": {"device": "A-type", "transition": "reset"},
        },
    )
    assert give(root, told) == []
    texts = {place: one.printed.text for place, one in values(root).items()}
    assert texts == {
        ("a-type", "set_voltage"): "1.2 V",
        ("a-type", "set_pulse_width"): "50 ns",
        ("a-type", "reset_voltage"): "2.2 V",
        ("a-type", "reset_pulse_width"): "70 ns",
    }
    give(root, {"document": KEY, "tables": [ANSWERED | {"heads": {}, "lines": {}, "cells": {"r2c1": {"skip": True}}}]})
    assert ("a-type", "reset_voltage") not in values(root)


def test_an_answer_is_found_where_its_line_went_and_never_on_another(root: Path) -> None:
    give(root, answered())
    before = {place: one.printed.text for place, one in values(root).items()}
    file = root / "sources" / KEY / "paper.html"
    file.write_text(paper((("C-type", "9 V", "9 ns", "9 pJ", "9"), *ROWS)), encoding="utf-8")
    assert {place: one.printed.text for place, one in values(root).items()} == before
    assert not read(root).problems
    file.write_text(paper((("B-type", *ROWS[0][1:]), *ROWS[1:])), encoding="utf-8")
    after = {place: one.printed.text for place, one in values(root).items()}
    assert after == {place: text for place, text in before.items() if place[0] == "b-type"}
    (problem,) = read(root).problems
    assert "'A-type' (r1) is not found where Jane Roe answered it; answer it again" in problem


def test_two_lines_that_print_the_same_are_told_apart_by_their_order_or_not_at_all(root: Path) -> None:
    file = root / "sources" / KEY / "paper.html"
    same = tuple(("A-type", *row[1:]) for row in ROWS)
    file.write_text(paper(same), encoding="utf-8")
    give(root, answered(lines={"r2": {"device": "second"}}))
    assert values(root)["second", "set_voltage"].printed.text == "0.9 V"
    file.write_text(paper(same[1:]), encoding="utf-8")
    assert values(root) == {}
    assert "is not found where" in " ".join(read(root).problems)


def test_what_two_persons_answer_differently_counts_for_neither(root: Path) -> None:
    give(root, answered())
    give(root, answered(heads={"c1": {"parameter": "reset_voltage"}}), by="John Poe")
    parameters = {parameter for _, parameter in values(root)}
    assert parameters == {"set_pulse_width", "energy_per_bit"}
    (problem,) = read(root).problems
    assert "answered differently by Jane Roe and John Poe" in problem
    give(root, answered(), by="John Poe")
    assert "set_voltage" in {parameter for _, parameter in values(root)}
    assert not read(root).problems


def test_a_persons_answer_stands_before_that_of_a_model(root: Path) -> None:
    give(root, answered())
    give(root, answered(heads={"c1": {"parameter": "reset_voltage"}}), by="a-model", is_model=True)
    assert values(root)["a-type", "set_voltage"].excluded is None
    assert not read(root).problems


def test_a_table_that_is_of_no_devices_asks_no_more(root: Path) -> None:
    give(root, {"document": KEY, "tables": [{"table": "t1", "about": "others"}]})
    assert values(root) == {}
    assert not read(root).questions


def test_a_line_of_answers_that_holds_none_is_named(root: Path) -> None:
    give(root, answered())
    path = answers_path(root / "extracted", KEY)
    path.write_text(path.read_text(encoding="utf-8") + '{"part":"head"}\n', encoding="utf-8")
    assert f"{KEY}.answers.jsonl:8" in (read(root).reason or "")
    with pytest.raises(RecordError, match=r"answers\.jsonl:8"):
        accept_answers(root, KEY, "Jane Roe")


def test_who_accepts_has_a_name(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, "/dev/null")
    give(root, answered(), by="some-model", is_model=True)
    with pytest.raises(SourceError, match="no name of who accepts them"):
        accept_answers(root, KEY, None)


def test_the_questions_show_the_print_and_nothing_of_an_answer(root: Path) -> None:
    give(root, answered())
    (asked,) = questions_of(root, KEY)
    (table,) = asked["tables"]
    assert (table["label"], table["caption"]) == ("Table 1", "Table 1. What was built")
    assert table["grid"]["r2c2"] == "2 µs"
    assert "Both are compared in Table 1." in " ".join(table["mentions"])
    shown = json.dumps({name: one for name, one in asked.items() if name not in ("how_to_answer", "parameters")})
    assert "set_voltage" not in shown
    assert "Jane Roe" not in shown
