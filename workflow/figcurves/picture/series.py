"""Coloured marks and lines of a raster figure, centres weighted by ink coverage; marks that may be legend keys."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from figcurves.check.redraw import grow
from figcurves.model import Axis, DoubtPlace, Point, Series
from figcurves.picture.frame import PixelFrame, Plot
from figcurves.picture.looks import told_apart
from figcurves.picture.marks import grown, without_strokes
from figcurves.picture.pulses import pulse_series, with_dark_edges
from figcurves.picture.undeclared import SortedInk, on_white, sorted_ink, word_boxes
from figcurves.settings import PICTURES
from printedpages.geometry import Box

_Rgb = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class _Ink:
    """Ink of one colour: id and name of its series, its pixels, and how far it covers each (rows, columns)."""

    id: str
    name: str
    color: _Rgb
    mask: np.ndarray
    weight: np.ndarray

    def series(self, kind: str, points: Iterable[Point], style: str, reasons: Iterable[str], recall: float) -> Series:
        """The series that was read in it; recall: the share of its pixels that the points stand for."""
        told = (tuple(reasons), 1.0, round(recall, 4))
        return Series(self.id, self.name, kind, tuple(points), self.color, style, "x", "y", (), *told)


def segment_series(
    rgb: np.ndarray,
    frame: PixelFrame,
    axes: tuple[Axis, Axis],
    declared: Mapping[str, _Rgb],
    exclude: Iterable[Box],
    every: float | None,
    ticks: Sequence[Box],
    margin: float,
) -> tuple[tuple[Series, ...], list[str]]:
    """Series by colour inside the frame, and the reasons for review that concern the whole figure.

    every: the step on x at which each series has a mark, None where nobody said; ticks: boxes of ticks [pixels], whose
    ink is no data; margin: pixels that the frame's line reaches inwards.
    """
    area = _Area(frame, margin, tuple(exclude), tuple(ticks))
    if every is not None:
        found = _by_pulses(area, rgb, declared, axes, every)
        return tuple(found.series), found.doubts
    inner = area.inks(rgb, area.clear)
    if inner.crop.size == 0:
        return (), ["the frame is empty"]
    colors = declared or _found_colors(inner.lab, inner.free, _lab_of(inner.background))
    names = [name if declared else "" for name in colors]
    inks = replace(inner, colors=list(colors.values()))
    masks = inks.masks(ticks, by_blend=False)
    taken = _any(masks, inner.free.shape)
    parts = [[mask] if declared else told_apart(mask) for mask in masks]
    alone = [mask for some in parts for mask in some]
    plain = _plain_series(_split(inks, parts), _repeated(names, parts), alone, taken, Plot(inks.corner, axes))
    doubts = [] if declared else _grey_ink(inks.lab, area.off_ticks(inks.free, inks.corner))
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
class _Area:
    """The plot area: its frame, by how many pixels the frame's line reaches inwards, boxes that a person excludes, and
    boxes of ticks [pixels of the picture].
    """

    frame: PixelFrame
    margin: float
    exclude: tuple[Box, ...]
    ticks: tuple[Box, ...]

    @property
    def clear(self) -> tuple[int, int, int, int]:
        """The pixels within the frame's line: the first column and row, and those after the last."""
        left, top, right, bottom = self.frame
        first = math.ceil(left + self.margin), math.ceil(top + self.margin)
        return (*first, math.floor(right - self.margin), math.floor(bottom - self.margin))

    @property
    def whole(self) -> tuple[int, int, int, int]:
        """The pixels to the middle of the frame's line, where marks that the frame cuts have their middle."""
        left, top, right, bottom = self.frame
        return max(0, round(left)), max(0, round(top)), round(right) + 1, round(bottom) + 1

    def inks(self, rgb: np.ndarray, box: tuple[int, int, int, int]) -> "_Inks":
        """The pixels of a box of the picture."""
        from skimage.color import rgb2lab

        x0, y0, x1, y1 = box
        crop = rgb[y0:y1, x0:x1]
        free = np.ones(crop.shape[:2], dtype=bool)
        for ex0, ey0, ex1, ey1 in ((round(value) for value in one) for one in self.exclude):
            free[max(0, ey0 - y0) : max(0, ey1 - y0), max(0, ex0 - x0) : max(0, ex1 - x0)] = False
        background = _background(crop) if crop.size else np.full(3, 255.0)
        return _Inks(crop, rgb2lab(crop) if crop.size else crop, background, free, [], (x0, y0))

    def line(self, shape: tuple[int, ...]) -> np.ndarray:
        """The pixels of `whole` (rows, columns) where the frame's line may be."""
        held = np.ones(shape, dtype=bool)
        (x0, y0, _, _), (c0, r0, c1, r1) = self.whole, self.clear
        held[r0 - y0 : r1 - y0, c0 - x0 : c1 - x0] = False
        return held

    def off_ticks(self, mask: np.ndarray, corner: tuple[int, int]) -> np.ndarray:
        """The mask (rows, columns from the pixel `corner` of the picture on) without the boxes of ticks."""
        left, x0, y0 = mask.copy(), *corner
        for box in self.ticks:
            columns = slice(max(0, round(box[0]) - x0), max(0, round(box[2]) + 1 - x0))
            left[max(0, round(box[1]) - y0) : max(0, round(box[3]) + 1 - y0), columns] = False
        return left

    def onto_line(self, mask: np.ndarray, ink: np.ndarray, *, grey: bool) -> np.ndarray:
        """The mask of a colour (rows, columns of `whole`) with what the frame's line covers of it.

        ink: pixels as dark as a line; grey: the line cannot be told from the colour.
        """
        (x0, y0, x1, y1), (c0, r0, c1, r1) = self.whole, self.clear
        found = np.where(self.line(mask.shape), mask & (not grey), mask)
        for held, seen, first, last in (
            (found, ink, c0 - x0, x1 - c1),
            (found[:, ::-1], ink[:, ::-1], x1 - c1, c0 - x0),
            (found.T, ink.T, r0 - y0, y1 - r1),
            (found.T[:, ::-1], ink.T[:, ::-1], y1 - r1, r0 - y0),
        ):
            for column in range(min(first, held.shape[1] - last - 1) - 1, -1, -1):
                held[:, column] |= seen[:, column] & held[:, column + 1]
        return found


