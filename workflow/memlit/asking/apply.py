"""The readings of a table by its answers: an answer names the head and the line, the number is what the cell prints.

Nothing is guessed: what nobody answered is not read, a cell whose unit does not fit its parameter is refused, and a
refused cell is asked again. A cell of several values is split as it is printed, in the order that the answer names.
"""

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from memlit.asking.cells import cell_readings
from memlit.asking.lines import TableLine, across, head_texts, lines_along, sections
from memlit.asking.looks import is_value
from memlit.asking.model import Answer, CellAnswer, HeadAnswer, LineAnswer, SaidOfValue, TableAnswer
from memlit.asking.notes import note_marks, notes_for
from memlit.asking.places import cell_asked, line_asked, lines_named
from memlit.asking.prints import Prints
from memlit.asking.readings import CellReading, Head, Interpretation, Label, TableUnderReading
from memlit.asking.refusals import RefusedCell, doubt_of_letters, settled_flags, why_refused
from memlit.datum import UnderSection, note_text
from memlit.field import HeaderMatch, Vocabulary, read_header_unit, split_header
from memlit.quantities.absent import is_absent
from printed.tables.model import Cell, Table, TableView

THIS_WORK_FLAG = "this_work"
"""The flag of a value that its line says to be of the publication itself."""
_IN_BRACKETS = re.compile(r"\s*([^()]*\d[^()]*?)\s*\(([^()]*[^\W\d_][^()]*)\)")
"""A value with the words of what it holds for behind it: `14.8 ns (CNN)`."""
_BRACKETED = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_SECOND_IN_BRACKETS = re.compile(r"\s*([^()]*\d[^()]*?)\s*\(([^()]*\d[^()]*)\)\s*$")
"""Two values of which the second stands in brackets: `0.10 µm<sup>2</sup> (210F<sup>2</sup>)`."""


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


@dataclass(frozen=True, slots=True)
class AnsweredReading:
    """A value of a table with what the answers say of it."""

    reading: CellReading
    said: SaidOfValue


@dataclass(frozen=True, slots=True)
class AppliedAnswers:
    """What a table gives by its answers."""

    interpretation: Interpretation
    values: tuple[AnsweredReading, ...] = ()
    refused: tuple[RefusedCell, ...] = ()


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
    if answers.table.about != "devices":
        return AppliedAnswers(Interpretation("answered"))
    application = _Application(TableUnderReading(table, Prints(vocabulary)), answers, refuses=refuses)
    for place, head, line in _cells_meant(table.view, answers):
        application.read_cell(place, head, line)
    return application.applied()


def _cells_meant(
    view: TableView, answers: TableAnswers
) -> Iterator[tuple[tuple[int, int], TableLine, TableLine | None]]:
    """The places of the cells under an answered head, with the line that a device has; None for a table of one."""
    for head in sorted(answers.heads, key=lambda one: (one.axis, one.number)):
        for line in _lines_across(view, answers, head):
            row, column = (head, line) if head.axis == "row" else (line, head)
            yield (row.number, column.number), head, (line if line in answers.lines else None)


def _lines_across(view: TableView, answers: TableAnswers, head: TableLine) -> list[TableLine]:
    """The rows or columns that cross a head and hold values."""
    axis = across(head.axis)
    named = [line for line in answers.lines if line.axis == axis]
    skipped = {line for line in named if answers.lines[line].skip}
    if answers.table.devices_in != "table":
        return sorted((line for line in named if line not in skipped), key=lambda line: line.number)
    lines = lines_along(view, axis)
    wanted = answers.table.values_in
    if wanted and wanted[0][:1] == axis[0]:
        lines = [line for line in lines if str(line) in wanted]
    elif axis == "column":
        # The first column is that of the heads.
        lines = lines[1:]
    return [line for line in lines if line not in skipped]


@dataclass(frozen=True, slots=True)
class _PrintedHead:
    """What a head prints: its texts from the outermost, its unit, words such as `maximum`, its notes."""

    texts: tuple[str, ...]
    unit: str | None
    qualifiers: tuple[str, ...]
    notes: tuple[str, ...]


