"""Names and values that a sentence pairs in their order: `A and B are 1 % and 2 %, respectively`."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from memlit.passages.chosen.by_words import LIST, fits
from memlit.passages.sentences.numbers import NumberGroup
from memlit.passages.sentences.terms import Term
from printed.ordered_rules import first_answer

_BOTH = re.compile(r"(?:\s[\w-]+){0,2}\s?(?:,|/|and|, and)\s?(?:[\w-]+\s){0,2}")
_OF_BOTH = re.compile(r" ?= ?|(?: \w+)? (?:of|are|were) (?:about |approximately |~ ?)?")
_NAMES_AFTER = re.compile(r"\s(?:for|as|in|during|of|at)\s(?:the\s)?(?:[\w-]+\s)?")
_CALLED = re.compile(r"\s(?:as|for)\s(?:the\s)?")
PairedTerms = dict[int, Term]
"""Start of a value -> its name."""
PairingWay = Callable[[str, Sequence[NumberGroup], Sequence[Term]], PairedTerms | None]
"""A way in which a text pairs values and names: None where it does not, no pair where names are of one parameter."""


def respectively(text: str, groups: Sequence[NumberGroup], terms: Sequence[Term], unit: str) -> PairedTerms:
    """Start of a group -> its term, where as many names and values are paired in order.

    `A and B are 1 % and 2 %, respectively`; `1 V and −2 V for A and B, respectively`; `1 kΩ and 9 MΩ as A and B`;
    `A and B of 1 and 2 s`, `A and B are 1 and 2 s`, `the A/B values were 1/2 s`.
    """
    said = text.rfind("respectively")
    values = [group for group in groups if group.end <= said] if said >= 0 else list(groups)
    if len(values) < 2:
        return {}
    known = [term for term in terms if fits(term, unit)]
    well_named = [term for term in known if not term.weak]
    ways = WITH_RESPECTIVELY if said >= 0 else WITHOUT
    return _pairs(ways, text, values, _apart(well_named)) or _pairs(ways, text, values, _apart(known))


def _pairs(ways: Sequence[PairingWay], text: str, values: Sequence[NumberGroup], names: Sequence[Term]) -> PairedTerms:
    return first_answer(ways, text, values, names) or {}


def _names_before(text: str, values: Sequence[NumberGroup], names: Sequence[Term]) -> PairedTerms | None:
    """`A and B are 1 % and 2 %, respectively`."""
    chosen = [term for term in names if term.end <= values[0].start][-len(values) :]
    if len(chosen) < len(values):
        return None
    is_common = any(term.weak for term in chosen)
    return None if is_common and not _are_joined(text, chosen) else _paired(values, chosen)


def _two_and_two(text: str, values: Sequence[NumberGroup], names: Sequence[Term]) -> PairedTerms | None:
    """`A and B of 1 and 2 s`, `the A/B values were 1/2 s`: the same word joins two names and two values."""
    found: PairedTerms = {}
    for one, other in pairwise(values):
        chosen = [term for term in names if term.end <= one.start][-2:]
        if len(chosen) < 2:
            continue
        first, second = chosen
        joint = text[first.end : second.start].strip()
        is_alike = joint == text[one.end : other.start].strip() and joint in ("and", "/")
        if is_alike and _OF_BOTH.fullmatch(text[second.end : one.start]):
            found |= _paired((one, other), chosen)
    return found or None


def _names_after(text: str, values: Sequence[NumberGroup], names: Sequence[Term]) -> PairedTerms | None:
    """`1 V and −2 V for A and B, respectively`: as many values as names, of the last values first."""
    for last in reversed(range(1, len(values))):
        after = [term for term in names if term.start >= values[last].end]
        count = min(len(after), last + 1)
        found = _in_order_behind(text, values[last + 1 - count : last + 1], after[:count], _NAMES_AFTER)
        if found is not None:
            return found
    return None


def _two_called(text: str, values: Sequence[NumberGroup], names: Sequence[Term]) -> PairedTerms | None:
    """`1 kΩ and 9 MΩ as A and B`."""
    for last in reversed(range(1, len(values))):
        after = [term for term in names if term.start >= values[last].end]
        found = _in_order_behind(text, values[last - 1 : last + 1], after[:2], _CALLED)
        if found is not None:
            return found
    return None


WITH_RESPECTIVELY: tuple[PairingWay, ...] = (_names_before, _names_after)
WITHOUT: tuple[PairingWay, ...] = (_two_and_two, _two_called)
"""The ways with and without the word `respectively`, in the order in which they are tried."""


def _in_order_behind(
    text: str, values: Sequence[NumberGroup], names: Sequence[Term], bridge: re.Pattern[str]
) -> PairedTerms | None:
    """Values of a list, a bridge, and as many names joined to each other."""
    if len(names) < 2 or len(values) != len(names) or not _are_joined(text, names):
        return None
    if not bridge.fullmatch(text[values[-1].end : names[0].start]):
        return None
    gaps = [text[one.end : other.start] for one, other in pairwise(values)]
    is_list = all(LIST.fullmatch(gap) and gap.strip() for gap in gaps)
    return _paired(values, names) if is_list else None


def _apart(terms: Sequence[Term]) -> list[Term]:
    """Terms that do not overlap, the longer ones first; a phrase of two parameters tells nothing."""
    kept: list[Term] = []
    for term in sorted(terms, key=lambda one: (one.start - one.end, one.weak, one.start)):
        if all(term.end <= other.start or term.start >= other.end for other in kept):
            kept.append(term)
    clear = [term for term in kept if not any(_is_of_another_parameter(one, term) for one in terms)]
    return sorted(clear, key=lambda one: one.start)


def _is_of_another_parameter(one: Term, term: Term) -> bool:
    """Whether the words of a term name another parameter no less well."""
    is_same_phrase = (one.start, one.end) == (term.start, term.end)
    return is_same_phrase and one.parameter is not term.parameter and one.weak <= term.weak


def _are_joined(text: str, terms: Sequence[Term]) -> bool:
    return all(_BOTH.fullmatch(text[one.end : other.start]) for one, other in pairwise(terms))


def _paired(groups: Sequence[NumberGroup], terms: Sequence[Term]) -> PairedTerms:
    if len({term.parameter.name for term in terms}) != len(groups):
        return {}
    return {group.start: term for group, term in zip(groups, terms, strict=True)}
