"""Tables with devices as rows."""

import re
from dataclasses import dataclass, replace

from memlit.datum import LineRole, LineStatistic, UnderSection, note_text
from memlit.field import HeaderMatch, role_of, split_header, state_of
from memlit.tables.meaning.cells import cell_readings
from memlit.tables.meaning.heads import head_of, header_chain, lacks_unit
from memlit.tables.meaning.lines import are_states, is_section, statistic_of_label
from memlit.tables.meaning.looks import are_citations, are_mostly, is_this_work, is_unit, is_value
from memlit.tables.meaning.model import Head, Label, TableLine, TableUnderReading
from memlit.tables.meaning.orientation import Layout
from printed.tables.model import Cell, TableView

NAMED_BY = ("device_name", "material_stack", "structure", "reference")
"""What the label of a device may be a print of, the likeliest first."""
_SIZE_OF = re.compile(r"\d\S*\s+\S+\s+\S*[A-Z]")
"""A size and what has it: `64 kb HfO2`."""


@dataclass
class _Above:
    """What the rows above say of a row: heads and the column of labels; the last section, and the last group head."""

    heads: dict[int, Head]
    label_column: int
    section: Cell | None = None
    group: Cell | None = None


def read_rows(table: TableUnderReading, layout: Layout) -> None:
    """Devices as rows: parameter words on top; section rows and stacked headers are seen.

    The label of a row is what is printed for it: in its own cell, in a merged cell over several rows, in the group
    head above its rows where none of them has a label, or in the head over a group of columns. A blank label is blank.
    """
    view = table.view
    roles = _role_column(view, layout.header_rows)
    above = _Above(*_column_heads(table, 0, layout.header_rows, roles))
    for row in range(layout.header_rows, view.n_rows):
        if is_section(view, row):
            above.section = above.group = view.cell(row, 0)
        elif _is_header_again(table, row):
            above.heads, above.label_column = _column_heads(table, row, row + 1, roles)
        else:
            if above.label_column >= 0 and view.text(row, above.label_column):
                above.group = None
            _read_row(table, row, layout, above, roles)


def _read_row(table: TableUnderReading, row: int, layout: Layout, above: _Above, roles: int) -> None:
    """The cells of a row of one device; roles: the column that says set or reset, -1 for none."""
    view = table.view
    label = _label(view, row, above.label_column, above.group)
    flags = _said_of_row(table, row, above.section)
    if statistic_of_label(table.vocabulary, label.text) is not None:
        label = Label(line=label.line)
    heads = above.heads
    role = view.text(row, roles) if roles >= 0 else ""
    if role_of(role) is not None or state_of(role) is not None:
        heads = _of_role(table, role, layout, heads, {above.label_column, roles})
        flags = (*flags, note_text(LineRole(role)))
        if above.label_column < 0 and not label.text:
            # Rows of set and of reset, or of the two states, are of one device where nothing else names them.
            label = Label()
    for col, head in sorted(heads.items()):
        own = label
        if not label.text:
            group = _group(view, col, layout, head)
            own = replace(label, text=group, markup=group)
        cell_readings(table, row, col, head, own, flags)


def _said_of_row(table: TableUnderReading, row: int, section: Cell | None) -> tuple[str, ...]:
    """Flags of all values of a row: its section, that it is of this work, and which of many values it gives."""
    texts = table.view.row(row)
    flags = []
    if section is not None:
        flags.append(note_text(UnderSection(" ".join(section.text.split()))))
    if is_this_work(texts):
        flags.append("this_work")
    statistics = (statistic_of_label(table.vocabulary, text) for text in texts)
    statistic = next(filter(None, statistics), None)
    if statistic is not None:
        flags.append(note_text(LineStatistic(statistic)))
    return tuple(flags)


def _role_column(view: TableView, first_row: int) -> int:
    """The column whose cells say nothing but set or reset, or name the two states, both of them; -1 for none."""
    for col in range(view.n_cols):
        texts = [text for text in view.column(col)[first_row:] if text]
        roles = [role_of(text) for text in texts]
        if (None not in roles and len(set(roles)) == 2) or (col < view.n_cols - 1 and are_states(texts)):
            return col
    return -1


def _of_role(
    table: TableUnderReading, role: str, layout: Layout, heads: dict[int, Head], others: set[int]
) -> dict[int, Head]:
    """The heads as they are in a row of set or of reset: `Voltage (V)` beside `SET` is the set voltage."""
    shown = dict(heads)
    for col in set(range(table.view.n_cols)) - others:
        chain = header_chain(table.view, col, 0, layout.header_rows)
        head = head_of(table, (role, *chain)) if chain else None
        if head is not None:
            shown[col] = head
    return shown


def _column_heads(table: TableUnderReading, first: int, end: int, roles: int) -> tuple[dict[int, Head], int]:
    """(matched head of each column, column of the device labels); roles: the column of roles, which is neither."""
    view = table.view
    heads: dict[int, Head] = {}
    for col in range(view.n_cols):
        if col == roles:
            continue
        chain = header_chain(view, col, first, end)
        head = _head_of_column(table, col, chain, first, end)
        if head is not None:
            heads[col] = head
        elif chain and not (roles >= 0 and _is_told_by_roles(table, chain, view.column(roles)[end:])):
            table.miss(end - 1, col, view.text(end - 1, col) or chain[-1])
    return heads, _label_column(table, heads, end, roles)


