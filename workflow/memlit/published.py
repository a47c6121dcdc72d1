"""Published tables: title, rule, columns, meanings and units of each stand in one `tables.yaml` beside its code.

    classes:
      title: Medians by set, class, role, pulse and metric
      rule: classes
      columns:
        id: set, class, role, pulse and metric
        n_papers: {type: integer, meaning: papers with the metric known as a point}
        median: {unit: column unit, meaning: median over papers with evidence}

A column without unit or type holds text; "1" is the unit of a ratio, "column x" where column x of the row names it.
The code says beside it what a column holds of a row, where it is not the attribute of its name:

    CLASSES: PublishedTable[ClassSummary] = published_table(__file__, "classes", {"n_papers": "counts.known"})

The CSV file, the data dictionary, the data package, the page of the docs and `memlit.frames` follow from the YAML.
"""

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar

from pydantic import model_validator

from memlit.datum import Result, p_of
from memlit.files import csv_header, csv_lines, read_csv, write_text
from printed.yaml_files.checked import Section, validated
from printed.yaml_files.read import read_yaml

_Kind = Literal["string", "number", "integer", "boolean"]
Item = TypeVar("Item")
Of = Callable[[Any], Any] | str
"""What a column holds of a row: the dotted path of an attribute, or a function of the row."""
_READERS: dict[_Kind, Callable[[str], Any]] = {
    "string": str,
    "number": float,
    "integer": int,
    "boolean": "true".__eq__,
}
DATA_FOLDER = Path("results/data")


@dataclass(frozen=True)
class Column(Generic[Item]):
    """A column of a published table.

    of: what the column holds of an item: a function, or the dotted path of an attribute, by default the column's name.
    A Result stands for its number.
    unit: of a number, in SI or as named, "1" for a ratio, "column x" where column x of the same row names it. type:
    "number" where there is a unit, else "string". allowed: the only values of a column of words.
    """

    name: str
    meaning: str
    of: Callable[[Item], Any] | str | None = None
    unit: str = ""
    type: _Kind | None = None
    allowed: tuple[str, ...] = ()

    @property
    def kind(self) -> _Kind:
        """The type of the column's values."""
        return self.type or ("number" if self.unit else "string")

    @property
    def shown_unit(self) -> str:
        """The unit of a number, "1" where it has none; empty for all other types."""
        return (self.unit or "1") if self.kind == "number" else ""

    @property
    def holds(self) -> Callable[[Item], Any]:
        """What the column holds of an item."""
        return held(self.of or self.name)

    def value(self, item: Item) -> Any:
        """The cell of `item`."""
        return _number_of(self.holds(item))

    def values(self, items: Sequence[Item]) -> list[Any]:
        """The cells of `items`."""
        of = self.of or self.name
        try:
            found = list(map(attrgetter(of) if isinstance(of, str) else of, items))
        except AttributeError:
            found = list(map(self.holds, items))
        return found if self.kind == "string" else list(map(_number_of, found))


def held(of: Callable[[Item], Any] | str) -> Callable[[Item], Any]:
    """A function, or that of a dotted path of attributes, which gives None where a part of the path is None."""
    if not isinstance(of, str):
        return of
    whole, names = attrgetter(of), of.split(".")

    def at_path(item: Any) -> Any:
        try:
            return whole(item)
        except AttributeError:
            for name in names:
                item = None if item is None else getattr(item, name)
            return item

    return at_path


def _number_of(held: Any) -> Any:
    """The number of a Result; all else as it is."""
    return held.value if isinstance(held, Result) else held


def p_number(p: Result | None) -> float | None:
    """A p-value or its upper limit as a number, None where there is none."""
    return None if p is None else p_of(p)


Columns = tuple[Column[Any], ...]


