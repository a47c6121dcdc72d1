"""One colour's marks, each given to the pulse in whose column it stands."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from figcurves.picture.marks import (
    CROSSES,
    Stamp,
    bodies_of_marks,
    depth_in,
    filled,
    grown,
    mark_core,
    row_runs,
    share_kept,
    stamp_area,
    without_strokes,
)
from figcurves.pieces import PieceBox, middle, pieces_of, unbroken
from figcurves.settings import PICTURES

MarkPlace = tuple[float, float, float]
"""Column and row of a mark, and the number of rows where its middle may lie."""


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
class BranchMarks:
    """A series while it is read: its ink, its mark, and the place of each pulse's mark.

    offered: those of `read` that another series covers in part, left: pixels of own ink that ask for them; several:
    pulses with two states; lean: pixels from the core of a mark to its middle; cut: pulses whose mark the frame cuts,
    as fitted; unread: places (column, row) at the frame of marks that are seen and cannot be read.
    """

    ink: np.ndarray
    stamp: Stamp
    read: dict[int, MarkPlace]
    several: int
    lean: float
    offered: dict[int, MarkPlace]
    left: dict[int, int]
    cut: frozenset[int] = frozenset()
    unread: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a series: ink of others, pixels that no box excludes, the pulses that others own."""

    others: np.ndarray
    free: np.ndarray
    elsewhere: set[int]
    lattice: Lattice


def read_branch(ink: np.ndarray, stamp: Stamp, others: np.ndarray, lattice: Lattice, common: Stamp) -> BranchMarks:
    """The branch with its own mark, or with that of all series together where this fits its ink better."""
    if not {stamp.metric, common.metric} & set(CROSSES) and abs(
        stamp_area(common) - stamp_area(stamp)
    ) <= PICTURES.alike * stamp_area(stamp):
        thick = without_strokes(ink)
        stamp = max(stamp, common, key=lambda one: share_kept(thick, depth_in(thick, one.metric), one))
    read, several, lean = _read(ink, stamp, lattice)
    left = _offered(ink, others, stamp, lattice, read) if others.any() and read else {}
    offered = {n: place for n, (place, _) in left.items()}
    return BranchMarks(ink, stamp, read | offered, several, lean, offered, {n: own for n, (_, own) in left.items()})


def _read(ink: np.ndarray, stamp: Stamp, lattice: Lattice) -> tuple[dict[int, MarkPlace], int, float]:
    """The place of the mark of each pulse, the number of pulses with two states, and how far middles are from cores."""
    core, slack = mark_core(ink, stamp)
    columns = np.flatnonzero(core.any(axis=0))
    if not len(columns):
        return {}, 0, 0.0
    ends = sorted(lattice.number(column) for column in (columns[0] + slack, columns[-1] - slack))
    pulses = [(n, lattice.at(n)) for n in range(round(ends[0]), round(ends[1]) + 1)]
    read, several, held = _by_cores(ink, stamp, lattice, core, slack, pulses)
    pitch = abs(lattice.pitch)
    if pitch < PICTURES.crowded and read:
        # The core of a cross is as high as its strokes make it: so high are the lowest ones.
        lowest = float(np.percentile([tall for _, _, tall in read.values()], 10))
        _turns(held, round(lowest / 2.0) if stamp.metric in CROSSES else slack, pitch, read)
    lone = _lone_marks(ink, stamp, pulses)
    # A mark that is no square, disc or diamond, such as a triangle, has its middle elsewhere than its core.
    lean = float(np.median([lone[n][1] - read[n][1] for n in lone if n in read] or [0.0]))
    lean = lean if 0.5 < abs(lean) < stamp.half and stamp.half > 2.0 else 0.0
    read = {n: (place, row + lean, tall) for n, (place, row, tall) in read.items()} | lone
    read |= _whole_marks(ink, stamp, lattice)
    single_pieces(ink, stamp, lattice, read)
    if stamp.half <= PICTURES.thin_line:
        _line_ends(ink, lattice, read)
    return read, several, lean


