"""Tick labels bound to ticks on one side of a frame, and the scale they give with its checks."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

from memlit.figures.frames import Strokes, Tick, grid_lines, ticks
from memlit.figures.labels import Number, parse_number
from memlit.figures.multiplier import read_multiplier, scaled
from memlit.figures.pagetext import UNKNOWN, Token
from memlit.figures.pathbuild import Box
from memlit.figures.scales import Fit, fit_scale

REACH = 60.0
SIDES = ("bottom", "left", "top", "right")


@dataclass(frozen=True, slots=True)
class Side:
    """One labelled side of a frame. `labels` are (tick place, value, token); `reasons` ask for a person."""

    name: str
    fit: Fit
    labels: tuple[tuple[float, float, Token], ...]
    ticks: tuple[float, ...]
    edge: float
    reasons: tuple[str, ...]
    checks: tuple[str, ...]
    flags: tuple[str, ...]
    offset: float
    tick_paths: tuple[Tick, ...] = ()
    color: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class _Match:
    labels: tuple[tuple[float, float, Token], ...]
    unmatched: tuple[Token, ...]
    offset: float
    fit: Fit
    length: float


def read_side(box: Box, side: str, lines: Strokes, level: list[Token], upright: list[Token]) -> Side | None:
    """The scale on one side of a frame, or None where no two numbers stand at its ticks."""
    along = 0 if side in ("bottom", "top") else 1
    edge = {"bottom": box[1], "top": box[3], "left": box[0], "right": box[2]}[side]
    flags: list[str] = []
    sets = (level, upright) if along == 1 else (level,)
    bands = [band for tokens in sets for band in _bands(box, side, edge, tokens)]
    if not bands:
        return None
    best: _Match | None = None
    marks: list[Tick] = []
    places: list[tuple[float, float]] = []
    band: list[Token] = []
    for group in tick_groups(ticks(lines, box, side)):
        for near in bands:
            match = _best_match(near, merged_ticks(group), along)
            if match is not None and (best is None or _better(match, best)):
                best, band, marks, places = match, near, group, merged_ticks(group)
    if best is None:
        grid = sorted(grid_lines(lines, box, 1 - along), key=lambda s: s.at)
        places = [(segment.at, 1.0) for segment in grid]
        for near in bands if len(places) >= 2 else []:
            match = _best_match(near, places, along)
            if match is not None and (best is None or _better(match, best)):
                best, band = match, near
        flags.append("calibrated on grid lines")
    if best is None:
        return None
    reasons = list(best.fit.reasons) + _label_reasons(best, band, places, along, lines, edge)
    reasons += _beyond(box, along, [*level, *upright], best)
    factor, note = read_multiplier(box, side, level, best.labels)
    fit = best.fit
    labels = best.labels
    if factor is not None:
        fit, labels, problem = scaled(fit, labels, factor)
        reasons += [problem] if problem else []
        flags.append(note)
    elif note:
        reasons.append(note)
    checks = list(fit.checks)
    opposite = {"bottom": "top", "top": "bottom", "left": "right", "right": "left"}[side]
    if _mirrored(places, merged_ticks(ticks(lines, box, opposite))):
        checks.append("ticks mirrored on the opposite edge")
    colors = {token.color for _, _, token in labels}
    color = next(iter(colors)) if len(colors) == 1 else None
    every = tuple(place for place, _ in places)
    return Side(
        side, fit, labels, every, edge, tuple(reasons), tuple(checks), tuple(flags), best.offset, tuple(marks), color
    )


def tick_groups(marks: list[Tick]) -> list[list[Tick]]:
    """Ticks of one colour, lengths that occur once left out: data that touch the edge are not ticks."""
    by_color: dict[str, list[Tick]] = {}
    for tick in marks:
        paint = tick.path.stroke or tick.path.fill
        by_color.setdefault(paint.key if paint else "", []).append(tick)
    groups = []
    for group in by_color.values():
        lengths = [round(tick.length, 1) for tick in group]
        common = [tick for tick in group if sum(abs(round(tick.length, 1) - other) < 0.25 for other in lengths) >= 2]
        least, most = (min(t.length for t in common), max(t.length for t in common)) if common else (0.0, 0.0)
        single = [tick for tick in group if tick not in common and tick.outward and most < tick.length < 2.6 * least]
        common = sorted(common + single[:1], key=lambda tick: (tick.at, tick.outward))
        if len(common) >= 2:
            groups.append(common)
    return groups


def _better(new: _Match, old: _Match) -> bool:
    def score(match: _Match) -> tuple[bool, int, float]:
        return (match.fit.residual <= 0.35 and not match.fit.reasons, len(match.labels), match.fit.lattice)

    return score(new) > score(old)


def merged_ticks(marks: list[Tick]) -> list[tuple[float, float]]:
    """Places with the length of the mark there; inward and outward halves of one tick are added."""
    merged: list[tuple[float, float]] = []
    for tick in marks:
        if merged and abs(tick.at - merged[-1][0]) < 0.12:
            merged[-1] = (merged[-1][0], merged[-1][1] + tick.length)
        else:
            merged.append((tick.at, tick.length))
    return merged


def _bands(box: Box, side: str, edge: float, tokens: list[Token]) -> list[list[Token]]:
    """Tokens beside one edge, in rows or columns that hold two numbers and more, nearest first."""
    near = []
    for token in tokens:
        cx, cy = token.center
        slack = 1.3 * token.size + 2.0
        if side in ("bottom", "top"):
            gap = edge - token.box[3] if side == "bottom" else token.box[1] - edge
            inside = box[0] - slack <= cx <= box[2] + slack
        else:
            gap = edge - token.box[2] if side == "left" else token.box[0] - edge
            inside = box[1] - slack <= cy <= box[3] + slack
        if inside and -2.0 <= gap <= REACH:
            near.append((gap, token))
    numbers = [item for item in near if _number(item[1]) is not None]
    rows: list[list[Token]] = []
    for start, _ in sorted(numbers, key=lambda item: item[0])[:8]:
        row = [token for gap, token in near if start - 0.6 * token.size <= gap <= start + 0.75 * token.size]
        if sum(_number(token) is not None for token in row) >= 2 and row not in rows:
            rows.append(row)
    return rows


def _number(token: Token) -> Number | None:
    return parse_number(token.text, token.raised)


def _best_match(band: list[Token], places: list[tuple[float, float]], along: int) -> _Match | None:
    lengths = sorted({round(length, 1) for _, length in places}, reverse=True)
    classes: list[float] = []
    for length in lengths:
        if not classes or length < classes[-1] - 0.25:
            classes.append(length)
    every = [place for place, _ in places]
    longest = [place for place, length in places if length >= classes[0] - 0.3]
    best: tuple[tuple[float, ...], _Match] | None = None
    for rank, least in enumerate(classes[:5]):
        chosen = [place for place, length in places if length >= least - 0.3]
        if len(chosen) < 2:
            continue
        major = longest if len(longest) >= 2 else chosen
        match = _match(band, chosen, every, major, along, least)
        if match is None:
            continue
        sound = match.fit.residual <= 0.35 and not match.fit.reasons
        score = (float(sound), float(len(match.labels)), match.fit.lattice, -float(rank))
        if best is None or score > best[0]:
            best = (score, match)
    return best[1] if best else None


def _match(
    band: list[Token], chosen: list[float], every: list[float], major: list[float], along: int, length: float
) -> _Match | None:
    numbers = [(token, number) for token in band if (number := _number(token)) is not None]
    if len(numbers) < 2:
        return None
    commas = any(number.form == "decimal comma" for _, number in numbers)
    if commas:
        again = [(token, parse_number(token.text, token.raised, decimal_comma=True)) for token, _ in numbers]
        numbers = [(token, number) for token, number in again if number is not None]
    size = max(token.size for token, _ in numbers)
    offset = 0.0
    bound: list[tuple[float, float, Token]] = []
    left: list[Token] = []
    for tolerance in (0.85 * size, 0.5 * size):
        bound, left = [], []
        taken: dict[float, float] = {}
        for token, number in numbers:
            center = _center(token, along) - offset
            place = min(chosen, key=lambda at: abs(at - center))
            off = abs(place - center)
            if off > tolerance or (place in taken and taken[place] <= off):
                left.append(token)
                continue
            if place in taken:
                left += [other for at, _, other in bound if at == place]
                bound = [item for item in bound if item[0] != place]
            taken[place] = off
            bound.append((place, number.value, token))
        if len(bound) < 2:
            return None
        gaps = sorted(_center(token, along) - place for place, _, token in bound)
        offset = gaps[len(gaps) // 2]
    bound.sort(key=lambda item: item[0])
    fit = fit_scale([item[0] for item in bound], [item[1] for item in bound], every, major)
    if fit is None:
        return None
    return _Match(tuple(bound), tuple(left), offset, fit, length)


def _center(token: Token, along: int) -> float:
    if along == 0:
        return token.center[0]
    if token.angle == 90:
        return token.center[1]
    return (token.base_box[1] + token.base_box[3]) / 2.0


def _label_reasons(
    match: _Match, band: list[Token], places: list[tuple[float, float]], along: int, lines: Strokes, edge: float
) -> list[str]:
    reasons = []
    size = max(token.size for _, _, token in match.labels)
    if len(match.labels) < 3 and "minor ticks at m*10^k" not in match.fit.checks:
        reasons.append("only two labels")
    for token in match.unmatched:
        reasons.append(f"label {token.text!r} stands at no tick")
    bound = {id(token) for _, _, token in match.labels}
    for token in band:
        if id(token) in bound or _number(token) is not None:
            continue
        center = _center(token, along) - match.offset
        at_tick = min(abs(place - center) for place, _ in places) < 0.4 * size
        if at_tick and (UNKNOWN in token.text or any(letter.isdigit() for letter in token.text)):
            reasons.append(f"label {token.text + token.raised!r} not read as a number")
    if any(token.angle == 0 and _drawn_minus(token, lines, edge, along) for _, _, token in match.labels):
        reasons.append("a stroke like a minus sign stands before a label")
    longest = max(length for _, length in places)
    labelled = {place for place, _, _ in match.labels}
    lengths = [length for place, length in places if place in labelled]
    free = [place for place, length in places if length > max(lengths) + 0.3 and place not in labelled]
    if longest > max(lengths) + 0.3 and len(free) >= 2:
        reasons.append("labels stand at minor ticks while longer ticks are free")
    if abs(match.offset) > 0.65 * size:
        reasons.append(f"labels stand {match.offset:.1f} pt beside their ticks")
    gaps = sorted(b[0] - a[0] for a, b in pairwise(match.labels))
    if gaps and abs(match.offset) > 0.45 * min(_spacing(places)):
        reasons.append("labels stand nearer to a neighbouring tick")
    return reasons


def _beyond(box: Box, along: int, tokens: list[Token], match: _Match) -> list[str]:
    """A number in the labels' line, beyond the frame, that continues the scale: the labels may all be shifted."""
    places = [place for place, _, _ in match.labels]
    gaps = sorted(b - a for a, b in pairwise(places))
    if not gaps:
        return []
    bound = {id(token) for _, _, token in match.labels}
    size = max(token.size for _, _, token in match.labels)
    line = [token.center[1 - along] for _, _, token in match.labels]
    for token in tokens:
        number = _number(token) if id(token) not in bound else None
        if number is None or not min(line) - 0.6 * size <= token.center[1 - along] <= max(line) + 0.6 * size:
            continue
        place = _center(token, along) - match.offset
        outside = place < box[along] - size or place > box[along + 2] + size
        near = min(abs(place - end) for end in (places[0], places[-1])) < 1.2 * gaps[-1]
        if outside and near and _continues(match.fit, place, number.value, gaps[0]):
            return [f"label {token.text + token.raised!r} beyond the frame continues the scale"]
    return []


