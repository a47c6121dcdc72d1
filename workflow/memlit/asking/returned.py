"""A file of answers that somebody gives back: checked against the print, and made into answers of the document.

What does not fit is a line that says where and why, and the rest is taken: a place that the table has not, a parameter
that there is not, a unit or name with a digit of a value, fields that nobody asks for. Who answered is set by whoever
takes the file, never by the file.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from memlit.asking.lines import TableLine
from memlit.asking.model import (
    ANSWER_OF,
    Answer,
    Answerer,
    AnswerPart,
    BoxAnswer,
    CellAnswer,
    HeadAnswer,
    NumberAnswer,
    Question,
    SaidOfValue,
)
from memlit.asking.places import cell_named, lines_named, question_of
from memlit.field import Vocabulary
from printed.tables.model import Table

FIELDS = {"table", "about", "devices_in", "values_in", "lines", "heads", "cells"}
FIELDS_OF_A_LINE = set(SaidOfValue.model_fields)
_DIGIT = re.compile(r"\d")


@dataclass(slots=True)
class Returned:
    """The answers of a file, and a line for each that could not be taken."""

    answers: list[Answer] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Answering:
    """A table that is answered: its name, its print, its file, and who answers."""

    name: str
    table: Table
    file: str
    sha256: str | None
    by: str
    answerer: Answerer
    vocabulary: Vocabulary


@dataclass(frozen=True, slots=True)
class BoxesOf:
    """The file on whose pages boxes may be drawn, None for none, how many it has, and who answers."""

    file: str | None
    sha256: str | None
    pages: int
    by: str
    answerer: Answerer


@dataclass(frozen=True, slots=True)
class NumbersOf:
    """The questions of the numbers of sentences by place, the vocabulary, and who answers."""

    questions: Mapping[str, Question]
    vocabulary: Vocabulary
    by: str
    answerer: Answerer


def answers_returned(
    told: Any, tables: Mapping[str, Answering], boxes: BoxesOf, numbers: NumbersOf | None = None
) -> Returned:
    """The answers in a file given back, parsed from JSON; tables: those of the document by name."""
    found = Returned()
    has_tables = isinstance(told, dict) and isinstance(told.get("tables"), list)
    has_numbers = isinstance(told, dict) and isinstance(told.get("numbers"), dict)
    if not has_tables and not has_numbers:
        found.refused.append("holds no list `tables` of answers; give back what `how_to_answer` describes")
        return found
    if has_numbers and numbers is not None:
        for place, one in told["numbers"].items():
            _take_number(found, str(place), one, numbers)
    for one in told.get("boxes") or ():
        _take_box(found, one, boxes)
    for one in told.get("tables") or ():
        name = one.get("table") if isinstance(one, dict) else None
        if name not in tables:
            found.refused.append(f"table {name!r}: the document has none of that name; it has {', '.join(tables)}")
            continue
        _take_table(found, one, tables[str(name)])
    return found


def _take_box(found: Returned, one: Any, about: BoxesOf) -> None:
    """A box that somebody drew round a table of a page."""
    page = one.get("page") if isinstance(one, dict) else None
    if about.file is None or not isinstance(page, int) or not 1 <= page <= about.pages:
        found.refused.append(f"box {one!r}: names no page of the document")
        return
    try:
        said = BoxAnswer.model_validate({"box": one.get("box")})
    except ValidationError as error:
        found.refused.append(f"box on page {page}: {error.errors()[0]['msg']}")
        return
    left, top, right, bottom = (round(end, 1) for end in said.box)
    place = f"{left:g} {top:g} {right:g} {bottom:g}"
    question = Question(file=about.file, page=page, axis="box", text=place, sha256=about.sha256)
    told = {"box": [left, top, right, bottom]}
    found.answers.append(Answer(question=question, part="box", said=told, by=about.by, answerer=about.answerer))


def _take_number(found: Returned, place: str, one: Any, about: NumbersOf) -> None:
    """What somebody says that a number of a sentence is."""
    question = about.questions.get(place)
    if question is None:
        found.refused.append(f"number {place}: no such number is asked about")
        return
    try:
        said = NumberAnswer.model_validate(one)
    except ValidationError as error:
        first = error.errors()[0]
        found.refused.append(f"number {place}: {'.'.join(map(str, first['loc'])) or 'answer'}: {first['msg']}")
        return
    if said.parameter is not None and said.parameter not in about.vocabulary.parameters:
        found.refused.append(f"number {place}: {_not_a_parameter(said.parameter, about.vocabulary)}")
        return
    told = said.model_dump(mode="json", exclude_defaults=True)
    found.answers.append(Answer(question=question, part="number", said=told, by=about.by, answerer=about.answerer))


def _not_a_parameter(name: str, vocabulary: Vocabulary) -> str:
    near = ", ".join(vocabulary.nearest(name.replace("_", " "), 2))
    return f"{name!r} is no parameter of config/vocabulary.yaml; like it are {near}"


def _take_table(found: Returned, one: dict[str, Any], about: Answering) -> None:
    """The answers to one table."""
    strange = sorted(set(one) - FIELDS - FIELDS_OF_A_LINE)
    if strange:
        found.refused.append(f"{about.name}: nobody asks for {', '.join(strange)}; left out")
    said = {
        name: value for name, value in one.items() if name in FIELDS_OF_A_LINE | {"about", "devices_in", "values_in"}
    }
    _take(found, about, "table", "", said)
    if said.get("about", "devices") != "devices":
        return
    for place, told in _items(found, about, one, "heads"):
        _take_head(found, about, place, told)
    for place, told in _items(found, about, one, "lines"):
        for line in _lines(found, about, place):
            _take(found, about, "line", str(line), told)
    for place, told in _items(found, about, one, "cells"):
        _take(found, about, "cell", place, _with_parameters(told))


def _items(
    found: Returned, about: Answering, one: Mapping[str, Any], name: str
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The places of a part of the answer with what is said of each."""
    told = one.get(name) or {}
    if not isinstance(told, dict):
        found.refused.append(f"{about.name}, {name}: is no mapping of places")
        return
    for place, said in told.items():
        if isinstance(said, dict):
            yield str(place), said
        else:
            found.refused.append(f"{about.name}, {place}: says no more than {said!r}")


