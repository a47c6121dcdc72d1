"""Of each part that is asked: where the paper states it, that it was not found, or that nobody can tell."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from memlit.datum import Reading
from memlit.passages.model import cut_out
from memlit.passages.said import kind_said
from memlit.sheet.paper import THIS_PAPER, PrintedSentence, SheetPaper
from memlit.sheet.standards import AskedPart, StandardItem, Standards
from printed.geometry import Box

PartState = Literal["stated", "not found", "cannot tell"]
MOST_PLACES = 3
"""Places that are shown of one part."""
_CONTEXT = 90
"""Characters of a sentence on each side of what fits."""
_NUMBER = re.compile(r"(?<![A-Za-z])\d+(?![A-Z\d])")
"""A number, not the digits of `1T1R`."""
_VALUE, _IN_CONTEXT, _NOT_MEASURED = 2, 2, -3
"""Of the score of a place: it holds a value that was read; it stands where such things are told; its value was not
measured."""


@dataclass(frozen=True, slots=True)
class StatedAt:
    """One place: page from 1 (None where a file has none), label of a table, the words there, and its box.

    score: how much the place says, for the order of the places.
    """

    page: int | None
    label: str
    quotation: str
    box: Box | None
    score: int = 0


@dataclass(frozen=True, slots=True)
class PartFound:
    """What was found of one part. beside_citation: pages where only a sentence about other works speaks of it."""

    part: AskedPart
    state: PartState
    places: tuple[StatedAt, ...]
    beside_citation: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemFound:
    """One item with those of its parts that are asked of this paper."""

    number: int
    item: StandardItem
    parts: tuple[PartFound, ...]


def kinds_of(paper: SheetPaper, standards: Standards) -> frozenset[str]:
    """The kinds of device that the paper speaks of."""
    found = set()
    for name, kind in standards.kinds.items():
        words = re.compile(kind.words, re.IGNORECASE)
        of_paper = (sentence for sentence in paper.sentences if sentence.kind != "references")
        if sum(words.search(sentence.text) is not None for sentence in of_paper) >= kind.least:
            found.add(name)
    return frozenset(found)


def items_found(paper: SheetPaper, standards: Standards) -> tuple[ItemFound, ...]:
    """All items that are asked of the paper, in the order of the standards, each with its number from 1."""
    kinds = kinds_of(paper, standards)
    found = []
    for number, item in enumerate(standards.items, start=1):
        asked = [part for part in item.parts if _is_asked(item.applies_to, kinds) and _is_asked(part.applies_to, kinds)]
        if asked:
            found.append(ItemFound(number, item, tuple(_part_of(paper, part, standards) for part in asked)))
    return tuple(found)


def _is_asked(applies_to: Sequence[str], kinds: frozenset[str]) -> bool:
    return not applies_to or not kinds.isdisjoint(applies_to)


def _part_of(paper: SheetPaper, part: AskedPart, standards: Standards) -> PartFound:
    fitting = [sentence for sentence in paper.sentences if _can_state(sentence, part, standards)]
    places = [*_by_values(paper, part, standards), *_by_words(fitting, part, standards)]
    places.sort(key=lambda place: (-place.score, place.page or 0))
    if places:
        return PartFound(part, "stated", tuple(_distinct(places)))
    state: PartState = "cannot tell" if paper.unread or not paper.tables_are_read else "not found"
    text = [sentence for sentence in fitting if sentence.kind == "text" and not sentence.is_own]
    others = {sentence.page for sentence in text if _match(sentence, part)}
    return PartFound(part, state, (), tuple(sorted(page for page in others if page)))


def _distinct(places: Iterable[StatedAt]) -> Iterator[StatedAt]:
    """The first places, no two of one line."""
    seen: set[object] = set()
    for place in places:
        line = (place.page, place.box or place.quotation)
        if line not in seen and len(seen) < MOST_PLACES:
            seen.add(line)
            yield place


def _by_values(paper: SheetPaper, part: AskedPart, standards: Standards) -> Iterator[StatedAt]:
    """The places of values that were read of the paper's own devices."""
    for reading in own_readings(paper):
        if reading.parameter not in part.parameters:
            continue
        sentence = paper.sentence_at(reading.datum.locator.place)
        if sentence is None:
            yield printed_at(paper, reading, score=_VALUE)
        elif _can_state(sentence, part, standards) and _fits(part.needs, sentence):
            yield printed_at(paper, reading, score=_VALUE + _worth(sentence, part, standards))


def own_readings(paper: SheetPaper) -> Iterator[Reading]:
    """Printed values of the paper's own devices: of its tables, and of sentences that are not about other works."""
    for reading in paper.document.readings:
        if reading.is_derived:
            continue
        if reading.datum.method == "text":
            sentence = paper.sentence_at(reading.datum.locator.place)
            if sentence is not None and sentence.is_own:
                yield reading
        elif reading.datum.paper == THIS_PAPER and reading.status in ("value", "text"):
            yield reading


def printed_at(paper: SheetPaper, reading: Reading, score: int = 0) -> StatedAt:
    """Where a value is printed: the line of its sentence, or its cell."""
    locator, printed = reading.datum.locator, reading.datum.printed
    if reading.datum.method == "text":
        sentence = paper.sentence_at(locator.place)
        offset = int((locator.place or "c0").rpartition("c")[2].split(".")[0])
        box = sentence.box_of(locator.page, offset, offset + 1) if sentence else locator.bbox
        return StatedAt(locator.page, "", printed.notes[0] if printed.notes else printed.text, box, score)
    words = [*printed.headers[-1:], *filter(None, [printed.stub]), printed.markup or printed.text]
    return StatedAt(locator.page, locator.label or "table", ": ".join(words), locator.bbox, score)


def _by_words(sentences: Iterable[PrintedSentence], part: AskedPart, standards: Standards) -> Iterator[StatedAt]:
    for sentence in sentences:
        match = _match(sentence, part) if sentence.is_own or part.anywhere else None
        if match is not None:
            yield _place_in(sentence, match, _worth(sentence, part, standards))


def _match(sentence: PrintedSentence, part: AskedPart) -> re.Match[str] | None:
    return next((match for words in part.words if (match := words.compiled.search(sentence.text))), None)


def _can_state(sentence: PrintedSentence, part: AskedPart, standards: Standards) -> bool:
    """Whether the sentence says nothing by which it states something else than the part."""
    elsewhere = (part.unless, *(standards.contexts[name] for name in part.not_in))
    return not any(words and _fits(words, sentence) for words in elsewhere)


def _fits(words: str, sentence: PrintedSentence) -> bool:
    return re.search(words, sentence.text, re.IGNORECASE) is not None


def _worth(sentence: PrintedSentence, part: AskedPart, standards: Standards) -> int:
    """What was simulated, assumed or extrapolated is shown after what was measured."""
    worth = _NOT_MEASURED if kind_said(sentence.text) in ("simulated", "assumed", "extrapolated") else 0
    if part.best_in and _fits(standards.contexts[part.best_in], sentence):
        worth += _IN_CONTEXT
    return worth


def _place_in(sentence: PrintedSentence, match: re.Match[str], worth: int) -> StatedAt:
    """A place with the words around what fits; a place with a number says more than one without."""
    score = (1 if _NUMBER.search(match.group()) else 0) + worth
    quotation = cut_out(sentence.text, match.start() - _CONTEXT, match.end() + _CONTEXT)
    page = sentence.page_of(match.start())
    end = sentence.last_on_page(match.start(), match.end())
    first, last = sentence.places[match.start()], sentence.places[end]
    return StatedAt(page, "", quotation, sentence.box_of(page, first, last + 1), score)
