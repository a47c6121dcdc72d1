"""memlit check says what files did not give; "all well" means that each gave what it could."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
import typst
from memlit.curation.checking.check import check_key, check_review
from memlit.curation.checking.found import found_lines, found_of
from memlit.curation.comparing.accept import accept_record
from PIL import Image

from tests.builders import ENTRY_OF_DOE, review_of_doe

GOOD = "Device,R_ON\nA,26 MΩ\nB,9 MΩ\n"
DENIED = "<!DOCTYPE html><html><head><title>x</title></head><body><p>Access denied.</p></body></html>"


@pytest.fixture
def review(tmp_path: Path) -> Path:
    return review_of_doe(tmp_path)


def supply(review: Path, name: str, content: str | bytes) -> Path:
    path = review / "sources/doe2020" / name
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


def supply_five(review: Path) -> None:
    """One good, one encrypted, one scanned, one empty and one misnamed file."""
    supply(review, "table_1.csv", GOOD)
    locked = pikepdf.new()
    locked.add_blank_page()
    locked.save(supply(review, "locked.pdf", ""), encryption=pikepdf.Encryption(owner="a", user="b"))
    page = Image.new("RGB", (600, 800), "gray")
    page.save(supply(review, "scan.pdf", ""), save_all=True, append_images=[page, page])
    supply(review, "empty.pdf", "")
    supply(review, "paper.pdf", DENIED)


@pytest.mark.slow
def test_five_files_are_told_by_five_true_lines(review: Path) -> None:
    supply_five(review)
    told: list[str] = []
    lines = check_review(review, told.append)
    assert told == ["sources/doe2020/table_1.csv: 2 printed readings"]
    assert [line.split("; ")[0] for line in sorted(lines)] == [
        "sources/doe2020/empty.pdf: is empty",
        "sources/doe2020/locked.pdf: is encrypted",
        "sources/doe2020/paper.pdf: is HTML by its content and PDF by its name",
        "sources/doe2020/scan.pdf: pages 1-3 are pictures without text, nothing on them is read",
    ]
    assert sorted(check_key(review, "doe2020")) == sorted(lines)


def test_one_problem_is_told_once_also_as_the_reason_of_an_excluded_document(review: Path) -> None:
    supply(review, "empty.pdf", "")
    (line,) = check_review(review)
    assert line.count("is empty") == 1


def test_a_document_from_which_nothing_is_read_is_not_well(review: Path) -> None:
    supply(review, "table_1.csv", "Colour,Shape\nred,round\n")
    assert any("table_1.csv" in line and "'Colour'" in line for line in check_review(review))
    supply(review, "table_1.csv", "<html><body><p>Nothing here.</p></body></html>")
    (review / "sources/doe2020/table_1.csv").rename(review / "sources/doe2020/paper.html")
    (line,) = check_review(review)
    assert "no value that memlit knows is found in paper.html" in line


def test_a_file_of_a_kind_that_is_not_read_is_named(review: Path) -> None:
    supply(review, "table_1.csv", GOOD)
    supply(review, "paper.pptx", b"PK\x03\x04 slides")
    (line,) = check_review(review)
    assert "sources/doe2020/paper.pptx: is of a kind that is not read (.pptx)" in line
    accept_record(review, "doe2020")
    assert check_review(review) == [line]


def test_headers_and_values_that_are_not_read_are_told_until_a_person_accepts(review: Path) -> None:
    supply(review, "table_1.csv", "Device,R_ON,Colour\nA,26 V,red\nB,about some,green\n")
    header, dimension, words = sorted(
        check_review(review), key=lambda line: ("Colour" not in line, "'26 V'" not in line)
    )
    assert header.startswith("sources/doe2020/table_1.csv: ")
    # No parameter is like a colour.
    assert "are not read: 'Colour'; give them a meaning" in header
    assert "'26 V' is in V" in dimension
    assert "'about some' holds no value of r_on" in words
    accept_record(review, "doe2020")
    assert check_review(review) == []


def test_an_edited_or_deleted_file_is_told_until_it_is_accepted(review: Path) -> None:
    supply(review, "table_1.csv", GOOD)
    accept_record(review, "doe2020")
    assert check_review(review) == []
    told: list[str] = []
    supply(review, "table_1.csv", GOOD.replace("26", "27").replace("B,9 MΩ\n", ""))
    (line,) = check_review(review, told.append)
    # The one row that is there now, and not the two of the record.
    assert told == ["sources/doe2020/table_1.csv: 1 printed reading"]
    assert line.startswith("extracted/doe2020.json: differs in 3 values from what is read of sources/doe2020 now")
    assert line.endswith("see memlit check doe2020, then mend the source or memlit accept doe2020")
    assert check_key(review, "doe2020") == [line]
    first, *differs = list(found_lines(found_of(review, "doe2020")))[:4]
    assert first.startswith("doe2020 (changed): ")
    assert all(said.startswith(("differs   ~ doe2020:", "differs   - doe2020:")) for said in differs)
    assert any("r_on printed '26 MΩ' -> '27 MΩ'" in said for said in differs)
    (review / "sources/doe2020/table_1.csv").unlink()
    assert any("sources/doe2020/table_1.csv: is gone" in said for said in check_key(review, "doe2020"))
    accept_record(review, "doe2020")
    (line,) = check_review(review)
    assert "1 paper with a folder of its own waits to be completed: 1 no document" in line


def test_values_of_papers_that_the_library_does_not_have_are_told(review: Path) -> None:
    """Two works that are cited by number: their values are read, and nothing uses them."""
    supply(review, "table_1.csv", "Device,R_ON\nTaOx [12],26 MΩ\nHfOx [13],9 MΩ\n")
    (told,) = check_review(review)
    assert told.startswith("sources/doe2020: of 2 values none is of a paper in references.bib")
    supply(
        review, "source.yaml", 'tables:\n  - label: Table 1\n    file: table_1.csv\n    references: {"[12]": doe2020}\n'
    )
    assert check_review(review) == []


@pytest.mark.slow
def test_a_table_that_is_a_picture_is_settled_by_its_transcription(
    review: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # From the folder itself, what was read of the paper comes from the cache.
    monkeypatch.chdir(review)
    text = "#lorem(40)\n\nTable 7. Drawn as a picture.\n\n#rect(width: 50%, height: 90pt)\n\n#lorem(40)"
    supply(review, "paper.pdf", typst.compile(text.encode("utf-8"), ignore_system_fonts=True))
    assert any("page 1 has a caption 'Table 7'" in line for line in check_review(Path()))
    supply(review, "table_7.csv", GOOD)
    assert check_review(Path()) == []


def test_an_entry_without_a_year_is_told_without_its_key(review: Path) -> None:
    supply(review, "table_1.csv", GOOD)
    (review / "references.bib").write_text(ENTRY_OF_DOE.replace("  year = {2020},\n", ""), encoding="utf-8")
    assert check_review(review) == ["references.bib:1: doe2020 has no year"]
