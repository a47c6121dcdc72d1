"""CSV, TSV and XLSX files as tables: one a file, or one a sheet that holds something."""

import contextlib
import csv
import io
import re
import zipfile
import zlib
from collections import Counter
from itertools import product, takewhile
from pathlib import Path
from typing import Any

from printed.documents.kind import MOST_BYTES, bytes_of
from printed.documents.markup.text import MarkedText
from printed.errors import DocumentError, said_by
from printed.tables.model import Cell, Table, TableReading

MAX_CELLS = 2_000_000
MAX_FIELD = 1_000_000
DELIMITERS = ",\t;|"
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*["']([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})""")
_REMEDY = "save it again as UTF-8 CSV or XLSX"


def read_delimited(path: Path) -> TableReading:
    """The one table of a CSV or TSV file (RFC 4180 quoting, UTF-8 with or without a byte-order mark).

    Of comma, tab, semicolon and bar the one that gives the most rows of one length parts the fields. Leading lines
    that start with `#` become notes.
    """
    text, flags = _decode(path)
    lines = text.splitlines(keepends=True)
    comments = list(takewhile(lambda line: line.startswith("#"), lines))
    notes = tuple(line.lstrip("#").strip() for line in comments)
    body = "".join(lines[len(comments) :])
    rows = _rows(path, body, _choose_delimiter(body, path))
    while rows and not any(field.strip() for field in rows[-1]):
        rows.pop()
    n_cols = max((len(row) for row in rows), default=0)
    if not n_cols:
        return TableReading((), warnings=(f"{path.name}: the file holds no table",))
    if n_cols * len(rows) > MAX_CELLS:
        raise DocumentError(path.name, f"more than {MAX_CELLS} cells", "split the file")
    cells = []
    for number, row in enumerate(rows):
        for col, field in enumerate(map(str.strip, row)):
            cells.append(Cell(number, col, field, field))
        missing = ("short-row",) if row else ()
        for col in range(len(row), n_cols):
            cells.append(Cell(number, col, "", flags=missing))
    return TableReading((Table(tuple(cells), notes=notes, flags=flags),))


def _decode(path: Path) -> tuple[str, tuple[str, ...]]:
    data = bytes_of(path)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace"), ()
    if b"\0" in data:
        raise DocumentError(path.name, "holds NUL bytes, so it is no text table", _REMEDY)
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace"), ("encoding-guessed:cp1252",)


def _rows(path: Path, text: str, delimiter: str) -> list[list[str]]:
    csv.field_size_limit(MAX_FIELD)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise DocumentError(path.name, f"is not well-formed delimited text ({error})", _REMEDY) from error


def _choose_delimiter(text: str, path: Path) -> str:
    if path.suffix.lower() in (".tsv", ".tab"):
        return "\t"
    csv.field_size_limit(MAX_FIELD)
    sample = text[:200_000]
    # Of two that fit as well the first.
    return max(DELIMITERS, key=lambda delimiter: _consistency(sample, delimiter))


def _consistency(text: str, delimiter: str) -> tuple[float, int]:
    """The share of the rows that have the usual number of fields, and this number; nothing where that is one."""
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        return 0.0, 0
    counts = Counter(len(row) for row in rows if row)
    if not counts:
        return 0.0, 1
    usual = max(counts, key=lambda length: (counts[length], length))
    return (counts[usual] / counts.total() if usual > 1 else 0.0), usual


def read_xlsx(path: Path) -> TableReading:
    """One table for every sheet with content: merged cells as spans, values as the sheet displays them.

    A value whose display has fewer digits than the file stores carries the flag `stored:VALUE`. Values
    of formulas are those the spreadsheet program stored last.
    """
    import openpyxl

    _check_archive(path)
    try:
        book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()), data_only=True, rich_text=True)
    except MemoryError:
        raise
    except Exception as error:
        raise DocumentError(path.name, f"is no readable XLSX ({said_by(error)})", _REMEDY) from error
    tables, warnings = [], []
    for sheet in book.worksheets:
        table = _sheet_table(path, sheet)
        if table is None:
            warnings.append(f"{path.name}: sheet {sheet.title} is empty")
        else:
            tables.append(table)
            if table.flags:
                warnings.append(f"{path.name}: sheet {sheet.title} is hidden, and read all the same")
    return TableReading(tuple(tables), warnings=tuple(warnings))


