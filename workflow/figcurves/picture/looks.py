"""Marks of one colour told apart by how they look: open and filled ones, two shapes, two curves that nothing joins."""

from dataclasses import dataclass

import numpy as np

from figcurves.picture.marks import depth_in, filled, squarish, without_strokes
from figcurves.pieces import areas_of, corners, pieces_of, pixels_of
from figcurves.settings import PICTURES


@dataclass(frozen=True, slots=True)
class _Pieces:
    """Connected ink: the number of each pixel's piece from 1 on, 0 for none; the boxes (left, top, right, bottom) of
    the pieces, an array (n, 4); and the side [pixels] that lone marks share.
    """

    labels: np.ndarray
    boxes: np.ndarray
    side: float

    @property
    def alike(self) -> np.ndarray:
        """Whether each piece is as wide and as high as a mark."""
        sides = self.boxes[:, 2:] - self.boxes[:, :2]
        near = np.abs(sides - self.side) <= np.maximum(1.0, PICTURES.alike_side * self.side)
        return np.asarray(near.all(axis=1))


def told_apart(mask: np.ndarray) -> list[np.ndarray]:
    """The ink of each series of one colour; the whole mask alone where it holds one, or where nothing tells."""
    for way in (_by_holes, _by_curves, _by_shape):
        parts = way(mask)
        if len(parts) > 1:
            return parts
    return [mask]


def _by_holes(mask: np.ndarray) -> list[np.ndarray]:
    """Filled and open marks: pieces of ink without and with holes of one size."""
    from scipy import ndimage

    holes, count = ndimage.label(filled(mask) & ~mask)
    if not count:
        return [mask]
    sizes = areas_of(holes).astype(float)
    usual = float(np.percentile(sizes[sizes >= PICTURES.hole_least], 75)) if sizes.max() >= PICTURES.hole_least else 0.0
    large = sizes >= max(PICTURES.hole_least, PICTURES.hole_alike * usual)
    if large.sum() < PICTURES.marks_alike:
        return [mask]
    inside = pixels_of(holes, large)
    side = usual**0.5
    labels, boxes = pieces_of(mask)
    numbers = np.arange(1, len(boxes) + 1)
    beside = ndimage.binary_dilation(inside, np.ones((3, 3)))
    ringed = np.isin(numbers, labels[beside & mask])
    depth = depth_in(mask, "chessboard")
    deepest = np.asarray(ndimage.maximum(depth, labels, numbers))
    wide = np.array([columns.stop - columns.start for _, columns in boxes], dtype=float)
    rings = float(np.median(deepest[ringed])) if ringed.any() else 0.0
    # A filled mark is as deep as a hole is wide by half, and deeper; a ring is not, nor one that is broken.
    solid = (deepest > rings) & (deepest >= max(2.0, side / 2.0))
    open_ones = ~solid & (ringed | (wide >= side))
    if (solid & ringed).any() or (wide[solid] / (side + 2.0 * rings)).sum() < PICTURES.marks_alike:
        return [mask]
    second = pixels_of(labels, open_ones)
    return [mask & ~second, second]


def _by_curves(mask: np.ndarray) -> list[np.ndarray]:
    """Two curves: two connected pieces of ink, each many marks wide, over the same places."""
    pieces = _pieces(mask)
    if pieces is None:
        return [mask]
    wide = pieces.boxes[:, 2] - pieces.boxes[:, 0]
    least = max(PICTURES.line_wide * mask.shape[1], PICTURES.marks_alike * pieces.side)
    curves = np.flatnonzero(wide >= least)
    if len(curves) != 2:
        return [mask]
    one, other = pieces.boxes[curves]
    shared = min(one[2], other[2]) - max(one[0], other[0])
    if shared < PICTURES.edged * min(wide[curves]):
        return [mask]
    second = pieces.labels == curves[1] + 1
    return [mask & ~second, second]


