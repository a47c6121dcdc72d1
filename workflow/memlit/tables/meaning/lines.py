"""What a row or a column of a table holds: a section, devices, roles, publications, parameter words, quantities."""

import re
from collections.abc import Sequence
from itertools import pairwise

from memlit.field import ROLE_OF_WORD, Vocabulary, role_of, state_of, words_of
from memlit.field.citation_marks import NUMBERS
from memlit.field.roles import OPERATION, RESTS
from memlit.tables.meaning.looks import are_mostly, begins_with_quantity, is_value, names_works
from memlit.tables.meaning.prints import Prints
from printed.documents.markup.text import without_scripts
from printed.tables.model import TableView

_SPREADS = frozenset(
    {
        *("σ µ", "σ μ", "rsd", "coefficient of variation", "std", "sd", "std dev", "uncertainty", "error"),
        *("stdev", "standard deviation", "sigma", "σ", "variance", "cv"),
    }
)
_STATISTICS = frozenset({"maximum", "minimum", "mean", "median", "typical"})
"""Labels that say which of many values stand in their line, and name no device."""
_FEWEST_WORDS = 2
"""So many words of parameters make a column one of them, whatever its head says."""
_RAISED_NUMBERS = re.compile(rf"\s*<sup>\s*\[?{NUMBERS}\]?\s*</sup>\s*$")
_COLUMNS_OF_GROUPS = 3
"""The name of a group, a parameter word and its value."""
_MOST_LABELS = 3
"""Columns at the left that may label the rows."""


def is_section(view: TableView, row: int) -> bool:
    """True for a row of one text over all its columns."""
    first = view.cell(row, 0)
    if first is None or not first.text.strip():
        return False
    shown = " ".join(first.text.split())
    others = [view.text(row, col) for col in range(1, view.n_cols) if view.cell(row, col) is not first]
    return not any(others) or (view.n_cols > 2 and all(text == shown for text in others))


def names_devices(view: TableView, prints: Prints, row: int, column: int) -> bool:
    """True for a row labelled `Device`, or `Technology` when its cells are names and not lengths."""
    match = prints.match(view.head(row, column))
    if match is None or "device_name" not in match.parameters:
        return False
    values = [view.text(row, col) for col in range(column + 1, view.n_cols)]
    return len(match.parameters) == 1 or not any(is_value(text) or text.startswith("~") for text in values)


def names_works_in(view: TableView, row: int, first: int) -> bool:
    """True for a row of heads most of which name publications, also with the number of one raised: `IEDM 2023^39`."""
    heads = (_RAISED_NUMBERS.sub("", view.head(row, col)) for col in range(first, view.n_cols))
    return names_works([without_scripts(text) for text in heads])


def names_roles(view: TableView, vocabulary: Vocabulary, row: int, first: int) -> bool:
    """True for heads that say no more than what is done, `SET`, `RESET`, `Read`, or which state it is, `LRS`, `HRS`.

    At least two operations, or both states, are among them. A column of units may stand beside them.
    """
    texts = [text for col in range(first, view.n_cols) if (text := view.text(row, col))]
    texts = [text for text in texts if not vocabulary.is_unit_header(text)]
    return are_roles(texts) or are_states(texts)


def are_roles(texts: Sequence[str]) -> bool:
    """True for labels that say no more than what is done, at least two operations; a state of rest may be beside."""
    done = [text for text in texts if text.casefold() not in RESTS]
    roles = {role_of(text) if role_of(text) is not None else text.casefold() for text in done}
    is_said = (text.casefold() in ROLE_OF_WORD or OPERATION.fullmatch(text) for text in done)
    return len(roles) > 1 and all(is_said)


def are_states(texts: Sequence[str]) -> bool:
    """True for labels that say no more than which of the two states it is, both of them."""
    return {state_of(text) for text in texts} == {0, 1}


def state_column(view: TableView, first_row: int) -> int:
    """The column, among the first, whose cells name the two states and nothing else; -1 where there is none."""
    for col in range(min(_MOST_LABELS, view.n_cols)):
        if are_states([text for text in view.column(col)[first_row:] if text]):
            return col
    return -1


