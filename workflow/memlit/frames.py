"""Published tables as pandas frames: between rules as Parquet, and `memlit.frames.load("benchmark")` after a run.

A loaded frame has the id of each row as its index, a type for each column, and in `attrs` the title of the table and
the unit and the meaning of each column. Units are SI unless the frame says otherwise.

Between rules a frame has the columns that its table declares, a list as one text with `;` between, nothing where a cell
is empty. The CSV file is written from it; the Parquet file has any further columns of the frame too.
"""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from memlit.errors import RecordError
from memlit.files import FORMULA_STARTS, csv_field, csv_lines, printed_number, read_csv, whole_file, write_text
from memlit.published import DATA_FOLDER, Column, PublishedTable

_DICTIONARY = "dictionary.csv"
_RUN = "run: snakemake --cores 4"
DTYPES: Mapping[str, str] = {"string": "string", "number": "float64", "integer": "Int64", "boolean": "boolean"}
"""pandas' type of a column by its declared type."""
_ARROW = {"string": pa.string(), "number": pa.float64(), "integer": pa.int64(), "boolean": pa.bool_()}
SEVERAL = ";"
"""Parts the items of a list in a cell."""


def load(name: str, folder: Path | str = DATA_FOLDER) -> pd.DataFrame:
    """A table of a finished run by its name ("benchmark"), as results/data/dictionary.csv declares it.

    Raises RecordError where `folder` holds no finished run or no such table.
    """
    folder = Path(folder)
    file = f"{name.removesuffix('.csv')}.csv"
    declared = [row for row in read_csv(folder / _DICTIONARY) if row["file"] == file and row["type"]]
    if not declared:
        known = sorted({row["file"].removesuffix(".csv") for row in read_csv(folder / _DICTIONARY)})
        raise RecordError(str(folder / file), "is not a table of this run", f"write one of {', '.join(known)}")
    columns = tuple(
        Column[object](row["column"], row["meaning"], unit=row["unit"], type=row["type"])  # type: ignore[arg-type]
        for row in declared
    )
    return read(PublishedTable(file, declared[0]["title"], "", columns), folder / file)


def read(table: PublishedTable[Any], path: Path) -> pd.DataFrame:
    """The CSV file of a declared table as a typed frame. Raises RecordError where the columns differ."""
    types = {column.name: DTYPES[column.kind] for column in table.columns}
    if path.is_file() and (found := tuple(pd.read_csv(path, nrows=0).columns)) != table.names:
        raise RecordError(str(path), f"has the columns {', '.join(found)}", f"expected: {', '.join(table.names)}")
    try:
        frame = pd.read_csv(
            path,
            dtype=types,
            keep_default_na=False,
            na_values=[""],
        )
    except OSError:
        raise RecordError(str(path), "is missing", _RUN) from None
    frame.attrs = {
        "title": table.title,
        "units": {column.name: column.shown_unit for column in table.columns if column.shown_unit},
        "meanings": {column.name: column.meaning for column in table.columns},
    }
    return frame.set_index(table.key) if table.key else frame


class PublishedFrames(Mapping[str, pd.DataFrame]):
    """The published tables of a run by name, each read when it is asked for; here the id of a row is a column."""

    def __init__(self, tables: Iterable[PublishedTable[Any]], paths: Iterable[Path]) -> None:
        """tables: as they are declared; paths: the files that there are of them."""
        self._tables = {table.name: table for table in tables}
        self._paths = {path.stem: path for path in paths}

    def __getitem__(self, name: str) -> pd.DataFrame:
        table = self._tables[name]
        found = read(table, self._paths[name])
        return found.reset_index() if table.key else found

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def frame_of(table: PublishedTable[Any], items: Iterable[Any]) -> pd.DataFrame:
    """A row for each item, its cells as the columns of the table hold them."""
    return pd.DataFrame(cells_in_arrow(table, items).to_pandas())


