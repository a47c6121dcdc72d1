"""Names and values that a sentence pairs in their order: `A and B are 1 % and 2 %, respectively`."""

import re
from collections.abc import Sequence
from itertools import pairwise

from memlit.passages.chosen.by_words import LIST, fits
from memlit.passages.sentences.numbers import Group
from memlit.passages.sentences.terms import Term

_BOTH = re.compile(r"(?:\s[\w-]+){0,2}\s?(?:,|/|and|, and)\s?(?:[\w-]+\s){0,2}")
_OF_BOTH = re.compile(r"(?: \w+)? (?:of|are|were) (?:about |approximately |~ ?)?")
_NAMES_AFTER = re.compile(r"\s(?:for|as|in|during|of|at)\s(?:the\s)?(?:[\w-]+\s)?")
_CALLED = re.compile(r"\s(?:as|for)\s(?:the\s)?")


def respectively(text: str, groups: Sequence[Group], terms: Sequence[Term], unit: str) -> dict[int, Term]:
    """Start of a group -> its term, where as many names and values are paired in order.

    `A and B are 1 % and 2 %, respectively`; `1 V and −2 V for A and B, respectively`; `1 kΩ and 9 MΩ as A and B`;
    `A and B of 1 and 2 s`, `A and B are 1 and 2 s`, `the A/B values were 1/2 s`.
    """
    said = text.rfind("respectively")
    groups = [group for group in groups if group.end <= said] if said >= 0 else list(groups)
    known = [term for term in terms if fits(term, unit)]
    if len(groups) < 2:
        return {}
    return _pairs(text, groups, _apart([term for term in known if not term.weak]), said) or _pairs(
        text, groups, _apart(known), said
    )


def _pairs(text: str, groups: Sequence[Group], named: Sequence[Term], said: int) -> dict[int, Term]:
    before = [term for term in named if term.end <= groups[0].start]
    if said >= 0 and len(before) >= len(groups):
        chosen = before[-len(groups) :]
        if not any(term.weak for term in chosen) or _are_joined(text, chosen):
            return _paired(groups, chosen)
    for one, other in pairwise(groups) if said < 0 else ():
        chosen = [term for term in named if term.end <= one.start][-2:]
        if len(chosen) < 2:
            continue
        of_names, of_values = text[chosen[0].end : chosen[1].start].strip(), text[one.end : other.start].strip()
        if of_names == of_values and of_names in ("and", "/") and _OF_BOTH.fullmatch(text[chosen[1].end : one.start]):
            return _paired((one, other), chosen)
    for last in range(len(groups) - 1, 0, -1):
        after = [term for term in named if term.start >= groups[last].end]
        count = 2 if said < 0 else min(len(after), last + 1)
        values, chosen = groups[last + 1 - count : last + 1], after[:count]
        if len(chosen) < 2 or len(values) != len(chosen) or not _are_joined(text, chosen):
            continue
        bridge = text[groups[last].end : chosen[0].start]
        if not (_CALLED if said < 0 else _NAMES_AFTER).fullmatch(bridge):
            continue
        gaps = [text[one.end : other.start] for one, other in pairwise(values)]
        if all(LIST.fullmatch(gap) and gap.strip() for gap in gaps):
            return _paired(values, chosen)
    return {}


def _apart(terms: Sequence[Term]) -> list[Term]:
    """Terms that do not overlap, the longer ones first; a phrase of two parameters tells nothing."""
    kept: list[Term] = []
    for term in sorted(terms, key=lambda one: (one.start - one.end, one.weak, one.start)):
        if all(term.end <= other.start or term.start >= other.end for other in kept):
            kept.append(term)
    return sorted(
        (
            term
            for term in kept
            if all(
                (one.start, one.end) != (term.start, term.end)
                or one.parameter is term.parameter
                or one.weak > term.weak
                for one in terms
            )
        ),
        key=lambda one: one.start,
    )


def _are_joined(text: str, terms: Sequence[Term]) -> bool:
    return all(_BOTH.fullmatch(text[one.end : other.start]) for one, other in pairwise(terms))


def _paired(groups: Sequence[Group], terms: Sequence[Term]) -> dict[int, Term]:
    if len({term.parameter.name for term in terms}) != len(groups):
        return {}
    return {group.start: term for group, term in zip(groups, terms, strict=True)}
