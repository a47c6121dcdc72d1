"""A series with one mark at every whole pulse: marks that touch are told apart by the pulse they must stand on.

ALGORITHM. The ink of a colour, its holes filled, is a union of equal marks, joined by a thin line or not. (1) The mark
is the largest square, disc or diamond by which the ink can be opened with hardly a loss. (2) The ink eroded by it is
where the centres of marks lie, also where they cover one another. (3) In the column of every whole pulse the middle of
that is the state. (4) The marks are stamped on again at what was read and compared with the ink.

It fails, and says so, where two branches of one colour share their pulses, and where another series hides more than a
tenth of the marks.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from memlit.digitize.model import Axis, Point, Series

KEPT = (0.88, 0.7, 0.5)
"""Shares of the ink of marks that opening by a mark of the right size keeps: the lower ones for other shapes."""
LARGE = 0.75
"""Part of the depth of its pieces that a mark of the right shape fills."""
THICK = 0.3
"""Share of the ink that must be 3 pixels thick for it to be marks and no thin line."""
REACH = 0.35
"""Part of the distance between two pulses by which the middle of a mark may miss its pulse."""
HIDDEN = 0.1
"""Share of the pulses between others that may have no mark of their own."""
COVERED = 0.85
"""Share of the ink that the marks, stamped on again, must cover, and of the stamps that must meet ink."""
EDGE = 0.35
"""Part of its half width by which the ink may reach beyond the mark that it can be opened by."""
CROWDED = 3.0
"""Pixels between pulses below which marks hide one another where the curve turns."""
MAX_HOLE = 0.005
"""Part of the frame up to which a hole is the inside of a hollow mark."""
COVERED_SHARE = 0.02
"""Part of the range of a series that may rest on a covered mark without a question."""
COVERED_MARK = "covered by another series"
"""Flag of a mark that was read in the ink of both."""
Place = tuple[float, float, float]
"""Column and row of a mark, and the number of rows where its middle may lie."""
METRICS = ("chessboard", "euclidean", "taxicab")


@dataclass(frozen=True, slots=True)
class Stamp:
    """The mark that the ink is made of: square, disc or diamond (its metric), and its half width in pixels."""

    metric: str
    half: float


@dataclass(frozen=True, slots=True)
class Lattice:
    """The columns where pulses stand: pulse 0 at `zero`, each next one `pitch` pixels on."""

    zero: float
    pitch: float

    def at(self, n: int) -> float:
        return self.zero + n * self.pitch

    def number(self, column: float) -> float:
        return (column - self.zero) / self.pitch


def pulse_series(
    series_id: str,
    name: str,
    color: tuple[int, int, int],
    mask: np.ndarray,
    others: np.ndarray,
    free: np.ndarray,
    corner: tuple[int, int],
    axes: tuple[Axis, Axis],
    every: float,
) -> Series | None:
    """The series as one point at each multiple of `every` on x that has ink of its colour; None where there is none.

    mask: pixels of its colour in the frame; others: those of all other series; free: those that no box excludes;
    corner: the picture's pixel at the first of them.
    """
    ink = _filled(mask)
    a, _, c = axes[0].coefficients or (0.0, 0.0, 0.0)
    if ink.sum() < 6 or not a:
        return None
    stamp = _stamp(ink)
    lattice = Lattice((0.0 - c) / a - corner[0], every / a)
    read, several, lean = _read(ink, stamp, lattice)
    if not read:
        reason = f"{several} pulses have two states in this colour: two branches, or what is no data"
        return Series(series_id, name, "marks", (), color, review_required=(reason,)) if several else None
    pitch = abs(lattice.pitch)
    offered = _offered(ink, others, stamp, lattice, read) if others.any() else {}
    read |= offered
    pulses = [(n, lattice.at(n)) for n in range(min(read), max(read) + 1)]
    hidden = sum(
        n not in read and any(n - k in read for k in (1, 2)) and any(n + k in read for k in (1, 2)) for n, _ in pulses
    )
    stamped, drawn = _drawn_again(ink.shape, list(read.values()), stamp, pitch)
    recall = float((ink & drawn).sum()) / float(ink.sum())
    precision = float((stamped & _grown(ink | others, 1.0)).sum()) / max(1.0, float(stamped.sum()))
    reasons = []
    if several > HIDDEN * max(1, len(read)):
        reasons.append(f"{several} pulses have two states in this colour: two branches, or what is no data")
    if hidden - several > HIDDEN * max(1, len(read)):
        reasons.append(f"{hidden} pulses between others have no mark of this colour")
    if len(read) < 2:
        reasons.append("fewer than two marks of this colour")
    if recall < COVERED:
        reasons.append(f"only {100 * recall:.0f} % of the ink of its colour is covered")
    if precision < COVERED:
        reasons.append(f"only {100 * precision:.0f} % of the marks drawn again meet ink")
    if (unread := _unread_ends(ink, read, stamp, pitch)) is not None:
        reasons.append(unread)
    reasons += _covered_ends(read, offered)
    reasons += _cut(ink, free, stamp, [place for n, place in pulses if n not in read], list(read.values()), pitch)
    near = _grown(others, stamp.half)
    points = tuple(
        _point(n * every, at, axes[1], corner, near, stamp, (COVERED_MARK,) if n in offered else ())
        for n, at in sorted(read.items())
    )
    flags = [f"read at every multiple of {every:g} on x, as a person said"]
    if lean:
        flags.append(f"middle of a mark taken {abs(lean):.1f} pixels from its core")
    if pitch < 2.0:
        flags.append(f"pulses stand {pitch:.2g} pixels apart")
    style = (
        f"{dict(zip(METRICS, ('square', 'disc', 'diamond'), strict=True))[stamp.metric]} {2 * stamp.half - 1:.0f} px"
    )
    shares = (round(precision, 4), round(recall, 4))
    return Series(series_id, name, "marks", points, color, style, "x", "y", tuple(flags), tuple(reasons), *shares)


def without_claimed(found: list[Series]) -> list[Series]:
    """The series without those marks, read under another series, whose pulse is the other's own."""
    own = [{point.x for point in series.points if COVERED_MARK not in point.flags} for series in found]
    kept = []
    for number, series in enumerate(found):
        claimed = set().union(*(pulses for other, pulses in enumerate(own) if other != number))
        points = tuple(p for p in series.points if COVERED_MARK not in p.flags or p.x not in claimed)
        kept.append(replace(series, points=points))
    return kept


