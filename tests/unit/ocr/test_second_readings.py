"""Powers of ten are read again in the picture of their cell: a lie of the text layer is told, a true one confirmed."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from memlit.caching.entries import Cache
from memlit.curation.comparing.accept import accept_record
from memlit.datum import Reading
from memlit.reconcile.document import reconcile
from memlit.sources import extract
from memlit.sources.extract import DocumentStore, read_document, read_files
from memlit.sources.folder import read_folder
from memlit.sources.pictures import kept_pictures, pictures_path
from printed.documents.opened import OpenDocument
from printed.ocr.look import look_at_cell
from printed.pdf.document import Document
from printed.tables import read_tables

from tests.builders import corpus, of_devices, vocabulary
from tests.unit.ocr.pictures import typeset
from tests.unit.ocr.test_parts_of_pages import supplied

TABLE = """Table 1. Devices.

#table(columns: 3, [Device], [Endurance (cycles)], [Set voltage (V)],
  [TaOx], [10#super[6]], [1.25], [PCMO], [5 \\u{d7} 10#super[7]], [2.8], [HfOx], [3000], [0.9])
"""
DRAWN_MINUS = "#box(baseline: -4.5pt, line(length: 3pt, stroke: 0.5pt))"
TIMES = """Table 1. Devices.

#table(columns: 2, [Device], [Switching time (s)], [TaOx], [10MINUS#super[9]], [PCMO], [10#super[\\u{2212}7]])
"""


def with_lie(path: Path, printed: str, told: str) -> Path:
    """A PDF whose fonts tell another letter for each printed one, as those of some publishers do."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for font in (one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/ToUnicode" in one):
            letters = font.ToUnicode.read_bytes().decode()
            lie = re.sub(f"<{ord(printed):04X}>(?=\\s)", f"<{ord(told):04X}>", letters)
            font.ToUnicode.write(lie.encode())
        pdf.save(path)
    return path


def readings(root: Path, *, looks: bool = True) -> dict[str, Reading]:
    """The readings of the document under sources/doc by what is printed, with OCR asked or not."""
    store = DocumentStore.of(root, vocabulary(), Cache(None), "test", looks=looks)
    (file,) = (root / "sources/doc").glob("*.pdf")
    of_devices(file.parent, file.name)
    read = read_files(store, read_folder(root / "sources", "doc"), None)
    known = [reconcile(datum, (), vocabulary()) for datum in read.data if datum.method == "pdf-table"]
    return {one.datum.printed.text: one for one in known}


def test_a_power_that_the_picture_shows_too_has_two_readings_and_a_plain_number_is_not_asked(tmp_path: Path) -> None:
    printed = typeset(tmp_path, TABLE)
    assert {part.why for part in read_tables(printed).unseen} == {"doubtful-cell"}
    found = readings(supplied(tmp_path / "review", printed))
    assert found["106"].value == 1e6
    assert found["5 × 107"].value == 5e7
    assert {text for text, one in found.items() if "two_readings" in one.flags} == {"106", "5 × 107"}


def test_a_power_whose_text_layer_lies_is_asked_with_both_readings(tmp_path: Path) -> None:
    lying = with_lie(typeset(tmp_path, TABLE), "6", "8")
    root = supplied(tmp_path / "review", lying)
    assert readings(root, looks=False)["108"].value == 1e8
    told = readings(root)["108"]
    assert (told.status, told.value, told.reason_type) == ("flagged", None, "readings_differ")
    assert "'10^{8}'" in (told.reason or "")
    assert "'10^{6}'" in (told.reason or "")
    assert told.datum.locator.bbox is not None


def test_a_drawn_minus_is_told_by_the_picture(tmp_path: Path) -> None:
    found = readings(supplied(tmp_path / "review", typeset(tmp_path, TIMES.replace("MINUS", DRAWN_MINUS))))
    doubted = found["10 9"]
    assert doubted.reason_type == "readings_differ"
    assert "10^{-9}" in (doubted.reason or "")
    assert found["10−7"].value == pytest.approx(1e-7)
    assert "two_readings" in found["10−7"].flags


def test_accept_keeps_second_readings_and_a_run_takes_them_without_asking(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = supplied(tmp_path / "review", typeset(tmp_path, TABLE))
    (file,) = (root / "sources/doc").glob("*.pdf")
    of_devices(file.parent, file.name)
    accept_record(root, "doc")
    kept = kept_pictures(pictures_path(root / "extracted", "doc"))
    assert [one.area.of for one in kept] == ["cell", "cell"]
    assert all(one.models and one.sha256 for one in kept)

    def refused(*_: object) -> None:
        raise AssertionError("OCR was asked")

    monkeypatch.setattr(extract, "look_at_parts", refused)
    after = read_document(corpus(root), "doc")
    assert after.status == "same"
    assert sum("two_readings" in datum.flags for datum in after.data) == 2


def test_ink_that_ocr_took_for_letters_of_two_texts_says_nothing(tmp_path: Path) -> None:
    printed = typeset(tmp_path, TABLE)
    with Document.open(printed) as document:
        (part, _) = read_tables(printed).unseen
        assert part.box is not None
        area = look_at_cell(document.page(1), part.box)
    (text,) = area.texts
    last = replace(text, text=text.text[-1], boxes=text.boxes[-1:], raised=())
    for seen, expected in ((area, ["two_readings"]), (replace(area, texts=(text, last)), [])):
        with OpenDocument(printed, (seen,)) as opened:
            (table,) = read_tables(opened).tables
        assert [flag for cell in table.cells if cell.text == "106" for flag in cell.flags] == expected
