"""A factor printed once for a whole axis, and the scale it gives."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from memlit.digitize.axes.scale_fit import Fit
from memlit.digitize.axes.tick_labels import parse_multiplier, parse_number
from memlit.digitize.paths.builder import Box
from memlit.digitize.paths.words import Token

Labels = tuple[tuple[float, float, Token], ...]


NEAR = 100.0
LIKE_A_FACTOR = re.compile(r"^(?:[×·⋅*]\s?\d|x\s?1\d|(?:1e[-+−]?\d+)?\+\d|(?:1e[-+−]?\d+)?[-−][\d.]+e[-+−]?\d)")
"""A factor, or a number to add to every label, as matplotlib prints them."""
DOUBT = "a factor may be meant"
DIGIT = 0.72
"""Height of a digit in letter sizes."""


def read_multiplier(box: Box, side: str, tokens: list[Token], labels: Labels) -> tuple[float | None, str]:
    """A factor printed once at the end of the axis: above a y axis, behind or under the end of an x axis."""
    bound = {id(token) for _, _, token in labels}
    size = max(token.size for _, _, token in labels)
    for number, token in enumerate(tokens):
        if id(token) in bound:
            continue
        text, raised = token.text, token.raised
        if number and text == "10" and raised:
            before = [t for t in tokens if t.text in ("x", "×", "·", "×1") and abs(t.baseline - token.baseline) < 1]
            text = "×10" if any(-0.1 < token.box[0] - t.box[2] < 0.8 * size for t in before) else text
        factor = parse_multiplier(text, raised)
        if factor is None or not _at_end(box, side, token, size):
            continue
        if _in_line_with_numbers(side, token, tokens, bound):
            return None, f"{DOUBT}: {text!r} stands at the end of the axis and in line with other numbers"
        return factor, f"multiplier {token.text}{'^' + raised if raised else ''} applied"
    return None, ""


def unread_factors(box: Box, side: str, tokens: list[Token], labels: Labels) -> tuple[tuple[Token, str], ...]:
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
            text = token.text + (f"^{token.raised}" if token.raised else "")
            found.append((token, f"{DOUBT}: {text!r} stands at the end of the axis"))
    return tuple(found)


def _beside(token: Token, other: Token) -> bool:
    gap = max(other.box[0] - token.box[2], token.box[0] - other.box[2])
    level = abs(other.baseline - token.baseline) < 0.3 * token.size
    return other is not token and level and -0.5 * token.size < gap < token.size


def _in_line_with_numbers(side: str, token: Token, tokens: list[Token], bound: set[int]) -> bool:
    """Other numbers stand close above and below it (an x axis) or beside it (a y axis): a neighbour's label, maybe."""
    level = side in ("bottom", "top")
    x, y = token.center
    for other in tokens:
        if other is token or id(other) in bound or parse_number(other.text, other.raised) is None:
            continue
        ox, oy = other.center
        column = min(abs(ox - x), abs(other.box[2] - token.box[2])) < 0.5 * token.size and abs(oy - y) < NEAR
        row = abs(other.baseline - token.baseline) < 0.3 * token.size and abs(ox - x) < NEAR
        if column if level else row:
            return True
    return False


def _at_end(box: Box, side: str, token: Token, size: float) -> bool:
    cx, cy = token.center
    if side in ("left", "right"):
        near = box[0] - 4 * size < cx < box[0] + 5 * size
        if side == "right":
            near = box[2] - 5 * size < cx < box[2] + 4 * size
        return near and 0.0 < cy - box[3] < 2.2 * size
    beyond = box[2] + 0.2 * size < token.box[0] < box[2] + 4 * size and abs(cy - box[1]) < 2.5 * size
    under = box[2] - 5 * size < cx < box[2] + 2 * size and 1.6 * size < box[1] - cy < 4.5 * size
    return beyond or under


def scaled(fit: Fit, labels: Labels, factor: float) -> tuple[Fit, Labels, str]:
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
    left = (letters[:, 2] < x0) & (letters[:, 1] > y0 - 0.05 * (y1 - y0)) & (letters[:, 3] < y1 + 0.05 * (y1 - y0))
    heights = letters[left, 3] - letters[left, 1]
    if not len(heights):
        return ""
    digit = float(np.quantile(heights, 0.75))
    size = digit / DIGIT
    middle = (letters[:, :2] + letters[:, 2:]) / 2.0
    if name == "y":
        zone = (x0 - 5 * size, y1 + 0.4 * size, x0 + 5 * size, y1 + 2.6 * size)
    else:
        tall = letters[:, 3] - letters[:, 1] > 0.6 * digit  # ticks that stand off from the axis are lower
        under = (
            tall
            & (middle[:, 0] > x0)
            & (middle[:, 0] < x1 + size)
            & (middle[:, 1] < y0)
            & (middle[:, 1] > y0 - 3 * size)
        )
        row = float(middle[under, 1].max()) if under.any() else y0 - size
        zone = (x1 - 4 * size, row - 3.5 * size, x1 + 4 * size, row - 0.9 * size)
    inside = (middle > np.array(zone[:2])).all(axis=1) & (middle < np.array(zone[2:])).all(axis=1)
    for at in middle[inside, 1].tolist():
        row_of = letters[np.abs(middle[:, 1] - at) < 0.8 * size]
        row_of = row_of[row_of[:, 0].argsort()]
        breaks = np.flatnonzero(row_of[1:, 0] - np.maximum.accumulate(row_of[:, 2])[:-1] > 1.5 * size) + 1
        for run in np.split(row_of, breaks):
            start, stop = float(run[0, 0]), float(run[:, 2].max())
            panel_letter = len(run) <= 3 and float((run[:, 3] - run[:, 1]).max()) > 1.2 * digit
            if len(run) < 2 or panel_letter or stop - start > 7 * size:
                continue
            if zone[0] < (start + stop) / 2.0 < zone[2]:
                return f"{name} axis: letters at its end may be a factor such as 1e-8: declare it as `factor`"
    return ""
