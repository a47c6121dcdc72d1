"""Tick labels matched to ticks: rows of numbers beside an edge, and the scale that fits them best.

Then the doubts that a good fit hides: shifted, misread or left-over labels, signs drawn as strokes.
"""

import math
import re
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from figcurves.axes.frames import Strokes
from figcurves.axes.scale_fit import Fit, fit_scale
from figcurves.axes.tick_labels import has_decimal_comma, number_of, parse_number
from figcurves.model import nearest
from figcurves.paths.words import DrawnToken
from figcurves.reasons import Reason
from figcurves.settings import AXES
from printed.geometry import Box
from printed.symbols import UNREADABLE

_PIXELS = (1.0, 0.75, 0.5)
"""Sides [pt] of the pixels to which programs of the browser round their ticks: an inch has 72, 96 or 144."""


@dataclass(frozen=True, slots=True)
class Match:
    """Labels bound to ticks (place, value, token), those left over, the labels' common offset, the scale."""

    labels: tuple[tuple[float, float, DrawnToken], ...]
    unmatched: tuple[DrawnToken, ...]
    offset: float
    fit: Fit


def label_bands(box: Box, side: str, edge: float, tokens: list[DrawnToken]) -> list[list[DrawnToken]]:
    """Tokens beside one edge, in rows or columns that hold two numbers and more, nearest first."""
    near = []
    along = 0 if side in ("bottom", "top") else 1
    for token in tokens:
        slack = AXES.label_slack * token.size + 2.0
        gap = edge - token.box[3 - along] if side in ("bottom", "left") else token.box[1 - along] - edge
        inside = box[along] - slack <= token.center[along] <= box[along + 2] + slack
        inside = inside and -AXES.beside <= gap <= AXES.label_reach
        if inside and not (along == 1 and _before_a_word(token, tokens)):
            near.append((gap, token))
    numbers = [item for item in near if number_of(item[1]) is not None]
    rows: list[list[DrawnToken]] = []
    for start, _ in sorted(numbers, key=lambda item: item[0])[:8]:
        row = [token for gap, token in near if abs(gap - start) <= AXES.label_row * token.size]
        if side in ("bottom", "top") and _is_sentence(row):
            continue
        if sum(number_of(token) is not None for token in row) >= 2 and row not in rows:
            rows.append(row)
    return rows


def _is_sentence(row: list[DrawnToken]) -> bool:
    """Whether most numbers of a row have words close beside them, as in a line of text."""
    numbers = [token for token in row if number_of(token) is not None]
    words = [token for token in row if number_of(token) is None]
    beside = [
        any(
            -AXES.word_overlap * n.size < max(n.box[0] - w.box[2], w.box[0] - n.box[2]) < AXES.word_gap * n.size
            for w in words
        )
        for n in numbers
    ]
    return 2 * sum(beside) > len(numbers)


def _before_a_word(token: DrawnToken, tokens: list[DrawnToken]) -> bool:
    """Whether a number is followed by a word on its line, as in `300 K` of a legend beside the frame."""
    if token.angle or number_of(token) is None:
        return False
    return any(
        0.0 < other.box[0] - token.box[2] < AXES.word_gap * token.size
        and abs(other.baseline - token.baseline) < AXES.line * token.size
        and number_of(other) is None
        for other in tokens
    )


def best_match(band: list[DrawnToken], places: list[tuple[float, float]], along: int) -> Match | None:
    """The best of the matches to all ticks and to the long ones only; places are (place, length)."""
    classes: list[float] = []
    for length in sorted({round(length, 1) for _, length in places}, reverse=True):
        if not classes or length < classes[-1] - AXES.tick_length:
            classes.append(length)
    every = [place for place, _ in places]
    longest = [place for place, length in places if length >= classes[0] - AXES.tick_length]
    matches = []
    for least in classes[:5]:
        chosen = [place for place, length in places if length >= least - AXES.tick_length]
        major = longest if len(longest) >= 2 else chosen
        if len(chosen) >= 2 and (match := _match(band, chosen, every, major, along)) is not None:
            matches.append(match)
    return max(matches, key=score, default=None)


def score(match: Match) -> tuple[bool, int, float]:
    """How good a match is: sound without a doubt, then many labels, then many ticks on the lattice."""
    return match.fit.is_sound and not match.fit.reasons, len(match.labels), match.fit.lattice


