"""What may hide a state of a series that is read pulse by pulse: other series, excluded boxes, the frame.

A hidden state matters where it may lie beyond the highest and the lowest one that were read. A mark that is not seen
can stand only where what is seen, of its own colour, of others or a box, covers all of it, and near where the marks
beside it lead to.
"""

from __future__ import annotations

import math

import numpy as np

from memlit.digitize.picture.marks import filled, grown, mark_core, without_strokes
from memlit.digitize.picture.pulse_branch import MOVED, THIN_LINE, Branch, Lattice, Place

COVERED_SHARE = 0.02
"""Part of the range of a series by which a hidden state may lie beyond it without a question."""
SIGHT = 12
"""Pulses within which the marks beside a missing one say where it may stand."""
BLURRED = 2.0
"""Pixels around the ink of another line in which the end of a line may be lost."""
NEAR_RISE = 3
"""Marks at the end of a series whose steps say how far the next may go."""


def hidden_states(
    branch: Branch, others: np.ndarray, free: np.ndarray, lattice: Lattice, elsewhere: set[int]
) -> list[str]:
    """Whether a mark that is not seen, or seen in part, may be a state beyond those that were read.

    others: ink of other series; free: pixels that no box excludes; elsewhere: pulses that other series own.
    """
    ink, stamp, read = branch.ink, branch.stamp, branch.read
    core, _ = mark_core(filled(ink | others | ~free), stamp)
    unsure = _unsure(lattice)
    asked: dict[str, int] = {}
    boxed = grown(~free, stamp.half - 1, stamp.metric)
    between = [n for n in range(min(read), max(read) + 1) if n not in read]
    missing = [n for n in between if n not in elsewhere or any(n + k in read for k in range(-unsure, unsure + 1))]
    touched = [n for n, (place, row, _) in read.items() if holds(boxed, place, row)]
    for n in (*missing, *touched, *_beyond(branch, core, boxed, lattice, elsewhere)):
        column, reach = round(lattice.at(n)), _reach(n, branch, boxed)
        low, high = span_with_slack(branch, n)
        at = np.flatnonzero(core[:, column]) if 0 <= column < core.shape[1] else np.array([], dtype=int)
        at = at[(at >= reach[0]) & (at <= reach[1])]
        if (at < low).any() or (at > high).any():
            behind = bool((~free)[:, column].any()) and bool(_window(~free, float(at[0]), column, stamp.half).any())
            behind = behind or bool(_window(~free, float(at[-1]), column, stamp.half).any())
            what = "an excluded box" if behind else "another series"
            asked[what] = asked.get(what, 0) + 1
    return [
        f"{count} marks stand behind or in {what}: look whether it hides a state that matters"
        for what, count in asked.items()
    ]


def span_with_slack(branch: Branch, near: int | None = None) -> tuple[float, float]:
    """The rows from the highest to the lowest state, and as much beyond as matters to nobody.

    near: a pulse; only the states around it count, since each repeat has its own highest and lowest.
    """
    rows = [row for _, row, _ in branch.read.values()]
    slack = max(1.0, COVERED_SHARE * (max(rows) - min(rows)))
    around = [branch.read[n][1] for n in _around(near) if n != near and n in branch.read] if near is not None else rows
    return min(around or rows) - slack, max(around or rows) + slack


def _around(n: int) -> range:
    return range(n - SIGHT, n + SIGHT + 1)


def _unsure(lattice: Lattice) -> int:
    """Pulses beside its own that a mark may be given to where they stand closer than their places are sure."""
    pitch = abs(lattice.pitch)
    return math.ceil(MOVED / pitch) if pitch < 2.0 * MOVED else 0


def _beyond(branch: Branch, core: np.ndarray, boxed: np.ndarray, lattice: Lattice, elsewhere: set[int]) -> list[int]:
    """Pulses beyond either end of the series whose marks may lie wholly hidden, up to the first that may not."""
    found = []
    unsure = _unsure(lattice)
    for end, step in ((min(branch.read), -1), (max(branch.read), 1)):
        for n in range(end + step, end + step * SIGHT, step):
            column, (low, high) = round(lattice.at(n)), _reach(n, branch, boxed)
            if (n in elsewhere and abs(n - end) > unsure) or not 0 <= column < core.shape[1]:
                break
            if not core[max(0, math.floor(low)) : max(0, math.ceil(high)) + 1, column].any():
                break
            found.append(n)
    return found


