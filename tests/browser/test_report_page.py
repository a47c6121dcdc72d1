"""What a reader does with report.html, in Debian's Chromium: look, filter, hover, click, and all of it by keyboard.

Screenshots go to results/screenshots of the review, or to the folder that MEMLIT_SCREENSHOTS names.
"""

from __future__ import annotations

import json
import math
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pypdfium2
import pytest
from memlit.presentation.format import format_bounds
from memlit.report.own_device.ranks import Rank, rank_words

from ..workflow import tools

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WIDTHS = (1280, 768, 390)
LAST_LABEL = (
    "unit => [...document.querySelectorAll('#figure-comparisons .role-axis-label text')]"
    ".some(label => label.textContent.endsWith(unit) && /^[0-9]/.test(label.textContent))"
)
"""Whether a label of the axis is a number with the unit."""
RANKS = ("all", "class")
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
        ".mark-symbol path:nth-child(n+4)",
    ]
)
AXE = {
    "light": {"resultTypes": ["violations"]},
    "dark": {"resultTypes": ["violations"], "runOnly": ["color-contrast", "link-in-text-block"]},
}
"""The dark page differs in its colours only."""
CHARTS = ("fig11a", "comparisons")


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

    def draw(self, name: str) -> None:
        """Bring a chart into view and wait until it is drawn."""
        self.page.locator(f"#figure-{name}").scroll_into_view_if_needed()
        self.page.wait_for_selector(f"#figure-{name}[data-drawn]", timeout=20_000)

    def reading(self, name: str) -> str:
        return self.page.locator(f"#figure-{name} .reading").inner_text()

    def marks(self, name: str) -> int:
        """How many marks are drawn, by the drawing itself."""
        return self.page.locator(f"#figure-{name} .chart .mark-symbol path").count()


@pytest.fixture(scope="module")
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    visit = Visit(browser, address)
    yield visit
    visit.page.context.close()


def opened(page: Page) -> str:
    """The text of the entry that is open beside the report."""
    page.locator(f"#card[data-anchor='{page.evaluate('location.hash.slice(1)')}']").wait_for()
    return (page.locator("#card .entry p").text_content() or "").replace("\u00a0", " ")


def devices(review: Path, pulse: str) -> list[dict[str, str]]:
    """The synapses of the published table with an energy and a power of the pulse that are points, not bounds, and that
    say something of their device.
    """
    synapses = [row for row in tools.table(review, "benchmark") if row["pulse"] == pulse and row["role"] == "synapse"]
    points = [row for row in synapses if row["action_energy_j"] and row["standby_power_w"]]
    return [row for row in points if row["counted"] or row["beside"]]


def test_charts_are_drawn_without_a_fault_or_a_request(visit: Visit) -> None:
    for name in CHARTS:
        visit.draw(name)
        assert visit.marks(name) > 0
        assert visit.page.locator(f"#figure-{name} .static").is_hidden()
    assert visit.faults == []
    assert [url for url in visit.requests if not url.startswith(("file:", "data:"))] == []


def test_marks_are_the_devices_of_the_table(visit: Visit, whole_review: Path) -> None:
    visit.draw("fig11a")
    assert visit.marks("fig11a") == len(devices(whole_review, "set")) > 30


def test_pulse_switch_and_filters_change_the_marks(visit: Visit, whole_review: Path) -> None:
    visit.draw("fig11a")
    figure = visit.page.locator("#figure-fig11a")
    before = visit.marks("fig11a")
    figure.get_by_label("reset").check()
    assert visit.marks("fig11a") == len(devices(whole_review, "reset"))
    figure.get_by_label("set", exact=True).check()
    found = devices(whole_review, "set")
    icm = figure.get_by_label("ICM")
    icm.uncheck()
    left = len([row for row in found if row["class"] != "ICM"])
    assert visit.marks("fig11a") == left < before
    assert visit.reading("fig11a") == f"{left} marks shown."
    icm.check()
    # Memory cells are an outline: context that no mark of a class stands for.
    lines = visit.page.locator("#figure-fig11a .mark-line path")
    without = lines.count()
    figure.get_by_label("memory cells").check()
    visit.page.wait_for_function(
        "n => document.querySelectorAll('#figure-fig11a .mark-line path').length > n", arg=without
    )
    assert visit.marks("fig11a") == before
    figure.get_by_label("memory cells").uncheck()
    figure.get_by_label("simulator", exact=True).uncheck()
    assert visit.marks("fig11a") == len([row for row in found if row["whose_number"] != "simulator"]) < before
    figure.get_by_label("simulator", exact=True).check()
    assert visit.marks("fig11a") == before
    sizes = visit.page.locator("#figure-fig11a .mark-symbol path").first
    scaled = sizes.get_attribute("d")
    figure.get_by_label("size by spike timing").uncheck()
    visit.page.wait_for_function(
        "before => document.querySelector('#figure-fig11a .mark-symbol path').getAttribute('d') !== before", arg=scaled
    )
    figure.get_by_label("size by spike timing").check()