def _is_told_by_roles(table: TableUnderReading, chain: tuple[str, ...], roles: list[str]) -> bool:
    """Whether a head that is not known alone is known beside a role: `R` beside `LRS`."""
    return any(head_of(table, (role, *chain)) is not None for role in roles if role)


def _head_of_column(table: TableUnderReading, col: int, chain: tuple[str, ...], first: int, end: int) -> Head | None:
    """What a chain of heads, in the rows from `first` to before `end`, names over what stands below it."""
    texts = table.view.column(col)
    units = [text for text in texts[first + 1 : end] if is_unit(text)]
    below = texts[end:]
    head = head_of(table, chain, units[-1].strip("()[] ") if units else None)
    is_of_things = head is not None and col == 0 and _names_things(table, head, below)
    if head is not None and not is_of_things and not lacks_unit(table, head, below):
        return head
    if chain and are_citations(below):
        return Head(HeaderMatch(("reference",)), chain[-1:], None, ())
    return None


def _names_things(table: TableUnderReading, head: Head, texts: list[str]) -> bool:
    """Whether names stand under a head of numbers: stacks under `Array`."""
    is_number = not any(table.vocabulary.parameters[name].is_text for name in head.match.parameters)
    filled = [text for text in texts if text]
    return is_number and bool(filled) and all(re.search(r"[^\W\d_]{2}", text) and not is_value(text) for text in filled)


def _label_column(table: TableUnderReading, heads: dict[int, Head], first_row: int, roles: int) -> int:
    """The column that names the device: the label column with most different texts; column 0 if it has no head.

    The column of roles names none.
    """
    options: list[tuple[float, int]] = []
    for col in range(table.view.n_cols):
        if col == roles:
            continue
        likeness = _likeness_to_labels(col, heads.get(col), table.view.column(col)[first_row:])
        if likeness is not None:
            options.append((likeness, col))
    if options:
        return max(options)[1]
    if roles == 0:
        return -1
    # `3 nm`, `4 nm` under `Tunnel oxide`: lengths that tell the rows apart name them where nothing else does.
    first = table.view.column(0)[first_row:]
    is_told_apart = len(first) > 1 and all(first) and len(set(first)) == len(first)
    return 0 if is_told_apart and _may_name(table, heads.get(0), first, table.view.text(first_row - 1, 0)) else -1


def _likeness_to_labels(col: int, head: Head | None, texts: list[str]) -> float | None:
    """How likely a column names the devices, by its head and its texts; None where it cannot."""
    filled = [text for text in texts if text]
    is_labelled = head is not None and head.match.parameters[-1] in NAMED_BY
    is_first_alone = col == 0 and head is None and not are_mostly(is_value, filled)
    if not filled or not (is_labelled or is_first_alone):
        return None
    likeness = len(set(filled)) / max(1, len(texts))
    if col == 0 and len(filled) < 0.85 * len(texts):
        likeness -= 0.3
    rank = NAMED_BY.index(head.match.parameters[-1]) if is_labelled and head is not None else 0
    is_last_resort = is_labelled and rank == len(NAMED_BY) - 1 and not _are_names(filled)
    return likeness - 0.15 * rank - 0.03 * col - (1.0 if is_last_resort else 0.0)


def _may_name(table: TableUnderReading, head: Head | None, texts: list[str], printed: str) -> bool:
    """Whether a first column of different texts tells devices apart: names, materials (`Top electrode`), sizes."""
    if head is not None:
        named = table.vocabulary.parameters[head.match.parameters[-1]]
        return named.is_text or named.unit in ("m", "m^2") or all(map(_SIZE_OF.search, texts))
    if all(any(map(str.isalpha, text)) for text in texts):
        return True
    unit = split_header(printed).unit
    return unit is not None and table.prints.dimension_of_unit(unit) in ("m", "m^2")


def _are_names(texts: list[str]) -> bool:
    """True where most citations hold a name (`Berdan et al. [70]`), not only a number or an address."""
    named = [text for text in texts if re.search(r"[^\W\d_]{3,}", text) and not re.search(r"\b10\.\d{4}|://", text)]
    return len(named) * 2 > len(texts)


def _label(view: TableView, row: int, column: int, group: Cell | None) -> Label:
    """The label of a row, of its own cell or of the group head over it where that heads the labels too."""
    line = TableLine("row", row)
    if column >= 0 and view.text(row, column):
        return Label(*view.name(row, column), line)
    if group is not None and (column == 0 or group.colspan == view.n_cols):
        return Label(" ".join(group.text.split()), group.markup or group.text, line)
    return Label(line=line)


def _group(view: TableView, col: int, layout: Layout, head: Head) -> str:
    """The header over a column that is no parameter word, when the row itself names no device."""
    chain = header_chain(view, col, 0, layout.header_rows)
    return next((text for text in chain if text not in head.chain), "")


def _is_header_again(table: TableUnderReading, row: int) -> bool:
    texts = [table.view.head(row, col) for col in range(table.view.n_cols)]
    filled = [text for text in texts if text]
    hits = sum(table.prints.weight(text) > 0 for text in filled)
    return hits >= 3 and hits * 2 > len(filled)
