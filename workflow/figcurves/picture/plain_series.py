"""The line or the marks that the ink of a colour is, where nobody said that each pulse has a mark."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from figcurves.model import DoubtPlace, Point, Series
from figcurves.picture.beside_words import beside_words
from figcurves.picture.frame import Plot
from figcurves.picture.inks import InkColor, Inks, ink_coverage
from figcurves.pieces import PieceBox, areas_of, pieces_of
from figcurves.settings import PICTURES
from printed.geometry import Box


@dataclass(frozen=True, slots=True)
class _Ink:
    """Ink of one colour: id and name of its series, its pixels, and how far it covers each (rows, columns)."""

    id: str
    name: str
    color: InkColor
    mask: np.ndarray
    weight: np.ndarray

    def series(self, kind: str, points: Iterable[Point], style: str, reasons: Iterable[str], recall: float) -> Series:
        """The series that was read in it; recall: the share of its pixels that the points stand for."""
        told = (tuple(reasons), 1.0, round(recall, 4))
        return Series(self.id, self.name, kind, tuple(points), self.color, style, "x", "y", (), *told)


def plain_series(inks: Inks, names: list[str], masks: list[np.ndarray], taken: np.ndarray, plot: Plot) -> list[Series]:
    """The line or the marks of each colour, where nobody said that there is a mark at every step of x."""
    read = []
    for number, (name, color, mask) in enumerate(zip(names, inks.colors, masks, strict=True)):
        weight = ink_coverage(inks.crop, inks.background, color) * inks.free
        read.append(_read(_Ink(f"r{number}", name, color, mask, weight), plot))
    found = [series for series in read if series is not None]
    doubts = beside_words(inks.lab, inks.free, taken, inks.corner, found)
    return [replace(s, review_required=s.review_required + more) for s, more in zip(found, doubts, strict=True)]


@dataclass(frozen=True, slots=True)
class _Pieces:
    """The connected pieces of one colour: the label of each pixel, and box and area [pixels] of each piece.

    big: those that are more than specks, as indices; the label of a piece is its index and one.
    """

    labels: np.ndarray
    boxes: list[PieceBox]
    areas: np.ndarray
    big: list[int]

    def width(self, index: int) -> int:
        """Columns that a piece reaches over."""
        columns = self.boxes[index][1]
        return int(columns.stop - columns.start)


def _pieces(mask: np.ndarray) -> _Pieces:
    labels, boxes = pieces_of(mask)
    areas = areas_of(labels)
    return _Pieces(labels, boxes, areas, np.flatnonzero(areas >= PICTURES.speck).tolist())


def _read(ink: _Ink, plot: Plot) -> Series | None:
    """The line or the marks that the ink is; None where it is specks."""
    pieces = _pieces(ink.mask)
    if not pieces.big:
        return None
    if max(pieces.width(index) for index in pieces.big) > PICTURES.line_wide * ink.mask.shape[1]:
        return _line(ink, plot)
    return _marks(ink, pieces, plot)


def _marks(ink: _Ink, pieces: _Pieces, plot: Plot) -> Series:
    """A mark for each piece of about the size that most have; the others are named for a person."""
    boxes, areas, shape = pieces.boxes, pieces.areas, ink.mask.shape
    typical = _typical(np.array([areas[index] for index in pieces.big], dtype=float))
    sizes = _by_size(pieces, typical, shape)
    # A colour that is hardly another than the ground's covers nothing.
    seen = [i for i in (*sizes.whole, *sizes.partly) if _has_weight(boxes[i], pieces.labels == i + 1, ink.weight)]
    seen.sort()
    points = [_mark(boxes[i], pieces.labels, i + 1, ink.weight, plot, i in sizes.partly) for i in seen]
    told = {
        "pieces of this colour are too faint to be told from the ground": sorted(
            {*sizes.whole, *sizes.partly} - {*seen}
        ),
        "marks are cut by the frame": [i for i in pieces.big if _is_cut_off(boxes[i], areas[i] / typical, shape)],
        "groups of touching or cut marks not separated": sizes.merged,
        "marks partly hidden": [i for i in seen if i in sizes.partly],
    }
    placed = [(f"{len(held)} {words}", held) for words, held in told.items() if held]
    places = [DoubtPlace(reason, _in_picture(boxes[i], plot)) for reason, held in placed for i in held]
    reasons = [reason for reason, _ in placed]
    if len(points) < 2:
        reasons.append("fewer than two marks of this colour")
    if len(sizes.specks) > len(seen) or _like_marks(pieces, sizes.specks, typical) >= PICTURES.marks_alike:
        reasons.append(f"{len(sizes.specks)} specks of this colour not read")
    used = sum(float(areas[i]) for i in seen)
    read = ink.series("marks", points, f"area {typical:.0f} px", reasons, used / float(areas.sum()))
    return replace(read, mark_area=float(round(typical)), doubt_places=tuple(places))


def _in_picture(box: PieceBox, plot: Plot) -> Box:
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


def _like_marks(pieces: _Pieces, specks: list[int], typical: float) -> int:
    """Pieces of less ink than a mark that are as wide and as high as one: open marks, maybe."""
    least = PICTURES.mark_like * typical**0.5
    return sum(all(part.stop - part.start >= least for part in pieces.boxes[index]) for index in specks)


def _whole(box: PieceBox, shape: tuple[int, ...]) -> bool:
    rows, columns = box
    return bool(rows.start > 0 and columns.start > 0 and rows.stop < shape[0] and columns.stop < shape[1])


class _Sizes(NamedTuple):
    """Pieces by their size: one mark, one that is hidden in part, several marks or a cut one, and specks."""

    whole: list[int]
    partly: list[int]
    merged: list[int]
    specks: list[int]


def _by_size(pieces: _Pieces, typical: float, shape: tuple[int, ...]) -> _Sizes:
    sizes = _Sizes([], [], [], [])
    for index in pieces.big:
        share = pieces.areas[index] / typical
        if share < 1 - 2 * PICTURES.mark_spread:
            sizes.specks.append(index)
        elif share > 1 + PICTURES.mark_spread or not _whole(pieces.boxes[index], shape):
            sizes.merged.append(index)
        elif share < 1 - PICTURES.mark_spread:
            sizes.partly.append(index)
        else:
            sizes.whole.append(index)
    return sizes


def _is_cut_off(box: PieceBox, share: float, shape: tuple[int, ...]) -> bool:
    """Whether a speck, by its share of a mark, may be what the frame leaves of one."""
    return share < 1 - 2 * PICTURES.mark_spread and not _whole(box, shape)


def _has_weight(box: PieceBox, own: np.ndarray, weight: np.ndarray) -> bool:
    """Whether a piece covers its pixels enough for its middle to be told."""
    return bool((weight[box][own[box]] >= PICTURES.blend_end).any())


def _mark(box: PieceBox, labels: np.ndarray, label: int, weight: np.ndarray, plot: Plot, cut: bool) -> Point:
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
