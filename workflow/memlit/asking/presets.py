"""What the words of a table alone propose: which axis has the heads, what each means, which lines are of devices.

A head is taken where the vocabulary knows its words, alone or together with the heads over it. The axis is the one
whose heads fit the units of the most cells. Nothing is inferred from what tables usually look like: of a table whose
words are unknown nothing is proposed, and it is asked. In a file that a person typed for the review a preset holds at
once; in a print it is shown as proposed until somebody answers.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from memlit.asking.apply import TableAnswers, apply_answers, is_section
from memlit.asking.looks import is_this_work, is_unit, is_value
from memlit.asking.model import HeadAnswer, LineAnswer, TableAnswer
from memlit.asking.prints import Prints
from memlit.asking.readings import Interpretation, Label, TableLine, UnmappedHeader
from memlit.field import HeaderMatch, Vocabulary
from memlit.quantities.absent import is_absent
from printed.tables.model import Table, TableView

MOST_HEAD_ROWS = 4
"""Rows of heads at the top; more is a table in a table."""
MOST_LABEL_COLUMNS = 3
"""Columns at the left that may label the rows."""
NAMED_BY = ("device_name", "material_stack", "structure", "reference")
"""Text parameters whose column names the devices, the likeliest first."""
_NAME_OF_WORK = re.compile(r"^(?!.*(?:\b10\.\d{4}|://)).*[^\W\d_]{2}")
"""A work by a name, `Berdan et al. [70]`, and not by its number or address alone."""
ANSWERED = "answered"
"""How a table is read whose lines a person named: two lines of one name are of one device."""
LESS_LIKELY = 0.15
"""By so much of the lines a column must tell more of them apart than one headed by a likelier name."""
SAME_SHARE = 0.05
"""Columns that tell lines apart by less than this more are alike, and the first of them names."""


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
    return _with_devices_in_rows(view, columns)


def _heads_above(view: TableView, prints: Prints) -> _Axis:
    """The heads over the columns that the vocabulary knows."""
    depth = _head_rows(view)
    found = []
    for column in range(view.n_cols):
        chain = _chain(view.head(row, column) for row in range(depth))
        match = match_of(prints, chain)
        if match is not None:
            found.append(KnownHead(TableLine("column", column), chain, match))
    fitting = sum(
        _fitting(prints, one, [view.head(row, one.line.number) for row in range(depth, view.n_rows)]) for one in found
    )
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
    fitting = sum(
        _fitting(prints, one, [view.head(one.line.number, column) for column in range(depth, view.n_cols)])
        for one in found
    )
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


def _with_devices_in_rows(view: TableView, axis: _Axis) -> Presets:
    """Heads over columns; a line for each row below them."""
    known = {one.line: one for one in axis.heads}
    heads = {one.line: _head_answer(one.match) for one in axis.heads}
    label = _label_column(view, axis)
    lines = {}
    for row in range(axis.depth, view.n_rows):
        if is_section(view, row) or not any(view.text(row, line.number) for line in heads):
            continue
        device = view.name(row, label)[0] if label is not None else ""
        lines[TableLine("row", row)] = _line_answer(device, view.row(row))
    unknown = tuple(
        (axis.depth - 1, column, text)
        for column in range(view.n_cols)
        if TableLine("column", column) not in known and column != label and (text := view.text(axis.depth - 1, column))
    )
    return Presets(TableAnswer(devices_in="rows"), heads, lines, known, unknown)


def _with_devices_in_columns(view: TableView, prints: Prints, axis: _Axis) -> Presets:
    """Heads beside rows; a line for each column behind them that is none of units."""
    known = {one.line: one for one in axis.heads}
    first = min(line.number for line in known)
    columns = [column for column in range(axis.depth, view.n_cols) if not _is_of_units(view, prints, column, first)]
    heads = {one.line: _with_unit_of_row(view, prints, one, axis.depth, first) for one in axis.heads}
    named = [one.line.number for one in axis.heads if one.match.parameters[0] == "device_name"]
    name_row = named[0] if named else _name_row(view, columns, first)
    lines = {}
    for column in columns:
        device = view.name(name_row, column)[0] if name_row is not None and len(columns) > 1 else ""
        heads_over = [view.text(row, column) for row in range(first)]
        lines[TableLine("column", column)] = _line_answer(device, [*heads_over, device])
    where = "columns" if len(columns) > 1 else "table"
    corner = prints.match(view.text(name_row, axis.depth - 1)) if name_row is not None else None
    if name_row is not None and len(columns) > 1 and (corner is None or corner.parameters == ("device_name",)):
        heads[TableLine("row", name_row)] = HeadAnswer(parameters=("device_name",))
    unknown = tuple(
        (row, axis.depth - 1, text)
        for row in range(first, view.n_rows)
        if TableLine("row", row) not in known and (text := view.text(row, axis.depth - 1))
    )
    return Presets(TableAnswer(devices_in=where), heads, lines, known, unknown)


def _name_row(view: TableView, columns: list[int], first: int) -> int | None:
    """The row over the values that names their devices: the one with most different texts, the last of these."""
    best, most = None, 0
    for row in range(first):
        different = len({text for column in columns if (text := view.text(row, column))})
        if different >= max(most, 1):
            best, most = row, different
    return best


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
    """The column that names the devices: of those that may, the one whose texts tell most lines apart.

    Those headed as a name or a material may, and the first column under no known head.
    """
    headed = {one.line.number: one.match.parameters[-1] for one in axis.heads}
    best, most = None, 0.0
    for column in range(view.n_cols):
        texts = [text for text in view.column(column)[axis.depth :] if text]
        name = headed.get(column)
        may_name = name in NAMED_BY or (column == 0 and name is None)
        if not texts or not may_name or sum(map(is_value, texts)) * 2 > len(texts):
            continue
        if name == "reference" and sum(_NAME_OF_WORK.search(text) is not None for text in texts) * 2 <= len(texts):
            continue
        rank = NAMED_BY.index(name) if name in NAMED_BY else 0
        share = len(set(texts)) / (view.n_rows - axis.depth) - LESS_LIKELY * rank
        if best is None or share > most + SAME_SHARE:
            best, most = column, share
    first = [text for text in view.column(0)[axis.depth :] if text]
    if best is None and first and not any(map(is_value, first)):
        return 0
    return best


def _head_answer(match: HeaderMatch) -> HeadAnswer:
    return HeadAnswer(parameters=match.parts, by_unit=match.choices)


def _line_answer(device: str, texts: list[str]) -> LineAnswer:
    """The answer to a line: its device as printed; that it is this work's, where it says so."""
    return LineAnswer(device=device[:200] or None, work="this" if is_this_work(texts) else None)


