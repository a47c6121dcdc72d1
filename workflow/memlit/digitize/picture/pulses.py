"""A series with one mark at every whole pulse: marks that touch are told apart by the pulse they must stand on.

ALGORITHM. The ink of a colour, its holes filled, is a union of equal marks, joined by a thin line or not. (1) The mark
is the largest square, disc, diamond or triangle by which the ink can be opened with hardly a loss. (2) The ink eroded
by it is where the centres of marks lie, also where they cover one another. (3) In the column of every whole pulse the
middle of that is the state. (4) The marks are stamped on again at what was read and compared with the ink.

It fails, and says so, where two branches of one colour share their pulses, and where another series hides more than a
tenth of the marks.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from memlit.digitize.model import Axis, Point, Series

KEPT = (0.88, 0.7, 0.5)
"""Shares of the ink of marks that opening by a mark of the right size keeps: the lower ones for other shapes."""
LARGE = 0.75
"""Part of the depth of its pieces that a mark of the right shape fills."""
THIN_LINE = 2.0
"""Half the width in pixels of a mark up to which the ink may be a line without marks."""
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
CROWDED_OUT = 1.0
"""Pixels between pulses below which a column holds more than one state."""
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
MAX_EDGE, EDGED = 6, 0.5
"""Pixels that a mark's edge of another colour may be wide, and the share of the outline that it must follow."""
ALIKE = 0.35
"""Part of its area by which the mark of one series may differ from that of all to be the same."""
SIGHT = 12
"""Pulses within which the marks beside a missing one say where it may stand."""
MOST = 0.5
"""Part of its own ink that a series must have more than another that wants the same covered mark."""
ROUND = ("chessboard", "euclidean", "taxicab")
TRIANGLES = ("up", "down", "left", "right")
SHAPES = {"chessboard": "square", "euclidean": "disc", "taxicab": "diamond"}
"""Names of the marks; a triangle has that of the way it points."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """The mark that the ink is made of: its shape (the metric) and half its width [pixels]."""

    metric: str
    half: float


@dataclass(frozen=True, slots=True)
class Lattice:
    """The columns where pulses stand: pulse 0 at `zero`, each next one `pitch` pixels on."""

    zero: float
    pitch: float

    def at(self, n: int) -> float:
        """The column where pulse `n` stands [pixels]."""
        return self.zero + n * self.pitch

    def number(self, column: float) -> float:
        """The pulse at `column` [pixels]; between two pulses no whole number."""
        return (column - self.zero) / self.pitch


@dataclass(slots=True)
class _Branch:
    """A series while it is read: its ink, its mark, and the place of each pulse's mark.

    offered: those of `read` that another series covers in part, left: pixels of own ink that ask for them; several:
    pulses with two states; lean: pixels from the core of a mark to its middle.
    """

    ink: np.ndarray
    stamp: Stamp
    read: dict[int, Place]
    several: int
    lean: float
    offered: dict[int, Place]
    left: dict[int, int]


def pulse_series(
    named: Sequence[tuple[str, tuple[int, int, int], np.ndarray]],
    free: np.ndarray,
    corner: tuple[int, int],
    axes: tuple[Axis, Axis],
    every: float,
) -> list[Series]:
    """Each series as one point at each multiple of `every` on x that has ink of its colour.

    named: name, colour and pixels in the frame of each; free: pixels that no box excludes; corner: the picture's pixel
    at the first of them.
    """
    a, _, c = axes[0].coefficients or (0.0, 0.0, 0.0)
    if not a:
        return []
    lattice = Lattice((0.0 - c) / a - corner[0], every / a)
    taken = [mask for _, _, mask in named]
    common = _stamp(_filled(_any(taken, free.shape)))
    branches: dict[int, _Branch] = {}
    for number, mask in enumerate(taken):
        ink = _filled(mask)
        if ink.sum() >= 6:
            others = _any(taken[:number] + taken[number + 1 :], mask.shape)
            branches[number] = _branch(ink, others, lattice, common)
    _settle(list(branches.values()))
    found = []
    for number, branch in branches.items():
        name, color, mask = named[number]
        others = _any(taken[:number] + taken[number + 1 :], mask.shape)
        elsewhere = _pulses_of_others(branch, [one for n, one in branches.items() if n != number])
        title = (f"r{number}", name, color)
        found.append(_series(title, branch, others, free, corner, axes[1], every, lattice, elsewhere))
    return [series for series in found if series is not None]


def _any(masks: Sequence[np.ndarray], shape: tuple[int, ...]) -> np.ndarray:
    return np.any(masks, axis=0) if len(masks) else np.zeros(shape, dtype=bool)


def _branch(ink: np.ndarray, others: np.ndarray, lattice: Lattice, common: Stamp) -> _Branch:
    """The branch with its own mark, or with that of all series together where this fits its ink better."""
    stamp = _stamp(ink)
    if abs(_area(common) - _area(stamp)) <= ALIKE * _area(stamp):
        thick = _thick(ink)
        stamp = max(stamp, common, key=lambda one: _kept(thick, _depth(thick, one.metric), one))
    read, several, lean = _read(ink, stamp, lattice)
    left = _offered(ink, others, stamp, lattice, read) if others.any() and read else {}
    offered = {n: place for n, (place, _) in left.items()}
    return _Branch(ink, stamp, read | offered, several, lean, offered, {n: own for n, (_, own) in left.items()})


def with_edges(masks: Sequence[np.ndarray], dark: np.ndarray) -> list[np.ndarray]:
    """The masks with the dark edges of their marks, where marks have such; dark: dark pixels of no series."""
    edged = []
    for mask in masks:
        whole, width = mask, 0
        while width < MAX_EDGE:
            ring = _grown(whole, 1.0) & ~whole
            if (ring & dark).sum() < EDGED * max(1, ring.sum()):
                break
            whole, width = whole | (ring & dark), width + 1
        edged.append(whole)
    return edged


def _settle(branches: Sequence[_Branch]) -> None:
    """Take back covered marks that are another series': whose pulse it owns, or where it has most of the ink.

    Where two series follow each other a pulse has one state: a covered mark that both want equally is neither's.
    """
    own = [set(branch.read) - set(branch.offered) for branch in branches]
    wanted = [dict(branch.offered) for branch in branches]
    for number, branch in enumerate(branches):
        for n, place in wanted[number].items():
            mine = branch.left[n]
            for k, other in enumerate(branches):
                if k == number or (n not in own[k] and n not in wanted[k]):
                    continue
                apart = len(own[k] & own[number]) <= HIDDEN * min(len(own[k]), len(own[number]))
                rival = n in wanted[k] and (apart or abs(wanted[k][n][1] - place[1]) <= branch.stamp.half)
                if n in own[k] or (rival and MOST * mine < other.left[n]):
                    branch.offered.pop(n, None)
                    branch.read.pop(n, None)


def _pulses_of_others(branch: _Branch, others: Sequence[_Branch]) -> set[int]:
    """Pulses at which a series that follows or precedes this one has its own marks: this one has none there.

    A series that shares its pulses with this one says nothing of them.
    """
    mine = set(branch.read)
    shared = [mine & set(other.read) for other in others]
    apart = [
        set(other.read) for other, both in zip(others, shared, strict=True) if len(both) <= HIDDEN * max(1, len(mine))
    ]
    return set().union(*apart)


def _series(
    title: tuple[str, str, tuple[int, int, int]],
    branch: _Branch,
    others: np.ndarray,
    free: np.ndarray,
    corner: tuple[int, int],
    y_axis: Axis,
    every: float,
    lattice: Lattice,
    elsewhere: set[int],
) -> Series | None:
    """The series with its points and what a person is asked about it."""
    ink, stamp, read, several = branch.ink, branch.stamp, branch.read, branch.several
    pitch = abs(lattice.pitch)
    doubled = f"{several} pulses have two states in this colour: two branches, or what is no data"
    series_id, name, color = title
    if not read:
        return Series(series_id, name, "marks", (), color, review_required=(doubled,)) if several else None
    missed = [n for n in range(min(read), max(read) + 1) if n not in read and n not in elsewhere]
    hidden = sum(any(n - k in read for k in (1, 2)) and any(n + k in read for k in (1, 2)) for n in missed)
    stamped, drawn = _drawn_again(ink.shape, list(read.values()), stamp, pitch)
    recall = float((ink & drawn).sum()) / float(ink.sum())
    precision = float((stamped & _grown(ink | others, 1.0)).sum()) / max(1.0, float(stamped.sum()))
    reasons = []
    if several > HIDDEN * max(1, len(read)):
        reasons.append(doubled)
    if hidden - several > HIDDEN * max(1, len(read)):
        reasons.append(f"{hidden} pulses between others have no mark of this colour")
    if len(read) < 2:
        reasons.append("fewer than two marks of this colour")
    if recall < COVERED:
        reasons.append(f"only {100 * recall:.0f} % of the ink of its colour is covered")
    if precision < COVERED:
        reasons.append(f"only {100 * precision:.0f} % of the marks drawn again meet ink")
    if left := _single_pieces(ink, stamp, lattice, dict(read)):
        reasons.append(f"{left} marks of this colour stand at no pulse of their own")
    if (unread := _unread_ends(ink, read, stamp, pitch)) is not None:
        reasons.append(unread)
    reasons += _covered_ends(branch)
    if pitch < CROWDED_OUT:
        reasons.append(f"pulses stand {pitch:.2g} pixels apart: look whether the highest and lowest states are right")
    if _goes_on(branch, others, lattice, elsewhere):
        reasons.append("the series may go on under another one: look whether that hides a state that matters")
    reasons += _cut(branch, free, missed, lattice)
    near = _grown(others, stamp.half)
    points = tuple(
        _point(n * every, at, y_axis, corner, near, stamp, (COVERED_MARK,) if n in branch.offered else ())
        for n, at in sorted(read.items())
    )
    flags = [f"read at every multiple of {every:g} on x, as a person said"]
    if branch.lean:
        flags.append(f"middle of a mark taken {abs(branch.lean):.1f} pixels from its core")
    if pitch < 2.0:
        flags.append(f"pulses stand {pitch:.2g} pixels apart")
    style = f"{SHAPES.get(stamp.metric, 'triangle ' + stamp.metric)} {2 * stamp.half - 1:.0f} px"
    shares = (round(precision, 4), round(recall, 4))
    return Series(series_id, name, "marks", points, color, style, "x", "y", tuple(flags), tuple(reasons), *shares)


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
    lean = lean if 0.5 < abs(lean) < stamp.half and stamp.half > 2.0 else 0.0
    read = {n: (place, row + lean, tall) for n, (place, row, tall) in read.items()} | lone
    _single_pieces(ink, stamp, lattice, read)
    if stamp.half <= THIN_LINE:
        _line_ends(ink, lattice, read)
    if pitch < CROWDED:
        _extremes(core, slack, stamp.half, read)
    return read, several, lean


def _offered(
    ink: np.ndarray, others: np.ndarray, stamp: Stamp, lattice: Lattice, read: dict[int, Place]
) -> dict[int, tuple[Place, int]]:
    """Marks that the ink of another series covers in part: read in the ink of both where own ink is left over."""
    both = ink | (others & _grown(ink, 2.0 * stamp.half))
    more, _, _ = _read(_filled(both), stamp, lattice)
    stamped, _ = _drawn_again(ink.shape, list(read.values()), stamp, abs(lattice.pitch))
    rows, columns = np.nonzero(ink & ~_grown(stamped, 1.0))
    offered = {}
    for n, (place, row, tall) in more.items():
        own = (np.abs(rows - row) <= stamp.half) & (np.abs(columns - place) <= stamp.half)
        if n not in read and own.sum() >= max(2.0, 0.5 * stamp.half):
            offered[n] = ((place, row, tall), int(own.sum()))
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
    if metric in TRIANGLES:
        return _turned(_triangle_depth(_turned(ink, metric)), metric)
    return np.asarray(ndimage.distance_transform_cdt(padded, metric)[1:-1, 1:-1])


def _turned(picture: np.ndarray, metric: str) -> np.ndarray:
    """The picture turned so that a triangle of this kind points upwards; the same turn leads back."""
    if metric == "down":
        return picture[::-1]
    if metric == "left":
        return picture.T
    return picture[::-1, ::-1].T if metric == "right" else picture


def _triangle_depth(ink: np.ndarray) -> np.ndarray:
    """For each pixel half the height of the largest triangle about it, as wide as high, within the ink."""
    rows, columns = ink.shape
    first, last = _runs(ink)
    at = np.arange(columns)[None, :]
    radius = np.where(ink, np.minimum(at - first, last - at), -1)
    fits = radius >= 0
    height = np.zeros(ink.shape, dtype=int)
    deepest = 0
    while fits.any():
        height += fits
        deepest += 1
        below = np.full(ink.shape, -1)
        below[: max(0, rows - deepest)] = radius[deepest:]
        fits = fits & (below >= deepest / 2.0)
    depth = np.zeros(ink.shape)
    for half in range(1, deepest // 2 + 1):
        whole = np.zeros(ink.shape, dtype=bool)
        whole[half - 1 :] = (height >= 2 * half - 1)[: rows - half + 1]
        depth[whole] = half
    return depth


def _triangles_on(centres: np.ndarray, reach: int) -> np.ndarray:
    """Triangles that point upwards, `reach` pixels from their middle to their apex and to their base."""
    from scipy import ndimage

    drawn = np.zeros(centres.shape, dtype=bool)
    for step in range(-reach, reach + 1):
        row = ndimage.maximum_filter1d(centres, 2 * ((step + reach) // 2) + 1, axis=1)
        if step >= 0:
            drawn[step:] |= row[: len(row) - step]
        else:
            drawn[:step] |= row[-step:]
    return drawn


def _grown(mask: np.ndarray, reach: float, metric: str = "euclidean") -> np.ndarray:
    """The mask and all within `reach` of it."""
    from scipy import ndimage

    if not mask.any():
        return mask
    if metric == "euclidean":
        return np.asarray(ndimage.distance_transform_edt(~mask) <= reach)
    if metric in TRIANGLES:
        return _turned(_triangles_on(_turned(mask, metric), round(reach)), metric)
    return np.asarray(ndimage.distance_transform_cdt(~mask, metric) <= reach)


def _stamp(ink: np.ndarray) -> Stamp:
    """The largest mark by which the ink can be opened with hardly a loss, or, for marks of other shapes, with some."""
    thick = _thick(ink)
    if thick.sum() < THICK * ink.sum():
        return Stamp("chessboard", 1.0)
    for least, metrics in ((KEPT[0], ROUND), (KEPT[0], TRIANGLES), *((share, ROUND) for share in KEPT[1:])):
        depths = {metric: _depth(thick, metric) for metric in metrics}
        best, _ = max((_widest(thick, depths[metric], metric, least) for metric in metrics), key=_fit)
        if best.half >= LARGE * _typical_depth(depths[best.metric]):
            return best
    return best


def _fit(tried: tuple[Stamp, float]) -> float:
    """How well a mark explains the ink: its area, and much more what is left of the ink when it is opened by it."""
    stamp, kept = tried
    return _area(stamp) * kept**3


def _thick(ink: np.ndarray) -> np.ndarray:
    """The ink without strokes thinner than three pixels."""
    return np.asarray(_grown(_depth(ink, "chessboard") >= 2, 1, "chessboard") & ink)


def _typical_depth(depth: np.ndarray) -> float:
    """The depth that a fifth of the columns with ink exceed: that of the middle of a mark, not of its flanks."""
    most = depth.max(axis=0)
    return float(np.percentile(most[most > 0], 80))


def _area(stamp: Stamp) -> float:
    part = {"chessboard": 1.0, "euclidean": math.pi / 4}.get(stamp.metric, 0.5)
    return part * (2.0 * stamp.half - 1.0) ** 2


def _widest(thick: np.ndarray, depth: np.ndarray, metric: str, least: float) -> tuple[Stamp, float]:
    """The largest mark of one shape whose opening keeps at least this share of the ink, and the share that it keeps."""
    low, high, share = 1.0, float(math.floor(depth.max())), 1.0
    while low < high:
        middle = math.ceil((low + high) / 2.0)
        part = _kept(thick, depth, Stamp(metric, middle))
        low, high, share = (middle, high, part) if part >= least else (low, middle - 1, share)
    return Stamp(metric, max(low, 2.0)), share


def _kept(thick: np.ndarray, depth: np.ndarray, stamp: Stamp) -> float:
    """The share of the ink that is left when it is opened by the mark."""
    reach = stamp.half - 1 + (0.3 if stamp.metric == "euclidean" else 0)
    return float((_grown(depth >= stamp.half, reach, stamp.metric) & thick).sum()) / max(1.0, float(thick.sum()))


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


def _single_pieces(ink: np.ndarray, stamp: Stamp, lattice: Lattice, read: dict[int, Place]) -> int:
    """Give pieces of ink like one mark, at which nothing was read, to their pulse; the number of those left."""
    from scipy import ndimage

    if stamp.half <= 1.0:
        return 0
    labels, _ = ndimage.label(_thick(ink) if stamp.half > 2.0 else ink, structure=np.ones((3, 3)))
    left = 0
    for rows, columns in ndimage.find_objects(labels):
        middle = ((rows.start + rows.stop - 1) / 2.0, (columns.start + columns.stop - 1) / 2.0)
        size = max(rows.stop - rows.start, columns.stop - columns.start)
        inside = any(
            rows.start - 1 <= row <= rows.stop and columns.start - 1 <= place <= columns.stop
            for place, row, _ in read.values()
        )
        if inside or not stamp.half <= size <= 3.0 * stamp.half:
            continue
        number = lattice.number(middle[1])
        free = [n for n in (math.floor(number), math.ceil(number)) if n not in read and abs(n - number) <= 0.8]
        if free:
            n = min(free, key=lambda k: abs(k - number))
            read[n] = (lattice.at(n), middle[0], 1.0)
        else:
            left += 1
    return left


def _line_ends(ink: np.ndarray, lattice: Lattice, read: dict[int, Place]) -> None:
    """Read the last pulse on either side of a line, where the line, cut short, is thinner than elsewhere."""
    for n in (min(read, default=0) - 1, max(read, default=0) + 1):
        column = round(lattice.at(n))
        rows = np.flatnonzero(ink[:, column]) if 0 <= column < ink.shape[1] else np.array([], dtype=int)
        if read and len(rows) and not (np.diff(rows) > 1).any():
            read[n] = (lattice.at(n), (rows[0] + rows[-1]) / 2.0, float(rows[-1] - rows[0]))


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
        long = last - first > 2 * slack + max(pitch, 2.0)
        off = np.abs(_middles(rows, (first + last) / 2.0, 2 * slack + 3) - place)
        nearest = off[~long].min(initial=math.inf) + 0.35
        # A run of several marks ends with its last one: the column of the next pulse may still be within its reach.
        spill = slack - min(1.0, 0.6 * pitch)
        within = (place >= first + spill) & (place <= last - spill)
        own = rows[(long & within) | ((off <= 0.5 * pitch + 0.3) & (off <= nearest))]
        if len(own):
            return np.asarray(own)
    return np.array([], dtype=int)


def _middles(rows: np.ndarray, middles: np.ndarray, short: int) -> np.ndarray:
    """The middles of the rows' runs; rows in one piece no longer than `short` are one mark's and have one middle."""
    whole = middles.copy()
    for part in np.split(np.arange(len(rows)), np.flatnonzero(np.diff(rows) > 1) + 1):
        if 0 < len(part) <= short:
            whole[part] = middles[part].mean()
    return whole


def _extremes(core: np.ndarray, slack: int, half: float, read: dict[int, Place]) -> None:
    """Give the highest and the lowest mark of each piece to its pulse: crowded marks hide them in the middle."""
    from scipy import ndimage

    if not read:
        return
    reach = max(2.0, half + 1.0)
    labels, _ = ndimage.label(core, structure=np.ones((3, 3)))
    for number, (rows, columns) in enumerate(ndimage.find_objects(labels), start=1):
        piece = labels[rows, columns] == number
        for row, edge in ((rows.start, 0), (rows.stop - 1, -1)):
            at = columns.start + float(np.flatnonzero(piece[edge]).mean())
            n = min(read, key=lambda k: abs(read[k][0] - at))
            place, y, tall = read[n]
            inner = row + (slack if edge == 0 else -slack)
            if abs(place - at) <= 1.5 and abs(inner - y) > 1.0 and abs(inner - y) <= tall / 2 + reach:
                read[n] = (place, float(inner), 1.0)


def _covered_ends(branch: _Branch) -> list[str]:
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


def _goes_on(branch: _Branch, others: np.ndarray, lattice: Lattice, elsewhere: set[int]) -> bool:
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


def _cut(branch: _Branch, free: np.ndarray, missed: list[int], lattice: Lattice) -> list[str]:
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
    near = _grown(~free, stamp.half - 1, stamp.metric)
    beyond = _grown(~free, stamp.half + pitch)
    touched = sum(_at(near, place, row) for place, row, _ in read)
    ordered = [branch.read[n] for n in (min(branch.read), max(branch.read))]
    if behind or touched or any(_at(beyond, place, row) for place, row, _ in ordered):
        count = behind + touched
        told = f"{count} marks stand behind or in an excluded box" if count else "the series ends at an excluded box"
        reasons.append(f"{told}: look whether it hides a state that matters")
    return reasons


def _behind(n: int, branch: _Branch, free: np.ndarray, lattice: Lattice) -> bool:
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
