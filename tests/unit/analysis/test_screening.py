"""The flow of screened records: two people who differ, the row that settles it, and what the report says of them."""

from __future__ import annotations

from typing import Any

import pandas as pd
from memlit.analysis.evidence.prisma import SCREENING_FLOW_TABLE, flow_numbers, prisma_flow
from memlit.library import ScreeningRow
from memlit.report.book import NumberBook
from memlit.report.sections.making.coverage import flow as section_of

from tests.builders import PartOfMaterial, section_words, tables_of
from tests.tables import numbers_by_id


def row(decision: str, reason: str = "", who: str = "", role: str = "") -> ScreeningRow:
    return ScreeningRow("doe2024", "screening", decision, reason, who, "2026-01-31" if who else "", role)


OUT = row("excluded", "no_synapse: a memory, and no weight", "Ada")
PASSED = row("passed", who="Bo")
SETTLED = row("excluded", "no_synapse: both read it again", "Bo", "settles")


def stage(*rows: ScreeningRow) -> pd.Series[Any]:
    return prisma_flow(rows).set_index("id").loc["prisma/screening"]


def test_a_difference_counts_as_open_until_a_row_settles_it() -> None:
    counted = ["n", "n_excluded", "n_twice", "n_alike", "n_open"]
    assert stage(OUT, PASSED)[counted].tolist() == [1, 0, 1, 0, 1]
    assert stage(OUT, PASSED, SETTLED)[counted].tolist() == [1, 1, 1, 0, 0]
    assert prisma_flow([OUT, PASSED, SETTLED]).set_index("id")["n"]["prisma/screening/no_synapse"] == 1


def test_a_row_without_a_name_is_a_reader_of_its_own() -> None:
    two = stage(row("passed"), PASSED)
    assert (two.n_twice, two.n_alike, two.kappa) == (1, 1, None)


def test_the_report_says_how_far_two_screeners_agree() -> None:
    def told(*rows: ScreeningRow) -> str:
        flow = prisma_flow(rows)
        book = NumberBook({}, list(numbers_by_id(flow_numbers(flow)).values()))
        return section_words(section_of(PartOfMaterial(tables=tables_of((SCREENING_FLOW_TABLE, flow)), book=book)))

    assert "No record was screened by two people" in told(OUT)
    said = told(OUT, PASSED)
    assert "prisma/screening#twice of prisma/screening#n records" in said
    agreed = "agreed on prisma/screening#alike, Cohen's kappa prisma/screening#kappa; prisma/screening#open still open"
    assert agreed in said
