"""curation/checks.csv: a second look marks a reading, a dispute outlives a confirmation, a stale check is named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from memlit.curation.checking.check import check_review as findings_of
from memlit.errors import RecordError
from memlit.reconcile.checks import Check, load_checks, standing, with_checks

from tests.builders import ROOT, reading

HEADER = "id,verdict,printed,who,date,note\n"
ID = "doc:t1/r_on"


def row(verdict: str, day: str = "2026-01-31", printed: str = "16.9 kΩ", line: int = 2, datum_id: str = ID) -> Check:
    return Check(datum_id, verdict, printed, "Jane Doe", day, "misprint" if verdict == "disputed" else "", line)


def test_confirmed_reading_is_flagged_and_says_by_whom_and_when() -> None:
    (read,), stale = with_checks([reading("r_on", 16900, "ohm", text="16.9 kΩ")], standing([row("confirmed")]))
    assert stale == []
    assert read.flags == ("checked",)
    assert (read.steps[-1].op, read.steps[-1].after) == ("check", "confirmed")
    assert read.steps[-1].rule == "checks.csv:2 by Jane Doe, 2026-01-31"
    assert read.value == 16900


def test_check_of_another_text_holds_no_more() -> None:
    (read,), stale = with_checks([reading("r_on", 1690, "ohm", text="1.69 kΩ")], standing([row("confirmed")]))
    assert read.flags == ()
    assert stale == ["curation/checks.csv:2: confirmed '16.9 kΩ' where the record now says '1.69 kΩ'; look again"]


def test_check_of_a_datum_that_is_gone_is_named() -> None:
    _, stale = with_checks([], standing([row("confirmed")]))
    assert stale == ["curation/checks.csv:2: there is no datum doc:t1/r_on; fix the id or remove the row"]


def test_latest_day_counts_and_on_one_day_the_dispute() -> None:
    assert standing([row("confirmed"), row("disputed", line=3)])[ID].verdict == "disputed"
    assert standing([row("disputed", line=2), row("confirmed", line=3)])[ID].verdict == "disputed"
    assert standing([row("disputed"), row("confirmed", "2026-02-01", line=3)])[ID].verdict == "confirmed"


def test_derived_reading_is_checked_when_all_it_came_from_is_and_disputed_when_any_is() -> None:
    on = reading("r_on", 16900, "ohm", text="16.9 kΩ")
    off = reading("r_off", 1.0, "ohm", text="1 Ω")
    derived = reading("g_on", 1 / 16900, "S").model_copy(update={"id": f"{ID}>g_on", "inputs": (on.id, off.id)})
    only_one, _ = with_checks([on, off, derived], standing([row("confirmed")]))
    assert [item.flags for item in only_one] == [("checked",), (), ()]
    second = row("confirmed", printed="1 Ω", datum_id=off.id)
    both, _ = with_checks([on, off, derived], standing([row("confirmed"), second]))
    assert [item.flags for item in both] == [("checked",)] * 3
    disputed, _ = with_checks(
        [on, off, derived], standing([row("confirmed"), row("disputed", datum_id=off.id, printed="1 Ω")])
    )
    assert [item.flags for item in disputed] == [("checked",), ("disputed",), ("disputed",)]


@pytest.mark.parametrize(
    "line, problem",
    [
        ("nocolon,confirmed,1 V,w,2026-01-31,\n", "is not the id of a printed datum"),
        (f"{ID}>g_on,confirmed,1 V,w,2026-01-31,\n", "is not the id of a printed datum"),
        (f"{ID},fine,1 V,w,2026-01-31,\n", "unknown verdict 'fine'"),
        (f"{ID},confirmed,1 V,,2026-01-31,\n", "has no name or date"),
        (f"{ID},confirmed,1 V,w,31.1.2026,\n", "has no name or date"),
        (f"{ID},disputed,1 V,w,2026-01-31,\n", "disputes without saying why"),
    ],
)
def test_row_that_cannot_be_used_is_one_line_and_stops_no_other(tmp_path: Path, line: str, problem: str) -> None:
    (tmp_path / "curation").mkdir(exist_ok=True)
    path = tmp_path / "curation/checks.csv"
    path.write_text(HEADER + f"{ID},confirmed,16.9 kΩ,Jane Doe,2026-01-31,\n" + line, encoding="utf-8")
    usable, problems = load_checks(path)
    assert [item.id for item in usable] == [ID]
    assert len(problems) == 1
    assert problems[0].startswith("curation/checks.csv:3: ")
    assert problem in problems[0]
    shutil.copytree(ROOT / "config", tmp_path / "config")
    assert problems[0] in findings_of(tmp_path)


def test_other_header_is_refused(tmp_path: Path) -> None:
    (tmp_path / "curation").mkdir(exist_ok=True)
    path = tmp_path / "curation/checks.csv"
    path.write_text("id,verdict\n", encoding="utf-8")
    with pytest.raises(RecordError, match="write id,verdict,printed,who,date,note"):
        load_checks(path)
