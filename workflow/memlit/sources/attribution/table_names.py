"""The name of a table in the ids of its data: by what is printed or where it stands, never by reading order."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from memlit.datum import Datum
from memlit.naming import slug, table_name
from printed.tables.model import Table

_WORDS = 6
"""So many words of a caption or a head tell two tables apart."""
_SAME = 0.5
"""A table is the recorded one where more than this share of the recorded cells is printed at their places."""
_FILE_NUMBER = re.compile(r"table_(\w+)$")


@dataclass(frozen=True, slots=True)
class RecordedTable:
    """A table as the accepted record names it; cells: printed texts by row and column of the grid.

    is_used: whether the record uses a value of it.
    """

    name: str
    cells: Mapping[tuple[int, int], str]
    is_used: bool = True


def recorded_tables(data: Iterable[Datum], file: str) -> tuple[RecordedTable, ...]:
    """The tables of one file in a record, by name."""
    cells: dict[str, dict[tuple[int, int], str]] = defaultdict(dict)
    used: set[str] = set()
    for datum in data:
        place = datum.locator
        if place.kind == "table" and place.file == file and place.row is not None and place.column is not None:
            name = datum.id.partition(":")[2].partition("/")[0]
            cells[name][place.row, place.column] = " ".join(datum.printed.text.split())
            used.update(() if datum.excluded else (name,))
    return tuple(RecordedTable(name, cells[name], name in used) for name in sorted(cells))


def names_of_tables(tables: Sequence[Table], path: Path, recorded: Iterable[RecordedTable] = ()) -> list[str]:
    """A name for each table of a file.

    A table that the record names keeps its name. `Table 2` and `TABLE II` are t2; a table without a number is named by
    its page (p8), else by its label or its file. Where two have one name, both carry their page (t1-p8, t1-p23), or
    what else is printed: words of the caption, of the head, at last the place on the page.
    """
    kept = _kept(tables, recorded)
    names = [
        kept.get(place) or table_name(table.label) or _without_number(table, path) for place, table in enumerate(tables)
    ]
    for tell in (_page, _caption, _head, _position):
        alike = Counter(names)
        for place, name in enumerate(names):
            told = tell(tables[place]) if alike[name] > 1 and place not in kept else ""
            if told and told != name:
                names[place] = f"{name}-{told}"
    return _numbered(names)


def _numbered(names: Sequence[str]) -> list[str]:
    """The names; tables of a file without pages that print the same heads carry their number among these."""
    seen: Counter[str] = Counter()
    out = []
    for name in names:
        seen[name] += 1
        out.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return out


def _kept(tables: Sequence[Table], recorded: Iterable[RecordedTable]) -> dict[int, str]:
    """Recorded names by place in `tables`: the most alike first, each name and each table once."""
    pairs = []
    grids = [table.view for table in tables]
    for one in recorded:
        for place, grid in enumerate(grids):
            share = sum(grid.text(*at) == text for at, text in one.cells.items()) / len(one.cells)
            if share > _SAME:
                pairs.append((-share, place, one.name))
    kept: dict[int, str] = {}
    for _, place, name in sorted(pairs):
        if place not in kept and name not in kept.values():
            kept[place] = name
    return kept


def _without_number(table: Table, path: Path) -> str:
    if table.page is not None:
        return f"p{table.page}"
    number = _FILE_NUMBER.search(path.stem)
    return f"t{slug(number.group(1))}" if number else _words(table.label) or slug(path.stem) or "table"


def _page(table: Table) -> str:
    return f"p{table.page}" if table.page is not None else ""


def _caption(table: Table) -> str:
    return _words((table.caption or "").strip().removeprefix(table.label or ""))


def _head(table: Table) -> str:
    return _words(" ".join(cell.text for cell in table.cells if cell.row == 0))


def _position(table: Table) -> str:
    """Left and top of the table on its page, in whole points."""
    return f"x{table.bbox[0]:.0f}-y{table.bbox[1]:.0f}" if table.bbox else ""


def _words(text: str | None) -> str:
    return "-".join(slug(text or "").split("-")[:_WORDS])
