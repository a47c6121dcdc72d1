"""The flow of screened records: two people who differ, the row that settles it, and what the report says of them."""

from __future__ import annotations

from typing import Any

from memlit.analysis.evidence.prisma import SCREENING_FLOW_TABLE, prisma_flow
from memlit.datum import results_in
from memlit.library import ScreeningRow
from memlit.report.book import NumberBook
from memlit.report.sections.making.coverage import flow as section_of

from tests.builders import PartOfMaterial, section_words, tables_of


def row(decision: str, reason: str = "", who: str = "", role: str = "") -> ScreeningRow:
    return ScreeningRow("doe2024", "screening", decision, reason, who, "2026-01-31" if who else "", role)


OUT = row("excluded", "no_synapse: a memory, and no weight", "Ada")
PASSED = row("passed", who="Bo")
SETTLED = row("excluded", "no_synapse: both read it again", "Bo", "settles")


def flow(*rows: ScreeningRow) -> dict[str, Any]:
    return {f"{line.stage}/{line.reason}".rstrip("/"): line for line in prisma_flow(rows)}


def test_a_difference_counts_as_open_until_a_row_settles_it() -> None:
    stage = flow(OUT, PASSED)["screening"]
    counts = stage.n, stage.n_excluded, stage.two.n, stage.two.n_alike, stage.two.n_open
    assert [one.value for one in counts] == [1, 0, 1, 0, 1]
    lines = flow(OUT, PASSED, SETTLED)
    stage = lines["screening"]
    assert [one.value for one in (stage.n_excluded, stage.two.n_alike, stage.two.n_open)] == [1, 0, 0]
    assert lines["screening/no_synapse"].n.value == 1


def test_a_row_without_a_name_is_a_reader_of_its_own() -> None:
    two = flow(row("passed"), PASSED)["screening"].two
    assert (two.n.value, two.n_alike.value, two.kappa) == (1, 1, None)


def test_the_report_says_how_far_two_screeners_agree() -> None:
    def told(*rows: ScreeningRow) -> str:
        lines = list(flow(*rows).values())
        book = NumberBook({}, list(results_in(lines)))
        return section_words(section_of(PartOfMaterial(tables=tables_of((SCREENING_FLOW_TABLE, lines)), book=book)))

    assert "No record was screened by two people" in told(OUT)
    said = told(OUT, PASSED)
    assert "prisma/screening#twice of prisma/screening#n records" in said
    agreed = "agreed on prisma/screening#alike, Cohen's kappa prisma/screening#kappa; prisma/screening#open still open"
    assert agreed in said
