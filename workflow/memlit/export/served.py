"""results/ as a folder that any host serves: its first page, and a JSON file for each item of the field.

Both hold rows of the published tables as they stand; nothing is computed for them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment
from markupsafe import Markup

from memlit import __version__
from memlit.config import Config, FieldOfScience
from memlit.datum import UNASSIGNED, anchor
from memlit.files import field_items, field_text, read_csv, write_json, write_text
from memlit.grouping import grouped
from memlit.library import Entry
from memlit.presentation import pages

READINGS = "readings"
_IDS_OF_READINGS = ("reading", "readings", "agreeing", "conflict")
"""Columns that name readings."""
_Cells = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ListedTable:
    """A table as the first page lists it. types: of its columns."""

    file: str
    title: str
    types: Mapping[str, str]
    rows: list[dict[str, str]]

    @property
    def is_about_items(self) -> bool:
        """Whether each row names an item and the readings behind it."""
        names_item = "observation" in self.types or {"paper", "device"} <= self.types.keys()
        return names_item and not self.types.keys().isdisjoint(_IDS_OF_READINGS)


@dataclass(slots=True)
class ServedItem:
    """A device, material or whatever the field calls it. tables: its rows by table, with numbers as numbers."""

    paper: str
    short: str
    name: str = ""
    item_class: str = ""
    tables: dict[str, list[_Cells]] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Paper and item, as in the tables: `woo2016/alox-hfo2`."""
        return f"{self.paper}/{self.short}"

    @property
    def file(self) -> str:
        """The name of its file in the folder of all items, the same in every run."""
        return "/".join(quote(part, safe="") for part in (self.paper, self.short)) + ".json"

    @property
    def place(self) -> str:
        """Where its first reading that counts stands in the audit, empty where no page shows it."""
        readings = sorted(self.tables.get(READINGS, ()), key=lambda row: not row.get("used"))
        return next((row["audit"] for row in readings if "audit" in row), "")

    def plain(self) -> dict[str, Any]:
        """What its file says."""
        head = {"id": self.id, "name": self.name, "class": self.item_class, "paper": self.paper}
        return {**head, "columns": "data/dictionary.csv", **self.tables}


def listed_tables(data: Path) -> dict[str, ListedTable]:
    """The tables in the folder `data` by name, as its dictionary declares them."""
    declared = grouped(read_csv(data / "dictionary.csv"), lambda row: row["file"])
    return {
        Path(file).stem: ListedTable(
            file, lines[0]["title"], {line["column"]: line["type"] for line in lines}, read_csv(data / file)
        )
        for file, lines in sorted(declared.items())
    }


def served_items(tables: Mapping[str, ListedTable], shown: Iterable[str]) -> list[ServedItem]:
    """The items of a run, sorted by id. shown: keys of the documents that have a page in the audit."""
    items: dict[tuple[str, str], ServedItem] = {}
    named: dict[tuple[str, str], set[str]] = {}
    for table in (one for one in tables.values() if one.is_about_items):
        for row in table.rows:
            key = _item_of(row)
            if key[1] in ("", UNASSIGNED):
                continue
            item = items.setdefault(key, ServedItem(*key))
            item.name = item.name or field_text(row.get("name") or row.get("item"))
            item.item_class = item.item_class or row.get("class", "")
            item.tables.setdefault(Path(table.file).stem, []).append(_typed(row, table))
            ids = (one for column in _IDS_OF_READINGS for one in field_items(row.get(column)))
            named.setdefault(key, set()).update(ids)
    _add_readings(items, named, tables[READINGS], frozenset(shown))
    return [item for _, item in sorted(items.items())]


def _item_of(row: Mapping[str, str]) -> tuple[str, str]:
    """Paper and item of a row; an observation begins with both, before its condition."""
    if "observation" in row:
        paper, _, short = row["observation"].partition("@")[0].partition("/")
        return paper, short
    return row["paper"], row.get("device", "")


def _add_readings(
    items: Mapping[tuple[str, str], ServedItem],
    named: Mapping[tuple[str, str], set[str]],
    table: ListedTable,
    shown: frozenset[str],
) -> None:
    """Give each item its readings: those about it, and those that its rows name with what they are derived from."""
    by_id = {row["id"]: row for row in table.rows}
    about = grouped(table.rows, _item_of)
    for key, item in items.items():
        wanted = {row["id"] for row in about[key]} | (named[key] & by_id.keys())
        wanted |= {one for name in wanted for one in field_items(by_id[name].get("derived_from"))} & by_id.keys()
        rows = [by_id[name] for name in sorted(wanted)]
        item.tables[READINGS] = [{**_typed(row, table), **_in_audit(row, shown)} for row in rows]


def _in_audit(row: Mapping[str, str], shown: frozenset[str]) -> dict[str, str]:
    """The address of a printed reading on the page of its document."""
    if row.get("derived_from") or row["document"] not in shown:
        return {}
    return {"audit": f"audit/{row['document']}.html#{anchor(row['id'])}"}


def _typed(row: Mapping[str, str], table: ListedTable) -> _Cells:
    """The cells of a row that hold something."""
    return {name: _value(cell, table.types[name]) for name, cell in row.items() if cell}


def _value(cell: str, kind: str) -> Any:
    if kind == "boolean":
        return cell == "true"
    if kind in ("number", "integer"):
        return float(cell) if kind == "number" else int(cell)
    return field_text(cell)


def write_served(
    first_page: Path,
    folder: Path,
    pages_of_audit: Path,
    tables: Iterable[Path],
    entries: Mapping[str, Entry],
    config: Config,
    words: FieldOfScience,
) -> None:
    """Write results/index.html and a JSON file for each item into `folder`. tables: all files of results/data."""
    listed = listed_tables(next(iter(tables)).parent)
    items = served_items(listed, (page.stem for page in pages_of_audit.glob("*.html")))
    for item in items:
        write_json(folder / item.file, item.plain())
    papers = {key: entry.short_name for key, entry in entries.items()}
    is_for_own_use = config.audit.images == "local"
    page = served_page(config.report.title, listed.values(), items, papers, words, is_for_own_use=is_for_own_use)
    write_text(first_page, page)


def served_page(
    title: str,
    tables: Iterable[ListedTable],
    items: Iterable[ServedItem],
    papers: Mapping[str, str],
    words: FieldOfScience,
    *,
    is_for_own_use: bool,
) -> str:
    """results/index.html. papers: short names by key; is_for_own_use: whether the audit shows pages of any licence."""
    page = _environment().get_template("index.html.j2")
    return page.render(
        title=title, tables=tables, items=items, papers=papers, words=words, is_for_own_use=is_for_own_use
    )


@cache
def _environment() -> Environment:
    return pages.page_environment(
        Path(__file__).parent, css=Markup(pages.STYLE.read_text(encoding="utf-8")), version=__version__
    )
