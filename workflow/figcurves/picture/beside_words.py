"""Marks that stand beside ink like words: they may be the keys of a legend."""

from collections.abc import Sequence

import numpy as np

from figcurves.check.redraw import grow
from figcurves.model import Series
from figcurves.pieces import corners, pieces_of
from figcurves.settings import PICTURES


def beside_words(
    lab: np.ndarray, free: np.ndarray, taken: np.ndarray, corner: tuple[int, int], found: Sequence[Series]
) -> list[tuple[str, ...]]:
    """For each series the reason for a person, or nothing.

    lab: the frame's pixels (rows, columns, 3); free: those not excluded; taken: those of any series; corner: the
    picture's pixel at the first of them.
    """
    dark = (lab[..., 0] < PICTURES.word_dark) & free & ~grow(grow(taken))
    rows, columns = np.nonzero(dark)
    dark[rows, columns] = np.hypot(lab[rows, columns, 1], lab[rows, columns, 2]) < PICTURES.word_grey
    if not dark.any() or not any(series.kind == "marks" for series in found):
        return [() for _ in found]
    pieces = corners(pieces_of(dark)[1])
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
