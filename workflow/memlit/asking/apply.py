"""The readings of a table by its answers: an answer names the head and the line, the number is what the cell prints.

Nothing is guessed: what nobody answered is not read, a cell whose unit does not fit its parameter is refused, and a
refused cell is asked again. A cell of several values is split as it is printed, in the order that the answer names.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from memlit.asking.cells import cell_readings
from memlit.asking.looks import is_unit, is_value
from memlit.asking.model import Answer, CellAnswer, HeadAnswer, LineAnswer, SaidOfValue, TableAnswer
from memlit.asking.notes import note_marks, notes_for
from memlit.asking.places import cell_asked, line_asked, lines_named
from memlit.asking.prints import Prints
from memlit.asking.readings import (
    CellReading,
    Head,
    Interpretation,
    Label,
    TableLine,
    TableUnderReading,
)
from memlit.datum import LettersUnsure, ReadingsDiffer, ScriptUndecided, UnderSection, note_text, parsed_note
from memlit.field import HeaderMatch, Vocabulary, read_header_unit, split_header
from memlit.quantities import Quantity, read_quantities
from memlit.quantities.absent import is_absent
from printed.tables.model import Cell, Table, TableView

DOUBTS_OF_LETTERS = (LettersUnsure, ReadingsDiffer, ScriptUndecided)
"""Doubts of the letters of a cell, which a person settles by a look at the picture."""
_UNITS_THAT_MEET = frozenset(
    {("J/bit", "J"), ("J", "J/bit"), ("1", "state"), ("state", "1"), ("1", "cycle"), ("1", "bit")}
)
"""Printed unit and unit of the parameter: an operation is of one bit, a count has no unit."""
_IN_BRACKETS = re.compile(r"\s*([^()]*\d[^()]*?)\s*\(([^()]*[^\W\d_][^()]*)\)")
"""A value with the words of what it holds for behind it: `14.8 ns (CNN)`."""
_BRACKETED = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_SECOND_IN_BRACKETS = re.compile(r"\s*([^()]*\d[^()]*?)\s*\(([^()]*\d[^()]*)\)\s*$")
"""Two values of which the second stands in brackets: `0.10 µm<sup>2</sup> (210F<sup>2</sup>)`."""


_LETTER = re.compile(r"[^\W\d_]")
_SIGNS_OF_NUMBER = re.compile(
    r"(?<=\d)\s?[eEx×]\s?(?=[\d+−–-])|(?<=\d)\s?[fpnuµμmkKMGT]\b"
    r"|\b(?:to|or|and|about|ca|over|up|down|from|than|more|less)\b"
)
"""Letters that belong to a number: of a power, a prefix behind it, and words between or before numbers."""


@dataclass(frozen=True, slots=True)
class TableAnswers:
    """The answers to one table at their places in the print; moved: those whose place is not found any more.

    labels: what the print calls the device of a line, where that is known beside the answers.
    """

    table: TableAnswer
    heads: Mapping[TableLine, HeadAnswer]
    lines: Mapping[TableLine, LineAnswer]
    cells: Mapping[tuple[int, int], CellAnswer]
    moved: tuple[Answer, ...] = ()
    labels: Mapping[TableLine, Label] = field(default_factory=dict)


THIS_WORK_FLAG = "this_work"
"""The flag of a value that its line says to be of the publication itself."""


@dataclass(frozen=True, slots=True)
class AnsweredReading:
    """A value of a table with what the answers say of it; anchor: first row and column of its cell."""

    reading: CellReading
    said: SaidOfValue
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
            cell = cell_asked(one.question, table)
            if cell is None:
                moved.append(one)
            else:
                cells[cell] = said
        elif isinstance(said, HeadAnswer | LineAnswer):
            line = line_asked(one.question, table)
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
    is_read = is_text or not applied.refuses or re.search(r"\d", cell.text) is not None
    if own.skip or not names or is_absent(cell.text) or not is_read:
        under.blank += bool(names) and is_absent(cell.text)
        return
    said = said_of_value(answers.table, answers.lines.get(line) if line else None, answers.heads[head], own)
    if any(one.anchor == anchor and one.said == said for one in applied.values):
        # A cell over several lines of one device is one value.
        return
    unit = own.unit or answers.heads[head].unit
    problem = _doubt_of_letters(cell, own) if applied.refuses else None
    if problem is not None:
        applied.refused.append(RefusedCell(*place, cell.text, problem))
        return
    printed_head = _chain(under.view, head, answers)
    match = replace(_match(meant, names), qualifiers=_qualifiers(under, printed_head))
    notes = notes_for(tuple(mark for text in printed_head for mark in note_marks(text)), under.printed.notes)
    label = answers.labels.get(line) if line is not None else None
    label = label or label_of(under.view, line, said, answers)
    if own.device is not None:
        label = Label(own.device, own.device, line)
    flags = _flags_of_line(under.view, place, said, names)
    before = len(under.readings)
    cell_readings(under, *place, Head(match, printed_head, unit or _printed_unit(printed_head), ()), label, flags)
    found = under.readings[before:]
    pieces = _in_brackets(found, names) if applied.refuses else [(one, None) for one in found]
    for piece, own_condition in pieces:
        reading = replace(piece, notes=(*notes, *piece.notes), flags=_settled(piece.flags, own))
        is_checked = applied.refuses and said.of in (None, "device")
        problem = _why_not(reading, under.vocabulary) if is_checked else None
        if problem is not None:
            applied.refused.append(RefusedCell(*place, reading.part_text, problem))
        else:
            told = said
            if own_condition is not None:
                both = "; ".join(filter(None, (said.condition, own_condition)))
                told = said.model_copy(update={"condition": both})
            applied.values.append(AnsweredReading(reading, told, anchor))


def said_of_value(table: TableAnswer, line: LineAnswer | None, head: HeadAnswer, cell: CellAnswer) -> SaidOfValue:
    """What is said of a value: the cell before the head before the line before the table; conditions add up."""
    told: dict[str, object] = {}
    conditions: list[str] = []
    for one in (table, line, head, cell):
        if one is None:
            continue
        told |= {name: getattr(one, name) for name in SaidOfValue.model_fields if getattr(one, name) is not None}
        conditions += [one.condition] if one.condition else []
    told["condition"] = "; ".join(dict.fromkeys(conditions)) or None
    return SaidOfValue.model_validate(told)


def label_of(view: TableView, line: TableLine | None, said: SaidOfValue, answers: TableAnswers) -> Label:
    """What the print calls the device of a line: what stands beside its values, else the name that was answered."""
    if line is None:
        return Label(said.device or "", said.device or "")
    beside = [place for place in _places_of(view, line) if _head_at(line, place) not in answers.heads]
    named = [view.name(*place) for place in beside if view.text(*place) and not is_value(view.text(*place))]
    text, markup = named[0] if named else (said.device or "", said.device or "")
    return Label(text, markup, line)


def _head_at(line: TableLine, place: tuple[int, int]) -> TableLine:
    """The row or column that crosses a line at a place."""
    return TableLine("column", place[1]) if line.axis == "row" else TableLine("row", place[0])


def _places_of(view: TableView, line: TableLine) -> list[tuple[int, int]]:
    """The places of a row from left to right, or of a column from top to bottom."""
    if line.axis == "row":
        return [(line.number, column) for column in range(view.n_cols)]
    return [(row, line.number) for row in range(view.n_rows)]


def _flags_of_line(
    view: TableView, place: tuple[int, int], said: SaidOfValue, names: tuple[str, ...]
) -> tuple[str, ...]:
    """What a line says of all its values: that it is this work's, and the section that it stands in."""
    flags = [THIS_WORK_FLAG] if said.work == "this" and names != ("device_name",) else []
    section = next((row for row in reversed(range(1, place[0])) if is_section(view, row)), None)
    if section is not None:
        flags.append(note_text(UnderSection(view.text(section, 0))))
    return tuple(flags)


