"""Values stated in the blocks of a document: each sentence is spelt one way, cut into numbers and words, and chosen."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from memlit.datum import RivalParameter, written
from memlit.documents.blocks.model import Block
from memlit.documents.blocks.pdf import line_boxes
from memlit.field import Parameter, Vocabulary
from memlit.passages.chosen.by_words import OF_A_ROLE, choose, fits, is_plausible, unit_of
from memlit.passages.chosen.in_order import respectively
from memlit.passages.chosen.of_others import is_of_no_device, is_spread_of, says_nothing
from memlit.passages.chosen.without_words import (
    SIDES_OF,
    by_unit_alone,
    by_unit_itself,
    by_what_is_beside,
    is_of_cells,
    of_clause,
    of_purpose,
    of_sides,
)
from memlit.passages.model import Find
from memlit.passages.sentences.numbers import Group, groups_of
from memlit.passages.sentences.parted import sentence_spans
from memlit.passages.sentences.roles import with_role
from memlit.passages.sentences.spelling import Working, as_markup, printed_markup, working_of
from memlit.passages.sentences.terms import Term, Terms
from memlit.quantities import Quantity, read_quantities
from memlit.quantities.joined.refuse import is_formula

_CONTENTS = re.compile(r"\.{4,}|(?: \.){4,}")
_SMALL_WORD = re.compile(
    r"\b(?:the|of|an?|is|are|was|were|has|have|in|to|with|and|for|at|by|that|this|from|as|on|can|its?|we|which)\b", re.I
)
_OF_A_BRAIN = re.compile(r"(?:\w+ ){0,3}(?:human|mammalian|biological|animal) (?:brain|cortex)", re.IGNORECASE)
"""A sentence that begins so counts neurons and watts of no device."""
_CODE = re.compile(r">>>?\s*\w|\w\.\w+_\w+|\w_\w+\.\w+\s*=")
_CITED = re.compile(
    r"(?<!10)(?<![cnmkµ]m)(?<![ /·(\d]m)\^\{(\d[\d,–\- ]*)\}"
    r"|\[(\d{1,3}(?:\s*[,–-]\s*\d{1,3})*)\]"
    r"|\b[Rr]efs?\.? (\d{1,3}(?:(?:, | and |–)\d{1,3})*)"
)
_NAME = re.compile(r"[A-Z][A-Za-z0-9]*(?:[/:-][A-Z][A-Za-z0-9]*)*")
_NOT_MATERIAL = frozenset(
    ("A", "V", "S", "I", "In", "No", "As", "At", "He", "C", "W", "K", "N", "P", "B", "H", "U", "Y", "On", "Os")
)


def finds_in(blocks: Iterable[Block], vocabulary: Vocabulary) -> tuple[tuple[Find, ...], int]:
    """(values in reading order, number of sentences looked at)."""
    terms = Terms(vocabulary)
    finds: list[Find] = []
    n_sentences = 0
    for block in blocks:
        if block.kind == "references":
            continue
        if block.kind == "cell":
            finds += _cell(block, vocabulary)
            continue
        working = working_of(block)
        for start, end in sentence_spans(working.text):
            n_sentences += 1
            sentence = working.text[start:end]
            if (block.boxes and _is_row(sentence)) or _OF_A_BRAIN.match(sentence):
                continue
            if re.search(r"\d", sentence) and not _CONTENTS.search(sentence) and not _CODE.search(sentence):
                finds += _sentence(block, working.cut(start, end), terms, vocabulary)
    return tuple(finds), n_sentences


def _is_row(sentence: str) -> bool:
    """True for a row of a table, which a page prints among its lines: no small words, or mostly numbers."""
    words = re.findall(r"[^\W\d_]{2,}", sentence)
    numbers = re.findall(r"\d[\d.,]*", sentence)
    return _SMALL_WORD.search(sentence) is None or len(numbers) > 0.5 * len(words)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence with its words and numbers.

    named: words of the vocabulary in it; above: in what stands over its list; by_unit: groups of numbers by unit.
    paired: words by the start of their number, by unit, where names and values stand in order.
    """

    block: Block
    working: Working
    named: Sequence[Term]
    above: Sequence[Term]
    by_unit: Mapping[str, list[Group]]
    paired: Mapping[str, dict[int, Term]]
    vocabulary: Vocabulary


