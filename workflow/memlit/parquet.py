"""Parquet beside the CSV file of a published table: typed columns, of which a rule reads those it needs.

The cells are those of the CSV file, so the two say the same. pyarrow is imported where a table is read or written.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from memlit.errors import RecordError
from memlit.files import write_bytes
from memlit.published import PublishedTable


def write_parquet(table: PublishedTable[Any], csv_file: Path, path: Path) -> None:
    """Write a table's CSV file again, each column as it is declared."""
    import pyarrow as pa
    from pyarrow import csv, parquet

    types = {"string": pa.string(), "number": pa.float64(), "integer": pa.int64(), "boolean": pa.bool_()}
    cells = csv.read_csv(
        csv_file,
        parse_options=csv.ParseOptions(newlines_in_values=True),
        convert_options=csv.ConvertOptions(
            column_types={column.name: types[column.kind] for column in table.columns},
            null_values=[""],
            strings_can_be_null=True,
            true_values=["true"],
            false_values=["false"],
        ),
    )
    sink = pa.BufferOutputStream()
    parquet.write_table(cells.combine_chunks(), sink)
    write_bytes(path, sink.getvalue().to_pybytes())


def read_parquet(path: Path, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """The cells of `columns`, a tuple a row, None where a cell is empty.

    Raises RecordError where the file is no such table.
    """
    import pyarrow as pa
    from pyarrow import parquet

    try:
        # A table that is read as a set of files would import pandas.
        found = parquet.ParquetFile(path).read(columns=list(columns))
        return zip(*(found.column(name).to_pylist() for name in columns), strict=True)
    except (OSError, KeyError, pa.ArrowException) as error:
        reason = str(error).splitlines()[0]
        raise RecordError(str(path), f"cannot be read ({reason})", "delete it and run again") from None


def read_table_rows(table: PublishedTable[Any], path: Path) -> Iterator[dict[str, Any]]:
    """All cells of a table, a row at a time by column, as `read_parquet` has them."""
    names = table.names
    return (dict(zip(names, cells, strict=True)) for cells in read_parquet(path, names))
