"""The picture of a page set straight, and the rules in it."""

from typing import Any

import numpy as np
import numpy.typing as npt

from printed.geometry import Rule
from printed.ocr.settings import SIGHT

Gray = npt.NDArray[np.uint8]
"""Rows from the top, columns from the left, 0 black to 255 white."""
_SMALL = 800
"""Pixels of the longer side of the copy in which a skew is looked for."""


def skew_of(gray: Gray) -> float:
    """Degrees by which a picture must be turned to the right so that its lines of ink run along its rows; 0 for none.

    The turn at which the ink of rows differs most from that of their neighbours, as in Postl's method.
    """
    import cv2

    factor = _SMALL / max(gray.shape)
    small = cv2.resize(gray, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA) if factor < 1 else gray
    ink: Any = 255.0 - small.astype(np.float32)
    ink -= np.median(ink)
    n_steps = round(SIGHT.most_skew / SIGHT.skew_step)
    turns = [step * SIGHT.skew_step for step in range(-n_steps, n_steps + 1)]
    sharpness = [_sharpness(np.abs(ink), turn) for turn in turns]
    best = int(np.argmax(sharpness))
    straight = sharpness[n_steps]
    return round(turns[best], 2) if sharpness[best] > 1.02 * straight else 0.0


def _sharpness(ink: Any, turn: float) -> float:
    import cv2

    height, width = ink.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -turn, 1.0)
    rows = cv2.warpAffine(ink, matrix, (width, height), flags=cv2.INTER_LINEAR).sum(axis=1)
    return float(np.square(np.diff(rows)).sum())


def turned(picture: Any, degrees: float) -> Any:
    """A picture turned to the right about its middle, of the same size; what comes in from outside is white."""
    if not degrees:
        return picture
    import cv2

    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    white = (255, 255, 255)
    return cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=white)


def rules_of(gray: Gray, scale: float) -> tuple[list[Rule], list[Rule], Gray]:
    """(rules from left to right, rules from top to bottom, the ink of dark ones), in pixels; scale: pixels a point."""
    import cv2

    mask = np.zeros_like(gray)
    found: list[list[Rule]] = []
    for along in (True, False):
        dark, lines = _straight(_dark(gray, scale), scale, along=along)
        mask |= lines
        found.append([*dark, *_straight(_light(gray, scale), scale, along=along)[0]])
    # The soft edge of a rule is of it too.
    mask = np.asarray(cv2.dilate(mask, np.ones((3, 3), np.uint8)), dtype=np.uint8)
    return found[0], found[1], mask


def _dark(gray: Gray, scale: float) -> Gray:
    """Where a picture is darker than its surroundings."""
    import cv2

    around = 2 * round(SIGHT.surroundings * scale) + 1
    mean, inverse = cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV
    return np.asarray(cv2.adaptiveThreshold(gray, 255, mean, inverse, around, SIGHT.other_ground), dtype=np.uint8)


def _light(gray: Gray, scale: float) -> Gray:
    """Where a line is lighter than a coloured ground on both sides, whatever letters stand on that."""
    import cv2

    letter = np.ones((round(SIGHT.stroke * scale),) * 2, np.uint8)
    line = np.ones((round(2 * SIGHT.rule_thick * scale),) * 2, np.uint8)
    ground = cv2.morphologyEx(gray, cv2.MORPH_CLOSE, letter)
    lighter = cv2.morphologyEx(ground, cv2.MORPH_TOPHAT, line)
    return np.asarray((lighter >= SIGHT.other_ground) * 255, dtype=np.uint8)


def _straight(ink: Gray, scale: float, *, along: bool) -> tuple[list[Rule], Gray]:
    """The rules of a picture of ink that run from left to right, or else from top to bottom, and their ink."""
    import cv2

    length = round((SIGHT.rule_along if along else SIGHT.rule_across) * scale)
    bridge = np.ones((1, 3) if along else (3, 1), np.uint8)
    kernel = np.ones((1, length) if along else (length, 1), np.uint8)
    lines = cv2.morphologyEx(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, bridge), cv2.MORPH_OPEN, kernel)
    n, labels, stats, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
    mask = np.zeros_like(ink)
    rules = []
    for number in range(1, n):
        x, y, width, height, _ = (int(value) for value in stats[number])
        if (height if along else width) <= SIGHT.rule_thick * scale:
            rules.append(Rule(y + height / 2, x, x + width) if along else Rule(x + width / 2, y, y + height))
            part = mask[y : y + height, x : x + width]
            part[labels[y : y + height, x : x + width] == number] = 255
    return rules, mask