@dataclass(frozen=True, slots=True)
class _Pulses:
    """What was read pulse by pulse: the series, and the reasons that concern the whole figure."""

    series: list[Series]
    doubts: list[str]


def _by_pulses(
    area: _Area,
    rgb: np.ndarray,
    declared: Mapping[str, _Rgb],
    axes: tuple[Axis, Axis],
    every: float | None,
) -> _Pulses:
    """Series with a mark at every multiple of `every` on x, or at every whole number if the marks themselves say so.

    Colours and words are sought where nobody declared any.
    """
    inks = area.inks(rgb, area.whole)
    if inks.crop.size == 0:
        return _Pulses([], ["the frame is empty"])
    free, colors = inks.free, dict(declared)
    if not declared:
        clear = area.inks(rgb, area.clear)
        free = inks.free & ~_words(inks, area)
        x0, y0 = (clear.corner[0] - inks.corner[0], clear.corner[1] - inks.corner[1])
        seen = free[y0 : y0 + clear.free.shape[0], x0 : x0 + clear.free.shape[1]]
        ground = _lab_of(inks.background)
        colors = {**_found_colors(clear.lab, seen, ground), **_found_greys(clear.lab, seen, ground)}
        colors = _without_edges(replace(inks, free=free, colors=list(colors.values())), colors)
    inks = replace(inks, free=free, colors=list(colors.values()))
    ink = np.linalg.norm(inks.crop - inks.background, axis=2) > PICTURES.off_blend
    greys = [np.hypot(*_lab_of(np.array(color))[1:]) < PICTURES.chroma for color in inks.colors]
    line = np.linalg.norm(inks.crop - inks.background, axis=2) > PICTURES.line_ink
    masks = [
        area.onto_line(mask, line, grey=bool(grey))
        for mask, grey in zip(inks.masks(area.ticks, by_blend=True), greys, strict=True)
    ]
    parts = [[mask] if declared else _told_apart_outside(mask, free) for mask in masks]
    names = _repeated([name if declared else "" for name in colors], parts)
    inks, masks = _split(inks, parts), [mask for some in parts for mask in some]
    lined = (bool(ink[0].mean() >= PICTURES.lined), bool(ink[-1].mean() >= PICTURES.lined))
    clear_of_line = ~area.line(free.shape)
    plot = Plot(inks.corner, axes, lined, every is None, clear_of_line)
    sorted_out = [] if declared else [sorted_ink(mask, free, clear_of_line) for mask in masks]
    masks = [one.ink for one in sorted_out] or masks
    taken = _any(masks, free.shape)
    edged = with_dark_edges(masks, (inks.lab[..., 0] < PICTURES.edge_dark) & ~taken & clear_of_line)
    named = list(zip(names, inks.colors, edged, strict=True))
    step = every or 1.0
    found = pulse_series(named, free, inks.loose(taken), plot, step, sorted_out)
    if declared:
        return _Pulses(found, [])
    kept = [
        series
        for series in found
        if len(series.points) >= PICTURES.pulses_least and (series.ink_recall or 0.0) >= PICTURES.told_by_marks
    ]
    unread = _unread_colors(inks, sorted_out, kept)
    return _Pulses(
        kept, unread + _grey_ink(inks.lab, area.off_ticks(free & ~grow(grow(taken)) & clear_of_line, inks.corner))
    )