def _continues(fit: Fit, place: float, value: float, gap: float) -> bool:
    if fit.scale == "log":
        if value * fit.sign <= 0:
            return False
        value = math.log10(value * fit.sign)
    return abs(fit.t(place) - value) < 0.1 * abs(fit.slope) * gap


def _spacing(places: list[tuple[float, float]]) -> list[float]:
    long = max(length for _, length in places)
    major = [place for place, length in places if length >= long - 0.3]
    chosen = major if len(major) >= 2 else [place for place, _ in places]
    return [b - a for a, b in pairwise(chosen)] or [1e9]


def _drawn_minus(token: Token, lines: Strokes, edge: float, along: int) -> bool:
    size = token.size
    middle = (token.base_box[1] + token.base_box[3]) / 2.0
    for segment in lines.segments[0]:
        if not 0.2 * size <= segment.length <= 0.9 * size or abs(segment.at - middle) > 0.25 * size:
            continue
        if not -0.1 * size <= token.box[0] - segment.high <= 0.5 * size:
            continue
        touches = along == 1 and min(abs(segment.low - edge), abs(segment.high - edge)) < 0.7
        if not touches:
            return True
    return False


def _mirrored(places: list[tuple[float, float]], opposite: list[tuple[float, float]]) -> bool:
    if len(opposite) < 3:
        return False
    own = [place for place, _ in places]
    return all(min(abs(place - at) for at in own) < 0.25 for place, _ in opposite)