def _sentence(block: Block, working: Working, terms: Terms, vocabulary: Vocabulary) -> Iterator[Find]:
    text = working.text
    groups = groups_of(text)
    if not groups:
        return
    named = terms.find(text)
    above = terms.find(block.lead) if block.lead else []
    read = [(group, _quantities(text, group)) for group in groups]
    by_unit: dict[str, list[Group]] = {}
    pieces: dict[str, list[Group]] = {}
    for group, quantities in read:
        for unit in {unit_of(quantity) for quantity in quantities if quantity.kind != "none"}:
            by_unit.setdefault(unit, []).append(group)
        for quantity, piece in zip(quantities, _pieces(group, quantities), strict=True):
            same = pieces.setdefault(_paired_unit(quantity), [])
            same += [piece] if quantity.kind != "none" and piece not in same else []
    paired = {unit: respectively(text, same, named, unit) for unit, same in pieces.items()}
    sentence = _Sentence(block, working, named, above, by_unit, paired, vocabulary)
    for group, quantities in read:
        yield from _group(sentence, group, quantities)


def _paired_unit(quantity: Quantity) -> str:
    """The unit by which values are paired with names; `per bit` stands behind the last energy alone."""
    return unit_of(quantity).removesuffix("/bit")


def _quantities(text: str, group: Group) -> tuple[Quantity, ...]:
    """The quantities of a group; `array` after sides is read with them."""
    after = SIDES_OF.match(text, group.end)
    end = after.end() if after is not None and group.is_bare and len(group.numbers) > 1 else group.tail
    return read_quantities(text[group.start : end])


def _group(sentence: _Sentence, group: Group, quantities: Sequence[Quantity]) -> Iterator[Find]:
    block, working, vocabulary = sentence.block, sentence.working, sentence.vocabulary
    text, by_unit = working.text, sentence.by_unit
    known = vocabulary.parameters
    if (sides := known.get(of_sides(text, group, quantities) or "")) is not None:
        yield _find(block, working, group, sides, quantities[0])
        return
    pieces = _pieces(group, quantities)
    for quantity, piece in zip(quantities, pieces, strict=True):
        if quantity.kind == "none" or is_of_no_device(text, group, quantity):
            continue
        unit = unit_of(quantity)
        term = sentence.paired[_paired_unit(quantity)].get(piece.start)
        flags: tuple[str, ...] = ("respectively",) if term is not None else ()
        said = known.get(by_unit_itself(text, quantity) or "")
        if said is not None:
            again = _as_parameter(text, group, quantities, quantity, said)
            if again is not None and is_plausible(again, said):
                yield _find(block, working, piece, said, again, "by_unit_alone")
            continue
        if term is None:
            choice = choose(text, piece, sentence.named, by_unit[unit], quantity)
            above = _named_above(sentence, group, quantity) if choice is None else None
            if above is not None:
                again = _as_parameter(text, group, quantities, quantity, above)
                yield _find(block, working, piece, above, again or quantity, "named_above", words=block.lead)
                continue
            is_named = choice is not None and _is_named(choice.term, group)
            beside = None if is_named else of_purpose(text, unit) or by_what_is_beside(text, group, unit, by_unit)
            if beside is not None and (parameter := known.get(beside)) is not None:
                parameter = with_role(text, piece, by_unit[unit], parameter, known)
                yield _find(block, working, piece, parameter, quantity, "by_unit_alone")
                continue
            if choice is None:
                parameter = known.get(by_unit_alone(text, group, quantity) or "")
                if parameter is not None and not says_nothing(quantity, parameter):
                    yield _find(block, working, piece, parameter, quantity, "by_unit_alone")
                continue
            term = choice.term
            if term.parameter.name == "n_bits" and term.weak and not is_of_cells(text, group):
                continue
            if unit != "1" and is_spread_of(text, term.start):
                continue
            flags = ("common_word",) if term.weak else ()
            flags += (written(RivalParameter(choice.rival.parameter.name)),) if choice.rival else ()
        parameter = with_role(text, piece, by_unit[unit], term.parameter, known)
        if term.weak:
            parameter = known.get(of_clause(text, group, parameter.name), parameter)
        again = _as_parameter(text, group, quantities, quantity, parameter)
        if again is None or not is_plausible(again, parameter) or says_nothing(again, parameter):
            continue
        yield _find(block, working, piece, parameter, again, *flags, words=text[term.start : term.end])


