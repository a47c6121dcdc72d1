"""Reading tables from delimited files, workbooks, JATS, HTML and broken documents."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import typst
from memlit.errors import DocumentError
from memlit.passages import read_passages
from memlit.sources.extract import read_document
from PIL import Image
from printed.tables import Table, read_tables, tables_as_json
from printed.tables.render import render_tables

from tests.builders import corpus, vocabulary


def _texts(table: Table) -> dict[tuple[int, int], str]:
    return {(c.row, c.col): c.text for c in table.cells}


def _covered_once(table: Table) -> bool:
    seen = [
        (r, c)
        for cell in table.cells
        for r in range(cell.row, cell.row + cell.rowspan)
        for c in range(cell.col, cell.col + cell.colspan)
    ]
    return sorted(seen) == [(r, c) for r in range(table.n_rows) for c in range(table.n_cols)]


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_csv_keeps_quotes_line_breaks_and_drops_the_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes('\ufeffdevice,"R, on"\r\n"say ""HfO2""","1\n2"\r\n'.encode())
    (table,) = read_tables(path).tables
    assert _texts(table) == {(0, 0): "device", (0, 1): "R, on", (1, 0): 'say "HfO2"', (1, 1): "1\n2"}


def test_semicolons_and_decimal_commas_are_told_from_the_delimiter(tmp_path: Path) -> None:
    (table,) = read_tables(_write(tmp_path / "a.csv", "V;I;t\n0,5;1,2;3\n1,0;2,4;3\n")).tables
    assert table.n_cols == 3
    assert _texts(table)[1, 0] == "0,5"


def test_comment_lines_above_a_csv_are_notes_and_short_rows_are_flagged(tmp_path: Path) -> None:
    (table,) = read_tables(_write(tmp_path / "a.csv", "# from the maker\na,b\n1\n")).tables
    assert table.notes == ("from the maker",)
    assert next(c for c in table.cells if (c.row, c.col) == (1, 1)).flags == ("short-row",)


def test_a_hidden_sheet_is_read_and_said_to_be_hidden(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["R_ON", "5 kΩ"])
    hidden = book.create_sheet("old values")
    hidden.append(["R_ON", "7 kΩ"])
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "book.xlsx")
    found = read_tables(tmp_path / "book.xlsx")
    assert [table.flags for table in found.tables] == [(), ("hidden-sheet",)]
    assert found.warnings == ("book.xlsx: sheet old values is hidden, and read all the same",)


def test_xlsx_gives_merged_cells_shown_values_and_raised_text(tmp_path: Path) -> None:
    import openpyxl
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "Device"
    sheet["B1"] = "Pulse"
    sheet.merge_cells("B1:C1")
    sheet["B2"], sheet["C2"] = "V", "ns"
    sheet["A3"] = CellRichText("10", TextBlock(InlineFont(vertAlign="superscript"), "5"))
    sheet["B3"], sheet["B3"].number_format = 0.0491, "0.0%"
    sheet["C3"], sheet["C3"].number_format = 123456.0, "0.00E+00"
    path = tmp_path / "a.bin"
    book.save(path)
    (table,) = read_tables(path).tables
    cells = {(c.row, c.col): c for c in table.cells}
    assert cells[0, 1].colspan == 2
    assert _covered_once(table)
    assert (cells[2, 0].text, cells[2, 0].markup) == ("105", "10<sup>5</sup>")
    assert (cells[2, 1].text, cells[2, 1].flags) == ("4.9%", ("stored:0.0491",))
    assert cells[2, 2].text == "1.23E+05"


JATS = """<?xml version="1.0"?>
<article xmlns:xlink="http://www.w3.org/1999/xlink"><body><p>text</p></body><floats-group>
<table-wrap id="t2"><label>Table 2</label><caption><title>TaO<sub>x</sub> cells</title></caption>
<table><thead><tr><th rowspan="2">Device</th><th colspan="2">R (&#937;)<sup>a</sup></th></tr>
<tr><th>on</th><th>off</th></tr></thead><tbody>
<tr><td rowspan="7">HfO<sub>2</sub></td><td>10<sup>5</sup></td><td><p>1.5 V</p><p>20 ns</p></td></tr>
<tr><td>3<break/>4</td></tr></tbody></table>
<table-wrap-foot><fn id="a"><label><sup>a</sup></label><p>read at 0.1 V</p></fn></table-wrap-foot></table-wrap>
<table-wrap><label>Table 3</label><graphic xlink:href="t3.png"/></table-wrap></floats-group></article>"""


