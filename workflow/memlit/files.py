"""Reading and writing files: complete or not at all, sorted, byte-identical on every run."""

import csv
import hashlib
import io
import json
import math
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from memlit.errors import RecordError
from printed.files import TEMPORARY_MARK as TEMPORARY_MARK
from printed.files import whole_file as whole_file
from printed.files import write_bytes as write_bytes
from printed.files import write_text as write_text

SIGNIFICANT_DIGITS = 12
FORMULA_STARTS = frozenset("=+-@\t\r\uff1d\uff0b\uff0d\uff20")
"""Also in full width: a spreadsheet set to Chinese or Japanese takes those for formulas too."""
_MOST_FIELD = 1 << 30
"""Characters of a field: a list of all papers may be long, and what people print is limited where it is read."""


def sha256_of(path: Path | str) -> str:
    """Hex digest of the file's bytes."""
    with Path(path).open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def rounded(value: Any) -> Any:
    """`value` with every float rounded to 12 significant digits; infinities become "inf" and "-inf"."""
    kind = type(value)
    # Most of a record is text: the test of its exact type avoids the slow test for abstract types.
    if kind is str or value is None or kind is int or kind is bool:
        return value
    if kind is dict:
        return {key: rounded(item) for key, item in value.items()}
    if isinstance(value, float):
        if math.isinf(value):
            return "inf" if value > 0 else "-inf"
        return rounded_number(value)
    if isinstance(value, list | tuple):
        return [rounded(item) for item in value]
    if isinstance(value, Mapping):
        return {key: rounded(item) for key, item in value.items()}
    return value


def printed_number(value: float) -> str:
    """`value` to 12 significant digits, as a table has it."""
    return f"{value:.{SIGNIFICANT_DIGITS}g}"


def rounded_number(value: float) -> float:
    """`value` to 12 significant digits."""
    return float(printed_number(value))


