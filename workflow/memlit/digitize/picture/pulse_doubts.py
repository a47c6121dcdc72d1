"""What may hide a state of a series that is read pulse by pulse: other series, excluded boxes, the frame."""

from __future__ import annotations

import math

import numpy as np

from memlit.digitize.picture.marks import THICK, Stamp, grown, without_strokes
from memlit.digitize.picture.pulse_branch import COVERED, Branch, Lattice, Place

COVERED_SHARE = 0.02
"""Part of the range of a series that may rest on a covered mark without a question."""
SIGHT = 12
"""Pulses within which the marks beside a missing one say where it may stand."""


def unread_ends(ink: np.ndarray, read: dict[int, Place], stamp: Stamp, pitch: float) -> str | None:
    """Whether the ink reaches so far beyond the outermost marks that were read that another one is there."""
    seen = without_strokes(ink) if stamp.half > 2.0 else ink
    columns, rows = np.flatnonzero(seen.any(axis=0)), np.flatnonzero(seen.any(axis=1))
    if not read or not len(columns):
        return None
    places, heights = [place for place, _, _ in read.values()], [row for _, row, _ in read.values()]
    beside, above = stamp.half + max(1.5, 0.6 * pitch), max(2.0 * stamp.half, stamp.half + 3.0)
    beyond = {
        "before the first": min(places) - columns[0] - beside,
        "after the last": columns[-1] - max(places) - beside,
        "above the highest": min(heights) - rows[0] - above,
        "below the lowest": rows[-1] - max(heights) - above,
    }
    where = max(beyond, key=lambda side: beyond[side])
    return f"ink of this colour {where} mark that was read" if beyond[where] > 0 else None


def covered_ends(branch: Branch) -> list[str]:
    """Whether the highest or lowest state rests on a covered mark whose outer edge is not to be seen."""
    read, stamp = branch.read, branch.stamp
    seen = [row for n, (_, row, _) in read.items() if n not in branch.offered]
    if not branch.offered or not seen:
        return []
    span = max(row for _, row, _ in read.values()) - min(row for _, row, _ in read.values())
    for outwards, end in ((-1, min(seen)), (1, max(seen))):
        n = max(branch.offered, key=lambda k: outwards * branch.offered[k][1])
        place, row, _ = branch.offered[n]
        if outwards * (row - end) <= COVERED_SHARE * span:
            continue
        edge = row + outwards * (stamp.half - 1)
        around = _window(branch.ink, edge, place, 1.5)
        beyond = _window(branch.ink, edge + outwards * 3.0, place, 0.5)
        if not around.any() or beyond.any():
            return ["the highest or lowest mark is covered by another: look whether it stands where it is drawn again"]
    return []


def goes_on(branch: Branch, others: np.ndarray, lattice: Lattice, elsewhere: set[int]) -> bool:
    """Whether the next mark beyond an end of the series could lie wholly under the ink of other series."""
    read, reach = sorted(branch.read), 0.7 * branch.stamp.half
    for end, step in ((read[0], -1), (read[-1], 1)):
        n = end + step
        if n in elsewhere or end - step not in branch.read or not 0 <= lattice.at(n) <= others.shape[1] - 1:
            continue
        row, rise = branch.read[end][1], branch.read[end][1] - branch.read[end - step][1]
        for at in np.arange(min(0.5 * rise, 2.0 * rise) - 1.0, max(0.5 * rise, 2.0 * rise) + 1.5):
            hidden = _window(others, row + at, lattice.at(n), reach)
            seen = hidden | _window(branch.ink, row + at, lattice.at(n), reach)
            wholly = hidden.size and hidden.mean() >= THICK and seen.mean() >= COVERED
            if wholly or (branch.stamp.half <= 1.0 and hidden.any()):
                return True
    return False


def _window(ink: np.ndarray, row: float, column: float, half: float) -> np.ndarray:
    """The ink within `half` pixels of a place."""
    rows = slice(max(0, math.ceil(row - half)), max(0, math.floor(row + half) + 1))
    columns = slice(max(0, math.ceil(column - half)), max(0, math.floor(column + half) + 1))
    return ink[rows, columns]


def cut_marks(branch: Branch, free: np.ndarray, missed: list[int], lattice: Lattice) -> list[str]:
    """What hides marks or parts of them: the frame, or a box that a person excluded.

    missed: pulses between others that have no mark.
    """
    reasons = []
    ink, stamp, read, pitch = branch.ink, branch.stamp, list(branch.read.values()), abs(lattice.pitch)
    least = max(2.0, 0.5 * stamp.half)
    places = [place for place, _, _ in read]
    beyond_left, beyond_right = min(places) >= pitch - 0.5, max(places) <= ink.shape[1] - 0.5 - pitch
    sides = [ink[0], ink[-1], *([ink[:, 0]] if beyond_left else []), *([ink[:, -1]] if beyond_right else [])]
    if any(edge.sum() >= least for edge in sides):
        reasons.append("marks are cut by the frame: declare a larger `frame`, or look whether the cut ones matter")
    if free.all():
        return reasons
    behind = sum(_behind(n, branch, free, lattice) for n in missed)
    near = grown(~free, stamp.half - 1, stamp.metric)
    beyond = grown(~free, stamp.half + pitch)
    touched = sum(holds(near, place, row) for place, row, _ in read)
    ordered = [branch.read[n] for n in (min(branch.read), max(branch.read))]
    if behind or touched or any(holds(beyond, place, row) for place, row, _ in ordered):
        count = behind + touched
        told = f"{count} marks stand behind or in an excluded box" if count else "the series ends at an excluded box"
        reasons.append(f"{told}: look whether it hides a state that matters")
    return reasons


def _behind(n: int, branch: Branch, free: np.ndarray, lattice: Lattice) -> bool:
    """Whether an excluded box covers the rows where the mark of a pulse without one may stand.

    These are the rows of the marks beside it, and those that either side leads on to.
    """
    rows = []
    for step in (-1, 1):
        near = [k for k in range(n + step, n + step * SIGHT, step) if k in branch.read][:2]
        rows += [branch.read[k][1] for k in near]
        if len(near) == 2:
            (one, other), (at, before) = near, (branch.read[near[0]][1], branch.read[near[1]][1])
            rows.append(at + (at - before) / (one - other) * (n - one))
    column = min(max(round(lattice.at(n)), 0), free.shape[1] - 1)
    if not rows:
        return not bool(free[:, column].all())
    reach = branch.stamp.half + 3.0
    return not bool(free[max(0, round(min(rows) - reach)) : max(0, round(max(rows) + reach)) + 1, column].all())


def holds(mask: np.ndarray, column: float, row: float) -> bool:
    return bool(mask[min(max(round(row), 0), mask.shape[0] - 1), min(max(round(column), 0), mask.shape[1] - 1)])
