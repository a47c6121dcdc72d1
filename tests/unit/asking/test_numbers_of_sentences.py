"""Numbers of sentences are asked about; an answer names parameter, device and owner, and the print gives the number."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from memlit.asking.stored import answers_path
from memlit.curation.answering import accept_answers, questions_of, take_answers
from memlit.datum import Datum, DocumentReading
from memlit.sources.extract import read_document

from tests.builders import corpus, review_of_doe

KEY = "doe2020"
WORKS = (
    "A. Roe, Switching of hafnium oxide in short pulses, Nano Lett. 10, 1297, 2019.",
    "B. Poe, A cell of titanium oxide with many states, Nanotechnology 26, 455204, 2018.",
    "C. Loe, Improved synaptic behavior under identical pulses, IEEE Electron Device Lett. 37, 994, 2016.",
)
SENTENCES = (
    "We swing the A-type element up with 1.2 V for 50 ns.",
    "Poe et al. [2] needed 0.9 V for theirs.",
    "The furnace stood at 450 °C and the supply of the chip gave 3.3 V.",
)


def paper(*sentences: str) -> str:
    works = "".join(f"<li>{work}</li>" for work in WORKS)
    text = "".join(f"<p>{one}</p>" for one in sentences)
    return f"<html><body><h1>Two cells</h1>{text}<h2>References</h2><ol>{works}</ol></body></html>"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = review_of_doe(tmp_path / "review")
    (made / "extracted").mkdir()
    (made / "sources" / KEY / "paper.html").write_text(paper(*SENTENCES), encoding="utf-8")
    return made


def places(root: Path) -> dict[str, str]:
    """The places of the numbers that are asked about, by their print."""
    (asked,) = questions_of(root, KEY)
    return {printed: place for one in asked["sentences"] for place, printed in one["numbers"].items()}


def give(root: Path, told: dict[str, Any], by: str = "Jane Roe", *, is_model: bool = False) -> list[str]:
    """Answer numbers by their print; the lines that could not be taken."""
    where = places(root)
    numbers = {where.get(printed, printed): said for printed, said in told.items()}
    file = root / "answers.json"
    file.write_text(json.dumps({"document": KEY, "numbers": numbers}), encoding="utf-8")
    return take_answers(root, KEY, file, by, "model" if is_model else "person").refused


def read(root: Path) -> DocumentReading:
    return read_document(corpus(root), KEY)


def used(root: Path) -> dict[tuple[str, str], Datum]:
    return {(one.device, one.parameter): one for one in read(root).data if one.excluded is None}


ALL: dict[str, Any] = {
    "1.2 V": {"parameter": "set_voltage", "device": "A-type", "work": "this", "how": "measured", "transition": "set"},
    "50 ns": {"parameter": "set_pulse_width", "device": "A-type", "work": "this", "transition": "set"},
    "0.9 V": {"parameter": "set_voltage", "device": "B-type", "work": "2"},
    "3.3 V": {"skip": True},
}


def test_every_number_with_a_unit_of_a_device_is_asked_about_in_its_sentence(root: Path) -> None:
    (asked,) = questions_of(root, KEY)
    assert {"1.2 V", "50 ns", "0.9 V", "3.3 V"} <= set(places(root))
    (first, *_) = asked["sentences"]
    assert "swing the A-type element up" in first["sentence"]
    assert set(first["numbers"].values()) == {"1.2 V", "50 ns"}


def test_an_answered_number_is_a_value_of_its_device_and_of_its_work(root: Path) -> None:
    assert used(root) == {}
    assert give(root, ALL) == []
    found = used(root)
    texts = {place: one.printed.text for place, one in found.items()}
    assert texts == {
        ("a-type", "set_voltage"): "1.2 V",
        ("a-type", "set_pulse_width"): "50 ns",
        ("b-type", "set_voltage"): "0.9 V",
    }
    own, cited = found["a-type", "set_voltage"], found["b-type", "set_voltage"]
    assert (own.paper, own.tier, own.pulse) == (KEY, "primary", "set")
    assert "how:measured" in own.flags
    assert (cited.paper, cited.tier) == (f"{KEY}:ref-2", "secondary")
    assert "B. Poe" in (cited.cited or "")
    assert "3.3 V" not in [one.printed.text for one in read(root).data]


def test_a_value_of_which_nothing_says_whose_it_is_is_not_used(root: Path) -> None:
    give(root, {"1.2 V": {"parameter": "set_voltage", "device": "A-type"}})
    assert used(root) == {}
    assert "nothing says whose it is" in str([one.excluded for one in read(root).data])


def test_what_a_model_says_of_a_number_waits_for_a_person(root: Path) -> None:
    give(root, ALL, by="made-up-7b", is_model=True)
    assert used(root) == {}
    (question,) = read(root).questions
    assert (question.label, question.waits, question.answered_by) == ("sentences", True, "made-up-7b")
    accept_answers(root, KEY, "Jane Roe")
    assert len(used(root)) == 3
    assert read(root).questions == ()


def test_a_number_of_another_unit_gives_no_value_and_is_asked_again(root: Path) -> None:
    give(root, {"50 ns": {"parameter": "set_voltage", "device": "A-type", "work": "this"}})
    assert used(root) == {}
    (question,) = read(root).questions
    assert "'50 ns': its unit ns does not fit set_voltage (V)" in question.refused[0]


@pytest.mark.parametrize(
    ("printed", "said", "line"),
    [
        ("1.2 V", {"parameter": "set_volt"}, "'set_volt' is no parameter"),
        ("1.2 V", {"device": "A-type"}, "say a parameter, or skip: true"),
        ("1.2 V", {"parameter": "set_voltage", "value": "99 V"}, "value"),
        ("1.2 V", "set_voltage", "number"),
        ("c99999", {"parameter": "set_voltage"}, "no such number is asked about"),
    ],
)
def test_what_does_not_fit_is_a_line(root: Path, printed: str, said: Any, line: str) -> None:
    (refused,) = give(root, {printed: said})
    assert line in refused
    assert not answers_path(root / "extracted", KEY).exists()


def test_an_answer_is_found_where_its_sentence_went_and_nowhere_else(root: Path) -> None:
    give(root, ALL)
    file = root / "sources" / KEY / "paper.html"
    before = {place: one.printed.text for place, one in used(root).items()}
    file.write_text(paper("A new sentence of 7 V stands first.", *SENTENCES), encoding="utf-8")
    assert {place: one.printed.text for place, one in used(root).items()} == before
    assert read(root).problems == ()
    file.write_text(paper("We swing the D-type element down with 1.2 V for 50 ns.", *SENTENCES[1:]), encoding="utf-8")
    assert set(used(root)) == {("b-type", "set_voltage")}
    assert "'1.2 V'" in " ".join(read(root).problems)
    assert "is not found where Jane Roe answered it" in " ".join(read(root).problems)