def _unread_colors(inks: "_Inks", sorted_out: Sequence[SortedInk], kept: Sequence[Series]) -> list[str]:
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


def _repeated(names: Sequence[str], parts: Sequence[Sequence[np.ndarray]]) -> list[str]:
    """The name of each colour for each part of its ink."""
    return [name for name, some in zip(names, parts, strict=True) for _ in some]


def _split(inks: "_Inks", parts: Sequence[Sequence[np.ndarray]]) -> "_Inks":
    """The same pixels with the colour of each part."""
    return replace(inks, colors=[color for color, some in zip(inks.colors, parts, strict=True) for _ in some])


def _without_edges(inks: "_Inks", colors: Mapping[str, _Rgb]) -> dict[str, _Rgb]:
    """Colours that are not the blurred edges or the thin strokes of a stronger colour, nor the dark edges of coloured
    ink.
    """
    masks = dict(zip(colors, inks.masks((), by_blend=False), strict=True))
    kept = dict(colors)
    # Greys come last, so that the edges of colours are gone when these are looked at.
    for name, color in colors.items():
        own = masks[name]
        others = {other: rgb for other, rgb in kept.items() if other != name}
        stronger = [
            masks[other]
            for other, rgb in others.items()
            if _may_edge(color, rgb, inks.background) or _is_greyer(color, rgb)
        ]
        beside = grown(_any(stronger, inks.free.shape), PICTURES.edge_reach)
        thin = without_strokes(own).sum() < PICTURES.thick * own.sum()
        is_stroke = thin and any(
            _is_tint(color, rgb, inks.background) and _is_greyer(color, rgb) for rgb in others.values()
        )
        if is_stroke or (own & beside).sum() > PICTURES.edged * own.sum():
            del kept[name]
    return kept


def _may_edge(color: _Rgb, other: _Rgb, background: np.ndarray) -> bool:
    """Whether a colour may be the edge of another's ink: a tint of it, or a grey beside a colour."""
    if color == other:
        return False
    chroma, others = (float(np.hypot(*_lab_of(np.array(one))[1:])) for one in (color, other))
    return _is_tint(color, other, background) or (chroma < PICTURES.chroma <= others)


def _is_tint(color: _Rgb, other: _Rgb, background: np.ndarray) -> bool:
    """Whether a colour is a blend of another with the background."""
    span, own = np.array(other, dtype=float) - background, np.array(color, dtype=float) - background
    share = float(own @ span) / (float(span @ span) or 1.0)
    return share < 1.0 and float(np.linalg.norm(own - share * span)) < PICTURES.off_blend


