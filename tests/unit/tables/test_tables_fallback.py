"""What PDFium cannot open is read by pdfplumber, and said so on each datum."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from memlit.sources.data.from_tables import mine_file
from memlit.sources.data.supplied import Supplied
from memlit.sources.folder import read_folder
from printed.pdf import document
from printed.tables import read_tables

from tests.builders import vocabulary

SOURCE = '#set page("a5")\nTable 1. Pulses.\n#table(columns: 2, [Device],[R_ON], [A],[26 MΩ], [B],[100 kΩ])\n'


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    typst = pytest.importorskip("typst")
    folder = tmp_path / "sources" / "doc"
    folder.mkdir(parents=True)
    (tmp_path / "in.typ").write_text(SOURCE + "#pagebreak()\n" + SOURCE, encoding="utf-8")
    (folder / "paper.pdf").write_bytes(typst.compile(str(tmp_path / "in.typ")))
    return folder / "paper.pdf"


def _fails(*_: object) -> None:
    raise pypdfium2.PdfiumError("Failed to load document (PDFium: Data format error).")


def test_document_that_pdfium_refuses(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sure = read_tables(paper)
    monkeypatch.setattr(pypdfium2, "PdfDocument", _fails)
    reading = read_tables(paper)
    assert [[c.text for c in t.cells] for t in reading.tables] == [[c.text for c in t.cells] for t in sure.tables]
    assert [table.page for table in reading.tables] == [1, 2]
    assert len([line for line in reading.warnings if "is read by pdfplumber" in line]) == 2
    folder = read_folder(paper.parents[1], "doc")
    data = mine_file(Supplied(paper, "0" * 64, folder, vocabulary())).data
    assert {datum.printed.text for datum in data} == {"A", "B", "26 MΩ", "100 kΩ"}
    assert all("read-by:pdfplumber" in datum.flags for datum in data)


def test_only_the_page_that_pdfium_refuses(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_characters, pages = document.read_characters, []

    def fails_on_the_second(page: object, fonts: Any) -> object:
        pages.append(page)
        return _fails() if len(pages) == 2 else read_characters(page, fonts)

    monkeypatch.setattr(document, "read_characters", fails_on_the_second)
    first, second = read_tables(paper).tables
    assert "read-by:pdfplumber" not in first.flags
    assert "read-by:pdfplumber" in second.flags
    assert [c.text for c in second.cells] == [c.text for c in first.cells]