def test_a_quantity_is_chosen(visit: Visit) -> None:
    visit.draw("comparisons")
    choice = visit.page.locator("#figure-comparisons select")
    for unit in ("J", "s"):
        option = choice.locator(f"option[data-unit='{unit}']").first
        choice.select_option(value=option.get_attribute("value"))
        visit.page.wait_for_function(LAST_LABEL, arg=unit)
        assert visit.marks("comparisons") > 0


def test_hover_shows_device_and_values_and_a_click_opens_the_card(visit: Visit) -> None:
    visit.draw("fig11a")
    mark = visit.page.locator("#figure-fig11a .mark-symbol path").first
    mark.hover(force=True)
    tip = visit.page.locator("#vg-tooltip-element")
    tip.wait_for(state="visible")
    words = tip.inner_text()
    assert "action energy" in words
    assert "standby power" in words
    # The row of the table that has the number of the mark is lit, and over a row its mark is drawn once more.
    visit.unfold()
    row = visit.page.locator("tr.lit")
    energy = re.search(r"action energy\s+(\S+ \wJ)", words.replace("\u00a0", " "))
    assert energy is not None
    assert energy.group(1) in row.inner_text().replace("\u00a0", " ")
    marks = visit.marks("fig11a")
    visit.page.locator("#benchmark tbody tr").filter(has_text="Woo 2016").first.hover()
    visit.page.wait_for_function(
        "n => document.querySelectorAll('#figure-fig11a .mark-symbol path').length === n + 1", arg=marks
    )
    mark.hover(force=True)
    mark.click(force=True)
    card = opened(visit.page)
    energy = re.search(r"action energy\s+(\S+ \wJ)", words.replace("\u00a0", " "))
    assert energy is not None
    assert card.startswith(f"action energy {energy.group(1)}")


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


def test_names_what_is_known_in_part_and_what_the_review_prints_are_drawn(visit: Visit) -> None:
    visit.draw("fig11a")
    words = visit.page.locator("#figure-fig11a .chart svg text").all_text_contents()
    assert {"Woo 2016 [106]", "Wang 2015 [88]", "Wu 2017 [125]", "VCM: review says 220 pJ"} <= set(words)
    assert "ECM 56 µW" in words
    # 56 µW stands beside the frame, not in it.
    frame = visit.page.locator("#figure-fig11a .chart svg path.background").first.bounding_box()
    printed = visit.page.locator("#figure-fig11a .chart svg text", has_text="ECM 56 µW").bounding_box()
    assert frame is not None
    assert printed is not None
    assert printed["x"] > frame["x"] + frame["width"]


PLACED = (
    {"class": "VCM", "pulse": "set", "v": "1.2 V", "tau": "50 ns", "on": "10 µS", "off": "1 µS"},
    {"class": "ICM", "pulse": "reset", "v": "-2 V", "tau": "1 ms", "on": "1 MΩ", "off": "30 MΩ"},
    {"class": "ECM", "pulse": "set", "v": "1-2 V", "tau": "<5 us", "on": "81 kohm"},
    {"class": "VCM", "pulse": "set", "v": "1.2 V", "tau": "50 ns", "on": "10 µS", "off": "1 µS", "window": "dc"},
    {"class": "PCM", "pulse": "set", "v": "1 V", "off": "1 uS"},
)