def _check_archive(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(info.file_size for info in archive.infolist())
            merged = 0 if unpacked > 4 * MOST_BYTES else _merged_cells(archive)
    except (zipfile.BadZipFile, OSError) as error:
        raise DocumentError(path.name, "is a broken or encrypted XLSX", _REMEDY) from error
    if unpacked > 4 * MOST_BYTES:
        raise DocumentError(path.name, "unpacks to more than 256 MB", "split the workbook")
    if merged > MAX_CELLS:
        raise DocumentError(path.name, f"merges more than {MAX_CELLS} cells", "undo the merge")


def _merged_cells(archive: zipfile.ZipFile) -> int:
    """Cells that the merged ranges of all sheets cover; openpyxl makes an object of each."""
    from openpyxl.utils import range_boundaries

    count = 0
    for name in sorted(archive.namelist()):
        if not name.startswith("xl/worksheets/"):
            continue
        kept = b""
        # A part that can't be unpacked is named by openpyxl.
        with contextlib.suppress(zipfile.BadZipFile, zlib.error, RuntimeError), archive.open(name) as part:
            while piece := part.read(1 << 20):
                text, last = kept + piece, 0
                for found in _MERGED.finditer(text):
                    left, top, right, bottom = range_boundaries(found.group(1).decode())
                    count += (abs(right - left) + 1) * (abs(bottom - top) + 1)
                    last = found.end()
                kept = text[max(last, len(text) - 200) :]
    return count


def _sheet_table(path: Path, sheet: Any) -> Table | None:
    values = _values_of(path, sheet)
    if not values:
        return None
    spans = {(r.min_row, r.min_col): (r.max_row, r.max_col) for r in sheet.merged_cells.ranges}
    top, left = min(row for row, _ in values), min(col for _, col in values)
    ends = [*values, *(end for place, end in spans.items() if place in values)]
    bottom, right = max(row for row, _ in ends), max(col for _, col in ends)
    if (bottom - top + 1) * (right - left + 1) > MAX_CELLS:
        raise _too_many_cells(path, sheet)
    covered: set[tuple[int, int]] = set()
    cells = []
    for row, col in product(range(top, bottom + 1), range(left, right + 1)):
        if (row - top, col - left) in covered:
            continue
        end_row, end_col = spans.get((row, col), (row, col))
        rowspan, colspan = min(end_row, bottom) - row + 1, min(end_col, right) - col + 1
        text = _shown(values.get((row, col)))
        cells.append(Cell(row - top, col - left, text.plain, text.markup, rowspan, colspan, flags=text.flags))
        covered.update(cells[-1].places())
    is_hidden = sheet.sheet_state != "visible"
    return Table(tuple(cells), label=str(sheet.title), flags=("hidden-sheet",) if is_hidden else ())


def _values_of(path: Path, sheet: Any) -> dict[tuple[int, int], Any]:
    """The filled cells of a sheet by row and column, from 1."""
    values: dict[tuple[int, int], Any] = {}
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None and str(cell.value).strip():
                values[cell.row, cell.column] = cell
        if len(values) > MAX_CELLS:
            raise _too_many_cells(path, sheet)
    return values


def _too_many_cells(path: Path, sheet: Any) -> DocumentError:
    return DocumentError(path.name, f"sheet {sheet.title} has over {MAX_CELLS} cells", "split the workbook")


def _shown(cell: Any) -> MarkedText:
    """The text of one sheet cell as it is displayed (None: blank)."""
    if cell is None:
        return MarkedText("", "")
    value = cell.value
    flags: tuple[str, ...] = ()
    if isinstance(value, list):
        markup = "".join(_raised(str(part), getattr(part, "font", None)) for part in value)
        return MarkedText("".join(map(str, value)).strip(), markup.strip())
    if isinstance(value, bool):
        text = str(value).upper()
    elif isinstance(value, int | float):
        text, flags = _shown_number(value, str(cell.number_format))
    elif hasattr(value, "isoformat"):
        text = value.isoformat()
    else:
        text = str(value).strip()
    return MarkedText(text, _raised(text, cell.font), flags)


def _raised(text: str, font: Any) -> str:
    """The markup of a text as its font raises or lowers it."""
    tag = {"superscript": "sup", "subscript": "sub"}.get(getattr(font, "vertAlign", None) or "")
    return f"<{tag}>{text}</{tag}>" if tag and text else text


def _shown_number(value: float, number_format: str) -> tuple[str, tuple[str, ...]]:
    """The number in its format (ECMA-376 18.8.31: fixed, thousands, percent, scientific), else in full."""
    section = number_format.split(";")[0]
    plain = re.sub(r"\[[^]]*\]|\"[^\"]*\"|\\.|_.|\*.", "", section)
    full = str(value) if isinstance(value, int) else repr(value).removesuffix(".0")
    match = re.fullmatch(r"(#,##)?0(?:\.(0+))?(%|E\+0+)?", plain.strip(), re.IGNORECASE)
    if not match:
        known = plain.strip().lower() in ("general", "@", "")
        return full, () if known else (f"number-format:{number_format}",)
    comma, digits, kind = match.group(1), len(match.group(2) or ""), match.group(3) or ""
    if kind == "%":
        text, shown = f"{value * 100:.{digits}f}%", round(value * 100, digits) / 100
    else:
        text = f"{value:.{digits}E}" if kind else f"{value:{',' if comma else ''}.{digits}f}"
        shown = float(text.replace(",", ""))
    literal = (f"number-format:{number_format}",) if re.search(r"\"([^\"]*)\"", section) else ()
    return text, (*literal, f"stored:{full}") if abs(shown - value) > 1e-12 * abs(value) else literal
