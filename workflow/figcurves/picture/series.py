"""Coloured marks and lines of a raster figure: read plainly, and pulse by pulse where there are pulses."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeVar

import numpy as np

from figcurves.check.redraw import grow
from figcurves.model import Axis, Series
from figcurves.picture.found_colors import found_colors, found_greys, grey_ink, without_edges
from figcurves.picture.frame import PixelFrame, Plot
from figcurves.picture.inks import Area, InkColor, Inks, lab_of
from figcurves.picture.looks import told_apart
from figcurves.picture.marks import united
from figcurves.picture.plain_series import plain_series
from figcurves.picture.pulses import pulse_series, with_dark_edges
from figcurves.picture.undeclared import SortedInk, on_white, sorted_ink, word_boxes
from figcurves.settings import PICTURES
from printed.geometry import Box

Item = TypeVar("Item")


def segment_series(
    rgb: np.ndarray,
    frame: PixelFrame,
    axes: tuple[Axis, Axis],
    declared: Mapping[str, InkColor],
    exclude: Iterable[Box],
    every: float | None,
    ticks: Sequence[Box],
    margin: float,
) -> tuple[tuple[Series, ...], list[str]]:
    """Series by colour inside the frame, and the reasons for review that concern the whole figure.

    every: the step on x at which each series has a mark, None where nobody said; ticks: boxes of ticks [pixels], whose
    ink is no data; margin: pixels that the frame's line reaches inwards.
    """
    area = Area(frame, margin, tuple(exclude), tuple(ticks))
    if every is not None:
        found = _by_pulses(area, rgb, declared, axes, every)
        return tuple(found.series), found.doubts
    inner = area.inks(rgb, area.clear)
    if inner.crop.size == 0:
        return (), ["the frame is empty"]
    colors = declared or found_colors(inner.lab, inner.free, lab_of(inner.background))
    names = [name if declared else "" for name in colors]
    inks = replace(inner, colors=list(colors.values()))
    masks = inks.masks(ticks, by_blend=False)
    taken = united(masks, inner.free.shape)
    parts = [[mask] if declared else told_apart(mask) for mask in masks]
    alone = list(chain.from_iterable(parts))
    plain = plain_series(_split(inks, parts), _repeated(names, parts), alone, taken, Plot(inks.corner, axes))
    doubts = [] if declared else grey_ink(inks.lab, area.off_ticks(inks.free, inks.corner))
    if _may_count_pulses(axes[0]):
        tried = _by_pulses(area, on_white(rgb, area.whole), declared, axes, None)
        if _is_better(tried, plain, 2.0 * margin):
            return tuple(tried.series), tried.doubts
    return tuple(plain), doubts


def _may_count_pulses(x: Axis) -> bool:
    """Whether x may count pulses: a linear scale without a unit, whose values are whole numbers."""
    whole = all(float(point.value).is_integer() for point in x.points)
    return x.scale == "linear" and not x.unit and whole


@dataclass(frozen=True, slots=True)
class _Pulses:
    """What was read pulse by pulse: the series, and the reasons that concern the whole figure."""

    series: list[Series]
    doubts: list[str]


def _by_pulses(
    area: Area,
    rgb: np.ndarray,
    declared: Mapping[str, InkColor],
    axes: tuple[Axis, Axis],
    every: float | None,
) -> _Pulses:
    """Series with a mark at every multiple of `every` on x, or at every whole number if the marks themselves say so.

    Colours and words are sought where nobody declared any.
    """
    inks = area.inks(rgb, area.whole)
    if inks.crop.size == 0:
        return _Pulses([], ["the frame is empty"])
    if declared:
        names, inks = list(declared), replace(inks, colors=list(declared.values()))
    else:
        inks = _with_found_colors(inks, area, rgb)
        names = ["" for _ in inks.colors]
    masks = _masks_onto_line(inks, area)
    parts = [[mask] if declared else _told_apart_outside(mask, inks.free) for mask in masks]
    names, inks, masks = _repeated(names, parts), _split(inks, parts), list(chain.from_iterable(parts))
    clear_of_line = ~area.line(inks.free.shape)
    sorted_out = [] if declared else [sorted_ink(mask, inks.free, clear_of_line) for mask in masks]
    masks = [one.ink for one in sorted_out] or masks
    taken = united(masks, inks.free.shape)
    edged = with_dark_edges(masks, (inks.lab[..., 0] < PICTURES.edge_dark) & ~taken & clear_of_line)
    named = list(zip(names, inks.colors, edged, strict=True))
    plot = Plot(inks.corner, axes, _lines_above_and_below(inks), every is None, clear_of_line)
    found = pulse_series(named, inks.free, inks.loose(taken), plot, every or 1.0, sorted_out)
    if declared:
        return _Pulses(found, [])
    kept = [series for series in found if _is_told_by_marks(series)]
    unread = _unread_colors(inks, sorted_out, kept)
    loose = inks.free & ~grow(grow(taken)) & clear_of_line
    return _Pulses(kept, unread + grey_ink(inks.lab, area.off_ticks(loose, inks.corner)))


def _with_found_colors(inks: Inks, area: Area, rgb: np.ndarray) -> Inks:
    """The pixels without words, with the colours and greys that are found within the frame's line."""
    clear = area.inks(rgb, area.clear)
    free = inks.free & ~_words(inks, area)
    x0, y0 = (clear.corner[0] - inks.corner[0], clear.corner[1] - inks.corner[1])
    seen = free[y0 : y0 + clear.free.shape[0], x0 : x0 + clear.free.shape[1]]
    ground = lab_of(inks.background)
    colors = {**found_colors(clear.lab, seen, ground), **found_greys(clear.lab, seen, ground)}
    free_inks = replace(inks, free=free, colors=list(colors.values()))
    return replace(free_inks, colors=list(without_edges(free_inks, colors).values()))