def framed(table: PublishedTable[Any], cells: Mapping[str, Sequence[Any]]) -> pd.DataFrame:
    """A frame of columns of a table, typed as declared; None where a cell is empty."""
    return pd.DataFrame(_arrow(table, cells).to_pandas())


def cells_in_arrow(
    table: PublishedTable[Any], items: Iterable[Any], others: Mapping[str, Sequence[str]] | None = None
) -> pa.Table:
    """As `frame_of`, in Arrow's form, which takes a fraction of the memory; others: further columns of texts."""
    known = list(items)
    return _arrow(table, {**{column.name: _typed(column, known) for column in table.columns}, **(others or {})})


def _arrow(table: PublishedTable[Any], cells: Mapping[str, Sequence[Any]]) -> pa.Table:
    types = {column.name: _ARROW[column.kind] for column in table.columns}
    return pa.table({name: pa.array(own, types.get(name, pa.string())) for name, own in cells.items()})


def _typed(column: Column[Any], items: Sequence[Any]) -> list[Any]:
    turn, values = _TYPES[column.kind], column.values(items)
    if column.kind == "string":
        return [(value if type(value) is str or value is None else turn(value)) or None for value in values]
    return [None if value is None or value == "" else turn(value) for value in values]


def _text(value: Any) -> str | None:
    """A text as it stands, a list as one text, in which texts stay as they are."""
    if isinstance(value, str):
        return value
    if not isinstance(value, list | tuple):
        return str(value)
    return SEVERAL.join(item if isinstance(item, str) else csv_field(item) for item in value) or None


_TYPES: Mapping[str, Callable[[Any], Any]] = {"string": _text, "number": float, "integer": int, "boolean": bool}


def write_frame(table: PublishedTable[Any], frame: pd.DataFrame, csv_file: Path, parquet_file: Path) -> None:
    """Write a frame with the columns of a table as CSV and, with its further columns, as Parquet.

    Floats get the digits of a record.
    """
    types = {column.name: _ARROW[column.kind] for column in table.columns}
    others = [name for name in frame.columns if name not in types]
    schema = pa.schema([(name, types.get(name, pa.string())) for name in (*table.names, *others)])
    cells = pa.Table.from_pandas(frame, schema, preserve_index=False).replace_schema_metadata()
    write_arrow(table, cells, csv_file, parquet_file)


def write_csv_of(table: PublishedTable[Any], frame: pd.DataFrame, path: Path) -> None:
    """As `write_frame`, the CSV file alone."""
    # A frame without rows may lack columns: nothing was there to compute them of.
    rows = csv_lines(cells_of(frame, table.names)) if len(frame) else ""
    write_text(path, table.header + rows)


def write_arrow(table: PublishedTable[Any], cells: pa.Table, csv_file: Path, parquet_file: Path) -> None:
    """As `write_frame`, of a table in Arrow's form, some thousand rows at a time."""
    declared = {column.name: column for column in table.columns}
    numbers = [name for name, column in declared.items() if column.kind == "number"]
    with (
        whole_file(csv_file) as csv_temporary,
        whole_file(parquet_file) as parquet_temporary,
        csv_temporary.open("w", encoding="utf-8", newline="") as lines,
        parquet.ParquetWriter(parquet_temporary, cells.schema) as groups,
    ):
        lines.write(table.header)
        for start in range(0, cells.num_rows, _ROWS_AT_ONCE):
            part = cells.slice(start, _ROWS_AT_ONCE).combine_chunks()
            printed = {name: _csv_cells(part.column(name), column.kind) for name, column in declared.items()}
            csv.writer(lines, lineterminator="\n").writerows(zip(*printed.values(), strict=True))
            for name in numbers:
                digits = pa.array(printed[name], pa.string()).cast(pa.float64())
                part = part.set_column(part.column_names.index(name), name, digits)
            groups.write_table(part)


_ROWS_AT_ONCE = 20_000
_STARTS = pa.array(sorted(FORMULA_STARTS))


