"""What the cells of a printed table mean: device, parameter, unit and notes of each; nothing is converted here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from memlit.tables.headers import (
    choose,
    meaning_from_notes,
    note_marks,
    notes_for,
    order_parts,
    part_for_whole,
    split_parts,
)
from memlit.tables.model import Box, Cell, Table
from memlit.tables.orientation import (
    Grid,
    Heads,
    Layout,
    grid_of,
    header_chain,
    is_absent,
    is_unit,
    is_value,
    layout_of,
    match_chain,
)
from memlit.vocabulary import HeaderMatch, Vocabulary, read_header_unit

_LABELS = ("device_name", "material_stack", "structure", "reference")
_CARRIED = ("device_name", "mechanism", "material_stack", "structure", "technology_node", "reference")


@dataclass(frozen=True, slots=True)
class CellReading:
    """One printed value and what it is of.

    row, col: printed grid, from 0. part: 1, 2, ... for a piece of a split cell, else None. headers: the header chain
    that carried the parameter words, outermost first. stub: the device label as printed. text: the whole cell;
    part_text: the piece meant; part_markup: the same with <sup> and <sub>, the text to read quantities from.
    """

    row: int
    col: int
    part: int | None
    parameter: str
    headers: tuple[str, ...]
    stub: str
    text: str
    part_text: str
    part_markup: str
    header_unit: str | None = None
    notes: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    bbox: Box | None = None

    @property
    def header(self) -> str:
        """The header chain as one text, with the unit of a units row or column: what read_quantities is given."""
        words = " ".join(self.headers)
        return words if not self.header_unit or self.header_unit in words else f"{words} ({self.header_unit})"


@dataclass(frozen=True, slots=True)
class UnmappedHeader:
    """A header whose words are not in the vocabulary, with the parameters that look most like it."""

    row: int
    col: int
    text: str
    nearest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Interpretation:
    """orientation: devices_as_columns, devices_as_rows, long or unknown; blank counts cells without a value."""

    orientation: str
    readings: tuple[CellReading, ...] = ()
    unmapped: tuple[UnmappedHeader, ...] = ()
    blank: int = 0
    flags: tuple[str, ...] = ()


@dataclass
class _Work:
    table: Table
    grid: Grid
    heads: Heads
    vocabulary: Vocabulary
    readings: list[CellReading] = field(default_factory=list)
    unmapped: list[UnmappedHeader] = field(default_factory=list)
    blank: int = 0

    def miss(self, row: int, col: int, text: str) -> None:
        if text:
            self.unmapped.append(UnmappedHeader(row, col, text, self.vocabulary.nearest(text)))


@dataclass(frozen=True)
class _Head:
    """A matched header: chain, match, unit and where it stands."""

    match: HeaderMatch
    chain: tuple[str, ...]
    unit: str | None
    notes: tuple[str, ...]


def interpret(table: Table, vocabulary: Vocabulary) -> Interpretation:
    """Give each cell of a table its device, parameter, header unit and notes."""
    heads = Heads(vocabulary)
    grid = grid_of(table)
    layout = layout_of(grid, heads)
    work = _Work(table, grid, heads, vocabulary)
    if layout.orientation == "devices_as_columns":
        _read_columns(work, layout)
    elif layout.orientation == "devices_as_rows":
        _read_rows(work, layout)
    elif layout.orientation == "long":
        _read_long(work)
    else:
        for row, col in ((r, c) for r in range(grid.n_rows) for c in range(grid.n_cols)):
            if row == 0 or col == 0:
                work.miss(row, col, grid.text(row, col))
    readings = tuple(sorted(work.readings, key=lambda one: (one.row, one.col, one.part or 0)))
    return Interpretation(layout.orientation, readings, tuple(work.unmapped), work.blank)


def _head(work: _Work, chain: tuple[str, ...], unit: str | None = None) -> _Head | None:
    match, used = match_chain(work.heads, chain)
    if match is None:
        return None
    marks = tuple(dict.fromkeys([*match.marks, *(mark for text in chain for mark in note_marks(text))]))
    shown = match.unit or next(
        (found.unit for text in reversed(chain) if (found := work.heads.match(text))), None
    )
    printed = _printed_unit(chain) or shown
    return _Head(match, used, printed or unit, notes_for(marks, work.table.notes))


def _printed_unit(chain: tuple[str, ...]) -> str | None:
    import re

    for text in reversed(chain):
        for inner in reversed(re.findall(r"[(\[]([^()\[\]]*)[)\]]", text)):
            if read_header_unit(inner) is not None:
                return str(inner).strip()
    return None


def _read_columns(work: _Work, layout: Layout) -> None:
    """Devices as columns: parameter words at the left, one device a column."""
    grid, labels = work.grid, layout.label_columns
    stub_row = _device_row(work, layout)
    units = [c for c in range(labels, grid.n_cols) if _is_unit_column(work, c, layout.header_rows)]
    skipped = [
        c
        for c in range(labels, grid.n_cols)
        if any(work.vocabulary.is_symbol_header(grid.text(r, c)) for r in range(max(1, layout.header_rows)))
    ]
    devices = [c for c in range(labels, grid.n_cols) if c not in units and c not in skipped]
    stubs = {c: grid.text(stub_row, c) if stub_row is not None else "" for c in devices}
    if stub_row is not None and stub_row < layout.header_rows:
        corner = tuple(text for text in (grid.text(stub_row, labels - 1),) if text)
        match = work.heads.match(corner[0]) if corner else None
        if match is None or match.parameters == ("device_name",):
            for col in devices:
                _plain(work, stub_row, col, "device_name", corner, stubs[col])
    above = ""
    for row in range(layout.header_rows, grid.n_rows):
        chain = tuple(dict.fromkeys(t for t in (grid.head(row, c) for c in range(labels)) if t))
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
        head = _head(work, chain, unit)
        if head is None:
            work.miss(row, labels - 1, chain[-1])
            continue
        for col in devices:
            _cell(work, row, col, head, stubs[col])


def _device_row(work: _Work, layout: Layout) -> int | None:
    """The row that names the devices: the one labelled so, else the last header row with texts."""
    column = layout.label_columns - 1
    for row in range(min(work.grid.n_rows, layout.header_rows + 3)):
        match = work.heads.match(work.grid.head(row, column))
        if match is not None and match.parameters == ("device_name",):
            return row
    for row in range(layout.header_rows - 1, -1, -1):
        if any(work.grid.text(row, col) for col in range(layout.label_columns, work.grid.n_cols)):
            return row
    return None


def _is_unit_column(work: _Work, col: int, header_rows: int) -> bool:
    if any(work.vocabulary.is_unit_header(work.grid.text(row, col)) for row in range(max(1, header_rows))):
        return True
    body = [work.grid.text(row, col) for row in range(header_rows, work.grid.n_rows)]
    filled = [text for text in body if text and not is_absent(text)]
    return len(filled) >= 2 and all(is_unit(text) for text in filled)


def _read_rows(work: _Work, layout: Layout) -> None:
    """Devices as rows: parameter words on top; section rows, stacked headers and carried-down labels are seen."""
    grid = work.grid
    heads, label = _column_heads(work, 0, layout.header_rows)
    section: tuple[str, ...] = ()
    last: dict[int, tuple[str, Cell]] = {}
    for row in range(layout.header_rows, grid.n_rows):
        if _is_section(grid, row):
            section = (f"section: {next(text for text in grid.row(row) if text)}",)
            last = {}
            continue
        if _is_header_again(work, row, heads):
            heads, label = _column_heads(work, row, row + 1)
            last = {}
            continue
        stub = _stub(work, row, label, heads, last)
        for col in range(grid.n_cols):
            head = heads.get(col)
            if head is None:
                continue
            name = head.match.parameters[0]
            if not grid.text(row, col) and col <= max(label, 0) and name in _CARRIED and col in last:
                text, cell = last[col]
                _plain(
                    work,
                    row,
                    col,
                    name,
                    head.chain,
                    stub,
                    text=text,
                    flags=("carried_down", *section),
                    cell=cell,
                )
                continue
            _cell(work, row, col, head, stub or _group(grid, col, layout, head), section)
            cell_here = grid.cell(row, col)
            if cell_here is not None and not is_absent(cell_here.text):
                last[col] = (grid.text(row, col), cell_here)


def _column_heads(work: _Work, first: int, end: int) -> tuple[dict[int, _Head], int]:
    """(matched head of each column, column of the device labels)."""
    heads: dict[int, _Head] = {}
    for col in range(work.grid.n_cols):
        chain = header_chain(work.grid, col, first, end)
        units = [work.grid.text(r, col) for r in range(first + 1, end) if is_unit(work.grid.text(r, col))]
        head = _head(work, chain, units[-1].strip("()[] ") if units else None)
        if head is not None:
            heads[col] = head
        elif chain:
            work.miss(end - 1, col, work.grid.text(end - 1, col) or chain[-1])
    return heads, _label_column(work, heads, end)


def _label_column(work: _Work, heads: dict[int, _Head], first_row: int) -> int:
    """The column that names the device: the label column with most different texts; column 0 if it has no head."""
    grid = work.grid
    options: list[tuple[float, int]] = []
    for col in range(grid.n_cols):
        head = heads.get(col)
        named = head is not None and head.match.parameters[-1] in _LABELS
        if not named and not (col == 0 and head is None):
            continue
        texts = [grid.text(row, col) for row in range(first_row, grid.n_rows)]
        filled = [text for text in texts if text]
        if not named and sum(is_value(text) for text in filled) * 2 > len(filled):
            continue
        if not filled:
            continue
        different = len(set(filled)) / max(1, len([row for row in texts]))
        rank = _LABELS.index(head.match.parameters[-1]) if named and head is not None else 0
        options.append((different - 0.15 * rank - 0.01 * col, col))
    return max(options)[1] if options else -1


def _stub(
    work: _Work, row: int, label: int, heads: dict[int, _Head], last: dict[int, tuple[str, Cell]]
) -> str:
    if label < 0:
        return ""
    return work.grid.text(row, label) or (last[label][0] if label in last else "")


def _group(grid: Grid, col: int, layout: Layout, head: _Head) -> str:
    """The header over a column that is no parameter word, when the row itself names no device."""
    chain = header_chain(grid, col, 0, layout.header_rows)
    rest = [text for text in chain if text != (head.chain[-1] if head.chain else "")]
    return rest[0] if rest else ""


def _is_section(grid: Grid, row: int) -> bool:
    first = grid.cell(row, 0)
    if first is None or not first.text.strip():
        return False
    return all(grid.cell(row, col) is first or not grid.text(row, col) for col in range(1, grid.n_cols))


def _is_header_again(work: _Work, row: int, heads: dict[int, _Head]) -> bool:
    texts = [work.grid.head(row, col) for col in range(work.grid.n_cols)]
    filled = [text for text in texts if text]
    hits = sum(work.heads.weight(text) > 0 for text in filled)
    return hits >= 3 and hits * 2 > len(filled)


def _read_long(work: _Work) -> None:
    """Long form: a parameter word, carried down, and one value a row."""
    grid = work.grid
    tops = {col: grid.head(0, col) for col in range(1, grid.n_cols)}
    texts = {
        c: h for c, t in tops.items() if 0 < work.heads.weight(t) < 1 and (h := _head(work, (t,))) is not None
    }
    units = [c for c, t in tops.items() if work.vocabulary.is_unit_header(t)]
    notes = [c for c, t in tops.items() if work.vocabulary.is_symbol_header(t)]
    values = [c for c in tops if c not in texts and c not in units and c not in notes]
    valued = [c for c in values if work.vocabulary.is_value_header(tops[c])] or values
    label = next(
        (c for name in _LABELS for c, head in texts.items() if head.match.parameters[-1] == name), -1
    )
    for col in values:
        if col not in valued:
            work.miss(0, col, grid.text(0, col))
    word = ""
    for row in range(1, grid.n_rows):
        carried = not grid.text(row, 0)
        word = grid.head(row, 0) or word
        unit = next((grid.text(row, col) for col in units if grid.text(row, col)), None)
        head = _head(work, (word,), unit) if word else None
        if head is None and not carried:
            work.miss(row, 0, grid.text(row, 0))
        stub = grid.text(row, label) if label >= 0 else ""
        for col, text_head in texts.items():
            _cell(work, row, col, text_head, stub)
        for col in valued if head is not None else ():
            assert head is not None
            over = (tops[col],) if tops[col] and not work.vocabulary.is_value_header(tops[col]) else ()
            named = _Head(head.match, (*over, *head.chain), head.unit, head.notes)
            flags = ("carried_down",) if carried else ()
            if "requirement" in tops[col].lower() or "target" in tops[col].lower():
                flags = (*flags, "header: required")
            _cell(work, row, col, named, stub, flags)


def _plain(
    work: _Work,
    row: int,
    col: int,
    name: str,
    headers: tuple[str, ...],
    stub: str,
    *,
    text: str | None = None,
    flags: tuple[str, ...] = (),
    cell: Cell | None = None,
) -> None:
    """A text reading of one cell (or of the cell above it that it carries down)."""
    cell = cell or work.grid.cell(row, col)
    shown = work.grid.text(row, col) if text is None else text
    if cell is None or is_absent(shown):
        work.blank += 1
        return
    work.readings.append(
        CellReading(
            row,
            col,
            None,
            name,
            headers,
            stub,
            shown,
            shown,
            cell.markup or shown,
            flags=flags,
            bbox=cell.bbox,
        )
    )


def _cell(work: _Work, row: int, col: int, head: _Head, stub: str, flags: tuple[str, ...] = ()) -> None:
    """The readings of one cell under a matched header: none, one, or one for each part."""
    cell = work.grid.cell(row, col)
    if cell is None or is_absent(cell.text):
        work.blank += 1
        return
    if (cell.row, cell.col) != (row, col):
        flags = (*flags, "spanning_cell")
    text = cell.text.strip()
    markup = (cell.markup or cell.text).strip()
    notes = (*head.notes, *notes_for(note_marks(markup), work.table.notes))
    for part, name, piece, more in _pieces(work, head, markup):
        plain = text if part is None else _strip_tags(piece)
        work.readings.append(
            CellReading(
                row=row,
                col=col,
                part=part,
                parameter=name,
                headers=head.chain,
                stub=stub,
                text=text,
                part_text=plain,
                part_markup=piece,
                header_unit=head.unit,
                notes=notes,
                flags=(*flags, *cell.flags, *(f"header: {word}" for word in head.match.qualifiers), *more),
                bbox=cell.bbox,
            )
        )


def _pieces(work: _Work, head: _Head, markup: str) -> Iterator[tuple[int | None, str, str, tuple[str, ...]]]:
    """(part number, parameter, piece of the cell, flags) for each value the header promises."""
    match, vocabulary = head.match, work.vocabulary
    if match.choices:
        name, flags = choose(match, markup, vocabulary)
        yield None, name, markup, flags
        return
    if len(match.parts) == 1:
        name = match.parts[0]
        better = meaning_from_notes(name, head.notes, vocabulary)
        yield None, better or name, markup, ("meaning_from_note",) if better else ()
        return
    pieces = split_parts(markup, len(match.parts))
    if pieces is None:
        whole = part_for_whole(match, markup, vocabulary)
        if whole is None:
            yield None, match.parts[0], markup, ("not_split", "parameter_uncertain")
        else:
            yield None, whole[0], markup, whole[1]
        return
    names, turned = order_parts(match.parts, pieces, vocabulary)
    for number, (name, piece) in enumerate(zip(names, pieces, strict=True), 1):
        if is_absent(_strip_tags(piece)):
            work.blank += 1
            continue
        yield number, name, piece, ("parts_turned_round",) if turned else ()


def _strip_tags(text: str) -> str:
    import re

    return re.sub(r"</?(?:sup|sub|i|b)\b[^>]*>", "", text).strip()
