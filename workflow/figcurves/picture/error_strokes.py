"""Error bars in a picture: strokes over and under the marks, in the ink of the marks or as a series of their own."""

from collections.abc import Sequence

import numpy as np

from figcurves.picture.marks import grown
from figcurves.picture.pulse_branch import BranchMarks, Lattice
from figcurves.settings import PICTURES


def error_bars(branch: BranchMarks, lattice: Lattice) -> np.ndarray:
    """The ink of bars that stand on the middles of marks; none where fewer than a quarter of the marks have one."""
    from scipy import ndimage

    stamp, ink = branch.stamp, branch.ink
    none = np.zeros_like(ink)
    if stamp.half <= 1.0 or not branch.read:
        return none
    rest = ink & ~_bodies(ink, round(stamp.half))
    labels, _ = ndimage.label(rest, structure=np.ones((3, 3)))
    found: dict[int, set[int]] = {}
    for number, (rows, columns) in enumerate(ndimage.find_objects(labels), start=1):
        high, wide = rows.stop - rows.start, columns.stop - columns.start
        middle = (columns.start + columns.stop - 1) / 2.0
        n = round(lattice.number(middle))
        upright = high >= PICTURES.bar_least and wide <= 2.0 * stamp.half + 1.0
        stroke = np.count_nonzero(labels[rows, columns] == number, axis=1)
        thin = np.median(stroke) <= max(3.0, 0.5 * stamp.half)
        if n in branch.read and upright and thin and abs(lattice.at(n) - middle) <= PICTURES.spare:
            found.setdefault(n, set()).add(number)
    if len(found) < max(PICTURES.marks_alike, PICTURES.barred * len(branch.read)):
        return none
    return np.isin(labels, [number for numbers in found.values() for number in numbers])


def _bodies(ink: np.ndarray, half: int) -> np.ndarray:
    """The ink in runs of a row as wide as half a mark: marks, without strokes that stand upright."""
    from scipy import ndimage

    wide = ndimage.binary_opening(ink, np.ones((1, max(3, half))))
    thick = ndimage.binary_opening(wide, np.ones((3, 1)))
    return grown(thick, 1.0) & ink


def is_bars(branch: BranchMarks, others: Sequence[BranchMarks]) -> bool:
    """Whether thin upright ink that stands at the marks of another series is its error bars."""
    if branch.stamp.half > PICTURES.thin_line:
        return False
    for other in others:
        if other.stamp.half <= branch.stamp.half or not branch.read:
            continue
        shared = [n for n in branch.read if n in other.read]
        near = [n for n in shared if _touches(branch.ink, other.read[n][:2], other.stamp.half)]
        if len(near) >= PICTURES.standing * len(branch.read):
            return True
    return False


def _touches(ink: np.ndarray, at: tuple[float, float], half: float) -> bool:
    """Whether ink stands over or under a mark (column, row) and within twice its half."""
    column, row = round(at[0]), round(at[1])
    low, high = max(0, round(row - 2 * half)), round(row + 2 * half) + 1
    return bool(ink[low:high, max(0, column - 1) : column + 2].any())
