"""Tick labels bound to ticks on one side of a frame, and the scale they give with its checks."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from figcurves.axes.factors import read_multiplier, scaled, unread_factors
from figcurves.axes.frames import SIDES, Strokes, Tick, grid_lines, ticks
from figcurves.axes.label_matching import (
    Match,
    best_match,
    beyond_frame,
    label_bands,
    label_doubts,
    no_tick,
    score,
    with_ends,
)
from figcurves.axes.scale_fit import Fit
from figcurves.paths.words import DrawnToken
from figcurves.reasons import Reason
from figcurves.settings import AXES
from printed.geometry import Box


@dataclass(frozen=True, slots=True)
class Side:
    """One labelled side of a frame.

    `labels` are (tick place, value, token), `title` its words and unit, `others` tokens that may be another scale's,
    with the reason that they give; `reasons` ask for a person.
    """

    name: str
    fit: Fit
    labels: tuple[tuple[float, float, DrawnToken], ...]
    ticks: tuple[float, ...]
    edge: float
    reasons: tuple[Reason, ...]
    checks: tuple[str, ...]
    flags: tuple[str, ...]
    tick_paths: tuple[Tick, ...] = ()
    color: tuple[int, int, int] | None = None
    others: tuple[tuple[DrawnToken, Reason], ...] = ()
    title: tuple[str, str] = ("", "")


def bound_tokens(sides: Iterable[Side]) -> set[int]:
    """The ids of the labels of sides."""
    return {id(token) for side in sides for _, _, token in side.labels}


def read_side(box: Box, side: str, lines: Strokes, level: list[DrawnToken], upright: list[DrawnToken]) -> Side | None:
    """The scale on one side of a frame, or None where no two numbers stand at its ticks."""
    along = 0 if side in ("bottom", "top") else 1
    edge = box[SIDES.index(side)]
    sets = (level, upright) if along == 1 else (level,)
    bands = [band for tokens in sets for band in label_bands(box, side, edge, tokens)]
    if not bands:
        return None
    matches, flags = _matches_of(box, side, lines, bands, along)
    if not matches:
        return None
    best, band, marks, places = max(matches, key=lambda found: score(found[0]))
    if marks:
        best = with_ends(best, (box[along], box[along + 2]), [place for place, _ in places], along)
    reasons = list(best.fit.reasons) + label_doubts(best, band, places, along, lines, edge)
    reasons += beyond_frame(box, along, [*level, *upright], best)
    factor, note = read_multiplier(box, side, level, best.labels)
    others = tuple((token, no_tick(token)) for token in best.unmatched)
    if factor is None and not note:
        unread = unread_factors(box, side, level, best.labels)
        others += unread
        reasons += [reason for _, reason in unread]
    fit, labels = best.fit, best.labels
    if factor is not None:
        fit, labels, problem = scaled(fit, labels, factor)
        reasons += [Reason(problem)] if problem else []
        flags.append(note)
    elif note:
        reasons.append(Reason(note))
    checks = list(fit.checks)
    if _mirrored(places, merged_ticks(ticks(lines, box, SIDES[SIDES.index(side) - 2]))):
        checks.append("ticks mirrored on the opposite edge")
    colors = {token.color for _, _, token in labels}
    color = next(iter(colors)) if len(colors) == 1 else None
    every = tuple(place for place, _ in places)
    told = (tuple(reasons), tuple(checks), tuple(flags))
    return Side(side, fit, labels, every, edge, *told, tuple(marks), color, others)


_Matched = tuple[Match, list[DrawnToken], list[Tick], list[tuple[float, float]]]


def _matches_of(
    box: Box, side: str, lines: Strokes, bands: list[list[DrawnToken]], along: int
) -> tuple[list[_Matched], list[str]]:
    """The matches of bands of labels with the ticks of a side, or where there is none with the lines of its grid; the
    flags that say so.
    """
    groups = [(group, merged_ticks(group)) for group in tick_groups(ticks(lines, box, side))]
    if matches := _matches(groups, bands, along):
        return matches, []
    inner = [(at, 1.0) for at in sorted(segment.at for segment in grid_lines(lines, box, 1 - along))]
    # The first and last line of a grid may be the frame itself.
    whole = [(box[along], 1.0), *inner, (box[along + 2], 1.0)]
    return _matches([([], lattice) for lattice in (inner, whole)] if inner else [], bands, along), [
        "calibrated on grid lines"
    ]


def _matches(
    groups: list[tuple[list[Tick], list[tuple[float, float]]]], bands: list[list[DrawnToken]], along: int
) -> list[_Matched]:
    """Every match of a band of labels with ticks and their places, of which two and more are needed."""
    return [
        (match, band, marks, places)
        for marks, places in groups
        for band in bands
        if len(places) >= 2 and (match := best_match(band, places, along)) is not None
    ]


def tick_groups(marks: list[Tick]) -> list[list[Tick]]:
    """Ticks of one colour, lengths that occur once left out: data that touch the edge are not ticks."""
    by_color: dict[str, list[Tick]] = defaultdict(list)
    for tick in marks:
        paint = tick.path.stroke or tick.path.fill
        by_color[paint.key if paint else ""].append(tick)
    groups = []
    every = [marks] if len(by_color) > 1 else []
    for group in [*by_color.values(), *every]:
        lengths = [round(tick.length, 1) for tick in group]
        alike = [sum(abs(length - other) <= AXES.tick_length for other in lengths) >= 2 for length in lengths]
        common = [tick for tick, shared in zip(group, alike, strict=True) if shared]
        least, most = (min(t.length for t in common), max(t.length for t in common)) if common else (0.0, 0.0)
        longest = AXES.lone_tick * least
        single = [tick for tick in group if tick not in common and tick.outward and most < tick.length < longest]
        common = sorted(common + single[:1], key=lambda tick: (tick.at, tick.outward))
        if len(common) >= 2:
            groups.append(common)
    return groups


def merged_ticks(marks: list[Tick]) -> list[tuple[float, float]]:
    """Places with the length of the mark there; inward and outward halves of one tick are added."""
    merged: list[tuple[float, float]] = []
    for tick in marks:
        if merged and abs(tick.at - merged[-1][0]) < AXES.same_place:
            merged[-1] = (merged[-1][0], merged[-1][1] + tick.length)
        else:
            merged.append((tick.at, tick.length))
    return merged


def _mirrored(places: list[tuple[float, float]], opposite: list[tuple[float, float]]) -> bool:
    if len(opposite) < 3:
        return False
    own = [place for place, _ in places]
    return all(min(abs(place - at) for at in own) <= AXES.residual for place, _ in opposite)
