"""Tables with devices as rows, and long tables with one value a row."""

import re
from dataclasses import replace

from memlit.datum import HeadQualifier, LineRole, LineStatistic, UnderSection, written
from memlit.field import HeaderMatch, role_of, split_header
from memlit.tables.meaning.cell_parts import dimension_of
from memlit.tables.meaning.cells import cell_readings, head_of, lacks_unit
from memlit.tables.meaning.layout import (
    Grid,
    Layout,
    are_citations,
    header_chain,
    is_goal,
    is_section,
    is_this_work,
    is_unit,
    is_value,
    parts_side_by_side,
    statistic_of,
    word_column,
)
from memlit.tables.meaning.model import Head, Label, Work
from memlit.tables.model import Cell

_LABELS = ("device_name", "material_stack", "structure", "reference")


def read_rows(work: Work, layout: Layout) -> None:
    """Devices as rows: parameter words on top; section rows and stacked headers are seen.

    The label of a row is what is printed for it: in its own cell, in a merged cell over several rows, in the group
    head above its rows where none of them has a label, or in the head over a group of columns. A blank label is blank.
    """
    grid = work.grid
    heads, label_column = _column_heads(work, 0, layout.header_rows)
    roles = _role_column(grid, layout.header_rows)
    section: Cell | None = None
    group: Cell | None = None
    for row in range(layout.header_rows, grid.n_rows):
        if is_section(grid, row):
            section = group = grid.cell(row, 0)
            continue
        if _is_header_again(work, row):
            heads, label_column = _column_heads(work, row, row + 1)
            continue
        if label_column >= 0 and grid.text(row, label_column):
            group = None
        label = _label(work, row, label_column, group)
        flags: tuple[str, ...] = (written(UnderSection(" ".join(section.text.split()))),) if section else ()
        flags += ("this_work",) if is_this_work(grid.row(row)) else ()
        said = next(
            (one for col in range(grid.n_cols) if (one := statistic_of(work.vocabulary, grid.text(row, col)))), ""
        )
        flags += (written(LineStatistic(said)),) if said else ()
        if statistic_of(work.vocabulary, label.text) is not None:
            label = Label(line=label.line)
        shown = heads
        if role_of(role := grid.text(row, roles) if roles >= 0 else "") is not None:
            shown = _of_role(work, role, layout, heads, {label_column, roles})
            flags += (written(LineRole(role)),)
        for col, head in sorted(shown.items()):
            own = label
            if not label.text:
                own = replace(label, text=(over := _group(grid, col, layout, head)), markup=over)
            cell_readings(work, row, col, head, own, flags)


def _role_column(grid: Grid, first_row: int) -> int:
    """The column whose cells say nothing but set or reset, both of them; -1 where there is none."""
    for col in range(grid.n_cols):
        roles = [role_of(text) for row in range(first_row, grid.n_rows) if (text := grid.text(row, col))]
        if None not in roles and len(set(roles)) == 2:
            return col
    return -1


def _of_role(work: Work, role: str, layout: Layout, heads: dict[int, Head], others: set[int]) -> dict[int, Head]:
    """The heads as they are in a row of set or of reset: `Voltage (V)` beside `SET` is the set voltage."""
    shown = dict(heads)
    for col in set(range(work.grid.n_cols)) - others:
        chain = header_chain(work.grid, col, 0, layout.header_rows)
        head = head_of(work, (role, *chain)) if chain else None
        if head is not None:
            shown[col] = head
    return shown


def _column_heads(work: Work, first: int, end: int) -> tuple[dict[int, Head], int]:
    """(matched head of each column, column of the device labels)."""
    heads: dict[int, Head] = {}
    for col in range(work.grid.n_cols):
        chain = header_chain(work.grid, col, first, end)
        units = [work.grid.text(r, col) for r in range(first + 1, end) if is_unit(work.grid.text(r, col))]
        head = head_of(work, chain, units[-1].strip("()[] ") if units else None)
        texts = [work.grid.text(row, col) for row in range(end, work.grid.n_rows)]
        if head is not None and col == 0 and _names_things(work, head, texts):
            head = None
        if head is not None and not lacks_unit(head, texts):
            heads[col] = head
        elif are_citations(texts) and chain:
            heads[col] = Head(HeaderMatch(("reference",)), chain[-1:], None, ())
        elif chain:
            work.miss(end - 1, col, work.grid.text(end - 1, col) or chain[-1])
    return heads, _label_column(work, heads, end)


def _names_things(work: Work, head: Head, texts: list[str]) -> bool:
    """Whether names stand under a head of numbers: stacks under `Array`."""
    is_number = not any(work.vocabulary.parameters[name].is_text for name in head.match.parameters)
    filled = [text for text in texts if text]
    return is_number and bool(filled) and all(re.search(r"[^\W\d_]{2}", text) and not is_value(text) for text in filled)


_SIZE_OF = re.compile(r"\d\S*\s+\S+\s+\S*[A-Z]")
"""A size and what has it: `64 kb HfO2`."""