def _read(ink: np.ndarray, stamp: Stamp, lattice: Lattice) -> tuple[dict[int, Place], int, float]:
    """The place of the mark of each pulse, the number of pulses with two states, and how far middles are from cores."""
    core, slack = _core(ink, stamp)
    columns = np.flatnonzero(core.any(axis=0))
    if not len(columns):
        return {}, 0, 0.0
    pitch = abs(lattice.pitch)
    ends = sorted(lattice.number(column) for column in (columns[0] + slack, columns[-1] - slack))
    pulses = [(n, lattice.at(n)) for n in range(round(ends[0]), round(ends[1]) + 1)]
    read: dict[int, Place] = {}
    several = 0
    runs = _runs(core)
    for n, place in pulses:
        rows = _rows_at(core, runs, place, pitch, min(REACH * pitch, 0.5 * stamp.half + 1.0), slack)
        if not len(rows):
            continue
        gaps = (np.diff(rows) > max(2.0, stamp.half)).any()
        if gaps and not ink[rows[0] : rows[-1] + 1, min(max(round(place), 0), ink.shape[1] - 1)].all():
            several += 1
            continue
        read[n] = (place, (rows[0] + rows[-1]) / 2.0, float(rows[-1] - rows[0]))
    lone = _lone_marks(ink, stamp, pulses)
    # A mark that is no square, disc or diamond, such as a triangle, has its middle elsewhere than its core.
    lean = float(np.median([lone[n][1] - read[n][1] for n in lone if n in read] or [0.0]))
    lean = lean if abs(lean) > 0.5 and stamp.half > 2.0 else 0.0
    read = {n: (place, row + lean, tall) for n, (place, row, tall) in read.items()} | lone
    if pitch < CROWDED:
        _extremes(core, slack, read)
    return read, several, lean


