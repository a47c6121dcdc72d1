"""The title of an axis with its unit, and the doubts that a letter of it is lost."""

import numpy as np

from figcurves.axes.sides import Side
from figcurves.axes.tick_labels import parse_multiplier, split_unit
from figcurves.paths.drawing import Drawing
from figcurves.paths.words import DrawnToken
from figcurves.reasons import Reason
from figcurves.settings import AXES
from printed.geometry import Box
from printed.symbols import UNREADABLE

_PREFIXES = frozenset("kMµμ")
"""No unit of an axis in themselves: the letter behind them is lost."""


def read_title(words: list[DrawnToken]) -> tuple[str, str]:
    """The title that these words make, and the unit in it."""
    return split_unit(" ".join(token.printed for token in words))


def title_words(
    box: Box, side: Side, bound: set[int], level: list[DrawnToken], upright: list[DrawnToken]
) -> list[DrawnToken]:
    """The line of words nearest to the labels of a side, in reading order; `bound` are the labels of all sides."""
    along = 0 if side.name in ("bottom", "top") else 1
    before = side.name in ("bottom", "left")
    size = max(token.size for _, _, token in side.labels)
    ends = [token.box[(1 if before else 3) - along] for _, _, token in side.labels]
    edge = min(ends) if before else max(ends)
    reach, slack, run_over = (
        (AXES.title_centred, size, AXES.title_edge) if along == 0 else (AXES.title_beside, 2 * size, AXES.title_over)
    )
    found = []
    for token in level if along == 0 else upright:
        gap = edge - token.box[3 - along] if before else token.box[1 - along] - edge
        inside = box[along] - slack < token.center[along] < box[along + 2] + slack
        near = inside and -run_over * size < gap < reach * size
        if near and id(token) not in bound and parse_multiplier(token.text, token.raised) is None:
            found.append((token.box[along], gap, token))
    words, nearest = _nearest_line(found, size)
    if along == 0 and nearest > AXES.title_under * size and not _is_centred(words, box):
        return []
    return words


def _nearest_line(found: list[tuple[float, float, DrawnToken]], size: float) -> tuple[list[DrawnToken], float]:
    """The words (start, gap, word) with the least gap, in order, and that gap."""
    nearest = min((gap for _, gap, _ in found), default=0.0)
    line = [(start, token) for start, gap, token in found if abs(gap - nearest) < AXES.title_line * size]
    return [token for _, token in sorted(line, key=lambda item: item[0])], nearest


def _is_centred(words: list[DrawnToken], box: Box) -> bool:
    """Words that stand about the middle of a frame, and are no caption."""
    middle = (words[0].box[0] + words[-1].box[2]) / 2.0
    caption = words[0].text.lower().startswith("fig")
    return not caption and abs(middle - (box[0] + box[2]) / 2.0) < AXES.title_middle * (box[2] - box[0])


def small_fills(drawing: Drawing) -> np.ndarray:
    """Boxes (n, 4) of filled shapes no larger than a letter of a title."""
    boxes = [path.box for path in drawing.paths if path.fill is not None and path.stroke is None]
    found = np.array(boxes, dtype=float).reshape(-1, 4)
    sides = np.concatenate([found[:, 2:3] - found[:, :1], found[:, 3:] - found[:, 1:2]], axis=1)
    least, most = AXES.letter_points
    small: np.ndarray = found[(sides.max(axis=1) < most) & (sides.max(axis=1) > least)]
    return small


def title_doubts(words: list[DrawnToken], along: int, shapes: np.ndarray) -> list[Reason]:
    """Reasons for a person where a letter of the title, and with it a prefix of the unit, may be lost.

    shapes: boxes of `small_fills`; one that stands in the line of the words is a letter that is no text.
    """
    if not words:
        return []
    title, unit = read_title(words)
    reasons: list[Reason] = []
    if UNREADABLE in (unit or title):
        reasons.append(Reason(f"a letter of {(unit or title)!r} cannot be read: the unit is not known"))
    elif unit in _PREFIXES or (unit and not unit.strip()) or title.endswith(("()", "[]")):
        reasons.append(Reason(f"{unit!r} in brackets is no unit: a letter may be lost"))
    printed = " ".join(token.text for token in words)
    if any(printed.count(left) != printed.count(right) for left, right in ("()", "[]")):
        reasons.append(Reason(f"the brackets of {printed!r} do not match: the unit is not known"))
    if _letters_between(words, along, shapes):
        reasons.append(
            Reason("a shape that is no text stands among the letters of the title: its unit may lack a letter")
        )
    return reasons


def _letters_between(words: list[DrawnToken], along: int, shapes: np.ndarray) -> bool:
    size = max(token.size for token in words)
    boxes = np.array([token.box for token in words])
    low, high = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    low[along] -= AXES.letter_in_title * size
    high[along] += AXES.letter_in_title * size
    middles = (shapes[:, :2] + shapes[:, 2:]) / 2.0
    small = (shapes[:, 2:] - shapes[:, :2]).max(axis=1) < AXES.letter_size * size
    inside = small & (middles > low).all(axis=1) & (middles < high).all(axis=1)
    return bool(inside.any())
