"""What the words of a table alone propose: which axis has the heads, what each means, which lines are of devices.

A head is taken where the vocabulary knows its words, alone or together with the heads over it. The axis is the one
whose heads fit the units of the most cells. Nothing is inferred from what tables usually look like: of a table whose
words are unknown nothing is proposed, and it is asked. In a file that a person typed for the review a preset holds at
once; in a print it is shown as proposed until somebody answers.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from memlit.asking.model import HeadAnswer, LineAnswer, TableAnswer
from memlit.field import HeaderMatch, Vocabulary
from memlit.quantities.absent import is_absent
from memlit.tables.meaning.looks import is_this_work, is_unit, is_value
from memlit.tables.meaning.model import TableLine
from memlit.tables.meaning.prints import Prints
from printed.tables.model import Table, TableView

MOST_HEAD_ROWS = 4
"""Rows of heads at the top; more is a table in a table."""
MOST_LABEL_COLUMNS = 3
"""Columns at the left that may label the rows."""
NAMED_BY = ("device_name", "material_stack", "structure", "mechanism", "reference")
"""Text parameters whose column names the devices, the likeliest first."""


@dataclass(frozen=True, slots=True)
class KnownHead:
    """A head that the vocabulary knows: its line, its texts from the outermost to the innermost, what they mean."""

    line: TableLine
    chain: tuple[str, ...]
    match: HeaderMatch


@dataclass(frozen=True, slots=True)
class Presets:
    """What is proposed of a table: its answers, the heads as they matched, and heads over values that are not known."""

    table: TableAnswer
    heads: Mapping[TableLine, HeadAnswer]
    lines: Mapping[TableLine, LineAnswer]
    known: Mapping[TableLine, KnownHead]
    unknown: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Axis:
    """One way to read a table: its known heads, how many rows or columns they take, the cells whose units fit."""

    heads: tuple[KnownHead, ...]
    depth: int
    fitting: float


def presets_of(table: Table, vocabulary: Vocabulary) -> Presets | None:
    """What the words of a table propose; None where they propose nothing."""
    view = table.view
    if view.n_rows < 2 and view.n_cols < 2:
        return None
    prints = Prints(vocabulary)
    columns, rows = _heads_above(view, prints), _heads_beside(view, prints)
    if not columns.heads and not rows.heads:
        return None
    if rows.fitting > columns.fitting:
        return _with_devices_in_columns(view, prints, rows)
    return _with_devices_in_rows(view, prints, columns)


def _heads_above(view: TableView, prints: Prints) -> _Axis:
    """The heads over the columns that the vocabulary knows."""
    depth = _head_rows(view)
    found = []
    for column in range(view.n_cols):
        chain = _chain(view.head(row, column) for row in range(depth))
        match = match_of(prints, chain)
        if match is not None:
            found.append(KnownHead(TableLine("column", column), chain, match))
    fitting = sum(_fitting(prints, one, [view.head(row, one.line.number) for row in range(depth, view.n_rows)]) for one in found)
    return _Axis(tuple(found), depth, fitting)


def _heads_beside(view: TableView, prints: Prints) -> _Axis:
    """The labels of the rows that the vocabulary knows."""
    depth = _label_columns(view)
    found = []
    for row in range(view.n_rows):
        chain = _chain(view.head(row, column) for column in range(depth))
        match = match_of(prints, chain)
        if match is not None:
            found.append(KnownHead(TableLine("row", row), chain, match))
    fitting = sum(_fitting(prints, one, [view.head(one.line.number, column) for column in range(depth, view.n_cols)]) for one in found)
    return _Axis(tuple(found), depth, fitting)


def _head_rows(view: TableView) -> int:
    """Rows at the top before the first that holds values beside its label."""
    for row in range(1, min(MOST_HEAD_ROWS, view.n_rows - 1) + 1):
        if any(is_value(text) for text in view.row(row)[1:]):
            return row
    return 1


def _label_columns(view: TableView) -> int:
    """Columns at the left before the first that holds values."""
    for column in range(1, min(MOST_LABEL_COLUMNS, view.n_cols - 1) + 1):
        if any(is_value(text) for text in view.column(column)[1:]):
            return column
    return 1


def _chain(texts: Iterator[str]) -> tuple[str, ...]:
    """Texts from the outermost to the innermost, each once, without units that stand alone."""
    return tuple(dict.fromkeys(text for text in texts if text and not is_unit(text)))


def match_of(prints: Prints, chain: tuple[str, ...]) -> HeaderMatch | None:
    """What a chain of heads means: the innermost alone, with those over it, or one over it."""
    if not chain:
        return None
    joined = prints.match(f"{chain[-1]} {chain[-2]}") if len(chain) > 1 else None
    own = prints.match(chain[-1])
    if own is not None and joined is not None and len(joined.phrase) > len(own.phrase):
        return joined
    outer = (prints.match(text) for text in reversed(chain[:-1]))
    return own or joined or next(filter(None, outer), None)


def _fitting(prints: Prints, head: KnownHead, texts: list[str]) -> float:
    """How many cells of a line may be values of its head: by their unit, or that of the head."""
    wanted = {prints.si_unit_of(name) for name in head.match.parameters}
    if wanted == {""}:
        return 0.25 * sum(bool(text) for text in texts)
    of_head = prints.dimension_of_unit(head.match.unit) if head.match.unit else None
    count = 0.0
    for text in texts:
        own = prints.dimension(text) or of_head
        if is_value(text) and (own in wanted or (own is None and wanted & {"1", "state", "cycle", "bit"})):
            count += 1
        elif is_value(text) and own is None:
            count += 0.5
    return count


def _with_devices_in_rows(view: TableView, prints: Prints, axis: _Axis) -> Presets:
    """Heads over columns; a line for each row below them."""
    known = {one.line: one for one in axis.heads}
    heads = {one.line: _head_answer(one.match) for one in axis.heads}
    label = _label_column(view, axis)
    lines = {}
    for row in range(axis.depth, view.n_rows):
        if _is_section(view, row) or not any(view.text(row, line.number) for line in heads):
            continue
        device = view.name(row, label)[0] if label is not None else ""
        lines[TableLine("row", row)] = _line_answer(device, view.row(row))
    unknown = tuple(
        (0, column, text)
        for column in range(view.n_cols)
        if TableLine("column", column) not in known
        and column != label
        and (text := view.text(axis.depth - 1, column))
        and sum(is_value(cell) for cell in view.column(column)[axis.depth :]) * 2 > view.n_rows - axis.depth
    )
    return Presets(TableAnswer(devices_in="rows"), heads, lines, known, unknown)


def _with_devices_in_columns(view: TableView, prints: Prints, axis: _Axis) -> Presets:
    """Heads beside rows; a line for each column behind them that is none of units."""
    known = {one.line: one for one in axis.heads}
    first = min(line.number for line in known)
    columns = [
        column
        for column in range(axis.depth, view.n_cols)
        if not _is_of_units(view, prints, column, first)
    ]
    heads = {one.line: _with_unit_of_row(view, prints, one, axis.depth, first) for one in axis.heads}
    lines = {}
    for column in columns:
        names = [view.name(row, column)[0] for row in range(first) if not is_absent(view.text(row, column))]
        is_named = len(columns) > 1 and bool(names)
        device = names[-1] if is_named and not prints.vocabulary.is_value_header(names[-1]) else ""
        lines[TableLine("column", column)] = _line_answer(device, names)
    where = "columns" if len(columns) > 1 else "table"
    name_row = _name_row(view, prints, columns, first, axis.depth)
    if name_row is not None:
        heads[TableLine("row", name_row)] = HeadAnswer(parameters=("device_name",))
    unknown = tuple(
        (row, 0, view.text(row, axis.depth - 1))
        for row in range(first, view.n_rows)
        if TableLine("row", row) not in known
        and view.text(row, axis.depth - 1)
        and any(is_value(view.text(row, column)) for column in columns)
    )
    return Presets(TableAnswer(devices_in=where), heads, lines, known, unknown)


def _name_row(view: TableView, prints: Prints, columns: list[int], first: int, depth: int) -> int | None:
    """The row over the values that names their devices, where its corner says nothing else."""
    for row in reversed(range(first)):
        corner = prints.match(view.text(row, depth - 1)) if view.text(row, depth - 1) else None
        names = [text for column in columns if (text := view.text(row, column))]
        if len(columns) > 1 and names and (corner is None or corner.parameters == ("device_name",)):
            return row
    return None


def _is_of_units(view: TableView, prints: Prints, column: int, first: int) -> bool:
    """Whether a column holds units or symbols and no values."""
    heads = [view.text(row, column) for row in range(max(1, first))]
    if any(prints.vocabulary.is_unit_header(text) or prints.vocabulary.is_symbol_header(text) for text in heads):
        return True
    filled = [text for text in view.column(column)[first:] if text and not is_absent(text)]
    return len(filled) > 1 and all(map(is_unit, filled))


def _with_unit_of_row(view: TableView, prints: Prints, one: KnownHead, depth: int, first: int) -> HeadAnswer:
    """The answer to the head of a row, with the unit of its column of units."""
    units = [
        view.text(one.line.number, column).strip("()[] ")
        for column in range(depth, view.n_cols)
        if _is_of_units(view, prints, column, first)
    ]
    unit = next((text for text in units if is_unit(text)), None)
    answer = _head_answer(one.match)
    return answer.model_copy(update={"unit": unit}) if unit and not one.match.unit else answer


def _label_column(view: TableView, axis: _Axis) -> int | None:
    """The column that names the devices: headed so, else the first that is under no head of numbers."""
    for name in NAMED_BY:
        for one in axis.heads:
            if one.match.parameters[:1] == (name,):
                return one.line.number
    known = {one.line.number for one in axis.heads}
    for column in range(min(MOST_LABEL_COLUMNS, view.n_cols)):
        texts = [text for text in view.column(column)[axis.depth :] if text]
        if column not in known and texts and sum(map(is_value, texts)) * 2 <= len(texts):
            return column
    return None


def _is_section(view: TableView, row: int) -> bool:
    """Whether a row is one text over all its columns."""
    texts = {text for text in view.row(row) if text}
    return view.n_cols > 1 and len(texts) == 1 and not is_value(next(iter(texts)))


def _head_answer(match: HeaderMatch) -> HeadAnswer:
    return HeadAnswer(parameters=match.parts, by_unit=match.choices)


def _line_answer(device: str, texts: list[str]) -> LineAnswer:
    """The answer to a line: its device as printed; that it is this work's, where it says so."""
    return LineAnswer(device=device[:200] or None, work="this" if is_this_work(texts) else None)
