"""What source.yaml says of tables: which table of a file an entry means, and the lines that mean nothing there.

What a row of a long survey says about its cells: paper, device, class, and the source's own rules.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from memlit.datum import DOI, LINK
from memlit.errors import SourceError
from memlit.naming import slug, table_name
from memlit.sources.folder import SOURCE_FILE, ColumnRule, SourceFolder, TableEntry
from printed.tables.model import Cell, Table

_ROW = "row"


def entries_of_tables(
    tables: Sequence[Table], entries: Sequence[TableEntry], folder: SourceFolder, names: Sequence[str] = ()
) -> tuple[list[TableEntry | None], list[str]]:
    """The entry of each table of a document, and a line for each entry that means no table, or several.

    names: of the tables in ids, by which an entry means one that has neither label nor page.
    """
    found: list[TableEntry | None] = [None] * len(tables)
    problems = []
    for entry in entries:
        places = _places(tables, entry) or [place for place, name in enumerate(names) if name == entry.label]
        if len(places) == 1:
            found[places[0]] = entry
        elif not places:
            problems.append(_problem(folder, f"no table found for {entry.label} in {entry.file}", "mend its label"))
        else:
            pages = sorted({page for page in (tables[place].page for place in places) if page is not None})
            where = f" (pages {', '.join(map(str, pages))})" if pages else ""
            said = f"{len(places)} tables of {entry.file} are {entry.label}{where}"
            problems.append(_problem(folder, said, "write the label as printed there, or its page"))
    return found, problems


def _places(tables: Sequence[Table], entry: TableEntry) -> list[int]:
    """Tables with the entry's number, of them those on its page, of them those with its very label.

    The only table of a file, if it has no label, is the one that is meant.
    """
    number = table_name(entry.label)
    found = []
    for place, table in enumerate(tables):
        has_number = number is not None and table_name(table.label) == number
        if has_number or _is_label(table, entry):
            found.append(place)
    if found:
        on_page = [place for place in found if _is_on_page(tables[place], entry)]
        found = _narrowed(found, on_page)
        return _narrowed(found, [place for place in found if _is_label(tables[place], entry)])
    if len(tables) == 1 and tables[0].label is None:
        return [0]
    return [place for place, table in enumerate(tables) if table.label is None and _is_on_page(table, entry)]


def _narrowed(found: list[int], better: list[int]) -> list[int]:
    """The better ones of those found, if there are any; one is not narrowed."""
    return better if better and len(found) > 1 else found


def _is_on_page(table: Table, entry: TableEntry) -> bool:
    return entry.page is not None and table.page == entry.page


def _is_label(table: Table, entry: TableEntry) -> bool:
    return (table.label or "").casefold() == entry.label.casefold()


def with_description(table: Table, entry: TableEntry) -> Table:
    """The table with label, caption, page, notes and merged cells as its entry says."""
    return replace(
        table,
        label=entry.label,
        caption=table.caption or entry.caption,
        page=table.page or entry.page,
        notes=table.notes or entry.notes,
        cells=_merged(table.cells, entry.merged_columns),
    )


def _merged(cells: tuple[Cell, ...], columns: tuple[str, ...]) -> tuple[Cell, ...]:
    """The cells, those of the named columns that are blank being part of the cell above them."""
    wanted = {cell.col for cell in cells if cell.row == 0 and cell.text.strip() in columns}
    over: dict[int, Cell] = {}
    kept: list[Cell] = []
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.col)):
        above = over.get(cell.col)
        if cell.row > 0 and cell.col in wanted and not cell.text.strip() and above is not None:
            over[cell.col] = replace(above, rowspan=cell.row + cell.rowspan - above.row)
            kept[kept.index(above)] = over[cell.col]
            continue
        kept.append(cell)
        if cell.row > 0:
            over[cell.col] = cell
    return tuple(kept)


def lines_without_meaning(tables: Iterable[tuple[Table, TableEntry]], folder: SourceFolder) -> list[str]:
    """A line for each device, header, column or cell that an entry names and no table of the file prints."""
    texts: dict[str, set[str]] = {}
    problems = []
    parts = list(tables)
    for table, entry in parts:
        texts.setdefault(entry.file, set()).update(" ".join(cell.text.split()) for cell in table.cells)
    for table, entry in parts:
        printed = texts[entry.file]
        for what, name in _named(entry):
            if " ".join(name.split()) not in printed:
                said = f"{entry.label} of {entry.file} does not print the {what} {name!r}"
                problems.append(_problem(folder, said, "write it as printed, or remove the line"))
        filled = {(cell.row, cell.col) for cell in table.cells if cell.text.strip()}
        for lost in entry.lost_exponents:
            if (lost.row, lost.column) not in filled:
                said = f"{entry.label} of {entry.file} prints nothing in row {lost.row}, column {lost.column}"
                problems.append(_problem(folder, said, "mend row and column, or remove the line"))
    return list(dict.fromkeys(problems))


def _named(entry: TableEntry) -> Iterator[tuple[str, str]]:
    """What an entry takes to be printed in its table."""
    yield from (("device", name) for name in entry.devices)
    yield from (("header", name) for name in entry.headers)
    columns = [*entry.merged_columns, *entry.paper_columns, *entry.device_columns, entry.class_column]
    for rule in entry.rules:
        columns += [rule.column, *rule.where, *rule.unit_of_analysis]
    yield from (("column", name) for name in dict.fromkeys(columns) if name and name != _ROW)


def _problem(folder: SourceFolder, problem: str, remedy: str) -> str:
    return str(SourceError(f"{folder.path / SOURCE_FILE}", problem, remedy))


def row_values(table: Table) -> dict[int, dict[str, str]]:
    """For each row under a one-line header, the cell texts by header."""
    headers = {cell.col: cell.text.strip() for cell in table.cells if cell.row == 0}
    rows: dict[int, dict[str, str]] = {}
    for cell in table.cells:
        if cell.row > 0 and cell.col in headers:
            rows.setdefault(cell.row, {})[headers[cell.col]] = cell.text.strip()
    return rows


@dataclass(frozen=True, slots=True)
class RowMeaning:
    """What one row says of its cells by the columns and rules that source.yaml names.

    paper: `doi:...` or `link:...`, to be found in the library; unit: parts papers under one DOI.
    """

    paper: str | None
    device: str
    device_class: str | None
    unit: str | None
    flags: tuple[str, ...]


def row_meaning(values: Mapping[str, str], row: int, entry: TableEntry) -> RowMeaning:
    """What a row with these texts, by header, says of its cells."""
    # Every row is a device of its own: a paper may stand in several.
    parts = [values.get(column, "") for column in entry.device_columns if column != _ROW]
    unit = None
    flags = []
    for rule in entry.rules:
        if rule.scope != _ROW or not matches(rule, values):
            continue
        if rule.unit_of_analysis:
            unit = " ".join(values.get(column, "") for column in rule.unit_of_analysis).strip()
        if rule.flag:
            flags.append(rule.flag)
    device = slug("-".join(filter(None, (*parts, f"r{row}"))))
    device_class = values.get(entry.class_column or "", "").strip() or None
    return RowMeaning(_paper(values, entry), device, device_class, unit, tuple(flags))


def _paper(values: Mapping[str, str], entry: TableEntry) -> str | None:
    """The first filled paper column, as a reference that the library resolves by DOI or address."""
    for column in entry.paper_columns:
        text = values.get(column, "").strip()
        if text.lower().startswith("10."):
            return f"{DOI}{text.lower()}"
        if text:
            return f"{LINK}{text}"
    return None


def cell_rules(values: Mapping[str, str], header: str, entry: TableEntry) -> list[ColumnRule]:
    """Rules of source.yaml that bind the cell under `header` in a row with `values`."""
    return [rule for rule in entry.rules if rule.scope != _ROW and rule.column == header and matches(rule, values)]


def matches(rule: ColumnRule, values: Mapping[str, str]) -> bool:
    """Whether every column that the rule names holds one of its values."""
    return all(values.get(column, "").strip() in allowed for column, allowed in rule.where.items())
