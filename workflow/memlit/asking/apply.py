"""The readings of a table by its answers: an answer names the head and the line, the number is what the cell prints.

Nothing is guessed: what nobody answered is not read, a cell whose unit does not fit its parameter is refused, and a
refused cell is asked again. A cell of several values is split as it is printed, in the order that the answer names.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from memlit.asking.model import Answer, CellAnswer, HeadAnswer, LineAnswer, Said, TableAnswer
from memlit.asking.places import cell_of, line_of
from memlit.datum import LettersUnsure, ReadingsDiffer, ScriptUndecided, parsed_note
from memlit.field import HeaderMatch, Vocabulary, split_header
from memlit.quantities import Quantity, read_quantities
from memlit.quantities.absent import is_absent
from memlit.tables.meaning.cells import cell_readings
from memlit.tables.meaning.model import (
    CellReading,
    Head,
    Interpretation,
    Label,
    TableLine,
    TableUnderReading,
    UnmappedHeader,
)
from memlit.tables.meaning.notes import note_marks, notes_for
from memlit.tables.meaning.prints import Prints
from printed.tables.model import Cell, Table, TableView

DOUBTFUL = (LettersUnsure, ReadingsDiffer, ScriptUndecided)
"""Doubts of the letters of a cell, which a person settles by a look at the picture."""
_UNITS_THAT_MEET = frozenset({("J/bit", "J"), ("J", "J/bit"), ("1", "state"), ("state", "1"), ("1", "cycle"), ("1", "bit")})
"""Printed unit and unit of the parameter: an operation is of one bit, a count has no unit."""
_IN_BRACKETS = re.compile(r"\s*([^()]*\d[^()]*?)\s*\(([^()]*[^\W\d_][^()]*)\)")
"""A value with the words of what it holds for behind it: `14.8 ns (CNN)`."""
_UNIT_ALONE = re.compile(r"\(([^()]+)\)|\[([^\[\]]+)\]|,\s*([^\s,]+)$")


@dataclass(frozen=True, slots=True)
class TableAnswers:
    """The answers to one table at their places in the print; moved: those whose place is not found any more."""

    table: TableAnswer
    heads: Mapping[TableLine, HeadAnswer]
    lines: Mapping[TableLine, LineAnswer]
    cells: Mapping[tuple[int, int], CellAnswer]
    moved: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class AnsweredReading:
    """A value of a table with what the answers say of it; anchor: first row and column of its cell."""

    reading: CellReading
    said: Said
    anchor: tuple[int, int]


@dataclass(frozen=True, slots=True)
class RefusedCell:
    """A cell that the answers mean to hold a value and that gives none: it is asked again."""

    row: int
    column: int
    text: str
    why: str


@dataclass
class AppliedAnswers:
    """What a table gives by its answers."""

    interpretation: Interpretation
    values: list[AnsweredReading] = field(default_factory=list)
    refused: list[RefusedCell] = field(default_factory=list)
    refuses: bool = True


def placed_answers(table: Table, answers: Sequence[Answer]) -> TableAnswers | None:
    """The answers to one table at their places; None where nobody said what the table is."""
    of_table = [one.answer for one in answers if one.part == "table"]
    if not of_table or not isinstance(of_table[-1], TableAnswer):
        return None
    heads: dict[TableLine, HeadAnswer] = {}
    lines: dict[TableLine, LineAnswer] = {}
    cells: dict[tuple[int, int], CellAnswer] = {}
    moved: list[Answer] = []
    for one in answers:
        said = one.answer
        if isinstance(said, CellAnswer):
            cell = cell_of(one.question, table)
            if cell is None:
                moved.append(one)
            else:
                cells[cell] = said
        elif isinstance(said, HeadAnswer | LineAnswer):
            line = line_of(one.question, table)
            if line is None:
                moved.append(one)
            elif isinstance(said, HeadAnswer):
                heads[line] = said
            else:
                lines[line] = said
    return TableAnswers(of_table[-1], heads, lines, cells, tuple(moved))


def apply_answers(
    table: Table, answers: TableAnswers, vocabulary: Vocabulary, *, refuses: bool = True
) -> AppliedAnswers:
    """The values of a table by its answers, in reading order.

    refuses: whether a cell that fits not its parameter is refused here; else it goes on, and is set aside in SI with
    the reason, as what a person typed is.
    """
    applied = AppliedAnswers(Interpretation("answered"), refuses=refuses)
    if answers.table.about != "devices":
        return applied
    under = TableUnderReading(table, Prints(vocabulary))
    for cell, head, line in _cells_meant(table.view, answers):
        _read_cell(under, applied, answers, cell, head, line)
    applied.values.sort(key=lambda one: (one.reading.row, one.reading.col, one.reading.part or 0))
    readings = tuple(one.reading for one in applied.values)
    applied.interpretation = Interpretation("answered", readings, (), under.blank)
    return applied


def _cells_meant(
    view: TableView, answers: TableAnswers
) -> Iterator[tuple[tuple[int, int], TableLine | None, TableLine]]:
    """The places of the cells under an answered head: with the line that a device has, None for a table of one."""
    for head in sorted(answers.heads, key=lambda one: (one.axis, one.number)):
        for line in _lines_across(view, answers, head):
            row, column = (head, line) if head.axis == "row" else (line, head)
            yield (row.number, column.number), (line if line in answers.lines else None), head


def _lines_across(view: TableView, answers: TableAnswers, head: TableLine) -> list[TableLine]:
    """The rows or columns that cross a head and hold values."""
    axis = "column" if head.axis == "row" else "row"
    named = [line for line in answers.lines if line.axis == axis]
    if named and answers.table.devices_in != "table":
        return sorted((line for line in named if not answers.lines[line].skip), key=lambda line: line.number)
    count = view.n_cols if axis == "column" else view.n_rows
    lines = [TableLine("column" if axis == "column" else "row", number) for number in range(count)]
    wanted = answers.table.values_in
    if wanted and wanted[0][:1] == axis[0]:
        lines = [line for line in lines if str(line) in wanted]
    elif axis == "column":
        # The first column is that of the heads.
        lines = lines[1:]
    skipped = {line for line in named if answers.lines[line].skip}
    return [line for line in lines if line not in skipped]


def _read_cell(
    under: TableUnderReading,
    applied: AppliedAnswers,
    answers: TableAnswers,
    place: tuple[int, int],
    line: TableLine | None,
    head: TableLine,
) -> None:
    """The values of one cell under a head, each with what is said of it; a refused one with the reason."""
    cell = under.view.cell(*place)
    if cell is None:
        return
    anchor = (cell.row, cell.col)
    own = answers.cells.get(anchor, CellAnswer())
    meant = own if own.parameters else answers.heads[head]
    names = meant.parameters or (meant.by_unit if isinstance(meant, HeadAnswer) else ())
    is_text = all(under.vocabulary.parameters[name].is_text for name in names)
    if own.skip or not names or is_absent(cell.text) or not (is_text or re.search(r"\d", cell.text)):
        under.blank += bool(names) and is_absent(cell.text)
        return
    said = joined(answers.table, answers.lines.get(line) if line else None, answers.heads[head], own)
    if any(one.anchor == anchor and one.said == said for one in applied.values):
        # A cell over several lines of one device is one value.
        return
    unit = own.unit or answers.heads[head].unit
    problem = _doubt_of_letters(cell, own)
    if problem is not None:
        applied.refused.append(RefusedCell(*place, cell.text, problem))
        return
    match = _match(meant, names)
    printed_head = _chain(under.view, head, line)
    notes = notes_for(tuple(mark for text in printed_head for mark in note_marks(text)), under.printed.notes)
    label = Label(said.device or "", said.device or "", line)
    before = len(under.readings)
    cell_readings(under, *place, Head(match, printed_head, unit or _printed_unit(printed_head), ()), label)
    found = under.readings[before:]
    for piece, own_condition in _in_brackets(found, names):
        reading = replace(piece, notes=(*notes, *piece.notes), flags=_settled(piece.flags, own))
        problem = _why_not(reading, under.vocabulary) if applied.refuses else None
        if problem is not None:
            applied.refused.append(RefusedCell(*place, reading.part_text, problem))
        else:
            told = said
            if own_condition is not None:
                both = "; ".join(filter(None, (said.condition, own_condition)))
                told = said.model_copy(update={"condition": both})
            applied.values.append(AnsweredReading(reading, told, anchor))


def joined(table: TableAnswer, line: LineAnswer | None, head: HeadAnswer, cell: CellAnswer) -> Said:
    """What is said of a value: the cell before the head before the line before the table; conditions add up."""
    told: dict[str, object] = {}
    conditions: list[str] = []
    for one in (table, line, head, cell):
        if one is None:
            continue
        told |= {name: getattr(one, name) for name in Said.model_fields if getattr(one, name) is not None}
        conditions += [one.condition] if one.condition else []
    told["condition"] = "; ".join(dict.fromkeys(conditions)) or None
    return Said.model_validate(told)


def _match(meant: HeadAnswer | CellAnswer, names: tuple[str, ...]) -> HeaderMatch:
    """What a head means, in the form in which cells are split."""
    if isinstance(meant, HeadAnswer) and meant.by_unit and not meant.parameters:
        return HeaderMatch((), choices=names, phrase=names[0])
    return HeaderMatch(names, phrase=" ".join(names))


def _chain(view: TableView, head: TableLine, line: TableLine | None) -> tuple[str, ...]:
    """The printed texts of a head: over a column down to the first line of values, beside a row up to it."""
    if head.axis == "column":
        last = line.number if line is not None else view.n_rows
        texts = [view.head(row, head.number) for row in range(min(last, view.n_rows))]
    else:
        last = line.number if line is not None else 1
        texts = [view.head(head.number, column) for column in range(min(last, view.n_cols))]
    words = [text for text in texts if text and not _is_value(text)]
    return tuple(dict.fromkeys(words[:3]))


def _is_value(text: str) -> bool:
    return re.match(r"\s*[~<>≤≥±−–-]?\s*\d", text) is not None


def _printed_unit(chain: tuple[str, ...]) -> str | None:
    """The unit that a head prints."""
    for text in reversed(chain):
        unit = split_header(text).unit
        if unit is not None:
            return unit
    return None


def _doubt_of_letters(cell: Cell, own: CellAnswer) -> str | None:
    """Why the letters of a cell are to be compared with the picture first."""
    notes = [note for flag in cell.flags if isinstance(note := parsed_note(flag), DOUBTFUL)]
    if not notes or own.compared:
        return None
    return "a letter of the cell is doubtful; a person compares it with the picture"


def _settled(flags: tuple[str, ...], own: CellAnswer) -> tuple[str, ...]:
    """The flags without doubts of letters where a person compared them."""
    if not own.compared:
        return flags
    return tuple(flag for flag in flags if not isinstance(parsed_note(flag), DOUBTFUL))


def _in_brackets(found: Sequence[CellReading], names: tuple[str, ...]) -> list[tuple[CellReading, str | None]]:
    """The readings of a cell; several values of one parameter, each with words behind it, one by one with its words."""
    if len(found) != 1 or len(names) != 1:
        return [(one, None) for one in found]
    whole = found[0]
    pieces = _IN_BRACKETS.findall(whole.part_markup)
    if len(pieces) < 2:
        return [(whole, None)]
    out: list[tuple[CellReading, str | None]] = []
    for number, (value, words) in enumerate(pieces, 1):
        out.append((replace(whole, part=number, part_text=value, part_markup=value), words))
    return out


def _why_not(reading: CellReading, vocabulary: Vocabulary) -> str | None:
    """Why the print of a value is none of its parameter, None where it is one."""
    parameter = vocabulary.parameters[reading.parameter]
    if parameter.is_text:
        return None
    found = read_quantities(reading.part_markup, header=reading.header, parameter=reading.parameter)
    numbers = [one for one in found if one.kind != "none"]
    if not numbers:
        return "no number can be read"
    unfit = next((one for one in numbers if not _fits(one, parameter.unit, reading.parameter)), None)
    if unfit is not None:
        return f"its unit {unfit.unit or 'is not printed and'} does not fit {reading.parameter} ({parameter.unit})"
    if "parameter_uncertain" in reading.flags or "choice_not_decided" in reading.flags:
        return "its values cannot be told apart; answer the cell with its parameters in printed order"
    return None


def _fits(quantity: Quantity, unit: str, parameter: str) -> bool:
    """Whether a printed quantity may be of a parameter with this SI unit."""
    if parameter == "cell_area_f2":
        return quantity.unit in ("F^2", "1", None)
    own = quantity.si_unit or quantity.unit or "1"
    return own == unit or (own, unit) in _UNITS_THAT_MEET