def _label_column(work: Work, heads: dict[int, Head], first_row: int) -> int:
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
        different = len(set(filled)) / max(1, len(texts))
        if len(filled) < 0.85 * len(texts) and col == 0:
            different -= 0.3
        rank = _LABELS.index(head.match.parameters[-1]) if named and head is not None else 0
        last_resort = 1.0 if named and rank == len(_LABELS) - 1 and not _are_names(filled) else 0.0
        options.append((different - 0.15 * rank - 0.03 * col - last_resort, col))
    if options:
        return max(options)[1]
    # `3 nm`, `4 nm` under `Tunnel oxide`: lengths that tell the rows apart name them where nothing else does.
    first = [grid.text(row, 0) for row in range(first_row, grid.n_rows)]
    is_told = len(first) > 1 and all(first) and len(set(first)) == len(first)
    return 0 if is_told and _may_name(work, heads.get(0), first, grid.text(first_row - 1, 0)) else -1


def _may_name(work: Work, head: Head | None, texts: list[str], printed: str) -> bool:
    """Whether a first column of different texts tells devices apart: names, materials (`Top electrode`), sizes."""
    if head is not None:
        named = work.vocabulary.parameters[head.match.parameters[-1]]
        return named.is_text or named.unit in ("m", "m^2") or all(map(_SIZE_OF.search, texts))
    unit = split_header(printed).unit
    return all(any(map(str.isalpha, text)) for text in texts) or (
        unit is not None and dimension_of(f"1 {unit}") in ("m", "m^2")
    )


def _are_names(texts: list[str]) -> bool:
    """True where most citations hold a name (`Berdan et al. [70]`), not only a number or an address."""
    named = [text for text in texts if re.search(r"[^\W\d_]{3,}", text) and not re.search(r"\b10\.\d{4}|://", text)]
    return len(named) * 2 > len(texts)


def _label(work: Work, row: int, column: int, group: Cell | None) -> Label:
    """The label of a row, of its own cell or of the group head over it where that heads the labels too."""
    line = f"r{row}"
    text = work.grid.text(row, column) if column >= 0 else ""
    if text:
        return Label(*work.grid.name(row, column), line)
    if group is not None and (column == 0 or group.colspan == work.grid.n_cols):
        return Label(" ".join(group.text.split()), group.markup or group.text, line)
    return Label(line=line)


def _group(grid: Grid, col: int, layout: Layout, head: Head) -> str:
    """The header over a column that is no parameter word, when the row itself names no device."""
    chain = header_chain(grid, col, 0, layout.header_rows)
    return next((text for text in chain if text not in head.chain), "")


def _is_header_again(work: Work, row: int) -> bool:
    texts = [work.grid.head(row, col) for col in range(work.grid.n_cols)]
    filled = [text for text in texts if text]
    hits = sum(work.heads.weight(text) > 0 for text in filled)
    return hits >= 3 and hits * 2 > len(filled)


def read_long(work: Work) -> None:
    """Long form: a parameter word, carried down, and one value a row; such lists may stand beside each other."""
    parts = parts_side_by_side(work.grid, work.vocabulary)
    for columns in parts:
        _read_list(work, columns, word_column(work.grid, work.vocabulary) if len(parts) == 1 else columns.start)


def _read_list(work: Work, columns: range, words: int) -> None:
    grid = work.grid
    tops = {col: grid.head(0, col) for col in columns if col != words}
    texts = {c: h for c, t in tops.items() if 0 < work.heads.weight(t) < 1 and (h := head_of(work, (t,))) is not None}
    units = [c for c, t in tops.items() if work.vocabulary.is_unit_header(t)]
    notes = [c for c, t in tops.items() if work.vocabulary.is_symbol_header(t)]
    values = [c for c in tops if c not in texts and c not in units and c not in notes]
    said = {c: _said_of_values(work, tops[c]) for c in values}
    headed = [c for c in values if work.vocabulary.is_value_header(tops[c])]
    valued = [c for c in values if c in headed or said[c]] if headed else values
    label = next((c for name in _LABELS for c, head in texts.items() if head.match.parameters[-1] == name), -1)
    if label < 0 and words > columns.start and columns.start in values and columns.start not in valued:
        # `Platform | Metric | Value`: what stands before the parameter words has them.
        label = columns.start
        values.remove(label)
    for col in values:
        if col not in valued:
            work.miss(0, col, grid.text(0, col))
    word = ""
    for row in range(1, grid.n_rows):
        carried = not grid.text(row, words)
        word = grid.head(row, words) or word
        unit = next((grid.text(row, col) for col in units if grid.text(row, col)), None)
        head = head_of(work, (word,), unit) if word else None
        if head is None and not carried:
            work.miss(row, words, grid.text(row, words))
        stub = Label(grid.text(row, label), grid.head(row, label), f"r{row}") if label >= 0 else Label()
        own = ("this_work",) if is_this_work(grid.row(row)) else ()
        for col, text_head in texts.items():
            cell_readings(work, row, col, text_head, stub, own)
        for col in valued if head is not None else ():
            assert head is not None
            over = (tops[col],) if tops[col] and not work.vocabulary.is_value_header(tops[col]) else ()
            named = Head(head.match, (*over, *head.chain), head.unit, head.notes)
            flags = ("carried_down", *own) if carried else own
            cell_readings(work, row, col, named, stub, (*flags, *said[col]))


def _said_of_values(work: Work, top: str) -> tuple[str, ...]:
    """The flag of the values of a column that asks for them, or gives an end or the spread of many."""
    said = statistic_of(work.vocabulary, top)
    if is_goal(top):
        return (written(HeadQualifier("required")),)
    return (written(LineStatistic(said)),) if said else ()