def _is_greyer(color: _Rgb, other: _Rgb) -> bool:
    """Whether a colour is a greyer one of the other's hue, as the noise of JPEG in its ink is."""
    own, others = (_lab_of(np.array(rgb))[1:] for rgb in (color, other))
    one, two = float(np.hypot(*own)), float(np.hypot(*others))
    return one < two and float(own @ others) > PICTURES.one_hue * one * two


def _any(masks: Sequence[np.ndarray], shape: tuple[int, ...]) -> np.ndarray:
    return np.any(masks, axis=0) if masks else np.zeros(shape, dtype=bool)


def _words(inks: "_Inks", area: _Area) -> np.ndarray:
    """Pixels in boxes of words and of the keys beside them."""
    ink = np.linalg.norm(inks.crop - inks.background, axis=2) > PICTURES.off_blend
    ink &= ~area.line(ink.shape)
    ink = area.off_ticks(ink, inks.corner)
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


@dataclass(frozen=True, slots=True)
class _Inks:
    """The pixels of a plot (rows, columns, 3), the same in Lab, its background, and what is not excluded; the colours
    of its series; the pixel of the picture at its corner.
    """

    crop: np.ndarray
    lab: np.ndarray
    background: np.ndarray
    free: np.ndarray
    colors: list[_Rgb]
    corner: tuple[int, int]

    def center(self, color: _Rgb) -> np.ndarray:
        """A colour in Lab."""
        return _lab_of(np.array(color))

    def masks(self, ticks: Sequence[Box], *, by_blend: bool) -> list[np.ndarray]:
        """The ink of each colour: pixels nearer to it than to any other; by_blend: those that it covers by half."""
        centers = [self.center(color) for color in self.colors]
        away = [np.sqrt(((self.lab - center) ** 2).sum(axis=2)) for center in centers]
        return [self._mask(number, centers[number], away, ticks, by_blend) for number in range(len(centers))]

    def _mask(
        self, number: int, center: np.ndarray, away: list[np.ndarray], ticks: Sequence[Box], by_blend: bool
    ) -> np.ndarray:
        distance = away[number]
        if by_blend:
            mask = _blended(self.crop, self.lab, self.background, self.colors[number], center)
        else:
            mask = (distance < PICTURES.near) & self.free
        for other in (*away[:number], *away[number + 1 :]):
            mask &= distance <= other
        if np.array_equal(center, _lab_of(self.background)):
            mask[:] = False
        grey = np.hypot(*center[1:]) < PICTURES.chroma
        if grey:
            mask &= self.free
        x0, y0 = self.corner
        for left, top, right, bottom in ticks if grey or center[0] < PICTURES.dark else ():
            rows = slice(max(0, round(top) - y0), round(bottom) + 1 - y0)
            mask[rows, max(0, round(left) - x0) : round(right) + 1 - x0] = False
        return mask

    def loose(self, taken: np.ndarray) -> np.ndarray:
        """Ink of no series, not even a faint edge of one."""
        faint = [
            _blended(self.crop, self.lab, self.background, color, self.center(color), PICTURES.faint)
            for color in self.colors
        ]
        strange = np.linalg.norm(self.crop - self.background, axis=2) > PICTURES.off_blend
        return np.asarray(strange & self.free & ~taken & ~np.any(faint, axis=0))


def _plain_series(
    inks: _Inks, names: list[str], masks: list[np.ndarray], taken: np.ndarray, plot: Plot
) -> list[Series]:
    """The line or the marks of each colour, where nobody said that there is a mark at every step of x."""
    read = []
    for number, (name, color, mask) in enumerate(zip(names, inks.colors, masks, strict=True)):
        weight = _coverage(inks.crop, inks.background, color) * inks.free
        read.append(_read(_Ink(f"r{number}", name, color, mask, weight), plot))
    found = [series for series in read if series is not None]
    doubts = beside_words(inks.lab, inks.free, taken, inks.corner, found)
    return [replace(s, review_required=s.review_required + more) for s, more in zip(found, doubts, strict=True)]