def is_section(view: TableView, row: int) -> bool:
    """Whether a row is one text over all its columns, which heads the rows below it."""
    first = view.text(row, 0)
    others = [view.text(row, column) for column in range(1, view.n_cols)]
    return view.n_cols > 1 and bool(first) and all(text in ("", first) for text in others)


def _qualifiers(under: TableUnderReading, chain: tuple[str, ...]) -> tuple[str, ...]:
    """Words of a head that say which of many values its cells hold, such as `maximum`."""
    found = under.prints.match(chain[-1]) if chain else None
    return found.qualifiers if found is not None else ()


def _match(meant: HeadAnswer | CellAnswer, names: tuple[str, ...]) -> HeaderMatch:
    """What a head means, in the form in which cells are split."""
    if isinstance(meant, HeadAnswer) and meant.by_unit and not meant.parameters:
        return HeaderMatch((), choices=names, phrase=names[0])
    return HeaderMatch(names, phrase=" ".join(names))


def _chain(view: TableView, head: TableLine, answers: TableAnswers) -> tuple[str, ...]:
    """The printed texts of a head, the outermost first: over the lines of values of a column, beside those of a row."""
    first = _first_line(view, head, answers)
    if head.axis == "column":
        texts = [view.head(row, head.number) for row in range(first) if row == 0 or not is_section(view, row)]
    else:
        texts = [view.head(head.number, column) for column in range(first)]
    return tuple(dict.fromkeys(text for text in texts if text and not is_unit(text)))


