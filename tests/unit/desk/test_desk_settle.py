"""The second look of the desk: rows that git merges, a queue in its order, and nothing written beside."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from memlit.benchmark.rows import BenchmarkRow
from memlit.desk.desk import Desk
from memlit.desk.second_look.queue import Work, settling_queue
from memlit.desk.second_look.rows import Decision, recorded
from memlit.desk.serve.server import DeskServer
from memlit.desk.write.journal import Journal, Said
from memlit.devices.device import DevicePulse, PulseTuple
from memlit.devices.resolved import Resolved
from memlit.errors import CheckError, SourceError
from memlit.files import read_csv
from memlit.reconcile.checks import CHECK_COLUMNS, load_checks
from memlit.reconcile.corrections import CORRECTION_COLUMNS, load_corrections

from tests.builders import ROOT, config_of, corpus_of, reading, vocabulary
from tests.unit.desk.desk_review import DAY, asked, call, serving, small_review
from tests.unit.report.test_placing import published_row


def decision(identifier: str, verdict: str = "confirmed", **fields: str) -> Decision:
    values = {"printed": "5 kΩ", "who": "Jane Doe", "date": DAY, **fields}
    return Decision(identifier, verdict, **values)


def correction(identifier: str, value: str, **fields: str) -> Decision:
    return decision(identifier, "corrected", field="text", value=value, note="misprint", **fields)


def journal_of(root: Path) -> Journal:
    return Journal(root, {"verdict": lambda at, said: recorded(at, Decision(**said.words), vocabulary())})


def write(root: Path, *decisions: Decision) -> None:
    for item in decisions:
        journal_of(root).take(Said("doc", "verdict", asdict(item), item.who, item.date))


def undo(root: Path, who: str) -> str:
    journal = journal_of(root)
    last = journal.last(who, lambda _: True)
    return journal.take_back(last.number if last else 0, who)


def test_rows_stand_in_the_order_of_ids_whoever_wrote_first(tmp_path: Path) -> None:
    write(tmp_path, decision("doc:t1/r2"), decision("doc:t1/r1"), decision("abc:t1/r9"))
    assert (tmp_path / "curation/checks.csv").read_text(encoding="utf-8").splitlines() == [
        "id,verdict,printed,who,date,note",
        "abc:t1/r9,confirmed,5 kΩ,Jane Doe,2026-01-31,",
        "doc:t1/r1,confirmed,5 kΩ,Jane Doe,2026-01-31,",
        "doc:t1/r2,confirmed,5 kΩ,Jane Doe,2026-01-31,",
    ]


def test_correction_is_a_row_that_the_run_applies_and_a_check_that_says_so(tmp_path: Path) -> None:
    write(tmp_path, correction("doc:t1/r1", "6 kΩ"))
    (row,), problems = load_corrections(tmp_path / "curation/corrections.csv", vocabulary())
    assert problems == []
    assert (row.id, row.field, row.value, row.reason) == ("doc:t1/r1", "text", "6 kΩ", "misprint")
    assert (row.who, row.date) == ("Jane Doe", DAY)
    (check,), _ = load_checks(tmp_path / "curation/checks.csv")
    assert (check.verdict, check.printed, check.note) == ("corrected", "5 kΩ", "text: misprint")


def test_other_lines_keep_their_bytes_and_the_file_before_is_kept(tmp_path: Path) -> None:
    before = (ROOT / "curation/corrections.csv").read_bytes()
    (tmp_path / "curation").mkdir(exist_ok=True)
    (tmp_path / "curation/corrections.csv").write_bytes(before)
    write(tmp_path, correction("lian2023:abstract/x/r_on", "6 kΩ"))
    after = (tmp_path / "curation/corrections.csv").read_bytes().splitlines()
    added = [line for line in after if line not in before.splitlines()]
    assert added == ["lian2023:abstract/x/r_on,text,6 kΩ,misprint,Jane Doe,2026-01-31".encode()]
    assert [line for line in after if line not in added] == before.splitlines()
    assert (tmp_path / "results/run/backup/curation/corrections.csv").read_bytes() == before


def test_second_thought_of_a_day_replaces_the_first_and_each_is_taken_back(tmp_path: Path) -> None:
    write(tmp_path, correction("doc:t1/r1", "6 kΩ"), correction("doc:t1/r1", "7 kΩ"))
    assert [row["value"] for row in read_csv(tmp_path / "curation/corrections.csv", CORRECTION_COLUMNS)] == ["7 kΩ"]
    assert len(read_csv(tmp_path / "curation/checks.csv", CHECK_COLUMNS)) == 1
    undo(tmp_path, "Jane Doe")
    assert [row["value"] for row in read_csv(tmp_path / "curation/corrections.csv", CORRECTION_COLUMNS)] == ["6 kΩ"]
    undo(tmp_path, "Jane Doe")
    assert list(tmp_path.glob("*.csv")) == []


def test_another_persons_correction_stands_and_is_not_undone(tmp_path: Path) -> None:
    write(tmp_path, correction("doc:t1/r1", "6 kΩ", who="Richard Roe"))
    before = (tmp_path / "curation/corrections.csv").read_bytes()
    with pytest.raises(CheckError, match=r"Richard Roe corrected text on 2026-01-31 \(line 2\); dispute the value"):
        write(tmp_path, correction("doc:t1/r1", "7 kΩ"))
    with pytest.raises(SourceError, match="none of yours"):
        undo(tmp_path, "Jane Doe")
    assert (tmp_path / "curation/corrections.csv").read_bytes() == before
    assert [row["who"] for row in read_csv(tmp_path / "curation/checks.csv")] == ["Richard Roe"]


@pytest.mark.parametrize(
    "bad, problem",
    [
        (decision("doc:t1/r1", "fine"), "unknown verdict 'fine'"),
        (decision("doc:t1/r1", "disputed"), "disputes without saying why"),
        (decision("doc:t1/r1", note="x" * 2001), "a field is too long"),
        (correction("doc:t1/r1", ""), "gives text no value"),
        (correction("doc:t1/r1", "=1+1"), "would be a formula"),
        (decision("doc:t1/r1", "corrected", field="parameter", value="r_onn", note="n"), "unknown parameter 'r_onn'"),
        (decision("doc:t1/r1", "corrected", field="text", value="5 kΩ"), "has no reason"),
    ],
)
def test_what_cannot_be_a_row_writes_nothing(tmp_path: Path, bad: Decision, problem: str) -> None:
    with pytest.raises(CheckError, match=problem):
        write(tmp_path, bad)
    assert list(tmp_path.glob("*.csv")) == []


def test_field_of_several_lines_or_a_formula_stays_one_harmless_row(tmp_path: Path) -> None:
    write(tmp_path, decision("doc:t1/r1", printed="=HYPERLINK(1)", note='two\nlines, "quoted"'))
    (row,) = read_csv(tmp_path / "curation/checks.csv", CHECK_COLUMNS)
    assert (row["printed"], row["note"]) == ("'=HYPERLINK(1)", 'two lines, "quoted"')


def git(folder: Path, *arguments: str) -> str:
    who = ["-c", "user.name=n", "-c", "user.email=e@example.org", "-c", "init.defaultBranch=main"]
    done = subprocess.run(["git", *who, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize(
    "hers, his", [("doc:t1/r2", "doc:t1/r3"), ("doc:t1/r2", "doc:t1/r2"), ("aaa:t1/r1", "zzz:t1/r1")]
)
def test_work_of_two_people_merges_as_rows(tmp_path: Path, hers: str, his: str) -> None:
    """Adjacent rows, rows about one datum, and rows far apart, by git's own merge."""
    (tmp_path / ".gitattributes").write_text((ROOT / ".gitattributes").read_text(encoding="utf-8"), encoding="utf-8")
    write(tmp_path, *(correction(f"{key}:t1/r0", "1 kΩ", who="First") for key in ("bbb", "doc", "yyy")))
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".gitattributes", "curation/checks.csv", "curation/corrections.csv")
    git(tmp_path, "commit", "-qm", "start")
    git(tmp_path, "checkout", "-qb", "hers")
    write(tmp_path, correction(hers, "6 kΩ", who="Jane Doe"))
    git(tmp_path, "commit", "-qam", "hers")
    git(tmp_path, "checkout", "-q", "main")
    write(tmp_path, correction(his, "7 kΩ", who="Richard Roe"))
    git(tmp_path, "commit", "-qam", "his")
    git(tmp_path, "merge", "-q", "--no-edit", "hers")
    for name in ("curation/checks.csv", "curation/corrections.csv"):
        rows = read_csv(tmp_path / name)
        assert len(rows) == 5
        assert {(row["id"], row["who"]) for row in rows} >= {(hers, "Jane Doe"), (his, "Richard Roe")}
    _, problems = load_corrections(tmp_path / "curation/corrections.csv", vocabulary())
    # Two corrections of one field are a disagreement that the run names.
    assert len(problems) == (hers == his)


