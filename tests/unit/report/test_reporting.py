"""The checklists: every item of both guidelines once, and only sections that the report can have."""

from __future__ import annotations

import re

import pytest
from memlit.config import Config, Reporting, load_reporting, validated
from memlit.errors import ConfigError
from memlit.report.build import report_title

from tests.builders import ROOT

REPORTING = load_reporting(ROOT / "config/reporting.yaml")


def numbers(text: str) -> set[int]:
    ends = [int(number) for number in re.findall(r"\d+", text)]
    return set(range(ends[0], ends[-1] + 1))


def test_all_items_of_both_guidelines_are_there() -> None:
    """PRISMA 2020 has 27 items, SWiM nine."""
    prisma = set().union(*(numbers(item.item) for item in REPORTING.prisma))
    assert prisma == set(range(1, 28))
    assert [item.item for item in REPORTING.swim] == [str(number) for number in range(1, 10)]


def test_sections_exist_and_what_is_not_met_says_so() -> None:
    templates = (path.read_text("utf-8") for path in (ROOT / "workflow/memlit/report/sections").rglob("*.md.j2"))
    known = {found for text in templates for found in re.findall(r"\{#([a-z-]+)\}", text)}
    for item in (*REPORTING.prisma, *REPORTING.swim):
        assert set(item.where.split()) <= known, item
        assert item.where or "not" in item.how, item


def test_unknown_key_is_one_line() -> None:
    with pytest.raises(ConfigError, match="unknown key prizma; write prisma"):
        validated(Reporting, {"prizma": []}, "config/reporting.yaml")


def test_title_of_a_simulated_corpus_says_so() -> None:
    title = {"title": "A review"}
    real = validated(Config, {"report": title}, "config.yaml")
    made_up = validated(Config, {"report": title, "evidence": {"simulated": True}}, "config.yaml")
    assert report_title(real) == "A review"
    assert report_title(made_up) == "Simulated corpus, no literature: A review"