def json_line(value: Any) -> str:
    """One line of JSON with sorted keys."""
    return json.dumps(rounded(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def json_text(value: Any) -> str:
    """JSON for a person: sorted keys, indented, a newline at the end."""
    return json.dumps(rounded(value), sort_keys=True, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def empty_folder(path: Path) -> Path:
    """The folder, made anew with nothing in it."""
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    return path


def write_json(path: Path, value: Any) -> None:
    """Write JSON for a person, see `json_text`."""
    write_text(path, json_text(value))


def write_compact_json(path: Path, value: Any) -> None:
    """Write a record for the next stage on one line: indenting one of 10,000 papers would take twenty times as long."""
    write_text(path, json_line(value) + "\n")


def write_pieces(path: Path, pieces: Iterable[str | bytes]) -> None:
    """Write text piece by piece, so that a large file is never completely in memory."""
    with whole_file(path) as temporary, temporary.open("wb") as stream:
        stream.writelines(piece.encode("utf-8") if isinstance(piece, str) else piece for piece in pieces)


def read_json(path: Path) -> Any:
    """The JSON in `path`; a missing file or broken JSON is a RecordError, with the line."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise RecordError(str(path), "is missing", "run snakemake again, or restore it") from None
    except json.JSONDecodeError as error:
        raise RecordError(
            f"{path}:{error.lineno}", f"is not JSON ({error.msg})", "fix it, or make the file again"
        ) from None
    except UnicodeDecodeError:
        raise RecordError(str(path), "is not UTF-8 text", "save it as UTF-8") from None


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Write each text as one line."""
    write_text(path, "".join(f"{line}\n" for line in lines))


def text_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Lines of a file with their numbers from 1, without their ends."""
    with path.open(encoding="utf-8") as stream:
        for number, line in enumerate(stream, start=1):
            yield number, line.rstrip("\n")


def read_json_lines(path: Path) -> Iterator[Any]:
    """Each line's JSON; a broken line is a RecordError with its number."""
    for number, line in text_lines(path):
        yield read_json_line(line, path, number)


def read_json_line(line: str, path: Path, number: int) -> Any:
    """The JSON of line `number` of `path`."""
    try:
        return json.loads(line)
    except json.JSONDecodeError as error:
        raise RecordError(f"{path}:{number}", f"is not JSON ({error.msg})", "delete the file and run again") from None


def csv_field(value: Any) -> str:
    """A CSV field: empty for None, 12 significant digits for floats, text that a spreadsheet does not take for a
    formula.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        if value[:1] in FORMULA_STARTS and len(value) > 1 and not _is_number(value):
            return "'" + value
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return printed_number(value)
    if isinstance(value, list | tuple):
        return ";".join(csv_field(item) for item in value)
    return csv_field(str(value))


def field_text(cell: str | None) -> str:
    """The text that `csv_field` wrote as `cell`, "" where there is none."""
    return cell[1:] if cell and cell[0] == "'" and cell[1:2] in FORMULA_STARTS else cell or ""


def field_items(cell: str | None) -> tuple[str, ...]:
    """The texts of the list that `csv_field` wrote as `cell`."""
    return tuple(map(field_text, cell.split(";"))) if cell else ()


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """CSV with a header line; a column that a row lacks is empty, an unknown one is an error."""
    known = set(columns)

    def cells(row: Mapping[str, Any]) -> list[Any]:
        if unknown := sorted(row.keys() - known):
            raise ValueError(f"no such columns: {', '.join(unknown)}")
        return [row.get(name) for name in columns]

    return csv_header(columns) + csv_lines(map(cells, rows))


def csv_header(columns: Sequence[str]) -> str:
    """The header line of a CSV."""
    return csv_lines([columns])


def csv_lines(rows: Iterable[Sequence[Any]]) -> str:
    """The lines of a CSV, of the values of each row in the order of the columns."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows([csv_field(value) for value in row] for row in rows)
    return buffer.getvalue()


def write_csv(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Write a CSV with a header line, see `csv_text`."""
    write_text(path, csv_text(columns, rows))


def read_csv(path: Path, columns: Sequence[str] | None = None) -> list[dict[str, str]]:
    """Rows of a CSV file as printed; if `columns` is given, the header must have exactly these. Raises RecordError,
    with the line, if the file is missing, not UTF-8 text or not such a table.
    """
    return [row for _, row in numbered_rows(path, columns)]


def numbered_rows(path: Path, columns: Sequence[str] | None = None) -> list[tuple[int, dict[str, str]]]:
    """As `read_csv`, each row with the number of its first line in the file."""
    csv.field_size_limit(_MOST_FIELD)
    reader = csv.reader(io.StringIO(_csv_source(path), newline=""))
    rows: list[tuple[int, dict[str, str]]] = []
    header: list[str] | None = None
    line = 1
    try:
        for fields in reader:
            start, line = line, reader.line_num + 1
            if not fields:
                continue
            if header is None:
                header = _checked_header(path, fields, columns)
            elif len(fields) != len(header):
                raise RecordError(
                    f"{path}:{start}",
                    f"has {len(fields)} fields where the header has {len(header)}",
                    "quote fields that hold a comma, and fill the row",
                )
            else:
                rows.append((start, dict(zip(header, fields, strict=True))))
    except csv.Error as error:
        raise RecordError(f"{path}:{line}", f"is not CSV ({error})", "save it as UTF-8 CSV") from None
    if header is None:
        raise RecordError(str(path), "is empty", "give it a header line")
    return rows


def rows_with_lines(path: Path, columns: Sequence[str] | None = None) -> tuple[str, list[tuple[dict[str, str], str]]]:
    """What stands above the first row, and each row with its own lines as they are, to keep the others' bytes.

    columns: as for `read_csv`.
    """
    rows = numbered_rows(path, columns)
    lines = list(io.StringIO(path.read_bytes().decode("utf-8"), newline=""))
    starts = [number - 1 for number, _ in rows] + [len(lines)]
    pieces = ["".join(lines[start:end]) for start, end in pairwise(starts)]
    return "".join(lines[: starts[0]]), [(row, piece) for (_, row), piece in zip(rows, pieces, strict=True)]


def _csv_source(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise RecordError(str(path), "is missing", "supply it") from None
    except UnicodeDecodeError:
        raise RecordError(str(path), "is not UTF-8 text", "save it as UTF-8 CSV") from None


def _checked_header(path: Path, header: list[str], columns: Sequence[str] | None) -> list[str]:
    if columns is not None and header != list(columns):
        raise RecordError(f"{path}:1", f"header is {','.join(header)}", f"write {','.join(columns)}")
    repeated = sorted({name for name in header if header.count(name) > 1})
    if repeated:
        raise RecordError(f"{path}:1", f"names the column {repeated[0]} twice", "rename or remove one of the two")
    return header
