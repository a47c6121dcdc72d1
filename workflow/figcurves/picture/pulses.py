"""A series with one mark at every whole pulse: marks that touch are told apart by the pulse they must stand on.

ALGORITHM. The ink of a colour, its holes filled, is a union of equal marks, joined by a thin line or not. (1) The mark
is the largest square, disc, diamond or triangle by which the ink can be opened with hardly a loss. (2) The ink eroded
by it is where the centres of marks lie, also where they cover one another. (3) In the column of every whole pulse the
middle of that is the state. (4) The marks are stamped on again at what was read and compared with the ink.

It fails, and says so, where two branches of one colour share their pulses, and where another series hides more than a
tenth of the marks.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from figcurves.model import Point, Series
from figcurves.picture.cut_marks import with_cut_marks
from figcurves.picture.error_strokes import error_bars, is_bars
from figcurves.picture.frame import Plot
from figcurves.picture.marks import (
    MARK_SHAPES,
    Stamp,
    filled,
    fitting_stamp,
    grown,
    marks_of,
    mask_holds,
    stamp_area,
    united,
)
from figcurves.picture.pulse_branch import (
    Around,
    BranchMarks,
    Lattice,
    MarkPlace,
    aligned,
    drawn_again,
    read_branch,
    single_pieces,
    stands_on_pulses,
)
from figcurves.picture.pulse_doubts import (
    covered_ends,
    crowded_ends,
    cut_marks,
    hidden_states,
    seen_in_boxes,
    span_with_slack,
    unread_ends,
)
from figcurves.picture.undeclared import SortedInk
from figcurves.pieces import pieces_of, unbroken
from figcurves.settings import PICTURES

COVERED_MARK = "covered by another series"
"""Flag of a mark that was read in the ink of both."""
CUT_MARK = "cut by the frame"
"""Flag of a mark whose middle was fitted to the part that is seen."""


def pulse_series(
    named: Sequence[tuple[str, tuple[int, int, int], np.ndarray]],
    free: np.ndarray,
    loose: np.ndarray,
    plot: Plot,
    every: float,
    undeclared: Sequence[SortedInk] = (),
) -> list[Series]:
    """Each series as one point at each multiple of `every` on x that has ink of its colour.

    named: name, colour and pixels in the frame of each, also in boxes; free: pixels that no box excludes; loose: ink of
    no colour; undeclared: for each colour that nobody declared, what its ink may be. Nothing is read where nobody said
    that each pulse has a mark (`plot.tried`) and the marks do not say it themselves.
    """
    lattice = _declared_lattice(plot, every)
    if lattice is None:
        return []
    whole = [mask for _, _, mask in named]
    seen = _seen(whole, [mask & free for mask in whole], free.shape)
    lattice = aligned(lattice, [ink for ink, _ in seen.marks], seen.common)
    seen, branches = _without_error_bars(seen, lattice, free)
    if undeclared:
        seen, branches = _without_other_ink(seen, branches, undeclared, lattice, free)
    if plot.tried and not _counts_pulses(seen.marks, branches, lattice):
        return []
    if not free.all():
        seen = _with_boxed(seen, branches, _around(seen, branches, lattice, free))
        branches = _branches(seen, lattice)
    if plot.clear is not None:
        clear = plot.clear & free
        branches = [branch and with_cut_marks(branch, clear, lattice) for branch in branches]
    found = [
        _series(Series(f"r{number}", name, "marks", (), color), branch, beside, loose, plot, every)
        for number, ((name, color, _), branch, beside) in enumerate(
            zip(named, branches, _around(seen, branches, lattice, free), strict=True)
        )
        if branch is not None
    ]
    return [series for series in found if series is not None]


@dataclass(frozen=True, slots=True)
class _Seen:
    """The ink of all series as one step of the reading sees it.

    whole: pixels of each, also in boxes; taken: those outside, and those in boxes that were found to be its marks;
    marks: ink and mark of each; common: the mark that fits all ink together.
    """

    whole: list[np.ndarray]
    taken: list[np.ndarray]
    marks: list[tuple[np.ndarray, Stamp]]
    common: Stamp


def _seen(whole: list[np.ndarray], taken: list[np.ndarray], shape: tuple[int, ...]) -> _Seen:
    return _Seen(whole, taken, [marks_of(mask) for mask in taken], fitting_stamp(filled(united(taken, shape))))


def _declared_lattice(plot: Plot, every: float) -> Lattice | None:
    """The columns of the pulses by the scale of x; None where x has no scale."""
    a, _, c = plot.axes[0].coefficients or (0.0, 0.0, 0.0)
    return Lattice((0.0 - c) / a - plot.corner[0], every / a) if a else None


def _without_error_bars(seen: _Seen, lattice: Lattice, free: np.ndarray) -> tuple[_Seen, list[BranchMarks | None]]:
    """The ink without error bars, and what is read in it."""
    branches = _branches(seen, lattice)
    none = np.zeros(free.shape, dtype=bool)
    bars = [none if branch is None else error_bars(branch, lattice) for branch in branches]
    if not united(bars, free.shape).any():
        return seen, branches
    whole, taken = ([mask & ~bar for mask, bar in zip(masks, bars, strict=True)] for masks in (seen.whole, seen.taken))
    seen = _seen(whole, taken, free.shape)
    return seen, _branches(seen, lattice)


def _without_other_ink(
    seen: _Seen,
    branches: list[BranchMarks | None],
    undeclared: Sequence[SortedInk],
    lattice: Lattice,
    free: np.ndarray,
) -> tuple[_Seen, list[BranchMarks | None]]:
    """The ink without pieces that are no marks, where nobody declared the colours, and what is read in it; a series
    that is the error bars of another is none.
    """
    taken = [_without_unread(*one) for one in zip(seen.taken, undeclared, branches, strict=True)]
    whole = [mask & (own | ~free) for mask, own in zip(seen.whole, taken, strict=True)]
    seen = _seen(whole, taken, free.shape)
    branches = _branches(seen, lattice)
    read = [branch for branch in branches if branch is not None]
    return seen, [None if branch and is_bars(branch, read) else branch for branch in branches]


def _around(seen: _Seen, branches: Sequence[BranchMarks | None], lattice: Lattice, free: np.ndarray) -> list[Around]:
    """What stands around each series as read so far."""
    each = zip(_others(seen.taken), _elsewhere(branches), strict=True)
    return [Around(others, free, elsewhere, lattice) for others, elsewhere in each]


def _with_boxed(seen: _Seen, branches: Sequence[BranchMarks | None], around: Sequence[Around]) -> _Seen:
    """The ink of each series with its marks that are seen in excluded boxes."""
    taken, marks = [], []
    each = zip(seen.whole, seen.taken, seen.marks, branches, around, strict=True)
    for whole, own, mark, branch, beside in each:
        boxed = seen_in_boxes(branch, whole, beside) if branch else np.zeros_like(whole)
        taken.append(own | boxed)
        marks.append(marks_of(own | boxed) if boxed.any() else mark)
    return replace(seen, taken=taken, marks=marks)


def _counts_pulses(
    marks: Sequence[tuple[np.ndarray, Stamp]], branches: Sequence[BranchMarks | None], lattice: Lattice
) -> bool:
    """Whether marks that stand alone stand at whole pulses, and hardly a pulse of all that are read has none."""
    read = {n for branch in branches if branch is not None for n in branch.read}
    dense = len(read) >= PICTURES.dense * (max(read, default=0) - min(read, default=0) + 1)
    return dense and stands_on_pulses(lattice, [ink for ink, _ in marks], [stamp for _, stamp in marks], len(read))


def _without_unread(mask: np.ndarray, ink: SortedInk, branch: BranchMarks | None) -> np.ndarray:
    """The ink without pieces in which no mark was read: strokes, and, where hardly a pulse has two states, all that are
    not as large as one mark.
    """
    if branch is None:
        return mask
    several = branch.several > PICTURES.hidden * len(branch.read)
    doubtful = ink.strokes if several else ink.strokes | ink.chains
    # The middle of an open mark is a hole in it.
    labels, _ = pieces_of(filled(doubtful))
    held = {int(labels[_within(at, mask.shape)]) for at in branch.read.values()}
    return np.asarray(mask & ((labels == 0) | np.isin(labels, list(held))))


def _within(at: MarkPlace, shape: tuple[int, ...]) -> tuple[int, int]:
    """Row and column of a mark, within the picture."""
    return min(max(round(at[1]), 0), shape[0] - 1), min(max(round(at[0]), 0), shape[1] - 1)


def _branches(seen: _Seen, lattice: Lattice) -> list[BranchMarks | None]:
    """The marks of each series, by its ink and its mark; None where it has hardly any ink."""
    found = [
        read_branch(ink, stamp, beside, lattice, seen.common) if ink.sum() >= PICTURES.speck else None
        for (ink, stamp), beside in zip(seen.marks, _others(seen.taken), strict=True)
    ]
    _settle([branch for branch in found if branch is not None])
    return found


def _others(taken: Sequence[np.ndarray]) -> list[np.ndarray]:
    """For each mask the ink of all others."""
    return [united([*taken[:number], *taken[number + 1 :]], mask.shape) for number, mask in enumerate(taken)]


def _elsewhere(branches: Sequence[BranchMarks | None]) -> list[set[int]]:
    """For each series the pulses that others own."""
    read = [branch for branch in branches if branch is not None]
    return [_pulses_of_others(one, [other for other in read if other is not one]) if one else set() for one in branches]


def with_dark_edges(masks: Sequence[np.ndarray], dark: np.ndarray) -> list[np.ndarray]:
    """The masks with the dark edges of their marks, where marks have such; dark: dark pixels of no series."""
    edged = []
    for mask in masks:
        whole, width = mask, 0
        while width < PICTURES.edge_widest:
            ring = grown(whole, 1.0) & ~whole
            if (ring & dark).sum() < PICTURES.edged * max(1, ring.sum()):
                break
            whole, width = whole | (ring & dark), width + 1
        edged.append(whole)
    return edged


def _settle(branches: Sequence[BranchMarks]) -> None:
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
                apart = len(own[k] & own[number]) <= PICTURES.hidden * min(len(own[k]), len(own[number]))
                rival = n in wanted[k] and (apart or abs(wanted[k][n][1] - place[1]) <= branch.stamp.half)
                if n in own[k] or (rival and PICTURES.most_own * mine < other.left[n]):
                    branch.offered.pop(n, None)
                    branch.read.pop(n, None)


def _pulses_of_others(branch: BranchMarks, others: Sequence[BranchMarks]) -> set[int]:
    """Pulses at which a series that follows or precedes this one has its own marks: this one has none there.

    So are pulses between two marks of such a series at which nothing was read: pulses of one branch are in a row. A
    series that shares its pulses with this one says nothing of them.
    """
    mine = set(branch.read)
    owned: set[int] = set()
    for other in others:
        theirs = set(other.read)
        if len(mine & theirs) > PICTURES.hidden * max(1, len(mine)):
            continue
        free = [n for n in range(min(theirs), max(theirs) + 1) if n not in mine] if theirs else []
        for run in unbroken(np.array(free, dtype=int)):
            at = [n for n in run.tolist() if n in theirs]
            owned |= {n for n in run.tolist() if at and min(at) <= n <= max(at)}
    return owned


def _series(
    empty: Series, branch: BranchMarks, around: Around, loose: np.ndarray, plot: Plot, every: float
) -> Series | None:
    """The series with its points and what a person is asked about it; empty: its id, name and colour."""
    ink, stamp, read, several = branch.ink, branch.stamp, branch.read, branch.several
    pitch = abs(around.lattice.pitch)
    doubled = f"{several} pulses have two states in this colour: two branches, or what is no data"
    if not read:
        return replace(empty, review_required=(doubled,)) if several else None
    missed = [n for n in range(min(read), max(read) + 1) if n not in read and n not in around.elsewhere]
    hidden = sum(any(n - k in read for k in (1, 2)) and any(n + k in read for k in (1, 2)) for n in missed)
    stamped, drawn = drawn_again(ink.shape, list(read.values()), stamp, pitch)
    recall = float((ink & drawn).sum()) / float(ink.sum())
    precision = float((stamped & grown(ink | around.others, 1.0)).sum()) / max(1.0, float(stamped.sum()))
    left = single_pieces(ink, stamp, around.lattice, dict(read))
    stray = f"{len(left)} marks of this colour stand at no pulse of their own"
    low, high = span_with_slack(branch)
    is_stray = len(left) > PICTURES.hidden * len(read) or any(not low <= row <= high for row in left)
    most = PICTURES.hidden * max(1, len(read))
    reasons = [
        reason
        for reason, holds_here in (
            (doubled, several > most),
            (f"{hidden} pulses between others have no mark of this colour", hidden - several > most),
            ("fewer than two marks of this colour", len(read) < 2),
            (f"only {100 * recall:.0f} % of the ink of its colour is covered", recall < PICTURES.covered),
            (f"only {100 * precision:.0f} % of the marks drawn again meet ink", precision < PICTURES.covered),
            (stray, is_stray),
        )
        if holds_here
    ]
    seen = replace(around, others=around.others | loose)
    reasons += unread_ends(branch, pitch)
    reasons += covered_ends(branch, seen.others)
    reasons += crowded_ends(branch, pitch)
    reasons += hidden_states(branch, seen)
    reasons += cut_marks(branch, plot)
    near = grown(around.others, stamp.half)
    said = "as the marks themselves say" if plot.tried else "as a person said"
    flags = [f"read at every multiple of {every:g} on x, {said}"]
    if left and not is_stray:
        flags.append(stray)
    if branch.lean:
        flags.append(f"middle of a mark taken {abs(branch.lean):.1f} pixels from its core")
    if pitch < 2.0:
        flags.append(f"pulses stand {pitch:.2g} pixels apart")
    return replace(
        empty,
        points=tuple(_point(n, branch, mask_holds(near, *read[n][:2]), plot, every) for n in sorted(read)),
        style=f"{MARK_SHAPES.get(stamp.metric, stamp.metric)} {2 * stamp.half - 1:.0f} px",
        flags=tuple(flags),
        review_required=tuple(reasons),
        ink_precision=round(precision, 4),
        ink_recall=round(recall, 4),
        mark_area=float(round(stamp_area(stamp))),
    )


def _point(n: int, branch: BranchMarks, is_covered: bool, plot: Plot, every: float) -> Point:
    """The state of a pulse; is_covered: another series covers its mark in part."""
    place, row, tall = branch.read[n]
    y_axis = plot.axes[1]
    pixel = (place + plot.corner[0], row + plot.corner[1])
    doubt = branch.stamp.half / 3.0 if is_covered else 0.0
    spread = math.hypot(0.3, tall / math.sqrt(12.0), doubt, (y_axis.residual or 0.0) / 2.0)
    told = ((COVERED_MARK, n in branch.offered), (CUT_MARK, n in branch.cut), ("partly hidden", is_covered))
    flags = tuple(flag for flag, holds_here in told if holds_here)
    locator = f"px={pixel[0]:.3f},{pixel[1]:.3f}"
    return Point(n * every, y_axis.value(pixel), 0.0, y_axis.spread(pixel, spread), locator, pixel, "data", flags)
