"""Blind readings in Debian's Chromium and by keyboard: two readers, and what they see at the end."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from memlit.sampling.draw import SAMPLE_FILE

from tests.browser.conftest import pages_as
from tests.builders import ROOT
from tests.unit.desk.desk_review import small_review

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

KEY = "memlit-note-1"
CELL, CURVE = f"{KEY}:t1/r1c1", f"{KEY}:f1/p1s0"
"""A cell that prints 26 MΩ, and a curve that begins at 3.2 V."""


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Callable[[str], Page]]:
    """The page as a reader of this name sees it."""
    root = small_review(tmp_path)
    shutil.copytree(ROOT / "sources" / KEY, root / "sources" / KEY)
    (root / "extracted").mkdir()
    for name in (f"{KEY}.json", f"{KEY}.points.csv"):
        shutil.copy(ROOT / "extracted" / name, root / "extracted" / name)
    (root / SAMPLE_FILE).parent.mkdir()
    (root / SAMPLE_FILE).write_text(f"id,method,point,seed\n{CURVE},figure,0,1\n{CELL},table,,1\n", encoding="utf-8")
    with pages_as(browser, root, "blind", "#main:not([hidden])[data-id]", 1440) as open_as:
        yield open_as


def on(page: Page, identifier: str) -> None:
    page.wait_for_function("id => document.getElementById('main').dataset.id === id", arg=identifier)


def pictured(page: Page, name: str) -> None:
    """Keep a picture of the page where a folder for them is named."""
    if folder := os.environ.get("MEMLIT_SCREENSHOTS"):
        page.screenshot(path=f"{folder}/{name}.png")


def test_two_readers_type_what_they_see_and_compare_at_the_end(opened: Callable[[str], Page]) -> None:
    ada = opened("Ada")
    on(ada, CURVE)
    ada.keyboard.type("3.2")
    ada.keyboard.press("Enter")
    on(ada, CELL)
    ada.keyboard.type("27 MΩ")
    ada.keyboard.press("Enter")
    ada.wait_for_selector("#agreement:not([hidden]) pre")

    bo = opened("Bo")
    on(bo, CURVE)
    assert bo.inner_text("#role") == "you read it second"
    assert "3.2" not in bo.inner_text("body")
    bo.wait_for_function("() => document.querySelector('#source img')?.naturalWidth > 100")
    assert axe.Axe().run(bo).response["violations"] == []
    pictured(bo, "blind-1440")
    bo.keyboard.type("3.2 V")
    bo.keyboard.press("Enter")
    on(bo, CELL)
    bo.keyboard.type("26 MΩ")
    bo.keyboard.press("Enter")
    bo.wait_for_selector("#agreement:not([hidden]) pre")
    assert "second reading as the record  1 of 1" in bo.inner_text("#agreement")
    assert "record: 26 MΩ; first: 27 MΩ (Ada); second: 26 MΩ (Bo)" in bo.inner_text("#agreement")
    assert axe.Axe().run(bo).response["violations"] == []
    pictured(bo, "blind-agreement-1440")


@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_nothing_is_wider_than_the_window(opened: Callable[[str], Page], width: int) -> None:
    page = opened("Ada")
    page.set_viewport_size({"width": width, "height": 844})
    page.wait_for_function("() => document.querySelector('#source img')?.naturalWidth > 100")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    pictured(page, f"blind-first-{width}")
