"""The numbers of sentences as they are asked about, and found again by what is printed around them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from memlit.asking.model import Question
from memlit.asking.places import LONGEST_TEXT, as_compared
from memlit.passages.model import Find, PassageReading

AROUND_NUMBER = 60
"""Characters of its sentence on each side of a number, by which it is found again."""


def numbers_asked(reading: PassageReading) -> list[Find]:
    """The numbers that are asked about: those that words name, and all others with a unit of a device.

    What looks like a row of a table is asked about as a table.
    """
    return [*reading.finds, *(one for one in reading.unnamed if one.kind != "row")]


def names_of_numbers(finds: Iterable[Find]) -> list[str]:
    """The place of each number, with a number behind it where several begin there."""
    seen: Counter[str] = Counter()
    names = []
    for find in finds:
        seen[find.place] += 1
        names.append(find.place if seen[find.place] == 1 else f"{find.place}.{seen[find.place]}")
    return names


def number_questions(finds: Sequence[Find], file: str, sha256: str | None = None) -> list[Question]:
    """The question of each number: its print, the words around it, and which of those that are alike it is."""
    prints = [(find.printed[:LONGEST_TEXT], find.near(AROUND_NUMBER)[:LONGEST_TEXT]) for find in finds]
    alike = [tuple(map(as_compared, one)) for one in prints]
    among, seen = Counter(alike), Counter[tuple[str, ...]]()
    questions = []
    for find, name, (text, near), same in zip(finds, names_of_numbers(finds), prints, alike, strict=True):
        seen[same] += 1
        where = Question(file=file, head=near, page=find.page, axis="number", place=name, sha256=sha256)
        questions.append(where.model_copy(update={"text": text, "nth": seen[same], "among": among[same]}))
    return questions


def what_is_asked(question: Question) -> tuple[object, ...]:
    """By what a question of a number is found again."""
    return (question.file, as_compared(question.text), as_compared(question.head), question.nth, question.among)


def sentences_asked(finds: Sequence[Find]) -> list[dict[str, Any]]:
    """The sentences that hold numbers, as printed, with each number by its place, in reading order."""
    sentences: dict[tuple[int, str], list[tuple[int, str, str]]] = defaultdict(list)
    for find, name in zip(finds, names_of_numbers(finds), strict=True):
        sentences[find.page or 0, find.sentence].append((find.start, name, find.printed))
    ordered = sorted(sentences.items(), key=lambda pair: (pair[0][0], min(pair[1])))
    return [
        {"page": page or None, "sentence": text, "numbers": {name: printed for _, name, printed in sorted(numbers)}}
        for (page, text), numbers in ordered
    ]