@pytest.mark.parametrize("given", PLACED)
def test_a_device_is_placed_as_the_command_places_it(visit: Visit, whole_review: Path, given: dict[str, str]) -> None:
    """Values and ranks of the page, reached by a link, are those of `memlit place --json` over the same run."""
    page = visit.page
    page.evaluate("document.getElementById('place-result').replaceChildren()")
    page.evaluate("query => { location.hash = `#place?${query}`; }", urlencode(given))
    page.wait_for_selector("#place-result tbody tr")
    shown = [
        [cell.replace("\u00a0", " ") for cell in row.split("\t")]
        for row in page.locator("#place-result tbody tr").all_inner_texts()
    ]
    options = [
        word
        for part, name in (("class", "class"), ("pulse", "pulse"), ("v", "v"), ("tau", "tau"))
        if part in given
        for word in (f"--{name}", given[part])
    ]
    for part in ("on", "off"):
        if part in given:
            letter = "g" if given[part].endswith("S") else "r"
            # The off state of a d.c. sweep only bounds that of the pulses.
            sign = ">" if part == "off" and given.get("window") == "dc" else ""
            options += [f"--{letter}-{part}", sign + given[part]]
    done = subprocess.run(
        [sys.executable, "-c", "from memlit.cli import main; main()", "place", "--json", *options],
        cwd=whole_review, capture_output=True, text=True, check=True,
    )  # fmt: skip
    told = json.loads(done.stdout)
    expected = []
    for name, metric in told["metrics"].items():
        high = math.inf if metric["high"] is None else metric["high"]
        text = format_bounds(metric["low"], high, metric["unit"]).replace("\u00a0", " ")
        ranks = told["ranks"].get(name)
        words = [rank_words(Rank(**ranks[kind])) if ranks and ranks[kind]["n"] else "no paper known" for kind in RANKS]
        expected.append([text, *words])
    assert [row[1:] for row in shown] == expected
    assert visit.faults == []


def test_the_placed_device_is_in_the_figure_and_in_a_table_to_take_along(visit: Visit) -> None:
    page = visit.page
    page.evaluate("query => { location.hash = `#place?${query}`; }", urlencode(PLACED[0]))
    visit.draw("fig11a")
    page.wait_for_function(
        "() => [...document.querySelectorAll('#figure-fig11a .chart svg text')].some(text => text.textContent === '★')"
    )
    text = page.locator("#place-output textarea")
    assert r"this work & VCM & set & 1.2 V & 50 ns & 10 \textmu{}S & 1 \textmu{}S & 396~fJ" in text.input_value()
    assert r"\cite{wu2018}" in text.input_value()
    page.locator("#place-output select").select_option("BibTeX")
    assert "@inproceedings{wu2018," in text.input_value()
    page.get_by_label("Wu 2018").uncheck()
    assert "@inproceedings{wu2018," not in text.input_value()
    file = page.locator("#place-output a[download]")
    assert file.get_attribute("download") == "devices.bib"


def test_keyboard_walks_over_the_marks_and_opens_a_card(visit: Visit, whole_review: Path) -> None:
    visit.draw("fig11a")
    page = visit.page
    last = page.locator("#figure-fig11a form input").last
    last.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "chart"
    total = len(devices(whole_review, "set"))
    energies = []
    for place in range(total):
        page.keyboard.press("ArrowRight")
        words = visit.reading("fig11a")
        assert words.startswith(f"{place + 1} of {total}: ")
        energies.append(words)
    assert len(set(energies)) == total
    page.keyboard.press("Home")
    first = visit.reading("fig11a").replace("\u00a0", " ")
    page.keyboard.press("Enter")
    energy = re.search(r"action energy ([^,]+),", first)
    assert energy is not None
    assert opened(page).startswith(f"action energy {energy.group(1)}")


def test_every_control_is_reached_by_tab(visit: Visit) -> None:
    page = visit.page
    page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
    visit.unfold()
    page.locator("#benchmark a.cite").first.focus()
    seen = set()
    for _ in range(80):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.name || document.activeElement.className"))
    assert {"pulse", "scaled", "sets", "classes", "chart", "num", "cite", "table"} <= seen


def test_without_script_all_text_and_figures_are_there(browser: Browser, address: str) -> None:
    visit = Visit(browser, address, java_script_enabled=False)
    page = visit.page
    assert page.locator("#figure-fig11a .static svg").is_visible()
    assert page.locator("#figure-fig11a form").is_hidden()
    page.locator("#findings a.num").first.click()
    page.wait_for_url("**/numbers.html#*")
    assert page.locator(".cards p:target").is_visible()
    # A phone, too, shows nothing of what waits packed.
    page.go_back()
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.locator("script:visible").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.context.close()


