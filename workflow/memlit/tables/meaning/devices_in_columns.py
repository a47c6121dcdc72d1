"""Tables with devices as columns: choose the columns, label them, read the rows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from memlit.datum import LineStatistic, UnderSection, note_text
from memlit.field import role_of, state_of
from memlit.quantities.absent import is_absent
from memlit.tables.meaning.cells import cell_readings, text_reading
from memlit.tables.meaning.heads import head_of, lacks_unit
from memlit.tables.meaning.lines import is_section, names_devices, names_roles, names_works_in, statistic_of_label
from memlit.tables.meaning.looks import are_citations, is_this_work, is_unit
from memlit.tables.meaning.model import Head, Label, TableLine, TableUnderReading
from memlit.tables.meaning.orientation import Layout
from printed.tables.model import TableView


@dataclass(frozen=True)
class _Columns:
    """The columns of labels, counted from the left, and those right of them.

    devices: columns of values; units: columns of units. roles: by column the role that a head of set and reset says;
    name_row: the row that names the devices, None where no row does; labels, flags: of the values of each column.
    """

    of_labels: int
    devices: list[int]
    units: list[int]
    roles: Mapping[int, str]
    name_row: int | None
    labels: Mapping[int, Label]
    flags: Mapping[int, tuple[str, ...]]


@dataclass(frozen=True)
class _RowHeads:
    """What a row of values is of: head, and with the role of a column or of the section; section: the row's, or blank.

    Where a cell stands under a role, the head with that role is its own.
    """

    head: Head | None
    of_role: Mapping[str, Head | None]
    section: str

    def under(self, role: str) -> Head | None:
        """The head of a cell under a role; None where what the cell is of is not known."""
        role = role or (self.section if role_of(self.section) is not None else "")
        shown = self.of_role.get(role) or self.head
        # What is said under `Read` or `Spike` is of the device only where the two together are known.
        is_together = shown is not None and shown.chain[:1] == (role,)
        is_known = not role or role_of(role) is not None or state_of(role) is not None
        return shown if is_known or is_together else None


def read_columns(table: TableUnderReading, layout: Layout) -> None:
    """Devices as columns: parameter words at the left, one device a column or the columns that its name spans.

    A value that spans columns of one device is read once.
    """
    columns = _label_columns(table, layout, _choose_columns(table, layout))
    _read_names(table, layout, columns)
    _read_rows(table, layout, columns)


def _choose_columns(table: TableUnderReading, layout: Layout) -> _Columns:
    """Which columns hold values and which units, and which row names the devices; nothing labelled yet."""
    view, vocabulary = table.view, table.vocabulary
    roles = _roles(table, layout)
    heads = range(max(1, layout.header_rows))
    devices, units = [], []
    for col in range(layout.label_columns, view.n_cols):
        if _is_unit_column(table, col, layout.header_rows):
            units.append(col)
        elif not any(vocabulary.is_symbol_header(view.text(row, col)) for row in heads):
            devices.append(col)
    first_roles = next(iter(roles.values()), {})
    return _Columns(layout.label_columns, devices, units, first_roles, _name_row(table, layout, set(roles)), {}, {})


def _label_columns(table: TableUnderReading, layout: Layout, columns: _Columns) -> _Columns:
    """The columns with the label of each, and with what its heads say of its values."""
    heads = range(max(1, layout.header_rows))
    is_of_one_device = bool(columns.roles) and columns.name_row is None
    labels: dict[int, Label] = {}
    flags: dict[int, tuple[str, ...]] = {}
    for col in columns.devices:
        label = Label() if is_of_one_device else _label(table.view, columns.name_row, col)
        flags[col] = ("this_work",) if is_this_work(table.view.text(row, col) for row in heads) else ()
        statistic = statistic_of_label(table.vocabulary, label.text) if label.text else None
        if statistic is not None:
            label = Label(line=TableLine("column", col) if len(columns.devices) > 1 else None)
        if statistic:
            flags[col] = (*flags[col], note_text(LineStatistic(statistic)))
        labels[col] = label
    return replace(columns, labels=labels, flags=flags)


def _read_names(table: TableUnderReading, layout: Layout, columns: _Columns) -> None:
    """The names of the devices, where the corner beside them says nothing else of them."""
    row = columns.name_row
    if row is None or row >= layout.header_rows:
        return
    corner = table.view.text(row, columns.of_labels - 1)
    match = table.prints.match(corner) if corner else None
    if match is None or match.parameters == ("device_name",):
        _read_texts(table, row, columns, "device_name", (corner,) if corner else ())


def _read_texts(table: TableUnderReading, row: int, columns: _Columns, name: str, chain: tuple[str, ...]) -> None:
    """A row of labels: names of the devices, or citations."""
    for col in _once(table.view, row, columns):
        text_reading(table, row, col, name, chain, columns.labels[col])


def _read_rows(table: TableUnderReading, layout: Layout, columns: _Columns) -> None:
    """The rows below the heads, each by the parameter that its labels name."""
    view = table.view
    above = section = ""
    for row in range(layout.header_rows, view.n_rows):
        if is_section(view, row):
            section = above = view.text(row, 0)
            continue
        chain = _chain_of_row(view, row, columns.of_labels)
        values = [view.text(row, col) for col in columns.devices]
        if chain:
            above = chain[-1]
            if any(values):
                _read_row(table, row, columns, chain, section)
            continue
        table.blank += len(values)
        if above and not all(map(is_absent, values)):
            table.miss(row, 0, f"(no label, below {above})")


def _chain_of_row(view: TableView, row: int, label_columns: int) -> tuple[str, ...]:
    """The labels of a row, a role first: `LTP` beside `Amplitude (V)` is said of it."""
    labels = [view.head(row, col) for col in range(label_columns)]
    chain = dict.fromkeys(text for text in labels if text)
    return tuple(sorted(chain, key=lambda text: role_of(text) is None)) if len(chain) > 1 else tuple(chain)


def _read_row(table: TableUnderReading, row: int, columns: _Columns, chain: tuple[str, ...], section: str) -> None:
    """The cells of a row whose labels may name a parameter; citations of works are read too."""
    values = [table.view.text(row, col) for col in columns.devices]
    heads = _heads_of_row(table, row, columns, chain, section)
    if heads.head is None and not any(heads.of_role.values()):
        if are_citations(values):
            _read_texts(table, row, columns, "reference", chain)
        else:
            table.miss(row, columns.of_labels - 1, chain[-1])
        return
    for col in _once(table.view, row, columns):
        cell = table.view.cell(row, col)
        spanned = range(col, col + (cell.colspan if cell else 1))
        roles = {columns.roles.get(place, "") for place in spanned}
        head = heads.under(roles.pop() if len(roles) == 1 else "")
        if head is not None:
            under = (note_text(UnderSection(section)),) if section else ()
            cell_readings(table, row, col, head, columns.labels[col], (*columns.flags[col], *under))


def _heads_of_row(
    table: TableUnderReading, row: int, columns: _Columns, chain: tuple[str, ...], section: str
) -> _RowHeads:
    """What the labels of a row name, alone and with each role that is said of a column or of the section."""
    units = [table.view.text(row, col) for col in columns.units]
    unit = next((text.strip("()[] ") for text in units if text), None)
    values = [table.view.text(row, col) for col in columns.devices]
    head = head_of(table, chain, unit)
    if head is not None and lacks_unit(table, head, values):
        head = None
    roles = {section, *columns.roles.values()} - {""}
    return _RowHeads(head, {role: head_of(table, (role, *chain), unit) for role in roles}, section)


def _roles(table: TableUnderReading, layout: Layout) -> dict[int, dict[int, str]]:
    """By head row, the role that each column has where the row says nothing but set and reset: `P` and `D`."""
    view, first = table.view, layout.label_columns
    rows = [row for row in range(layout.header_rows) if names_roles(view, table.vocabulary, row, first)]
    return {row: {col: view.text(row, col) for col in range(first, view.n_cols)} for row in rows}


def _once(view: TableView, row: int, columns: _Columns) -> Iterator[int]:
    """The columns of a row, of a cell over several columns of one device the first."""
    seen = set()
    for col in columns.devices:
        cell = view.cell(row, col)
        place = (columns.labels[col].line, (cell.row, cell.col) if cell else (row, col))
        if place not in seen:
            seen.add(place)
            yield col


def _label(view: TableView, row: int | None, col: int) -> Label:
    if row is None:
        return Label(line=TableLine("column", col))
    cell = view.cell(row, col)
    return Label(*view.name(row, col), TableLine("column", cell.col if cell and cell.text else col))


def _name_row(table: TableUnderReading, layout: Layout, others: set[int]) -> int | None:
    """The row that names the devices: a head of works (`[4]`, `This work`), else the row labelled so, else the header
    row with most different texts. others: rows that name roles."""
    view, first = table.view, layout.label_columns
    for row in range(layout.header_rows):
        if names_works_in(view, row, first):
            return row
    for row in range(min(view.n_rows, layout.header_rows + 3)):
        if names_devices(view, table.prints, row, first - 1):
            return row
    different = {row: _different(view.row(row)[first:]) for row in range(layout.header_rows) if row not in others}
    best = max(different, key=lambda row: (different[row], row), default=None)
    return best if best is not None and different[best] else None


def _different(texts: Sequence[str]) -> int:
    """How many different texts there are, blank ones aside."""
    return len(set(texts) - {""})


def _is_unit_column(table: TableUnderReading, col: int, header_rows: int) -> bool:
    texts = table.view.column(col)
    if any(map(table.vocabulary.is_unit_header, texts[: max(1, header_rows)])):
        return True
    filled = [text for text in texts[header_rows:] if text and not is_absent(text)]
    return len(filled) >= 2 and all(map(is_unit, filled))
