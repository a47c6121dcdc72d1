"""Screening in Debian's Chromium and by keyboard: two readers, blind to each other, who differ and settle it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from memlit.files import read_csv

from tests.browser.conftest import pages_as
from tests.unit.desk.desk_review import LIBRARY, small_review

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SECOND = "@article{roe2023,\n author = {Roe, R.},\n title = {A neuron of niobium oxide},\n year = {2023},\n}\n"


@pytest.fixture
def review(tmp_path: Path) -> Path:
    small_review(tmp_path)
    (tmp_path / "references.bib").write_text(LIBRARY + SECOND, encoding="utf-8")
    found = "".join(f"{key},identification,identified,a search\n" for key in ("doe2024", "roe2023"))
    (tmp_path / "curation").mkdir(exist_ok=True)
    (tmp_path / "curation/screening.csv").write_text("record,stage,decision,reason\n" + found, encoding="utf-8")
    return tmp_path


@pytest.fixture
def opened(browser: Browser, review: Path) -> Iterator[Callable[[str], Page]]:
    """The screening page as a person of this name sees it."""
    with pages_as(browser, review, "screen", "#main:not([hidden])", 1280) as open_as:
        yield open_as


def on(page: Page, record: str) -> None:
    page.wait_for_function("record => document.getElementById('main').dataset.record === record", arg=record)


def test_two_readers_screen_by_keyboard_and_settle_what_they_differ_on(
    opened: Callable[[str], Page], review: Path
) -> None:
    ada = opened("Ada")
    on(ada, "doe2024")
    ada.keyboard.press("x")
    ada.keyboard.type("no_synapse: a memory array")
    ada.keyboard.press("Enter")
    on(ada, "roe2023")
    ada.keyboard.press("p")
    ada.wait_for_selector("#empty:not([hidden])")

    bo = opened("Bo")
    on(bo, "doe2024")
    assert "Ada" not in bo.inner_text("#main")
    bo.keyboard.press("p")
    bo.wait_for_selector("#said button")
    assert "Ada: excluded, no synapse: a memory array" in bo.inner_text("#said")
    assert axe.Axe().run(bo).response["violations"] == []
    bo.click("#said button >> text=excluded")
    bo.keyboard.type("no_synapse: agreed over a second reading")
    bo.keyboard.press("Enter")
    on(bo, "roe2023")
    rows = [
        (row["record"], row["decision"], row["who"], row["role"]) for row in read_csv(review / "curation/screening.csv")
    ]
    assert [row for row in rows if row[2]] == [
        ("doe2024", "excluded", "Ada", ""),
        ("doe2024", "passed", "Bo", ""),
        ("doe2024", "excluded", "Bo", "settles"),
        ("roe2023", "passed", "Ada", ""),
    ]


@pytest.mark.parametrize("width", [1280, 768, 390])
def test_nothing_is_wider_than_the_window(opened: Callable[[str], Page], width: int) -> None:
    page = opened("Ada")
    page.set_viewport_size({"width": width, "height": 844})
    page.keyboard.press("x")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
