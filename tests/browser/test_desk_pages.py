"""The pages of a PDF at the desk, under the policy that the desk is served with: text, search, pages and marks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from memlit.desk.desk import Desk

from tests.browser.test_desk_safety import was_read
from tests.unit.desk.desk_review import serving, small_review

typst = pytest.importorskip("typst", reason="typst is not installed")

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

KEY = "doe2024"
PAPER = """#set page(width: 500pt, height: 700pt, margin: 72pt)
= Short pulses
We measured that the HfOx cell is programmed by a SET pulse of 1.2 V for 50 ns.
#pagebreak()
A cell of tantalum oxide is programmed by applying 4.5 V for 500 ns.
"""


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    small_review(tmp_path)
    source = tmp_path / "paper.typ"
    source.write_text(PAPER, encoding="utf-8")
    (tmp_path / "sources" / KEY / "paper.pdf").write_bytes(typst.compile(str(source)))
    with serving(Desk(tmp_path, "Jane Doe", KEY)) as server:
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        visit = context.new_page()
        visit.faults = []  # type: ignore[attr-defined]
        visit.on("console", lambda message: visit.faults.append(message.text))  # type: ignore[attr-defined]
        visit.goto(server.address)
        was_read(visit)
        yield visit
        context.close()


def test_the_print_is_text_that_is_found_and_selected(page: Page) -> None:
    page.wait_for_selector(".textLayer [role=presentation]:has-text('Short pulses')")
    page.keyboard.press("g")
    page.keyboard.type("tantalum oxide")
    page.wait_for_function("() => document.getElementById('found').textContent === '1 of 1'")
    page.wait_for_function("() => document.getElementById('page-number').value === '2'")
    page.locator(".textLayer [role=presentation]:has-text('tantalum')").dblclick(position={"x": 40, "y": 6})
    assert page.evaluate("getSelection().toString().trim()")
    page.fill("#find", "graphene")
    page.wait_for_function("() => document.getElementById('found').textContent === 'not found'")
    assert page.faults == []  # type: ignore[attr-defined]


def test_a_mark_on_the_page_opens_the_card_of_its_value(page: Page) -> None:
    page.fill("#page-number", "2")
    page.keyboard.press("Enter")
    page.click(".found.volt[aria-label^='4.5 V']")
    page.wait_for_selector(".item.current b:has-text('4.5 V')")
    page.click(".unit.second")
    page.wait_for_function("() => /50+ ns/.test(document.querySelector('.item.current b').textContent)")
    assert page.locator("#map i").count() == page.locator(".found").count() == 4
    assert page.faults == []  # type: ignore[attr-defined]
