"""Groups of ink matched with the letters that were read of a line, from left to right at the least cost.

Usually one group is one letter. But letters touch, a letter has several pieces, a letter has no ink of its own, and ink
stands for no letter: each such step has its cost, and the cheapest way through both rows is found as the alignment of
two sequences is (dynamic programming; Needleman and Wunsch, J. Mol. Biol. 1970, 48, 443).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from typing import NamedTuple

from printed.geometry import Box, union
from printed.ocr.settings import SIGHT

_STEPS = ((1, 1), (2, 1), (3, 1), (1, 2), (1, 3), (1, 4), (2, 2), (1, 0), (0, 1))
"""How many groups of ink stand for how many letters."""
_OFF = 8.0
"""How many groups the matching of a line may be ahead or behind of an even one."""
OCR_DASHES = frozenset("-−–")
FLAT_LETTERS = OCR_DASHES | frozenset(".,·")
"""What is less high than any other letter."""
_OF_ANY_HEIGHT = "=~_'"


class InkAndLetters(NamedTuple):
    """A group of ink, and the first of the letters that it stands for and the one behind the last."""

    group: Box
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Matching:
    """pairs: ink with its letters; left: ink that stands for no letter, both from right to left; cost: of all steps."""

    pairs: list[InkAndLetters]
    left: list[Box]
    cost: float


def matched_with_letters(groups: Sequence[Box], letters: str, middles: Sequence[float], height: float) -> Matching:
    """The cheapest matching, of all ink as left where there is none.

    middles: where the middle of each letter is expected; height: that of the line; both in pixels.
    """
    tallest = max((group[3] - group[1] for group in groups), default=height)
    cost = {(0, 0): 0.0}
    step: dict[tuple[int, int], tuple[int, int]] = {}
    for inks, read in _places(len(groups), len(middles)):
        for taken, spelt in _STEPS:
            before = inks - taken, read - spelt
            if before not in cost:
                continue
            own_groups, own = groups[before[0] : inks], slice(before[1], read)
            total = cost[before] + _step_cost(own_groups, letters[own], middles[own], height, tallest)
            if total < cost.get((inks, read), float("inf")):
                cost[inks, read], step[inks, read] = total, (taken, spelt)
    whole = len(groups), len(middles)
    if whole not in cost:
        # Far more ink than letters: nothing says which of it they are.
        return Matching([], list(groups), float("inf"))
    pairs, left = _traced_back(groups, len(middles), step)
    return Matching(pairs, left, cost[whole])


def _places(n_groups: int, n_letters: int) -> Iterator[tuple[int, int]]:
    """How many groups and letters may be matched so far: those near to an even matching, in order."""
    for inks in range(n_groups + 1):
        for read in range(n_letters + 1):
            if abs(inks - n_groups / n_letters * read) <= _OFF:
                yield inks, read


def _traced_back(
    groups: Sequence[Box], n_letters: int, step: dict[tuple[int, int], tuple[int, int]]
) -> tuple[list[InkAndLetters], list[Box]]:
    """The pairs of the cheapest way, and the ink that is left, from the last step to the first."""
    pairs: list[InkAndLetters] = []
    left: list[Box] = []
    inks, read = len(groups), n_letters
    while inks or read:
        taken, spelt = step[inks, read]
        own_groups = groups[inks - taken : inks]
        if taken and spelt:
            pairs.append(InkAndLetters(reduce(union, own_groups), read - spelt, read))
        else:
            left += own_groups
        inks, read = inks - taken, read - spelt
    return pairs, left


def _step_cost(groups: Sequence[Box], letters: str, middles: Sequence[float], height: float, tallest: float) -> float:
    """How badly groups of ink fit letters with these middles, 0 for a perfect fit; tallest: the height of the tallest.

    Besides the place it counts white between pieces of one letter, and a height that no such letter has.
    """
    if not letters:
        high = max(group[3] - group[1] for group in groups) / height
        return SIGHT.unmatched * min(1.0, SIGHT.several + high)
    if not groups:
        return SIGHT.unmatched
    middle = (groups[0][0] + max(group[2] for group in groups)) / 2
    away = abs(middle - sum(middles) / len(middles)) / height
    white = sum(max(0.0, right[0] - left[2]) for left, right in pairwise(groups)) / height
    odd = SIGHT.odd_shape if _has_odd_height(groups, letters, tallest) else 0.0
    return away + SIGHT.white * white + odd + SIGHT.several * (len(groups) + len(letters) - 2)


def _has_odd_height(groups: Sequence[Box], letters: str, tallest: float) -> bool:
    """Whether ink is flat and its one letter is not, or the other way round."""
    if len(letters) != 1 or letters in _OF_ANY_HEIGHT:
        return False
    high = max(group[3] for group in groups) - min(group[1] for group in groups)
    is_flat = high < SIGHT.flat * tallest
    return is_flat != (letters in FLAT_LETTERS)