def _named_above(sentence: _Sentence, group: Group, quantity: Quantity) -> Parameter | None:
    """The parameter that stands over the list of a value: `Endurance:` above `FeRAM: 10^9 cycles`."""
    if group.is_bare and "^" not in sentence.working.text[group.start : group.end]:
        return None
    unit = unit_of(quantity)
    known = [term.parameter for term in sentence.above if fits(term, unit) and not term.parameter.generic]
    return next((one for one in known if is_plausible(quantity, one)), None)


def _is_named(term: Term, group: Group) -> bool:
    """Whether words say more of a value than that it stands beside the other part of its pulse."""
    is_of_a_role = term.parameter.name in OF_A_ROLE and term.end <= group.start
    return not term.weak or is_of_a_role or term.parameter.name == "read_voltage"


def _pieces(group: Group, quantities: Sequence[Quantity]) -> list[Group]:
    """The part of a group that each quantity was read from, the whole group where that is not clear."""
    if len(quantities) == len(group.numbers) > 1:
        starts = [group.start, *(number.start for number in group.numbers[1:])]
        return [replace(group, start=at, end=one.end) for at, one in zip(starts, group.numbers, strict=True)]
    return [group] * len(quantities)


def _as_parameter(
    text: str, group: Group, quantities: Sequence[Quantity], quantity: Quantity, parameter: Parameter
) -> Quantity | None:
    """The quantity read anew as the parameter's, so that bare counts and kelvins are what they are there."""
    again = read_quantities(text[group.start : group.tail], parameter=parameter)
    if len(again) != len(quantities):
        return quantity
    found = again[list(quantities).index(quantity)]
    return found if found.kind != "none" else None


def _cell(block: Block, vocabulary: Vocabulary) -> Iterator[Find]:
    """A cell of a table in running text: its header names the parameter."""
    match = vocabulary.match_header(block.header or "")
    if match is None or len(match.parameters) != 1:
        return
    parameter = vocabulary.parameters[match.parameters[0]]
    if parameter.is_text:
        return
    working = working_of(block)
    group = Group(0, len(working.text), (), len(working.text))
    for quantity in read_quantities(working.text, header=block.header, parameter=parameter):
        if quantity.kind != "none":
            yield _find(block, working, group, parameter, quantity, words=block.header or "")


def _find(
    block: Block, working: Working, group: Group, parameter: Parameter, quantity: Quantity, *flags: str, words: str = ""
) -> Find:
    stop = group.end
    marked = re.search(r"\^\{[^{}]*\}$", working.text[group.start : stop])
    if marked is not None and "citation_mark" in quantity.flags:
        stop = group.start + marked.start()
    start, end = working.first[group.start], working.last[stop - 1]
    return Find(
        sentence=printed_markup(block, working.first[0], working.last[-1]),
        offset=len(printed_markup(block, working.first[0], start)),
        printed=block.text[start:end].replace("\n", " "),
        markup=as_markup(working.text[group.start : stop].strip()),
        start=block.places[start],
        end=block.places[end - 1] + 1,
        parameter=parameter.name,
        words=words,
        quantity=quantity,
        kind=block.kind,
        page=block.page,
        boxes=line_boxes(block.boxes[start:end]) if block.boxes else (),
        citations=_citations(working.text),
        materials=_materials(working.text),
        flags=tuple(dict.fromkeys((*flags, *quantity.flags))),
    )


def _citations(text: str) -> tuple[str, ...]:
    marks = [next(part for part in match.groups() if part) for match in _CITED.finditer(text)]
    return tuple(dict.fromkeys(mark.strip() for mark in marks))


def _materials(text: str) -> tuple[str, ...]:
    names = [match.group() for match in _NAME.finditer(re.sub(r"[_{}]", "", text))]
    found = (name for name in names if name not in _NOT_MATERIAL and all(map(is_formula, re.split(r"[/:-]", name))))
    return tuple(dict.fromkeys(found))
