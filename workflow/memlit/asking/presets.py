"""What the words of a table alone propose: which axis has the heads, what each means, which lines are of devices.

A head is taken where the vocabulary knows its words, alone or together with the heads over it. The axis is the one
whose heads fit the units of the most cells. Nothing is inferred from what tables usually look like: of a table whose
words are unknown nothing is proposed, and it is asked. In a file that a person typed for the review a preset holds at
once; in a print it is shown as proposed until somebody answers.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from memlit.asking.apply import TableAnswers, apply_answers
from memlit.asking.lines import LineAxis, TableLine, across, head_texts, is_section, lines_along
from memlit.asking.looks import is_this_work, is_unit, is_value
from memlit.asking.model import HeadAnswer, LineAnswer, TableAnswer
from memlit.asking.prints import Prints
from memlit.asking.readings import Interpretation, Label, UnmappedHeader
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
class Presets:
    """What is proposed of a table: its answers, and the heads over values whose words are not known."""

    table: TableAnswer
    heads: Mapping[TableLine, HeadAnswer]
    lines: Mapping[TableLine, LineAnswer]
    unknown: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Direction:
    """One way to read a table: its known heads, how many rows or columns they take, the cells whose units fit."""

    heads: Mapping[TableLine, HeaderMatch]
    depth: int
    fitting: float


def presets_of(table: Table, vocabulary: Vocabulary) -> Presets | None:
    """What the words of a table propose; None where they propose nothing."""
    view = table.view
    if view.n_rows < 2 and view.n_cols < 2:
        return None
    prints = Prints(vocabulary)
    above = _direction(view, prints, "column", MOST_HEAD_ROWS)
    beside = _direction(view, prints, "row", MOST_LABEL_COLUMNS)
    if not above.heads and not beside.heads:
        return None
    if beside.fitting > above.fitting:
        return _with_devices_in_columns(view, prints, beside)
    return _with_devices_in_rows(view, above)


def _direction(view: TableView, prints: Prints, axis: LineAxis, most: int) -> _Direction:
    """The heads over the columns, or beside the rows, that the vocabulary knows; most: rows or columns of heads."""
    depth = _depth(view, axis, most)
    heads: dict[TableLine, HeaderMatch] = {}
    fitting = 0.0
    for line in lines_along(view, axis):
        match = match_of(prints, head_texts(view, line, depth))
        if match is not None:
            heads[line] = match
            fitting += _fitting(prints, match, [view.head(*place) for place in line.places(view)[depth:]])
    return _Direction(heads, depth, fitting)


def _depth(view: TableView, axis: LineAxis, most: int) -> int:
    """Rows over the first that holds values beside its label, or columns before it; 1 where none of the first does."""
    for line in lines_along(view, across(axis))[1 : most + 1]:
        if any(is_value(text) for text in line.texts(view)[1:]):
            return line.number
    return 1


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


def _fitting(prints: Prints, head: HeaderMatch, texts: list[str]) -> float:
    """How many cells of a line may be values of its head: by their unit, or that of the head."""
    wanted = {prints.si_unit_of(name) for name in head.parameters}
    if wanted == {""}:
        return 0.25 * sum(bool(text) for text in texts)
    of_head = prints.dimension_of_unit(head.unit) if head.unit else None
    count = 0.0
    for text in texts:
        own = prints.dimension(text) or of_head
        if is_value(text) and (own in wanted or (own is None and wanted & {"1", "state", "cycle", "bit"})):
            count += 1
        elif is_value(text) and own is None:
            count += 0.5
    return count


def _with_devices_in_rows(view: TableView, above: _Direction) -> Presets:
    """Heads over columns; a line for each row below them."""
    heads = {line: _head_answer(match) for line, match in above.heads.items()}
    label = _label_column(view, above)
    lines = {}
    for row in range(above.depth, view.n_rows):
        if is_section(view, row) or not any(view.text(row, line.number) for line in heads):
            continue
        device = view.name(row, label)[0] if label is not None else ""
        lines[TableLine("row", row)] = _line_answer(device, view.row(row))
    unknown = tuple(
        (above.depth - 1, line.number, text)
        for line in lines_along(view, "column")
        if line not in heads and line.number != label and (text := view.text(above.depth - 1, line.number))
    )
    return Presets(TableAnswer(devices_in="rows"), heads, lines, unknown)


def _with_devices_in_columns(view: TableView, prints: Prints, beside: _Direction) -> Presets:
    """Heads beside rows; a line for each column behind them that is none of units."""
    first = min(line.number for line in beside.heads)
    behind = range(beside.depth, view.n_cols)
    of_units = [column for column in behind if _is_of_units(view, prints, column, first)]
    columns = [column for column in behind if column not in of_units]
    heads = {line: _with_unit_of_row(view, line, match, of_units) for line, match in beside.heads.items()}
    named = [line.number for line, match in beside.heads.items() if match.parameters[0] == "device_name"]
    name_row = named[0] if named else _name_row(view, columns, first)
    if len(columns) < 2:
        name_row = None
    lines = {}
    for column in columns:
        device = view.name(name_row, column)[0] if name_row is not None else ""
        over = [view.text(row, column) for row in range(first)]
        lines[TableLine("column", column)] = _line_answer(device, [*over, device])
    if name_row is not None and _heads_names(prints, view.text(name_row, beside.depth - 1)):
        heads[TableLine("row", name_row)] = HeadAnswer(parameters=("device_name",))
    unknown = tuple(
        (line.number, beside.depth - 1, text)
        for line in lines_along(view, "row")[first:]
        if line not in beside.heads and (text := view.text(line.number, beside.depth - 1))
    )
    return Presets(TableAnswer(devices_in="columns" if len(columns) > 1 else "table"), heads, lines, unknown)


def _heads_names(prints: Prints, corner: str) -> bool:
    """Whether the text beside the names of the columns is of no other parameter."""
    found = prints.match(corner)
    return found is None or found.parameters == ("device_name",)


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


def _with_unit_of_row(view: TableView, line: TableLine, match: HeaderMatch, of_units: list[int]) -> HeadAnswer:
    """The answer to the head of a row, with the unit that a column of units prints."""
    units = [view.text(line.number, column).strip("()[] ") for column in of_units]
    unit = next((text for text in units if is_unit(text)), None)
    answer = _head_answer(match)
    return answer.model_copy(update={"unit": unit}) if unit and not match.unit else answer


def _label_column(view: TableView, above: _Direction) -> int | None:
    """The column that names the devices: of those that may, the one whose texts tell most lines apart.

    Those headed as a name or a material may, and the first column under no known head; else the first column, where
    it holds no values.
    """
    headed = {line.number: match.parameters[-1] for line, match in above.heads.items()}
    below = [[text for text in line.texts(view)[above.depth :] if text] for line in lines_along(view, "column")]
    best, most = None, 0.0
    for column, texts in enumerate(below):
        name = headed.get(column)
        if not _may_name(column, name, texts):
            continue
        rank = NAMED_BY.index(name) if name in NAMED_BY else 0
        share = len(set(texts)) / (view.n_rows - above.depth) - LESS_LIKELY * rank
        if best is None or share > most + SAME_SHARE:
            best, most = column, share
    if best is None and below[0] and not any(map(is_value, below[0])):
        return 0
    return best


def _may_name(column: int, head: str | None, texts: list[str]) -> bool:
    """Whether a column may name the devices of its lines, by what heads it and by its texts."""
    is_headed = head in NAMED_BY or (column == 0 and head is None)
    if not texts or not is_headed or sum(map(is_value, texts)) * 2 > len(texts):
        return False
    # A column of mere numbers or addresses of works names nothing.
    named_works = sum(_NAME_OF_WORK.search(text) is not None for text in texts)
    return head != "reference" or named_works * 2 > len(texts)


def _head_answer(match: HeaderMatch) -> HeadAnswer:
    return HeadAnswer(parameters=match.parts, by_unit=match.choices)


def _line_answer(device: str, texts: list[str]) -> LineAnswer:
    """The answer to a line: its device as printed; that it is this work's, where it says so."""
    return LineAnswer(device=device[:200] or None, work="this" if is_this_work(texts) else None)


def _printed_label(view: TableView, line: TableLine, device: str) -> Label:
    """The label of a line with its raised and lowered letters."""
    names = (view.name(*place) for place in line.places(view))
    markup = next((markup for text, markup in names if text == device), device)
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