def _background(crop: np.ndarray) -> np.ndarray:
    codes = (crop[..., 0].astype(np.int64) << 16) | (crop[..., 1].astype(np.int64) << 8) | crop[..., 2]
    values, counts = np.unique(codes, return_counts=True)
    code = int(values[counts.argmax()])
    return np.array([code >> 16, (code >> 8) & 255, code & 255], dtype=float)


def _lab_of(color: np.ndarray) -> np.ndarray:
    """One colour (red, green, blue, 0 to 255) in Lab."""
    from skimage.color import rgb2lab

    return np.asarray(rgb2lab(color.astype(np.uint8)[None, None])[0, 0])


def _found_colors(lab: np.ndarray, free: np.ndarray, ground: np.ndarray) -> dict[str, _Rgb]:
    """Colours that make up enough of the ink, the most frequent first; greys are left to a declaration.

    ground: the background's Lab; it is no ink, whatever its colour.
    """
    from skimage.color import lab2rgb

    chroma = np.hypot(lab[..., 1], lab[..., 2])
    off_ground = np.sqrt(((lab - ground) ** 2).sum(axis=2)) >= PICTURES.near
    chosen = lab[(chroma > PICTURES.chroma) & free & off_ground]
    least = max(25, PICTURES.least_ink * free.sum())
    colors: dict[str, _Rgb] = {}
    while len(chosen) >= least and len(colors) < 12:
        cells = np.round(chosen / 4.0).astype(np.int32)
        _, inverse, counts = np.unique(cells, axis=0, return_inverse=True, return_counts=True)
        center = np.median(chosen[inverse.ravel() == counts.argmax()], axis=0)
        near = np.sqrt(((chosen - center) ** 2).sum(axis=1)) < PICTURES.near
        if counts.max() < 0.2 * least:
            break
        if near.sum() >= least:
            rgb = np.round(255 * lab2rgb(center[None, None])[0, 0]).astype(int)
            colors[f"color {len(colors)}"] = (int(rgb[0]), int(rgb[1]), int(rgb[2]))
        direction = center / (np.linalg.norm(center[1:]) + 1e-9)
        length = np.linalg.norm(chosen[:, 1:], axis=1)
        hue = (chosen[:, 1:] @ direction[1:]) / (length + 1e-9)
        # A colour of the same hue but darker than a blend with the ground is another, as violet beside blue.
        light = ground[0] + (center[0] - ground[0]) * length / (np.linalg.norm(center[1:]) + 1e-9)
        paler = length < PICTURES.blend_chroma * np.linalg.norm(center[1:])
        blended = (
            (hue > PICTURES.one_hue * np.linalg.norm(direction[1:]))
            & paler
            & (chosen[:, 0] > light - PICTURES.blend_light)
        )
        chosen = chosen[~(near | blended)]
    return colors


def _found_greys(lab: np.ndarray, free: np.ndarray, ground: np.ndarray) -> dict[str, _Rgb]:
    """The grey that most of the dark ink has, where there is enough of it for marks."""
    from skimage.color import lab2rgb

    off_ground = np.sqrt(((lab - ground) ** 2).sum(axis=2)) >= 2.0 * PICTURES.near
    chosen = lab[(np.hypot(lab[..., 1], lab[..., 2]) <= PICTURES.chroma) & free & off_ground]
    if len(chosen) < max(25, PICTURES.least_ink * free.sum()):
        return {}
    cells = np.round(chosen[:, 0] / 4.0).astype(np.int32)
    values, counts = np.unique(cells, return_counts=True)
    middle = float(np.median(chosen[cells == values[counts.argmax()], 0]))
    rgb = np.round(255 * lab2rgb(np.array([[[middle, 0.0, 0.0]]]))[0, 0]).astype(int)
    return {"grey": (int(rgb[0]), int(rgb[1]), int(rgb[2]))}


def _grey_ink(lab: np.ndarray, free: np.ndarray) -> list[str]:
    chroma = np.hypot(lab[..., 1], lab[..., 2])
    dark = (chroma < PICTURES.black_grey) & (lab[..., 0] < PICTURES.black_dark) & free
    if dark.sum() > max(200, 0.002 * free.sum()):
        return ["black ink in the frame is text or an undeclared series: declare `series` or `exclude`"]
    return []


