"""Where things stand in report.pdf: tables with the text of their section, no word over another, none cut."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from memlit.presentation.text import spans

MARGIN = 30
"""Points from the edge of a page that stay white, but for the page's number."""
COVERED = 0.4
"""Share of a letter that another may cover: italics lean, subscripts come near."""


@dataclass(frozen=True)
class Letter:
    text: str
    order: int
    page: int
    box: tuple[float, float, float, float]
    """left, bottom, right, top"""

    @property
    def place(self) -> tuple[int, float]:
        """Page, and points from its top."""
        return self.page, 842 - self.box[3]


@pytest.fixture(scope="module")
def pdf(whole_review: Path) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument((whole_review / "results/report.pdf").read_bytes())


@pytest.fixture(scope="module")
def letters(pdf: pypdfium2.PdfDocument) -> list[Letter]:
    found = []
    for number, page in enumerate(pdf):
        textpage = page.get_textpage()
        for place in range(textpage.count_chars()):
            character = chr(pdfium.FPDFText_GetUnicode(textpage, place))
            if character.isalnum():
                found.append(Letter(character, len(found), number, textpage.get_charbox(place)))
    return found


def covered(one: Letter, other: Letter) -> float:
    """The share of the smaller letter that lies under the other; letters of a ligature share one box."""
    if abs(one.order - other.order) < 3:
        return 0.0
    left, bottom, right, top = one.box
    other_left, other_bottom, other_right, other_top = other.box
    width, height = min(right, other_right) - max(left, other_left), min(top, other_top) - max(bottom, other_bottom)
    sizes = ((right - left) * (top - bottom), (other_right - other_left) * (other_top - other_bottom))
    return width * height / min(sizes) if width > 0 and height > 0 and min(sizes) > 0 else 0.0


def test_no_letter_lies_on_another_and_none_in_the_margin(letters: list[Letter]) -> None:
    cells: dict[tuple[int, int, int], list[Letter]] = defaultdict(list)
    hidden = []
    for letter in letters:
        column, row = int(letter.box[0] // 6), int(letter.box[1] // 6)
        near = [n for dx in (-1, 0, 1) for dy in (-1, 0, 1) for n in cells[letter.page, column + dx, row + dy]]
        hidden += [(letter.page + 1, letter.text, other.text) for other in near if covered(letter, other) > COVERED]
        cells[letter.page, column, row].append(letter)
    assert hidden == []
    assert min(letter.box[0] for letter in letters) > MARGIN
    assert max(letter.box[2] for letter in letters) < 595 - MARGIN


def test_the_report_is_read_in_one_sitting(pdf: pypdfium2.PdfDocument, letters: list[Letter]) -> None:
    """At most 16 pages, and none of them half empty but the last."""
    assert len(pdf) <= 16
    lowest = {
        page: min(letter.box[1] for letter in letters if letter.page == page and letter.box[1] > 60)
        for page in range(len(pdf))
    }
    assert [page + 1 for page, end in lowest.items() if end > 842 / 2 and page + 1 < len(pdf)] == []


def test_every_table_stands_between_the_heading_of_its_section_and_the_next(
    whole_review: Path, pdf: pypdfium2.PdfDocument, letters: list[Letter]
) -> None:
    report: dict[str, Any] = json.loads((whole_review / "results/report.json").read_text(encoding="utf-8"))
    stream = "".join(letter.text for letter in letters)
    # Bookmarks stand for the headings, in order; those of the appendix follow.
    headings = []
    for mark in pdf.get_toc():
        destination = mark.get_dest()
        headings.append((destination.get_index(), 842 - destination.get_view()[1][1]))
    # The appendices are a file of their own; the references follow the main text.
    main = [section for section in report["sections"] if not section["is_appendix"]]
    assert len(headings) > len(main)
    tables = 0
    for section, (start, end) in zip(main, pairwise(headings), strict=False):
        for block in section["blocks"]:
            if block["type"] != "table":
                continue
            words = re.sub(r"[\W_]", "", spans(block["caption"])[0].content)
            at = [letters[found.start()].place for found in re.finditer(re.escape(words), stream)]
            assert any(start <= place < end for place in at), (section["id"], block["caption"])
            tables += 1
    assert tables > 10