def _offered(
    ink: np.ndarray, others: np.ndarray, stamp: Stamp, lattice: Lattice, read: dict[int, Place]
) -> dict[int, Place]:
    """Marks that the ink of another series covers in part: read in the ink of both where own ink is left over."""
    both = ink | (others & _grown(ink, 2.0 * stamp.half))
    more, _, _ = _read(_filled(both), stamp, lattice)
    stamped, _ = _drawn_again(ink.shape, list(read.values()), stamp, abs(lattice.pitch))
    rows, columns = np.nonzero(ink & ~_grown(stamped, 1.0))
    offered = {}
    for n, (place, row, tall) in more.items():
        own = (np.abs(rows - row) <= stamp.half) & (np.abs(columns - place) <= stamp.half)
        if n not in read and own.sum() >= max(2.0, 0.5 * stamp.half):
            offered[n] = (place, row, tall)
    return offered


def _filled(mask: np.ndarray) -> np.ndarray:
    """The mask with small holes filled: hollow marks become full ones; single specks go."""
    from scipy import ndimage

    closed = ndimage.binary_closing(np.pad(mask, 2), iterations=1)[2:-2, 2:-2] | mask
    labels, count = ndimage.label(~closed)
    sizes = np.bincount(labels.ravel(), minlength=count + 1)
    small = sizes <= MAX_HOLE * mask.size
    small[0] = False
    ink = closed | small[labels]
    labels, count = ndimage.label(ink, structure=np.ones((3, 3)))
    large = np.bincount(labels.ravel(), minlength=count + 1) >= 4
    large[0] = False
    return np.asarray(large[labels])


def _depth(ink: np.ndarray, metric: str) -> np.ndarray:
    """How deep each pixel lies in the ink: 1 at its edge."""
    from scipy import ndimage

    padded = np.pad(ink, 1)
    if metric == "euclidean":
        return np.asarray(ndimage.distance_transform_edt(padded)[1:-1, 1:-1])
    return np.asarray(ndimage.distance_transform_cdt(padded, metric)[1:-1, 1:-1])


def _grown(mask: np.ndarray, reach: float, metric: str = "euclidean") -> np.ndarray:
    """The mask and all within `reach` of it."""
    from scipy import ndimage

    if not mask.any():
        return mask
    if metric == "euclidean":
        return np.asarray(ndimage.distance_transform_edt(~mask) <= reach)
    return np.asarray(ndimage.distance_transform_cdt(~mask, metric) <= reach)


def _stamp(ink: np.ndarray) -> Stamp:
    """The largest mark by which the ink can be opened with hardly a loss, or, for marks of other shapes, with some."""
    thick = _thick(ink)
    if thick.sum() < THICK * ink.sum():
        return Stamp("chessboard", 1.0)
    depths = {metric: _depth(thick, metric) for metric in METRICS}
    for least in KEPT:
        best = max((_widest(thick, depths[metric], metric, least) for metric in METRICS), key=_area)
        if best.half >= LARGE * _typical_depth(depths[best.metric]):
            return best
    return best


def _thick(ink: np.ndarray) -> np.ndarray:
    """The ink without strokes thinner than three pixels."""
    return np.asarray(_grown(_depth(ink, "chessboard") >= 2, 1, "chessboard") & ink)


def _typical_depth(depth: np.ndarray) -> float:
    """The depth that a fifth of the columns with ink exceed: that of the middle of a mark, not of its flanks."""
    most = depth.max(axis=0)
    return float(np.percentile(most[most > 0], 80))


def _area(stamp: Stamp) -> float:
    return {"chessboard": 1.0, "euclidean": math.pi / 4, "taxicab": 0.5}[stamp.metric] * (2.0 * stamp.half - 1.0) ** 2


def _widest(thick: np.ndarray, depth: np.ndarray, metric: str, least: float) -> Stamp:
    """The largest mark of one shape whose opening keeps at least this share of the ink."""
    low, high = 1.0, float(math.floor(depth.max()))
    while low < high:
        middle = math.ceil((low + high) / 2.0)
        kept = _grown(depth >= middle, middle - 1 + (0.3 if metric == "euclidean" else 0), metric) & thick
        low, high = (middle, high) if kept.sum() >= least * thick.sum() else (low, middle - 1)
    return Stamp(metric, max(low, 2.0))