def test_jats_spans_scripts_paragraphs_notes_and_pictures(tmp_path: Path) -> None:
    reading = read_tables(_write(tmp_path / "a.xml", JATS))
    (table,) = reading.tables
    cells = {(c.row, c.col): c for c in table.cells}
    assert (cells[0, 0].rowspan, cells[0, 1].colspan) == (2, 2)
    assert cells[0, 1].markup == "R (Ω)<sup>a</sup>"
    assert cells[2, 1].markup == "10<sup>5</sup>"
    assert cells[2, 2].text.split("\n") == ["1.5 V", "20 ns"]
    assert cells[3, 1].text.split("\n") == ["3", "4"]
    assert cells[2, 0].rowspan == 2
    assert "rowspan-cut:7" in cells[2, 0].flags
    assert _covered_once(table)
    assert table.label == "Table 2"
    assert "TaO<sub>x</sub>" in (table.caption or "")
    assert table.notes == ("<sup>a</sup> read at 0.1 V",)
    assert any("Table 3" in w for w in reading.warnings)


def test_xml_entities_are_neither_expanded_nor_fetched(tmp_path: Path) -> None:
    secret = _write(tmp_path / "secret", "TOP")
    head = f'<!DOCTYPE article [<!ENTITY a "{"x" * 3000}"><!ENTITY s SYSTEM "{secret.as_uri()}">]>'
    body = "<article><table-wrap><table><tr><td>&a;</td><td>&s;</td></tr></table></table-wrap></article>"
    (table,) = read_tables(_write(tmp_path / "a.xml", '<?xml version="1.0"?>' + head + body)).tables
    assert "TOP" not in str(table)
    assert len(str(table)) < 2000
    assert all(any(f.startswith("entity-not-read") for f in c.flags) for c in table.cells)


def test_nested_entities_end_in_an_error_at_once(tmp_path: Path) -> None:
    bomb = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
    text = f'<?xml version="1.0"?><!DOCTYPE article [<!ENTITY a0 "x">{bomb}]><article t="&a9;"/>'
    with pytest.raises(DocumentError):
        read_tables(_write(tmp_path / "a.xml", text))


def test_html_skips_layout_tables_and_reads_the_one_inside(tmp_path: Path) -> None:
    page = """<html><body><table><tr><td><table><caption>Table 1. R</caption><tr><th>a</th><th>b</th></tr>
    <tr><td>&gt;10<sup>12</sup></td><td>x<br>y</td></tr><tfoot><tr><td>sum</td><td>2</td></tr></tfoot>
    <tbody><tr><td>last</td><td>1</td></tr></tbody></table></td></tr></table></body></html>"""
    (table,) = read_tables(_write(tmp_path / "p.txt", page)).tables
    texts = _texts(table)
    assert texts[1, 0] == ">1012"
    assert next(c for c in table.cells if (c.row, c.col) == (1, 0)).markup == ">10<sup>12</sup>"
    assert texts[1, 1] == "x\ny"
    assert texts[3, 0] == "sum", "the foot is printed last"
    assert table.label == "Table 1"


def test_json_has_the_public_keys(tmp_path: Path) -> None:
    (entry,) = tables_as_json(read_tables(_write(tmp_path / "a.csv", "a,b\n1,\n")))
    assert {"page", "bbox", "caption", "notes", "cells"} <= set(entry)
    assert len(entry["cells"]) == 4
    assert all({"row", "col", "rowspan", "colspan", "text", "markup", "bbox"} <= set(c) for c in entry["cells"])


