"""Error bars: strokes over and under marks in their own colour, and those of another that seem a series."""

from collections.abc import Sequence

import numpy as np

from figcurves.picture.marks import CROSSES, Stamp, fitting_stamp, grown
from figcurves.picture.pulse_branch import BranchMarks, Lattice, MarkPlace
from figcurves.pieces import middle, pieces_of
from figcurves.settings import PICTURES


def error_bars(branch: BranchMarks, lattice: Lattice) -> np.ndarray:
    """The ink of bars that stand on the middles of marks; none where fewer than a quarter of the marks have one."""
    stamp, ink = branch.stamp, branch.ink
    none = np.zeros_like(ink)
    if stamp.half <= 1.0 or not branch.read:
        return none
    # A mark with its bars is like a plus sign, but most of its ink is solid.
    solid = fitting_stamp(ink) if stamp.metric in CROSSES else stamp
    bodies = _bodies(ink, round(solid.half))
    if stamp.metric in CROSSES and bodies.sum() < PICTURES.edged * ink.sum():
        return none
    labels, boxes = pieces_of(ink & ~bodies)
    bars, with_bar = [], set[int]()
    for number, (rows, columns) in enumerate(boxes, start=1):
        high, wide = rows.stop - rows.start, columns.stop - columns.start
        centre = middle(columns)
        n = round(lattice.number(centre))
        upright = high >= PICTURES.bar_least and wide <= 2.0 * stamp.half + 1.0
        stroke = np.count_nonzero(labels[rows, columns] == number, axis=1)
        thin = np.median(stroke) <= max(3.0, 0.5 * solid.half)
        if n in branch.read and upright and thin and abs(lattice.at(n) - centre) <= PICTURES.spare:
            bars.append(number)
            with_bar.add(n)
    if len(with_bar) < max(PICTURES.marks_alike, PICTURES.barred * len(branch.read)):
        return none
    return np.isin(labels, bars)


def _bodies(ink: np.ndarray, half: int) -> np.ndarray:
    """The ink in runs of a row as wide as half a mark: marks, without strokes that stand upright."""
    from scipy import ndimage

    wide = ndimage.binary_opening(ink, np.ones((1, max(3, half))))
    thick = ndimage.binary_opening(wide, np.ones((3, 1)))
    return np.asarray(grown(thick, 1.0) & ink)


def is_bars(branch: BranchMarks, others: Sequence[BranchMarks]) -> bool:
    """Whether thin ink that stands at the marks of another series, in nearly all of its pulses, is its error bars."""
    thicker = [other for other in others if other.stamp.half > max(branch.stamp.half, PICTURES.thin_line)]
    if branch.stamp.half > PICTURES.thin_line or not branch.read:
        return False
    beside = {
        n
        for other in thicker
        for n in branch.read
        if n in other.read and _touches(branch.ink, other.read[n], other.stamp)
    }
    return len(beside) >= PICTURES.standing * len(branch.read)


def _touches(ink: np.ndarray, place: MarkPlace, stamp: Stamp) -> bool:
    """Whether ink stands over or under a mark, within its half of it."""
    column, row, reach = round(place[0]), place[1], 2.0 * stamp.half
    low, high = max(0, round(row - reach)), max(0, round(row + reach)) + 1
    return bool(ink[low:high, max(0, column - 1) : max(0, column) + 2].any())