def _by_cores(
    ink: np.ndarray, stamp: Stamp, lattice: Lattice, core: np.ndarray, slack: int, pulses: list[tuple[int, float]]
) -> tuple[dict[int, MarkPlace], int, dict[int, tuple[float, float]]]:
    """The places of the pulses whose marks have a core, the number of pulses with two, and the rows of whole cores."""
    pitch = abs(lattice.pitch)
    reach = min(PICTURES.reach * pitch, PICTURES.reach_mark * stamp.half + 1.0)
    runs = row_runs(core)
    read: dict[int, MarkPlace] = {}
    held: dict[int, tuple[float, float]] = {}
    several = 0
    for n, place in pulses:
        rows = _rows_at(core, runs, place, pitch, reach, slack)
        if not len(rows):
            continue
        gaps = (np.diff(rows) > max(2.0, stamp.half)).any()
        if gaps and not ink[rows[0] : rows[-1] + 1, min(max(round(place), 0), ink.shape[1] - 1)].all():
            rows = _nearest_part(rows, runs, place, pitch)
        if not len(rows):
            several += 1
            continue
        read[n] = (place, _middle(rows, slack, len(ink)), float(rows[-1] - rows[0]))
        if rows[0] > 0 and rows[-1] < len(ink) - 1:
            held[n] = (float(rows[0]), float(rows[-1]))
    return read, several, held


def _nearest_part(rows: np.ndarray, runs: tuple[np.ndarray, np.ndarray], place: float, pitch: float) -> np.ndarray:
    """Of rows in several parts those of one mark: the part nearest to the pulse, none where another is as near."""
    parts = unbroken(rows)
    column = min(max(round(place), 0), runs[0].shape[1] - 1)
    off = [abs(float(np.mean(runs[0][part, column] + runs[1][part, column])) / 2.0 - place) for part in parts]
    order = np.argsort(off)
    return parts[order[0]] if off[order[1]] - off[order[0]] > PICTURES.nearer * pitch else rows[:0]


def _middle(rows: np.ndarray, slack: int, height: int) -> float:
    """The middle of a mark's rows; of one that the picture's edge cuts, where its core goes on, from its inner end."""
    if rows[0] == 0 and rows[-1] > 2 * slack:
        return float(rows[-1] - slack)
    if rows[-1] == height - 1 and rows[0] < height - 1 - 2 * slack:
        return float(rows[0] + slack)
    return float(rows[0] + rows[-1]) / 2.0


def _offered(
    ink: np.ndarray, others: np.ndarray, stamp: Stamp, lattice: Lattice, read: dict[int, MarkPlace]
) -> dict[int, tuple[MarkPlace, int]]:
    """Marks that the ink of another series covers in part: read in the ink of both where own ink is left over."""
    both = ink | (others & grown(ink, 2.0 * stamp.half))
    more, _, _ = _read(both if stamp.metric in CROSSES else filled(both), stamp, lattice)
    stamped, _ = drawn_again(ink.shape, list(read.values()), stamp, abs(lattice.pitch))
    rows, columns = np.nonzero(ink & ~grown(stamped, 1.0))
    offered = {}
    for n, (place, row, tall) in more.items():
        own = (np.abs(rows - row) <= stamp.half) & (np.abs(columns - place) <= stamp.half)
        if n not in read and own.sum() >= max(2.0, 0.5 * stamp.half):
            offered[n] = ((place, row, tall), int(own.sum()))
    return offered


def _pieces(ink: np.ndarray, stamp: Stamp) -> list[PieceBox]:
    """Boxes of connected ink, strokes that join marks left out."""
    return pieces_of(bodies_of_marks(ink, stamp))[1]


def _like_one(rows: slice, columns: slice, stamp: Stamp) -> bool:
    """Whether a piece is as high and as wide as one mark."""
    side, spare = 2.0 * stamp.half - 1.0, max(PICTURES.spare, PICTURES.piece * stamp.half)
    return stamp.half > 1.0 and all(abs(part.stop - part.start - side) <= spare for part in (rows, columns))


def aligned(lattice: Lattice, inks: Sequence[np.ndarray], stamp: Stamp) -> Lattice:
    """The lattice moved by the part of a pulse by which marks that touch no other stand beside it, if they agree."""
    numbers = [
        lattice.number(middle(columns))
        for ink in inks
        for rows, columns in _pieces(ink, stamp)
        if _like_one(rows, columns, stamp)
    ]
    if len(numbers) < PICTURES.agreeing:
        return lattice
    turn = np.exp(2j * np.pi * np.array(numbers)).mean()
    off = float(np.angle(turn)) / (2.0 * np.pi) * lattice.pitch
    agreed = abs(turn) >= PICTURES.agreed and abs(off) <= PICTURES.moved
    return replace(lattice, zero=lattice.zero + off) if agreed else lattice


