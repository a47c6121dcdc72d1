"""What may hide a state of a series that is read pulse by pulse: other series and excluded boxes.

A hidden state matters where it may lie beyond the highest and the lowest one that were read. A mark that is not seen
can stand only where what is seen, of its own colour, of others or a box, covers all of it, and near where the marks
beside it lead to. There its ink is sought in the boxes too: words over data do not hide marks of another colour.
"""

import math

import numpy as np

from memlit.digitize.picture.marks import filled, grown, holds, mark_core, window
from memlit.digitize.picture.pulse_branch import Branch, Lattice
from memlit.digitize.settings import PICTURES


def hidden_states(
    branch: Branch, others: np.ndarray, free: np.ndarray, lattice: Lattice, elsewhere: set[int]
) -> list[str]:
    """Whether a mark that is not seen, or seen in part, may be a state beyond those that were read.

    others: ink of other series; free: pixels that no box excludes; elsewhere: pulses that other series own.
    """
    ink, stamp = branch.ink, branch.stamp
    core, _ = mark_core(filled(ink | others | ~free), stamp)
    boxed = _boxed(branch, free)
    asked: dict[str, int] = {}
    for n in unseen(branch, others, free, lattice, elsewhere):
        column, reach = round(lattice.at(n)), _reach(n, branch, boxed)
        low, high = span_with_slack(branch, n)
        at = np.flatnonzero(core[:, column]) if 0 <= column < core.shape[1] else np.array([], dtype=int)
        at = at[(at >= reach[0]) & (at <= reach[1])]
        if (at < low).any() or (at > high).any():
            behind = bool((~free)[:, column].any()) and bool(window(~free, float(at[0]), column, stamp.half).any())
            behind = behind or bool(window(~free, float(at[-1]), column, stamp.half).any())
            what = "an excluded box" if behind else "another series"
            asked[what] = asked.get(what, 0) + 1
    return [
        f"{count} marks stand behind or in {what}: look whether it hides a state that matters"
        for what, count in asked.items()
    ]


def unseen(branch: Branch, others: np.ndarray, free: np.ndarray, lattice: Lattice, elsewhere: set[int]) -> list[int]:
    """Pulses whose mark is not seen, or in part: between others, cut by a box, and beyond the ends of the series."""
    read = branch.read
    core, _ = mark_core(filled(branch.ink | others | ~free), branch.stamp)
    unsure = _unsure(lattice)
    boxed = _boxed(branch, free)
    between = [n for n in range(min(read), max(read) + 1) if n not in read]
    missing = [n for n in between if n not in elsewhere or any(n + k in read for k in range(-unsure, unsure + 1))]
    touched = [n for n, (place, row, _) in read.items() if holds(boxed, place, row) and not _whole(branch, n)]
    return [*missing, *touched, *_beyond(branch, core, boxed, lattice, elsewhere)]


def _boxed(branch: Branch, free: np.ndarray) -> np.ndarray:
    """Where the middle of a mark lies that a box cuts."""
    return grown(~free, branch.stamp.half - 1, branch.stamp.metric)


def _whole(branch: Branch, n: int) -> bool:
    """Whether all of the mark of a pulse is ink of its own colour."""
    place, row, _ = branch.read[n]
    reach = math.ceil(branch.stamp.half)
    ink = window(np.pad(branch.ink, reach), row + reach, place + reach, reach)
    middle = np.zeros_like(ink)
    middle[tuple(side // 2 for side in ink.shape)] = True
    stamped = grown(middle, branch.stamp.half - 1, branch.stamp.metric)
    return bool((stamped & ink).sum() >= PICTURES.whole * stamped.sum())


def seen_in_boxes(
    branch: Branch, own: np.ndarray, others: np.ndarray, free: np.ndarray, lattice: Lattice, elsewhere: set[int]
) -> np.ndarray:
    """Ink of the series in excluded boxes, near where the marks beside them lead to; a legend's key stands elsewhere.

    own: ink of its colour, also in boxes.
    """
    way = np.zeros(own.shape, dtype=bool)
    beside = branch.stamp.half + abs(lattice.pitch) / 2.0
    boxed = _boxed(branch, free)
    for n in unseen(branch, others, free, lattice, elsewhere):
        low, high = _reach(n, branch, boxed)
        column = lattice.at(n)
        rows = slice(max(0, round(low - branch.stamp.half)), round(min(high + branch.stamp.half, len(own))) + 1)
        way[rows, max(0, round(column - beside)) : max(0, round(column + beside) + 1)] = True
    return np.asarray(own & ~free & way)


def span_with_slack(branch: Branch, near: int | None = None) -> tuple[float, float]:
    """The rows from the highest to the lowest state, and as much beyond as matters to nobody.

    near: a pulse; only the states around it count, since each repeat has its own highest and lowest.
    """
    rows = [row for _, row, _ in branch.read.values()]
    slack = max(1.0, PICTURES.matters * (max(rows) - min(rows)))
    around = [branch.read[n][1] for n in _around(near) if n != near and n in branch.read] if near is not None else rows
    return min(around or rows) - slack, max(around or rows) + slack


def _around(n: int) -> range:
    return range(n - PICTURES.sight, n + PICTURES.sight + 1)


def _unsure(lattice: Lattice) -> int:
    """Pulses beside its own that a mark may be given to where they stand closer than their places are sure."""
    pitch = abs(lattice.pitch)
    return math.ceil(PICTURES.moved / pitch) if pitch < 2.0 * PICTURES.moved else 0


def _beyond(branch: Branch, core: np.ndarray, boxed: np.ndarray, lattice: Lattice, elsewhere: set[int]) -> list[int]:
    """Pulses beyond either end of the series whose marks may lie wholly hidden, up to the first that may not."""
    found = []
    unsure = _unsure(lattice)
    for end, step in ((min(branch.read), -1), (max(branch.read), 1)):
        for n in range(end + step, end + step * PICTURES.sight, step):
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
        near = [k for k in range(n + step, n + step * PICTURES.sight, step) if k in branch.read][: PICTURES.near_rise]
        if not near:
            continue
        at = [branch.read[k][1] for k in near]
        if any(holds(boxed, branch.read[k][0], branch.read[k][1]) for k in near):
            spare = branch.stamp.half + 3.0
        rises = [(one - other) / abs(k - m) for one, other, k, m in zip(at, at[1:], near, near[1:], strict=False)]
        rows += [at[0], *(at[0] + 1.5 * rise * abs(near[0] - n) for rise in rises)]
    return min(rows, default=0.0) - spare, max(rows, default=math.inf) + spare
