"""Errors planted in drafts of one paper: each is said at its place, and the draft without them has no doubt."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from memlit.asking.model import Answer
from memlit.config import load_field
from memlit.curation.answering import take_answers
from memlit.desk.desk import Desk
from memlit.desk.read.readings import DocumentSnapshot
from memlit.desk.read.sentence import marked_in, place_in
from memlit.desk.show.paper import paper_view
from memlit.desk.sign.doubts import doubts
from memlit.desk.write.table_answers import SaidOfTables
from memlit.errors import SourceError

from tests.builders import ROOT, of_devices, vocabulary
from tests.unit.desk.desk_review import Hand, small_review

PAPER = """<html><body><h1>Analogue switching in hafnium oxide under short pulses</h1><p>Jane Doe</p>
<p>The HfOx synapse is set by a pulse amplitude of 1.2 V with a pulse width of 50 ns.</p>
<p>The HfOx synapse is reset by a pulse amplitude of 1.4 V with a pulse width of 80 ns.</p>
<p>The NbOx synapse is set by a pulse amplitude of 1.5 V and reset by a pulse amplitude of 1.9 V.</p>
<p>Its on-state conductance is 10 µS and its off-state conductance is 1 µS.</p>
<p>The AlOx cell of Roe et al. [4] has a set voltage of 2.5 V and a set pulse width of 1 µs.</p>
<table><caption>Table 1. Both devices</caption>
<tr><td>Device</td><td>Set voltage (V)</td><td>Set pulse width (ns)</td><td>Ron (kΩ)</td></tr>
<tr><td>HfOx</td><td>1.2</td><td>50</td><td>100</td></tr><tr><td>TaOx</td><td>1.6</td><td>70</td><td>200</td></tr>
</table></body></html>"""
KEY = "doe2024"
FIELD = load_field(ROOT)
Plant = Callable[[Desk, dict[str, str]], None]
TABLE = {"file": "paper.html", "name": "t1", "label": "Table 1"}


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, dict[str, str]]]:
    """The paper, read; places of its finds by their print."""
    root = small_review(tmp_path_factory.mktemp("review"))
    (root / "sources" / KEY / "paper.html").write_text(PAPER, encoding="utf-8")
    desk = Desk(root, "Jane Doe")
    read(desk)
    finds = desk.review.readings.snapshot(KEY).document.readings
    yield (
        desk,
        {f"{one.datum.printed.text}": one.datum.locator.place or "" for one in finds if one.datum.method == "text"},
    )
    desk.close()


def read(desk: Desk) -> None:
    desk.review.readings.start(KEY)
    for _ in range(600):
        progress = desk.review.readings.progress(KEY)
        if progress is not None and progress.state not in ("waiting", "reading"):
            assert progress.state == "done", progress.line
            return
        time.sleep(0.05)
    pytest.fail("the paper was not read")


def found(desk: Desk, places: dict[str, str], plant: Plant) -> dict[str, list[str]]:
    root = desk.review.root
    for path in (*root.glob(f"sources/{KEY}/source.yaml"), *root.glob(f"sources/{KEY}/readings.csv")):
        path.unlink()
    (root / "extracted" / f"{KEY}.answers.jsonl").unlink(missing_ok=True)
    read(desk)
    answered(desk, SaidOfTables(desk.review).about(KEY, TABLE, "devices"))
    read(desk)
    plant(desk, places)
    read(desk)
    snapshot = desk.review.readings.snapshot(KEY)
    return doubts(snapshot.document.readings, KEY, desk.review.texts(snapshot), vocabulary(), FIELD.not_smaller)


def answered(desk: Desk, words: dict[str, Any]) -> None:
    answers = [Answer.model_validate(one) for one in words["answers"]]
    Hand(desk.review.root).answered(KEY, answers, words["told"])


def text(printed: str, parameter: str, device: str = "HfOx") -> Plant:
    def plant(desk: Desk, places: dict[str, str]) -> None:
        Hand(desk.review.root).assign(KEY, "paper.html", places[printed], printed, device, parameter, "")

    return plant


def listed(printed: str, parameter: str, quotation: str, device: str = "HfOx", **more: str) -> Plant:
    row = {"device": device, "parameter": parameter, "text": printed, "place": "text", "note": f"“{quotation}”", **more}
    return lambda desk, _: Hand(desk.review.root).listed(KEY, row, vocabulary())


def label(at: int, name: str, device: str) -> Plant:
    def plant(desk: Desk, _: dict[str, str]) -> None:
        answered(desk, SaidOfTables(desk.review).device(KEY, TABLE, (at, 0), name, device, KEY))

    return plant


def both(*plants: Plant) -> Plant:
    def plant(desk: Desk, places: dict[str, str]) -> None:
        for one in plants:
            one(desk, places)

    return plant


CITING = "The AlOx cell of Roe et al. [4] has a set voltage of 2.5 V"
STATES = "Its on-state conductance is 10 µS and its off-state conductance is 1 µS."
PLANTED: dict[str, Plant] = {
    "paper: a cited work's voltage": text("2.5 V", "set_voltage", "AlOx"),
    "paper: a cited work's width": text("1 µs", "set_pulse_width", "AlOx"),
    "paper: own value given to another": listed("10 µS", "g_on", STATES, paper="roe2020"),
    "paper: listed from a sentence that cites": listed("2.5 V", "set_voltage", CITING, device="AlOx"),
    "device: a name that is nowhere": text("1.2 V", "set_voltage", "Nb2O5"),
    "device: a row under another's name": label(2, "TaOx", "HfOx"),
    "device: rows exchanged": label(1, "HfOx", "TaOx"),
    "device: listed for one that is nowhere": listed("10 µS", "g_on", STATES, device="GST"),
    "polarity: reset amplitude as set": text("1.4 V", "set_voltage"),
    "polarity: reset width as set": text("80 ns", "set_pulse_width"),
    "polarity: set amplitude as reset": text("1.2 V", "reset_voltage"),
    "polarity: set width as reset": text("50 ns", "reset_pulse_width"),
    "polarity: the second of a sentence as the first": text("1.9 V", "set_voltage", "NbOx"),
    "unit: µS written as mS": listed("10 mS", "g_on", STATES),
    "unit: ns written as µs": listed("50 µs", "set_pulse_width", "a pulse width of 50 ns"),
    "decade: a zero too many": listed("500 ns", "set_pulse_width", "a pulse width of 50 ns"),
    "decade: a lost point": listed("12 V", "set_voltage", "a pulse amplitude of 1.2 V"),
    "decade: on and off exchanged": both(listed("1 µS", "g_on", STATES), listed("10 µS", "g_off", STATES)),
    "decade: a tenth": listed("0.1 µS", "g_off", STATES),
}  # fmt: skip


def test_a_right_draft_has_no_doubt(read_once: tuple[Desk, dict[str, str]]) -> None:
    def right(desk: Desk, places: dict[str, str]) -> None:
        for printed, parameter in (
            ("1.2 V", "set_voltage"),
            ("50 ns", "set_pulse_width"),
            ("1.4 V", "reset_voltage"),
            ("80 ns", "reset_pulse_width"),
        ):
            text(printed, parameter)(desk, places)
        text("1.5 V", "set_voltage", "NbOx")(desk, places)
        text("1.9 V", "reset_voltage", "NbOx")(desk, places)
        listed("10 µS", "g_on", STATES)(desk, places)
        listed("1 µS", "g_off", STATES)(desk, places)

    assert found(*read_once, right) == {}


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_error_is_said_at_its_place(read_once: tuple[Desk, dict[str, str]], planted: str) -> None:
    assert found(*read_once, PLANTED[planted]) != {}


@pytest.mark.parametrize(
    "printed, unit, why", [("50", "V", "is in V, set_pulse_width in s"), ("50", "", "is not read as set_pulse_width")]
)
def test_a_listed_value_that_is_read_as_nothing_is_refused_at_once(
    read_once: tuple[Desk, dict[str, str]], printed: str, unit: str, why: str
) -> None:
    plant = listed(printed, "set_pulse_width", "a pulse width of 50 ns", unit=unit)
    with pytest.raises(SourceError, match=why):
        found(*read_once, plant)


def test_a_find_is_proposed_for_the_pulse_that_the_words_before_it_name(read_once: tuple[Desk, dict[str, str]]) -> None:
    desk, _ = read_once
    view = paper_view(KEY, desk.review.readings.snapshot(KEY), desk.review.readings, vocabulary(), {}, FIELD.bar)
    told = {one["printed"]: one["proposed"] for one in view["text"]}
    assert (told["1.5 V"], told["1.9 V"], told["80 ns"]) == ("set_voltage", "reset_voltage", "reset_pulse_width")


@pytest.mark.parametrize(
    "context, text, marked",
    [
        ("limits are 10<sup>10</sup> V and 10", "1010 V", "10<sup>10</sup> V"),
        ("G<sub>on</sub> is 45 µS here", "45 µS", "45 µS"),
        ("a ratio of 10<sup>4</sup>.", "104", "10<sup>4</sup>"),
        ("nothing of it", "1010 V", None),
    ],
)
def test_a_find_with_raised_letters_is_marked_as_it_is_printed(context: str, text: str, marked: str | None) -> None:
    place = marked_in(context, text, place_in(context, text))
    assert (context[slice(*place)] if place else None) == marked


@contextlib.contextmanager
def desk_of(tmp_path: Path, html: str) -> Iterator[tuple[Desk, DocumentSnapshot, list[dict[str, Any]]]]:
    """The desk with one paper that it has read, and the devices that it shows."""
    root = small_review(tmp_path)
    (root / "sources" / KEY / "paper.html").write_text(html, encoding="utf-8")
    of_devices(root / "sources" / KEY, "paper.html", paper=KEY)
    desk = Desk(root, "Jane Doe")
    try:
        read(desk)
        snapshot = desk.review.readings.snapshot(KEY)
        view = paper_view(KEY, snapshot, desk.review.readings, vocabulary(), {}, FIELD.bar)
        yield desk, snapshot, view["devices"]
    finally:
        desk.close()


def test_the_place_of_a_table_is_no_name_of_a_device_and_no_doubt(tmp_path: Path) -> None:
    nameless = PAPER.replace("<td>HfOx</td>", "<td></td>").replace("<td>TaOx</td>", "<td></td>")
    with desk_of(tmp_path, nameless) as (desk, snapshot, devices):
        assert devices
        assert not any(device["is_named"] for device in devices)
        texts = desk.review.texts(snapshot)
        said = doubts(snapshot.document.readings, KEY, texts, vocabulary(), FIELD.not_smaller)
        assert not [line for lines in said.values() for line in lines if "of the device's name" in line]


def test_a_device_that_its_table_names_is_named(tmp_path: Path) -> None:
    with desk_of(tmp_path, PAPER) as (_, _, devices):
        assert {device["title"] for device in devices if device["is_named"]} >= {"HfOx", "TaOx"}


def test_the_desk_shows_a_table_as_it_was_answered_and_who_has_to_accept_it(tmp_path: Path) -> None:
    root = small_review(tmp_path)
    (root / "sources" / KEY / "paper.html").write_text(PAPER, encoding="utf-8")
    told = {"table": "t1", "devices_in": "rows", "heads": {"c1": {"parameter": "reset_voltage"}}}
    answers = {"document": KEY, "tables": [told | {"lines": {"r1": {"device": "HfOx"}}}]}
    (tmp_path / "answers.json").write_text(json.dumps(answers), encoding="utf-8")
    assert take_answers(root, KEY, tmp_path / "answers.json", "made-up-7b", "model").refused == []
    desk = Desk(root, "Jane Doe")
    try:
        read(desk)
        (table,) = desk.review.readings.snapshot(KEY).tables["paper.html"]
    finally:
        desk.close()
    assert (table["waits"], table["answered_by"]) == (True, "made-up-7b")
    assert table["read"] == [[1, 1, "reset_voltage", "HfOx"]]