def _by_shape(mask: np.ndarray) -> list[np.ndarray]:
    """Marks of two shapes that touch no other."""
    pieces = _pieces(mask)
    if pieces is None or not pieces.alike.any():
        return [mask]
    alone = np.flatnonzero(pieces.alike)
    shapes = np.array([_shape(_cut(pieces, index)) for index in alone.tolist()])
    sides = _two_kinds(shapes)
    if sides is None:
        return [mask]
    middles = (pieces.boxes[:, :2] + pieces.boxes[:, 2:]) / 2.0
    second = _by_neighbours(middles[alone], sides)
    kinds: dict[int, bool] = dict(zip(alone.tolist(), second.tolist(), strict=True))
    for index in np.flatnonzero(~pieces.alike).tolist():
        first, other = (_off_curve(middles[alone][kind], middles[index]) for kind in (~second, second))
        if max(first, other) < PICTURES.kinds_off * min(first, other) + PICTURES.spare:
            return [mask]
        kinds[index] = other < first
    other_kind = np.isin(pieces.labels, [index + 1 for index, kind in kinds.items() if kind])
    return [mask & ~other_kind, other_kind]


def _pieces(mask: np.ndarray) -> _Pieces | None:
    """The connected ink of a mask, strokes with the marks that they join; None where no mark tells its size."""
    labels, found = pieces_of(mask)
    if not found:
        return None
    boxes = corners(found)
    lone = squarish(boxes[:, 2:] - boxes[:, :2])
    bodies = depth_in(without_strokes(mask), "chessboard")
    deepest = float(np.percentile(bodies[bodies > 0], 95)) if bodies.any() else 0.0
    side = float(np.median(np.sqrt(lone.prod(axis=1)))) if len(lone) else 2.0 * deepest
    return _Pieces(labels, boxes, side) if side >= 4.0 else None


def _cut(pieces: _Pieces, index: int) -> np.ndarray:
    """The ink of one piece within its box, its holes filled."""
    from scipy import ndimage

    left, top, right, bottom = pieces.boxes[index].astype(int).tolist()
    return np.asarray(ndimage.binary_fill_holes(pieces.labels[top:bottom, left:right] == index + 1))


def _shape(ink: np.ndarray) -> tuple[float, float, float]:
    """The share of its box that a mark fills, and where in it the middle of its ink lies, from the left and the top."""
    rows, columns = np.nonzero(ink)
    high, wide = np.ptp(rows) + 1.0, np.ptp(columns) + 1.0
    return (
        len(rows) / (high * wide),
        (columns.mean() - columns.min() + 0.5) / wide,
        (rows.mean() - rows.min() + 0.5) / high,
    )


def _off_curve(marks: np.ndarray, at: np.ndarray) -> float:
    """How far a place is over or under where the three marks nearest to its column lead."""
    near = marks[np.argsort(np.abs(marks[:, 0] - at[0]))[:3]]
    away = near[:, 0] - at[0]
    row = np.polyfit(away, near[:, 1], 1)[1] if np.ptp(away) > 0 else near[:, 1].mean()
    return abs(float(row) - float(at[1]))


def _by_neighbours(middles: np.ndarray, sides: np.ndarray) -> np.ndarray:
    """Whether each mark is of the second kind; one between the kinds is as the three sure ones nearest to it are."""
    sure = np.flatnonzero(np.abs(sides) >= PICTURES.kinds_sure)
    second = np.asarray(sides > 0)
    for index in np.flatnonzero(np.abs(sides) < PICTURES.kinds_sure).tolist():
        nearest = sure[np.argsort(np.hypot(*(middles[sure] - middles[index]).T))[:3]]
        second[index] = (sides[nearest] > 0).sum() >= 2
    return second


def _two_kinds(shapes: np.ndarray) -> np.ndarray | None:
    """How far each of the shapes (n, 3) is of the first kind (-1) or the second (1); None where there are no two kinds
    far from each other.
    """
    least = max(PICTURES.marks_alike, PICTURES.barred * len(shapes))
    if len(shapes) < 2 * least:
        return None
    # Along the direction in which shapes differ most.
    away = shapes - shapes.mean(axis=0)
    along = away @ np.linalg.svd(away, full_matrices=False)[2][0]
    middle = float(np.percentile(along, [5, 95]).mean())
    for _ in range(PICTURES.kinds_steps):
        second = np.asarray(along > middle)
        if min(second.sum(), (~second).sum()) < least:
            return None
        middle = float(along[second].mean() + along[~second].mean()) / 2.0
    apart = float(along[second].mean() - along[~second].mean())
    spread = float(along[second].std() + along[~second].std())
    if apart < max(PICTURES.kinds_least, PICTURES.kinds_apart * spread):
        return None
    return np.asarray((along - middle) / (apart / 2.0))
