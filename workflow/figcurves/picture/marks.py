"""Equal marks that the ink of a colour is made of: their shape, their size, and where their centres may lie."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from figcurves.pieces import areas_of, pieces_of, pixels_of
from figcurves.settings import PICTURES

ROUND = ("chessboard", "euclidean", "taxicab")
TRIANGLES = ("up", "down", "left", "right")
CROSSES = {"plus": ((1, 0), (0, 1)), "cross": ((1, 1), (1, -1))}
"""Marks of two strokes, each with the directions (row, column) in which these lead."""
MARK_SHAPES = {
    "chessboard": "square",
    "euclidean": "disc",
    "taxicab": "diamond",
    **{way: f"triangle {way}" for way in TRIANGLES},
}
"""Names of the marks that have another one than their metric."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """The mark that the ink is made of: its shape (the metric) and half its width [pixels]."""

    metric: str
    half: float


def filled(mask: np.ndarray) -> np.ndarray:
    """The mask with small holes filled: hollow marks become full ones; single specks go."""
    from scipy import ndimage

    closed = ndimage.binary_closing(np.pad(mask, 2))[2:-2, 2:-2] | mask
    holes, _ = ndimage.label(~closed)
    ink = closed | pixels_of(holes, areas_of(holes) <= PICTURES.hole * mask.size)
    labels, _ = pieces_of(ink)
    return pixels_of(labels, areas_of(labels) >= 4)


def depth_in(ink: np.ndarray, metric: str) -> np.ndarray:
    """How deep each pixel lies in the ink: 1 at its edge."""
    from scipy import ndimage

    padded = np.pad(ink, 1)
    if metric == "euclidean":
        return np.asarray(ndimage.distance_transform_edt(padded)[1:-1, 1:-1])
    if metric in TRIANGLES:
        return _turned(_triangle_depth(_turned(ink, metric)), metric)
    if metric in CROSSES:
        return _cross_depth(ink, metric)
    return np.asarray(ndimage.distance_transform_cdt(padded, metric)[1:-1, 1:-1])


def _turned(picture: np.ndarray, metric: str) -> np.ndarray:
    """The picture turned so that a triangle of this kind points upwards; the same turn leads back."""
    if metric == "down":
        return picture[::-1]
    if metric == "left":
        return picture.T
    return picture[::-1, ::-1].T if metric == "right" else picture


def _triangle_depth(ink: np.ndarray) -> np.ndarray:
    """For each pixel half the height of the largest triangle about it, as wide as high, within the ink."""
    rows, columns = ink.shape
    first, last = row_runs(ink)
    at = np.arange(columns)[None, :]
    radius = np.where(ink, np.minimum(at - first, last - at), -1)
    fits = radius >= 0
    height = np.zeros(ink.shape, dtype=int)
    deepest = 0
    while fits.any():
        height += fits
        deepest += 1
        below = np.full(ink.shape, -1)
        below[: max(0, rows - deepest)] = radius[deepest:]
        fits = fits & (below >= deepest / 2.0)
    depth = np.zeros(ink.shape)
    for half in range(1, deepest // 2 + 1):
        whole = np.zeros(ink.shape, dtype=bool)
        whole[half - 1 :] = (height >= 2 * half - 1)[: rows - half + 1]
        depth[whole] = half
    return depth


def _cross_depth(ink: np.ndarray, metric: str) -> np.ndarray:
    """For each pixel the length of the arms of the largest cross about it that lies within the ink, or beside it."""
    from scipy import ndimage

    wide = ndimage.binary_dilation(ink) if metric == "cross" else ink
    depth, whole, step = np.zeros(ink.shape, dtype=np.int16), wide, 0
    while whole.any():
        depth += whole
        step += 1
        for down, right in CROSSES[metric]:
            whole = whole & _moved(wide, step * down, step * right) & _moved(wide, -step * down, -step * right)
    return depth


def _moved(mask: np.ndarray, down: int, right: int) -> np.ndarray:
    """The mask moved by whole pixels; nothing comes in from beyond its edges."""
    rows, columns = mask.shape
    moved = np.zeros_like(mask)
    if abs(down) < rows and abs(right) < columns:
        moved[max(0, down) : rows + min(0, down), max(0, right) : columns + min(0, right)] = mask[
            max(0, -down) : rows - max(0, down), max(0, -right) : columns - max(0, right)
        ]
    return moved


def _triangles_on(centres: np.ndarray, reach: int) -> np.ndarray:
    """Triangles that point upwards, `reach` pixels from their middle to their apex and to their base."""
    from scipy import ndimage

    drawn = np.zeros(centres.shape, dtype=bool)
    for step in range(-reach, reach + 1):
        row = ndimage.maximum_filter1d(centres, 2 * ((step + reach) // 2) + 1, axis=1)
        if step >= 0:
            drawn[step:] |= row[: len(row) - step]
        else:
            drawn[:step] |= row[-step:]
    return drawn


def grown(mask: np.ndarray, reach: float, metric: str = "euclidean") -> np.ndarray:
    """The mask and all within `reach` of it."""
    from scipy import ndimage

    if not mask.any():
        return mask
    if metric == "euclidean":
        return np.asarray(ndimage.distance_transform_edt(~mask) <= reach)
    if metric in TRIANGLES:
        return _turned(_triangles_on(_turned(mask, metric), round(reach)), metric)
    if metric in CROSSES:
        crosses = mask.copy()
        for step in range(1, round(reach) + 1):
            for down, right in CROSSES[metric]:
                crosses |= _moved(mask, step * down, step * right) | _moved(mask, -step * down, -step * right)
        return crosses
    return np.asarray(ndimage.distance_transform_cdt(~mask, metric) <= reach)


def marks_of(mask: np.ndarray) -> tuple[np.ndarray, Stamp]:
    """The ink of a mask as marks, and the mark: crosses as they are, other marks with their holes filled."""
    ink = filled(mask)
    stamp = fitting_stamp(ink)
    solid = stamp.half if ink.sum() == mask.sum() else fitting_stamp(mask).half
    for metric in CROSSES:
        depth = depth_in(mask, metric)
        sizes = [Stamp(metric, float(half)) for half in range(2, min(PICTURES.longest_arm, int(depth.max())) + 1)]
        if len(sizes) < 2 or sizes[-1].half <= PICTURES.arms * solid:
            continue
        kept = [share_kept(mask, depth, one) for one in sizes]
        best = int(np.argmax(kept[1:])) + 1
        # Smaller crosses lose the ends of the arms, which smaller solid marks do not.
        enough = max(PICTURES.crossed, min(kept[:best]) + PICTURES.rise)
        if kept[best] >= enough and sizes[best].half > PICTURES.arms * solid:
            return mask, sizes[best]
    return ink, stamp


def fitting_stamp(ink: np.ndarray) -> Stamp:
    """The largest mark by which the ink can be opened with hardly a loss, or, for marks of other shapes, with some."""
    thick = without_strokes(ink)
    if not thick.any() or thick.sum() < PICTURES.thick * ink.sum():
        return Stamp("chessboard", 1.0)
    others = ((PICTURES.kept_less, ROUND), (PICTURES.kept_least, ROUND))
    for least, metrics in ((PICTURES.kept, ROUND), (PICTURES.kept, TRIANGLES), *others):
        depths = {metric: depth_in(thick, metric) for metric in metrics}
        best, _ = max((_widest(thick, depths[metric], metric, least) for metric in metrics), key=_fit)
        if best.half >= PICTURES.large * _typical_depth(depths[best.metric]):
            return best
    return best


def _fit(tried: tuple[Stamp, float]) -> float:
    """How well a mark explains the ink: its area, and much more what is left of the ink when it is opened by it."""
    stamp, kept = tried
    return stamp_area(stamp) * kept**3


def bodies_of_marks(ink: np.ndarray, stamp: Stamp) -> np.ndarray:
    """The ink of marks without strokes that join them, where these can be told from the marks."""
    if stamp.metric in CROSSES:
        return np.asarray(_opened(depth_in(ink, stamp.metric), Stamp(stamp.metric, stamp.half - 1.0)) & ink)
    return without_strokes(ink) if stamp.half > 2.0 else ink


def without_strokes(ink: np.ndarray) -> np.ndarray:
    """The ink without strokes thinner than three pixels."""
    return np.asarray(grown(depth_in(ink, "chessboard") >= 2, 1, "chessboard") & ink)


def _typical_depth(depth: np.ndarray) -> float:
    """The depth that a fifth of the columns with ink exceed: that of the middle of a mark, not of its flanks."""
    most = depth.max(axis=0)
    return float(np.percentile(most[most > 0], 80))


def stamp_area(stamp: Stamp) -> float:
    """Pixels that a mark covers."""
    part = {"chessboard": 1.0, "euclidean": math.pi / 4}.get(stamp.metric, 0.5)
    return part * (2.0 * stamp.half - 1.0) ** 2


def _widest(thick: np.ndarray, depth: np.ndarray, metric: str, least: float) -> tuple[Stamp, float]:
    """The largest mark of one shape whose opening keeps at least this share of the ink, and the share that it keeps."""
    low, high, share = 1.0, float(math.floor(depth.max())), 1.0
    while low < high:
        middle = math.ceil((low + high) / 2.0)
        part = share_kept(thick, depth, Stamp(metric, middle))
        low, high, share = (middle, high, part) if part >= least else (low, middle - 1, share)
    return Stamp(metric, max(low, 2.0)), share


def share_kept(thick: np.ndarray, depth: np.ndarray, stamp: Stamp) -> float:
    """The share of the ink that is left when it is opened by the mark."""
    return float((_opened(depth, stamp) & thick).sum()) / max(1.0, float(thick.sum()))


def _opened(depth: np.ndarray, stamp: Stamp) -> np.ndarray:
    """The ink, by its depth, opened by the mark."""
    reach = stamp.half - 1 + (0.3 if stamp.metric == "euclidean" else 0)
    return grown(depth >= stamp.half, reach, stamp.metric)


def mark_core(ink: np.ndarray, stamp: Stamp) -> tuple[np.ndarray, int]:
    """Where the centres of marks may lie, and by how many pixels it is wider than that on each side.

    Pixels at the edge of a mark vary by one, so the core is a pixel wider where marks are large enough. Ink at the edge
    of the picture may go on beyond it: there the core reaches to the edge.
    """
    if stamp.half <= 1.0:
        return ink, 0
    from scipy import ndimage

    slack = 1 if stamp.half > 2.0 else 0
    widened = 0 if stamp.metric in CROSSES else slack
    beyond = math.ceil(stamp.half) + 1
    depth = depth_in(np.pad(ink, beyond, mode="edge"), stamp.metric)[beyond:-beyond, beyond:-beyond]
    core = depth >= stamp.half - slack
    labels, boxes = pieces_of(ink)
    index = range(1, len(boxes) + 1)
    deepest = ndimage.maximum(depth, labels, index) if boxes else []
    for number, most in zip(index, deepest, strict=True):
        if PICTURES.large * (stamp.half - slack) <= most < stamp.half - slack:
            core |= (labels == number) & (depth == most)
    return core, widened


def squarish(sides: np.ndarray) -> np.ndarray:
    """Of the widths and heights [pixels] of pieces (n, 2) those of pieces that may be a mark: about as high as wide."""
    least = sides.min(axis=1)
    return np.asarray(sides[(sides.max(axis=1) <= PICTURES.mark_square * least) & (least >= 4.0)])


def row_runs(core: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each pixel of the core the first and the last column of the unbroken run of its row."""
    columns = np.broadcast_to(np.arange(core.shape[1]), core.shape)
    first = np.maximum.accumulate(np.where(core, -1, columns), axis=1) + 1
    last = np.minimum.accumulate(np.where(core, core.shape[1], columns)[:, ::-1], axis=1)[:, ::-1] - 1
    return first, last


def window(ink: np.ndarray, row: float, column: float, half: float) -> np.ndarray:
    """The ink within `half` pixels of a place."""
    rows = slice(max(0, math.ceil(row - half)), max(0, math.floor(row + half) + 1))
    columns = slice(max(0, math.ceil(column - half)), max(0, math.floor(column + half) + 1))
    return ink[rows, columns]


def mask_holds(mask: np.ndarray, column: float, row: float) -> bool:
    """Whether the mask holds the pixel nearest to a place, or to the edge beside it."""
    return bool(mask[min(max(round(row), 0), mask.shape[0] - 1), min(max(round(column), 0), mask.shape[1] - 1)])


def united(masks: Sequence[np.ndarray], shape: tuple[int, ...]) -> np.ndarray:
    """The pixels (rows, columns) that any mask holds; none where there are no masks."""
    return np.any(masks, axis=0) if len(masks) else np.zeros(shape, dtype=bool)
