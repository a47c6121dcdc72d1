"""`python -m printed`: tables as text, page by page; one line where a file cannot be read; the README's example."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from printed.__main__ import lines_of, main
from printed.notes import ColumnUnsure, cut_note_text, parsed_cut_note
from printed.tables.model import Cell, PageSeen, Table, TableReading

from tests.builders import ROOT

README = (ROOT / "workflow/printed/README.md").read_text(encoding="utf-8")
HTML = """<!DOCTYPE html><html><body><table><caption>Table 1. Pulses.</caption>
<tr><th>Device</th><th>V<sup>a</sup></th></tr><tr><td>A</td><td>1.2</td></tr></table></body></html>"""
PAGES = """#set page("a5")
#lorem(30)

Table 1. Pulses.
#table(columns: 2, [Device], [V (V)], [A], [1.2], [B], [0.9])
#pagebreak()
Table 2. States.
#lorem(60)
"""


def blocks(kind: str) -> str:
    (text,) = re.findall(rf"^```{kind}\n(.*?)^```", README, re.S | re.M)
    return str(text)


def test_a_table_of_html_is_printed_by_cells(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "page.html").write_text(HTML, encoding="utf-8")
    assert main([str(tmp_path / "page.html")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith("2 rows x 2 columns")
    assert lines[1] == "  caption: Table 1. Pulses."
    assert [line.split(" | ")[0].strip() for line in lines[2:]] == ["Device", "A"]
    assert lines[-1].endswith("| 1.2")


def test_tables_and_captions_of_a_pdf_stand_under_their_pages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    typst = pytest.importorskip("typst")
    (tmp_path / "in.typ").write_text(PAGES, encoding="utf-8")
    (tmp_path / "paper.pdf").write_bytes(typst.compile(str(tmp_path / "in.typ")))
    assert main([str(tmp_path / "paper.pdf")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "page 1"
    assert lines[1].startswith("Table 1: 3 rows x 2 columns")
    assert "  A      | 1.2" in lines
    assert lines[-2:] == ["page 2", "Table 2: a caption without a table that could be read"]


def test_doubts_and_captions_alone_are_named() -> None:
    note = ColumnUnsure(0, 1)
    assert parsed_cut_note(cut_note_text(note)) == note
    cells = (Cell(0, 0, "Device"), Cell(0, 1, "V"), Cell(1, 0, "A"), Cell(1, 1, "1.2", flags=(cut_note_text(note),)))
    reading = TableReading((Table(cells, page=2),), 3, pages=(PageSeen(2), PageSeen(3, captions=("Table 2",))))
    assert list(lines_of(reading)) == [
        "page 2",
        "table without a label: 2 rows x 2 columns",
        "  Device | V",
        "  A      | 1.2",
        "  doubt: row 2, column 2: column-unsure:0|1",
        "page 3",
        "Table 2: a caption without a table that could be read",
    ]


def test_a_character_of_a_document_cannot_steer_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "steers.csv").write_text("Device,V\n\x1b[2JA,1.2\n", encoding="utf-8")
    main([str(tmp_path / "steers.csv")])
    assert "\x1b" not in capsys.readouterr().out


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04 broken", b"%PDF-1.7\nbroken", b"\x89PNG\r\n\x1a\n\0\0"])
def test_bad_input_is_one_line_and_exit_code_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None
) -> None:
    path = tmp_path / "bad.pdf"
    if content is not None:
        path.write_bytes(content)
    assert main([str(path)]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert re.fullmatch(r"printed: bad\.pdf: [^\n]+; [^\n]+\n", told.err)


def test_the_example_of_the_readme_is_what_is_printed(tmp_path: Path) -> None:
    """In a process of its own, in which no other package of the wheel is imported."""
    (tmp_path / "pulses.csv").write_text("Device,Amplitude (V)\nA,1.2\nB,-0.8\n", encoding="utf-8")
    command, _, shown = blocks("console").partition("\n")
    assert command == "$ python -m printed pulses.csv"
    for given, said in ((["-m", "printed", "pulses.csv"], shown), (["-c", blocks("python")], blocks("text"))):
        done = subprocess.run([sys.executable, *given], cwd=tmp_path, capture_output=True, text=True, check=True)
        assert done.stdout == said
    asked = "import sys, printed.__main__, printed.tables.pdf.read; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert not {"memlit", "figcurves"} & {name.partition(".")[0] for name in done.stdout.split()}
