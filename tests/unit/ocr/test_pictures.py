"""A page that is a picture is read as the same page with a text layer: letters, raised figures, rules, cells."""

from __future__ import annotations

import socket
from pathlib import Path

import numpy as np
import pytest
from memlit.sources.data.from_tables import mine_file
from memlit.sources.data.supplied import MinedFile, Supplied
from memlit.sources.folder import read_folder
from PIL import Image, ImageDraw
from printed.documents.opened import OpenDocument
from printed.ocr.engine import model_files
from printed.ocr.look import look_at
from printed.ocr.model import SeenArea, SeenText
from printed.ocr.raster import rules_of
from printed.pdf.document import Document
from printed.tables import TableReading, read_tables

from tests.builders import of_devices, vocabulary
from tests.unit.ocr.pictures import as_picture, typeset

TABLE = """Table 1. States of devices.

#table(columns: 4,
  [Device], [$R_"ON"$ (kΩ)], [Set voltage (V)], [Endurance],
  [TaO#sub[x]], [16.9], [−1.25], [10#super[6]],
  [PCMO], [4.71], [2.8], [106],
  [HfO#sub[2]], [26], [0.9], [10#super[12]],
)
"""


def seen_on(path: Path) -> tuple[SeenArea, ...]:
    with Document.open(path) as document:
        return tuple(look_at(page) for page in document.pages())


def tables_seen(path: Path, seen: tuple[SeenArea, ...]) -> TableReading:
    with OpenDocument(path, seen) as document:
        return read_tables(document)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return typeset(tmp_path_factory.mktemp("ocr"), TABLE)


@pytest.fixture(scope="module")
def scanned(printed: Path) -> Path:
    return as_picture(printed, printed.with_name("scan.pdf"))


@pytest.fixture(scope="module")
def seen(scanned: Path) -> tuple[SeenArea, ...]:
    return seen_on(scanned)


def cells(reading: TableReading) -> list[list[str]]:
    (table,) = reading.tables
    shown = [
        [table.view.head(row, col).replace("−", "-") for col in range(table.n_cols)] for row in range(table.n_rows)
    ]
    return [[text.replace(" ", "") for text in row] for row in shown]


def test_a_picture_gives_the_cells_of_the_text_layer(printed: Path, scanned: Path, seen: tuple[SeenArea, ...]) -> None:
    as_text, as_seen = read_tables(printed), tables_seen(scanned, seen)
    assert cells(as_seen)[1:] == cells(as_text)[1:]
    assert [row[3] for row in cells(as_seen)[1:]] == ["10<sup>6</sup>", "106", "10<sup>12</sup>"]
    assert as_seen.tables[0].caption == as_text.tables[0].caption
    assert as_seen.tables[0].label == "Table 1"


def test_its_values_say_that_they_come_from_a_picture(scanned: Path, seen: tuple[SeenArea, ...]) -> None:
    (scanned.parent / "sources/doc").mkdir(parents=True)
    path = scanned.parent / "sources/doc/scan.pdf"
    path.write_bytes(scanned.read_bytes())
    file = Supplied(path, "0" * 64, read_folder(path.parents[1], "doc"), vocabulary(), seen=seen)
    data = mine_file(file).data
    assert {datum.method for datum in data} == {"picture-table"}
    assert {"16.9", "4.71", "26"} <= {datum.printed.text for datum in data if datum.parameter == "r_on"}


def test_no_value_of_a_picture_is_used_before_a_person_answers(
    scanned: Path, seen: tuple[SeenArea, ...], tmp_path: Path
) -> None:
    path = tmp_path / "sources/doc/scan.pdf"
    path.parent.mkdir(parents=True)
    path.write_bytes(scanned.read_bytes())

    def mined() -> MinedFile:
        return mine_file(Supplied(path, "0" * 64, read_folder(path.parents[1], "doc"), vocabulary(), seen=seen))

    asked = mined()
    assert {(datum.excluded or "").partition(":")[0] for datum in asked.data} == {"proposed"}
    (question,) = asked.questions
    assert question.waits
    of_devices(path.parent, path.name)
    answered = mined()
    assert {datum.excluded for datum in answered.data} == {None}
    assert answered.questions == ()


def test_a_page_laid_on_slightly_turned_is_set_straight(
    printed: Path, scanned: Path, seen: tuple[SeenArea, ...], tmp_path: Path
) -> None:
    leaning = as_picture(printed, tmp_path / "leaning.pdf", turned=0.7)
    areas = seen_on(leaning)
    assert areas[0].skew == pytest.approx(0.7, abs=0.11)
    straight, turned = tables_seen(scanned, seen), tables_seen(leaning, areas)
    assert cells(turned)[1:] == cells(straight)[1:]
    pairs = zip(straight.tables[0].cells, turned.tables[0].cells, strict=True)
    assert any(abs(a.bbox[1] - b.bbox[1]) > 1 for a, b in pairs if a.bbox and b.bbox), "boxes are those on the page"


@pytest.mark.slow
def test_nothing_is_fetched(scanned: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from printed.ocr import engine

    def refused(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    engine._engine.cache_clear()
    monkeypatch.setattr(socket, "socket", refused)
    monkeypatch.setattr(socket, "create_connection", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    assert any("TaO" in text.text for text in seen_on(scanned)[0].texts)


def test_what_is_seen_is_the_same_each_time(scanned: Path, seen: tuple[SeenArea, ...]) -> None:
    assert seen_on(scanned) == seen


def test_the_models_have_digests() -> None:
    found = model_files()
    assert len(found) == 2
    assert all(name.endswith(".onnx") and len(digest) == 64 for name, digest in found.items())


def test_ink_that_no_letter_stands_for_flags_the_value(scanned: Path, seen: tuple[SeenArea, ...]) -> None:
    (area,) = seen
    texts = tuple(
        SeenText(one.text, one.boxes, one.base, one.size, one.confidence, slips=("unread-ink",))
        if one.text == "4.71"
        else one
        for one in area.texts
    )
    doubted = SeenArea(area.page, area.box, area.dots_an_inch, area.skew, texts, area.horizontal, area.vertical)
    (table,) = tables_seen(scanned, (doubted,)).tables
    flags = {cell.text: cell.flags for cell in table.cells}
    assert [flag.partition("|")[0] for flag in flags["4.71"]] == ["letters-unsure:4.71"]
    assert not flags["16.9"]


@pytest.mark.parametrize(("ground", "ink"), [("white", "black"), ("#e2efd9", "white")])
def test_rules_are_seen_dark_on_white_and_white_on_a_coloured_ground(ground: str, ink: str) -> None:
    image = Image.new("RGB", (600, 400), ground)
    draw = ImageDraw.Draw(image)
    for y in (50, 200, 350):
        draw.line((40, y, 560, y), fill=ink, width=2)
    for x in (40, 300, 560):
        draw.line((x, 50, x, 350), fill=ink, width=2)
    draw.text((60, 100), "Endurance 10 000", fill="black", font_size=30)
    horizontal, vertical, _ = rules_of(np.asarray(image.convert("L")), 3.0)
    assert sorted(round(rule.at / 10) for rule in horizontal) == [5, 20, 35]
    assert sorted(round(rule.at / 10) for rule in vertical) == [4, 30, 56]
