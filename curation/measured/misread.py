"""Misread rate of multi-level cells on held-out rows, and the bits that a cell keeps at a given error rate."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from memlit.errors import NotEstimable
from memlit.statistics.checks import FloatArray, IntArray, at_least, finite_number, same_length, sample
from memlit.statistics.models.binomial import clopper_pearson
from memlit.statistics.results import MethodResult
from numpy.typing import ArrayLike, NDArray

from curation.measured.levels import whole_numbers


@dataclass(frozen=True, kw_only=True)
class MisreadRate(MethodResult):
    """Misread cells over cells read (estimate) with its Clopper-Pearson interval; levels used, held-out
    groups."""

    errors: int
    levels: tuple[int, ...]
    folds: int


def misread_rate(
    reference: ArrayLike,
    reads: ArrayLike,
    level: ArrayLike,
    fold: ArrayLike,
    *,
    levels: Sequence[int] | None = None,
    confidence: float = 0.95,
) -> MisreadRate:
    """Share of cells that read closer to the median of another level, every cell tested in a held-out group.

    reference, reads: conductances of the same cells (the reads from which the thresholds are learnt, and those tested;
    pass one array twice for the state as written); level, fold: integers per cell; levels: the subset in use.
    Thresholds are the midpoints of neighbouring medians of `reference` over the cells outside the fold. The rate
    includes programming error and drift. The interval assumes independent cells. Raises NotEstimable for fewer than two
    folds or levels.
    """
    where = "misread_rate"
    cells, chosen = _inputs(reference, reads, level, fold, levels, where)
    return _rate(cells, chosen, confidence, "midpoints of training medians, held-out groups of rows", where)


def _rate(cells: "_Cells", levels: tuple[int, ...], confidence: float, method: str, where: str) -> MisreadRate:
    errors, k = _held_out(cells, levels, where)
    interval = clopper_pearson(errors, k, level=confidence)
    note = ""
    if not errors:
        limit = 1 - (1 - confidence) ** (1 / k)
        note = f"no error in {k} cells shows only a rate below {100 * limit:.2g} %"
    return MisreadRate(
        k=k,
        estimate=errors / k,
        low=interval.low,
        high=interval.high,
        level=confidence,
        errors=errors,
        levels=levels,
        folds=int(np.unique(cells.fold).size),
        method=method,
        note=note,
    )


@dataclass(frozen=True, kw_only=True)
class BitsKept(MisreadRate):
    """Bits that a cell keeps: log2 of the number of levels whose held-out error stays within `error`; None below
    two levels.

    chosen: the number of levels that the training rows of each fold allow.
    """

    bits: float | None
    error: float
    chosen: tuple[int, ...]


def spread_levels(count: int, total: int) -> tuple[int, ...]:
    """`count` of the levels 0..total-1, evenly spaced and including both ends: 4 of 32 are 0, 10, 21, 31."""
    where = "spread_levels"
    if at_least(count, 2, where, "count") > at_least(total, 2, where, "total"):
        raise NotEstimable(where, f"{count} of {total} levels", "needs count <= total")
    return tuple(math.floor(index * (total - 1) / (count - 1) + 0.5) for index in range(count))


def bits_kept(
    reference: ArrayLike,
    reads: ArrayLike,
    level: ArrayLike,
    fold: ArrayLike,
    *,
    error: float = 0.05,
    confidence: float = 0.95,
) -> BitsKept:
    """Largest number of evenly spaced levels that keeps the misread rate within `error`, tested on held-out
    rows.

    For each fold the number is chosen on the other folds by their own held-out error; the smallest number
    chosen is kept, and its error comes from the held-out rows. No error in n cells shows only a rate below
    1 - 0.05^(1/n) (95 %). Inputs as `misread_rate`; needs three folds.
    """
    where = "bits_kept"
    error = finite_number(error, where, "error")
    cells, used = _inputs(reference, reads, level, fold, None, where)
    names = np.unique(cells.fold)
    if names.size < 3:
        raise NotEstimable(where, f"{names.size} folds", "needs three, so that the choice has held-out rows of its own")
    chosen = tuple(_choose(cells.where(cells.fold != name), used, error, where) for name in names)
    smallest = min(chosen)
    levels = tuple(used[index] for index in spread_levels(max(smallest, 2), len(used)))
    rate = _rate(cells, levels, confidence, "levels and thresholds from training rows, error on held-out rows", where)
    kept = smallest >= 2 and rate.errors / rate.k <= error
    too_many = "" if kept else f"not even {len(levels)} levels stay within {error:g} on held-out rows"
    return BitsKept(
        **{**vars(rate), "note": "; ".join(filter(None, (rate.note, too_many)))},
        bits=math.log2(len(levels)) if kept else None,
        error=error,
        chosen=chosen,
    )


class _Cells(NamedTuple):
    """The cells of a test: the reads that thresholds are learnt from, the reads tested, level and fold of each."""

    learnt: FloatArray
    tested: FloatArray
    level: IntArray
    fold: IntArray

    def where(self, inside: NDArray[np.bool_]) -> "_Cells":
        """Some of the cells."""
        return _Cells(self.learnt[inside], self.tested[inside], self.level[inside], self.fold[inside])


def _choose(cells: _Cells, used: tuple[int, ...], error: float, where: str) -> int:
    """The largest number of levels whose held-out error stays within `error`, 1 where that of two does not."""
    for count in range(len(used), 1, -1):
        errors, k = _held_out(cells, tuple(used[index] for index in spread_levels(count, len(used))), where)
        if errors / k <= error:
            return count
    return 1


def _held_out(cells: _Cells, levels: tuple[int, ...], where: str) -> tuple[int, int]:
    """Misread cells and cells of these levels, each fold tested with thresholds of the others."""
    cells = cells.where(np.isin(cells.level, levels))
    numbers = np.array(levels)
    errors = 0
    for name in np.unique(cells.fold):
        held = cells.fold == name
        parts = [cells.learnt[~held & (cells.level == number)] for number in levels]
        if min(part.size for part in parts) == 0:
            raise NotEstimable(where, "a level has no cell outside a fold", "use smaller groups of rows")
        medians = np.array([np.median(part) for part in parts])
        order = np.argsort(medians, kind="stable")
        thresholds = (medians[order][1:] + medians[order][:-1]) / 2
        read = numbers[order][np.searchsorted(thresholds, cells.tested[held])]
        errors += int((read != cells.level[held]).sum())
    return errors, int(cells.level.size)


def _inputs(
    reference: ArrayLike,
    reads: ArrayLike,
    level: ArrayLike,
    fold: ArrayLike,
    levels: Sequence[int] | None,
    where: str,
) -> tuple[_Cells, tuple[int, ...]]:
    """The checked cells and the levels in use."""
    cells = _Cells(
        sample(reference, where, minimum=4, name="reference"),
        sample(reads, where, minimum=4, name="reads"),
        whole_numbers(level, where, "level"),
        whole_numbers(fold, where, "fold"),
    )
    same_length(where, reference=cells.learnt, reads=cells.tested, level=cells.level, fold=cells.fold)
    chosen = tuple((np.unique(cells.level) if levels is None else whole_numbers(levels, where, "levels")).tolist())
    if len(set(chosen)) < 2 or not np.isin(chosen, cells.level).all():
        raise NotEstimable(where, f"levels {chosen}", "name at least two levels that the cells hold")
    if np.unique(cells.fold).size < 2:
        raise NotEstimable(where, "one fold", "hold out groups of rows: an in-sample rate is not given")
    return cells, chosen
