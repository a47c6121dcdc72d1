"""A page of more devices than its text holds, in Chromium: what waits packed is shown when it is asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from memlit.datum import Result, anchor
from memlit.presentation import text
from memlit.report import extent
from memlit.report.blocks import section, table
from memlit.report.book import NumberBook
from memlit.report.rendering.html import render_html

from tests.builders import reading

from .test_report_page import Visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DEVICES = 30


def metric(number: int) -> str:
    return f"doe2020/d{number}/set#spike_timing"


def report() -> dict[str, Any]:
    """Devices with a spike timing, each from one cell of its own document."""
    readings = [
        reading("set_pulse_width", number * 1e-9, "s", text=f"{number} ns", id=f"doc{number}:t1/r1c1", document="doc")
        for number in range(1, DEVICES + 1)
    ]
    results = [
        Result(
            id=metric(number), kind="metric", label="spike_timing", value=item.value, low=item.low, high=item.high,
            unit="s", inputs=(item.id,), rule="tau, the pulse width",
        )
        for number, item in enumerate(readings, start=1)
    ]  # fmt: skip
    book = NumberBook({item.id: item for item in readings}, results)
    rows = [[text.cite(f"doe{n}"), book.use(metric(n))] for n in range(1, DEVICES + 1)]
    references = [
        {"key": f"doe{n}", "number": n, "anchor": f"ref-doe{n:03}", "short": "Doe", "label": f"Doe [{n}]", "author": "",
         "title": f"Paper {n}", "where": "", "year": "", "url": ""}
        for n in range(1, DEVICES + 1)
    ]  # fmt: skip
    return {
        "title": "Many devices", "subtitle": "", "version": "0", "release": {"citation": ""},
        "numbering": "",
        "sections": [section("benchmark", "Devices", table("All.", [("paper", "l"), ("tau", "r")], rows))],
        "numbers": book.numbers(), "cards": book.cards(), "references": references,
    }  # fmt: skip


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(extent, "LISTED", 5)
    monkeypatch.setattr(extent, "OPEN_CARDS", 10)
    page = tmp_path / "report.html"
    page.write_text(render_html(report(), {}), encoding="utf-8")
    return page.as_uri()


def test_rows_entries_and_references_that_wait_are_shown_when_asked_for(browser: Browser, address: str) -> None:
    visit = Visit(browser, address)
    page = visit.page
    assert page.locator("#benchmark tbody tr").count() == 5
    page.get_by_role("button", name="Show all rows").click()
    page.wait_for_function("() => document.querySelectorAll('#benchmark tbody tr').length === 30")
    page.get_by_role("link", name="29 ns").click()
    page.wait_for_url(f"**#{anchor(metric(29))}")
    card = page.locator("#card .entry p")
    card.wait_for()
    assert (card.text_content() or "").replace("\u00a0", " ").startswith("spike timing 29 ns: from 29 ns")
    card.locator("a").first.click()
    page.wait_for_function("() => document.querySelector('#card .entry p')?.textContent.includes('printed “29 ns”')")
    page.get_by_role("link", name="Doe [20]").click()
    page.wait_for_function("() => document.querySelector('.references li:target')?.textContent.includes('Paper 20')")
    page.go_back()
    page.wait_for_function("() => document.querySelector('#card .entry p')?.textContent.includes('printed “29 ns”')")
    page.get_by_role("link", name="Doe [7]").click()
    page.wait_for_function("() => document.querySelector('.references li:target')?.textContent.includes('Paper 7')")
    numbers = page.eval_on_selector_all(".references li", "items => items.map(item => item.value)")
    assert numbers == [1, 2, 3, 4, 5, 7, 20]
    assert visit.faults == []
    page.context.close()


def test_an_address_leads_straight_to_an_entry_that_waits(browser: Browser, address: str) -> None:
    visit = Visit(browser, f"{address}#{anchor(metric(30))}")
    card = visit.page.locator("#card .entry p")
    card.wait_for()
    box = card.bounding_box()
    assert box is not None
    assert 0 <= box["y"] <= 900
    assert visit.faults == []
    visit.page.context.close()
