"""The ink of each letter of a line of text.

The ink that differs from the ground hangs together in pieces; pieces over each other are one letter; each group of
them is matched with the letters that were read (`matching`), and cut where one group stands for several letters.
"""

from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

import numpy as np

from printed.geometry import Box, union
from printed.ocr.engine import ReadLine
from printed.ocr.matching import matched_with_letters
from printed.ocr.raster import Gray
from printed.ocr.settings import SIGHT

_NARROW_LETTERS, _WIDE_LETTERS = frozenset(".,:;'|!ilI1jft()[]-/"), frozenset("mwMW%")
_NARROW, _WIDE = 0.4, 1.5
"""Widths of such letters where that of most letters is one."""


@dataclass(frozen=True, slots=True)
class InkOfLine:
    """boxes: the ink of each letter, None where there is none; unread: ink that stands for no letter; in pixels.

    cost: how badly ink and letters fit, 0 for a perfect fit.
    """

    boxes: tuple[Box | None, ...]
    unread: tuple[Box, ...]
    cost: float


def ink_of_line(gray: Gray, rules: Gray, line: ReadLine, speck: float) -> InkOfLine:
    """The ink of the letters of one line; rules: the ink of rules, which is of no letter; speck: pixels of dirt."""
    letters, middles = line.text.replace(" ", ""), line.middles
    picture_height, picture_width = gray.shape
    left, top = max(0, int(line.box[0])), max(0, int(line.box[1]))
    right = min(picture_width, int(np.ceil(line.box[2])))
    bottom = min(picture_height, int(np.ceil(line.box[3])))
    if right - left < 2 or bottom - top < 2:
        return InkOfLine((None,) * len(middles), (), 0.0)
    ink = _ink(gray[top:bottom, left:right], rules[top:bottom, left:right])
    groups = _letters_of(_pieces(ink, speck))
    matching = matched_with_letters(groups, letters, [middle - left for middle in middles], float(bottom - top))
    boxes: list[Box | None] = [None] * len(middles)
    for group, first, last in matching.pairs:
        parts = _parted(ink, group, letters[first:last])
        boxes[first:last] = [_moved(part, left, top) for part in parts]
    unread = tuple(_moved(group, left, top) for group in matching.left)
    return InkOfLine(tuple(boxes), unread, matching.cost)


def _ink(gray: Gray, rules: Gray) -> Any:
    """Where a line of text has ink, dark on light or light on dark."""
    values = gray.astype(np.int16)
    ground = float(np.median(values))
    difference = np.abs(values - ground)
    difference[rules > 0] = 0
    most = float(np.percentile(difference, 99.5))
    if most < SIGHT.least_contrast:
        return np.zeros_like(gray)
    return (difference >= SIGHT.contrast * most).astype(np.uint8)


def _pieces(ink: Any, speck: float) -> list[Box]:
    """Boxes of the pieces of ink that hang together, without dirt and what reaches in from another line."""
    import cv2

    height = ink.shape[0]
    n, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    found = []
    for number in range(1, n):
        x, y, wide, high, _ = (int(value) for value in stats[number])
        is_cut = y == 0 or y + high == height
        middle = (y + high / 2) / height
        is_other_line = is_cut and not SIGHT.edge < middle < 1 - SIGHT.edge
        if (wide > speck or high > speck) and not is_other_line:
            found.append((float(x), float(y), float(x + wide), float(y + high)))
    return sorted(found)


def _letters_of(pieces: list[Box]) -> list[Box]:
    """Pieces over each other as one letter: the dot of an i, both lines of an equals sign."""
    groups: list[Box] = []
    for piece in pieces:
        if groups and _is_same_letter(groups[-1], piece):
            groups[-1] = union(groups[-1], piece)
        else:
            groups.append(piece)
    return groups


def _is_same_letter(first: Box, second: Box) -> bool:
    """Whether two pieces share most of the width of the narrower one."""
    shared = min(first[2], second[2]) - max(first[0], second[0])
    narrower = min(first[2] - first[0], second[2] - second[0])
    return shared > SIGHT.same_letter * narrower


def _parted(ink: Any, group: Box, letters: str) -> list[Box]:
    """The box of a group of ink, cut between letters that touch; of each part the ink."""
    if len(letters) == 1:
        return [group]
    cuts = [group[0], *_cuts(ink, group, letters), group[2]]
    return [_ink_between(ink, group, left, right) for left, right in pairwise(cuts)]


def _ink_between(ink: Any, group: Box, left: float, right: float) -> Box:
    """The part of a group between two columns, as high as its ink."""
    top, bottom = int(group[1]), int(group[3])
    columns = slice(int(left), max(int(left) + 1, int(right)))
    inked = np.flatnonzero(ink[top:bottom, columns].any(axis=1))
    if inked.size:
        top, bottom = top + inked[0], top + inked[-1] + 1
    return left, float(top), right, float(bottom)


def _cuts(ink: Any, group: Box, letters: str) -> list[float]:
    """Where letters that touch are parted: in the column of least ink near where their usual widths part them."""
    left, right, top, bottom = int(group[0]), int(group[2]), int(group[1]), int(group[3])
    amounts = ink[top:bottom, left:right].sum(axis=0)
    reach = SIGHT.cut_reach * (bottom - top)
    widths = [_usual_width(letter) for letter in letters]
    cuts = []
    for width_before in list(accumulate(widths))[:-1]:
        usual = left + (right - left) * width_before / sum(widths)
        nearest, farthest = max(left + 1, round(usual - reach)), min(right - 1, round(usual + reach))
        columns = range(nearest, farthest + 1)
        # Of columns with as little ink the one that is nearest to the usual place.
        cut = min(columns, key=lambda x: (amounts[x - left], abs(x - usual)), default=usual)
        cuts.append(float(cut))
    return cuts


def _usual_width(letter: str) -> float:
    """The width of a letter, where that of most letters is one."""
    if letter in _NARROW_LETTERS:
        return _NARROW
    return _WIDE if letter in _WIDE_LETTERS else 1.0


def _moved(box: Box, x: float, y: float) -> Box:
    return box[0] + x, box[1] + y, box[2] + x, box[3] + y
