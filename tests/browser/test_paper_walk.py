"""What a paper is, told and changed in the browser: the first page beside the form, labels, documents, removal."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from memlit.desk.desk import Desk
from memlit.library import load_library

from tests.browser.conftest import OF_THE_DESK
from tests.builders import ROOT
from tests.unit.desk.desk_review import serving, small_review

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

EXAMPLE = ROOT / "docs/example/roe2024.pdf"


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    root = small_review(tmp_path)
    shutil.copy(EXAMPLE, root / "sources/doe2024/paper.pdf")
    (root / "curation").mkdir(exist_ok=True)
    (root / "curation/screening.csv").write_text("record,stage,decision,reason\n", encoding="utf-8")
    with serving(Desk(root, "Jane Doe")) as server:
        context = browser.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=True)
        visit = context.new_page()
        visit.goto(server.address)
        visit.wait_for_selector("body[data-ready]")
        yield visit
        context.close()


def pictured(page: Page, name: str) -> None:
    """Keep a picture of the page where a folder for them is named."""
    if folder := os.environ.get("MEMLIT_SCREENSHOTS"):
        page.screenshot(path=f"{folder}/{name}.png")


def accessible(page: Page) -> None:
    found = [
        one
        for one in axe.Axe().run(page, OF_THE_DESK).response["violations"]
        if one["impact"] in ("serious", "critical")
    ]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


def said(page: Page, words: str) -> None:
    page.wait_for_function("words => document.getElementById('status').textContent.includes(words)", arg=words)


def test_the_entry_is_changed_beside_the_first_page_and_the_paper_removed(page: Page, tmp_path: Path) -> None:
    page.click(".paper")
    page.wait_for_selector("#paper:not([hidden])")
    page.keyboard.press("1")
    page.click("summary:has-text('What the paper is')")
    page.wait_for_selector(".entry form")
    page.wait_for_function("() => document.querySelector('#pages canvas')?.width > 100")
    accessible(page)
    pictured(page, "paper-1440")
    page.get_by_label("Year").fill("2025")
    page.get_by_label("PCM", exact=True).check()
    # What was typed outlives a look at another step.
    page.keyboard.press("Escape")
    page.keyboard.press("2")
    page.keyboard.press("1")
    page.wait_for_selector(".entry form")
    page.wait_for_function("() => [...document.querySelectorAll('.entry input')].some((one) => one.value === '2025')")
    page.click(".entry button:has-text('Keep it')")
    said(page, "year 2025; deviceclass VCM, PCM")
    entry = load_library(tmp_path / "references.bib").entries["doe2024"]
    assert (entry.year, entry.device_classes) == (2025, ("VCM", "PCM"))

    page.click(".files button:has-text('Take out')")
    said(page, "paper.pdf is taken out")
    page.click("button:has-text('Put back')")
    said(page, "paper.pdf is back")
    assert (tmp_path / "sources/doe2024/paper.pdf").is_file()

    page.set_viewport_size({"width": 1024, "height": 800})
    page.click("button:has-text('Remove the paper')")
    page.wait_for_selector("#removal[open]")
    accessible(page)
    pictured(page, "paper-remove-1024")
    page.click("#removal button:has-text('Remove it')")
    said(page, "doe2024 is removed")
    assert page.locator(".paper").count() == 0
    assert not (tmp_path / "sources/doe2024").exists()


def test_a_new_paper_is_told_beside_its_first_page(page: Page) -> None:
    page.set_input_files("#file", {"name": "new.pdf", "mimeType": "application/pdf", "buffer": cut(EXAMPLE)})
    page.wait_for_function("() => document.querySelector('img.first-page')?.naturalWidth > 100")
    accessible(page)
    pictured(page, "bring-1440")
    for width in (1440, 1024, 390):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        pictured(page, f"bring-{width}")


def cut(path: Path) -> bytes:
    """The bytes of a PDF with a comment at their end: another file of the same pages."""
    return path.read_bytes() + b"\n% a copy\n"
