"""The list of papers, a saved table beside its page, and a file that cannot be read, as a person sees them."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest
from memlit.desk.write.writer import Writer

from tests.conftest import ROOT, environment

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LIBRARY = """@article{roe2024,
  author = {Roe, Richard},
  title = {Pulses that set a synapse},
  year = {2024},
  keywords = {tables},
  deviceclass = {VCM},
  role = {synapse}
}

@article{poe2023,
  author = {Poe, Mary},
  title = {A work of which nothing is said},
  year = {2023},
  keywords = {tables}
}
"""
EXAMPLE = ROOT / "docs/example/roe2024.pdf"


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("desk")
    shutil.copytree(ROOT / "config", root / "config")
    (root / "references.bib").write_text(LIBRARY, encoding="utf-8")
    (root / "sources/roe2024").mkdir(parents=True)
    shutil.copy(EXAMPLE, root / "sources/roe2024/paper.pdf")
    rows = [["Device", "Set voltage (V)"], ["A", "1.5"], ["B", "1.2"]]
    plan = Writer(root, "Jane Doe", "2026-01-31").drawn("roe2024", "Table 7", 1, "States", rows, file="paper.pdf")
    for name, content in plan.files.items():
        assert content is not None
        (root / name).write_bytes(content)
    return root


@pytest.fixture(scope="module")
def page(browser: Browser, review: Path) -> Iterator[Page]:
    command = [sys.executable, "-m", "memlit.cli", "desk", "--who", "Jane Doe", "--no-open"]
    server = subprocess.Popen(command, cwd=review, env=environment(review), stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    lines = [server.stdout.readline() for _ in range(3)]
    visit = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    visit.goto(lines[1].strip())
    visit.wait_for_selector("body[data-ready]")
    yield visit
    server.terminate()
    server.wait(20)


def test_the_list_says_what_is_not_there_and_opening_a_paper_makes_no_folder(page: Page, review: Path) -> None:
    headings = page.locator("#papers h2").all_inner_texts()
    assert [text.split("\n")[0].casefold() for text in headings] == ["other papers", "no role stated"]
    unknown = page.locator(".paper", has_text="A work of which nothing is said")
    assert unknown.locator(".dots .known").count() == 0
    assert unknown.locator(".lacks").inner_text() == "no class or role stated, no document, in no run yet"
    unknown.click()
    page.wait_for_selector("#paper:not([hidden])")
    assert page.inner_text("#title") == "A work of which nothing is said"
    assert page.locator("#steps [aria-current='step']").inner_text().startswith("Documents")
    assert sorted(path.name for path in (review / "sources").iterdir()) == ["roe2024"]


def test_a_saved_table_is_shown_beside_the_page_it_was_drawn_on(page: Page) -> None:
    page.click("#unfold")
    page.locator(".paper", has_text="Pulses that set a synapse").click()
    page.wait_for_function("() => document.getElementById('title').textContent === 'Pulses that set a synapse'")
    # The paper opens at the step where it has most to decide; a key before that is of the paper that was open.
    page.wait_for_selector("#steps [aria-current='step']:not(:has-text('Documents'))")
    page.keyboard.press("3")
    page.locator(".chip", has_text="Table 7").click()
    page.wait_for_function("() => document.querySelector('#pages canvas')?.width > 100")
    assert page.inner_text("#where") == "of 1, paper.pdf"


def test_a_locked_pdf_is_no_new_paper(page: Page) -> None:
    out = io.BytesIO()
    with pikepdf.open(EXAMPLE) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    page.set_input_files("#file", {"name": "locked.pdf", "mimeType": "application/pdf", "buffer": out.getvalue()})
    page.wait_for_function("() => document.getElementById('status').textContent.includes('encrypted')")
    assert page.inner_text("#status") == "locked.pdf: is encrypted; save a copy without a password"
    assert page.locator(".card").count() == 0
