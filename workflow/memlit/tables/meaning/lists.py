"""Long tables: a column of parameter words, and one value a row."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from memlit.datum import HeadQualifier, LineStatistic, note_text
from memlit.tables.meaning.cells import cell_readings
from memlit.tables.meaning.devices_in_rows import NAMED_BY
from memlit.tables.meaning.heads import head_of
from memlit.tables.meaning.lines import (
    is_grouped_without_heads,
    pairs_without_heads,
    parts_side_by_side,
    statistic_of_label,
    word_column,
)
from memlit.tables.meaning.looks import is_goal, is_this_work
from memlit.tables.meaning.model import Head, Label, TableLine, TableUnderReading


@dataclass(frozen=True)
class _Columns:
    """What each column of a list holds.

    words: the parameter words; units: units; texts: texts such as names, by their heads; values: by column the flags
    of its values; label: the column that names the device, -1 for none; unknown: columns whose heads say nothing.
    is_grouped: whether a name stands for the rows below it without one.
    """

    words: int
    units: list[int]
    texts: Mapping[int, Head]
    values: Mapping[int, tuple[str, ...]]
    label: int
    unknown: list[int]
    is_grouped: bool = False


@dataclass(frozen=True)
class _Item:
    """A row of a list: its parameter word, which may be carried down from above it, and the device that it names."""

    word: str
    is_carried: bool
    label: Label
    flags: tuple[str, ...]


def read_long(table: TableUnderReading) -> None:
    """Long form: a parameter word, carried down, and one value a row; such lists may stand beside each other."""
    if is_grouped_without_heads(table.view, table.prints):
        _read_list(table, _Columns(1, [], {}, {2: ()}, label=0, unknown=[], is_grouped=True), header_rows=0)
        return
    pairs = pairs_without_heads(table.view, table.prints)
    for words in pairs:
        _read_list(table, _Columns(words, [], {}, {words + 1: ()}, label=-1, unknown=[]), header_rows=0)
    if pairs:
        return
    parts = parts_side_by_side(table.view, table.vocabulary)
    for columns in parts:
        words = word_column(table.view, table.vocabulary) if len(parts) == 1 else columns.start
        _read_list(table, _choose_columns(table, columns, words))


def _choose_columns(table: TableUnderReading, within: range, words: int) -> _Columns:
    """What the columns of one list hold, by the heads in the first row."""
    vocabulary = table.vocabulary
    heads = {col: table.view.head(0, col) for col in within if col != words}
    texts = _text_columns(table, heads)
    units = [col for col, text in heads.items() if vocabulary.is_unit_header(text)]
    symbols = [col for col, text in heads.items() if vocabulary.is_symbol_header(text)]
    others = [col for col in heads if col not in {*texts, *units, *symbols}]
    values = _value_columns(table, {col: heads[col] for col in others})
    unknown = [col for col in others if col not in values]
    label = _label_column(texts)
    if label < 0 and words > within.start and within.start in unknown:
        # `Platform | Metric | Value`: what stands before the parameter words has them.
        label = within.start
        unknown.remove(label)
    return _Columns(words, units, texts, values, label, unknown)


def _value_columns(table: TableUnderReading, heads: Mapping[int, str]) -> dict[int, tuple[str, ...]]:
    """By column of values its flags: those headed as values or as one of many, or all where none is headed so."""
    flags = {col: _said_of_values(table, text) for col, text in heads.items()}
    headed = {col for col, text in heads.items() if table.vocabulary.is_value_header(text)}
    return {col: said for col, said in flags.items() if not headed or col in headed or said}


def _text_columns(table: TableUnderReading, heads: Mapping[int, str]) -> dict[int, Head]:
    """The columns of texts, such as a stack or a reference, with their heads."""
    found = {}
    for col, text in heads.items():
        head = head_of(table, (text,)) if 0 < table.prints.weight(text) < 1 else None
        if head is not None:
            found[col] = head
    return found


def _label_column(texts: Mapping[int, Head]) -> int:
    """The column of texts that names the device, -1 for none."""
    named = {col: head.match.parameters[-1] for col, head in texts.items()}
    ranked = [(NAMED_BY.index(name), col) for col, name in named.items() if name in NAMED_BY]
    return min(ranked)[1] if ranked else -1


def _read_list(table: TableUnderReading, columns: _Columns, header_rows: int = 1) -> None:
    """The rows of a list below its row of heads, if it has one."""
    for col in columns.unknown:
        table.miss(0, col, table.view.text(0, col))
    item = _Item("", is_carried=False, label=Label(), flags=())
    for row in range(header_rows, table.view.n_rows):
        item = _item(table, row, columns, item)
        _read_item(table, row, columns, item, header_rows)


def _item(table: TableUnderReading, row: int, columns: _Columns, above: _Item) -> _Item:
    """The parameter word and the device of a row; above: that of the row above."""
    view = table.view
    label = Label()
    if columns.is_grouped and not view.text(row, columns.label):
        label = above.label
    elif columns.label >= 0:
        label = Label(view.text(row, columns.label), view.head(row, columns.label), TableLine("row", row))
    flags = ("this_work",) if is_this_work(view.row(row)) else ()
    return _Item(view.head(row, columns.words) or above.word, not view.text(row, columns.words), label, flags)


def _read_item(table: TableUnderReading, row: int, columns: _Columns, item: _Item, header_rows: int) -> None:
    """The texts and the values of a row; header_rows: how many rows of heads the list has."""
    view = table.view
    unit = next((text for col in columns.units if (text := view.text(row, col))), None)
    head = head_of(table, (item.word,), unit) if item.word else None
    if head is None and not item.is_carried:
        table.miss(row, columns.words, view.text(row, columns.words))
    for col, text_head in columns.texts.items():
        cell_readings(table, row, col, text_head, item.label, item.flags)
    if head is None:
        return
    carried = ("carried_down",) if item.is_carried else ()
    for col, said in columns.values.items():
        top = view.head(0, col) if header_rows else ""
        over = (top,) if top and not table.vocabulary.is_value_header(top) else ()
        named = replace(head, chain=(*over, *head.chain))
        cell_readings(table, row, col, named, item.label, (*carried, *item.flags, *said))


def _said_of_values(table: TableUnderReading, top: str) -> tuple[str, ...]:
    """The flag of the values of a column that asks for them, or gives an end or the spread of many."""
    if is_goal(top):
        return (note_text(HeadQualifier("required")),)
    statistic = statistic_of_label(table.vocabulary, top)
    return (note_text(LineStatistic(statistic)),) if statistic else ()
