"""Marks that the frame cuts: the pulse says their column; their row is where their shape fits the ink that is left."""

import math
from dataclasses import replace

import numpy as np

from figcurves.picture.marks import Stamp, bodies_of_marks, grown
from figcurves.picture.pulse_branch import BranchMarks, Lattice, MarkPlace
from figcurves.settings import PICTURES


def with_cut_marks(branch: BranchMarks, clear: np.ndarray, lattice: Lattice) -> BranchMarks:
    """The branch with the marks that the frame cuts, and the places of those that are seen and cannot be read.

    clear: pixels (rows, columns) that the line of the frame does not cover.
    """
    if branch.stamp.half <= 1.0 or not branch.read or abs(lattice.pitch) < PICTURES.crowded:
        return branch
    shape = _mark_shape(branch)
    read, cut, unread = dict(branch.read), set[int](), []
    for n in _at_edges(branch, clear, lattice):
        others = [place for k, place in read.items() if k != n]
        found = _fitted(branch, shape, clear, lattice, lattice.at(n), others)
        if isinstance(found, bool):
            if found and n in read:
                unread.append(read[n][:2])
            elif found:
                unread.append((lattice.at(n), _row_of_ink(branch.ink & clear, lattice.at(n), branch.stamp)))
            continue
        read[n] = found
        cut.add(n)
    return replace(branch, read=dict(sorted(read.items())), cut=frozenset(cut), unread=tuple(unread))


def _at_edges(branch: BranchMarks, clear: np.ndarray, lattice: Lattice) -> list[int]:
    """Pulses whose mark the frame may cut: marks that were read there, and the next before the first and after the
    last.
    """
    half = branch.stamp.half
    rows, columns = np.flatnonzero(clear.any(axis=1)), np.flatnonzero(clear.any(axis=0))
    if not len(rows) or not len(columns):
        return []

    def cut_sideways(n: int) -> bool:
        return bool(lattice.at(n) - half < columns[0] or lattice.at(n) + half > columns[-1])

    first, last = min(branch.read), max(branch.read)
    found = [
        n for n, (_, row, _) in branch.read.items() if cut_sideways(n) or row - half < rows[0] or row + half > rows[-1]
    ]
    return [*found, *(n for n in (first - 1, last + 1) if n >= 0 and cut_sideways(n))]


def _fitted(
    branch: BranchMarks,
    shape: np.ndarray,
    clear: np.ndarray,
    lattice: Lattice,
    column: float,
    others: list[MarkPlace],
) -> MarkPlace | bool:
    """The place of the mark in a column; else whether there may be one that cannot be read."""
    reach = len(shape) // 2
    near = [place for place in others if abs(place[0] - column) <= 2 * reach + abs(lattice.pitch)]
    beside = _drawn(branch.ink.shape, near, shape)
    first, last = max(0, round(column) - reach), min(clear.shape[1], round(column) + reach + 1)
    if first >= last or not near:
        return False
    judged = (clear & ~beside)[:, first:last]
    ink = branch.ink[:, first:last] & judged
    seen = np.flatnonzero(ink.any(axis=1))
    place, row, _ = min(near, key=lambda one: abs(one[0] - column))
    if ink.sum() < _least(shape):
        # Ink on the line itself, or a mark there that the one beside it would hide.
        drawn = _placed(shape, clear[:, first:last], (round(column) - first, round(row)))
        hidden = drawn.any() and (drawn & ~judged).sum() >= PICTURES.whole * drawn.sum()
        return bool(hidden or (branch.ink & ~beside)[:, first:last].sum() >= _least(shape))
    rows = range(int(seen[0]) - reach, int(seen[-1]) + reach + 1)
    # A line snaps to whole pixels, and so may the mark beside it.
    columns = [round(column) - first + step for step in (-1, 0, 1)]
    next_to = (place - first, row)
    fits = np.array([max(_fit(ink, judged, shape, (at, row), next_to) for at in columns) for row in rows])
    best = fits.max()
    good = np.flatnonzero(fits >= PICTURES.cut_near * best)
    tall = float(good[-1] - good[0])
    if best < PICTURES.cut_fits or tall > branch.stamp.half:
        return True
    return column, float(rows[0] + (good[0] + good[-1]) / 2.0), max(1.0, tall)


