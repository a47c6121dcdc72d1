"""Broken and hostile documents: one typed line each, in bounded time, and the next document is read."""

from __future__ import annotations

import contextlib
import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from memlit.errors import DocumentError
from memlit.sources.extract import read_document
from memlit.worker import Worker
from printed.tables.model import Table
from printed.tables.read import read_tables

from tests.builders import corpus

GOOD = "Device,R_ON\nA,26 MΩ\n"


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of the given objects, numbered from 1; the first is the catalogue."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    out.write(b"trailer\n<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start))
    return out.getvalue()


CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"


def page_drawing(content: bytes) -> bytes:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
    stream = b"<</Length %d>>\nstream\n%b\nendstream" % (len(content), content)
    return pdf(CATALOGUE, PAGES, page, stream, b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")


def truncated_pdf() -> bytes:
    return page_drawing(b"BT /F 12 Tf 50 700 Td (A) Tj ET")[:120]


def encrypted_pdf() -> bytes:
    blank = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]>>"
    key = b"<" + b"ab" * 32 + b">"
    lock = b"<</Filter/Standard/V 2/R 3/Length 128/P -4/O %b/U %b>>" % (key, key)
    return pdf(CATALOGUE, PAGES, blank, lock, trailer=b"/Encrypt 4 0 R/ID[<00><00>]")


def endless_pages() -> bytes:
    """A page tree whose node holds itself."""
    return pdf(CATALOGUE, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000>>")


def crowded_pdf() -> bytes:
    """Two hundred thousand strokes and half as many letters on one page, a hundred times what a page holds."""
    rules = b"".join(b"0 %d m 600 %d l S\n" % (y % 800, y % 800) for y in range(200_000))
    letters = b"BT /F 1 Tf 1 0 0 1 9 9 Tm " + b"(A) Tj 1 0 Td " * 100_000 + b"ET"
    return page_drawing(rules + letters)


def entity_bomb() -> bytes:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    start = f'<?xml version="1.0"?><!DOCTYPE article [<!ENTITY e0 "lol">{levels}]>'
    return f"{start}<article><table-wrap><table><tr><td>&e11;</td></tr></table></table-wrap></article>".encode()


def outside_entity() -> bytes:
    start = '<?xml version="1.0"?><!DOCTYPE article [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    rows = "<tr><td>a</td><td>&x;</td></tr><tr><td>b</td><td>c</td></tr>"
    return f"{start}<article><table-wrap><table>{rows}</table></table-wrap></article>".encode()


def deep_xml() -> bytes:
    return b"<article>" + b"<sec>" * 200_000 + b"</sec>" * 200_000 + b"</article>"


def deep_html() -> bytes:
    return b"<html><body>" + b"<table><tr><td>" * 50_000 + b"x" + b"</body></html>"


def deep_cell() -> bytes:
    cell = b"<sup>" * 100_000 + b"2"
    return b"<html><body><table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>" + cell + b"</td></tr></table>"


def billion_spans() -> bytes:
    row = b"<tr><td rowspan=1000000000 colspan=1000000000>a</td><td>b</td></tr>"
    return b"<html><body><table>" + row * 1000 + b"</table></body></html>"


def workbook(sheet: bytes, repeat: int = 1) -> bytes:
    """A workbook of one sheet with `sheet` between its tags, the bytes repeated."""
    out = io.BytesIO()
    types = (
        b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        b'<Override PartName="/xl/workbook.xml" ContentType='
        b'"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
    )
    link = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%b" Target="%b"/></Relationships>'
    )
    book = (
        b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        b'<sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>'
    )
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("_rels/.rels", link % (b"officeDocument", b"xl/workbook.xml"))
        archive.writestr("xl/_rels/workbook.xml.rels", link % (b"worksheet", b"worksheets/sheet1.xml"))
        archive.writestr("xl/workbook.xml", book)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            part.write(b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">')
            for _ in range(repeat):
                part.write(sheet)
            part.write(b"</worksheet>")
    return out.getvalue()


def zip_bomb() -> bytes:
    """A workbook of 0.5 MB that unpacks to 500 MB."""
    return workbook(b" " * 1_000_000, repeat=500)


def lying_zip() -> bytes:
    """The same, its directory saying that it unpacks to next to nothing."""
    content = zip_bomb()
    start = content.rindex(b"PK\x01\x02")
    return content[: start + 24] + (200).to_bytes(4, "little") + content[start + 28 :]


def merged_sheet() -> bytes:
    """One cell merged over all of a sheet: 17 thousand million positions."""
    cell = b'<c r="A1" t="inlineStr"><is><t>a</t></is></c>'
    merge = b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    return workbook(b"<sheetData><row>" + cell + b"</row></sheetData>" + merge)


def wide_csv() -> bytes:
    return (b"1," * 1_500 + b"\n") * 1_500


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "truncated.pdf": (truncated_pdf, "is no readable PDF"),
    "encrypted.pdf": (encrypted_pdf, "is encrypted"),
    "bomb.xml": (entity_bomb, "is no well-formed XML"),
    "deep.xml": (deep_xml, "is no well-formed XML"),
    "bomb.xlsx": (zip_bomb, "unpacks to more than 256 MB"),
    "lying.xlsx": (lying_zip, "is no readable XLSX"),
    "merged.xlsx": (merged_sheet, "merges more than 2000000 cells"),
    "wide.csv": (wide_csv, "more than 2000000 cells"),
}
READ: dict[str, Callable[[], bytes]] = {
    "endless.pdf": endless_pages,
    "crowded.pdf": crowded_pdf,
    "outside.xml": outside_entity,
    "deep.html": deep_html,
    "cell.html": deep_cell,
    "spans.html": billion_spans,
}
"""These may be read in part or refused, as their reader finds; never without bounds."""


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker() as process:
        yield process


