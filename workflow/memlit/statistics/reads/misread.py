"""Misread rate of multi-level cells on held-out rows, and the bits that a cell keeps at a given error rate."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from memlit.errors import NotEstimable, certain
from memlit.statistics.checks import FloatArray, IntArray, at_least, number, same_length, sample, whole_numbers
from memlit.statistics.models.likelihood import clopper_pearson
from memlit.statistics.results import Result


@dataclass(frozen=True, kw_only=True)
class MisreadRate(Result):
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
    learnt, tested, codes, folds, chosen = _inputs(reference, reads, level, fold, levels, where)
    errors, cells = _held_out(learnt, tested, codes, folds, chosen, where)
    method = "midpoints of training medians, held-out groups of rows"
    return _rate(errors, cells, chosen, int(np.unique(folds).size), confidence, method)


def _rate(errors: int, cells: int, levels: tuple[int, ...], folds: int, confidence: float, method: str) -> MisreadRate:
    interval = clopper_pearson(errors, cells, level=confidence)
    return MisreadRate(
        k=cells,
        estimate=errors / cells,
        low=interval.low,
        high=interval.high,
        level=confidence,
        errors=errors,
        levels=levels,
        folds=folds,
        method=method,
        note=_zero_note(errors, cells, confidence),
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
    error = number(error, where, "error")
    learnt, tested, codes, folds, used = _inputs(reference, reads, level, fold, None, where)
    names = np.unique(folds)
    if names.size < 3:
        raise NotEstimable(where, f"{names.size} folds", "needs three, so that the choice has held-out rows of its own")
    chosen = tuple(_choose(learnt, tested, codes, folds, folds != name, used, error, where) for name in names)
    smallest = min(chosen)
    levels = tuple(used[index] for index in spread_levels(max(smallest, 2), len(used)))
    errors, cells = _held_out(learnt, tested, codes, folds, levels, where)
    method = "levels and thresholds from training rows, error on held-out rows"
    rate = _rate(errors, cells, levels, int(names.size), confidence, method)
    kept = smallest >= 2 and errors / cells <= error
    too_many = "" if kept else f"not even {len(levels)} levels stay within {error:g} on held-out rows"
    return BitsKept(
        **{**vars(rate), "note": "; ".join(filter(None, (rate.note, too_many)))},
        bits=math.log2(len(levels)) if kept else None,
        error=error,
        chosen=chosen,
    )


def _choose(
    learnt: FloatArray,
    tested: FloatArray,
    codes: IntArray,
    folds: IntArray,
    training: np.typing.NDArray[np.bool_],
    used: tuple[int, ...],
    error: float,
    where: str,
) -> int:
    for count in range(len(used), 1, -1):
        levels = tuple(used[index] for index in spread_levels(count, len(used)))
        errors, cells = _held_out(learnt[training], tested[training], codes[training], folds[training], levels, where)
        if errors / cells <= error:
            return count
    return 1


def _held_out(
    learnt: FloatArray,
    tested: FloatArray,
    codes: IntArray,
    folds: IntArray,
    levels: tuple[int, ...],
    where: str,
) -> tuple[int, int]:
    inside = np.isin(codes, levels)
    learnt, tested, codes, folds = learnt[inside], tested[inside], codes[inside], folds[inside]
    numbers = np.array(levels)
    errors = 0
    for name in np.unique(folds):
        held = folds == name
        parts = [learnt[~held & (codes == number)] for number in levels]
        if min(part.size for part in parts) == 0:
            raise NotEstimable(where, "a level has no cell outside a fold", "use smaller groups of rows")
        medians = np.array([np.median(part) for part in parts])
        order = np.argsort(medians, kind="stable")
        thresholds = (medians[order][1:] + medians[order][:-1]) / 2
        read = numbers[order][np.searchsorted(thresholds, tested[held])]
        errors += int((read != codes[held]).sum())
    return errors, int(codes.size)


def _inputs(
    reference: ArrayLike,
    reads: ArrayLike,
    level: ArrayLike,
    fold: ArrayLike,
    levels: Sequence[int] | None,
    where: str,
) -> tuple[FloatArray, FloatArray, IntArray, IntArray, tuple[int, ...]]:
    learnt = sample(reference, where, minimum=4, name="reference")
    tested = sample(reads, where, minimum=4, name="reads")
    codes, folds = whole_numbers(level, where, "level"), whole_numbers(fold, where, "fold")
    same_length(where, reference=learnt, reads=tested, level=codes, fold=folds)
    chosen = tuple((np.unique(codes) if levels is None else whole_numbers(levels, where, "levels")).tolist())
    if len(set(chosen)) < 2 or not np.isin(chosen, codes).all():
        raise NotEstimable(where, f"levels {chosen}", "name at least two levels that the cells hold")
    if np.unique(folds).size < 2:
        raise NotEstimable(where, "one fold", "hold out groups of rows: an in-sample rate is not given")
    return learnt, tested, codes, folds, chosen


def _zero_note(errors: int, cells: int, confidence: float) -> str:
    if errors:
        return ""
    limit = clopper_pearson(0, cells, level=confidence, side="upper").high
    return f"no error in {cells} cells shows only a rate below {100 * certain(limit):.2g} %"