def _match(
    band: list[DrawnToken], chosen: list[float], every: list[float], major: list[float], along: int
) -> Match | None:
    numbers = _numbers(band)
    if len(numbers) < 2:
        return None
    size = max(token.size for token, _ in numbers)
    offset = 0.0
    bound: list[_Bound] = []
    left: list[DrawnToken] = []
    for tolerance in (AXES.label_first * size, AXES.label_off * size):
        bound, left = _bind(numbers, chosen, along, offset, tolerance)
        if len(bound) < 2:
            return None
        gaps = sorted(center_of(token, along) - place for place, _, token in bound)
        offset = gaps[len(gaps) // 2]
    bound.sort(key=lambda item: item[0])
    fit = _fitted(bound, every, major)
    return None if fit is None else Match(tuple(bound), tuple(left), offset, fit)


_Bound = tuple[float, float, DrawnToken]
"""Place of a tick, the number of its label, and the label."""


def _numbers(band: list[DrawnToken]) -> list[tuple[DrawnToken, float]]:
    """The tokens that are numbers; where the comma of one can only be that of decimals, that of all is."""
    numbers = [(token, number) for token in band if (number := number_of(token)) is not None]
    if len(numbers) >= 2 and any(not token.raised and has_decimal_comma(token.text) for token, _ in numbers):
        again = [(token, parse_number(token.text, token.raised, decimal_comma=True)) for token, _ in numbers]
        return [(token, number) for token, number in again if number is not None]
    return numbers


def _bind(
    numbers: list[tuple[DrawnToken, float]], chosen: list[float], along: int, offset: float, tolerance: float
) -> tuple[list[_Bound], list[DrawnToken]]:
    """Each number at the tick next to it, of two at one tick the nearer; and the tokens left over."""
    bound: list[_Bound] = []
    left: list[DrawnToken] = []
    taken: dict[float, float] = {}
    for token, number in numbers:
        center = center_of(token, along) - offset
        place = nearest(chosen, center)
        off = abs(place - center)
        if off > tolerance or (place in taken and taken[place] <= off):
            left.append(token)
            continue
        if place in taken:
            left += [other for at, _, other in bound if at == place]
            bound = [item for item in bound if item[0] != place]
        taken[place] = off
        bound.append((place, number, token))
    return bound, left


def _fitted(bound: list[tuple[float, float, DrawnToken]], every: list[float], major: list[float]) -> Fit | None:
    """The scale through bound labels; ticks on whole pixels may miss it by what was rounded off."""
    places, values = [item[0] for item in bound], [item[1] for item in bound]
    fit = fit_scale(places, values, every, major)
    step = pixel_of(every)
    if fit is None or not fit.reasons or not step:
        return fit
    again = fit_scale(places, values, every, major, tolerance=max(AXES.residual, AXES.snapped * step))
    return again if again is not None and not again.reasons else fit


def pixel_of(places: list[float]) -> float:
    """The step [pt] of which all distances between five places and more are multiples, 0 where there is none."""
    if len(places) < 5:
        return 0.0
    off = np.array(places) - places[0]
    whole = (step for step in _PIXELS if bool((np.abs(off / step - np.round(off / step)) * step < AXES.on_pixel).all()))
    return next(whole, 0.0)


def with_ends(match: Match, ends: tuple[float, float], every: list[float], along: int) -> Match:
    """The match with the labels that stand where the frame ends, if the scale holds there.

    GLE draws no tick at them, Vega sets them flush with the end.
    """
    bound, left = list(match.labels), []
    for token in match.unmatched:
        number = number_of(token)
        center = center_of(token, along) - match.offset
        end = nearest(ends, center)
        free = all(abs(end - place) > AXES.residual for place, _, _ in bound)
        flush = along == 0 and min(abs(token.box[0] - end), abs(token.box[2] - end)) < AXES.flush * token.size
        if number is not None and free and (flush or abs(end - center) < AXES.label_off * token.size):
            bound.append((end, number, token))
        else:
            left.append(token)
    if len(bound) == len(match.labels):
        return match
    bound.sort(key=lambda item: item[0])
    places = sorted({*every, *(place for place, _, _ in bound)})
    fit = _fitted(bound, places, [place for place, _, _ in bound])
    if fit is None or not fit.is_sound or len(fit.reasons) > len(match.fit.reasons):
        return match
    return replace(match, labels=tuple(bound), unmatched=tuple(left), fit=fit)


def center_of(token: DrawnToken, along: int) -> float:
    """Where a token stands along the axis; a level one beside a y axis by its base, not its exponent."""
    if along == 0:
        return token.center[0]
    if token.angle == 90:
        return token.center[1]
    return (token.base_box[1] + token.base_box[3]) / 2.0


@dataclass(frozen=True, slots=True)
class _Labels:
    """What doubts about the labels of a side are told by; places: ticks with their lengths; edge: of the frame."""

    match: Match
    band: list[DrawnToken]
    places: list[tuple[float, float]]
    along: int
    lines: Strokes
    edge: float

    @property
    def size(self) -> float:
        return max(token.size for _, _, token in self.match.labels)


def _few(labels: _Labels) -> list[str]:
    match = labels.match
    few = len(match.labels) < 3 and "minor ticks at m*10^k" not in match.fit.checks
    return ["only two labels"] if few else []


def _at_no_tick(labels: _Labels) -> list[str]:
    return [no_tick(token).text for token in labels.match.unmatched]


def _no_number(labels: _Labels) -> list[str]:
    """Labels at a tick that hold a digit or a letter that cannot be read, and are no number."""
    match, places = labels.match, labels.places
    bound = {id(token) for _, _, token in match.labels}
    reach = AXES.label_off * labels.size
    found = []
    for token in labels.band:
        if id(token) in bound or number_of(token) is not None:
            continue
        center = center_of(token, labels.along) - match.offset
        at_tick = min(abs(place - center) for place, _ in places) < reach
        if at_tick and (UNREADABLE in token.text or any(letter.isdigit() for letter in token.text)):
            found.append(f"label {token.text + token.raised!r} not read as a number")
    return found


def _minus_before(labels: _Labels) -> list[str]:
    tokens = (token for _, _, token in labels.match.labels if token.angle == 0)
    drawn = any(_drawn_minus(token, labels.lines, labels.edge, labels.along) for token in tokens)
    return ["a stroke like a minus sign stands before a label"] if drawn else []


def _symmetric_logarithm(labels: _Labels) -> list[str]:
    powers = {math.copysign(1.0, value) for _, value, token in labels.match.labels if token.raised and value}
    both = len(powers) == 2 and labels.match.fit.scale == "linear"
    return ["powers of ten on both sides of zero: a symmetric logarithm"] if both else []


def _at_minor_ticks(labels: _Labels) -> list[str]:
    labelled = {place for place, _, _ in labels.match.labels}
    lengths = [length for place, length in labels.places if place in labelled]
    longer = [place for place, length in labels.places if length > max(lengths) + AXES.tick_length]
    free = [place for place in longer if place not in labelled]
    return ["labels stand at minor ticks while longer ticks are free"] if len(free) >= 2 else []


def _beside_their_ticks(labels: _Labels) -> list[str]:
    offset = labels.match.offset
    off = abs(offset) > AXES.label_offset * labels.size
    return [f"labels stand {offset:.1f} pt beside their ticks"] if off else []


def _nearer_to_another(labels: _Labels) -> list[str]:
    several = len(labels.match.labels) > 1
    nearer = several and abs(labels.match.offset) > AXES.label_nearer * min(_spacing(labels.places))
    return ["labels stand nearer to a neighbouring tick"] if nearer else []


LABEL_DOUBTS = (
    *(_few, _at_no_tick, _no_number, _minus_before),
    *(_symmetric_logarithm, _at_minor_ticks, _beside_their_ticks, _nearer_to_another),
)
"""What may be wrong with the labels of a side, in the order in which a person is told."""


def label_doubts(
    match: Match, band: list[DrawnToken], places: list[tuple[float, float]], along: int, lines: Strokes, edge: float
) -> list[Reason]:
    """Reasons for a person in the labels bound, the labels left over and the ticks left free."""
    labels = _Labels(match, band, places, along, lines, edge)
    return [Reason(text) for doubt in LABEL_DOUBTS for text in doubt(labels)]


def no_tick(token: DrawnToken) -> Reason:
    """The reason for a person that a number among the labels gives."""
    return Reason(f"label {token.text!r} stands at no tick")


def beyond_frame(box: Box, along: int, tokens: list[DrawnToken], match: Match) -> list[Reason]:
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
            return [Reason(f"label {token.text + token.raised!r} beyond the frame continues the scale")]
    return []


PROBABILITY = re.compile(r"probab|cdf|cumul|weibull|percentile|distribution", re.IGNORECASE)


def paper_doubts(
    side_fit: Fit, labels: list[float], n_ticks: int, title: str, ends: tuple[float, float]
) -> list[Reason]:
    """Linear scales that probability paper or a symmetric logarithm would print with the same few labels.

    n_ticks: ticks of the side, labelled or not; ends: values at the frame's two edges.
    """
    if side_fit.scale != "linear" or not labels:
        return []
    reasons: list[Reason] = []
    top = 1.0 if max(labels) <= 1.0 else 100.0
    shares = min(labels) >= 0.0 and max(labels) <= top
    beyond = min(ends) < -AXES.share_beyond * top or max(ends) > (1.0 + AXES.share_beyond) * top
    if shares and beyond and PROBABILITY.search(title):
        reasons.append(
            Reason(f"a share that runs from {min(ends):.3g} to {max(ends):.3g}: probability paper is not linear")
        )
    even = len(labels) == 3 and abs(min(labels) + max(labels) - top) < 1e-9 and abs(sorted(labels)[1] - top / 2) < 1e-9
    if shares and even and n_ticks <= 3 and min(labels) > 0.0:
        reasons.append(Reason("three labels about the middle and no other tick: a linear scale or probability paper"))
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


def _drawn_minus(token: DrawnToken, lines: Strokes, edge: float, along: int) -> bool:
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
