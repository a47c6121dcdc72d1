"""Tables of bars in Markdown, as people write them and as converters of PDFs do."""

from __future__ import annotations

from pathlib import Path

import pytest
from memlit.sources.extract import read_files
from memlit.sources.folder import read_folder
from printed.documents.kind import document_kind
from printed.tables import Table, read_tables

from tests.builders import corpus

PAPER = r"""# A paper

**Table 1.** Devices of this work

| Device              | V<sub>set</sub> (V) | R_on (kΩ) | Endurance             |
|:--------------------|--------------------:|:---------:|-----------------------|
| **HfO2**<br>[12]    | \~1.2               | <3        | $10^{5}$              |
| TaO<sub>x</sub> \| Pt | 0.8               | 2         | 10<sup>6</sup> cycles |
| *Ag*                | 0.3                 | 7

Between them 5 | 6 are words, and <1 V is no tag.

Device | Read voltage (V)
--- | ---
[PCMO](#page-3) | 0.2
"""


def tables(tmp_path: Path, text: str) -> tuple[Table, ...]:
    (tmp_path / "paper.md").write_text(text, encoding="utf-8")
    return read_tables(tmp_path / "paper.md").tables


def test_cells_are_read_as_they_are_printed(tmp_path: Path) -> None:
    first, second = tables(tmp_path, PAPER)
    assert (first.label, first.caption) == ("Table 1", "Table 1. Devices of this work")
    assert [[first.view.head(row, col) for col in range(4)] for row in range(4)] == [
        ["Device", "V<sub>set</sub> (V)", "R_on (kΩ)", "Endurance"],
        ["HfO2 [12]", "~1.2", "<3", "10<sup>5</sup>"],
        ["TaO<sub>x</sub> | Pt", "0.8", "2", "10<sup>6</sup> cycles"],
        ["Ag", "0.3", "7", ""],
    ]
    assert [second.view.row(row) for row in range(2)] == [["Device", "Read voltage (V)"], ["PCMO", "0.2"]]


def test_values_become_data_of_a_table_and_no_candidates_of_the_text(tmp_path: Path) -> None:
    folder = tmp_path / "sources" / "doc"
    folder.mkdir(parents=True)
    (folder / "paper.md").write_text(PAPER, encoding="utf-8")
    data = read_files(corpus(tmp_path), read_folder(tmp_path / "sources", "doc")).data
    assert {one.printed.text: (one.parameter, one.method) for one in data if one.printed.text in ("0.8", "0.2")} == {
        "0.8": ("set_voltage", "markdown-table"),
        "0.2": ("read_voltage", "markdown-table"),
    }


@pytest.mark.parametrize("text", ["a | b\nc | d\n", "words\n---\nmore | words\n", "|---|---|\n|---|---|\n"])
def test_bars_without_a_line_of_dashes_below_heads_are_no_table(tmp_path: Path, text: str) -> None:
    assert tables(tmp_path, text) == ()


def test_a_table_of_html_in_markdown_is_read(tmp_path: Path) -> None:
    (table,) = tables(tmp_path, "Words\n\n<table><tr><td>A</td><td>B</td></tr><tr><td>1</td><td>2</td></tr></table>\n")
    assert [table.view.row(row) for row in range(2)] == [["A", "B"], ["1", "2"]]


def test_a_page_of_html_named_as_markdown_stays_html(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text("<!doctype html><html><body><p>Words</p></body></html>", encoding="utf-8")
    assert document_kind(path) == "html"
