"""What an author does on the page of a sheet, in Chromium: fill a blank, take a table along."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
import typst
from memlit.sheet.page import sheet_page
from memlit.sheet.sheet import pictures_of, sheet_of

from .test_report_page import AXE, axe

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PAPER = """
#set page(width: 16cm, height: 22cm)
#text(size: 18pt)[A made-up oxide synapse]

The device was set by a pulse of 1.5 V and 100 ns. The on-state conductance of the device is 100 µS.
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("page")
    (folder / "in.typ").write_text(PAPER, encoding="utf-8")
    path = folder / "paper.pdf"
    path.write_bytes(typst.compile(str(folder / "in.typ")))
    sheet = sheet_of(path)
    page = folder / "paper.sheet.html"
    page.write_text(sheet_page(sheet, pictures_of(path, sheet)), encoding="utf-8")
    return page.as_uri()


def _opened(browser: Browser, address: str, width: int = 1200) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 900}, accept_downloads=True)
    page.goto(address)
    return page


def _saved(page: Page, kind: str, folder: Path) -> Path:
    with page.expect_download() as download:
        page.locator(f'[data-save="{kind}"]').click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_what_the_author_fills_in_stands_in_the_table(browser: Browser, address: str, tmp_path: Path) -> None:
    page = _opened(browser, address)
    page.locator('[name="device"]').fill("TaOx")
    page.locator('[name="G_off"]').fill("1 MΩ")
    page.get_by_label("delay between write and read").fill("1 ms")
    rows = _saved(page, "csv", tmp_path).read_text(encoding="utf-8-sig").splitlines()
    assert rows[1:5] == [
        "TaOx,set,voltage,1.5 V,page 1",
        "TaOx,set,pulse width,100 ns,page 1",
        "TaOx,set,on state,100 µS,page 1",
        "TaOx,set,off state,1 MΩ,given by the authors",
    ]
    assert len(rows) == 6
    assert rows[5].endswith(",1 ms,given by the authors")
    assert page.locator("#status").inner_text() == "table_s1.csv is saved."
    page.close()


def test_the_table_is_latex_csv_or_rtf_with_its_signs(browser: Browser, address: str, tmp_path: Path) -> None:
    page = _opened(browser, address)
    page.locator('[name="G_off"]').fill("10^-6 S_x & 5 %")
    latex = _saved(page, "tex", tmp_path).read_text(encoding="utf-8")
    assert r"10$^{-6}$ S\_x \& 5 \%" in latex
    assert latex.count(r"\begin{tabular}") == latex.count(r"\end{tabular}") == 1
    rows = _saved(page, "csv", tmp_path).read_text(encoding="utf-8-sig").splitlines()
    assert rows[0] == "device,pulse,quantity,value,place"
    assert rows[1] == "device,set,voltage,1.5 V,page 1"
    rtf = _saved(page, "rtf", tmp_path).read_text(encoding="utf-8")
    assert rtf.startswith(r"{\rtf1")
    assert r"100 \u181?S" in rtf
    page.close()


def test_a_second_pulse_of_one_device_keeps_its_own_values(browser: Browser, address: str, tmp_path: Path) -> None:
    page = _opened(browser, address)
    page.locator("#another").click()
    second = page.locator(".pulse").nth(1)
    assert second.locator('[name="V"]').input_value() == ""
    second.locator('[name="V"]').fill("2 V")
    rows = _saved(page, "csv", tmp_path).read_text(encoding="utf-8-sig").splitlines()
    assert [row.split(",")[1:4] for row in rows if ",voltage," in row] == [
        ['"set', ' pulse 1"', "voltage"],
        ['"set', ' pulse 2"', "voltage"],
    ]
    assert [row.split(",")[-2] for row in rows if ",voltage," in row] == ["1.5 V", "2 V"]
    page.close()


@pytest.mark.parametrize("width", [390, 800, 1440])
def test_nothing_is_cut_off_at_any_width(browser: Browser, address: str, width: int) -> None:
    page = _opened(browser, address, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_can_be_read_by_all(browser: Browser, address: str, scheme: Literal["light", "dark"]) -> None:
    page = browser.new_page(color_scheme=scheme, bypass_csp=True)
    page.goto(address)
    found = axe.Axe().run(page, options=AXE[scheme]).response["violations"]
    assert [one["id"] for one in found] == []
    page.close()