def _coverage(crop: np.ndarray, background: np.ndarray, color: _Rgb) -> np.ndarray:
    """How much of a pixel the ink covers: its place between background and ink colour, 0 to 1; 0 where both are one."""
    span = np.array(color, dtype=float) - background
    return np.asarray(np.clip(((crop - background) @ span) / (float(span @ span) or 1.0), 0.0, 1.0))


def _blended(
    crop: np.ndarray,
    lab: np.ndarray,
    background: np.ndarray,
    color: _Rgb,
    center: np.ndarray,
    least: float | None = None,
) -> np.ndarray:
    """Pixels that the ink covers by half and more: also those of strokes thinner than a pixel and of edges.

    least: another share from which a pixel counts.
    """
    share = _coverage(crop, background, color)
    off = np.linalg.norm(crop - (background + share[..., None] * (np.array(color, dtype=float) - background)), axis=2)
    hue = np.hypot(lab[..., 1], lab[..., 2]) >= PICTURES.hue * share * float(np.hypot(*center[1:]))
    own = (off < PICTURES.off_blend) & hue
    if least is None:
        thin = (own & (share > PICTURES.full)).sum() < PICTURES.thin * (own & (share > PICTURES.thin_ink)).sum()
        least = PICTURES.thin_ink if thin else PICTURES.half_ink
    return np.asarray(own & (share > least))


def _read(ink: _Ink, plot: Plot) -> Series | None:
    """The line or the marks that the ink is; None where it is specks."""
    from scipy import ndimage

    labels, count = ndimage.label(ink.mask, structure=np.ones((3, 3)))
    boxes = ndimage.find_objects(labels)
    areas = np.bincount(labels.ravel())[1:]
    big = [index for index in range(count) if areas[index] >= PICTURES.speck]
    if not big:
        return None
    widest = max(boxes[index][1].stop - boxes[index][1].start for index in big)
    if widest > PICTURES.line_wide * ink.mask.shape[1]:
        return _line(ink, plot)
    typical = _typical(np.array([areas[index] for index in big], dtype=float))
    kept, merged, specks = _by_size(big, areas, boxes, typical, ink.mask.shape)
    # A colour that is hardly another than the ground's covers nothing.
    seen = [(i, cut) for i, cut in kept if _has_weight(boxes[i], labels == i + 1, ink.weight)]
    points = [_mark(boxes[i], labels, i + 1, ink.weight, plot, cut) for i, cut in seen]
    faint = [i for i, cut in kept if (i, cut) not in seen]
    told = {
        "pieces of this colour are too faint to be told from the ground": faint,
        "marks are cut by the frame": [i for i in big if _is_cut_off(boxes[i], areas[i] / typical, ink.mask.shape)],
        "groups of touching or cut marks not separated": merged,
        "marks partly hidden": [i for i, cut in seen if cut],
    }
    placed = [(f"{len(pieces)} {words}", pieces) for words, pieces in told.items() if pieces]
    places = [DoubtPlace(reason, _in_picture(boxes[i], plot)) for reason, pieces in placed for i in pieces]
    reasons = [reason for reason, _ in placed]
    if len(points) < 2:
        reasons.append("fewer than two marks of this colour")
    if specks > len(seen) or _like_marks(big, areas, boxes, typical) >= PICTURES.marks_alike:
        reasons.append(f"{specks} specks of this colour not read")
    used = sum(float(areas[i]) for i, _ in seen)
    read = ink.series("marks", points, f"area {typical:.0f} px", reasons, used / float(areas.sum()))
    return replace(read, mark_area=float(round(typical)), doubt_places=tuple(places))


def _in_picture(box: tuple[slice, slice], plot: Plot) -> Box:
    """A box of pixels of the plot area in pixels of the picture."""
    (rows, columns), (x, y) = box, plot.corner
    return (x + columns.start, y + rows.start, x + columns.stop - 1.0, y + rows.stop - 1.0)