def _lines(found: Returned, about: Answering, place: str) -> Sequence[TableLine]:
    """The rows or columns of a place, none where the table has not all of them."""
    view = about.table.view
    lines = lines_named(place)
    most = {"row": view.n_rows, "column": view.n_cols}
    if lines and all(line.number < most[line.axis] for line in lines):
        return lines
    found.refused.append(f"{about.name}, {place}: the table has no such row or column")
    return ()


def _take_head(found: Returned, about: Answering, place: str, told: dict[str, Any]) -> None:
    """The answer to a head; one that depends on the line is an answer to each of its cells."""
    for head in _lines(found, about, place):
        by_line = told.get("by_line")
        if not isinstance(by_line, dict):
            _take(found, about, "head", str(head), _with_parameters(told))
            continue
        shared = {name: value for name, value in told.items() if name not in ("by_line", "parameter", "by_unit")}
        _take(found, about, "head", str(head), shared)
        for name, parameter in by_line.items():
            for line in _lines(found, about, str(name)):
                row, column = (head, line) if head.axis == "row" else (line, head)
                if row.axis == "row" and column.axis == "column":
                    cell = f"r{row.number}c{column.number}"
                    _take(found, about, "cell", cell, _with_parameters({"parameter": parameter}))


def _with_parameters(told: Mapping[str, Any]) -> dict[str, Any]:
    """What is said with `parameter`, one name or several, as `parameters`."""
    said = {name: value for name, value in told.items() if name != "parameter"}
    named = told.get("parameter")
    if named is not None:
        said["parameters"] = [named] if isinstance(named, str) else named
    return said


def _take(found: Returned, about: Answering, part: AnswerPart, place: str, said: dict[str, Any]) -> None:
    """One answer, where it fits the print and the vocabulary."""
    where = f"{about.name}, {place}" if place else about.name
    problem = _problem(about, part, place, said)
    if problem is not None:
        found.refused.append(f"{where}: {problem}")
        return
    question = question_of(about.table, about.file, _anchor(about.table, place), about.sha256)
    told = ANSWER_OF[part].model_validate(said).model_dump(mode="json", exclude_defaults=True)
    found.answers.append(Answer(question=question, part=part, said=told, by=about.by, answerer=about.answerer))


def _anchor(table: Table, place: str) -> str:
    """The name of the cell that covers a place; other places as they are."""
    at = cell_named(place)
    cell = table.view.cell(*at) if at is not None else None
    return f"r{cell.row}c{cell.col}" if cell is not None else place


def _problem(about: Answering, part: AnswerPart, place: str, said: dict[str, Any]) -> str | None:
    """Why an answer cannot be taken, None where it can."""
    try:
        answer = ANSWER_OF[part].model_validate(said)
    except ValidationError as error:
        first = error.errors()[0]
        return f"{'.'.join(map(str, first['loc'])) or part}: {first['msg']}"
    if part == "cell":
        at = cell_named(place)
        if at is None or about.table.view.cell(*at) is None:
            return "the table has no such cell"
        if isinstance(answer, CellAnswer) and answer.compared and about.answerer != "person":
            return "that doubtful letters were compared with the picture counts only by a person"
    if isinstance(answer, HeadAnswer | CellAnswer):
        return _problem_of_parameters(about, answer)
    return None


def _problem_of_parameters(about: Answering, answer: HeadAnswer | CellAnswer) -> str | None:
    """Why parameters or unit of an answer cannot be taken."""
    names = (*answer.parameters, *(answer.by_unit if isinstance(answer, HeadAnswer) else ()))
    unknown = [name for name in names if name not in about.vocabulary.parameters]
    if unknown:
        return _not_a_parameter(unknown[0], about.vocabulary)
    if answer.unit is not None and _DIGIT.search(re.sub(r"\^?[-−]?[1-4]\b|[²³]", "", answer.unit)):
        return f"the unit {answer.unit!r} holds digits of a value"
    return None