def material() -> tuple[Resolved, list[BenchmarkRow]]:
    def printed(name: str, **fields: Any) -> Any:
        item = reading("r_on", 5000, "ohm", text="5 kΩ", **fields)
        return item.model_copy(update={"id": name, "datum": item.datum.model_copy(update={"id": name})})

    plain, excluded = printed("doc:a"), printed("doc:b", status="excluded", reason="tier: simulator")
    headline, flagged = printed("doc:c"), printed("doc:d", status="flagged", reason="ambiguous: x")
    one, other, disputed = printed("doc:e"), printed("doc:f"), printed("doc:g", flags=("disputed",))
    derived = headline.model_copy(update={"id": "doc:c>g_on", "inputs": ("doc:c",)})
    device = DevicePulse(
        id="doe2020/taox/set",
        paper="doe2020",
        device="taox",
        name="x",
        pulse="set",
        tier="secondary",
        work="doe2020",
        chosen=PulseTuple(),
        conflicts=("g_on: doc:e | doc:f",),
    )
    row = published_row("doe2020", 1e-12)
    energy = row.metrics["action_energy"].model_copy(update={"inputs": ("doc:c>g_on",)})
    row = row.model_copy(update={"metrics": {"action_energy": energy}})
    readings = (plain, excluded, headline, derived, flagged, one, other, disputed)
    corpus = corpus_of(readings)
    return Resolved(entries={}, corpus=corpus, devices=(device,)), [row]


