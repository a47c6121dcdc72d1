"""The ink of each letter of a line of text: pieces of ink in a picture given to the letters that were read there."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from printedpages.geometry import Box, union
from printedpages.ocr.engine import ReadLine
from printedpages.ocr.raster import Gray
from printedpages.ocr.settings import SIGHT

_SHAPES = ((1, 1), (2, 1), (3, 1), (1, 2), (1, 3), (1, 4), (2, 2), (1, 0), (0, 1))
"""How many pieces of ink stand for how many letters: letters touch, and some have several pieces."""

OCR_DASHES = frozenset("-−–")
FLAT_LETTERS = OCR_DASHES | frozenset(".,·")
"""What is less high than any other letter."""
_NARROW_LETTERS, _WIDE_LETTERS = frozenset(".,:;'|!ilI1jft()[]-/"), frozenset("mwMW%")
_NARROW, _WIDE = 0.4, 1.5
"""Widths of such letters where that of most letters is one."""
_OFF = 8.0
"""How many pieces of ink the matching of a line may be ahead or behind of an even one."""


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
    letters, middles, box = line.text.replace(" ", ""), line.middles, line.box
    height, width = gray.shape
    x0, y0 = max(0, int(box[0])), max(0, int(box[1]))
    x1, y1 = min(width, int(np.ceil(box[2]))), min(height, int(np.ceil(box[3])))
    if x1 - x0 < 2 or y1 - y0 < 2:
        return InkOfLine((None,) * len(middles), (), 0.0)
    ink = _ink(gray[y0:y1, x0:x1], rules[y0:y1, x0:x1])
    pieces = _pieces(ink, speck)
    groups = _letters_of(pieces)
    matched, left, cost = _matched(groups, letters, [middle - x0 for middle in middles], float(y1 - y0))
    boxes: list[Box | None] = [None] * len(middles)
    for group, places in matched:
        for place, part in zip(places, _parted(ink, group, letters[places[0] : places[-1] + 1]), strict=True):
            boxes[place] = _moved(part, x0, y0)
    return InkOfLine(tuple(boxes), tuple(_moved(group, x0, y0) for group in left), cost)


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
        if groups:
            last = groups[-1]
            shared = min(last[2], piece[2]) - max(last[0], piece[0])
            if shared > SIGHT.same_letter * min(last[2] - last[0], piece[2] - piece[0]):
                groups[-1] = union(last, piece)
                continue
        groups.append(piece)
    return groups


def _matched(
    groups: list[Box], letters: str, middles: list[float], height: float
) -> tuple[list[tuple[Box, tuple[int, ...]]], list[Box], float]:
    """(groups of ink with the letters that they stand for, from left to right, at the least cost; the rest; cost)."""
    n, m = len(groups), len(middles)
    cost = [[float("inf")] * (m + 1) for _ in range(n + 1)]
    step: list[list[tuple[int, int]]] = [[(0, 0)] * (m + 1) for _ in range(n + 1)]
    cost[0][0] = 0.0
    slope = n / m
    tallest = max((group[3] - group[1] for group in groups), default=height)
    for i in range(n + 1):
        for j in range(m + 1):
            if abs(i - slope * j) > _OFF:
                continue
            for shape in _SHAPES:
                a, b = i - shape[0], j - shape[1]
                if a < 0 or b < 0:
                    continue
                total = cost[a][b] + _cost(groups[a:i], letters[b:j], middles[b:j], height, tallest)
                if total < cost[i][j]:
                    cost[i][j], step[i][j] = total, shape
    matched: list[tuple[Box, tuple[int, ...]]] = []
    left: list[Box] = []
    i, j = n, m
    while i or j:
        a, b = step[i][j]
        whole = groups[i - a : i]
        if whole and b:
            box = whole[0]
            for other in whole[1:]:
                box = union(box, other)
            matched.append((box, tuple(range(j - b, j))))
        else:
            left += whole
        i, j = i - a, j - b
    return matched, left, cost[n][m]


def _cost(groups: Sequence[Box], letters: str, middles: Sequence[float], height: float, tallest: float) -> float:
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
    odd = 0.0
    if len(letters) == 1:
        high = max(group[3] for group in groups) - min(group[1] for group in groups)
        is_flat = high < SIGHT.flat * tallest
        odd = SIGHT.odd_shape if is_flat != (letters in FLAT_LETTERS) and letters not in "=~_'" else 0.0
    return away + SIGHT.white * white + odd + SIGHT.several * (len(groups) + len(letters) - 2)


def _parted(ink: Any, box: Box, letters: str) -> list[Box]:
    """The box of a group of ink, cut between letters that touch; of each part the ink."""
    if len(letters) == 1:
        return [box]
    cuts = [box[0], *_cuts(ink, box, letters), box[2]]
    parts = []
    for left, right in pairwise(cuts):
        top, bottom = int(box[1]), int(box[3])
        rows = np.flatnonzero(ink[top:bottom, int(left) : max(int(left) + 1, int(right))].any(axis=1))
        y0, y1 = (top + rows[0], top + rows[-1] + 1) if rows.size else (top, bottom)
        parts.append((left, float(y0), right, float(y1)))
    return parts


def _cuts(ink: Any, box: Box, letters: str) -> list[float]:
    """Where letters that touch are parted: in the column of least ink near where their usual widths part them."""
    x0, x1, top, bottom = int(box[0]), int(box[2]), int(box[1]), int(box[3])
    amounts = ink[top:bottom, x0:x1].sum(axis=0)
    widths = [_NARROW if letter in _NARROW_LETTERS else _WIDE if letter in _WIDE_LETTERS else 1.0 for letter in letters]
    reach = SIGHT.cut_reach * (bottom - top)
    cuts, before = [], 0.0
    for width in widths[:-1]:
        before += width
        usual = x0 + (x1 - x0) * before / sum(widths)
        columns = range(max(x0 + 1, round(usual - reach)), min(x1 - 1, round(usual + reach)) + 1)
        cuts.append(float(min(columns, key=lambda x: (amounts[x - x0], abs(x - usual)), default=usual)))
    return cuts


def _moved(box: Box, x: float, y: float) -> Box:
    return box[0] + x, box[1] + y, box[2] + x, box[3] + y