def test_tables_sort_by_size_and_filter(visit: Visit) -> None:
    page = visit.page
    visit.unfold()
    table = page.locator("#benchmark table").first
    head = table.locator("thead th", has_text="set").first
    shown = head.inner_text()
    column = [cell.inner_text() for cell in table.locator("thead th").all()].index(shown)
    cells = table.locator(f"tbody tr td:nth-child({column + 1})")
    sizes = {"p": 1e-12, "n": 1e-9, "f": 1e-15, "µ": 1e-6}

    def values() -> list[float]:
        found = (re.fullmatch(r"([\d.]+)\s(\w)J", text.strip()) for text in cells.all_inner_texts())
        return [float(match.group(1)) * sizes[match.group(2)] for match in found if match]

    assert len(values()) > 5
    assert values() != sorted(values())
    head.get_by_role("button").click()
    assert values() == sorted(values())
    assert head.get_attribute("aria-sort") == "ascending"
    head.get_by_role("button").click()
    assert values() == sorted(values(), reverse=True)
    # What is not known is last whichever way a column is sorted.
    assert re.search(r"\d", cells.first.inner_text())
    assert cells.last.inner_text().strip() == "–"
    box = page.locator("#benchmark input.filter").first
    box.fill("kuzum")
    assert [row for row in table.locator("tbody tr:visible").all_inner_texts() if "Kuzum" not in row] == []
    box.fill("")
    assert len(values()) > 5


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


def test_on_a_phone_a_mark_has_a_number_and_its_name_stands_below(phone: Visit) -> None:
    page = phone.page
    phone.draw("fig11a")
    named = page.locator("#figure-fig11a .named").inner_text().replace("\u00a0", " ")
    found = re.search(r"(\d+) Woo 2016 \[106\]", named)
    assert found is not None
    assert found.group(1) in page.locator("#figure-fig11a .chart svg text").all_text_contents()
    page.locator("#figure-fig11a").get_by_label("VCM").uncheck()
    assert "Woo 2016" not in page.locator("#figure-fig11a .named").inner_text().replace("\u00a0", " ")


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


def test_a_width_without_a_unit_is_asked(visit: Visit) -> None:
    page = visit.page
    page.evaluate("query => { location.hash = `#place?${query}`; }", urlencode({**PLACED[0], "tau": "50"}))
    page.wait_for_function("() => document.querySelector('#place-result').textContent.includes('has no unit')")


def test_print_shows_the_static_figures(visit: Visit) -> None:
    visit.draw("fig11a")
    visit.page.emulate_media(media="print")
    assert visit.page.locator("#figure-fig11a .static svg").is_visible()
    assert visit.page.locator("#figure-fig11a .chart").is_hidden()
    assert visit.page.locator("#card").is_hidden()
    assert visit.page.locator("#search").is_hidden()
    assert len(pypdfium2.PdfDocument(visit.page.pdf(format="A4"))) < 75
    visit.page.emulate_media(media="screen")


def test_a_narrow_screen_gets_the_drawings_made_for_it_and_their_marks_lead_on(browser: Browser, address: str) -> None:
    visit = Visit(browser, address)
    page = visit.page
    assert page.locator("#figure-pairs .static svg").count() == 1
    page.set_viewport_size({"width": 390, "height": 844})
    for name in ("pairs", "fig11b"):
        drawing = page.locator(f"#figure-{name} .narrow svg")
        drawing.wait_for()
        box = drawing.bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= 390
        assert page.locator(f"#figure-{name} .wide").is_hidden()
    page.locator("#figure-fig11b .narrow svg a").last.click()
    assert opened(page)
    assert visit.faults == []
    page.context.close()


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
    mark = page.locator("#figure-energy_over_width .wide svg a").first
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
    for name in CHARTS:
        visit.draw(name)
    page.evaluate("query => { location.hash = `#place?${query}`; }", urlencode(PLACED[0]))
    page.locator("#place-result tbody tr").first.wait_for()
    page.locator("#findings a.num").first.click()
    page.locator("#card .entry p").wait_for()
    # Rows and entries are alike by the thousand: axe looks at the first of each.
    page.evaluate("list => document.querySelectorAll(list).forEach(element => element.remove())", ALIKE)
    found = axe.Axe().run(page, options=AXE[scheme]).response["violations"]
    serious = {fault["id"]: fault["nodes"][0]["html"][:200] for fault in found if fault["impact"] in SERIOUS}
    assert serious == {}
    page.reload()
    for name in CHARTS:
        visit.draw(name)
    folder = Path(os.environ.get("MEMLIT_SCREENSHOTS", whole_review / "results" / "screenshots"))
    folder.mkdir(parents=True, exist_ok=True)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(200)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for part in SHOWN:
            page.locator(part).screenshot(path=folder / f"{part.strip('#')}-{width}-{scheme}.png")
    page.context.close()