def test_queue_starts_with_disputes_and_conflicts_and_follows_the_headline_down_to_the_print() -> None:
    items = settling_queue(*material(), config_of())
    assert [(item.id, item.group) for item in items] == [
        ("doc:g", "disputed"),
        ("doc:e", "conflicts"),
        ("doc:f", "conflicts"),
        ("doc:d", "flagged"),
        ("doc:c", "headline"),
        ("doc:a", "used"),
        ("doc:b", "excluded"),
    ]
    assert items[4].rows == ("doe2020/d/set#action_energy",)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[DeskServer]:
    resolved, rows = material()
    items = {item.id: item for item in settling_queue(resolved, rows, config_of())}
    readings = {item.id: item for item in resolved.corpus.readings}
    work = Work(items, {}, readings)
    desk = Desk(small_review(tmp_path), "Jane Doe", today=lambda: date(2026, 1, 31), last_run=lambda _: work)
    with serving(desk) as server:
        yield server


CONFIRM = json.dumps({"id": "doc:c", "verdict": "confirmed", "printed": "5 kΩ"}).encode()


def test_decision_is_written_before_it_is_answered(served: DeskServer) -> None:
    status, _, content = call(served, "POST", "settle/decide", CONFIRM)
    assert status == 200
    assert json.loads(content)["verdict"]["who"] == "Jane Doe"
    (row,) = read_csv(served.session.review.root / "curation/checks.csv", CHECK_COLUMNS)
    assert (row["id"], row["verdict"], row["date"]) == ("doc:c", "confirmed", "2026-01-31")
    listed = json.loads(call(served, "GET", "settle/queue")[2])["items"]
    assert {item["id"]: item["verdict"] for item in listed}["doc:c"] == "confirmed"


def test_text_that_changed_under_the_page_is_not_confirmed(served: DeskServer) -> None:
    stale = json.dumps({"id": "doc:c", "verdict": "confirmed", "printed": "50 kΩ"}).encode()
    status, _, content = call(served, "POST", "settle/decide", stale)
    assert (status, b"shows another text" in content) == (409, True)


def test_preview_reads_the_correction_and_writes_nothing(served: DeskServer) -> None:
    message = {"id": "doc:c", "field": "text", "value": "6.5 MΩ"}
    status, _, content = call(served, "POST", "settle/preview", json.dumps(message).encode())
    assert (status, json.loads(content)["value"]) == (200, "6.5\u00a0MΩ")
    assert not (served.session.review.root / "curation/corrections.csv").exists()


@pytest.mark.parametrize(
    "field, value", [("text", "26 MQ"), ("text", "3 Zohm"), ("text", "5 kV"), ("text", "some ohms")]
)
def test_a_correction_that_gives_no_value_is_refused(served: DeskServer, field: str, value: str) -> None:
    correction = {"verdict": "corrected", "field": field, "value": value, "note": "misprint"}
    status, told = asked(served, "settle/decide", {"id": "doc:c", "printed": "5 kΩ", **correction})
    assert (status, "is not read as" in told["problem"]) == (409, True)
    assert not (served.session.review.root / "curation").exists()


def test_a_value_of_another_parameter_is_corrected_field_by_field(served: DeskServer) -> None:
    """As a run will read it: the text is a voltage once the parameter is."""
    said = {"id": "doc:c", "printed": "5 kΩ", "verdict": "corrected", "note": "column of voltages"}
    assert asked(served, "settle/decide", {**said, "field": "parameter", "value": "set_voltage"})[0] == 200
    assert asked(served, "settle/decide", {**said, "field": "text", "value": "5 V"})[0] == 200
