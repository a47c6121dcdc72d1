"""`memlit desk` as a person uses it, by keyboard: from a dropped file to the record, and nothing from elsewhere."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from memlit.files import read_csv
from memlit.sources.folder import read_folder

from tests.browser.conftest import OF_THE_DESK
from tests.conftest import ROOT, environment

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SERIOUS = {"serious", "critical"}
PAPER = """<html><head><meta name="citation_title" content="Switching of hafnium oxide by short pulses">
<meta name="citation_author" content="Doe, Jane"></head><body><h1>Switching of hafnium oxide by short pulses</h1>
<p>The HfOx synapse is set by a pulse amplitude of 1.2 V with a pulse width of 50 ns.</p>
<p>The device was grown at 300 K. Its on-state conductance was 10 µS.</p>
<table><caption>Table 1. States</caption><tr><td>Device</td><td>G_off (µS)</td><td>Zap height (V)</td></tr>
<tr><td>HfOx</td><td>1</td><td>1.4</td></tr><tr><td>TaOx</td><td>2</td><td>1.6</td></tr></table></body></html>"""


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("desk")
    shutil.copytree(ROOT / "config", root / "config")
    (root / "references.bib").write_text("% the papers\n", encoding="utf-8")
    (root / "sources").mkdir()
    return root


@pytest.fixture(scope="module")
def address(review: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "memlit.cli", "desk", "--who", "Jane Doe", "--no-open"]
    server = subprocess.Popen(command, cwd=review, env=environment(review), stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    lines = [server.stdout.readline() for _ in range(3)]
    assert lines[1].startswith("http://127.0.0.1:"), lines
    yield lines[1].strip()
    server.terminate()
    server.wait(20)


@pytest.fixture(scope="module")
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The page after the walk: a paper that was dropped, read and signed."""
    visit = browser.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=False).new_page()
    visit.faults = []  # type: ignore[attr-defined]
    visit.asked = []  # type: ignore[attr-defined]
    visit.on("console", lambda message: visit.faults.append(f"{message.type}: {message.text}"))  # type: ignore[attr-defined]
    visit.on("pageerror", lambda error: visit.faults.append(str(error)))  # type: ignore[attr-defined]
    visit.on("request", lambda request: visit.asked.append(request.url))  # type: ignore[attr-defined]
    visit.goto(address)
    visit.wait_for_selector("body[data-ready]")
    visit.set_input_files("#file", files=[{"name": "a b.html", "mimeType": "text/html", "buffer": PAPER.encode()}])
    visit.wait_for_selector(".card button.strong")
    visit.get_by_label("VCM", exact=True).check()
    visit.keyboard.press("Enter")
    visit.wait_for_selector("#paper:not([hidden])")
    visit.wait_for_function("() => document.querySelectorAll('.item').length > 0", timeout=60_000)
    visit.keyboard.press("n")
    visit.keyboard.type("HfOx")
    visit.keyboard.press("Enter")
    for printed in ("1.2 V", "50 ns"):
        visit.wait_for_function("text => document.querySelector('.item.current b')?.textContent === text", arg=printed)
        visit.keyboard.press("a")
        visit.wait_for_function("text => document.getElementById('status').textContent.includes(text)", arg=printed)
    return visit  # type: ignore[return-value]


def said(page: Page, words: str) -> None:
    page.wait_for_function("words => document.getElementById('status').textContent.includes(words)", arg=words)


@pytest.mark.usefixtures("page")
def test_the_paper_has_its_entry_and_its_values_their_lines(review: Path) -> None:
    (path,) = (review / "sources").iterdir()
    folder = read_folder(review / "sources", path.name)
    assert {(one.printed, one.parameter, one.device) for one in folder.description.passages} == {
        ("1.2 V", "set_voltage", "HfOx"),
        ("50 ns", "set_pulse_width", "HfOx"),
    }
    assert "title = {Switching of hafnium oxide by short pulses}" in (review / "references.bib").read_text("utf-8")


def test_a_head_is_taught_by_one_click_and_known_from_then_on(page: Page, review: Path) -> None:
    page.keyboard.press("3")
    page.wait_for_selector(".grid td.unknown")
    page.click(".grid td.unknown")
    page.fill(".edit input", "reset_voltage")
    page.click(".edit button:has-text('In every document')")
    page.wait_for_function("() => !document.querySelector('.grid td.unknown')", timeout=30_000)
    assert "- Zap height\n" in (review / "config/vocabulary.yaml").read_text("utf-8").replace("'", "").replace('"', "")


