"""The audit of a finished run: pages and report lead to each other, every print has its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html
from memlit.datum import anchor
from memlit.files import read_csv

from ..conftest import FinishedReview

CHOSEN = "neurosim-v3-manual:t1/r3c4"
"""The resistance that the tuple of a device takes."""


@pytest.fixture(scope="module")
def folder(finished: FinishedReview) -> Path:
    assert finished.run.returncode == 0, finished.run.stderr[-3000:]
    return finished.folder


def pages(folder: Path) -> dict[str, html.HtmlElement]:
    found = sorted((folder / "results/audit").glob("*.html"))
    return {path.name: html.fromstring(path.read_text(encoding="utf-8")) for path in found}


def test_every_document_has_a_page_and_every_link_from_page_to_page_ends_somewhere(folder: Path) -> None:
    found = pages(folder)
    assert set(found) == {"_documents.html", "memlit-note-1.html", "neurosim-v3-manual.html"}
    report, numbers = (
        html.fromstring((folder / f"results/{name}.html").read_text(encoding="utf-8")) for name in ("report", "numbers")
    )
    ids = {name: set(tree.xpath("//@id")) for name, tree in found.items()}
    ids["../report.html"] = set(report.xpath("//@id"))
    ids["../numbers.html"] = set(numbers.xpath("//@id"))
    for name, tree in found.items():
        for target in tree.xpath("//a/@href"):
            if target.startswith("http"):
                continue
            page, _, fragment = target.partition("#")
            assert not fragment or fragment in ids[page or name], target
    of_report = [str(target) for target in numbers.xpath('//a[starts-with(@href, "audit/")]/@href')]
    assert len(of_report) > 50
    for target in of_report:
        page, _, fragment = target.removeprefix("audit/").partition("#")
        assert not fragment or fragment in ids[page], target


def test_every_printed_reading_has_its_place_on_its_page(folder: Path) -> None:
    readings = read_csv(folder / "results/data/readings.csv")
    ids = {name.removesuffix(".html"): set(tree.xpath("//@id")) for name, tree in pages(folder).items()}
    printed = [reading for reading in readings if not reading["derived_from"]]
    assert printed
    for reading in printed:
        assert anchor(reading["id"]) in ids[reading["id"].split(":")[0]], reading["id"]


def test_page_shows_print_steps_and_code_of_a_cell(folder: Path) -> None:
    (link,) = pages(folder)["neurosim-v3-manual.html"].xpath(f'//a[@id="{anchor(CHOSEN)}"]')
    chain = " ".join(link.getnext().text_content().split())
    # 16.9 kΩ as printed in Table I; its conductance is 1/16900 S = 59.2 µS.
    for piece in ("“16.9 kΩ”", "under R_ON · AlOx/HfO2", "16900 ohm", "59.2 µS", "action energy", "agrees: 16.9 kΩ"):
        assert piece in chain
    assert re.search(r"code [0-9a-f]{16}", chain)


def test_figure_shows_overlay_calibration_and_residuals(folder: Path) -> None:
    tree = pages(folder)["memlit-note-1.html"]
    assert len(tree.xpath('//img[@class="overlay"][starts-with(@src, "data:image/png")]')) == 2
    (series,) = tree.xpath(f'//article[@id="{anchor("memlit-note-1:f1/p1s4")}"]')
    words = " ".join(series.text_content().split())
    assert "vector verified" in words
    assert "residual" in words
    assert series.xpath(".//table[1]//tbody/tr/td[1]/text()")[:2] == ["10^−8", "10^−7"]