def holds_value(view: TableView, row: int, first: int) -> bool:
    """Whether a value stands in a row from the column `first` on."""
    return any(is_value(view.text(row, col)) for col in range(first, view.n_cols))


def begins_with_values(view: TableView) -> bool:
    """True where no row of heads is printed: the first row holds values beside its label."""
    return are_mostly(is_value, view.row(0)[1:])


def holds_quantities(view: TableView, col: int) -> bool:
    """Whether most cells below the head begin with a number and its unit: no citations, even under `Literature`."""
    return are_mostly(begins_with_quantity, view.column(col)[1:])


def parts_side_by_side(view: TableView, vocabulary: Vocabulary) -> list[range]:
    """The columns of each part of a list set in parts beside each other: `Parameter | Value | Parameter | Value`."""
    heads = [view.head(0, col) for col in range(view.n_cols)]
    starts = [col for col, text in enumerate(heads) if vocabulary.is_label_header(text)]
    width = starts[1] - starts[0] if len(starts) > 1 else 0
    is_repeated = width > 1 and starts == list(range(0, view.n_cols, width)) and heads == heads[:width] * len(starts)
    return [range(start, start + width) for start in starts] if is_repeated else [range(view.n_cols)]


def pairs_without_heads(view: TableView, prints: Prints) -> list[int]:
    """The columns of words of a list set in pairs without heads, `V_set | 1.2 V | V_reset | −1.4 V`; empty for others.

    A list of one such pair is read as devices in columns are.
    """
    if view.n_cols < 4 or view.n_cols % 2 or not is_value(view.text(0, 1)):
        return []
    words = list(range(0, view.n_cols, 2))
    return words if all(_is_pair(view, prints, col) for col in words) else []


def is_grouped_without_heads(view: TableView, prints: Prints) -> bool:
    """Whether a list without heads names what each group of its rows is of, at least one of several rows.

    RRAM cell | Precision | 2 bit
              | R_on      | 100 kΩ
    ADC       | Precision | 5 bit
    """
    if view.n_cols != _COLUMNS_OF_GROUPS or not is_value(view.text(0, 2)) or not _is_pair(view, prints, 1):
        return False
    names = [view.text(row, 0) for row in range(view.n_rows)]
    is_grouped = any(not text or text == above for above, text in pairwise(names))
    is_named = bool(names[0]) and not any(text and prints.weight(text) for text in names)
    return is_grouped and is_named and not any(map(is_value, names))


def _is_pair(view: TableView, prints: Prints, words: int) -> bool:
    """Whether a column holds known words, each beside a value."""
    rows = [row for row in range(view.n_rows) if view.text(row, words)]
    known = [row for row in rows if prints.weight(view.head(row, words)) >= 1 and is_value(view.text(row, words + 1))]
    return bool(rows) and len(known) * 2 > len(rows) and not any(is_value(view.text(row, words)) for row in rows)


def word_column(view: TableView, vocabulary: Vocabulary) -> int:
    """The column of the parameter words of a list, -1 where there is none.

    It is headed `Parameter`, a later one only beside a column headed `Value`; or it is the first column of a list of
    words that the vocabulary knows beside a column headed `Value`: `Description | Value`.
    """
    heads = [view.head(0, col) for col in range(view.n_cols)]
    has_values = any(map(vocabulary.is_value_header, heads))
    found = next((col for col, text in enumerate(heads) if vocabulary.is_label_header(text)), -1)
    if found < 0 and has_values and view.n_cols > 1 and not vocabulary.is_value_header(heads[0]):
        known = [text for text in view.column(0)[1:] if text and vocabulary.match_header(text) is not None]
        return 0 if len(known) >= _FEWEST_WORDS else -1
    return found if found == 0 or has_values else -1


def statistic_of_label(vocabulary: Vocabulary, label: str) -> str | None:
    """What a label that names no device says of its values: `maximum` for `Max.`; blank for `Value`."""
    if vocabulary.is_value_header(label):
        return ""
    wanted = " ".join(words_of(label))
    if wanted in _SPREADS:
        return "standard deviation"
    for word, meaning in vocabulary.qualifiers.items():
        if word.casefold() == wanted:
            return meaning if meaning in _STATISTICS else None
    return None
