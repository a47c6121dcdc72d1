"""Baseline and size of a line of letters by their ink, and which letters are raised or lowered.

The models read `10` with a raised 4 as `104` and are sure of it, so only the ink tells: a raised figure is less high
than those of full size beside it, and begins higher. A figure that is neither clearly the one nor the other stays
undecided.
"""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from printed.geometry import Box
from printed.ocr.settings import SIGHT

LOW = frozenset("acemnorsuvwxzσαωε")
"""Letters of small height that stand on the line."""
TALL = frozenset("0123456789ABCDEFGHIKLMNOPRSTUVWXYZbdfhklΩ")
"""Letters as high as capitals that stand on the line."""
OCR_SIGNS = frozenset("-−–+±~=")
"""What may stand before a raised figure and is raised with it."""


@dataclass(frozen=True, slots=True)
class Scripts:
    """base: height of the line that letters stand on; capital: height of a figure of full size; the rest: places."""

    base: float
    capital: float
    raised: tuple[int, ...] = ()
    lowered: tuple[int, ...] = ()
    undecided: tuple[int, ...] = ()


def scripts_of(letters: str, boxes: Sequence[Box | None]) -> Scripts | None:
    """What the ink of the letters of a line (without blanks) says; None where no letter tells size and line.

    boxes: x0, y0, x1, y1, heights downwards; None for a letter without ink.
    """
    seen = [(place, letter, box) for place, (letter, box) in enumerate(zip(letters, boxes, strict=True)) if box]
    capital = _capital(seen)
    if capital is None:
        return None
    ends = [box[3] for _, letter, box in seen if _is_full(letter, box[3] - box[1], capital)]
    base = statistics.median(ends)
    raised, lowered, undecided = [], [], []
    for place, letter, box in seen:
        if letter not in LOW and letter not in TALL:
            continue
        script = _script(letter, box, base, capital)
        if script == 1:
            raised.append(place)
        elif script == -1:
            lowered.append(place)
        elif script is None:
            undecided.append(place)
    raised = _without_word_letters(letters, raised)
    for place, letter, box in seen:
        if letter in OCR_SIGNS and {place - 1, place + 1} & set(raised):
            middle = (base - (box[1] + box[3]) / 2) / capital
            if middle > SIGHT.sign_raised:
                raised.append(place)
    return Scripts(base, capital, tuple(sorted(raised)), tuple(lowered), tuple(undecided))


def _without_word_letters(letters: str, raised: Sequence[int]) -> list[int]:
    """Raised letters without those within a word, whose ink was cut out wrongly; a mark at its end may be raised."""
    kept: list[int] = []
    for place in sorted(raised, reverse=True):
        if letters[place].isdigit() or place + 1 in kept or not letters[place + 1 : place + 2].isalnum():
            kept.append(place)
    return kept


def _capital(seen: Sequence[tuple[int, str, Box]]) -> float | None:
    """The height of a figure of full size: of the tallest capitals and figures, or as low letters tell it."""
    tall = [box[3] - box[1] for _, letter, box in seen if letter in TALL]
    low = [box[3] - box[1] for _, letter, box in seen if letter in LOW]
    if not tall:
        return statistics.median(low) / SIGHT.low_letter if low else None
    tallest = statistics.median(height for height in tall if height >= SIGHT.like_tallest * max(tall))
    return max(tallest, statistics.median(low) / SIGHT.low_at_most) if low else tallest


def _is_full(letter: str, height: float, capital: float) -> bool:
    """Whether a letter is of full size and stands on the line."""
    if letter in TALL:
        return height >= SIGHT.full * capital
    return letter in LOW and height >= SIGHT.full * SIGHT.low_letter * capital


def _script(letter: str, box: Box, base: float, capital: float) -> int | None:
    """1 raised, -1 lowered, 0 on the line, None for a figure of which its ink does not tell."""
    height, lift = (box[3] - box[1]) / capital, (base - box[3]) / capital
    if height < SIGHT.small and lift > SIGHT.raised:
        return 1
    if letter.isdigit():
        if height >= SIGHT.full and abs(lift) <= SIGHT.level:
            return 0
        is_below = height < SIGHT.small and -lift > SIGHT.lowered
        return -1 if is_below else None
    is_low = letter in LOW or letter in TALL
    expected = SIGHT.low_letter if letter in LOW else 1.0
    return -1 if is_low and height < SIGHT.small * expected and -lift > SIGHT.lowered else 0
