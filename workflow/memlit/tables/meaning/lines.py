"""What a row or a column of a table holds: a section, devices, roles, publications, parameter words, quantities."""

from memlit.field import ROLE_OF_WORD, Vocabulary, role_of, words_of
from memlit.tables.meaning.looks import begins_with_quantity, is_value
from memlit.tables.meaning.prints import Prints
from memlit.tables.model import TableView

_SPREADS = frozenset(
    {
        *("σ µ", "σ μ", "rsd", "coefficient of variation", "std", "sd", "std dev", "uncertainty", "error"),
        *("stdev", "standard deviation", "sigma", "σ", "variance", "cv"),
    }
)
_STATISTICS = frozenset({"maximum", "minimum", "mean", "median", "typical"})
"""Labels that say which of many values stand in their line, and name no device."""


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


def names_roles(view: TableView, vocabulary: Vocabulary, row: int, first: int) -> bool:
    """True for heads that say no more than what is done: `SET`, `RESET`, `Read`, both directions among them.

    A column of units may stand beside them.
    """
    texts = [text for col in range(first, view.n_cols) if (text := view.text(row, col))]
    texts = [text for text in texts if not vocabulary.is_unit_header(text)]
    return {0, 1} <= {role_of(text) for text in texts} and all(text.casefold() in ROLE_OF_WORD for text in texts)


def holds_value(view: TableView, row: int, first: int) -> bool:
    """Whether a value stands in a row from the column `first` on."""
    return any(is_value(view.text(row, col)) for col in range(first, view.n_cols))


def begins_with_values(view: TableView) -> bool:
    """True where no row of heads is printed: the first row holds values beside its label."""
    texts = [text for text in view.row(0)[1:] if text]
    return sum(map(is_value, texts)) * 2 > len(texts)


def holds_quantities(view: TableView, col: int) -> bool:
    """Whether most cells below the head begin with a number and its unit: no citations, even under `Literature`."""
    texts = [text for text in view.column(col)[1:] if text]
    return sum(map(begins_with_quantity, texts)) * 2 > len(texts)


def parts_side_by_side(view: TableView, vocabulary: Vocabulary) -> list[range]:
    """The columns of each part of a list set in parts beside each other: `Parameter | Value | Parameter | Value`."""
    heads = [view.head(0, col) for col in range(view.n_cols)]
    starts = [col for col, text in enumerate(heads) if vocabulary.is_label_header(text)]
    width = starts[1] - starts[0] if len(starts) > 1 else 0
    is_repeated = width > 1 and starts == list(range(0, view.n_cols, width)) and heads == heads[:width] * len(starts)
    return [range(start, start + width) for start in starts] if is_repeated else [range(view.n_cols)]


def word_column(view: TableView, vocabulary: Vocabulary) -> int:
    """The column headed `Parameter`, a later one only beside a column headed `Value`; -1 where there is none."""
    heads = [view.head(0, col) for col in range(view.n_cols)]
    found = next((col for col, text in enumerate(heads) if vocabulary.is_label_header(text)), -1)
    return found if found == 0 or any(map(vocabulary.is_value_header, heads)) else -1


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