class _Application:
    """A table while its answers are applied to it."""

    def __init__(self, under: TableUnderReading, answers: TableAnswers, *, refuses: bool) -> None:
        self.under = under
        self.answers = answers
        self.refuses = refuses
        self.values: list[AnsweredReading] = []
        self.refused: list[RefusedCell] = []
        self.sections = sections(under.view)
        self.head = functools.cache(self._head)
        self.beside = functools.cache(self._beside)
        self._seen: set[tuple[int, int, SaidOfValue]] = set()

    def applied(self) -> AppliedAnswers:
        """What was found, in reading order."""
        values = sorted(self.values, key=lambda one: (one.reading.row, one.reading.col, one.reading.part or 0))
        readings = tuple(one.reading for one in values)
        found = Interpretation("answered", readings, (), self.under.blank)
        return AppliedAnswers(found, tuple(values), tuple(self.refused))

    def read_cell(self, place: tuple[int, int], head: TableLine, line: TableLine | None) -> None:
        """The values of one cell under a head, each with what is said of it; a refused one with the reason."""
        cell = self.under.view.cell(*place)
        if cell is None:
            return
        own = self.answers.cells.get((cell.row, cell.col), CellAnswer())
        meant = own if own.parameters else self.answers.heads[head]
        names = meant.parameters or (meant.by_unit if isinstance(meant, HeadAnswer) else ())
        if not self._holds_value(cell, own, names):
            return
        of_line = self.answers.lines.get(line) if line else None
        said = said_of_value(self.answers.table, of_line, self.answers.heads[head], own)
        if (cell.row, cell.col, said) in self._seen:
            # A cell over several lines of one device is one value.
            return
        self._seen.add((cell.row, cell.col, said))
        problem = doubt_of_letters(cell, own) if self.refuses else None
        if problem is not None:
            self.refused.append(RefusedCell(*place, cell.text, problem))
            return
        match = replace(_match(meant, names), qualifiers=self.head(head).qualifiers)
        unit = own.unit or self.answers.heads[head].unit or self.head(head).unit
        matched = Head(match, self.head(head).texts, unit, ())
        for reading, condition in self._values_of_cell(place, matched, self._label(line, said, own), names, said):
            notes = (*self.head(head).notes, *reading.notes)
            self._take(replace(reading, notes=notes, flags=settled_flags(reading.flags, own)), condition, said)

    def _holds_value(self, cell: Cell, own: CellAnswer, names: tuple[str, ...]) -> bool:
        """Whether a cell is to be read; blank ones under a head with a meaning are counted."""
        if not own.skip and names and not is_absent(cell.text):
            is_text = all(self.under.vocabulary.parameters[name].is_text for name in names)
            return is_text or not self.refuses or re.search(r"\d", cell.text) is not None
        self.under.blank += bool(names) and is_absent(cell.text)
        return False

    def _values_of_cell(
        self, place: tuple[int, int], head: Head, label: Label, names: tuple[str, ...], said: SaidOfValue
    ) -> list[tuple[CellReading, str | None]]:
        """The values of one cell, each with the words of what it holds for, where brackets behind it say them."""
        flags = [THIS_WORK_FLAG] if said.work == "this" and names != ("device_name",) else []
        section = self.sections[place[0]]
        if section is not None:
            flags.append(note_text(UnderSection(section)))
        before = len(self.under.readings)
        cell_readings(self.under, *place, head, label, tuple(flags))
        found = self.under.readings[before:]
        return _in_brackets(found, names) if self.refuses else [(one, None) for one in found]

    def _take(self, reading: CellReading, condition: str | None, said: SaidOfValue) -> None:
        """A value, or a refused cell where its print is none of its parameter."""
        is_checked = self.refuses and said.of in (None, "device")
        problem = why_refused(reading, self.under.vocabulary) if is_checked else None
        if problem is not None:
            self.refused.append(RefusedCell(reading.row, reading.col, reading.part_text, problem))
            return
        if condition is not None:
            said = said.model_copy(update={"condition": "; ".join(filter(None, (said.condition, condition)))})
        self.values.append(AnsweredReading(reading, said))

    def _label(self, line: TableLine | None, said: SaidOfValue, own: CellAnswer) -> Label:
        """The device of a value as the print has it: in its cell, beside its line, or as it was answered."""
        if own.device is not None:
            return Label(own.device, own.device, line)
        if line is None:
            return Label(said.device or "", said.device or "")
        return self.answers.labels.get(line) or self.beside(line) or Label(said.device or "", said.device or "", line)

    def _beside(self, line: TableLine) -> Label | None:
        """The first text of a line that is no value and stands under no head but that of names."""
        view = self.under.view
        for place in line.places(view):
            text, head = view.text(*place), self.answers.heads.get(line.crossed_at(place))
            if text and not is_value(text) and (head is None or head.parameters == ("device_name",)):
                return Label(*view.name(*place), line)
        return None

    def _head(self, head: TableLine) -> _PrintedHead:
        """What a head prints, over the lines of values of a column, or beside those of a row."""
        texts = head_texts(self.under.view, head, _first_line(self.under.view, head, self.answers))
        found = self.under.prints.match(texts[-1]) if texts else None
        marks = tuple(mark for text in texts for mark in note_marks(text))
        notes = notes_for(marks, self.under.printed.notes)
        return _PrintedHead(texts, _printed_unit(texts), found.qualifiers if found else (), notes)


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


def _match(meant: HeadAnswer | CellAnswer, names: tuple[str, ...]) -> HeaderMatch:
    """What a head means, in the form in which cells are split."""
    if isinstance(meant, HeadAnswer) and meant.by_unit and not meant.parameters:
        return HeaderMatch((), choices=names, phrase=names[0])
    return HeaderMatch(names, phrase=" ".join(names))


def _first_line(view: TableView, head: TableLine, answers: TableAnswers) -> int:
    """The number of the first row, or column, of values that crosses a head."""
    axis = across(head.axis)
    numbers = [line.number for line, said in answers.lines.items() if line.axis == axis and not said.skip]
    numbers += [line.number for name in answers.table.values_in for line in lines_named(name) if line.axis == axis]
    if numbers:
        return max(1, min(numbers))
    texts = head.texts(view)
    return next((number for number in range(1, len(texts)) if is_value(texts[number])), 1)


def _printed_unit(chain: tuple[str, ...]) -> str | None:
    """The unit that a head prints, in its brackets as they are printed, else as its words have it."""
    for text in reversed(chain):
        inside = [bracket.strip() for bracket in _BRACKETED.findall(text)]
        found = next((one for one in reversed(inside) if read_header_unit(one) is not None), None)
        found = found or split_header(text).unit
        if found is not None:
            return found
    return None


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
    return [
        (replace(whole, part=number, part_text=value, part_markup=value), words)
        for number, (value, words) in enumerate(pieces, 1)
    ]


def _pair(whole: CellReading, names: Sequence[str], texts: Sequence[str]) -> list[CellReading]:
    """The two values of a cell, each of its parameter."""
    flags = tuple(flag for flag in whole.flags if flag not in ("not_split", "parameter_uncertain"))
    out = []
    for number, (name, text) in enumerate(zip(names, texts, strict=True), 1):
        out.append(
            replace(whole, part=number, parameter=name, part_text=text, part_markup=text, header_unit=None, flags=flags)
        )
    return out
