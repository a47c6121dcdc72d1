"""The answers of a document, `extracted/KEY.answers.jsonl`: one line an answer, sorted; a file that git may join.

Of a question that several answered, a person's answer stands before a model's, and what two persons, or one person
twice, say differently is a question again: neither counts until one of the lines goes.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from memlit.asking.model import Answer, AnswerPart, BoxAnswer
from memlit.datum import parse_record
from memlit.files import json_line, read_json_line, text_lines, write_text
from printed.geometry import Box

ANSWERS_SUFFIX = ".answers.jsonl"
MEND_LINE = "mend the line, or remove it and answer again"
REPLIES_SUFFIX = ".replies.jsonl"
"""Of what models replied, word for word."""
_ORDER: dict[AnswerPart, int] = {"table": 0, "head": 1, "line": 2, "cell": 3, "box": 4, "number": 5}
_Asked = tuple[object, ...]


def answers_path(records: Path, key: str) -> Path:
    """The answers of a document, beside its record."""
    return records / f"{key}{ANSWERS_SUFFIX}"


def read_answers(path: Path) -> tuple[Answer, ...]:
    """The answers of a document, sorted; none where there is no such file.

    Raises RecordError that names the line that holds no answer.
    """
    if not path.is_file():
        return ()
    lines = [(number, read_json_line(line, path, number)) for number, line in text_lines(path)]
    return _sorted(parse_record(Answer, plain, f"{path}:{number}", MEND_LINE) for number, plain in lines)


def text_of_answers(answers: Iterable[Answer]) -> str:
    """The lines of a file of answers: sorted, each once."""
    lines = dict.fromkeys(json_line(one.model_dump(mode="json", exclude_defaults=True)) for one in _sorted(answers))
    return "".join(f"{line}\n" for line in lines)


def write_answers(path: Path, answers: Iterable[Answer]) -> None:
    """Keep the answers; no file where there is none."""
    text = text_of_answers(answers)
    if text:
        write_text(path, text)
    else:
        path.unlink(missing_ok=True)


def with_new(known: Sequence[Answer], new: Sequence[Answer]) -> list[Answer]:
    """The answers with new ones; of one answerer the last answer to a question takes the place of those before."""
    last = {(_asked(one), one.by): one for one in new}
    return [*(one for one in known if (_asked(one), one.by) not in last), *last.values()]


def as_accepted(answers: Iterable[Answer], person: str) -> list[Answer]:
    """The answers as a person accepts them."""
    return [one if one.is_accepted else one.model_copy(update={"accepted_by": person}) for one in answers]


def boxes_drawn(answers: Iterable[Answer], file: str) -> list[tuple[int, Box]]:
    """The boxes that were drawn round tables of a file: page and box."""
    found = []
    for one in answers:
        said = one.answer
        if isinstance(said, BoxAnswer) and one.question.file == file and one.question.page:
            found.append((one.question.page, said.box))
    return sorted(found)


@dataclass(frozen=True, slots=True)
class Settled:
    """The answer that counts for each question, and a line for each question that persons answer differently."""

    answers: tuple[Answer, ...]
    contradictions: tuple[str, ...]


def settled(answers: Sequence[Answer]) -> Settled:
    """One answer a question: a person's, else one that is accepted, else a proposal, of the last name."""
    by_question: dict[_Asked, list[Answer]] = defaultdict(list)
    for one in answers:
        by_question[_asked(one)].append(one)
    counted: list[Answer] = []
    contradictions: list[str] = []
    for found in by_question.values():
        persons = [one for one in found if one.answerer == "person"]
        if len({json_line(one.said) for one in persons}) > 1:
            contradictions.append(_contradiction(persons))
            continue
        accepted_ones = [one for one in found if one.is_accepted]
        counted.append((persons or accepted_ones or found)[-1])
    return Settled(_sorted(counted), tuple(contradictions))


def _contradiction(found: Sequence[Answer]) -> str:
    asked = found[0].question
    where = asked.table or (f"the table on page {asked.page}" if asked.page else asked.file)
    names = " and ".join(dict.fromkeys(one.by for one in found))
    place = f", {asked.text!r} ({asked.place})" if asked.place else ""
    return f"{asked.file}, {where}{place}: answered differently by {names}; remove one of the lines"


def _asked(one: Answer) -> _Asked:
    """What makes two answers answers to one question."""
    asked = one.question
    return (asked.file, asked.table, asked.head, asked.page, one.part, asked.axis, asked.text, asked.nth, asked.among)


def _sorted(answers: Iterable[Answer]) -> tuple[Answer, ...]:
    return tuple(sorted(answers, key=_place_of))


def _place_of(one: Answer) -> tuple[object, ...]:
    asked = one.question
    place = (asked.axis, asked.text, asked.nth)
    return (asked.file, asked.page or 0, asked.table or "", asked.head, _ORDER[one.part], *place, one.by)
