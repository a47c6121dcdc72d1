"""Which parts of a page OCR is asked of, in which process, and what is kept of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from memlit.caching.entries import Cache
from memlit.curation.comparing.accept import accept_record
from memlit.errors import DocumentError, LimitError, RecordError
from memlit.sources import extract
from memlit.sources.extract import DocumentStore, read_document, read_files
from memlit.sources.folder import read_folder
from memlit.sources.pictures import kept_pictures, pictures_path
from memlit.worker import PICTURE_LIMITS, Worker
from PIL import Image
from printed.documents.pictures import see_part
from printed.tables import read_tables
from printed.worker.limits import Limits

from tests.builders import ROOT, corpus, vocabulary
from tests.unit.ocr.pictures import as_picture, typeset

TABLE = """#table(columns: 3, [Device], [$R_"ON"$ (kΩ)], [Set voltage (V)],
  [TaOx], [16.9], [1.25], [PCMO], [4.71], [2.8], [HfOx], [26], [0.9])
"""
PROSE = "This line of prose says in plain words what the page is about and goes on to the margin of it. "


@pytest.fixture(scope="module")
def table_picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A PNG of a table beside which a page can be set."""
    from printed.pdf.document import Document

    folder = tmp_path_factory.mktemp("table")
    with Document.open(typeset(folder, TABLE, width=220, height=120)) as document:
        document.page(1).picture(3.0).save(folder / "table.png")
    return folder / "table.png"


def with_figure(folder: Path, picture: Path, before: str, behind: str = "") -> Path:
    (folder / "table.png").write_bytes(picture.read_bytes())
    return typeset(folder, f'{before}\n\n#image("table.png", width: 220pt)\n\n{behind}', width=330, height=330)


def parts(path: Path) -> list[tuple[int, bool, str]]:
    return [(one.page, one.box is None, one.why) for one in read_tables(path).unseen]


def test_a_picture_at_the_caption_of_a_table_is_to_be_looked_at(tmp_path: Path, table_picture: Path) -> None:
    page = with_figure(tmp_path, table_picture, f"{PROSE * 3}\n\nTable 2. States of devices.")
    assert parts(page) == [(1, False, "picture-at-caption")]


def test_a_large_picture_is_looked_at_unless_it_is_a_figure(tmp_path: Path, table_picture: Path) -> None:
    assert parts(with_figure(tmp_path, table_picture, PROSE * 3)) == [(1, False, "large-picture")]
    assert parts(with_figure(tmp_path, table_picture, PROSE * 3, "Figure 2. States of devices.")) == []


def test_a_page_without_text_is_looked_at_whole_and_one_of_text_not_at_all(tmp_path: Path) -> None:
    printed = typeset(tmp_path, f"Table 1. States.\n\n{TABLE}")
    assert parts(printed) == []
    assert parts(as_picture(printed, tmp_path / "scan.pdf")) == [(1, True, "no-text")]


def test_the_table_of_a_picture_has_the_caption_that_the_page_prints(tmp_path: Path, table_picture: Path) -> None:
    page = with_figure(tmp_path, table_picture, f"{PROSE * 3}\n\nTable 2. States of devices.")
    root = supplied(tmp_path / "review", page)
    looking = DocumentStore.of(root, vocabulary(), Cache(None), "test", looks=True)
    reading = read_files(looking, read_folder(root / "sources", "doc"))
    assert {datum.locator.label for datum in reading.data} == {"Table 2"}
    assert {datum.printed.text for datum in reading.data if datum.parameter == "r_on"} == {"16.9", "4.71", "26"}


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (Limits(seconds=1.0, memory=PICTURE_LIMITS.memory), "takes longer than 1 s to read"),
        (Limits(seconds=30.0, memory=500_000_000), "needs more than 500 MB of memory to read"),
    ],
)
def test_a_page_over_a_limit_is_one_typed_line(tmp_path: Path, limits: Limits, said: str) -> None:
    scan = as_picture(typeset(tmp_path, PROSE * 60, height=700), tmp_path / "scan.pdf")
    with Worker(limits) as worker, pytest.raises(LimitError) as caught:
        worker.call("scan.pdf, page 1", see_part, scan, 1, None)
    assert str(caught.value).startswith(f"scan.pdf, page 1: {said}")


def test_a_page_larger_than_the_models_can_read_is_told_with_its_size(tmp_path: Path) -> None:
    large = tmp_path / "large.pdf"
    Image.new("L", (1190, 1684), "white").save(large, resolution=72)
    line = r"^large.pdf, page 1: is a picture of 42 x 59 cm, which is too large for OCR \(A3 at most\); save the scan"
    with pytest.raises(DocumentError, match=line):
        see_part(large, 1, None)
    assert see_part(large, 1, (0.0, 0.0, 300.0, 300.0)).texts == ()


def test_the_commands_start_without_the_models_and_their_libraries() -> None:
    loaded = "print(sorted({'cv2', 'onnxruntime', 'rapidocr'} & {*sys.modules}))"
    code = f"import sys, memlit.cli, memlit.sources.extract; {loaded}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def supplied(root: Path, document: Path) -> Path:
    (root / "sources/doc").mkdir(parents=True)
    (root / "config").mkdir()
    (root / "config/vocabulary.yaml").write_bytes((ROOT / "config/vocabulary.yaml").read_bytes())
    (root / "sources/doc/paper.pdf").write_bytes(document.read_bytes())
    return root


def test_accept_keeps_what_was_seen_and_a_run_asks_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = as_picture(typeset(tmp_path, f"Table 1. States.\n\n{TABLE}"), tmp_path / "scan.pdf")
    root = supplied(tmp_path / "review", scan)
    before = read_document(corpus(root), "doc")
    assert before.data == ()
    assert "page 1 is a picture without text" in "".join(before.warnings)
    accept_record(root, "doc")
    (kept,) = kept_pictures(pictures_path(root / "extracted", "doc"))
    assert (kept.file, kept.area.page) == ("paper.pdf", 1)
    first = pictures_path(root / "extracted", "doc").read_bytes()

    def refused(*_: object) -> None:
        raise AssertionError("OCR was asked")

    monkeypatch.setattr(extract, "look_at_parts", refused)
    after = read_document(corpus(root), "doc")
    assert after.status == "same"
    assert {datum.printed.text for datum in after.data if datum.parameter == "r_on"} == {"16.9", "4.71", "26"}
    monkeypatch.undo()
    accept_record(root, "doc")
    assert pictures_path(root / "extracted", "doc").read_bytes() == first


def test_another_file_of_that_name_is_not_read_by_what_was_seen_of_the_first(tmp_path: Path) -> None:
    scan = as_picture(typeset(tmp_path, f"Table 1. States.\n\n{TABLE}"), tmp_path / "scan.pdf")
    root = supplied(tmp_path / "review", scan)
    accept_record(root, "doc")
    with (root / "sources/doc/paper.pdf").open("ab") as file:
        file.write(b"% another one\n")
    assert "page 1 is a picture without text" in "".join(read_document(corpus(root), "doc").warnings)


def test_a_broken_line_of_what_was_kept_is_named(tmp_path: Path) -> None:
    path = tmp_path / "doc.pictures.jsonl"
    path.write_text('{"file": "paper.pdf"}\n', encoding="utf-8")
    with pytest.raises(RecordError, match=r"doc\.pictures\.jsonl:1"):
        kept_pictures(path)