def _first_line(view: TableView, head: TableLine, answers: TableAnswers) -> int:
    """The number of the first row, or column, of values that crosses a head."""
    axis = "row" if head.axis == "column" else "column"
    numbers = [line.number for line, said in answers.lines.items() if line.axis == axis and not said.skip]
    numbers += [line.number for name in answers.table.values_in for line in lines_named(name) if line.axis == axis]
    if numbers:
        return max(1, min(numbers))
    count = view.n_rows if axis == "row" else view.n_cols
    texts = head.texts(view)
    return next((number for number in range(1, count) if is_value(texts[number])), 1)


def _printed_unit(chain: tuple[str, ...]) -> str | None:
    """The unit that a head prints, in its brackets as they are printed, else as its words have it."""
    for text in reversed(chain):
        inside = [bracket.strip() for bracket in _BRACKETED.findall(text)]
        found = next((one for one in reversed(inside) if read_header_unit(one) is not None), None)
        found = found or split_header(text).unit
        if found is not None:
            return found
    return None


def _doubt_of_letters(cell: Cell, own: CellAnswer) -> str | None:
    """Why the letters of a cell are to be compared with the picture first."""
    notes = [note for flag in cell.flags if isinstance(note := parsed_note(flag), DOUBTS_OF_LETTERS)]
    if not notes or own.compared:
        return None
    return "a letter of the cell is doubtful; a person compares it with the picture"


def _settled(flags: tuple[str, ...], own: CellAnswer) -> tuple[str, ...]:
    """The flags without doubts of letters where a person compared them."""
    if not own.compared:
        return flags
    return tuple(flag for flag in flags if not isinstance(parsed_note(flag), DOUBTS_OF_LETTERS))


def _in_brackets(found: Sequence[CellReading], names: tuple[str, ...]) -> list[tuple[CellReading, str | None]]:
    """The readings of a cell, in which brackets may tell values apart.

    Several values of one parameter, each with words behind it, are read one by one with their words; of two parameters
    the second may stand in brackets behind the first.
    """
    if len(found) != 1 or len(names) > 2:
        return [(one, None) for one in found]
    whole = found[0]
    if len(names) == 2:
        pair = _SECOND_IN_BRACKETS.match(whole.part_markup) if "not_split" in whole.flags else None
        return [(whole, None)] if pair is None else [(one, None) for one in _pair(whole, names, pair.groups())]
    pieces = _IN_BRACKETS.findall(whole.part_markup)
    if len(pieces) < 2:
        return [(whole, None)]
    out: list[tuple[CellReading, str | None]] = []
    for number, (value, words) in enumerate(pieces, 1):
        out.append((replace(whole, part=number, part_text=value, part_markup=value), words))
    return out


def _pair(whole: CellReading, names: Sequence[str], texts: Sequence[str]) -> list[CellReading]:
    """The two values of a cell, each of its parameter."""
    flags = tuple(flag for flag in whole.flags if flag not in ("not_split", "parameter_uncertain"))
    out = []
    for number, (name, text) in enumerate(zip(names, texts, strict=True), 1):
        out.append(
            replace(whole, part=number, parameter=name, part_text=text, part_markup=text, header_unit=None, flags=flags)
        )
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
    if "unit_from_header" in [flag for one in numbers for flag in one.flags] and _LETTER.search(_bare(reading)):
        return "it prints letters that are no part of the number, and the unit is not printed in it"
    if "parameter_uncertain" in reading.flags or "choice_not_decided" in reading.flags:
        return "its values cannot be told apart; answer the cell with its parameters in printed order"
    return None


def _bare(reading: CellReading) -> str:
    """The print of a value without its remarks in brackets, tags and the signs of a number."""
    return _SIGNS_OF_NUMBER.sub(" ", re.sub(r"\([^()]*\)|<[^>]+>", " ", reading.part_markup))


def _fits(quantity: Quantity, unit: str, parameter: str) -> bool:
    """Whether a printed quantity may be of a parameter with this SI unit."""
    if parameter == "cell_area_f2":
        return quantity.unit in ("F^2", "1", None)
    own = quantity.si_unit or quantity.unit or "1"
    return own == unit or (own, unit) in _UNITS_THAT_MEET
