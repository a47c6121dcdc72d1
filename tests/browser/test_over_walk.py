"""Papers by parameters, notes and screening in Debian's Chromium, over a finished review."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from memlit.desk.desk import Desk
from memlit.files import read_csv

from tests.unit.desk.desk_review import serving

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def address(finished_copy: Path) -> Iterator[str]:
    with serving(Desk(finished_copy, "Jane Doe")) as server:
        yield server.address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=True)
    yield context.new_page()
    context.close()


def pictured(page: Page, name: str) -> None:
    """Keep a picture of the page where a folder for them is named."""
    if folder := os.environ.get("MEMLIT_SCREENSHOTS"):
        page.screenshot(path=f"{folder}/{name}.png")


def accessible(page: Page) -> None:
    found = axe.Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:120]) for one in found] == []


def test_behind_a_cell_stands_its_quotation_and_who_confirmed_it(page: Page, address: str, finished_copy: Path) -> None:
    page.goto(f"{address}over")
    page.wait_for_selector("#table td button")
    page.fill("#search", "woo 2016")
    page.wait_for_function("() => document.querySelectorAll('#table tbody tr').length === 1")
    cell = page.locator("#table td button[aria-label^='set voltage of Woo 2016']")
    cell.click()
    page.wait_for_selector("#behind article")
    assert "0.9V/100µs" in page.inner_text("#behind blockquote >> nth=0")
    assert "nobody has confirmed it yet" in page.inner_text("#behind article >> nth=0")
    accessible(page)
    pictured(page, "over-1440")

    page.fill("#search", "")
    page.fill("#column", "n_states")
    page.press("#column", "Enter")
    page.wait_for_selector("#table thead th:has-text('n states')")
    page.select_option("#only", "read")
    page.locator("#table tbody tr >> nth=0").locator("td >> nth=-1").locator("button").click()
    page.fill("#behind input", "look at its supplement")
    page.click("#behind button:has-text('Keep it')")
    page.wait_for_function("() => document.getElementById('status').textContent.startsWith('note on')")
    assert [row["note"] for row in read_csv(finished_copy / "curation/notes.csv")] == ["look at its supplement"]
    for width in (1440, 1024, 390):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        pictured(page, f"over-notes-{width}")


def test_a_screener_has_criteria_in_sight_and_a_field_for_the_abstract(
    page: Page, address: str, finished_copy: Path
) -> None:
    page.goto(f"{address}screen#identification/woo2016")
    page.wait_for_selector("#main:not([hidden])")
    assert "None is written" in page.inner_text("#criteria")
    page.click("#abstract-form summary")
    page.fill("#abstract-text", "A device is set by pulses.")
    accessible(page)
    pictured(page, "screen-1440")
    page.click("#abstract-keep")
    page.wait_for_function("() => document.getElementById('abstract').textContent === 'A device is set by pulses.'")
    assert "abstract = {A device is set by pulses.}" in (finished_copy / "references.bib").read_text(encoding="utf-8")


def test_the_report_opens_from_the_desk_and_may_speak_with_nothing(browser: Browser, address: str) -> None:
    page = browser.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{address}results/report.html")
    page.wait_for_selector("h1, h2")
    assert page.evaluate("fetch('../papers').then(() => 'answered', () => 'refused')") == "refused"
    assert faults == []
    page.close()
