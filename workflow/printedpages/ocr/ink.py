"""The ink of each letter of a line of text: pieces of ink in a picture given to the letters that were read there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from printedpages.geometry import Box, union
from printedpages.ocr.raster import Gray
from printedpages.ocr.settings import SIGHT

_SHAPES = ((1, 1), (2, 1), (3, 1), (1, 2), (1, 3), (1, 4), (2, 2), (1, 0), (0, 1))
"""How many pieces of ink stand for how many letters: letters touch, and some have several pieces."""

_OFF = 8.0
"""How many pieces of ink the matching of a line may be ahead or behind of an even one."""


@dataclass(frozen=True, slots=True)
class InkOfLine:
    """boxes: the ink of each letter, None where there is none; unread: ink that stands for no letter; in pixels."""

    boxes: tuple[Box | None, ...]
    unread: tuple[Box, ...]


def ink_of_line(gray: Gray, rules: Gray, box: Box, middles: Sequence[float], speck: float) -> InkOfLine:
    """The ink of the letters of one line; rules: the ink of rules, which is of no letter; speck: pixels of dirt."""
    height, width = gray.shape
    x0, y0 = max(0, int(box[0])), max(0, int(box[1]))
    x1, y1 = min(width, int(np.ceil(box[2]))), min(height, int(np.ceil(box[3])))
    if x1 - x0 < 2 or y1 - y0 < 2:
        return InkOfLine((None,) * len(middles), ())
    ink = _ink(gray[y0:y1, x0:x1], rules[y0:y1, x0:x1])
    pieces = _pieces(ink, speck)
    groups = _letters_of(pieces)
    matched, left = _matched(groups, [middle - x0 for middle in middles], float(y1 - y0))
    boxes: list[Box | None] = [None] * len(middles)
    for group, letters in matched:
        for letter, part in zip(letters, _parted(ink, group, [middles[k] - x0 for k in letters]), strict=True):
            boxes[letter] = _moved(part, x0, y0)
    return InkOfLine(tuple(boxes), tuple(_moved(group, x0, y0) for group in left))


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
    groups: list[Box], middles: list[float], height: float
) -> tuple[list[tuple[Box, tuple[int, ...]]], list[Box]]:
    """Groups of ink with the letters that they stand for, both from left to right, at the least cost; and the rest."""
    n, m = len(groups), len(middles)
    cost = [[float("inf")] * (m + 1) for _ in range(n + 1)]
    step: list[list[tuple[int, int]]] = [[(0, 0)] * (m + 1) for _ in range(n + 1)]
    cost[0][0] = 0.0
    slope = n / m
    for i in range(n + 1):
        for j in range(m + 1):
            if abs(i - slope * j) > _OFF:
                continue
            for shape in _SHAPES:
                a, b = i - shape[0], j - shape[1]
                if a < 0 or b < 0:
                    continue
                total = cost[a][b] + _cost(groups[a:i], middles[b:j], height)
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
    return matched, left


def _cost(groups: list[Box], middles: list[float], height: float) -> float:
    """How badly groups of ink fit letters with these middles, 0 for a perfect fit."""
    if not middles:
        high = max(group[3] - group[1] for group in groups) / height
        return SIGHT.unmatched * min(1.0, SIGHT.several + high)
    if not groups:
        return SIGHT.unmatched
    middle = (groups[0][0] + max(group[2] for group in groups)) / 2
    away = abs(middle - sum(middles) / len(middles)) / height
    return away + SIGHT.several * (len(groups) + len(middles) - 2)


def _parted(ink: Any, box: Box, middles: list[float]) -> list[Box]:
    """The box of a group of ink, cut between letters that touch; of each part the ink."""
    if len(middles) == 1:
        return [box]
    inner = [(a + b) / 2 for a, b in zip(middles, middles[1:], strict=False)]
    even = [box[0] + (box[2] - box[0]) * k / len(middles) for k in range(1, len(middles))]
    is_inside = all(box[0] < cut < box[2] for cut in inner)
    cuts = [box[0], *(inner if is_inside else even), box[2]]
    parts = []
    for left, right in zip(cuts, cuts[1:], strict=False):
        top, bottom = int(box[1]), int(box[3])
        rows = np.flatnonzero(ink[top:bottom, int(left) : max(int(left) + 1, int(right))].any(axis=1))
        y0, y1 = (top + rows[0], top + rows[-1] + 1) if rows.size else (top, bottom)
        parts.append((left, float(y0), right, float(y1)))
    return parts


def _moved(box: Box, x: float, y: float) -> Box:
    return box[0] + x, box[1] + y, box[2] + x, box[3] + y
