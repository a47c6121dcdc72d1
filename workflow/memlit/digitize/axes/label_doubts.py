"""Doubts about tick labels that a good fit hides: shifted, misread or left-over ones, signs drawn as strokes."""

import math
import re
from itertools import pairwise

from memlit.digitize.axes.frames import Strokes
from memlit.digitize.axes.label_matching import Match, center_of
from memlit.digitize.axes.scale_fit import Fit
from memlit.digitize.axes.tick_labels import number_of
from memlit.digitize.paths.words import Token
from memlit.digitize.settings import AXES
from memlit.documents.geometry import Box
from memlit.quantities.spelling.symbols import UNREADABLE


def label_doubts(
    match: Match, band: list[Token], places: list[tuple[float, float]], along: int, lines: Strokes, edge: float
) -> list[str]:
    """Reasons for a person in the labels bound, the labels left over and the ticks left free."""
    reasons = []
    size = max(token.size for _, _, token in match.labels)
    if len(match.labels) < 3 and "minor ticks at m*10^k" not in match.fit.checks:
        reasons.append("only two labels")
    for token in match.unmatched:
        reasons.append(no_tick(token))
    bound = {id(token) for _, _, token in match.labels}
    for token in band:
        if id(token) in bound or number_of(token) is not None:
            continue
        center = center_of(token, along) - match.offset
        at_tick = min(abs(place - center) for place, _ in places) < AXES.label_off * size
        if at_tick and (UNREADABLE in token.text or any(letter.isdigit() for letter in token.text)):
            reasons.append(f"label {token.text + token.raised!r} not read as a number")
    if any(token.angle == 0 and _drawn_minus(token, lines, edge, along) for _, _, token in match.labels):
        reasons.append("a stroke like a minus sign stands before a label")
    powers = {math.copysign(1.0, value) for _, value, token in match.labels if token.raised and value}
    if len(powers) == 2 and match.fit.scale == "linear":
        reasons.append("powers of ten on both sides of zero: a symmetric logarithm")
    labelled = {place for place, _, _ in match.labels}
    lengths = [length for place, length in places if place in labelled]
    free = [place for place, length in places if length > max(lengths) + AXES.tick_length and place not in labelled]
    if len(free) >= 2:
        reasons.append("labels stand at minor ticks while longer ticks are free")
    if abs(match.offset) > AXES.label_offset * size:
        reasons.append(f"labels stand {match.offset:.1f} pt beside their ticks")
    gaps = sorted(b[0] - a[0] for a, b in pairwise(match.labels))
    if gaps and abs(match.offset) > AXES.label_nearer * min(_spacing(places)):
        reasons.append("labels stand nearer to a neighbouring tick")
    return reasons


def no_tick(token: Token) -> str:
    """The reason for a person that a number among the labels gives."""
    return f"label {token.text!r} stands at no tick"


def beyond_frame(box: Box, along: int, tokens: list[Token], match: Match) -> list[str]:
    """A number in the labels' line, beyond the frame, that continues the scale: the labels may all be shifted."""
    places = [place for place, _, _ in match.labels]
    gaps = sorted(b - a for a, b in pairwise(places))
    if not gaps:
        return []
    bound = {id(token) for _, _, token in match.labels}
    size = max(token.size for _, _, token in match.labels)
    line = [token.center[1 - along] for _, _, token in match.labels]
    for token in tokens:
        number = number_of(token) if id(token) not in bound else None
        row, across = AXES.label_row * size, token.center[1 - along]
        if number is None or not min(line) - row <= across <= max(line) + row:
            continue
        place = center_of(token, along) - match.offset
        outside = place < box[along] - size or place > box[along + 2] + size
        near = min(abs(place - end) for end in (places[0], places[-1])) < AXES.apart_steps * gaps[-1]
        if outside and near and _continues(match.fit, place, number, gaps[0]):
            return [f"label {token.text + token.raised!r} beyond the frame continues the scale"]
    return []


PROBABILITY = re.compile(r"probab|cdf|cumul|weibull|percentile|distribution", re.IGNORECASE)


def paper_doubts(side_fit: Fit, labels: list[float], n_ticks: int, title: str, ends: tuple[float, float]) -> list[str]:
    """Linear scales that probability paper or a symmetric logarithm would print with the same few labels.

    n_ticks: ticks of the side, labelled or not; ends: values at the frame's two edges.
    """
    if side_fit.scale != "linear" or not labels:
        return []
    reasons = []
    top = 1.0 if max(labels) <= 1.0 else 100.0
    shares = min(labels) >= 0.0 and max(labels) <= top
    beyond = min(ends) < -AXES.share_beyond * top or max(ends) > (1.0 + AXES.share_beyond) * top
    if shares and beyond and PROBABILITY.search(title):
        reasons.append(f"a share that runs from {min(ends):.3g} to {max(ends):.3g}: probability paper is not linear")
    even = len(labels) == 3 and abs(min(labels) + max(labels) - top) < 1e-9 and abs(sorted(labels)[1] - top / 2) < 1e-9
    if shares and even and n_ticks <= 3 and min(labels) > 0.0:
        reasons.append("three labels about the middle and no other tick: a linear scale or probability paper")
    return reasons


def _continues(fit: Fit, place: float, value: float, gap: float) -> bool:
    if fit.scale == "log":
        if value * fit.sign <= 0:
            return False
        value = math.log10(value * fit.sign)
    return abs(fit.t(place) - value) < AXES.continues * abs(fit.slope) * gap


def _spacing(places: list[tuple[float, float]]) -> list[float]:
    long = max(length for _, length in places)
    major = [place for place, length in places if length >= long - AXES.tick_length]
    chosen = major if len(major) >= 2 else [place for place, _ in places]
    return [b - a for a, b in pairwise(chosen)] or [1e9]


def _drawn_minus(token: Token, lines: Strokes, edge: float, along: int) -> bool:
    size = token.size
    middle = (token.base_box[1] + token.base_box[3]) / 2.0
    for segment in lines.segments[0]:
        shortest, longest = AXES.minus_length
        off = abs(segment.at - middle) > AXES.minus_height * size
        if off or not shortest * size <= segment.length <= longest * size:
            continue
        if not -0.1 * size <= token.box[0] - segment.high <= AXES.minus_gap * size:
            continue
        touches = along == 1 and min(abs(segment.low - edge), abs(segment.high - edge)) < AXES.minus_edge
        if not touches:
            return True
    return False
