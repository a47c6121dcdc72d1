"""A factor printed once for a whole axis, and the scale it gives."""

import re
from dataclasses import replace

import numpy as np

from figcurves.axes.scale_fit import Fit
from figcurves.axes.tick_labels import number_of, parse_multiplier
from figcurves.paths.words import DrawnToken
from figcurves.reasons import Reason
from figcurves.settings import AXES
from printed.geometry import Box

_Labels = tuple[tuple[float, float, DrawnToken], ...]


LIKE_A_FACTOR = re.compile(r"^(?:[×·⋅*]\s?\d|x\s?1\d|(?:1e[-+−]?\d+)?\+\d|(?:1e[-+−]?\d+)?[-−][\d.]+e[-+−]?\d)")
"""A factor, or a number to add to every label, as matplotlib prints them."""
DOUBT = "a factor may be meant"


def read_multiplier(box: Box, side: str, tokens: list[DrawnToken], labels: _Labels) -> tuple[float | None, str]:
    """A factor printed once at the end of the axis: above a y axis, behind or under the end of an x axis."""
    bound = {id(token) for _, _, token in labels}
    size = max(token.size for _, _, token in labels)
    for number, token in enumerate(tokens):
        if id(token) in bound:
            continue
        text, raised = token.text, token.raised
        if number and text == "10" and raised:
            before = [t for t in tokens if t.text in ("x", "×", "·", "×1") and _level(t, token)]
            text = "×10" if any(-0.1 < token.box[0] - t.box[2] < AXES.factor_gap * size for t in before) else text
        factor = parse_multiplier(text, raised)
        if factor is None or not _at_end(box, side, token, size):
            continue
        if _in_line_with_numbers(side, token, tokens, bound):
            return None, f"{DOUBT}: {text!r} stands at the end of the axis and in line with other numbers"
        return factor, f"multiplier {token.printed} applied"
    return None, ""


def unread_factors(
    box: Box, side: str, tokens: list[DrawnToken], labels: _Labels
) -> tuple[tuple[DrawnToken, Reason], ...]:
    """Words alone at the end of the axis that look like a factor and give none, each with the reason for a person."""
    bound = {id(token) for _, _, token in labels}
    size = max(token.size for _, _, token in labels)
    found = []
    for token in tokens:
        power = token.text == "10" and bool(token.raised)
        like = power or LIKE_A_FACTOR.match(token.text) is not None
        if id(token) in bound or not like or parse_multiplier(token.text, token.raised) is not None:
            continue
        if _at_end(box, side, token, size) and not any(_beside(token, other) for other in tokens):
            found.append((token, Reason(f"{DOUBT}: {token.printed!r} stands at the end of the axis")))
    return tuple(found)


def _beside(token: DrawnToken, other: DrawnToken) -> bool:
    gap = max(other.box[0] - token.box[2], token.box[0] - other.box[2])
    near = -AXES.word_overlap * token.size < gap < token.size
    return other is not token and _level(other, token) and near


def _level(other: DrawnToken, token: DrawnToken) -> bool:
    return abs(other.baseline - token.baseline) < AXES.line * token.size


def _in_line_with_numbers(side: str, token: DrawnToken, tokens: list[DrawnToken], bound: set[int]) -> bool:
    """Other numbers stand close above and below it (an x axis) or beside it (a y axis): a neighbour's label, maybe."""
    level = side in ("bottom", "top")
    x, y = token.center
    for other in tokens:
        if other is token or id(other) in bound or number_of(other) is None:
            continue
        ox, oy = other.center
        column = min(abs(ox - x), abs(other.box[2] - token.box[2])) < AXES.factor_column * token.size
        near = abs(oy - y if level else ox - x) < AXES.factor_near
        if near and (column if level else _level(other, token)):
            return True
    return False


def _at_end(box: Box, side: str, token: DrawnToken, size: float) -> bool:
    cx, cy = token.center
    if side in ("left", "right"):
        right = (cx - box[0]) / size if side == "left" else (box[2] - cx) / size
        return _in_zone(right, (cy - box[3]) / size, AXES.factor_over_y)
    up = (cy - box[1]) / size
    behind = _in_zone((token.box[0] - box[2]) / size, up, AXES.factor_behind_x)
    return behind or _in_zone((cx - box[2]) / size, up, AXES.factor_under_x)


def _in_zone(right: float, up: float, zone: Box) -> bool:
    return zone[0] < right < zone[1] and zone[2] < up < zone[3]


def scaled(fit: Fit, labels: _Labels, factor: float) -> tuple[Fit, _Labels, str]:
    """Scale and labels times the factor, and a reason where the axis is logarithmic."""
    scaled = tuple((place, value * factor, token) for place, value, token in labels)
    if fit.scale == "log":
        return fit, labels, "a multiplier stands on a logarithmic axis"
    return replace(fit, slope=fit.slope * factor, rest=fit.rest * factor), scaled, ""


def like_a_factor(letters: np.ndarray, frame: Box, name: str) -> str:
    """The reason for a person where drawn letters stand alone at the end of an axis, as `1e-8` does; else nothing.

    letters: their boxes (n, 4), heights upwards; frame: the plot area. A line of words that goes on is a title,
    one letter in brackets the panel's.
    """
    x0, y0, x1, y1 = frame
    over = AXES.drawn_edge * (y1 - y0)
    left = (letters[:, 2] < x0) & (letters[:, 1] > y0 - over) & (letters[:, 3] < y1 + over)
    heights = letters[left, 3] - letters[left, 1]
    if not len(heights):
        return ""
    digit = float(np.quantile(heights, AXES.digit_quantile))
    size = digit / AXES.digit
    middle = (letters[:, :2] + letters[:, 2:]) / 2.0
    if name == "y":
        right, up, box = x0, y1, AXES.drawn_over_y
    else:
        tall = letters[:, 3] - letters[:, 1] > AXES.drawn_low * digit  # ticks that stand off from the axis are lower
        under = (
            tall
            & (middle[:, 0] > x0)
            & (middle[:, 0] < x1 + size)
            & (middle[:, 1] < y0)
            & (middle[:, 1] > y0 - AXES.drawn_labels * size)
        )
        row = float(middle[under, 1].max()) if under.any() else y0 - size
        right, up, box = x1, row, AXES.drawn_under_x
    zone = (right + box[0] * size, up + box[2] * size, right + box[1] * size, up + box[3] * size)
    inside = (middle > np.array(zone[:2])).all(axis=1) & (middle < np.array(zone[2:])).all(axis=1)
    for at in middle[inside, 1].tolist():
        row_of = letters[np.abs(middle[:, 1] - at) < AXES.title_line * size]
        row_of = row_of[row_of[:, 0].argsort()]
        breaks = np.flatnonzero(row_of[1:, 0] - np.maximum.accumulate(row_of[:, 2])[:-1] > AXES.drawn_gap * size) + 1
        for run in np.split(row_of, breaks):
            start, stop = float(run[0, 0]), float(run[:, 2].max())
            panel_letter = len(run) <= 3 and float((run[:, 3] - run[:, 1]).max()) > AXES.drawn_tall * digit
            if len(run) < 2 or panel_letter or stop - start > AXES.drawn_longest * size:
                continue
            if zone[0] < (start + stop) / 2.0 < zone[2]:
                return f"{name} axis: letters at its end may be a factor such as 1e-8: declare it as `factor`"
    return ""