def _reach(n: int, branch: Branch, boxed: np.ndarray) -> tuple[float, float]:
    """The rows between which the mark of a pulse may stand: those of its neighbours, and where these lead to.

    boxed: where the middle of a mark lies that a box cuts; a neighbour there may be read half a mark off.
    """
    if n in branch.read:
        row = branch.read[n][1]
        return row - branch.stamp.half, row + branch.stamp.half
    rows, spare = [], 2.0
    for step in (-1, 1):
        near = [k for k in range(n + step, n + step * SIGHT, step) if k in branch.read][:NEAR_RISE]
        if not near:
            continue
        at = [branch.read[k][1] for k in near]
        if any(holds(boxed, branch.read[k][0], branch.read[k][1]) for k in near):
            spare = branch.stamp.half + 3.0
        rises = [(one - other) / abs(k - m) for one, other, k, m in zip(at, at[1:], near, near[1:], strict=False)]
        rows += [at[0], *(at[0] + 1.5 * rise * abs(near[0] - n) for rise in rises)]
    return min(rows, default=0.0) - spare, max(rows, default=math.inf) + spare


def unread_ends(branch: Branch, pitch: float) -> list[str]:
    """Whether the ink reaches so far beyond the outermost marks that were read that another one is there."""
    ink, read, stamp = branch.ink, branch.read, branch.stamp
    seen = without_strokes(ink) if stamp.half > 2.0 else ink
    columns, rows = np.flatnonzero(seen.any(axis=0)), np.flatnonzero(seen.any(axis=1))
    if not len(columns):
        return []
    places, heights = [place for place, _, _ in read.values()], [row for _, row, _ in read.values()]
    beside, above = stamp.half + max(1.5, 0.6 * pitch), max(2.0 * stamp.half, stamp.half + 3.0)
    beyond = {
        "before the first": min(places) - columns[0] - beside,
        "after the last": columns[-1] - max(places) - beside,
        "above the highest": min(heights) - rows[0] - above,
        "below the lowest": rows[-1] - max(heights) - above,
    }
    where = max(beyond, key=lambda side: beyond[side])
    return [f"ink of this colour {where} mark that was read"] if beyond[where] > 0 else []


def crowded_ends(branch: Branch, pitch: float) -> list[str]:
    """Whether the highest and lowest mark that were read do not end where the ink does."""
    ink, stamp = branch.ink, branch.stamp
    seen = np.flatnonzero((without_strokes(ink) if stamp.half > THIN_LINE else ink).any(axis=1))
    rows = [row for n, (_, row, _) in branch.read.items() if n not in branch.offered]
    if not len(seen) or not rows:
        return []
    reach = stamp.half - 1.0
    off = max(min(rows) - reach - seen[0], seen[-1] - max(rows) - reach)
    if off <= max(1.5, COVERED_SHARE * (max(rows) - min(rows))):
        return []
    return [f"pulses stand {pitch:.2g} pixels apart: look whether the highest and lowest states are right"]


def covered_ends(branch: Branch, others: np.ndarray) -> list[str]:
    """Whether the highest or lowest state rests on a covered mark whose outer edge is not to be seen.

    A line without marks is covered where its end lies in the ink of others: it may begin before that.
    """
    read, stamp = branch.read, branch.stamp
    told = "the highest or lowest mark is covered by another: look whether it stands where it is drawn again"
    if stamp.half <= 1.0 and others.any():
        rows = [row for _, row, _ in read.values()]
        near = grown(others, BLURRED)
        outer = [read[n] for n in (min(read), max(read)) if read[n][1] in (min(rows), max(rows))]
        if any(holds(near, place, row) for place, row, _ in outer):
            return [told]
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
            return [told]
    return []


def cut_marks(branch: Branch) -> list[str]:
    """Whether the frame cuts a mark so that its middle is not to be told, or ink at its edge belongs to none."""
    ink, reach = branch.ink, branch.stamp.half + 0.6
    places = list(branch.read.values())
    height, width = ink.shape
    cut = branch.stamp.half > 1.0 and any(row < 1.0 or row > height - 2.0 for _, row, _ in places)
    for row in (0, height - 1):
        cut = cut or any(not _near(places, column, row, reach) for column in np.flatnonzero(ink[row]).tolist())
    for column in (0, width - 1):
        cut = cut or any(not _near(places, column, row, reach) for row in np.flatnonzero(ink[:, column]).tolist())
    told = "marks are cut by the frame: declare a larger `frame`, or look whether the cut ones matter"
    return [told] if cut else []


def _near(places: list[Place], column: int, row: int, reach: float) -> bool:
    return any(abs(place - column) <= reach and abs(at - row) <= reach + tall / 2 for place, at, tall in places)


def _window(ink: np.ndarray, row: float, column: float, half: float) -> np.ndarray:
    """The ink within `half` pixels of a place."""
    rows = slice(max(0, math.ceil(row - half)), max(0, math.floor(row + half) + 1))
    columns = slice(max(0, math.ceil(column - half)), max(0, math.floor(column + half) + 1))
    return ink[rows, columns]


def holds(mask: np.ndarray, column: float, row: float) -> bool:
    return bool(mask[min(max(round(row), 0), mask.shape[0] - 1), min(max(round(column), 0), mask.shape[1] - 1)])