def _lone_marks(ink: np.ndarray, stamp: Stamp, pulses: list[tuple[int, float]]) -> dict[int, Place]:
    """Marks that touch no other: pieces of the ink in whose columns one pulse stands, read at their own middle."""
    from scipy import ndimage

    labels, _ = ndimage.label(_thick(ink) if stamp.half > 2.0 else ink, structure=np.ones((3, 3)))
    found = {}
    for rows, columns in ndimage.find_objects(labels):
        inside = [(n, place) for n, place in pulses if columns.start - 0.6 <= place <= columns.stop - 0.4]
        middle = (columns.start + columns.stop - 1) / 2.0
        square = max(rows.stop - rows.start, columns.stop - columns.start) <= 2.0 * (2.0 * stamp.half + 1.0)
        if len(inside) == 1 and square and abs(inside[0][1] - middle) <= 0.2 * (columns.stop - columns.start) + 1.0:
            n, place = inside[0]
            if n in found:
                return {}
            found[n] = (place, (rows.start + rows.stop - 1) / 2.0, 1.0)
    return found


def _unread_ends(ink: np.ndarray, read: dict[int, Place], stamp: Stamp, pitch: float) -> str | None:
    """Whether the ink reaches so far beyond the outermost marks that were read that another one is there."""
    seen = _thick(ink) if stamp.half > 2.0 else ink
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


def _core(ink: np.ndarray, stamp: Stamp) -> tuple[np.ndarray, int]:
    """Where the centres of marks may lie, and by how many pixels it is wider than that on each side.

    Pixels at the edge of a mark vary by one, so the core is a pixel wider where marks are large enough.
    """
    if stamp.half <= 1.0:
        return ink, 0
    from scipy import ndimage

    slack = 1 if stamp.half > 2.0 else 0
    depth = _depth(ink, stamp.metric)
    core = depth >= stamp.half - slack
    labels, count = ndimage.label(ink, structure=np.ones((3, 3)))
    index = range(1, count + 1)
    deepest = ndimage.maximum(depth, labels, index) if count else []
    for number, most in zip(index, deepest, strict=True):
        if LARGE * (stamp.half - slack) <= most < stamp.half - slack:
            core |= (labels == number) & (depth == most)
    return core, slack