def stands_on_pulses(lattice: Lattice, inks: Sequence[np.ndarray], stamps: Sequence[Stamp], count: int) -> bool:
    """Whether marks that touch no other stand at whole pulses; of `count` marks some may be letters as large as one."""
    off = [
        abs(number - round(number)) * abs(lattice.pitch)
        for ink, stamp in zip(inks, stamps, strict=True)
        for rows, columns in _pieces(ink, stamp)
        if _like_one(rows, columns, stamp)
        for number in [lattice.number(middle(columns))]
    ]
    most = max(1.0, PICTURES.beside_whole * abs(lattice.pitch))
    return sum(one > most for one in off) <= (1.0 - PICTURES.standing) * max(count, len(off))


def _lone_marks(ink: np.ndarray, stamp: Stamp, pulses: list[tuple[int, float]]) -> dict[int, MarkPlace]:
    """Marks that touch no other: pieces of the ink in whose columns one pulse stands, read at their own middle."""
    found = {}
    for rows, columns in _pieces(ink, stamp):
        first, last = columns.start - PICTURES.half_pixel, columns.stop - 1 + PICTURES.half_pixel
        inside = [(n, place) for n, place in pulses if first <= place <= last]
        wide, centre = columns.stop - columns.start, middle(columns)
        square = max(rows.stop - rows.start, wide) <= 2.0 * (2.0 * stamp.half + 1.0)
        if len(inside) == 1 and square and abs(inside[0][1] - centre) <= PICTURES.off_middle * wide + 1.0:
            n, place = inside[0]
            if n in found:
                return {}
            found[n] = (place, middle(rows), 1.0)
    return found


def _whole_marks(ink: np.ndarray, stamp: Stamp, lattice: Lattice) -> dict[int, MarkPlace]:
    """Pieces as large as one mark, each at the pulse nearest to its middle, whatever others stand in its columns."""
    found: dict[int, MarkPlace] = {}
    for rows, columns in _pieces(ink, stamp):
        number = lattice.number(middle(columns))
        if _like_one(rows, columns, stamp) and (n := _free(number, found)) is not None:
            found[n] = (lattice.at(n), middle(rows), 1.0)
    return found


def _free(number: float, taken: Mapping[int, MarkPlace]) -> int | None:
    """The pulse nearest to a place between two that has no mark yet."""
    near = [n for n in (math.floor(number), math.ceil(number)) if abs(n - number) <= PICTURES.beside_pulse]
    free = [n for n in near if n not in taken]
    return min(free, key=lambda n: abs(n - number), default=None)


def single_pieces(ink: np.ndarray, stamp: Stamp, lattice: Lattice, read: dict[int, MarkPlace]) -> list[float]:
    """Give pieces of ink like one mark, at which nothing was read, to their pulse; the rows of those left."""
    left: list[float] = []
    for rows, columns in _pieces(ink, stamp) if stamp.half > 1.0 else ():
        sides = (rows.stop - rows.start, columns.stop - columns.start)
        inside = any(
            rows.start - 1 <= row <= rows.stop and columns.start - 1 <= place <= columns.stop
            for place, row, _ in read.values()
        )
        sized = stamp.half <= max(sides) <= PICTURES.largest * stamp.half and min(sides) >= PICTURES.large * stamp.half
        if inside or not sized:
            continue
        row = middle(rows)
        if (n := _free(lattice.number(middle(columns)), read)) is not None:
            read[n] = (lattice.at(n), row, 1.0)
        else:
            left.append(row)
    return left


def _line_ends(ink: np.ndarray, lattice: Lattice, read: dict[int, MarkPlace]) -> None:
    """Read the last pulse on either side of a line, where the line, cut short, is thinner than elsewhere."""
    high = ink.sum(axis=0)
    for n, inner in ((min(read, default=0) - 1, 1), (max(read, default=0) + 1, -1)):
        column, beside = round(lattice.at(n)), round(lattice.at(n + inner))
        rows = np.flatnonzero(ink[:, column]) if 0 <= column < ink.shape[1] else np.array([], dtype=int)
        # A mark that reaches as far as the next pulse is lower there than in its middle.
        whole = len(rows) >= PICTURES.large * high[min(max(beside, 0), len(high) - 1)]
        if read and len(rows) and whole and not (np.diff(rows) > 1).any():
            read[n] = (lattice.at(n), (rows[0] + rows[-1]) / 2.0, float(rows[-1] - rows[0]))


