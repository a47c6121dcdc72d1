"""Tables with devices as columns."""

from collections.abc import Iterator, Mapping, Sequence

from memlit.datum import LineStatistic, UnderSection, written
from memlit.field import role_of
from memlit.tables.meaning.cells import cell_readings, head_of, lacks_unit, text_reading
from memlit.tables.meaning.layout import (
    Grid,
    Layout,
    are_citations,
    is_absent,
    is_section,
    is_this_work,
    is_unit,
    names_devices,
    names_roles,
    names_works,
    statistic_of,
)
from memlit.tables.meaning.model import Label, Work


def read_columns(work: Work, layout: Layout) -> None:
    """Devices as columns: parameter words at the left, one device a column or the columns that its name spans.

    A value that spans columns of one device is read once.
    """
    grid, labels = work.grid, layout.label_columns
    roles = _roles(work, layout)
    stub_row = _device_row(work, layout, set(roles))
    role_of_column = next(iter(roles.values()), {})
    units = [c for c in range(labels, grid.n_cols) if _is_unit_column(work, c, layout.header_rows)]
    skipped = [
        c
        for c in range(labels, grid.n_cols)
        if any(work.vocabulary.is_symbol_header(grid.text(r, c)) for r in range(max(1, layout.header_rows)))
    ]
    devices = [c for c in range(labels, grid.n_cols) if c not in units and c not in skipped]
    is_one = bool(roles) and stub_row is None
    stubs = {c: Label() if is_one else _label(work, stub_row, c) for c in devices}
    said = {c: statistic_of(work.vocabulary, stub.text) for c, stub in stubs.items() if stub.text}
    unnamed = [c for c, statistic in said.items() if statistic is not None]
    stubs.update({c: Label(line=f"c{c}" if len(devices) > 1 else "") for c in unnamed})
    if stub_row is not None and stub_row < layout.header_rows:
        corner = tuple(text for text in (grid.text(stub_row, labels - 1),) if text)
        match = work.heads.match(corner[0]) if corner else None
        if match is None or match.parameters == ("device_name",):
            for col in _once(grid, stub_row, devices, stubs):
                text_reading(work, stub_row, col, "device_name", corner, stubs[col])
    own: dict[int, tuple[str, ...]] = {
        col: ("this_work",) if is_this_work(grid.text(row, col) for row in range(max(1, layout.header_rows))) else ()
        for col in devices
    }
    for col in unnamed:
        if statistic := said[col]:
            own[col] = (*own[col], written(LineStatistic(statistic)))
    above = section = ""
    for row in range(layout.header_rows, grid.n_rows):
        if is_section(grid, row):
            section = above = grid.text(row, 0)
            continue
        chain = tuple(dict.fromkeys(t for t in (grid.head(row, c) for c in range(labels)) if t))
        # `LTP` beside `Amplitude (V)` is said of it.
        chain = tuple(sorted(chain, key=lambda text: role_of(text) is None)) if len(chain) > 1 else chain
        values = [grid.text(row, col) for col in devices]
        if not chain:
            work.blank += len(devices)
            if any(not is_absent(text) for text in values) and above:
                work.miss(row, 0, f"(no label, below {above})")
            continue
        above = chain[-1]
        if all(not text for text in values):
            continue
        unit = next((grid.text(row, col).strip("()[] ") for col in units if grid.text(row, col)), None)
        head = head_of(work, chain, unit)
        of_role = {role: head_of(work, (role, *chain), unit) for role in {section, *role_of_column.values()} if role}
        head = None if head is not None and lacks_unit(head, values) else head
        if head is None and not any(of_role.values()):
            if are_citations(values):
                for col in _once(grid, row, devices, stubs):
                    text_reading(work, row, col, "reference", chain, stubs[col])
            else:
                work.miss(row, labels - 1, chain[-1])
            continue
        for col in _once(grid, row, devices, stubs):
            cell = grid.cell(row, col)
            over = {role_of_column.get(c, "") for c in range(col, col + (cell.colspan if cell else 1))}
            role = over.pop() if len(over) == 1 else ""
            role = role or (section if role_of(section) is not None else "")
            shown = of_role.get(role) or head
            # What is said under `Read` or `Spike` is of the device only where the two together are known.
            is_other = role and role_of(role) is None and (shown is None or shown.chain[:1] != (role,))
            if shown is not None and not is_other:
                flags = (*own[col], written(UnderSection(section))) if section else own[col]
                cell_readings(work, row, col, shown, stubs[col], flags)


def _roles(work: Work, layout: Layout) -> dict[int, dict[int, str]]:
    """By head row, the role that each column has where the row says nothing but set and reset: `P` and `D`."""
    grid, first = work.grid, layout.label_columns
    rows = [row for row in range(layout.header_rows) if names_roles(grid, work.vocabulary, row, first)]
    return {row: {col: grid.text(row, col) for col in range(first, grid.n_cols)} for row in rows}


def _once(grid: Grid, row: int, columns: Sequence[int], labels: Mapping[int, Label]) -> Iterator[int]:
    """The columns of a row, of a cell over several columns of one device the first."""
    seen = set()
    for col in columns:
        cell = grid.cell(row, col)
        place = (labels[col].line, (cell.row, cell.col) if cell else (row, col))
        if place not in seen:
            seen.add(place)
            yield col


def _label(work: Work, row: int | None, col: int) -> Label:
    if row is None:
        return Label(line=f"c{col}")
    cell = work.grid.cell(row, col)
    return Label(*work.grid.name(row, col), f"c{cell.col if cell and cell.text else col}")


def _device_row(work: Work, layout: Layout, others: set[int]) -> int | None:
    """The row that names the devices: a head of works (`[4]`, `This work`), else the row labelled so, else the header
    row with most different texts. others: rows that name roles."""
    grid, column = work.grid, layout.label_columns - 1
    for row in range(layout.header_rows):
        texts = [grid.text(row, col) for col in range(layout.label_columns, grid.n_cols)]
        if names_works(texts):
            return row
    for row in range(min(grid.n_rows, layout.header_rows + 3)):
        if names_devices(grid, work.heads, row, column):
            return row
    different = {
        row: len({grid.text(row, col) for col in range(layout.label_columns, grid.n_cols)} - {""})
        for row in set(range(layout.header_rows)) - others
    }
    best = max(different, key=lambda row: (different[row], row), default=None)
    return best if best is not None and different[best] else None


def _is_unit_column(work: Work, col: int, header_rows: int) -> bool:
    if any(work.vocabulary.is_unit_header(work.grid.text(row, col)) for row in range(max(1, header_rows))):
        return True
    body = [work.grid.text(row, col) for row in range(header_rows, work.grid.n_rows)]
    filled = [text for text in body if text and not is_absent(text)]
    return len(filled) >= 2 and all(is_unit(text) for text in filled)
