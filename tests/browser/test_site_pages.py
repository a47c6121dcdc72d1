"""What a reader does on the site, in Chromium: search, follow a mark, correct a value."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from memlit.site.folder import write_site

from .test_report_page import AXE, axe

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DEVICE = "devices/woo2016--alox-hfo2.html"
PAGES = ("index.html", DEVICE, "errata.html", "data.html", "docs/index.html", "docs/site.md".replace(".md", ".html"))


@pytest.fixture(scope="module")
def site(whole_review: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("chart") / "site"
    write_site(whole_review, out, lambda _: None)
    return out / "latest"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page_name", PAGES)
def test_the_pages_can_be_read_by_all_at_any_width(
    browser: Browser, site: Path, page_name: str, scheme: Literal["light", "dark"]
) -> None:
    page = browser.new_page(color_scheme=scheme, bypass_csp=True)
    page.goto((site / page_name).as_uri())
    found = axe.Axe().run(page, options=AXE[scheme]).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []
    for width in (390, 800, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_a_search_leaves_its_devices_in_the_list_and_in_the_picture(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    page.goto((site / "index.html").as_uri())
    page.locator('[name="words"]').fill("woo 2016")
    rows = page.locator("#items tbody tr:visible")
    assert rows.evaluate_all("rows => rows.map(row => row.dataset.key)") == ["woo2016--alox-hfo2"]
    marks = page.locator("a.mark:visible")
    assert set(marks.evaluate_all("marks => marks.map(mark => mark.dataset.key)")) == {"woo2016--alox-hfo2"}
    page.get_by_role("button", name="Show all").click()
    page.locator('[name="role"][value="synapse"]').uncheck()
    assert set(rows.evaluate_all("rows => rows.map(row => row.dataset.role)")) == {"neuron"}
    page.close()


def test_two_clicks_lead_from_the_picture_to_the_printed_characters(browser: Browser, site: Path) -> None:
    page = browser.new_page(viewport={"width": 1200, "height": 900})
    page.goto((site / "index.html").as_uri())
    page.locator('a.mark[data-key="woo2016--alox-hfo2"]').first.click()
    page.get_by_role("link", name="“0.9V/100µs”").first.click()
    page.wait_for_url("**/audit/neurosim-v3-manual.html#*")
    assert page.locator(":target").count() == 1
    page.close()
