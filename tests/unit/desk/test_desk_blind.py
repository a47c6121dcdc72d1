"""Blind readings at the desk: neither the record nor the other reader is told before all is read."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest
from memlit.desk.desk import Desk
from memlit.desk.serve.server import DeskServer
from memlit.files import read_csv
from memlit.sampling.draw import BLIND_FILE, SAMPLE_FILE

from tests.builders import ROOT
from tests.unit.desk.desk_review import asked, call, serving, small_review

KEY = "memlit-note-1"
CURVE, SENTENCE, LISTED = f"{KEY}:f1/p1s1", f"{KEY}:text/p1.c1", f"{KEY}:fig-2/width"
PRINTED = {f"{KEY}:t1/r1c1": "26 MΩ", f"{KEY}:t1/r3c3.1": "−2V"}
"""Ids of the sample and what the note prints there."""
Readers = tuple[DeskServer, DeskServer]


@pytest.fixture
def readers(tmp_path: Path) -> Iterator[Readers]:
    """The desks of two readers over the accepted note, of which two values were drawn."""
    root = small_review(tmp_path)
    shutil.copytree(ROOT / "sources" / KEY, root / "sources" / KEY)
    (root / "extracted").mkdir()
    for name in (f"{KEY}.json", f"{KEY}.points.csv"):
        shutil.copy(ROOT / "extracted" / name, root / "extracted" / name)
    rows = "".join(f"{one},table,,1\n" for one in PRINTED)
    (root / SAMPLE_FILE).parent.mkdir()
    (root / SAMPLE_FILE).write_text("id,method,point,seed\n" + rows, encoding="utf-8")
    with ExitStack() as stack:
        desks = (Desk(root, who, today=lambda: date(2026, 1, 31)) for who in ("Ada", "Bo"))
        ada, bo = (stack.enter_context(serving(desk)) for desk in desks)
        yield ada, bo


def read(served: DeskServer, identifier: str, text: str) -> str:
    status, told = asked(served, "blind/read", {"id": identifier, "text": text})
    assert status == 200, told
    return str(told["reading"])


def test_nothing_that_is_told_before_holds_the_record_or_the_other_reading(readers: Readers) -> None:
    ada, bo = readers
    for identifier in PRINTED:
        assert read(ada, identifier, "777 mV") == "first"
    told = [asked(bo, "blind/items")[1], *(asked(bo, f"blind/item?id={one}")[1] for one in PRINTED)]
    text = json.dumps(told, ensure_ascii=False)
    assert [one["role"] for one in told[1:]] == ["second", "second"]
    for hidden in ("777", "Ada", "26 MΩ", "26 M", "2V", "1ms"):
        assert hidden not in text
    status, refused = asked(bo, "blind/agreement")
    assert (status, "when you have read all" in refused["problem"]) == (409, True)


def test_a_curve_is_told_by_its_colour_a_sentence_with_a_blank_and_a_page_by_its_number_in_words(
    tmp_path: Path,
) -> None:
    root = small_review(tmp_path)
    shutil.copytree(ROOT / "sources" / KEY, root / "sources" / KEY)
    (root / "extracted").mkdir()
    shutil.copy(ROOT / "extracted" / f"{KEY}.points.csv", root / "extracted" / f"{KEY}.points.csv")
    record = json.loads((ROOT / "extracted" / f"{KEY}.json").read_text(encoding="utf-8"))
    base = {"device": "ag-a-si", "paper": KEY, "tier": "primary", "parameter": "set_voltage"}
    sentence = {"text": "2.5 V", "notes": ["Pulses of 2.5 V set the device at once."]}
    in_text = {"document": KEY, "file": "note-1.pdf", "kind": "text", "place": "p1.c1"}
    record["data"] += [
        {**base, "id": SENTENCE, "method": "text", "locator": in_text, "printed": sentence, "condition": "at 300 K"},
        {
            **base,
            "id": LISTED,
            "method": "readings",
            "condition": "2.5 V",
            "flags": ["ramp_start"],
            "locator": {"document": KEY, "file": "readings.csv", "kind": "text", "place": "page 1, Fig. 2"},
            "printed": {"text": "2.5 V"},
        },
    ]
    record["data"].sort(key=lambda datum: datum["id"])
    (root / "extracted" / f"{KEY}.json").write_text(json.dumps(record), encoding="utf-8")
    (root / SAMPLE_FILE).parent.mkdir()
    rows = f"{CURVE},figure,0,1\n{SENTENCE},text,,1\n{LISTED},text,,1\n"
    (root / SAMPLE_FILE).write_text("id,method,point,seed\n" + rows, encoding="utf-8")
    with serving(Desk(root, "Ada", today=lambda: date(2026, 1, 31))) as ada:
        curve, said, listed = (asked(ada, f"blind/item?id={one}")[1] for one in (CURVE, SENTENCE, LISTED))
    assert curve["color"] == [213, 94, 0]
    assert (said["sentence"], said["condition"]) == ("Pulses of […] set the device at once.", "at 300 K")
    assert (listed["source"]["alt"], listed["condition"]) == ("page 1 of note-1.pdf", "")
    assert listed["remark"] == "the first of a ramp"


def test_the_page_of_a_value_is_shown_without_what_was_read_there(readers: Readers) -> None:
    first = next(iter(PRINTED))
    item = asked(readers[0], f"blind/item?id={first}")[1]
    assert (item["source"]["alt"], item["parameter"]) == ("page 1 of note-1.pdf", "r_on")
    status, headers, content = call(readers[0], "GET", f"blind/picture?id={first}")
    assert (status, headers["content-type"], content[:4]) == (200, "image/png", b"\x89PNG")


def test_two_readers_sign_as_first_and_second_and_then_see_where_they_differ(readers: Readers) -> None:
    ada, bo = readers
    one, other = PRINTED
    assert [read(ada, one, "26 MΩ"), read(ada, one, "27 MΩ"), read(ada, other, "-2 V")] == ["first"] * 3
    assert [read(bo, one, "26 MΩ"), read(bo, other, "-2 V")] == ["second"] * 2
    told = asked(bo, "blind/agreement")[1]
    (apart,) = told["differences"]
    assert (apart["id"], apart["recorded"]) == (one, "26 MΩ")
    assert apart["readings"]["first"] == {"text": "27 MΩ", "who": "Ada"}
    assert told["lines"][1].endswith("1 of 2, 50 % (95 % interval 1 to 99 %)")
    root = ada.session.review.root
    rows = [(row["id"], row["reading"], row["who"], row["date"]) for row in read_csv(root / BLIND_FILE)]
    assert sorted(rows) == sorted(
        (identifier, name, who, "2026-01-31")
        for identifier in PRINTED
        for name, who in (("first", "Ada"), ("second", "Bo"))
    )


def test_what_was_compared_stays_as_it_was_read_and_nobody_reads_a_third_time(readers: Readers) -> None:
    ada, bo = readers
    for identifier in PRINTED:
        read(ada, identifier, "1 V")
        read(bo, identifier, "1 V")
    status, refused = asked(ada, "blind/read", {"id": next(iter(PRINTED)), "text": "26 MΩ"})
    assert (status, "is compared already" in refused["problem"]) == (409, True)
    root = ada.session.review.root
    with serving(Desk(root, "Cy")) as third:
        assert {one["role"] for one in asked(third, "blind/items")[1]["items"]} == {"not needed"}
        status, refused = asked(third, "blind/read", {"id": next(iter(PRINTED)), "text": "26 MΩ"})
        assert (status, "by two readers already" in refused["problem"]) == (409, True)


def test_a_value_outside_of_the_sample_and_an_empty_reading_are_refused(readers: Readers) -> None:
    assert asked(readers[0], f"blind/item?id={KEY}:t1/r2c2")[0] == 409
    assert asked(readers[0], "blind/read", {"id": next(iter(PRINTED)), "text": " "})[0] == 409


def test_values_are_drawn_from_the_desk_and_then_others(readers: Readers) -> None:
    ada, bo = readers
    path = ada.session.review.root / SAMPLE_FILE
    path.unlink()
    assert asked(ada, "blind/items")[1]["items"] == []
    status, told = asked(ada, "blind/draw", {})
    assert (status, told["n"]) == (200, len(read_csv(path)))
    assert {one["role"] for one in asked(bo, "blind/items")[1]["items"]} == {"first"}
    known = path.read_text("utf-8").splitlines()
    while asked(ada, "blind/draw", {})[0] == 200:
        assert set(known) < set(path.read_text("utf-8").splitlines())
    ids = [row["id"] for row in read_csv(path)]
    assert ids == sorted(set(ids))
    shutil.rmtree(ada.session.review.root / "sources" / KEY)
    path.unlink()
    status, refused = asked(ada, "blind/draw", {})
    assert (status, refused["problem"]) == (
        409,
        "extracted: holds no value of a document at hand that was not drawn yet; "
        "sign a paper, or put its document into sources/KEY",
    )
