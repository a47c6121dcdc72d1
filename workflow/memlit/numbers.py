"""The one table of numbers: whatever a run computed and prints anywhere is a row of it, with what it came from.

A line of a published table leads to its numbers: the id of a number is the id of the line, `#` and a name.

Each rule writes the rows of its numbers to results/numbers/RULE.parquet; the report and the audit read them all. In
pandas: `pd.read_parquet("results/numbers")`.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
from pyarrow import parquet

from memlit.datum import Estimate, Result
from memlit.errors import CountError
from memlit.files import field_items, field_text, rounded_number, write_bytes
from memlit.frames import cells_of, items_of, read_arrow, row_dicts

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


def rows_of_results(results: Iterable[Result]) -> pd.DataFrame:
    """One row with NUMBER_COLUMNS for each id.

    A number that several records hold is one; raises CountError for two that differ and have one id.
    """
    by_id: dict[str, Result] = {}
    for result in results:
        if by_id.setdefault(result.id, result) != result:
            raise CountError("results/numbers", f"{result.id} is the id of two numbers", "give each an id of its own")
    columns = {name: [getattr(result, name) for result in by_id.values()] for name in NUMBER_COLUMNS.names}
    return pd.DataFrame(columns, dtype="object")


def write_number_rows(path: Path, rows: pd.DataFrame) -> None:
    """Write rows with NUMBER_COLUMNS, each id once, floats with the digits of a record."""
    digits = {name: rows[name].map(rounded_number, na_action="ignore") for name in ("value", "low", "high")}
    sink = pa.BufferOutputStream()
    cells = pa.Table.from_pandas(rows.assign(**digits), NUMBER_COLUMNS, preserve_index=False)
    parquet.write_table(cells.replace_schema_metadata(), sink)
    write_bytes(path, sink.getvalue().to_pybytes())


@dataclass(frozen=True)
class NumberColumn:
    """A column of a table whose cells are numbers of the run.

    id, label, unit and rule are texts in which a column of the same row stands in braces; by default the id of a number
    is the id of its row, `#` and the column. inputs: a column that lists ids, none where they are not listed; ends: the
    columns of its lower and its upper bound; keeps_empty: whether a cell without a value is a number too.
    """

    name: str
    label: str
    rule: str
    kind: str = "statistic"
    inputs: str = ""
    unit: str = "1"
    ends: tuple[str, str] | tuple[()] = ()
    id: str = "{id}#{column}"
    keeps_empty: bool = False

    def number(self, row: Mapping[str, Any]) -> tuple[Any, ...] | None:
        """The cells of NUMBER_COLUMNS for a row of the table; None where it has neither a value nor an end."""
        value, *ends = (row[name] for name in (self.name, *self.ends))
        if not self.keeps_empty and value is None and not any(end is not None for end in ends):
            return None
        low, high = ends or (None, None)
        texts = (self.id, self.label, self.unit, self.rule)
        number_id, label, unit, rule = (text.format(**row, column=self.name) for text in texts)
        inputs = items_of(row.get(self.inputs))
        return number_id, self.kind, label, value, low, high, unit, rule, inputs, None


def numbers_of_table(table: pd.DataFrame, *columns: NumberColumn) -> pd.DataFrame:
    """The numbers in these columns of a table, which has the id of a row as a column, with NUMBER_COLUMNS."""
    found = (column.number(row) for row in row_dicts(table) for column in columns)
    return pd.DataFrame([number for number in found if number], columns=NUMBER_COLUMNS.names)


_ROWS_AT_ONCE = 10_000
_REPEATED = ("kind", "label", "unit", "rule", "inputs.list.element")
"""What many rows share: each word stands in memory once."""


class NumbersOfRun(Mapping[str, Result]):
    """The numbers of a run by id. Each is made a `Result` when it is asked for: of many only a few are shown."""

    def __init__(self, rows: pa.Table) -> None:
        """rows: with NUMBER_COLUMNS; of rows with one id the last counts."""
        self._rows = rows
        self._places = {identifier: place for place, identifier in enumerate(rows["id"].to_pylist())}
        self._known: dict[str, Result] = {}

    def __getitem__(self, identifier: str) -> Result:
        if identifier not in self._known:
            (row,) = self._rows.slice(self._places[identifier], 1).to_pylist()
            self._known[identifier] = Result(**row)
        return self._known[identifier]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def numbers_in(rows: pd.DataFrame) -> NumbersOfRun:
    """The numbers of rows with NUMBER_COLUMNS by id."""
    return NumbersOfRun(pa.Table.from_pandas(rows, NUMBER_COLUMNS, preserve_index=False))


def numbers_of_run(paths: Iterable[Path]) -> NumbersOfRun:
    """The numbers of several rules by id. Raises RecordError for a file that is none of them."""
    tables = [_read(path) for path in paths]
    return NumbersOfRun(pa.concat_tables(tables) if tables else NUMBER_COLUMNS.empty_table())


def read_numbers(paths: Iterable[Path]) -> list[Result]:
    """The numbers of several rules, in the order of the files. Raises RecordError for a file that is none of them."""
    batches = (batch for path in paths for batch in _read(path).to_batches(_ROWS_AT_ONCE))
    return [_result(row) for batch in batches for row in batch.to_pylist()]


def _result(row: dict[str, Any]) -> Result:
    """Of an id that many numbers were computed from, one text is held."""
    return Result(**{**row, "inputs": tuple(map(sys.intern, row["inputs"]))})


def _read(path: Path) -> pa.Table:
    return read_arrow(path, NUMBER_COLUMNS.names, repeated=_REPEATED)


class PublishedLine:
    """A line of a published table: its cells are attributes with the names of the columns, None where a cell is empty.

    The column `class`, a word of Python, is `device_class`. A cell decides what is said; what is printed is a number of
    the run, with its id: `line.number("n_papers")`.
    """

    def __init__(self, cells: Mapping[str, Any], numbers: Mapping[str, Result]) -> None:
        self._cells = {"device_class" if name == "class" else name: cell for name, cell in cells.items()}
        self._numbers = numbers

    def __getattr__(self, name: str) -> Any:
        try:
            cell = self._cells[name]
        except KeyError:
            raise AttributeError(f"there is no column {name!r} in {', '.join(self._cells)}") from None
        return field_text(cell) if isinstance(cell, str) else cell

    def several(self, name: str) -> tuple[str, ...]:
        """The words of a cell that holds a list."""
        return field_items(self._cells[name])

    @property
    def own_number(self) -> Result:
        """The number that has the id of the line."""
        return self._numbers[self._cells["id"]]

    def number(self, name: str, of: str = "{id}") -> Result | None:
        """The number `ID#name`, None where there is none; of: how ID is made of the cells of the line."""
        return self._numbers.get(f"{of.format_map(self._cells)}#{name}")

    def interval(self, name: str, ends: tuple[str, str] | None = None, of: str = "{id}") -> Estimate | None:
        """The number `ID#name` with its `ends`, by default `ID#name_low` and `ID#name_high`; None without."""
        value = self.number(name, of)
        if value is None:
            return None
        low, high = ends or (f"{name}_low", f"{name}_high")
        return Estimate(value=value, low=self.number(low, of), high=self.number(high, of))


def published_lines(table: pd.DataFrame, numbers: Mapping[str, Result]) -> list[PublishedLine]:
    """The lines of a table, which has the id of a line as a column; numbers: of the run by id."""
    return [PublishedLine(dict(zip(table.columns, cells, strict=True)), numbers) for cells in cells_of(table)]