def test_undo_takes_a_decision_back_and_rejecting_writes_a_row(page: Page, review: Path) -> None:
    page.keyboard.press("2")
    page.keyboard.press("x")
    said(page, "rejected")
    assert [row["field"] for row in read_csv(review / "curation/corrections.csv")] == ["status"]


def test_the_signature_shows_the_draft_in_words_and_writes_the_record(page: Page, review: Path) -> None:
    page.keyboard.press("6")
    page.wait_for_selector("button.sign")
    draft = page.inner_text(".draft")
    assert "amplitude 1.2\u00a0V" in draft
    assert "pulse width 50\u00a0ns" in draft
    assert "pJ" not in page.inner_text("body")
    page.keyboard.press("Enter")
    page.wait_for_function("() => /signed|looked at/.test(document.getElementById('status').textContent)")
    if "not looked at" in page.inner_text("#status"):
        page.keyboard.press("Enter")
    said(page, "signed")
    (record,) = (review / "extracted").glob("*.json")
    printed = {datum["printed"]["text"] for datum in json.loads(record.read_text("utf-8"))["data"]}
    assert {"1.2 V", "50 ns", "1"} <= printed


def test_nothing_is_asked_elsewhere_and_nothing_is_wrong_on_the_console(page: Page, address: str) -> None:
    assert page.faults == []  # type: ignore[attr-defined]
    assert all(url.startswith(address) for url in page.asked)  # type: ignore[attr-defined]


@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_nothing_is_wider_than_the_window(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for step in "123456":
        page.keyboard.press(step)
        page.wait_for_timeout(150)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_step_is_accessible(browser: Browser, page: Page, scheme: str) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    visit = context.new_page()
    visit.goto(page.url)
    visit.wait_for_selector("#paper:not([hidden])")
    found = []
    for step in "123456":
        visit.keyboard.press(step)
        visit.wait_for_timeout(400)
        for item in axe.Axe().run(visit, OF_THE_DESK).response["violations"]:
            if item["impact"] in SERIOUS:
                found.append((step, item["id"], item["nodes"][0]["html"][:120]))
    assert found == []
    context.close()


def test_a_line_between_columns_is_moved_by_hand_and_by_keys_and_the_table_read_anew(page: Page, review: Path) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.set_input_files("#file", str(ROOT / "docs/example/roe2024.pdf"))
    page.wait_for_selector(".card button.strong")
    page.keyboard.press("Enter")
    page.wait_for_function("() => location.hash === '#roe2024'")
    page.keyboard.press("3")
    page.wait_for_selector(".grid td.value", timeout=60_000)
    page.keyboard.press("m")
    page.wait_for_selector(".grid input[aria-label='row 1, column 5']", timeout=30_000)
    assert page.locator(".laid.column").count() == 4
    first = "() => document.querySelector(`.grid input[aria-label='row 1, column 1']`).value"
    assert page.evaluate(first) == "Device"

    line = page.locator(".laid.column").first.bounding_box()
    second = page.locator(".laid.column").nth(1).bounding_box()
    assert line is not None
    assert second is not None
    page.mouse.move(line["x"] + 5, line["y"] + 8)
    page.mouse.down()
    page.mouse.move(second["x"] - 4, line["y"] + 8, steps=4)
    page.mouse.up()
    page.wait_for_function(f"() => ({first})() === 'Device Set voltage (V)'", timeout=30_000)

    before = page.locator(".laid.column").first.get_attribute("aria-valuenow")
    page.keyboard.press("Shift+ArrowLeft")
    after = page.locator(".laid.column").first.get_attribute("aria-valuenow")
    assert int(before or 0) - int(after or 0) == 10
    page.keyboard.press("Delete")
    page.wait_for_function("() => !document.querySelector(`.grid input[aria-label='row 1, column 5']`)")
    assert page.locator(".laid.column").count() == 3
    page.keyboard.press("l")
    page.wait_for_function("() => document.querySelectorAll('.laid.column').length === 4")

    page.click("button:has-text('Save the table')")
    said(page, "is drawn")
    assert (review / "sources/roe2024/table_1.csv").is_file()
