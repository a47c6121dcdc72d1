"""What is read again: a seeded draw of accepted values by method, and how far blind readers agree with them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from memlit.files import write_csv
from memlit.sampling.agreement import agreement_lines, agreements, read_blind
from memlit.sampling.draw import BLIND_COLUMNS, BLIND_FILE, SAMPLE_FILE, at_hand, drawn, recorded_values

from tests.builders import ROOT

KEY = "memlit-note-1"


@pytest.fixture
def review(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The note of the project, which has tables, drawn figures and a picture, with its accepted record."""
    shutil.copytree(ROOT / "config", tmp_path / "config")
    (tmp_path / "curation").mkdir(exist_ok=True)
    (tmp_path / "curation/corrections.csv").write_text("id,field,value,reason,who,date\n", encoding="utf-8")
    (tmp_path / "extracted").mkdir()
    for name in (f"{KEY}.json", f"{KEY}.points.csv"):
        shutil.copy(ROOT / "extracted" / name, tmp_path / "extracted" / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def typed(review: Path, *rows: tuple[str, str, str, str]) -> None:
    """Readings: id, reading, text, who."""
    full = [dict(zip(BLIND_COLUMNS, (*row, "2026-01-31", ""), strict=True)) for row in rows]
    write_csv(review / BLIND_FILE, BLIND_COLUMNS, full)


def sampled(review: Path, *ids: str, point: str = "") -> None:
    rows = [{"id": one, "method": "table", "point": point, "seed": "1"} for one in ids]
    write_csv(review / SAMPLE_FILE, ("id", "method", "point", "seed"), rows)


def test_a_draw_is_the_same_on_every_machine_and_a_larger_one_holds_a_smaller(review: Path) -> None:
    values = recorded_values(review)
    small, large = drawn(values, 3, "7"), drawn(values, 5, "7")
    assert {one.id for one in small} <= {one.id for one in large}
    assert [one.method for one in small] == ["table"] * 3 + ["picture"] + ["figure"] * 3
    assert drawn(values, 3, "7") == small
    assert {one.id for one in drawn(values, 3, "8")} != {one.id for one in small}
    assert all((one.point is None) == (one.method == "table") for one in large)


def test_what_was_drawn_before_is_not_drawn_again(review: Path) -> None:
    values = recorded_values(review)
    first = drawn(values, 3, "7")
    more = drawn(values, 2, "7", {one.id for one in first})
    assert {one.id for one in more}.isdisjoint({one.id for one in first})
    assert {one.id for one in drawn(values, 5, "7")} == {one.id for one in [*first, *more]}


def test_a_whole_range_of_which_the_record_holds_one_end_decides_nothing(review: Path) -> None:
    sampled(review, RESET)
    typed(review, (RESET, "first", "-0.6 to -2.8 V", A), (RESET, "second", "-0.6 to -2.2 V", B))
    (found,) = read_blind(review)
    assert found.equals == {"second": False}


def test_what_was_corrected_after_it_was_read_blind_still_counts_as_wrong(review: Path) -> None:
    sampled(review, RESISTANCE)
    typed(review, (RESISTANCE, "first", "28 MΩ", A), (RESISTANCE, "second", "28 MΩ", B))
    header = "id,field,value,reason,who,date\n"
    for day, equals in (("2026-01-30", True), ("2026-02-01", False)):
        row = f"{RESISTANCE},text,28 MΩ,misread,{A},{day}\n"
        (review / "curation/corrections.csv").write_text(header + row, encoding="utf-8")
        (found,) = read_blind(review)
        assert found.equals == {"first": equals, "second": equals}


def test_only_values_of_documents_that_lie_beside_their_record_are_at_hand(review: Path) -> None:
    values = recorded_values(review)
    assert at_hand(values).data == {}
    shutil.copytree(ROOT / "sources" / KEY, review / "sources" / KEY)
    assert at_hand(values).data == values.data


A, B = "Ada", "Bo"
RESISTANCE, RESET, SPREAD = f"{KEY}:t1/r1c1", f"{KEY}:t1/r4c1.1", f"{KEY}:t3/r3c3"
"""Printed as 26 MΩ; as -2.8 V, the first part of its cell; as <1%."""


def test_a_reading_agrees_by_its_value_sign_and_comparator(review: Path) -> None:
    sampled(review, RESISTANCE, RESET, SPREAD)
    typed(
        review,
        (RESISTANCE, "first", "26000 kΩ", A),
        (RESISTANCE, "second", "28 MΩ", B),
        (RESET, "first", "-2.8 V", A),
        (RESET, "second", "2.8 V", B),
        (SPREAD, "first", "< 1 %", A),
        (SPREAD, "second", "1 %", B),
    )
    found = {one.value.id: one for one in read_blind(review)}
    assert [dict(found[name].equals) for name in (RESISTANCE, RESET, SPREAD)] == [{"first": True, "second": False}] * 3
    (table,) = agreements(list(found.values()))
    assert (table.first, table.second, table.both) == ((3, 3), (0, 3), (0, 3))
    # Of 3 of 3 the exact lower limit is the cube root of 0.025, of 0 of 3 the upper one less that: 29 and 71 %.
    lines = agreement_lines([table])
    assert lines[1].endswith("3 of 3, 100 % (95 % interval 29 to 100 %)")
    assert lines[2].endswith("0 of 3, 0 % (95 % interval 0 to 71 %)")


@pytest.mark.parametrize(("text", "is_equal"), [("3.3", True), ("3.1 V", True), ("3.4", False), ("three", False)])
def test_a_point_of_a_curve_agrees_within_a_fiftieth_of_its_axis(review: Path, text: str, is_equal: bool) -> None:
    """The first curve of the note begins at 3.2 V, on an axis from 0 to 6 V."""
    sampled(review, f"{KEY}:f1/p1s0", point="0")
    typed(review, (f"{KEY}:f1/p1s0", "first", text, A))
    (one,) = read_blind(review)
    assert one.recorded == "3.2 V"
    assert one.equals == {"first": is_equal}


def test_nobody_is_the_second_reader_of_what_they_read_first(review: Path) -> None:
    sampled(review, RESISTANCE)
    typed(review, (RESISTANCE, "first", "26 MΩ", A), (RESISTANCE, "second", "26 MΩ", A))
    (one,) = read_blind(review)
    assert (set(one.readings), one.alike) == ({"first"}, None)


def test_a_value_that_could_not_be_read_is_counted_apart(review: Path) -> None:
    sampled(review, RESISTANCE)
    row = (RESISTANCE, "first", "", A, "2026-01-31", "the copy is cut there")
    write_csv(review / BLIND_FILE, BLIND_COLUMNS, [dict(zip(BLIND_COLUMNS, row, strict=True))])
    (table,) = agreements(read_blind(review))
    assert (table.n_undecided, table.first) == (1, (0, 0))
    assert "1 reading decided nothing" in agreement_lines([table])[0]


def test_a_value_is_wrong_where_no_blind_reading_is_as_the_record(review: Path) -> None:
    """26 MΩ read as 2.6 MΩ is wrong; one of two readings that agrees is enough, and none says nothing."""
    sampled(review, RESISTANCE, RESET, SPREAD)
    typed(review, (RESISTANCE, "first", "2.6 MΩ", A), (RESET, "first", "-3 V", A), (RESET, "second", "-2.8 V", B))
    found = {one.value.id: one.is_wrong for one in read_blind(review)}
    assert found == {RESISTANCE: True, RESET: False, SPREAD: False}
