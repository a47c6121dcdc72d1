"""Published tables as pandas frames: between rules as Parquet, and `memlit.frames.load("benchmark")` after a run.

A loaded frame has the id of each row as its index, a type for each column, and in `attrs` the title of the table and
the unit and the meaning of each column. Units are SI unless the frame says otherwise.

Between rules a frame has the columns that its table declares, a list as one text with `;` between, nothing where a cell
is empty. The CSV file is written from it; the Parquet file has any further columns of the frame too.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
from pyarrow import parquet

from memlit.errors import RecordError
from memlit.files import csv_field, csv_lines, read_csv, rounded, write_bytes, write_text
from memlit.published import DATA_FOLDER, Column, PublishedTable

_DICTIONARY = "dictionary.csv"
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


def read(table: PublishedTable[object], path: Path) -> pd.DataFrame:
    """The CSV file of a declared table as a typed frame. Raises RecordError where the columns differ."""
    types = {column.name: DTYPES[column.kind] for column in table.columns}
    if path.is_file() and (found := tuple(pd.read_csv(path, nrows=0).columns)) != table.names:
        raise RecordError(str(path), f"has the columns {', '.join(found)}", f"expected: {', '.join(table.names)}")
    try:
        frame = pd.read_csv(
            path, dtype=types, keep_default_na=False, na_values=[""], true_values=["yes"], false_values=["no"]
        )
    except OSError:
        raise RecordError(str(path), "is missing", "run: snakemake --cores 4") from None
    frame.attrs = {
        "title": table.title,
        "units": {column.name: column.shown_unit for column in table.columns if column.shown_unit},
        "meanings": {column.name: column.meaning for column in table.columns},
    }
    return frame.set_index(table.key) if table.key else frame


def frame_of(table: PublishedTable[Any], items: Iterable[Any]) -> pd.DataFrame:
    """A row for each item, its cells as the columns of the table hold them."""
    known = list(items)
    return framed(table, {column.name: _typed(column, known) for column in table.columns})


def framed(table: PublishedTable[Any], cells: Mapping[str, Sequence[Any]]) -> pd.DataFrame:
    """A frame of columns of a table, typed as declared; None where a cell is empty."""
    types = {column.name: _ARROW[column.kind] for column in table.columns}
    found = pa.table({name: pa.array(own, types.get(name, pa.string())) for name, own in cells.items()})
    return pd.DataFrame(found.to_pandas())


def _typed(column: Column[Any], items: Iterable[Any]) -> list[Any]:
    turn = _TYPES[column.kind]
    return [None if value is None or value == "" else turn(value) for value in column.values(items)]


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
    names = (*table.names, *others)
    schema = pa.schema([(name, types.get(name, pa.string())) for name in names])
    numbers = [column.name for column in table.columns if column.kind == "number"]
    frame = frame.assign(**{name: frame[name].map(rounded).astype("float64") for name in numbers})
    cells = pa.Table.from_pandas(frame, schema, preserve_index=False).combine_chunks().replace_schema_metadata()
    columns = [cells.column(name).to_pylist() for name in table.names]
    write_text(csv_file, table.header + csv_lines(zip(*columns, strict=True)))
    sink = pa.BufferOutputStream()
    parquet.write_table(cells, sink)
    write_bytes(parquet_file, sink.getvalue().to_pybytes())


def read_frame(path: Path, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """A frame that `write_frame` wrote, or these columns of it. Raises RecordError where the file is no such table."""
    return pd.DataFrame(read_columns(path, columns).to_pandas())


def read_columns(path: Path, columns: Sequence[str] | None = None) -> pa.Table:
    """As `read_frame`, in Arrow's form, of which a cell is made when it is asked for."""
    try:
        found = parquet.ParquetFile(path).read(columns=None if columns is None else list(columns))
        return found.select(columns or found.column_names)
    except (OSError, KeyError, pa.ArrowException) as error:
        reason = str(error).splitlines()[0]
        raise RecordError(str(path), f"cannot be read ({reason})", "delete it and run again") from None


def cells_of(frame: pd.DataFrame, columns: Sequence[str] | None = None) -> Iterator[tuple[Any, ...]]:
    """The cells of `columns` a tuple a row, None where a cell is empty."""
    cells = []
    for name in columns or frame.columns:
        own = frame[name]
        cells.append(own.astype(object).where(own.notna(), None).tolist())
    return zip(*cells, strict=True)


def items_of(cell: Any) -> tuple[str, ...]:
    """The list that a cell of a frame holds, empty where the cell is."""
    return tuple(cell.split(SEVERAL)) if isinstance(cell, str) else ()


def has_item(cells: "pd.Series[str]", item: str) -> "pd.Series[bool]":
    """Whether each cell of a column of lists holds an item."""
    return (SEVERAL + cells.fillna("") + SEVERAL).str.contains(f"{SEVERAL}{item}{SEVERAL}", regex=False)