def _runs(core: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each pixel of the core the first and the last column of the unbroken run of its row."""
    columns = np.broadcast_to(np.arange(core.shape[1]), core.shape)
    first = np.maximum.accumulate(np.where(core, -1, columns), axis=1) + 1
    last = np.minimum.accumulate(np.where(core, core.shape[1], columns)[:, ::-1], axis=1)[:, ::-1] - 1
    return first, last


def _rows_at(
    core: np.ndarray, runs: tuple[np.ndarray, np.ndarray], place: float, pitch: float, reach: float, slack: int
) -> np.ndarray:
    """Rows of the core in the column of a pulse: those of its own mark, not of a steep neighbour's.

    reach: how far beside the pulse its column may be sought.
    """
    near = sorted(range(math.floor(place - reach), math.ceil(place + reach) + 1), key=lambda k: abs(k - place))
    for column in near:
        if not 0 <= column < core.shape[1] or abs(column - place) > max(0.6, reach):
            continue
        rows = np.flatnonzero(core[:, column])
        first, last = runs[0][rows, column], runs[1][rows, column]
        long = last - first > 2 * slack + pitch
        off = np.abs((first + last) / 2.0 - place)
        nearest = off[~long].min(initial=math.inf) + 0.35
        own = rows[long | ((off <= 0.5 * pitch + 0.3) & (off <= nearest))]
        if len(own):
            return np.asarray(own)
    return np.array([], dtype=int)


def _extremes(core: np.ndarray, slack: int, read: dict[int, Place]) -> None:
    """Give the highest and the lowest mark of each piece to its pulse: crowded marks hide them in the middle."""
    from scipy import ndimage

    if not read:
        return
    labels, _ = ndimage.label(core, structure=np.ones((3, 3)))
    for number, (rows, columns) in enumerate(ndimage.find_objects(labels), start=1):
        piece = labels[rows, columns] == number
        for row, edge in ((rows.start, 0), (rows.stop - 1, -1)):
            at = columns.start + float(np.flatnonzero(piece[edge]).mean())
            n = min(read, key=lambda k: abs(read[k][0] - at))
            place, y, tall = read[n]
            inner = row + (slack if edge == 0 else -slack)
            if abs(place - at) <= 1.5 and abs(inner - y) > 1.0 and y - tall / 2 - 2 <= inner <= y + tall / 2 + 2:
                read[n] = (place, float(inner), 1.0)


def _covered_ends(read: dict[int, Place], offered: dict[int, Place]) -> list[str]:
    """Whether the highest or lowest state rests on a mark that another series covers."""
    rows = [row for _, row, _ in read.values()]
    seen = [row for n, (_, row, _) in read.items() if n not in offered]
    if not offered or not seen:
        return []
    beyond = max(min(seen) - min(rows), max(rows) - max(seen))
    if beyond <= COVERED_SHARE * (max(rows) - min(rows)):
        return []
    return ["the highest or lowest mark is covered by another series: look whether it stands where it is drawn again"]


def _cut(
    ink: np.ndarray,
    free: np.ndarray,
    stamp: Stamp,
    missed: list[float],
    read: list[Place],
    pitch: float,
) -> list[str]:
    """What hides marks or parts of them: the frame, or a box that a person excluded.

    missed: columns of the pulses without a mark; read: places of those with one.
    """
    reasons = []
    if any(edge.sum() >= max(2.0, 0.5 * stamp.half) for edge in (ink[0], ink[-1], ink[:, 0], ink[:, -1])):
        reasons.append("marks are cut by the frame: declare a larger `frame`, or look whether the cut ones matter")
    if free.all() or not read:
        return reasons
    behind = sum(bool((~free[:, min(max(round(place), 0), free.shape[1] - 1)]).any()) for place in missed)
    near = _grown(~free, stamp.half - 1, stamp.metric)
    beyond = _grown(~free, stamp.half + pitch)
    touched = sum(_at(near, place, row) for place, row, _ in read)
    ends = sum(_at(beyond, *read[end][:2]) for end in (0, -1))
    if behind or touched or ends:
        count = behind + touched
        told = f"{count} marks stand behind or in an excluded box" if count else "the series ends at an excluded box"
        reasons.append(f"{told}: look whether it hides a state that matters")
    return reasons


def _at(mask: np.ndarray, column: float, row: float) -> bool:
    return bool(mask[min(max(round(row), 0), mask.shape[0] - 1), min(max(round(column), 0), mask.shape[1] - 1)])


def _drawn_again(
    shape: tuple[int, ...], read: list[Place], stamp: Stamp, pitch: float
) -> tuple[np.ndarray, np.ndarray]:
    """Marks stamped at what was read, and those with strokes between neighbours and the rows that a column holds."""
    centres, strokes = np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool)
    for number, (x, y, tall) in enumerate(read):
        column = min(max(round(x), 0), shape[1] - 1)
        centres[min(max(round(y), 0), shape[0] - 1), column] = True
        strokes[max(0, round(y - tall / 2)) : round(y + tall / 2) + 1, column] = True
        if number and x - read[number - 1][0] < 2.5 * max(pitch, 1.0):
            last = read[number - 1]
            count = math.ceil(max(abs(x - last[0]), abs(y - last[1]))) + 1
            rows, columns = np.linspace(last[1], y, count).round(), np.linspace(last[0], x, count).round()
            strokes[rows.clip(0, shape[0] - 1).astype(int), columns.clip(0, shape[1] - 1).astype(int)] = True
    stamped = _grown(centres, stamp.half - 1, stamp.metric)
    edge = max(1.5, EDGE * stamp.half)
    return stamped, _grown(stamped, edge) | _grown(strokes, stamp.half + edge)


def _point(
    x: float,
    at: Place,
    y_axis: Axis,
    corner: tuple[int, int],
    near_others: np.ndarray,
    stamp: Stamp,
    flags: tuple[str, ...],
) -> Point:
    place, row, tall = at
    pixel = (place + corner[0], row + corner[1])
    covered = _at(near_others, place, row)
    doubt = stamp.half / 3.0 if covered else 0.0
    spread = math.hypot(0.3, tall / math.sqrt(12.0), doubt, (y_axis.residual or 0.0) / 2.0)
    flags += ("partly hidden",) if covered else ()
    locator = f"px={pixel[0]:.3f},{pixel[1]:.3f}"
    return Point(x, y_axis.value(pixel), 0.0, y_axis.spread(pixel, spread), locator, pixel, "data", flags)