def _drawn(size: tuple[int, ...], places: list[MarkPlace], shape: np.ndarray) -> np.ndarray:
    """The marks at these places, a pixel larger than they are, and the strokes that may join them."""
    marks, joints = np.zeros(size, dtype=bool), np.zeros(size, dtype=bool)
    for number, (x, y, _) in enumerate(places):
        marks |= _placed(shape, ~np.zeros(size, dtype=bool), (round(x), round(y)))
        if number:
            joints |= _joint(size, places[number - 1][:2], (x, y))
    return grown(marks, 1.0) | joints


def _least(shape: np.ndarray) -> float:
    """Pixels of a mark that must be seen for anything to be said of it."""
    return max(PICTURES.cut_speck, PICTURES.cut_seen * float(shape.sum()))


def _joint(shape: tuple[int, ...], start: tuple[float, float], end: tuple[float, float]) -> np.ndarray:
    """A stroke between two places (column, row)."""
    count = math.ceil(max(abs(end[0] - start[0]), abs(end[1] - start[1]))) + 1
    columns, rows = (np.linspace(start[k], end[k], count).round().astype(int) for k in (0, 1))
    inside = (columns >= 0) & (columns < shape[1]) & (rows >= 0) & (rows < shape[0])
    drawn = np.zeros(shape, dtype=bool)
    drawn[rows[inside], columns[inside]] = True
    return grown(drawn, PICTURES.spare)


def _placed(shape: np.ndarray, clear: np.ndarray, at: tuple[int, int]) -> np.ndarray:
    """The pixels of a mark at a place (column, row) that the line of the frame leaves."""
    reach = len(shape) // 2
    (column, row), (high, wide) = at, clear.shape
    drawn = np.zeros((high + 4 * reach, wide + 4 * reach), dtype=bool)
    top, left = row + reach, column + reach
    if 0 <= top <= len(drawn) - len(shape) and 0 <= left <= drawn.shape[1] - len(shape):
        drawn[top : top + len(shape), left : left + len(shape)] = shape
    return np.asarray(drawn[2 * reach : 2 * reach + high, 2 * reach : 2 * reach + wide] & clear)


def _fit(
    ink: np.ndarray, judged: np.ndarray, shape: np.ndarray, at: tuple[int, int], next_to: tuple[float, float]
) -> float:
    """How far ink and the mark drawn at a place (column, row) are one, 0 to 1, where they are judged; 0 where hardly
    any of the mark is to be seen.

    next_to: the place of the mark to which a stroke may join it.
    """
    drawn = _placed(shape, judged, at)
    if drawn.sum() < _least(shape):
        return 0.0
    either = (drawn | ink) & ~(_joint(ink.shape, at, next_to) & ~drawn)
    return float((drawn & ink).sum()) / float(either.sum())


def _mark_shape(branch: BranchMarks) -> np.ndarray:
    """The mark (square, its middle in the middle) as those that stand alone have it, else as it is stamped."""
    ink, half = branch.ink, branch.stamp.half
    reach = math.ceil(PICTURES.largest * half / 2.0) + 1
    padded = np.pad(bodies_of_marks(ink, branch.stamp), reach)
    alone = []
    for place, row, _ in branch.read.values():
        column, at = round(place) + reach, round(row) + reach
        if reach <= column < padded.shape[1] - reach and reach <= at < len(padded) - reach:
            seen = padded[at - reach : at + reach + 1, column - reach : column + reach + 1]
            if not (seen[0].any() or seen[-1].any() or seen[:, 0].any() or seen[:, -1].any()):
                alone.append(seen)
    if len(alone) >= PICTURES.agreeing:
        return np.asarray(np.mean(alone, axis=0) >= 0.5)
    centre = np.zeros((2 * reach + 1, 2 * reach + 1), dtype=bool)
    centre[reach, reach] = True
    return grown(centre, half - 1, branch.stamp.metric)


def _row_of_ink(ink: np.ndarray, column: float, stamp: Stamp) -> float:
    """The middle row of the ink about a column."""
    beside = ink[:, max(0, math.floor(column - stamp.half)) : max(0, math.ceil(column + stamp.half)) + 1]
    rows = np.flatnonzero(beside.any(axis=1))
    return float(rows.mean()) if len(rows) else 0.0
