"""Why a cell that is said to hold a value is not read: it does not fit its parameter, or a letter is doubtful."""

import re
from dataclasses import dataclass

from memlit.asking.model import CellAnswer
from memlit.asking.readings import CellReading
from memlit.datum import LettersUnsure, ReadingsDiffer, ScriptUndecided, parsed_note
from memlit.field import Parameter, Vocabulary
from memlit.quantities import Quantity, read_quantities
from printed.tables.model import Cell

DOUBTS_OF_LETTERS = (LettersUnsure, ReadingsDiffer, ScriptUndecided)
"""Doubts of the letters of a cell, which a person settles by a look at the picture."""
_UNITS_THAT_MEET = frozenset(
    {("J/bit", "J"), ("J", "J/bit"), ("1", "state"), ("state", "1"), ("1", "cycle"), ("1", "bit")}
)
"""Printed unit and unit of the parameter: an operation is of one bit, a count has no unit."""
_LETTER = re.compile(r"[^\W\d_]")
_REMARK_OR_TAG = re.compile(r"\([^()]*\)|<[^>]+>")
_SIGNS_OF_NUMBER = re.compile(
    r"(?<=\d)\s?[eEx×]\s?(?=[\d+−–-])|(?<=\d)\s?[fpnuµμmkKMGT]\b"
    r"|\b(?:to|or|and|about|ca|over|up|down|from|than|more|less)\b"
)
"""Letters that belong to a number: of a power, a prefix behind it, and words between or before numbers."""


@dataclass(frozen=True, slots=True)
class RefusedCell:
    """A cell that the answers mean to hold a value and that gives none: it is asked again."""

    row: int
    column: int
    text: str
    why: str


def doubt_of_letters(cell: Cell, own: CellAnswer) -> str | None:
    """Why the letters of a cell are to be compared with the picture first, None where they are not."""
    if own.compared or not any(isinstance(parsed_note(flag), DOUBTS_OF_LETTERS) for flag in cell.flags):
        return None
    return "a letter of the cell is doubtful; a person compares it with the picture"


def settled_flags(flags: tuple[str, ...], own: CellAnswer) -> tuple[str, ...]:
    """The flags without doubts of letters where a person compared them."""
    if not own.compared:
        return flags
    return tuple(flag for flag in flags if not isinstance(parsed_note(flag), DOUBTS_OF_LETTERS))


def why_refused(reading: CellReading, vocabulary: Vocabulary) -> str | None:
    """Why the print of a value is none of its parameter, None where it is one."""
    parameter = vocabulary.parameters[reading.parameter]
    if parameter.is_text:
        return None
    found = read_quantities(reading.part_markup, header=reading.header, parameter=reading.parameter)
    numbers = [one for one in found if one.kind != "none"]
    if not numbers:
        return "no number can be read"
    unfit = next(filter(None, (misfit(one, parameter) for one in numbers)), None)
    if unfit is not None:
        return unfit
    takes_unit_of_head = any("unit_from_header" in one.flags for one in numbers)
    if takes_unit_of_head and _LETTER.search(_bare(reading)):
        return "it prints letters that are no part of the number, and the unit is not printed in it"
    if "parameter_uncertain" in reading.flags or "choice_not_decided" in reading.flags:
        return "its values cannot be told apart; answer the cell with its parameters in printed order"
    return None


def _bare(reading: CellReading) -> str:
    """The print of a value without its remarks in brackets, tags and the signs of a number."""
    return _SIGNS_OF_NUMBER.sub(" ", _REMARK_OR_TAG.sub(" ", reading.part_markup))


def misfit(quantity: Quantity, parameter: Parameter) -> str | None:
    """Why a printed quantity is of another parameter, None where its unit fits."""
    own = quantity.si_unit or quantity.unit or "1"
    if parameter.name == "cell_area_f2":
        fits = quantity.unit in ("F^2", "1", None)
    else:
        fits = own == parameter.unit or (own, parameter.unit) in _UNITS_THAT_MEET
    printed = quantity.unit or "is not printed and"
    return None if fits else f"its unit {printed} does not fit {parameter.name} ({parameter.unit})"
