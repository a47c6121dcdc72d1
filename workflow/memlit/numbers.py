"""The one table of numbers: whatever a run computed and prints anywhere is a row of it, with what it came from.

Each rule writes the rows of its numbers to results/numbers/RULE.parquet; the report and the audit read them all. In
pandas: `pd.read_parquet("results/numbers")`.
"""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from memlit.datum import Result
from memlit.errors import RecordError
from memlit.files import rounded, write_bytes

_TEXT, _FLOAT = pa.string(), pa.float64()
NUMBER_COLUMNS = pa.schema(
    [
        ("id", _TEXT),
        ("kind", _TEXT),
        ("label", _TEXT),
        ("value", _FLOAT),
        ("low", _FLOAT),
        ("high", _FLOAT),
        ("unit", _TEXT),
        ("rule", _TEXT),
        ("inputs", pa.list_(_TEXT)),
        ("note", _TEXT),
    ]
)


def write_numbers(path: Path, results: Iterable[Result]) -> None:
    """Write one row for each id, floats with the digits of a record."""
    by_id = {result.id: result for result in results}
    columns = {name: [getattr(result, name) for result in by_id.values()] for name in NUMBER_COLUMNS.names}
    for name in ("value", "low", "high"):
        columns[name] = [None if number is None else float(rounded(number)) for number in columns[name]]
    sink = pa.BufferOutputStream()
    parquet.write_table(pa.table(columns, NUMBER_COLUMNS), sink)
    write_bytes(path, sink.getvalue().to_pybytes())


def read_numbers(paths: Iterable[Path]) -> list[Result]:
    """The numbers of several rules, in the order of the files. Raises RecordError for a file that is none of them."""
    found = []
    for path in paths:
        try:
            for batch in parquet.ParquetFile(path).iter_batches(columns=NUMBER_COLUMNS.names):
                found += [_result(row) for row in batch.to_pylist()]
        except (OSError, KeyError, pa.ArrowException) as error:
            reason = str(error).splitlines()[0]
            raise RecordError(str(path), f"cannot be read ({reason})", "delete it and run again") from None
    return found


def _result(row: dict[str, Any]) -> Result:
    """Of an id that many numbers were computed from, one text is held."""
    return Result(**{**row, "inputs": tuple(map(sys.intern, row["inputs"]))})