def _csv_cells(column: pa.ChunkedArray, kind: str) -> list[Any]:
    """The cells of a column as `csv_field` writes them; the writer itself leaves a cell that is None empty."""
    cells: list[Any] = column.to_pylist()
    if kind == "integer" or (kind == "string" and not _has_formula(column)):
        return cells
    written = printed_number if kind == "number" else csv_field
    return [None if cell is None else written(cell) for cell in cells]


def _has_formula(texts: pa.ChunkedArray) -> bool:
    """Whether a spreadsheet would take one of these texts for a formula."""
    return bool(pc.any(pc.is_in(pc.utf8_slice_codeunits(texts, 0, 1), value_set=_STARTS)).as_py())


def read_frame(path: Path, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """A frame that `write_frame` wrote, or these columns of it. Raises RecordError where the file is no such table."""
    return pd.DataFrame(read_arrow(path, columns).to_pandas())


def read_arrow(path: Path, columns: Sequence[str] | None = None, repeated: Sequence[str] = ()) -> pa.Table:
    """As `read_frame`, in Arrow's form, of which a cell is made when it is asked for; repeated: columns of few words,
    each of which stands in memory once.
    """
    try:
        file = parquet.ParquetFile(path, read_dictionary=repeated)
        found = file.read(columns=None if columns is None else list(columns))
        return found.select(columns or found.column_names)
    except (OSError, KeyError, pa.ArrowException) as error:
        reason = str(error).splitlines()[0]
        raise RecordError(str(path), f"cannot be read ({reason})", "delete it and run again") from None


def read_cells(path: Path, numbers: Sequence[str] = (), flags: Sequence[str] = ()) -> pd.DataFrame:
    """The CSV file of a published table: `numbers` as floats, `flags` as true or false, all other columns as text.

    Raises RecordError where the file is missing or lacks one of them.
    """
    try:
        frame = pd.read_csv(
            path,
            dtype=defaultdict(lambda: "str", dict.fromkeys(numbers, "float64")),
            keep_default_na=False,
            na_values=[""],
        )
    except OSError:
        raise RecordError(str(path), "is missing", _RUN) from None
    if lacking := [name for name in (*numbers, *flags) if name not in frame]:
        raise RecordError(str(path), f"has no column {', '.join(lacking)}", "delete it and run again")
    return frame.assign(**{name: frame[name] == "true" for name in flags})


def row_dicts(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Each row by column, None where a cell is empty."""
    names = [str(name) for name in frame.columns]
    return [dict(zip(names, cells, strict=True)) for cells in cells_of(frame)]


def cells_of(frame: pd.DataFrame, columns: Sequence[str] | None = None) -> Iterator[tuple[Any, ...]]:
    """The cells of `columns` a tuple a row, None where a cell is empty."""
    # pandas takes None, which its stubs do not say.
    cells = [frame[name].to_numpy(object, na_value=None).tolist() for name in columns or frame.columns]  # type: ignore[call-overload]
    return zip(*cells, strict=True)


def items_of(cell: Any) -> tuple[str, ...]:
    """The list that a cell of a frame holds, empty where the cell is."""
    return tuple(cell.split(SEVERAL)) if isinstance(cell, str) and cell else ()


def paired_items(keys: Any, items: Any) -> dict[str, str]:
    """The items of one list by those of another, two cells of a row."""
    return dict(zip(items_of(keys), items_of(items), strict=True))


def joined_by(keys: "pd.Series[Any]", texts: "pd.Series[str]") -> "pd.Series[str]":
    """The texts of each key as one list, in their order; joined by pandas this takes ten times as long."""
    found: dict[Any, list[str]] = {}
    for key, text in zip(keys, texts, strict=True):
        found.setdefault(key, []).append(text)
    return pd.Series({key: SEVERAL.join(own) for key, own in found.items()}, dtype="str")


def has_item(cells: "pd.Series[str]", item: str) -> "pd.Series[bool]":
    """Whether each cell of a column of lists holds an item."""
    return (SEVERAL + cells.fillna("") + SEVERAL).str.contains(f"{SEVERAL}{item}{SEVERAL}", regex=False)