def _masks_onto_line(inks: Inks, area: Area) -> list[np.ndarray]:
    """The ink of each colour, with what the frame's line covers of it."""
    line = np.linalg.norm(inks.crop - inks.background, axis=2) > PICTURES.line_ink
    greys = [bool(np.hypot(*inks.center(color)[1:]) < PICTURES.chroma) for color in inks.colors]
    masks = inks.masks(area.ticks, by_blend=True)
    return [area.onto_line(mask, line, grey=grey) for mask, grey in zip(masks, greys, strict=True)]


def _lines_above_and_below(inks: Inks) -> tuple[bool, bool]:
    """Whether a line closes the plot area above and below."""
    top, bottom = inks.ink[[0, -1]].mean(axis=1) >= PICTURES.lined
    return bool(top), bool(bottom)


def _is_told_by_marks(series: Series) -> bool:
    """Whether so many marks explain so much of the ink that a series is one, though nobody declared its colour."""
    return len(series.points) >= PICTURES.pulses_least and (series.ink_recall or 0.0) >= PICTURES.told_by_marks


def _unread_colors(inks: Inks, sorted_out: Sequence[SortedInk], kept: Sequence[Series]) -> list[str]:
    """The reasons for colours, greys apart, of which nothing was read though their ink may be a series."""
    read = {series.id for series in kept}
    return [
        f"ink in the colour {color} may be a series and was not read"
        for number, (color, ink) in enumerate(zip(inks.colors, sorted_out, strict=True))
        if f"r{number}" not in read and ink.is_series and np.hypot(*inks.center(color)[1:]) >= PICTURES.chroma
    ]


def _told_apart_outside(mask: np.ndarray, free: np.ndarray) -> list[np.ndarray]:
    """The ink of each series of one colour, told by what stands in no box; ink in boxes stays with the first."""
    first, *others = told_apart(mask & free)
    return [first | (mask & ~free), *others]


def _repeated(items: Sequence[Item], parts: Sequence[Sequence[np.ndarray]]) -> list[Item]:
    """What is said of each colour, for each part of its ink."""
    return [item for item, some in zip(items, parts, strict=True) for _ in some]


def _split(inks: Inks, parts: Sequence[Sequence[np.ndarray]]) -> Inks:
    """The same pixels with the colour of each part."""
    return replace(inks, colors=_repeated(inks.colors, parts))


def _words(inks: Inks, area: Area) -> np.ndarray:
    """Pixels in boxes of words and of the keys beside them."""
    ink = area.off_ticks(inks.ink & ~area.line(inks.free.shape), inks.corner)
    held = np.zeros(ink.shape, dtype=bool)
    for left, top, right, bottom in word_boxes(ink):
        held[max(0, round(top)) : round(bottom) + 1, max(0, round(left)) : round(right) + 1] = True
    return held


def _is_better(tried: _Pulses, plain: Sequence[Series], wide: float) -> bool:
    """Whether pulses explain the ink: more marks, wider than a line is, than were read with no word otherwise.

    wide: pixels, as wide as a line may be.
    """
    line = any(series.kind == "line" and not series.review_required for series in plain)
    least = wide**2 if line else PICTURES.solid_mark
    solid = [series for series in tried.series if (series.mark_area or 0.0) >= least]
    read = sum(len(series.points) for series in solid if (series.ink_recall or 0.0) >= PICTURES.covered)
    marks = [
        series
        for series in plain
        if series.kind == "marks" and not series.review_required and (series.mark_area or 0.0) >= PICTURES.solid_mark
    ]
    return read > sum(len(series.points) for series in marks)