def test_terminal_view_shows_scripts_and_warnings(tmp_path: Path) -> None:
    from rich.console import Console

    console = Console(record=True, width=100, file=(tmp_path / "out").open("w"))
    console.print(render_tables(read_tables(_write(tmp_path / "a.xml", JATS))))
    shown = console.export_text()
    assert "10^{5}" in shown
    assert "warning:" in shown


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("empty.pdf", b"", "empty"),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Cat", "PDF"),
        ("bad.xml", b"<?xml version='1.0'?><article><table>", "XML"),
        ("bad.xlsx", b"PK\x03\x04 broken", "XLSX"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office"),
        ("nul.csv", b"a,b\n\0\0\0,1\n", "binary"),
    ],
)
def test_broken_files_raise_one_line(tmp_path: Path, name: str, data: bytes, word: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(DocumentError, match=word) as error:
        read_tables(path)
    assert "\n" not in str(error.value)


def test_missing_file_and_zip_bomb(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="cannot be opened"):
        read_tables(tmp_path / "none.pdf")
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for i in range(6):
            archive.writestr(f"xl/sheet{i}.xml", bytes(50_000_000), compresslevel=1)
    with pytest.raises(DocumentError, match="256 MB"):
        read_tables(bomb)


def test_html_that_is_cut_off_is_said_so(tmp_path: Path) -> None:
    whole = "<html><body><table><tr><td>V</td><td>t</td></tr><tr><td>1</td><td>2</td></tr></table></body></html>"
    page = tmp_path / "page.html"
    page.write_text(whole, encoding="utf-8")
    assert read_tables(page).warnings == ()
    page.write_text(whole[:70], encoding="utf-8")
    assert read_tables(page).warnings == ("page.html: ends before its </html>, so it may be cut off; fetch it again",)


def test_html_later_heads_nested_tables_and_spans_past_the_last_column(tmp_path: Path) -> None:
    page = """<html><body><table><thead><tr><th>a<th colspan=9>b</thead><tbody><tr><td>1<td>2</tbody>
    <thead><tr><th>c<th>d</thead><tbody><tr><td>3<td>p<table><tr><td>i<td>j<tr><td>4<td>5</table></tbody></table>
    </body></html>"""
    outer, inner = read_tables(_write(tmp_path / "a.html", page)).tables
    assert (outer.n_rows, outer.n_cols) == (4, 2)
    assert [c.text for c in outer.cells] == ["a", "b", "1", "2", "c", "d", "3", "p"]
    assert outer.cells[1].flags == ("colspan-cut:9",)
    assert outer.cells[-1].flags == ("nested-table",)
    assert [c.text for c in inner.cells] == ["i", "j", "4", "5"]


def test_a_table_that_is_a_picture_on_its_page_is_named_and_a_figure_beside_text_is_not(tmp_path: Path) -> None:
    Image.new("RGB", (400, 200), "grey").save(tmp_path / "shot.png")
    source = tmp_path / "page.typ"
    source.write_text(
        '#lorem(60)\n\nTable 2. Devices of this work.\n\n#image("shot.png", width: 60%)\n\n#lorem(60)\n\n'
        'Table 3. Not there.\n\n#lorem(120)\n\n#image("shot.png", width: 60%)\n\nFig. 1. A device.',
        encoding="utf-8",
    )
    path = tmp_path / "page.pdf"
    typst.compile(source, output=path, ignore_system_fonts=True)
    of_picture, of_nothing = read_tables(path).warnings
    assert of_picture == (
        "page.pdf: Table 2 on page 1 is a picture, nothing of it is read as text; "
        "transcribe it as table_2.csv where it has values"
    )
    assert "has a caption 'Table 3' but no table beside it" in of_nothing


@pytest.mark.parametrize("name", ["paper.docx", "paper.zip"])
def test_a_word_document_is_a_line_that_says_what_to_save_it_as(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    said = rf"^{name}: is a Word document, which is not read; save it as PDF or HTML$"
    with pytest.raises(DocumentError, match=said):
        read_tables(path)
    with pytest.raises(DocumentError, match=said):
        read_passages(path, vocabulary())


def test_a_word_document_of_a_folder_is_a_line_and_the_other_files_are_read(tmp_path: Path) -> None:
    folder = tmp_path / "sources/doe2020"
    folder.mkdir(parents=True)
    (folder / "paper.docx").write_bytes(b"PK\x03\x04")
    (folder / "table_1.csv").write_text("Device,R_ON\nA,26 MΩ\n", encoding="utf-8")
    document = read_document(corpus(tmp_path), "doe2020")
    assert [datum.printed.text for datum in document.data] == ["A", "26 MΩ"]
    assert document.warnings == (
        f"{folder.as_posix()}/paper.docx: is of a kind that is not read (.docx); save it as PDF or HTML",
    )


def test_an_archive_without_any_document_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "paper.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "nothing")
    with pytest.raises(DocumentError, match=r"paper\.zip: is a broken archive, or one without a document"):
        read_tables(path)