def _typical(sizes: np.ndarray) -> float:
    """The size most components share: the densest place of the sorted sizes."""
    order = np.sort(sizes)
    best, value = 0, float(np.median(order))

    def near(size: float) -> np.ndarray:
        return np.asarray((order > (1.0 - PICTURES.usual) * size) & (order < (1.0 + PICTURES.usual) * size))

    for size in order.tolist():
        if (count := int(near(size).sum())) > best:
            best, value = count, size
    return float(np.median(order[near(value)]))


def _like_marks(big: list[int], areas: np.ndarray, boxes: list[tuple[slice, slice]], typical: float) -> int:
    """Pieces of less ink than a mark that are as wide and as high as one: open marks, maybe."""
    least = PICTURES.mark_like * typical**0.5
    small = [boxes[index] for index in big if areas[index] < (1 - 2 * PICTURES.mark_spread) * typical]
    return sum(all(part.stop - part.start >= least for part in box) for box in small)


def _whole(box: tuple[slice, slice], shape: tuple[int, ...]) -> bool:
    rows, columns = box
    return bool(rows.start > 0 and columns.start > 0 and rows.stop < shape[0] and columns.stop < shape[1])


def _by_size(
    big: list[int], areas: np.ndarray, boxes: list[tuple[slice, slice]], typical: float, shape: tuple[int, ...]
) -> tuple[list[tuple[int, bool]], list[int], int]:
    """Pieces that are one mark, each with whether it is hidden in part; those that are several or cut; how many are
    specks.
    """
    kept, merged, specks = [], [], 0
    for index in big:
        if areas[index] < (1 - 2 * PICTURES.mark_spread) * typical:
            specks += 1
        elif areas[index] > (1 + PICTURES.mark_spread) * typical or not _whole(boxes[index], shape):
            merged.append(index)
        else:
            kept.append((index, bool(areas[index] < (1 - PICTURES.mark_spread) * typical)))
    return kept, merged, specks


def _is_cut_off(box: tuple[slice, slice], share: float, shape: tuple[int, ...]) -> bool:
    """Whether a speck, by its share of a mark, may be what the frame leaves of one."""
    return share < 1 - 2 * PICTURES.mark_spread and not _whole(box, shape)


def _has_weight(box: tuple[slice, slice], own: np.ndarray, weight: np.ndarray) -> bool:
    """Whether a piece covers its pixels enough for its middle to be told."""
    return bool((weight[box][own[box]] >= PICTURES.blend_end).any())


def _mark(box: tuple[slice, slice], labels: np.ndarray, label: int, weight: np.ndarray, plot: Plot, cut: bool) -> Point:
    rows = slice(max(0, box[0].start - 2), min(len(weight), box[0].stop + 2))
    columns = slice(max(0, box[1].start - 2), min(weight.shape[1], box[1].stop + 2))
    share = weight[rows, columns] * np.isin(labels[rows, columns], (0, label))
    share[share < PICTURES.blend_end] = 0.0
    total = float(share.sum())
    y, x = np.mgrid[rows, columns]
    cx, cy = float((x * share).sum()) / total, float((y * share).sum()) / total
    left, right = _edges(share.max(axis=0), columns.start)
    top, bottom = _edges(share.max(axis=1), rows.start)
    lean = ((cx - (left + right) / 2.0), (cy - (top + bottom) / 2.0))
    skew = max(abs(lean[0]) / (right - left), abs(lean[1]) / (bottom - top))
    doubt, flags = 0.0, []
    if skew > PICTURES.lean:
        doubt = max(right - left, bottom - top) / 6.0
        cx, cy = (left + right) / 2.0, (top + bottom) / 2.0
        flags.append("place in the mark uncertain")
    if cut:
        doubt = max(doubt, (right - left) / 4.0)
        flags.append("partly hidden")
    return plot.point((cx, cy), math.hypot(0.15, doubt), "data", tuple(flags))


def _edges(profile: np.ndarray, start: int) -> tuple[float, float]:
    """Where coverage begins and ends, to a fraction of a pixel."""
    inside = np.flatnonzero(profile >= 0.5)
    if not len(inside):
        inside = np.flatnonzero(profile > 0)
    first, last = int(inside[0]), int(inside[-1])
    low = first - 0.5 - (profile[first - 1] if first else 0.0) + (1.0 - profile[first])
    high = last + 0.5 + (profile[last + 1] if last + 1 < len(profile) else 0.0) - (1.0 - profile[last])
    return start + float(low), start + float(high)


