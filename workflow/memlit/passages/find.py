"""Values stated in the blocks of a document: each sentence is spelt one way, cut into numbers and words, and chosen."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from memlit.field import Parameter, Vocabulary
from memlit.field.citation_marks import NUMBERS
from memlit.field.words import DEVICE_UNITS, is_formula
from memlit.passages.chosen.in_order import respectively
from memlit.passages.chosen.not_a_device_value import is_no_device_value
from memlit.passages.chosen.sentence_place import si_unit_of
from memlit.passages.chosen.ways import Sentence, StatedValue, name_value, paired_unit
from memlit.passages.chosen.without_words import SIDES_OF, of_sides
from memlit.passages.model import Find, PassageReading
from memlit.passages.sentences.numbers import NumberGroup, groups_of
from memlit.passages.sentences.parted import sentence_spans
from memlit.passages.sentences.spelling import Working, as_markup, printed_markup, working_of
from memlit.passages.sentences.terms import Terms, defined_symbols
from memlit.quantities import Quantity, read_quantities
from printed.documents.blocks.model import Block
from printed.documents.blocks.pdf import line_boxes
from printed.symbols import UNREADABLE, UNREADABLE_FLAG

_CONTENTS = re.compile(r"\.{4,}|(?: \.){4,}")
_SMALL_WORD = re.compile(
    r"\b(?:the|of|an?|is|are|was|were|has|have|in|to|with|and|for|at|by|that|this|from|as|on|can|its?|we|which)\b", re.I
)
_FEWEST_SMALL_WORDS = 3
"""So many small words make a sentence of what is mostly numbers."""
_OF_A_BRAIN = re.compile(r"(?:\w+ ){0,3}(?:human|mammalian|biological|animal) (?:brain|cortex)", re.IGNORECASE)
"""A sentence that begins so counts neurons and watts of no device."""
_CODE = re.compile(r">>>?\s*\w|\w\.\w+_\w+|\w_\w+\.\w+\s*=")
_CITED = re.compile(
    r"(?<!10)(?<![cnmkµ]m)(?<![ /·(\d]m)(?!(?<=CV)\^\{2\}|(?<=V\))\^\{2\}|(?<=I)\^\{2\} ?R)\^\{(\d[\d,–\- ]*)\}"
    rf"|\[({NUMBERS})\]"
    r"|\b[Rr]efs?\.? (\d{1,3}(?:(?:, | and |–)\d{1,3})*)"
)
_NAME = re.compile(r"[A-Z][A-Za-z0-9]*(?:[/:-][A-Z][A-Za-z0-9]*)*")
_NOT_MATERIAL = frozenset(
    ("A", "V", "S", "I", "In", "No", "As", "At", "He", "C", "W", "K", "N", "P", "B", "H", "U", "Y", "On", "Os")
)


def finds_in(blocks: Iterable[Block], vocabulary: Vocabulary) -> PassageReading:
    """Values in reading order, the number of sentences looked at, and numbers of a device without a name."""
    read = [(block, working_of(block)) for block in blocks if block.kind != "references"]
    terms = Terms(vocabulary, defined_symbols((working.text for _, working in read), vocabulary))
    finds: list[Find] = []
    unnamed: list[Find] = []
    n_sentences = 0
    for block, working in read:
        if block.kind == "cell":
            finds += _cell(block, vocabulary)
            continue
        for start, end in sentence_spans(working.text):
            n_sentences += 1
            sentence = working.text[start:end]
            if not re.search(r"\d", sentence) or _CONTENTS.search(sentence) or _CODE.search(sentence):
                continue
            if _OF_A_BRAIN.match(sentence):
                continue
            if block.boxes and _is_row(sentence):
                unnamed += _numbers_of_row(block, working.cut(start, end))
                continue
            for found in _sentence(block, working.cut(start, end), terms, vocabulary):
                (finds if found.parameter else unnamed).append(found)
    return PassageReading(tuple(finds), n_sentences, unnamed=tuple(unnamed))


def _numbers_of_row(block: Block, working: Working) -> Iterator[Find]:
    """The numbers with a unit of a device in what looks like a row of a table."""
    for group in groups_of(working.text):
        found = [one for one in _quantities(working.text, group) if _is_of_device(one)]
        if not group.is_bare and found:
            yield from (replace(one, kind="row") for one in _unnamed(block, working, group, found[0]))


def _is_of_device(quantity: Quantity) -> bool:
    """Whether a quantity has a unit of a device."""
    return quantity.kind != "none" and si_unit_of(quantity) in DEVICE_UNITS


def _unnamed(block: Block, working: Working, group: NumberGroup, quantity: Quantity) -> Iterator[Find]:
    """A number that is printed in digits: `between two states` tells nothing of a device."""
    found = _find(block, working, group, None, quantity)
    if any(map(str.isdigit, found.printed)):
        yield found


def _is_row(sentence: str) -> bool:
    """True for a row of a table, which a page prints among its lines: no small words, or few beside many numbers.

    `The cell was set by 1.2 V, 50 ns and reset by −1.4 V, 80 ns pulses at 0.1 V` is a sentence.
    """
    words = re.findall(r"[^\W\d_]{2,}", sentence)
    numbers = re.findall(r"\d[\d.,]*", sentence)
    small = len(_SMALL_WORD.findall(sentence))
    return small == 0 or (len(numbers) > 0.5 * len(words) and small < _FEWEST_SMALL_WORDS)


def _sentence(block: Block, working: Working, terms: Terms, vocabulary: Vocabulary) -> Iterator[Find]:
    text = working.text
    groups = groups_of(text)
    if not groups:
        return
    words = terms.find(text)
    above = terms.find(block.lead) if block.lead else []
    read = [(group, _quantities(text, group)) for group in groups]
    by_unit: dict[str, list[NumberGroup]] = {}
    pieces: dict[str, list[NumberGroup]] = {}
    for group, quantities in read:
        for quantity, piece in zip(quantities, _pieces(group, quantities), strict=True):
            if quantity.kind == "none":
                continue
            _add_once(by_unit.setdefault(si_unit_of(quantity), []), group)
            same = pieces.setdefault(paired_unit(quantity), [])
            if not is_no_device_value(text, group, quantity):
                _add_once(same, piece)
    paired = {unit: respectively(text, same, words, unit) for unit, same in pieces.items()}
    sentence = Sentence(block, working, words, above, by_unit, paired, vocabulary)
    for group, quantities in read:
        yield from _group(sentence, group, quantities)


def _add_once(groups: list[NumberGroup], group: NumberGroup) -> None:
    if group not in groups:
        groups.append(group)


def _quantities(text: str, group: NumberGroup) -> tuple[Quantity, ...]:
    """The quantities of a group; `array` after sides is read with them."""
    after = SIDES_OF.match(text, group.end)
    end = after.end() if after is not None and group.is_bare and len(group.numbers) > 1 else group.tail
    return read_quantities(text[group.start : end])


def _group(sentence: Sentence, group: NumberGroup, quantities: Sequence[Quantity]) -> Iterator[Find]:
    block, working = sentence.block, sentence.working
    sides = sentence.vocabulary.parameters.get(of_sides(working.text, group, quantities) or "")
    if sides is not None:
        yield _find(block, working, group, sides, quantities[0])
        return
    for quantity, piece in zip(quantities, _pieces(group, quantities), strict=True):
        if quantity.kind == "none":
            continue
        is_dismissed = is_no_device_value(working.text, group, quantity)
        found = None if is_dismissed else name_value(StatedValue(sentence, group, piece, quantity, quantities))
        if found is not None and found.quantity is not None:
            yield _find(block, working, piece, found.parameter, found.quantity, *found.flags, words=found.words)
        elif _is_of_device(quantity):
            yield from (replace(one, is_dismissed=is_dismissed) for one in _unnamed(block, working, piece, quantity))


def _pieces(group: NumberGroup, quantities: Sequence[Quantity]) -> list[NumberGroup]:
    """The part of a group that each quantity was read from, the whole group where that is not clear."""
    if len(quantities) == len(group.numbers) > 1:
        starts = [group.start, *(number.start for number in group.numbers[1:])]
        return [replace(group, start=at, end=one.end) for at, one in zip(starts, group.numbers, strict=True)]
    return [group] * len(quantities)


def _cell(block: Block, vocabulary: Vocabulary) -> Iterator[Find]:
    """A cell of a table in running text: its header names the parameter."""
    match = vocabulary.match_header(block.header or "")
    if match is None or len(match.parameters) != 1:
        return
    parameter = vocabulary.parameters[match.parameters[0]]
    if parameter.is_text:
        return
    working = working_of(block)
    group = NumberGroup(0, len(working.text), (), len(working.text))
    for quantity in read_quantities(working.text, header=block.header, parameter=parameter):
        has_unit = quantity.unit is not None or parameter.unit in ("1", "state", "cycle", "bit")
        if quantity.kind != "none" and has_unit:
            yield _find(block, working, group, parameter, quantity, words=block.header or "")


def _find(
    block: Block,
    working: Working,
    group: NumberGroup,
    parameter: Parameter | None,
    quantity: Quantity,
    *flags: str,
    words: str = "",
) -> Find:
    stop = group.end
    marked = re.search(r"\^\{[^{}]*\}$", working.text[group.start : stop])
    if marked is not None and "citation_mark" in quantity.flags:
        stop = group.start + marked.start()
    start, end = working.first[group.start], working.last[stop - 1]
    if _is_beside_unreadable(working.text, group.start, group.tail):
        flags = (*flags, UNREADABLE_FLAG)
    return Find(
        sentence=printed_markup(block, working.first[0], working.last[-1]),
        offset=len(printed_markup(block, working.first[0], start)),
        printed=block.text[start:end].replace("\n", " "),
        markup=as_markup(working.text[group.start : stop].strip()),
        start=block.places[start],
        end=block.places[block.last_on_page(start, end)] + 1,
        parameter=parameter.name if parameter else "",
        words=words,
        quantity=quantity,
        kind=block.kind,
        page=block.page_of(start),
        boxes=line_boxes(block.boxes[start : block.last_on_page(start, end) + 1]) if block.boxes else (),
        citations=citation_marks_in(working.text),
        materials=_materials(working.text),
        flags=tuple(dict.fromkeys((*flags, *quantity.flags))),
    )


def _is_beside_unreadable(text: str, start: int, end: int) -> bool:
    """Whether a letter that cannot be read, as a lost sign or unit, stands right before or behind a number."""
    return UNREADABLE in (text[:start].rstrip()[-1:], text[end:].lstrip()[:1])


def citation_marks_in(text: str) -> tuple[str, ...]:
    """Citation marks of a text in one spelling, each once, as printed."""
    marks = [next(part for part in match.groups() if part) for match in _CITED.finditer(text)]
    return tuple(dict.fromkeys(mark.strip() for mark in marks))


def _materials(text: str) -> tuple[str, ...]:
    names = [match.group() for match in _NAME.finditer(re.sub(r"[_{}]", "", text))]
    found = (name for name in names if name not in _NOT_MATERIAL and all(map(is_formula, re.split(r"[/:-]", name))))
    return tuple(dict.fromkeys(found))
