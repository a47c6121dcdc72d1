"""The second look of `memlit desk` in Debian's Chromium and by keyboard; the next run uses what was decided."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from memlit.files import read_csv

from tests.conftest import environment, run_snakemake

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


R_ON = "neurosim-v3-manual:t1/r3c4"
SERIOUS = {"serious", "critical"}


@pytest.fixture(scope="module")
def address(finished_copy: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "memlit.cli", "desk", "--who", "Jane Doe", "--no-open"]
    server = subprocess.Popen(
        command, cwd=finished_copy, env=environment(finished_copy), stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    lines = [server.stdout.readline() for _ in range(3)]
    assert lines[1].startswith("http://127.0.0.1:"), lines
    yield lines[1].strip() + "settle"
    server.terminate()
    server.wait(20)


class Visit:
    """A page with what it said on the console and what it asked of the outside."""

    def __init__(self, browser: Browser, address: str, **options: object) -> None:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)
        self.page: Page = context.new_page()
        self.faults: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self.faults.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.open(address)

    def open(self, address: str) -> None:
        self.page.goto("about:blank")
        self.page.goto(address)
        self.page.wait_for_selector("#main:not([hidden])")


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    return read_csv(folder / name) if (folder / name).is_file() else []


def test_value_stands_beside_its_table_with_the_cell_marked(browser: Browser, address: str) -> None:
    visit = Visit(browser, f"{address}#{quote(R_ON)}")
    assert visit.page.inner_text("#printed") == "“16.9 kΩ”"
    assert "16.9\u00a0kΩ" in visit.page.inner_text("#reads")
    assert visit.page.inner_text("#source .hit") == "16.9 kΩ"
    assert visit.faults == []
    assert all(url.startswith((address.removesuffix("settle"), "about:")) for url in visit.requests)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_is_accessible(browser: Browser, address: str, scheme: str) -> None:
    visit = Visit(browser, f"{address}#{quote(R_ON)}", color_scheme=scheme, bypass_csp=True)
    visit.page.keyboard.press("e")
    found = axe.Axe().run(visit.page).response["violations"]
    assert [(item["id"], item["nodes"][0]["html"]) for item in found if item["impact"] in SERIOUS] == []


@pytest.mark.parametrize("width", [1280, 768, 390])
def test_nothing_is_wider_than_the_window(browser: Browser, address: str, width: int) -> None:
    visit = Visit(browser, f"{address}#{quote(R_ON)}")
    visit.page.set_viewport_size({"width": width, "height": 844})
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= width


def test_closing_the_tab_loses_neither_rows_nor_what_was_typed(
    browser: Browser, address: str, finished_copy: Path
) -> None:
    visit = Visit(browser, address)
    first = visit.page.get_attribute("#main", "data-id")
    visit.page.keyboard.press("c")
    visit.page.wait_for_function("id => document.getElementById('main').dataset.id !== id", arg=first)
    assert [row["id"] for row in rows(finished_copy, "curation/checks.csv")] == [first]
    second = visit.page.get_attribute("#main", "data-id")
    visit.page.keyboard.press("d")
    visit.page.keyboard.type("the decimal point is a speck")
    context = visit.page.context
    visit.page.close()
    visit.page = context.new_page()
    visit.open(address)
    # The queue goes on where it was, with the draft in its form.
    assert visit.page.get_attribute("#main", "data-id") == second
    assert visit.page.input_value("#note") == "the decimal point is a speck"
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_function("id => document.getElementById('main').dataset.id !== id", arg=second)
    told = {row["id"]: (row["verdict"], row["note"]) for row in rows(finished_copy, "curation/checks.csv")}
    assert told == {first: ("confirmed", ""), second: ("disputed", "the decimal point is a speck")}
    visit.page.keyboard.press("u")
    visit.page.wait_for_function("id => document.getElementById('main').dataset.id === id", arg=second)
    assert [row["id"] for row in rows(finished_copy, "curation/checks.csv")] == [first]


def test_a_key_right_after_a_form_closes_is_a_command(browser: Browser, address: str) -> None:
    visit = Visit(browser, address)
    visit.page.keyboard.press("d")
    closed = """() => {
        const note = document.getElementById('note');
        const before = document.activeElement === note;
        note.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
        return [before, document.activeElement === note];
    }"""
    assert visit.page.evaluate(closed) == [True, False]


def test_requests_from_elsewhere_are_refused(browser: Browser, address: str, finished_copy: Path) -> None:
    before = rows(finished_copy, "curation/checks.csv")
    base = address.removesuffix("settle")
    site, token = base.rstrip("/").rsplit("/", 1)
    visit = Visit(browser, address)
    request = visit.page.request
    message = json.dumps({"id": R_ON, "verdict": "confirmed", "printed": "16.9 kΩ"})
    kind = {"Content-Type": "application/json"}
    assert visit.page.request.get(f"{site}/{token}x/settle/queue").status == 403
    assert request.get(f"{base}settle/queue", headers={"Host": "rebound.example.org"}).status == 403
    assert (
        request.post(f"{base}settle/decide", data=message, headers={**kind, "Origin": "http://evil.example"}).status
        == 403
    )
    assert request.post(f"{base}settle/decide", data=message, headers=kind).status == 403
    oversized = (
        "body => fetch('settle/decide', {method: 'POST', headers: {'Content-Type': 'application/json'}, body})"
        ".then(answer => answer.status)"
    )
    assert visit.page.evaluate(oversized, " " * 20_000) == 413
    # A page of another origin that knows the whole address.
    visit.page.goto("data:text/html,<p>another site")
    visit.page.evaluate(
        "([url, body]) => fetch(url, {method: 'POST', mode: 'no-cors', body}).catch(() => 0)",
        [f"{base}settle/decide", message],
    )
    assert rows(finished_copy, "curation/checks.csv") == before


def test_correction_by_keyboard_is_used_by_the_next_run(browser: Browser, address: str, finished_copy: Path) -> None:
    visit = Visit(browser, f"{address}#{quote(R_ON)}")
    visit.page.keyboard.press("e")
    visit.page.keyboard.type("169 kΩ")
    visit.page.wait_for_function("() => document.getElementById('preview').textContent.includes('169\u00a0kΩ')")
    visit.page.keyboard.press("Tab")
    visit.page.keyboard.type("a lost digit")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_function("id => document.getElementById('main').dataset.id !== id", arg=R_ON)
    assert visit.faults == []
    (row,) = rows(finished_copy, "curation/corrections.csv")
    assert (row["id"], row["field"], row["value"], row["who"]) == (R_ON, "text", "169 kΩ", "Jane Doe")

    done = run_snakemake(finished_copy, "results/report.html", "--quiet")
    assert done.returncode == 0, done.stderr[-2000:]
    readings = {row["id"]: row for row in rows(finished_copy, "results/data/readings.csv")}
    assert (readings[R_ON]["printed"], readings[R_ON]["value"]) == ("16.9 kΩ", "169000")
    assert "checked" in readings[R_ON]["flags"].split(";")
    coverage = {row["paper"]: row for row in rows(finished_copy, "results/data/coverage.csv")}
    assert coverage["woo2016"]["n_checked"] == "1"
    report = (finished_copy / "results" / "report.html").read_text(encoding="utf-8")
    assert 'id="checks"' in report
    cards = (finished_copy / "results" / "numbers.html").read_text(encoding="utf-8")
    assert "Jane Doe" in cards
