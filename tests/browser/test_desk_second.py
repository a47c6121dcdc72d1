"""A second reading is blind, and the address says which paper is open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from memlit.desk.desk import Desk

from tests.browser.test_desk_safety import KEY, OTHER, PAPER, click, is_step, name_device, said, was_read
from tests.builders import of_devices
from tests.unit.desk.desk_review import LIBRARY, serving, small_review

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture
def review(tmp_path: Path) -> Path:
    small_review(tmp_path)
    (tmp_path / "references.bib").write_text(LIBRARY + OTHER, encoding="utf-8")
    (tmp_path / "sources" / KEY / "paper.html").write_text(PAPER, encoding="utf-8")
    of_devices(tmp_path / "sources" / KEY, "paper.html", paper=KEY)
    return tmp_path


@pytest.fixture
def page(browser: Browser, review: Path) -> Iterator[Page]:
    """The desk at a paper of which the first reader assigned a value."""
    with serving(Desk(review, "Jane Doe", KEY)) as server:
        context = browser.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=True)
        visit = context.new_page()
        visit.goto(server.address)
        was_read(visit)
        name_device(visit, "HfOx")
        visit.keyboard.press("a")
        said(visit, "'1.2 V' is the set_voltage of HfOx")
        yield visit
        context.close()


def test_nothing_of_the_first_reader_is_shown_while_a_second_reading_is_open(page: Page) -> None:
    page.click("#unfold")
    page.check("#as-second")
    page.wait_for_selector("h3:has-text('A second reading')")
    # Nor after a reload, nor by a key: no tuple, no value, no name of a device.
    page.reload()
    page.wait_for_selector("h3:has-text('A second reading')")
    for key in ("2", "6", "n"):
        page.keyboard.press(key)
    page.wait_for_timeout(200)
    seen = page.inner_text("body")
    assert not [value for value in ("1.2 V", "1.25", "50 ns") if value in seen]
    assert "HfOx" not in seen.replace("hafnium oxide", "")
    assert not page.is_visible("#tuple")
    assert not page.is_visible("#steps")
    assert not page.is_visible(".paper .dots")
    page.keyboard.press("v")
    page.wait_for_selector(".entry")
    assert page.input_value(".entry label:has-text('Device') input") == ""
    assert page.locator("#devices option").count() == 0
    click(page, ".leave")
    click(page, "button:has-text('Leave the second reading')")
    page.wait_for_selector("#tuple")
    assert not page.is_checked("#as-second")
    assert "1.25" in page.inner_text("#tuple")


def test_the_address_and_the_open_paper_agree(page: Page) -> None:
    page.evaluate("location.hash = '#roe2023'")
    page.wait_for_selector("#title:has-text('A neuron of niobium oxide')")
    click(page, "#unfold")
    click(page, ".paper[title^='Analogue']")
    page.wait_for_selector("#title:has-text('Analogue switching')")
    page.go_back()
    page.wait_for_selector("#title:has-text('A neuron of niobium oxide')")
    assert page.evaluate("location.hash") == "#roe2023"
    page.evaluate("location.hash = '#gone2020'")
    said(page, "the library has no paper of this key")
    assert page.evaluate("location.hash") == "#roe2023"
    assert "A neuron of niobium oxide" in page.inner_text("#title")


def test_tab_leads_past_the_list_of_papers_into_the_form(page: Page) -> None:
    page.reload()
    was_read(page)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("Boolean(document.activeElement.closest('#form'))")
    assert is_step(page, "Text")
    page.keyboard.press("Escape")
    page.keyboard.press("v")
    page.wait_for_selector(".entry")
    page.keyboard.press("Tab")
    assert page.evaluate("Boolean(document.activeElement.closest('#form'))")


def test_at_the_width_of_a_phone_the_list_the_steps_and_the_form_are_whole(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    click(page, "#unfold")
    page.keyboard.press("Escape")
    box = page.locator("#papers").bounding_box()
    assert box is not None
    assert box["height"] > 80
    foot, title = page.locator("aside footer").bounding_box(), page.locator("#crumb").bounding_box()
    links = page.locator("aside footer > :visible")
    assert foot is not None
    assert title is not None
    for place in range(links.count()):
        link = links.nth(place).bounding_box()
        assert link is not None
        assert link["y"] + link["height"] <= title["y"]
    for place in range(6):
        step = page.locator("#steps button").nth(place).bounding_box()
        assert step is not None
        assert step["x"] + step["width"] <= 390
    assert page.evaluate(
        "document.getElementById('title').scrollHeight <= document.getElementById('title').clientHeight"
    )
    page.keyboard.press("v")
    page.wait_for_selector(".entry")
    fields = page.locator(".entry .once-fields label")
    widths = [fields.nth(n).bounding_box()["width"] for n in range(fields.count())]  # type: ignore[index]
    assert min(widths) > 250
