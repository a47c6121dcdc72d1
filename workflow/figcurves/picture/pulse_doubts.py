"""What a person is asked of a series that is read pulse by pulse.

Whether its ends are where its ink ends, or are cut or covered; and what may hide a state: other series, excluded boxes.

A hidden state matters where it may lie beyond the highest and the lowest one that were read. A mark that is not seen
can stand only where what is seen, of its own colour, of others or a box, covers all of it, and near where the marks
beside it lead to. There its ink is sought in the boxes too: words over data do not hide marks of another colour.
"""

import math
from collections import Counter

import numpy as np

from figcurves.picture.frame import Plot
from figcurves.picture.marks import bodies_of_marks, filled, grown, mark_core, mask_holds, window
from figcurves.picture.pulse_branch import Around, BranchMarks, Lattice, MarkPlace
from figcurves.settings import PICTURES


def unread_ends(branch: BranchMarks, pitch: float) -> list[str]:
    """Whether the ink reaches so far beyond the outermost marks that were read that another one is there."""
    ink, read, stamp = branch.ink, branch.read, branch.stamp
    seen = bodies_of_marks(ink, stamp)
    columns, rows = np.flatnonzero(seen.any(axis=0)), np.flatnonzero(seen.any(axis=1))
    if not len(columns):
        return []
    places, heights = [place for place, _, _ in read.values()], [row for _, row, _ in read.values()]
    beside = stamp.half + max(PICTURES.spare, PICTURES.own * pitch)
    above = stamp.half + max(PICTURES.above, stamp.half)
    beyond = {
        "before the first": min(places) - columns[0] - beside,
        "after the last": columns[-1] - max(places) - beside,
        "above the highest": min(heights) - rows[0] - above,
        "below the lowest": rows[-1] - max(heights) - above,
    }
    where = max(beyond, key=lambda side: beyond[side])
    return [f"ink of this colour {where} mark that was read"] if beyond[where] > 0 else []


def crowded_ends(branch: BranchMarks, pitch: float) -> list[str]:
    """Whether the highest and lowest mark that were read do not end where the ink does."""
    ink, stamp = branch.ink, branch.stamp
    seen = np.flatnonzero(bodies_of_marks(ink, stamp).any(axis=1))
    rows = [row for _, row, _ in branch.read.values()]
    if not len(seen) or not rows:
        return []
    reach = stamp.half - 1.0
    off = max(min(rows) - reach - seen[0], seen[-1] - max(rows) - reach)
    if off <= max(PICTURES.spare, PICTURES.matters * (max(rows) - min(rows))):
        return []
    return [f"pulses stand {pitch:.2g} pixels apart: look whether the highest and lowest states are right"]


def covered_ends(branch: BranchMarks, others: np.ndarray) -> list[str]:
    """Whether the highest or lowest state rests on a covered mark whose outer edge is not to be seen.

    A line without marks is covered where its end lies in the ink of others: it may begin before that.
    """
    read, stamp = branch.read, branch.stamp
    told = "the highest or lowest mark is covered by another: look whether it stands where it is drawn again"
    if stamp.half <= 1.0 and others.any():
        rows = [row for _, row, _ in read.values()]
        near = grown(others, PICTURES.blurred)
        outer = [read[n] for n in (min(read), max(read)) if read[n][1] in (min(rows), max(rows))]
        if any(mask_holds(near, place, row) for place, row, _ in outer):
            return [told]
    seen = [row for n, (_, row, _) in read.items() if n not in branch.offered]
    if not branch.offered or not seen:
        return []
    span = max(row for _, row, _ in read.values()) - min(row for _, row, _ in read.values())
    for outwards, end in ((-1, min(seen)), (1, max(seen))):
        n = max(branch.offered, key=lambda k: outwards * branch.offered[k][1])
        place, row, _ = branch.offered[n]
        if outwards * (row - end) <= PICTURES.matters * span:
            continue
        edge = row + outwards * (stamp.half - 1)
        around = window(branch.ink, edge, place, PICTURES.spare)
        beyond = window(branch.ink, edge + outwards * PICTURES.above, place, 0.5)
        if not around.any() or beyond.any():
            return [told]
    return []


def cut_marks(branch: BranchMarks, plot: Plot) -> list[str]:
    """Whether the frame cuts a mark so that its middle is not to be told, or ink at its edge belongs to none.

    A mark of which the line that closes the plot area leaves half has its middle on that line.
    """
    seen = [*_marks_on_frame(branch, plot.lined), *_ink_at_edges(branch)]
    cut = [*branch.unread, *(at for at in seen if at in branch.unread or not _beside_fitted(branch, at))]
    if not cut:
        return []
    x, y = (cut[0][k] + plot.corner[k] for k in (0, 1))
    where = f"near pixel {x:.0f}, {y:.0f}"
    return [f"marks are cut by the frame {where}: declare a larger `frame`, or look whether the cut ones matter"]