@dataclass(frozen=True)
class PublishedTable(Generic[Item]):
    """A file under results/data: its name, what it holds, the rule that writes it, and its columns.

    references: columns whose values stand in the column of another table, as (column, file, column there).
    """

    file: str
    title: str
    rule: str
    columns: tuple[Column[Item], ...]
    references: tuple[tuple[str, str, str], ...] = ()

    @property
    def name(self) -> str:
        """The file without its suffix, as `memlit.frames.load` takes it."""
        return self.file.removesuffix(".csv")

    @property
    def key(self) -> str | None:
        """The column that tells rows apart, None where the rows have no id."""
        return "id" if self.columns[0].name == "id" else None

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns, in their order."""
        return tuple(column.name for column in self.columns)

    @property
    def header(self) -> str:
        """The header line of the CSV file."""
        return csv_header(self.names)

    def rows(self, items: Iterable[Item]) -> str:
        """The lines of `items` in the CSV file."""
        holders = [column.holds for column in self.columns]
        return csv_lines([_number_of(of(item)) for of in holders] for item in items)

    def row(self, item: Item) -> dict[str, Any]:
        """The cells of one item by column."""
        return {column.name: column.value(item) for column in self.columns}

    def write(self, path: Path, items: Iterable[Item]) -> None:
        """Write the table as CSV, a row for each item in the order given."""
        write_text(path, self.header + self.rows(items))

    def read(self, path: Path) -> Iterator[dict[str, Any]]:
        """The cells of each row of the CSV file by column, None where one is empty.

        `memlit.files.field_text` and `field_items` give the words and the list that a cell of text was written from.

        Raises RecordError where the file is missing or no such table.
        """
        readers = [(column.name, _READERS[column.kind]) for column in self.columns]
        for row in read_csv(path, self.names):
            yield {name: read(row[name]) if row[name] else None for name, read in readers}


def of_path(path: str, of: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """`of` the attribute at a dotted path of a row."""
    attribute: Callable[[Any], Any] = held(path)
    return lambda row: of(attribute(row))


TABLES_FILE = "tables.yaml"
_METRICS = "{metrics}"
"""In place of a column: the columns of the metrics of config/metrics.yaml, which the code adds."""


class _ColumnEntry(Section):
    """A column in tables.yaml."""

    meaning: str
    unit: str = ""
    type: _Kind | None = None
    allowed: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _of_text(cls, told: Any) -> Any:
        """A text alone is the meaning."""
        return {"meaning": told} if isinstance(told, str) else told

    def column(self, name: str, of: Of | None) -> Column[Any]:
        """The column of this name, which holds `of` a row."""
        return Column(name, self.meaning, of, self.unit, self.type, self.allowed)


class _TableEntry(Section):
    """A table in tables.yaml; rule: that writes it, or those of several fields."""

    title: str
    rule: str | tuple[str, ...]
    references: tuple[tuple[str, str, str], ...] = ()
    columns: dict[str, _ColumnEntry]

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that write it."""
        return (self.rule,) if isinstance(self.rule, str) else self.rule


@functools.cache
def _entries(folder: Path) -> dict[str, _TableEntry]:
    """The tables of a folder by name. Raises ConfigError where its file is none of tables."""
    path = folder / TABLES_FILE
    return {name: validated(_TableEntry, entry, f"{path}: {name}") for name, entry in read_yaml(path).items()}


def published_table(
    beside: str, name: str, holds: Mapping[str, Of] | None = None, metrics: Columns = (), rule: str = ""
) -> PublishedTable[Any]:
    """The table `name` of the tables.yaml beside the module `beside`, its `__file__`.

    holds: what columns hold of a row, by default the attribute of the column's name; metrics: in place of that entry;
    rule: of several the one that is meant, by default the first.
    """
    entry = _entries(Path(beside).parent)[name]
    columns = [
        column
        for key, told in entry.columns.items()
        for column in (metrics if key == _METRICS else (told.column(key, (holds or {}).get(key)),))
    ]
    return PublishedTable(f"{name}.csv", entry.title, rule or entry.rules[0], tuple(columns), entry.references)


def tables_in_yaml(
    rules: Iterable[str] | None = None, metrics: Mapping[str, Columns] | None = None
) -> list[PublishedTable[Any]]:
    """The tables of all rules, or of these, sorted by file name. metrics: the columns of metrics by table."""
    wanted = None if rules is None else set(rules)
    found = [
        published_table(str(path), name, metrics=(metrics or {}).get(name, ()), rule=rule)
        for path in sorted(Path(__file__).parent.rglob(TABLES_FILE))
        for name, entry in _entries(path.parent).items()
        for rule in entry.rules
        if wanted is None or rule in wanted
    ]
    return sorted(found, key=lambda table: (table.file, table.rule))
