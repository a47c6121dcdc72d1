"""The audit of a finished run: pages and report lead to each other, data derive again, a test case reproduces."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from lxml import html
from memlit.datum import anchor
from memlit.files import read_csv

from ..conftest import FinishedReview, run_memlit, run_snakemake

METRIC = "woo2016/alox-hfo2/set#action_energy"
CHOSEN = "neurosim-v3-manual:t1/r3c4"
"""The resistance that the tuple of METRIC takes."""
CELL = "neurosim-v3-manual:t2/r3c4"


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
    assert re.search(r"code reconcile_units [0-9a-f]{16}", chain)


def test_figure_shows_overlay_calibration_and_residuals(folder: Path) -> None:
    tree = pages(folder)["memlit-note-1.html"]
    assert len(tree.xpath('//img[@class="overlay"][starts-with(@src, "data:image/png")]')) == 2
    (series,) = tree.xpath(f'//article[@id="{anchor("memlit-note-1:f1/p1s4")}"]')
    words = " ".join(series.text_content().split())
    assert "vector verified" in words
    assert "residual" in words
    assert series.xpath(".//table[1]//tbody/tr/td[1]/text()")[:2] == ["10^−8", "10^−7"]


def test_recheck_derives_every_datum_again(folder: Path) -> None:
    done = run_memlit(folder, "audit", "--recheck", "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["different"] == found["lost"] == found["not_at_hand"] == []
    assert found["equal"] == found["data"] > 100


def test_recheck_finds_a_changed_cell_and_leaves_nothing_behind(finished: FinishedReview, tmp_path: Path) -> None:
    copy = finished.copy(tmp_path / "review")
    table = copy / "sources/neurosim-v3-manual/table_2.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("16.9 KΩ", "16.8 KΩ"), encoding="utf-8")
    done = run_memlit(copy, "audit", "--recheck")
    assert done.returncode == 1
    assert f"  {CELL}\n" in done.stdout
    assert "16900" in done.stdout
    assert "16800" in done.stdout
    once = run_memlit(copy, "audit", "--recheck", "--sample", "3", "--seed", "7", "--json")
    again = run_memlit(copy, "audit", "--recheck", "--sample", "3", "--seed", "7", "--json")
    assert once.stdout == again.stdout
    assert json.loads(again.stdout)["data"] == 3


def test_testcase_runs_and_gives_the_same_number(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "case"
    done = run_memlit(folder, "testcase", METRIC, str(target))
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (target / "sources").iterdir()) == ["neurosim-v3-manual"]
    assert run_memlit(folder, "testcase", METRIC, str(target)).returncode == 2
    run = run_snakemake(target, "results/audit.sqlite")
    assert run.returncode == 0, run.stderr[-3000:]
    here, there = (run_memlit(place, "audit", METRIC, "--json") for place in (folder, target))
    assert here.returncode == there.returncode == 0
    assert json.loads(here.stdout)["display"] == json.loads(there.stdout)["display"]
    assert "16.9 kΩ" in there.stdout
