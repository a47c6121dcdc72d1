"""A supplied PDF is opened once, and its characters are read once, for its tables, its references and its text."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from memlit.sources.data.from_tables import mine_file
from memlit.sources.data.from_text import mine_text
from memlit.sources.data.supplied import Supplied, read_all_as_plain, read_as_plain
from memlit.sources.extract import read_files
from memlit.sources.folder import read_folder
from printed.pdf import document
from printed.pdf.document import Document

from tests.builders import corpus, vocabulary

PAPER = """#set page("a5")
Table 1. Pulses.
#table(columns: 3, [Device],[R_ON],[Ref.], [A],[26 MΩ],[1], [B],[100 kΩ],[2])
#pagebreak()
The device switches at a set voltage of 1.2 V within the first cycle.
#pagebreak()
References

[1] A. Gao, Nature 3, 14 (2015).

[2] B. Li, Science 4, 15 (2016).

[3] C. Wu, Science 5, 16 (2017).
"""


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    typst = pytest.importorskip("typst")
    folder = tmp_path / "sources" / "doc"
    folder.mkdir(parents=True)
    (tmp_path / "in.typ").write_text(PAPER, encoding="utf-8")
    (folder / "paper.pdf").write_bytes(typst.compile(str(tmp_path / "in.typ")))
    return folder / "paper.pdf"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often PDFium opened a file and read the characters of a page."""
    counts: Counter[str] = Counter()
    opens, reads = pypdfium2.PdfDocument, document.read_characters

    def opened(*given: Any) -> Any:
        counts["files"] += 1
        return opens(*given)

    def read(page: Any, fonts: Any) -> Any:
        counts["pages"] += 1
        return reads(page, fonts)

    monkeypatch.setattr(pypdfium2, "PdfDocument", opened)
    monkeypatch.setattr(document, "read_characters", read)
    return counts


def both(paper: Path) -> list[dict[str, Any]]:
    file = Supplied(paper, "0" * 64, read_folder(paper.parents[1], "doc"), vocabulary())
    return read_all_as_plain([mine_file, mine_text], [file, file])


def test_tables_references_and_text_read_a_file_once(paper: Path, asked: Counter[str]) -> None:
    tables, text = both(paper)
    assert "A. Gao, Nature 3, 14 (2015)." in {datum["cited"] for datum in tables["data"]}
    assert [datum["printed"]["text"] for datum in text["data"]] == ["1.2 V"]
    assert asked == {"files": 1, "pages": 3}


def test_pages_for_which_there_is_no_room_are_read_again_alike(
    paper: Path, asked: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = both(paper)
    monkeypatch.setattr(document, "KEPT_CHARACTERS", 0)
    asked.clear()
    assert both(paper) == kept
    assert asked["files"] == 1
    assert asked["pages"] > 3


def test_readers_that_share_a_file_give_what_each_gives_alone(paper: Path) -> None:
    file = Supplied(paper, "0" * 64, read_folder(paper.parents[1], "doc"), vocabulary())
    assert both(paper) == [read_as_plain(mine_file, file), read_as_plain(mine_text, file)]


def test_what_stops_the_reader_of_the_tables_leaves_the_text(paper: Path, tmp_path: Path) -> None:
    entry = "tables:\n- {file: paper.pdf, label: Table 1, headers: {R_ON: {parameter: zap, why: w}}}\n"
    (paper.parent / "source.yaml").write_text(f"kind: document\ntitle: A paper.\n{entry}", encoding="utf-8")
    reading = read_files(corpus(tmp_path), read_folder(tmp_path / "sources", "doc"))
    assert {datum.printed.text for datum in reading.data} == {"1.2 V"}
    assert [line for line in reading.warnings if "unknown parameter zap" in line] == list(reading.warnings)


def test_a_page_turned_to_be_read_is_still_shown_as_displayed(tmp_path: Path) -> None:
    typst = pytest.importorskip("typst")
    source = '#set page("a5", margin: 1cm)\n#rotate(90deg, reflow: true)[A line of words that runs down the page.]\n'
    (tmp_path / "in.typ").write_text(source, encoding="utf-8")
    (tmp_path / "out.pdf").write_bytes(typst.compile(str(tmp_path / "in.typ")))
    with Document.open(tmp_path / "out.pdf") as opened:
        page = opened.page(1)
        before = [(char.text, char.box, char.turn) for char in page.displayed.chars]
        assert page.text.lines[0].text == "A line of words that runs down the page."
        assert page.upright.turn
        assert [(char.text, char.box, char.turn) for char in page.displayed.chars] == before
        assert page.displayed_text.lines == []
