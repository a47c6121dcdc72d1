"""Whether the ends of a series that is read pulse by pulse are where its ink ends, or are cut or covered."""

import numpy as np

from memlit.digitize.picture.marks import body, grown, holds, window
from memlit.digitize.picture.pulse_branch import Branch, Place
from memlit.digitize.settings import PICTURES


def unread_ends(branch: Branch, pitch: float) -> list[str]:
    """Whether the ink reaches so far beyond the outermost marks that were read that another one is there."""
    ink, read, stamp = branch.ink, branch.read, branch.stamp
    seen = body(ink, stamp)
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
    seen = np.flatnonzero(body(ink, stamp).any(axis=1))
    rows = [row for _, row, _ in branch.read.values()]
    if not len(seen) or not rows:
        return []
    reach = stamp.half - 1.0
    off = max(min(rows) - reach - seen[0], seen[-1] - max(rows) - reach)
    if off <= max(1.5, PICTURES.matters * (max(rows) - min(rows))):
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
        near = grown(others, PICTURES.blurred)
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
        if outwards * (row - end) <= PICTURES.matters * span:
            continue
        edge = row + outwards * (stamp.half - 1)
        around = window(branch.ink, edge, place, 1.5)
        beyond = window(branch.ink, edge + outwards * 3.0, place, 0.5)
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