def _rows_at(
    core: np.ndarray, runs: tuple[np.ndarray, np.ndarray], place: float, pitch: float, reach: float, slack: int
) -> np.ndarray:
    """Rows of the core in the column of a pulse: those of its own mark, not of a steep neighbour's.

    reach: how far beside the pulse its column may be sought.
    """
    near = sorted(range(math.floor(place - reach), math.ceil(place + reach) + 1), key=lambda k: abs(k - place))
    for column in near:
        if not 0 <= column < core.shape[1] or abs(column - place) > max(PICTURES.half_pixel, reach):
            continue
        rows = np.flatnonzero(core[:, column])
        first, last = runs[0][rows, column], runs[1][rows, column]
        long = last - first > 2 * slack + max(pitch, 2.0)
        off = np.abs(_middles(rows, (first + last) / 2.0, 2 * slack + 3) - place)
        nearest = off[~long].min(initial=math.inf) + 0.35
        # A run of several marks ends with its last one: the column of the next pulse may still be within its reach.
        spill = slack - min(1.0, PICTURES.own * pitch)
        within = (place >= first + spill) & (place <= last - spill)
        own = rows[(long & within) | ((off <= 0.5 * pitch + 0.3) & (off <= nearest))]
        if len(own):
            return np.asarray(own)
    return np.array([], dtype=int)


def _middles(rows: np.ndarray, middles: np.ndarray, short: int) -> np.ndarray:
    """The middles of the rows' runs; rows in one piece no longer than `short` are one mark's and have one middle."""
    whole = middles.copy()
    for part in unbroken(rows):
        if 0 < len(part) <= short:
            own = np.isin(rows, part)
            whole[own] = middles[own].mean()
    return whole


def _turns(rows: dict[int, tuple[float, float]], slack: int, pitch: float, read: dict[int, MarkPlace]) -> None:
    """Read crowded marks where the curve turns at its turn: the column of such a pulse holds those beside it too.

    rows: the first and the last row of the core in the column of each pulse.
    """
    beside = max(1, math.ceil(PICTURES.turn / pitch))
    for n, (top, bottom) in rows.items():
        near = [[rows[k] for k in range(n + step, n + step * (beside + 1), step) if k in rows] for step in (-1, 1)]
        sides = [part for part in near if part]
        if bottom - top <= 2 * slack + 1 or not sides:
            continue
        peak = all(top <= min(one[0] for one in part) and top < max(one[0] for one in part) for part in sides)
        valley = all(bottom >= max(one[1] for one in part) and bottom > min(one[1] for one in part) for part in sides)
        if peak != valley:
            read[n] = (read[n][0], top + slack if peak else bottom - slack, 1.0)


def drawn_again(
    shape: tuple[int, ...], read: list[MarkPlace], stamp: Stamp, pitch: float
) -> tuple[np.ndarray, np.ndarray]:
    """Marks stamped at what was read, and those with strokes between neighbours and the rows that a column holds."""
    centres, strokes = np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool)
    for number, (x, y, tall) in enumerate(read):
        column = min(max(round(x), 0), shape[1] - 1)
        centres[min(max(round(y), 0), shape[0] - 1), column] = True
        strokes[max(0, round(y - tall / 2)) : round(y + tall / 2) + 1, column] = True
        if number and x - read[number - 1][0] < PICTURES.neighbours * max(pitch, 1.0):
            last = read[number - 1]
            count = math.ceil(max(abs(x - last[0]), abs(y - last[1]))) + 1
            rows, columns = np.linspace(last[1], y, count).round(), np.linspace(last[0], x, count).round()
            strokes[rows.clip(0, shape[0] - 1).astype(int), columns.clip(0, shape[1] - 1).astype(int)] = True
    stamped = grown(centres, stamp.half - 1, stamp.metric)
    edge = max(PICTURES.spare, PICTURES.edge * stamp.half)
    return stamped, grown(stamped, edge) | grown(strokes, stamp.half + edge)
