"""Notes beside a printed value: what is written in a record is what is read back, whatever the page prints."""

from __future__ import annotations

import json

import pytest
from memlit.datum import (
    ColumnUnsure,
    CountsAs,
    HeadUnsure,
    LineRole,
    PrintedAlsoAt,
    RivalParameter,
    SaidHow,
    SaidWhose,
    ScriptUndecided,
    StatedTogether,
    UnderSection,
    note_text,
    notes_of,
    parsed_note,
)
from memlit.reconcile.doubts import undecided_reason

from tests.builders import ROOT


@pytest.mark.parametrize(
    ("note", "text"),
    [
        (ColumnUnsure(1, 2), "column-unsure:1|2"),
        (HeadUnsure("V_set", "V_reset"), "column-unsure:V_set|V_reset"),
        (ScriptUndecided("10-6", "10<sup>-6</sup>"), "script-undecided:10-6|10<sup>-6</sup>"),
        (LineRole("reset"), "role:reset"),
        (UnderSection("Devices | this work"), "section: Devices | this work"),
        (RivalParameter("set_voltage"), "or:set_voltage"),
        (StatedTogether("p1.c2 p1.c9"), "with:p1.c2 p1.c9"),
        (PrintedAlsoAt("t1/r2c3"), "also:t1/r2c3"),
        (SaidWhose("cited 12"), "whose:cited 12"),
        (SaidHow("measured"), "how:measured"),
        (CountsAs("simulator"), "counts_as_simulator"),
    ],
)
def test_text_of_a_note_in_a_record(note: ColumnUnsure, text: str) -> None:
    assert note_text(note) == text
    assert parsed_note(text) == note


@pytest.mark.parametrize(
    "note",
    [
        HeadUnsure("|V_set|", "V_reset"),
        HeadUnsure("|V_set|", "|V_reset|"),
        HeadUnsure("2019", "2020"),
        HeadUnsure("a\\", "|b"),
        ScriptUndecided("|V|2", "|V|<sup>2</sup>"),
    ],
)
def test_bars_digits_and_backslashes_of_a_print_survive(note: HeadUnsure) -> None:
    assert parsed_note(note_text(note)) == note


def test_a_doubt_quotes_heads_with_bars_as_they_are_printed() -> None:
    flags = ("unit_from_header", note_text(HeadUnsure("|V_set|", "V_reset")))
    reason = undecided_reason("1.2", flags, lambda _: ())
    assert reason == "column_unsure: '1.2' may stand under '|V_set|' or 'V_reset'"


def test_a_plain_word_is_no_note() -> None:
    assert parsed_note("lost_exponent") is None
    assert notes_of(LineRole, ("lost_exponent", "role:set", "this_work")) == [LineRole("set")]


def test_notes_of_the_committed_records_are_written_as_they_were() -> None:
    flags = set()
    for path in sorted((ROOT / "extracted").glob("*.json")):
        for datum in json.loads(path.read_text(encoding="utf-8"))["data"]:
            flags.update(datum.get("flags", ()))
    notes = {flag: note for flag in flags if (note := parsed_note(flag)) is not None}
    assert notes
    assert {flag: note_text(note) for flag, note in notes.items()} == {flag: flag for flag in notes}
