"""What a person is asked about one table, once: its unknown heads that stand over values of devices.

Nothing is asked of tables of circuits, networks, methods, tests and recipes, nor of lists of words: no answer there
leads to a value of a device.
"""

import re

from memlit.datum import ReadingDirection
from memlit.field import Vocabulary, split_header
from memlit.field.not_a_device import NOT_WORTH_ASKING
from memlit.sources.attribution.table_place import any_case, subject_of
from memlit.tables.meaning import Interpretation, UnmappedHeader
from memlit.tables.meaning.dimensions import parameter_axis
from memlit.tables.meaning.looks import is_value
from memlit.tables.meaning.prints import Prints
from printed.tables.model import Table, TableView

_DEVICE_UNITS = frozenset({"V", "s", "S", "ohm", "A", "J", "J/bit", "cycle", "state"})
"""SI units of what is measured on a device; lengths, powers and frequencies are of circuits as often."""
_LONGEST_HEAD = 60
"""Characters of a head; a longer one is a sentence or several cells in one."""
_MOST_WORDS = 8
_WORD = re.compile(r"[^\W\d_]{2,}")
_NOT_WORTH_ASKING = any_case(rf"\b(?:{NOT_WORTH_ASKING})\b")
_ROWS: ReadingDirection = "devices_as_rows"
_COLUMNS: ReadingDirection = "devices_as_columns"


def heads_to_ask(
    table: Table, interpretation: Interpretation, vocabulary: Vocabulary, *, of_a_person: bool
) -> tuple[ReadingDirection, tuple[UnmappedHeader, ...]]:
    """The likelier direction of reading, and the unknown heads that are worth a person's time; none for most tables.

    of_a_person: a person wrote the table for the review, so every head of it is meant.
    """
    prints = Prints(vocabulary)
    direction = _direction(table.view, interpretation, prints)
    if of_a_person:
        return direction, tuple(one for one in interpretation.unmapped if any(map(str.isalpha, one.text)))
    subject = subject_of(table, interpretation)
    if subject.is_of_no_device:
        return direction, ()
    known = {one.parameter for one in interpretation.readings}
    has_numbers = subject.has_device_parameters or any(
        vocabulary.parameters[name].unit in _DEVICE_UNITS for name in known
    )
    heads = [one for one in interpretation.unmapped if _is_head(one.text)]
    asked = [one for one in heads if _is_over_values(one, table.view, direction, prints, any_number=has_numbers)]
    return direction, tuple(asked)


def _direction(view: TableView, interpretation: Interpretation, prints: Prints) -> ReadingDirection:
    """How the table was read; where it was not, as the dimensions along its lines tell, else devices as rows."""
    if interpretation.orientation == _COLUMNS:
        return _COLUMNS
    is_unread = interpretation.orientation == "unknown" and view.n_rows > 1 and view.n_cols > 1
    return _COLUMNS if is_unread and parameter_axis(view, prints) == "rows" else _ROWS


def _is_head(text: str) -> bool:
    """Whether a text is a head in words, and not a sentence, nor one of what no device has."""
    words = _WORD.findall(text)
    is_short = len(text) <= _LONGEST_HEAD and len(words) <= _MOST_WORDS
    has_letters = any(character.isalpha() for character in text)
    return has_letters and is_short and not is_value(text) and _NOT_WORTH_ASKING.search(text) is None


def _is_over_values(
    head: UnmappedHeader, view: TableView, direction: ReadingDirection, prints: Prints, *, any_number: bool
) -> bool:
    """Whether values of devices stand under, or beside, a head: in units of devices, or any numbers beside such."""
    is_beside = direction == _COLUMNS
    cells = view.row(head.row)[head.col + 1 :] if is_beside else view.column(head.col)[head.row + 1 :]
    numbers = [text for text in cells if is_value(text)]
    if len(numbers) * 2 < sum(map(bool, cells)) or not numbers:
        return False
    unit = split_header(head.text).unit
    of_head = prints.dimension_of_unit(unit) if unit else None
    return any_number or of_head in _DEVICE_UNITS or any(prints.dimension(text) in _DEVICE_UNITS for text in numbers)