def _marks_on_frame(branch: BranchMarks, lined: tuple[bool, bool]) -> list[tuple[float, float]]:
    """Where marks (column, row) were read whose middle the upper or lower end of the plot area cuts.

    lined: whether a line closes the plot area above and below.
    """
    if branch.stamp.half <= 1.0:
        return []
    last = branch.ink.shape[0] - 1
    places = [(place, row) for n, (place, row, _) in branch.read.items() if n not in branch.cut]
    above, below = (not closed for closed in lined)
    return [at for at in places if (above and at[1] < 1.0) or (below and at[1] > last - 1.0)]


def _ink_at_edges(branch: BranchMarks) -> list[tuple[float, float]]:
    """Ink (column, row) at the edges of the plot area that belongs to no mark that was read."""
    ink, reach = branch.ink, branch.stamp.half + PICTURES.half_pixel
    places = list(branch.read.values())
    height, width = ink.shape
    found = []
    # A mark that ends at the frame's line seems to go on under it.
    for row in (0, height - 1):
        at_edge = [(float(column), float(row)) for column in np.flatnonzero(ink[row])]
        found += [at for at in at_edge if not _near(places, at, (reach, reach + PICTURES.under_line))]
    for column in (0, width - 1):
        at_edge = [(float(column), float(row)) for row in np.flatnonzero(ink[:, column])]
        found += [at for at in at_edge if not _near(places, at, (reach + PICTURES.spare, reach))]
    return found


def _beside_fitted(branch: BranchMarks, at: tuple[float, float]) -> bool:
    """Whether a pixel (column, row) is about a mark that was fitted, where all ink is weighed, or on the way from it to
    the next.
    """
    wide = PICTURES.largest * branch.stamp.half / 2.0 + 1.0
    for n in branch.cut:
        rows = [branch.read[k][1] for k in (n - 1, n, n + 1) if k in branch.read]
        if abs(at[0] - branch.read[n][0]) <= wide and min(rows) - wide <= at[1] <= max(rows) + wide:
            return True
    return False


def _near(places: list[MarkPlace], pixel: tuple[float, float], reach: tuple[float, float]) -> bool:
    """Whether a mark stands within reach of a pixel (column, row), along and across."""
    (column, row), (along, across) = pixel, reach
    return any(abs(place - column) <= along and abs(at - row) <= across + tall / 2 for place, at, tall in places)


def hidden_states(branch: BranchMarks, around: Around) -> list[str]:
    """Whether a mark that is not seen, or seen in part, may be a state beyond those that were read."""
    boxes, half = ~around.free, branch.stamp.half
    core, boxed = _core(branch, around), _boxed(branch, boxes)
    asked: Counter[str] = Counter()
    for n in unseen(branch, around, core, boxed):
        column, reach = round(around.lattice.at(n)), _reach(n, branch, boxed)
        low, high = span_with_slack(branch, n)
        at = np.flatnonzero(core[:, column]) if 0 <= column < core.shape[1] else np.array([], dtype=int)
        at = at[(at >= reach[0]) & (at <= reach[1])]
        if (at < low).any() or (at > high).any():
            behind = boxes[:, column].any() and window(boxes, float(at[0]), column, half).any()
            behind = behind or window(boxes, float(at[-1]), column, half).any()
            asked["an excluded box" if behind else "another series"] += 1
    return [
        f"{count} marks stand behind or in {what}: look whether it hides a state that matters"
        for what, count in asked.items()
    ]


def unseen(branch: BranchMarks, around: Around, core: np.ndarray, boxed: np.ndarray) -> list[int]:
    """Pulses whose mark is not seen, or in part: between others, cut by a box, and beyond the ends of the series.

    core, boxed: see `_core` and `_boxed`.
    """
    read = branch.read
    unsure = _unsure(around.lattice)
    between = [n for n in range(min(read), max(read) + 1) if n not in read]
    own = {n + k for n in read for k in range(-unsure, unsure + 1)}
    missing = [n for n in between if n not in around.elsewhere or n in own]
    touched = [n for n, (place, row, _) in read.items() if mask_holds(boxed, place, row) and not _whole(branch, n)]
    return [*missing, *touched, *_beyond(branch, around, core, boxed)]


def _core(branch: BranchMarks, around: Around) -> np.ndarray:
    """Where the middle of a mark may lie, seen or hidden by others and by boxes."""
    return mark_core(filled(branch.ink | around.others | ~around.free), branch.stamp)[0]


