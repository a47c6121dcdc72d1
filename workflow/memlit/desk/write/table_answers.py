"""What a person says of a table at the desk, as answers: yes or no, what a head means, whose a line is, how obtained.

Whatever is said of a table that nobody has answered also says yes: it is answered as it is drawn.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from memlit.asking.lines import LineAxis, TableLine, across
from memlit.asking.model import (
    LONGEST_ANSWER,
    NOT_TOLD,
    THIS_WORK,
    Answer,
    AnswerPart,
    HeadAnswer,
    LineAnswer,
    TableAnswer,
)
from memlit.asking.places import line_asked, question_of, table_of
from memlit.asking.presets import Presets, presets_of
from memlit.asking.stored import answers_path, as_accepted, read_answers, settled
from memlit.datum import NOT_NAMED, Datum
from memlit.desk.read.tables import PRINT
from memlit.desk.session import Review
from memlit.desk.write.works import work_named
from memlit.errors import SourceError
from memlit.field import Vocabulary
from memlit.files import sha256_of
from memlit.library import cited_work
from memlit.naming import reference_marks, slug, without_marks
from memlit.sources.data.from_answers import OF_THE_LIBRARY
from memlit.sources.folder import is_transcribed
from printed.tables.model import Table

_Said = Mapping[str, Any]
_Words = dict[str, Any]
NamedTable = Mapping[str, str]
"""A table by its file and its name in ids; its label, if it has one, is for what is told."""


@dataclass(frozen=True, slots=True)
class DrawnTable:
    """A table as the desk draws it for `who`.

    data: its values; answers: those that count of its file; is_typed: whether a person typed the file, in which the
    words of a table hold at once.
    """

    key: str
    file: str
    sha256: str
    table: Table
    others: Sequence[Table]
    data: Sequence[Datum]
    answers: Sequence[Answer]
    vocabulary: Vocabulary
    who: str
    is_typed: bool

    @property
    def own(self) -> list[Answer]:
        """The answers to this table."""
        return [one for one in self.answers if one.part != "box" and self._is_asked(one)]

    def _is_asked(self, one: Answer) -> bool:
        place = table_of(one.question, self.others)
        return place is not None and self.others[place] is self.table

    def of_devices(self) -> list[Answer]:
        """Yes: what was answered is accepted, else what the words propose is answered."""
        return self._yes(presets_of(self.table, self.vocabulary))

    def of_others(self) -> list[Answer]:
        """The table is not of devices."""
        return [self._answer("table", "", {"about": "others"})]

    def head(self, at: tuple[int, int], text: str, parameter: str) -> list[Answer]:
        """A head means a parameter; at: row and column of the cell that prints it."""
        presets = presets_of(self.table, self.vocabulary)
        presets = presets or presets_of(self.table, self.vocabulary.with_told({text: parameter}))
        axis = self._axis_of_heads(presets)
        line = TableLine(axis, at[1] if axis == "column" else at[0])
        return [*self._yes(presets), self._answer("head", str(line), {"parameters": [parameter]})]

    def device(self, at: tuple[int, int], device: str, work: str) -> list[Answer]:
        """The line of a label is of a device; work: as an answer names it, nothing where it stays as it is."""
        presets = presets_of(self.table, self.vocabulary)
        yes = self._yes(presets)
        named = {"device": device, **({"work": work} if work else {})}
        if self._table_said(yes).get("devices_in") == "table":
            return [*yes, self._answer("table", "", {**self._table_said(yes), **named})]
        axis = across(self._axis_of_heads(presets))
        line = TableLine(axis, at[1] if axis == "column" else at[0])
        before = dict(self._lines(yes)).get(line, {})
        return [*yes, self._answer("line", str(line), {**before, **named})]

    def all_of(self, work: str, how: str) -> list[Answer]:
        """Whose all lines of the table are, and how their values were obtained; what is empty is as it was."""
        yes = self._yes(presets_of(self.table, self.vocabulary))
        said = {**self._table_said(yes), **({"work": work} if work else {}), **({"how": how} if how else {})}
        lines = self._lines(yes) if work else []
        # A line speaks before its table.
        told = [(line, {name: one for name, one in before.items() if name != "work"}) for line, before in lines]
        return [*yes, self._answer("table", "", said), *(self._answer("line", str(line), one) for line, one in told)]

    def _yes(self, presets: Presets | None) -> list[Answer]:
        """The answers by which the table is read as it is drawn; those that stand already are left out."""
        own = self.own
        standing = [one for one in own if one.part == "table" and one.said.get("about", "devices") == "devices"]
        if standing:
            return as_accepted([one for one in own if not one.is_accepted], self.who)
        if presets is None:
            raise SourceError(self.table.label or "table", "is read in no way that could be drawn", "name a head first")
        given = [self._answer("table", "", _plain(presets.table))]
        if self.is_typed:
            return given
        given += [self._answer("head", str(line), _plain(said)) for line, said in presets.heads.items()]
        return given + [self._answer("line", str(line), one) for line, one in self._as_drawn(presets)]

    def _as_drawn(self, presets: Presets) -> list[tuple[TableLine, _Said]]:
        """Device and work of each line as they are drawn."""
        first: dict[TableLine, Datum] = {}
        for one in self.data:
            for line in (TableLine("row", one.locator.row or 0), TableLine("column", one.locator.column or 0)):
                first.setdefault(line, one)
        lines: list[tuple[TableLine, _Said]] = []
        for line, said in presets.lines.items():
            drawn = _plain(said)
            if line in first:
                drawn |= {"device": device_of(first[line]), "work": work_of(first[line], self.key)}
            lines.append((line, {name: one for name, one in drawn.items() if one is not None}))
        return lines

    def _axis_of_heads(self, presets: Presets | None) -> LineAxis:
        """Whether heads stand over columns or beside rows."""
        own = self.own
        heads = [one.question.axis for one in own if one.part == "head"]
        if heads:
            return "row" if heads[0] == "row" else "column"
        lines = [one.question.axis for one in own if one.part == "line"]
        if lines:
            return "column" if lines[0] == "row" else "row"
        return next((line.axis for line in presets.heads), "column") if presets else "column"

    def _table_said(self, yes: Sequence[Answer]) -> _Said:
        """What is said of the table itself."""
        return next(one.said for one in [*yes, *self.own] if one.part == "table")

    def _lines(self, yes: Sequence[Answer]) -> list[tuple[TableLine, _Said]]:
        """What is said of its lines."""
        told: dict[TableLine, _Said] = {}
        for one in [*self.own, *yes]:
            line = line_asked(one.question, self.table) if one.part == "line" else None
            if line is not None:
                told[line] = one.said
        return list(told.items())

    def _answer(self, part: AnswerPart, place: str, said: _Said) -> Answer:
        question = question_of(self.table, self.file, place, self.sha256)
        return Answer(question=question, part=part, said=dict(said), by=self.who, answerer="person")


class SaidOfTables:
    """The gestures that speak of a table. Each gives the words of a decision that is kept as answers."""

    def __init__(self, review: Review) -> None:
        self.review = review

    def about(self, key: str, table: NamedTable, about: Literal["devices", "others"]) -> _Words:
        """Whether a table is of devices: until a person says so, none of its values is used."""
        drawn = self._drawn(key, table)
        answers = drawn.of_devices() if about == "devices" else drawn.of_others()
        return _as_answers(answers, f"{_called(table)} is {'' if about == 'devices' else 'not '}of devices")

    def head(self, key: str, table: NamedTable, at: tuple[int, int], text: str, parameter: str) -> _Words:
        """A printed head means a parameter in one table."""
        return _as_answers(self._drawn(key, table).head(at, text, parameter), f"{text!r} is {parameter}")

    def device(self, key: str, table: NamedTable, at: tuple[int, int], label: str, device: str, paper: str) -> _Words:
        """The label of a row or column is a device of a paper."""
        if not device.strip():
            raise SourceError("device", "has no name", "write it as the paper calls it")
        answers = self._drawn(key, table).device(at, device.strip(), work_named(self.review, key, paper))
        return _as_answers(answers, f"{label!r} is {device}{_whose_told(key, paper)}")

    def table_said(self, key: str, table: NamedTable, paper: str, how: str) -> _Words:
        """Whose all values of a table are and how they were obtained; what is empty is as it was."""
        if not paper and not how:
            raise SourceError(_called(table), "nothing is said of it", "say whose it is, or how")
        told = f"{_called(table)} holds{f' {how}' if how else ''} values{_whose_told(key, paper)}"
        return _as_answers(self._drawn(key, table).all_of(work_named(self.review, key, paper), how), told)

    def _drawn(self, key: str, table: NamedTable) -> DrawnTable:
        """A table as it is drawn now."""
        review = self.review
        path = review.document(key, table["file"])
        snapshot = review.readings.snapshot(key)
        shown = snapshot.tables.get(path.name, ())
        found = next((one for one in shown if one["name"] == table["name"]), None)
        if found is None:
            raise SourceError(_called(table), "is not read, or not any more", "wait until the paper is read")
        kept = settled(read_answers(answers_path(review.root / "extracted", key))).answers
        of_table = f"{key}:{table['name']}/"
        values = (one.datum for one in snapshot.document.readings)
        return DrawnTable(
            key=key,
            file=path.name,
            sha256=sha256_of(path),
            table=found[PRINT],
            others=[one[PRINT] for one in shown],
            data=[one for one in values if one.locator.file == path.name and one.id.startswith(of_table)],
            answers=[one for one in kept if one.question.file == path.name],
            vocabulary=review.vocabulary(),
            who=review.who,
            is_typed=is_transcribed(path),
        )


def _called(table: NamedTable) -> str:
    return table.get("label") or f"table {table['name']}"


def _whose_told(key: str, paper: str) -> str:
    return {"": "", key: " of this paper"}.get(paper, f" of {paper}")


def _as_answers(answers: Sequence[Answer], told: str) -> _Words:
    return {"answers": [one.model_dump(mode="json", exclude_defaults=True) for one in answers], "told": told}


def _plain(said: TableAnswer | HeadAnswer | LineAnswer) -> dict[str, Any]:
    return said.model_dump(mode="json", exclude_defaults=True)


def device_of(datum: Datum) -> str | None:
    """The name of a drawn device: as its line prints it, where that is all of its name."""
    if NOT_NAMED in datum.flags:
        return None
    printed = without_marks(datum.printed.stub or "")
    return printed if slug(printed) == datum.device and len(printed) <= LONGEST_ANSWER else datum.device


def work_of(datum: Datum, key: str) -> str:
    """Whose a drawn value is, as an answer names a work."""
    if datum.paper == key:
        return THIS_WORK
    cited = datum.cited if datum.cited and len(datum.cited) <= LONGEST_ANSWER else None
    if datum.paper is None:
        return cited or ", ".join(reference_marks(datum.printed.stub or "")) or NOT_TOLD
    mark = datum.paper.removeprefix(cited_work(key, ""))
    if mark == datum.paper:
        return f"{OF_THE_LIBRARY}{datum.paper}"
    return ", ".join(mark.split("-")) if mark.replace("-", "").isdigit() else cited or mark
