"""Published tables: each column is declared once, with what it holds, its meaning, unit and type.

A table stands beside the code that computes its rows:

    PAPERS = PublishedTable[Paper](
        "papers.csv",
        "Every entry of references.bib",
        "benchmark",
        (
            Column("id", "key of the entry"),
            Column("year", "year of publication", type="integer"),
            *interval("median", "median over its devices", "median", "column unit"),
        ),
    )

Where a row is a record whose fields are its columns, each field declares its own (`published`, `columns_of`):

    @published("retention.csv", "Retention of ten years by class and temperature", "classes")
    class RetentionShare(Record):
        id: Annotated[str, meaning("set, class and band")]
        n: Annotated[Result, Column("n_papers", "papers with a value")]
        share: Annotated[Estimate, *interval("share", "share of ten years")]

The CSV file, the data dictionary, the data package, the page of the docs and `memlit.frames` follow from it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar, get_args, get_type_hints

from memlit.datum import Record, Result, p_of
from memlit.files import csv_header, csv_lines, field_text, read_csv, write_text

_Kind = Literal["string", "number", "integer", "boolean"]
Item = TypeVar("Item")
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
DECLARED_TABLES: dict[tuple[str, str], "PublishedTable[Any]"] = {}
"""The tables that the modules imported so far declare, by file and rule: each field has its own readings.csv."""


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

    def __post_init__(self) -> None:
        """A table that names its rule is declared by being made."""
        if self.rule:
            DECLARED_TABLES[self.file, self.rule] = self

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

    def fields(self, cells: Mapping[str, Any]) -> dict[str, Any]:
        """The cells of a row as the attributes, one within another, that its columns hold; a list is still one text."""
        found: dict[str, Any] = {}
        for name, (*parents, attribute) in self._paths:
            place = found
            for parent in parents:
                place = place.setdefault(parent, {})
            cell = cells[name]
            place[attribute] = field_text(cell) if isinstance(cell, str) else cell
        return found

    @cached_property
    def _paths(self) -> list[tuple[str, list[str]]]:
        """The columns that hold an attribute, each with its path."""
        paths = ((column.name, column.of or column.name) for column in self.columns)
        return [(name, path.split(".")) for name, path in paths if isinstance(path, str)]

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


def itself(item: Item) -> Item:
    """The item: what a column holds that is declared at its own field."""
    return item


def interval(
    name: str,
    meaning: str,
    estimate: Callable[[Item], Any] | str = itself,
    unit: str = "1",
    names: tuple[str, str, str] | None = None,
    kind: str = "interval of 95 %",
) -> tuple[Column[Item], ...]:
    """Three columns: a number with the lower and the upper end of its interval.

    estimate: what has them as `value`, `low` and `high`, None where there is none, by default the item; names: of the
    columns, by default `name`, `name`_low and `name`_high; kind: of the interval.
    """
    value, low, high = names or (name, f"{name}_low", f"{name}_high")
    return (
        Column(value, meaning, _end(estimate, "value"), unit=unit),
        *ends(name, kind, estimate, unit, (low, high)),
    )


def ends(
    name: str,
    kind: str,
    estimate: Callable[[Item], Any] | str = itself,
    unit: str = "1",
    names: tuple[str, str] | None = None,
) -> tuple[Column[Item], Column[Item]]:
    """Two columns: the lower and the upper end of an interval, as in `interval`."""
    low, high = names or (f"{name}_low", f"{name}_high")
    return (
        Column(low, f"lower end of the {kind}", _end(estimate, "low"), unit=unit),
        Column(high, f"upper end of the {kind}", _end(estimate, "high"), unit=unit),
    )


def _end(estimate: Callable[[Item], Any] | str, side: str) -> Callable[[Item], Any]:
    of = held(estimate)
    return lambda item: _number_of(getattr(of(item), side, None))


def published(
    file: str, title: str, rule: str, *, first: Columns = (), after: Mapping[str, Columns] | None = None
) -> Callable[[type[Item]], type[Item]]:
    """Declares the table of which a record is a row; first, after: as `columns_of` takes them."""

    def declare(row: type[Item]) -> type[Item]:
        PUBLISHED[row] = PublishedTable(file, title, rule, columns_of(row, first=first, after=after))
        return row

    return declare


PUBLISHED: dict[type[Any], PublishedTable[Any]] = {}
"""The tables of the records that were imported, by record."""


def tables_in(record: type[Record]) -> Iterator[tuple[str, PublishedTable[Any]]]:
    """The tables whose rows a record of records holds, each with the dotted path of the field that holds them."""
    for name, field in record.model_fields.items():
        kinds = get_args(field.annotation) or (field.annotation,)
        if kinds[0] in PUBLISHED:
            yield name, PUBLISHED[kinds[0]]
        elif isinstance(field.annotation, type) and issubclass(field.annotation, Record):
            yield from ((f"{name}.{path}", table) for path, table in tables_in(field.annotation))


def meaning(
    text: str,
    of: Callable[[Item], Any] | str | None = None,
    unit: str = "",
    type: _Kind | None = None,
    allowed: tuple[str, ...] = (),
) -> Column[Item]:
    """The column of a field that has the field's name, see `Column`."""
    return Column("", text, of, unit, type, allowed)


def columns_of(
    row: type[Any], *, part: str = "", first: Columns = (), after: Mapping[str, Columns] | None = None
) -> Columns:
    """The columns that the fields of a record, a named tuple or a dataclass declare, in their order.

    A field's column holds the field, or what `of` takes of it. A column of a whole field has the field's type where
    none is said: a Result without a unit is a count. part: the attribute of a row that the record is, where it is not
    the row; first, after: columns of no field of their own, before all others, and by the name of the column before
    them.
    """
    found = [*first]
    for name, kind, declared in _fields(row):
        for column in (item for item in declared if isinstance(item, Column)):
            own_type = column.type or (None if column.unit or column.of else FIELD_KINDS.get(kind))
            of = _of_field(f"{part}.{name}" if part else name, column.of)
            own = replace(column, name=column.name or name, of=of, type=own_type)
            found += [own, *(after or {}).get(own.name, ())]
    return tuple(found)


FIELD_KINDS: dict[Any, _Kind] = {bool: "boolean", int: "integer", Result: "integer"}


def _fields(row: type[Any]) -> Iterator[tuple[str, Any, tuple[Any, ...]]]:
    """Each field with its type, without None, and what is said of it beside the type."""
    if issubclass(row, Record):
        hints = {name: (field.annotation, tuple(field.metadata)) for name, field in row.model_fields.items()}
    else:
        told = get_type_hints(row, include_extras=True).items()
        hints = {name: (getattr(hint, "__origin__", hint), getattr(hint, "__metadata__", ())) for name, hint in told}
    for name, (hint, declared) in hints.items():
        kinds = [kind for kind in get_args(hint) if kind is not type(None)]
        yield name, kinds[0] if len(kinds) == 1 else hint, declared


def _of_field(path: str, of: Callable[[Any], Any] | str | None) -> Callable[[Any], Any] | str:
    if of is None or isinstance(of, str):
        return f"{path}.{of}" if of else path
    field: Callable[[Any], Any] = held(path)
    return lambda item: of(field(item))