def _boxed(branch: BranchMarks, boxes: np.ndarray) -> np.ndarray:
    """Where the middle of a mark lies that a box cuts."""
    return grown(boxes, branch.stamp.half - 1, branch.stamp.metric)


def _whole(branch: BranchMarks, n: int) -> bool:
    """Whether all of the mark of a pulse is ink of its own colour."""
    place, row, _ = branch.read[n]
    reach = math.ceil(branch.stamp.half)
    ink = window(np.pad(branch.ink, reach), row + reach, place + reach, reach)
    middle = np.zeros_like(ink)
    middle[tuple(side // 2 for side in ink.shape)] = True
    stamped = grown(middle, branch.stamp.half - 1, branch.stamp.metric)
    return bool((stamped & ink).sum() >= PICTURES.whole * stamped.sum())


def seen_in_boxes(branch: BranchMarks, own: np.ndarray, around: Around) -> np.ndarray:
    """Ink of the series in excluded boxes, near where the marks beside them lead to; a legend's key stands elsewhere.

    own: ink of its colour, also in boxes.
    """
    way = np.zeros(own.shape, dtype=bool)
    beside = branch.stamp.half + abs(around.lattice.pitch) / 2.0
    boxed = _boxed(branch, ~around.free)
    for n in unseen(branch, around, _core(branch, around), boxed):
        low, high = _reach(n, branch, boxed)
        column = around.lattice.at(n)
        rows = slice(max(0, round(low - branch.stamp.half)), round(min(high + branch.stamp.half, len(own))) + 1)
        way[rows, max(0, round(column - beside)) : max(0, round(column + beside) + 1)] = True
    return np.asarray(own & ~around.free & way)


def span_with_slack(branch: BranchMarks, near: int | None = None) -> tuple[float, float]:
    """The rows from the highest to the lowest state, and as much beyond as matters to nobody.

    near: a pulse; only the states around it count, since each repeat has its own highest and lowest.
    """
    rows = [row for _, row, _ in branch.read.values()]
    slack = max(1.0, PICTURES.matters * (max(rows) - min(rows)))
    if near is not None:
        sight = range(near - PICTURES.sight, near + PICTURES.sight + 1)
        rows = [branch.read[n][1] for n in sight if n != near and n in branch.read] or rows
    return min(rows) - slack, max(rows) + slack


def _unsure(lattice: Lattice) -> int:
    """Pulses beside its own that a mark may be given to where they stand closer than their places are sure."""
    pitch = abs(lattice.pitch)
    return math.ceil(PICTURES.moved / pitch) if pitch < 2.0 * PICTURES.moved else 0


def _beyond(branch: BranchMarks, around: Around, core: np.ndarray, boxed: np.ndarray) -> list[int]:
    """Pulses beyond either end of the series whose marks may lie wholly hidden, up to the first that may not."""
    found = []
    lattice = around.lattice
    unsure = _unsure(lattice)
    for end, step in ((min(branch.read), -1), (max(branch.read), 1)):
        for n in range(end + step, end + step * PICTURES.sight, step):
            column, (low, high) = round(lattice.at(n)), _reach(n, branch, boxed)
            if (n in around.elsewhere and abs(n - end) > unsure) or not 0 <= column < core.shape[1]:
                break
            if not core[max(0, math.floor(low)) : max(0, math.ceil(high)) + 1, column].any():
                break
            found.append(n)
    return found


def _reach(n: int, branch: BranchMarks, boxed: np.ndarray) -> tuple[float, float]:
    """The rows between which the mark of a pulse may stand: those of its neighbours, and where these lead to.

    boxed: where the middle of a mark lies that a box cuts; a neighbour there may be read half a mark off.
    """
    if n in branch.read:
        row = branch.read[n][1]
        return row - branch.stamp.half, row + branch.stamp.half
    rows, spare = [], PICTURES.beside_state
    for step in (-1, 1):
        near = [k for k in range(n + step, n + step * PICTURES.sight, step) if k in branch.read][: PICTURES.near_rise]
        if not near:
            continue
        at = [branch.read[k][1] for k in near]
        if any(mask_holds(boxed, branch.read[k][0], branch.read[k][1]) for k in near):
            spare = branch.stamp.half + PICTURES.above
        rises = [(one - other) / abs(k - m) for one, other, k, m in zip(at, at[1:], near, near[1:], strict=False)]
        rows += [at[0], *(at[0] + PICTURES.steeper * rise * abs(near[0] - n) for rise in rises)]
    return min(rows, default=0.0) - spare, max(rows, default=math.inf) + spare