def _line(ink: _Ink, plot: Plot) -> Series:
    """One height a column: the centre of the ink; columns with more than one run of ink are left out and counted."""
    mask, points = ink.mask, []
    several = filled = 0
    covered = 0.0
    wide = 2.0 * float(np.median(mask.sum(axis=0)[mask.any(axis=0)])) + 2.0
    for column in np.flatnonzero(mask.any(axis=0)):
        filled += 1
        rows = np.flatnonzero(mask[:, column])
        if (np.diff(rows) > 2).any():
            several += 1
            continue
        low, high = max(0, int(rows[0]) - 2), int(rows[-1]) + 3
        share = ink.weight[low:high, column].copy()
        share[share < PICTURES.blend_end] = 0.0
        total = float(share.sum())
        if total <= 0:
            continue
        covered += len(rows)
        center = float((np.arange(low, low + len(share)) * share).sum()) / total
        tall = (len(rows) - 1) / math.sqrt(12.0) / 2.0
        flags = ("wide ink",) if len(rows) > wide else ()
        points.append(plot.point((float(column), center), math.hypot(0.2, tall), "pixel", flags))
    reasons = []
    if several > PICTURES.several * filled:
        reasons.append(f"{several} of {filled} columns hold more than one run of ink: loop, crossing or dashes")
    recall = covered / float(mask.sum())
    if recall < PICTURES.covered:
        reasons.append(f"only {100 * recall:.0f} % of the ink of its colour is covered")
    return ink.series("line", points, "traced by columns", reasons, recall)


def beside_words(
    lab: np.ndarray, free: np.ndarray, taken: np.ndarray, corner: tuple[int, int], found: Sequence[Series]
) -> list[tuple[str, ...]]:
    """For each series the reason for a person, or nothing.

    lab: the frame's pixels (rows, columns, 3); free: those not excluded; taken: those of any series; corner: the
    picture's pixel at the first of them.
    """
    from scipy import ndimage

    dark = (lab[..., 0] < PICTURES.word_dark) & free & ~grow(grow(taken))
    rows, columns = np.nonzero(dark)
    dark[rows, columns] = np.hypot(lab[rows, columns, 1], lab[rows, columns, 2]) < PICTURES.word_grey
    if not dark.any() or not any(series.kind == "marks" for series in found):
        return [() for _ in found]
    labels, count = ndimage.label(dark, structure=np.ones((3, 3)))
    boxes = [(b[1].start, b[0].start, b[1].stop, b[0].stop) for b in ndimage.find_objects(labels)] if count else []
    pieces = np.array(boxes, dtype=float).reshape(-1, 4)
    width, height = pieces[:, 2] - pieces[:, 0], pieces[:, 3] - pieces[:, 1]
    pieces = pieces[(height >= 4) & (height <= 60) & (width <= 3 * height)]
    return [_reason(series, pieces, corner) for series in found]


def _reason(series: Series, pieces: np.ndarray, corner: tuple[int, int]) -> tuple[str, ...]:
    if series.kind != "marks" or series.mark_area is None or not len(pieces):
        return ()
    size = series.mark_area**0.5
    doubtful = 0
    for point in series.points:
        if point.pixel is None:
            continue
        x, y = point.pixel[0] - corner[0], point.pixel[1] - corner[1]
        level = (pieces[:, 1] < y + 0.3 * size) & (pieces[:, 3] > y - 0.3 * size)
        for gap in (pieces[:, 0] - x, x - pieces[:, 2]):
            reach = np.maximum(4.0 * size, 3.2 * (pieces[:, 3] - pieces[:, 1]))
            row = level & (gap > 0.3 * size)
            if (row & (gap < reach)).any() and (row & (gap < 2.0 * reach)).sum() >= PICTURES.letters:
                doubtful += 1
                break
    if not doubtful:
        return ()
    return (f"{doubtful} marks stand beside ink like words: a legend key? name its box in `exclude`",)
