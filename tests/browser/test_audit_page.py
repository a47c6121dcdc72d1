"""What a reader does between report.html and audit/KEY.html, in Chromium: from a number to its cell and back."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .test_report_page import AXE, SERIOUS, WIDTHS, Visit, axe

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CELL = "neurosim-v3-manual:t2-p23/r4c4"
BOX = "memlit-note-1:t1/r1c4"
ALIKE = "tbody tr:nth-child(n+6), article:nth-of-type(n+3)"


def address(review: Path, identifier: str) -> str:
    from memlit.datum import anchor

    page = review / "results/audit" / f"{identifier.split(':')[0]}.html"
    return f"{page.as_uri()}#{anchor(identifier)}"


def is_beside(page: Page) -> bool:
    """Whether the cell that the address names comes into view and its chain does not cover it."""
    for _ in range(50):
        if _lies_beside(page):
            return True
        page.wait_for_timeout(100)
    return False


def _lies_beside(page: Page) -> bool:
    cell, chain = (page.locator(place).bounding_box() for place in (":target", ":target + aside"))
    assert cell is not None
    assert chain is not None
    is_in_view = 0 <= cell["y"] <= 900 - cell["height"]
    return is_in_view and (cell["x"] + cell["width"] <= chain["x"] or cell["y"] + cell["height"] <= chain["y"])


def test_from_a_card_to_the_cell_on_the_page_and_back(browser: Browser, whole_review: Path) -> None:
    visit = Visit(browser, (whole_review / "results/numbers.html").as_uri())
    page = visit.page
    link = page.locator('.cards a[href^="audit/neurosim"]').first
    identifier = link.text_content() or ""
    link.click()
    page.wait_for_url("**/audit/*.html#*")
    cell = page.locator(":target")
    chain = page.locator(":target + aside")
    assert cell.is_visible()
    assert chain.is_visible()
    assert chain.locator("code").last.inner_text() == identifier
    assert is_beside(page)
    chain.get_by_text("its card in the report").click()
    page.wait_for_url("**/numbers.html#*")
    assert identifier in (page.locator(".cards p:target").text_content() or "")
    assert visit.faults == []
    page.context.close()


def test_from_a_claim_to_its_data_and_from_a_datum_to_its_claim(browser: Browser, whole_review: Path) -> None:
    visit = Visit(browser, (whole_review / "results/report.html").as_uri())
    page = visit.page
    # Contradictions of the review stand first and rest on no datum; this claim does.
    # Its table is folded, and a link to the claim unfolds it.
    page.goto(f"{page.url}#claim-ref147-ps")
    page.locator("#claim-ref147-ps td:nth-child(4) a.num").first.click()
    for _ in range(4):
        card = page.locator("#card .entry")
        page.wait_for_timeout(300)
        printed = card.locator('code a[href^="audit/"]')
        if printed.count():
            break
        card.locator("a").first.click()
    printed.first.click()
    page.wait_for_url("**/audit/*.html#*")
    assert page.locator(":target").is_visible()
    claim = page.locator('a[href*="report.html#claim-"]:visible').first
    name = claim.inner_text()
    claim.click()
    page.wait_for_url(f"**/report.html#claim-{name}")
    page.locator("#claims tr:target").wait_for(state="visible")
    assert visit.faults == []
    page.context.close()


def test_a_figure_shows_its_overlay_and_a_box_its_crop(browser: Browser, whole_review: Path) -> None:
    visit = Visit(browser, address(whole_review, BOX))
    page = visit.page
    assert page.locator(":target + aside svg.crop").is_visible()
    overlay = page.locator("img.overlay").first
    overlay.scroll_into_view_if_needed()
    assert overlay.evaluate("image => image.complete && image.naturalWidth > 100")
    page.locator(":target + aside a.close").click()
    assert page.locator("aside:visible").count() == 0
    assert visit.faults == []
    assert [url for url in visit.requests if not url.startswith(("file:", "data:"))] == []
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("identifier", [CELL, BOX])
def test_axe_finds_no_serious_fault_and_nothing_is_cut(
    browser: Browser, whole_review: Path, identifier: str, scheme: str
) -> None:
    visit = Visit(browser, address(whole_review, identifier), color_scheme=scheme)
    page = visit.page
    folder = Path(os.environ.get("MEMLIT_SCREENSHOTS", whole_review / "results" / "screenshots"))
    folder.mkdir(parents=True, exist_ok=True)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        # A reload would keep the place of the page as it was.
        page.goto("about:blank")
        page.goto(address(whole_review, identifier))
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert is_beside(page)
        page.screenshot(path=folder / f"audit-{identifier.split(':')[0]}-{width}-{scheme}.png")
    page.evaluate(
        "list => document.querySelectorAll(list).forEach(e => e.querySelector(':target') || e.remove())", ALIKE
    )
    found = axe.Axe().run(page, options=AXE[scheme]).response["violations"]
    assert {fault["id"]: fault["nodes"][0]["html"][:200] for fault in found if fault["impact"] in SERIOUS} == {}
    page.context.close()
