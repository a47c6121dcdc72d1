"""Ink of a page for which its text layer has no character: a minus that is drawn, a figure that is a picture."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from printed.geometry import Box
from printed.pdf.document import POINTS_AN_INCH, Page
from printed.pdf.settings import PAGES

_DOTS_AN_INCH = 150
_MOST_PIXELS = 8_000_000
"""A larger page, such as a poster, is drawn in fewer dots an inch."""
_BLACK = 0.35


def has_uncovered_ink(page: Page, boxes: Sequence[Box]) -> list[bool]:
    """Whether each box on the page as displayed holds ink besides its characters and the rules that pass through it.

    The page is drawn once, and only where there are boxes.
    """
    if not boxes:
        return []
    width, height = page.size
    scale = min(_DOTS_AN_INCH / POINTS_AN_INCH, math.sqrt(_MOST_PIXELS / (width * height)))
    gray = np.asarray(page.picture(scale).convert("L"), dtype=np.int16)
    letters = np.array([char.box for char in page.displayed.chars if not char.text.isspace()]).reshape(-1, 4)
    return [_is_uncovered(gray, box, [*_within(letters, box), *_rules_through(page, box)], scale) for box in boxes]


def _is_uncovered(gray: Any, box: Box, named: Sequence[Box], scale: float) -> bool:
    """Whether a box holds ink beside the boxes of what is named; gray: the page at `scale` pixels a point."""
    x0, y0, x1, y1 = (max(0, round(end * scale)) for end in box)
    part = gray[y0:y1, x0:x1]
    if not part.size:
        return False
    ink = np.abs(part - np.median(part)) > _BLACK * 255
    slack = PAGES.covered_slack
    for left, top, right, bottom in named:
        columns = slice(max(0, round((left - slack) * scale) - x0), max(0, round((right + slack) * scale) - x0))
        rows = slice(max(0, round((top - slack) * scale) - y0), max(0, round((bottom + slack) * scale) - y0))
        ink[rows, columns] = False
    down, across = np.nonzero(ink)
    if not len(down):
        return False
    length = (int(max(np.ptp(across), np.ptp(down))) + 1) / scale
    return length >= PAGES.uncovered_length and len(down) / scale**2 >= PAGES.uncovered_area


def _within(letters: Any, box: Box) -> list[Box]:
    """The boxes of letters (n x 4) that reach into a box."""
    x0, y0, x1, y1 = letters.T
    return [tuple(one) for one in letters[(x0 < box[2]) & (x1 > box[0]) & (y0 < box[3]) & (y1 > box[1])].tolist()]


def _rules_through(page: Page, box: Box) -> list[Box]:
    """The rules of a page that pass through a box from side to side."""
    x0, y0, x1, y1 = box
    across = [(x0, rule.at, x1, rule.at) for rule in page.drawing.horizontal if rule.lo <= x0 and rule.hi >= x1]
    return across + [(rule.at, y0, rule.at, y1) for rule in page.drawing.vertical if rule.lo <= y0 and rule.hi >= y1]
