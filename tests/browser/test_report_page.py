"""What a reader does with report.html, in Debian's Chromium: look, search, click, and all of it by keyboard.

Screenshots go to results/screenshots of the review, or to the folder that MEMLIT_SCREENSHOTS names.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WIDTHS = (1280, 768, 390)
SERIOUS = {"serious", "critical"}
SHOWN = ("header", *map("#{}".format, (
    "findings", "mechanisms", "benchmark", "classes", "sensitivity", "comparisons", "variability", "figures", "arrays",
    "demonstrations", "claims", "flow", "methods", "software", "documents",
)))  # fmt: skip
"""What is kept as a picture."""
ALIKE = ", ".join(
    [
        "tbody tr:nth-child(n+4)",
        ".references li:nth-child(n+4)",
        ".static",
    ]
)
AXE = {
    "light": {"resultTypes": ["violations"]},
    "dark": {"resultTypes": ["violations"], "runOnly": ["color-contrast", "link-in-text-block"]},
}
"""The dark page differs in its colours only."""


@pytest.fixture(scope="module")
def address(whole_review: Path) -> str:
    return (whole_review / "results" / "report.html").as_uri()


class Visit:
    """A page that was opened, with what it said on the console and what it asked of the outside."""

    def __init__(self, browser: Browser, address: str, **options: Any) -> None:
        self.page: Page = browser.new_context(viewport={"width": 1280, "height": 900}, **options).new_page()
        self.faults: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self.faults.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(address)

    def unfold(self) -> None:
        """Open the long tables of the main text."""
        self.page.evaluate("document.querySelectorAll('details.rows').forEach(fold => { fold.open = true; })")


@pytest.fixture(scope="module")
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    visit = Visit(browser, address)
    yield visit
    visit.page.context.close()


def opened(page: Page) -> str:
    """The text of the entry that is open beside the report."""
    page.locator(f"#card[data-anchor='{page.evaluate('location.hash.slice(1)')}']").wait_for()
    return (page.locator("#card .entry p").text_content() or "").replace("\u00a0", " ")


def test_the_page_is_shown_without_a_fault_or_a_request(visit: Visit) -> None:
    assert visit.page.locator("#figure-fig11a .static svg").is_visible()
    assert visit.faults == []
    assert [url for url in visit.requests if not url.startswith(("file:", "data:"))] == []


def test_from_a_number_down_to_the_printed_characters(visit: Visit) -> None:
    visit.unfold()
    visit.page.locator("#benchmark td a.num").first.click()
    assert opened(visit.page).startswith("action energy")
    card = visit.page.locator("#card")
    # The formula is filled in with its numbers, and what they were read from stands below, without a further click.
    links = card.locator(".entry a").all_inner_texts()
    assert re.search(r"E\s*a = \(.*\)² · ", visit.page.locator("#card .entry p").inner_text().replace("\u00a0", " "))
    visit.page.wait_for_function("n => document.querySelectorAll('#card .below li').length >= n", arg=len(links))
    below = card.locator(".below li").all_text_contents()
    assert any("printed “" in text for text in below)
    for text in links:
        assert any(text.replace("\u00a0", " ") in line.replace("\u00a0", " ") for line in below), text
    before = visit.page.evaluate("scrollY")
    card.locator(".entry a").first.click()
    visit.page.wait_for_function("() => document.querySelector('#card .entry').textContent.includes('printed “')")
    assert visit.page.evaluate("scrollY") == before
    visit.page.go_back()
    visit.page.wait_for_function("() => document.querySelector('#card .entry').textContent.startsWith('action energy')")
    visit.page.keyboard.press("Escape")
    assert card.is_hidden()


def test_every_control_is_reached_by_tab(visit: Visit) -> None:
    page = visit.page
    page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
    visit.unfold()
    page.locator("#benchmark a.cite").first.focus()
    seen = set()
    for _ in range(80):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.name || document.activeElement.className"))
    assert {"num", "cite", "table"} <= seen


def test_without_script_all_text_and_figures_are_there(browser: Browser, address: str) -> None:
    visit = Visit(browser, address, java_script_enabled=False)
    page = visit.page
    assert page.locator("#figure-fig11a .static svg").is_visible()
    page.locator("#findings a.num").first.click()
    page.wait_for_url("**/numbers.html#*")
    assert page.locator(".cards p:target").is_visible()
    # A phone, too, shows nothing of what waits packed.
    page.go_back()
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.locator("script:visible").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.context.close()


def test_search_finds_a_paper_in_a_folded_appendix_and_leads_there(visit: Visit) -> None:
    page = visit.page
    page.locator("#search input").fill("prezioso")
    assert page.locator("#found button").count() > 1
    page.locator("#found button").last.click()
    lit = page.locator(".lit")
    assert "Prezioso" in (lit.text_content() or "")
    assert lit.is_visible()
    page.locator("#search input").fill("")


def test_search_finds_what_the_text_says(visit: Visit) -> None:
    page = visit.page
    page.locator("#search input").fill("switch fully")
    page.locator("#found button").first.click()
    assert "switch fully" in (page.locator(".lit").text_content() or "")
    page.locator("#search input").fill("")


def test_search_takes_a_greek_letter_as_one_types_it(visit: Visit) -> None:
    page = visit.page
    page.locator("#search input").fill("ag:a-si")
    assert "Jo 2010" in page.locator("#found button").first.inner_text()
    page.locator("#search input").fill("")


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Visit]:
    """The page as a phone opens it."""
    visit = Visit(browser, address)
    visit.page.set_viewport_size({"width": 390, "height": 844})
    visit.page.reload()
    yield visit
    visit.page.context.close()


def test_on_a_phone_a_card_holds_its_labels(phone: Visit) -> None:
    """The longest label of a cell is no higher than its cell."""
    long = phone.page.locator("#arrays td[data-label^='On-array']").first
    heights = long.evaluate("cell => [cell.clientHeight, parseFloat(getComputedStyle(cell, '::before').height)]")
    assert heights[0] >= heights[1]


def test_on_a_phone_a_row_of_many_columns_is_a_card_that_names_its_cells(browser: Browser, address: str) -> None:
    visit = Visit(browser, address)
    page = visit.page
    page.set_viewport_size({"width": 390, "height": 844})
    visit.unfold()
    table = page.locator("#benchmark table").first
    cell = table.locator("tbody tr").first.locator("td").nth(2)
    assert cell.evaluate("cell => getComputedStyle(cell, '::before').content") == '"class"'
    box = cell.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    page.context.close()


def test_print_shows_the_figures(visit: Visit) -> None:
    visit.page.emulate_media(media="print")
    assert visit.page.locator("#figure-fig11a .static svg").is_visible()
    assert visit.page.locator("#card").is_hidden()
    assert visit.page.locator("#search").is_hidden()
    assert len(pypdfium2.PdfDocument(visit.page.pdf(format="A4"))) < 75
    visit.page.emulate_media(media="screen")


def test_on_a_phone_every_figure_is_as_wide_as_the_text_and_its_marks_lead_on(phone: Visit) -> None:
    page = phone.page
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
    boxes = [drawing.bounding_box() for drawing in page.locator("figure .static svg").all()]
    assert len(boxes) > 10
    assert [box for box in boxes if box is None or box["x"] < 0 or box["x"] + box["width"] > 390] == []
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.locator("#figure-fig11b .static svg a").last.dispatch_event("click")
    assert opened(page)
    assert phone.faults == []


@pytest.mark.parametrize("width", [1440, 390])
def test_contents_stand_beside_the_text_or_open_by_a_click(browser: Browser, address: str, width: int) -> None:
    visit = Visit(browser, address)
    page = visit.page
    page.set_viewport_size({"width": width, "height": 900})
    link = page.locator(".contents").get_by_role("link", name="Claims of the review", exact=True)
    picture = page.locator("#figure-energy_over_width .static svg:visible").bounding_box()
    finding = page.locator("p.finding").first.bounding_box()
    assert picture is not None
    assert finding is not None
    # The first finding and its picture are on the first screen whatever the contents are.
    for shown in (finding, picture):
        assert shown["y"] + shown["height"] < (600 if width > 1000 else 900)
    if width < 1000:
        assert link.is_hidden()
        page.locator(".contents > details > summary").click()
    box = link.bounding_box()
    assert box is not None
    if width > 1000:
        assert box["x"] + box["width"] < picture["x"]
    link.click()
    assert page.url.endswith("#claims")
    # The contents mark the section that is being read.
    page.wait_for_function("() => document.querySelector('.contents [aria-current]')?.hash === '#claims'")
    assert page.locator(".contents [aria-current]").count() == 1
    assert visit.faults == []
    page.context.close()


def test_a_mark_of_the_first_picture_and_a_tile_lead_to_what_is_folded(browser: Browser, address: str) -> None:
    visit = Visit(browser, address)
    page = visit.page
    mark = page.locator("#figure-energy_over_width .static svg a").first
    words = mark.get_attribute("aria-label")
    assert words
    assert page.locator("#card").is_hidden()
    mark.locator("use, path").first.click(force=True)
    assert words.replace("\u00a0", " ") in opened(page)
    assert page.locator("#card").is_visible()
    tile = page.locator("#claims .tile.not_checkable[href]").first
    tile.click()
    row = page.locator("tr:target")
    assert row.is_visible()
    assert f"#{row.get_attribute('id')}" == tile.get_attribute("href")
    page.context.close()


def test_the_questions_of_a_reader_are_answered_on_the_first_screens(visit: Visit) -> None:
    """What the review promises a newcomer: each question with numbers that lead on, and the place that has more."""
    page = visit.page
    asked = dict(zip(page.locator(".answers dt").all_inner_texts(), page.locator(".answers dd").all(), strict=True))
    sections = {
        "What in the review does not hold?": "#claims",
        "What is missing, and who could supply it?": "#coverage",
    }
    assert set(sections) <= set(asked)
    for question, place in sections.items():
        assert asked[question].locator("a.num").count() > 0, question
        assert asked[question].locator(f'a[href="{place}"]').count() == 1, question
    assert asked["Where is my device?"].locator('a[href="#place"]').count() == 1
    failing = page.locator("#claims tbody tr[id]").filter(has=page.locator("td:nth-child(3)", has_text="differs"))
    ids = {f"#{row.get_attribute('id')}" for row in failing.all()}
    links = asked["What in the review does not hold?"].locator('a[href^="#claim-"]').all()
    assert {link.get_attribute("href") for link in links} == ids


def test_from_a_point_to_its_printed_cell_in_three_clicks(browser: Browser, address: str) -> None:
    visit = Visit(browser, address)
    page = visit.page
    answer = page.locator(".answers div").filter(has_text="Where does this number come from?")
    shown = answer.locator("a.num").first.inner_text()
    first_print = re.search(r"“([^”]+)”", answer.inner_text())
    assert first_print is not None
    answer.locator("a.num").first.click()
    assert shown.replace("\u00a0", " ") in opened(page)
    for _ in range(3):
        if page.locator("#card .entry code a").count():
            break
        page.locator("#card .entry a").first.click()
        page.wait_for_timeout(300)
    page.locator("#card .entry code a").click()
    page.wait_for_url("**/audit/*.html#*")
    assert page.locator(":target").is_visible()
    assert first_print.group(1) in page.locator(":target blockquote, :target + aside blockquote").first.inner_text()
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault_and_nothing_is_cut(
    browser: Browser, address: str, whole_review: Path, scheme: str
) -> None:
    visit = Visit(browser, address, color_scheme=scheme)
    page = visit.page
    page.locator("#findings a.num").first.click()
    page.locator("#card .entry p").wait_for()
    # Rows and entries are alike by the thousand: axe looks at the first of each.
    page.evaluate("list => document.querySelectorAll(list).forEach(element => element.remove())", ALIKE)
    found = axe.Axe().run(page, options=AXE[scheme]).response["violations"]
    serious = {fault["id"]: fault["nodes"][0]["html"][:200] for fault in found if fault["impact"] in SERIOUS}
    assert serious == {}
    page.reload()
    folder = Path(os.environ.get("MEMLIT_SCREENSHOTS", whole_review / "results" / "screenshots"))
    folder.mkdir(parents=True, exist_ok=True)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(200)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for part in SHOWN:
            page.locator(part).screenshot(path=folder / f"{part.strip('#')}-{width}-{scheme}.png")
    page.context.close()
