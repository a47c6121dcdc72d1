"""Ink of a page for which its text layer has no character: a minus that is drawn, a figure that is a picture."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from printedpages.geometry import Box, area, intersect
from printedpages.pdf.document import POINTS_AN_INCH, Page
from printedpages.pdf.settings import PAGES

_DOTS_AN_INCH = 150
_BLACK = 0.35


def has_uncovered_ink(page: Page, boxes: Sequence[Box]) -> list[bool]:
    """Whether each box on the page as displayed holds ink besides its characters and the rules that pass through it.

    The page is drawn once, and only where there are boxes.
    """
    if not boxes:
        return []
    scale = _DOTS_AN_INCH / POINTS_AN_INCH
    gray = np.asarray(page.picture(scale).convert("L"), dtype=np.int16)
    return [_is_uncovered(page, gray, box, scale) for box in boxes]


def _is_uncovered(page: Page, gray: Any, box: Box, scale: float) -> bool:
    x0, y0, x1, y1 = (max(0, round(end * scale)) for end in box)
    part = gray[y0:y1, x0:x1]
    if not part.size:
        return False
    ink = np.abs(part - np.median(part)) > _BLACK * 255
    for covered in _covered(page, box):
        left, right = (max(0, round(end * scale) - x0) for end in covered[::2])
        top, bottom = (max(0, round(end * scale) - y0) for end in covered[1::2])
        ink[top:bottom, left:right] = False
    rows, columns = np.nonzero(ink)
    if not len(rows):
        return False
    width, height = (np.ptp(columns) + 1) / scale, (np.ptp(rows) + 1) / scale
    return max(width, height) >= PAGES.uncovered_length and len(rows) / scale**2 >= PAGES.uncovered_area


def _covered(page: Page, box: Box) -> list[Box]:
    """What of a box its characters cover, and the rules that pass through it from side to side."""
    slack = PAGES.covered_slack
    letters = [char.box for char in page.displayed.chars if not char.text.isspace() and area(intersect(char.box, box))]
    x0, y0, x1, y1 = box
    rules = [(x0, rule.at, x1, rule.at) for rule in page.drawing.horizontal if rule.lo <= x0 and rule.hi >= x1]
    rules += [(rule.at, y0, rule.at, y1) for rule in page.drawing.vertical if rule.lo <= y0 and rule.hi >= y1]
    return [
        (left - slack, top - slack, right + slack, bottom + slack) for left, top, right, bottom in (*letters, *rules)
    ]