def _printed_label(view: TableView, line: TableLine, device: str) -> Label:
    """The label of a line with its raised and lowered letters."""
    places = ((row, col) for row in range(view.n_rows) for col in range(view.n_cols))
    own = (place for place in places if place[line.axis == "column"] == line.number)
    markup = next((view.name(*place)[1] for place in own if view.name(*place)[0] == device), device)
    return Label(device, markup, line)


def interpret(table: Table, vocabulary: Vocabulary, given: TableAnswers | None = None) -> Interpretation:
    """The values of a table as its words propose them, and as the answers given say where they say otherwise.

    For a file that a person typed for the review, in which presets hold at once.
    """
    presets = presets_of(table, vocabulary)
    if presets is None and given is None:
        edges = [(0, col) for col in range(table.view.n_cols)] + [(row, 0) for row in range(1, table.view.n_rows)]
        texts = [(row, col, text) for row, col in edges if (text := table.view.text(row, col))]
        missed = tuple(UnmappedHeader(row, col, text, vocabulary.alike(text)) for row, col, text in texts)
        return Interpretation("unknown", unmapped=missed)
    answers = _joined(table.view, presets, given)
    found = apply_answers(table, answers, vocabulary, refuses=False).interpretation
    unknown: tuple[UnmappedHeader, ...] = ()
    if presets is not None and given is None:
        unknown = tuple(UnmappedHeader(row, col, text, vocabulary.alike(text)) for row, col, text in presets.unknown)
    where = ANSWERED if given is not None else f"devices_in_{answers.table.devices_in}"
    return Interpretation(where, found.readings, unknown, found.blank)


def _joined(view: TableView, presets: Presets | None, given: TableAnswers | None) -> TableAnswers:
    """Presets with the answers given in their place; where these read the table along another axis, they alone."""
    of_presets = TableAnswers(TableAnswer(about="others"), {}, {}, {})
    if presets is not None:
        labels = {line: _printed_label(view, line, said.device or "") for line, said in presets.lines.items()}
        of_presets = TableAnswers(presets.table, presets.heads, presets.lines, {}, labels=labels)
    if given is None:
        return of_presets
    labels = {line: _printed_label(view, line, said.device or "") for line, said in given.lines.items()}
    if given.table.devices_in != of_presets.table.devices_in:
        return replace(given, labels=labels)
    return TableAnswers(
        given.table,
        {**of_presets.heads, **given.heads},
        {**of_presets.lines, **given.lines},
        given.cells,
        given.moved,
        {**of_presets.labels, **labels},
    )
