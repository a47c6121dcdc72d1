"""Two readers screen records at the desk: blind to each other, differences settled, and counted in the flow."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from memlit.analysis.evidence.prisma import prisma_flow
from memlit.datum import results_in
from memlit.desk.desk import Desk
from memlit.files import read_csv
from memlit.library import load_screening
from memlit.report.book import NumberBook
from memlit.report.sections.making.coverage import flow as section_of

from tests.builders import PartOfMaterial, section_words, tables_of
from tests.unit.desk.desk_review import asked, serving, small_review

OLD = "record,stage,decision,reason\ndoe2024,identification,identified,a search\ndoe2024,screening,passed,\n"
AT = {"record": "doe2024", "stage": "screening"}
OUT = {**AT, "decision": "excluded", "reason": "no_synapse: a memory, and no weight"}


@pytest.fixture
def review(tmp_path: Path) -> Path:
    small_review(tmp_path)
    (tmp_path / "curation").mkdir(exist_ok=True)
    (tmp_path / "curation/screening.csv").write_text("record,stage,decision,reason\n", encoding="utf-8")
    return tmp_path


def as_reader(root: Path, who: str, path: str, message: Any = None) -> tuple[int, Any]:
    with serving(Desk(root, who, today=lambda: date(2026, 1, 31))) as server:
        return asked(server, path, message)


def seen(root: Path, who: str, stage: str = "screening") -> dict[str, Any]:
    status, told = as_reader(root, who, f"screening?stage={stage}")
    assert status == 200, told
    items: list[dict[str, Any]] = told["items"]
    assert [one["record"] for one in items] == ["doe2024"]
    return items[0]


def decide(root: Path, who: str, message: dict[str, Any]) -> None:
    status, told = as_reader(root, who, "screen", message)
    assert status == 200, told


def flow(root: Path) -> dict[str, Any]:
    lines = prisma_flow(load_screening(root / "curation/screening.csv")[0])
    return {f"{line.stage}/{line.reason}".rstrip("/"): line for line in lines}


def test_a_reader_sees_the_other_decision_only_after_their_own(review: Path) -> None:
    decide(review, "Ada", {**AT, "stage": "identification", "decision": "identified"})
    decide(review, "Ada", OUT)
    before = seen(review, "Bo")
    assert (before["mine"], before["others"], before["is_read_by_another"]) == (None, [], True)
    status, paper = as_reader(review, "Bo", "paper?key=doe2024")
    assert (status, paper["screening"]) == (200, [])
    decide(review, "Bo", {**AT, "decision": "passed"})
    after = seen(review, "Bo")
    assert [(row["who"], row["decision"], row["reason"]) for row in after["others"]] == [
        ("Ada", "excluded", "no_synapse: a memory, and no weight")
    ]
    assert after["differs"]


def test_a_difference_counts_as_open_until_a_row_settles_it(review: Path) -> None:
    decide(review, "Ada", OUT)
    decide(review, "Bo", {**AT, "decision": "passed"})
    stage = flow(review)["screening"]
    assert [one.value for one in (stage.n, stage.n_excluded, stage.two.n, stage.two.n_alike, stage.two.n_open)] == [
        1,
        0,
        1,
        0,
        1,
    ]
    decide(review, "Bo", {**OUT, "settles": True, "reason": "no_synapse: both read it again"})
    lines = flow(review)
    stage = lines["screening"]
    assert [one.value for one in (stage.n_excluded, stage.two.n_alike, stage.two.n_open)] == [1, 0, 0]
    assert lines["screening/no_synapse"].n.value == 1


def test_the_report_says_how_far_two_screeners_agree(review: Path) -> None:
    def told() -> str:
        lines = list(flow(review).values())
        book = NumberBook({}, list(results_in(lines)))
        return section_words(section_of(PartOfMaterial(tables=tables_of(lines), book=book)))

    decide(review, "Ada", OUT)
    assert "No record was screened by two people" in told()
    decide(review, "Bo", {**AT, "decision": "passed"})
    said = told()
    assert "prisma/screening#twice of prisma/screening#n records" in said
    agreed = "agreed on prisma/screening#alike, Cohen's kappa prisma/screening#kappa; prisma/screening#open still open"
    assert agreed in said


def test_only_what_passed_comes_to_the_next_stage(review: Path) -> None:
    decide(review, "Ada", {**AT, "decision": "passed"})
    assert seen(review, "Ada", "eligibility")["mine"] is None
    decide(review, "Ada", OUT)
    assert as_reader(review, "Ada", "screening?stage=eligibility")[1]["items"] == []


def test_a_second_decision_takes_the_place_of_the_first_and_can_be_taken_back(review: Path) -> None:
    decide(review, "Ada", {**AT, "decision": "passed"})
    decide(review, "Ada", OUT)
    rows = read_csv(review / "curation/screening.csv")
    assert [(row["who"], row["decision"], row["date"]) for row in rows] == [("Ada", "excluded", "2026-01-31")]
    # Each time the last decision is taken back, by a server that was started anew.
    assert as_reader(review, "Ada", "unscreen", AT)[0] == 200
    assert [row["decision"] for row in read_csv(review / "curation/screening.csv")] == ["passed"]
    assert as_reader(review, "Ada", "unscreen", AT)[0] == 200
    assert (review / "curation/screening.csv").read_text(encoding="utf-8") == "record,stage,decision,reason\n"


def test_a_file_without_readers_gets_their_columns_and_keeps_its_rows(review: Path) -> None:
    (review / "curation/screening.csv").write_text(OLD, encoding="utf-8")
    decide(review, "Bo", {**AT, "decision": "passed"})
    text = (review / "curation/screening.csv").read_text(encoding="utf-8")
    assert text.splitlines() == [
        "record,stage,decision,reason,who,date,role",
        "doe2024,identification,identified,a search,,,",
        "doe2024,screening,passed,,,,",
        "doe2024,screening,passed,,Bo,2026-01-31,",
    ]
    two = flow(review)["screening"].two
    assert (two.n.value, two.n_alike.value, two.kappa) == (1, 1, None)


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ({**OUT, "reason": " "}, "has no reason"),
        ({**AT, "decision": "kept"}, "write passed or excluded"),
        ({**AT, "stage": "read", "decision": "passed"}, "write one of the stages identification"),
        ({**OUT, "record": "gone2020"}, "gone2020 has no entry"),
        ({**OUT, "settles": True}, "no two readers differ"),
        ({**OUT, "reason": "x" * 3000}, "at most 2000"),
    ],
)
def test_a_bad_decision_is_one_line_and_writes_nothing(review: Path, message: dict[str, Any], words: str) -> None:
    before = (review / "curation/screening.csv").read_bytes()
    status, told = as_reader(review, "Ada", "screen", message)
    assert status == 409
    assert words in told["problem"].replace(":", "")
    assert (review / "curation/screening.csv").read_bytes() == before