def _next_is_read(worker: Worker, folder: Path) -> None:
    path = folder / "good.csv"
    path.write_text(GOOD, encoding="utf-8")
    (table,) = worker.call(path.name, read_tables, path).tables
    assert [cell.text for cell in table.cells] == ["Device", "R_ON", "A", "26 MΩ"]


@pytest.mark.parametrize("name", REFUSED)
def test_hostile_document_is_one_typed_line(worker: Worker, tmp_path: Path, name: str) -> None:
    make, said = REFUSED[name]
    path = tmp_path / name
    path.write_bytes(make())
    with pytest.raises(DocumentError) as caught:
        worker.call(path.name, read_tables, path)
    line = str(caught.value)
    assert line.startswith(f"{name}: "), line
    assert said in line
    assert "\n" not in line
    _next_is_read(worker, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("name", READ)
def test_document_out_of_measure_is_bounded(worker: Worker, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(READ[name]())
    tables: tuple[Table, ...] = ()
    with contextlib.suppress(DocumentError):
        tables = worker.call(path.name, read_tables, path).tables
    assert sum(len(table.cells) for table in tables) <= 2_000_000
    assert not any("root:" in cell.text for table in tables for cell in table.cells)
    _next_is_read(worker, tmp_path)


def test_run_goes_on_and_names_the_hostile_documents(tmp_path: Path) -> None:
    for key, name, content in [
        ("bomb2020", "bomb.xlsx", zip_bomb()),
        ("good2020", "table_1.csv", GOOD.encode()),
        ("locked2020", "paper.pdf", encrypted_pdf()),
    ]:
        (tmp_path / "sources" / key).mkdir(parents=True)
        (tmp_path / "sources" / key / name).write_bytes(content)
    bomb, good, locked = (read_document(corpus(tmp_path), key) for key in ("bomb2020", "good2020", "locked2020"))
    assert [document.status for document in (bomb, good, locked)] == ["excluded", "new", "excluded"]
    assert bomb.reason == f"{tmp_path}/sources/bomb2020/bomb.xlsx: unpacks to more than 256 MB; split the workbook"
    assert locked.unreadable == (
        f"{tmp_path}/sources/locked2020/paper.pdf: is encrypted; save a copy without a password",
    )
    assert [datum.printed.text for datum in good.data] == ["A", "26 MΩ"]


LONG = "D" * 140_000
"""More than a published table can hold in a cell: Python's reader of CSV takes 131,072 characters."""
GOOD_TABLE = "<table><tr><td>Device</td><td>R_ON</td></tr><tr><td>A</td><td>26 MΩ</td></tr></table>"
LONG_TABLE = GOOD_TABLE.replace("<td>A</td>", f"<td>{LONG}</td>")
LONG_SHEET = (
    '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Device</t></is></c></row>'
    f'<row r="2"><c r="A2" t="inlineStr"><is><t>{LONG[:30_000]}</t></is></c></row></sheetData>'
)
LONG_CELLS: dict[str, tuple[bytes, str]] = {
    "table_1.csv": (f"Device,R_ON\n{LONG},26 MΩ\n".encode(), "row 1, column 0 has 140000 characters"),
    "cell.html": (f"<html>{LONG_TABLE}{GOOD_TABLE}</html>".encode(), "row 1, column 0 has 140000 characters"),
    "markup.html": (
        f"<html>{GOOD_TABLE.replace('26', 'x<sup>2</sup>' * 1_000)}</html>".encode(),
        "row 1, column 1 has 13003 characters",
    ),
    "caption.html": (
        f"<html>{GOOD_TABLE.replace('<table>', f'<table><caption>Table 1. {LONG}</caption>')}</html>".encode(),
        "its caption has 140",
    ),
    "jats.xml": (
        f"<article><table-wrap>{LONG_TABLE}</table-wrap></article>".encode(),
        "row 1, column 0 has 140000 characters",
    ),
    "sheet.xlsx": (workbook(LONG_SHEET.encode()), "row 1, column 0 has 30000 characters"),
}


@pytest.mark.parametrize("name", LONG_CELLS)
def test_a_table_with_a_text_longer_than_any_print_is_a_line_and_not_read(tmp_path: Path, name: str) -> None:
    content, said = LONG_CELLS[name]
    (tmp_path / name).write_bytes(content)
    reading = read_tables(tmp_path / name)
    (line,) = (line for line in reading.warnings if "is not read" in line)
    assert line.startswith(f"{name}: table 1 is not read: {said}")
    assert "a print has at most 4000" in line
    assert len(line) < 300
    assert LONG[:5_000] not in "".join(cell.text for one in reading.tables for cell in one.cells)
    assert len(reading.tables) == (1 if name == "cell.html" else 0), "another table of the document is read"


def test_a_value_of_a_sentence_longer_than_any_print_is_a_line(tmp_path: Path) -> None:
    (tmp_path / "sources/doe2020").mkdir(parents=True)
    sentence = "The set voltage of the device was {} V and its pulse width was 50 ns."
    page = f"<html><body><p>{sentence.format('1.' + '0' * 140_000)}</p><p>{sentence.format('1.2')}</p></body></html>"
    (tmp_path / "sources/doe2020/paper.html").write_text(page, encoding="utf-8")
    document = read_document(corpus(tmp_path), "doe2020")
    assert "1.2 V" in {datum.printed.text for datum in document.data}
    assert max(len(datum.printed.text) for datum in document.data) < 4_001
    assert all(len(line) < 2_500 for line in (*document.warnings, *document.problems))
