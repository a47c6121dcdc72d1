"""Checks that every public function of this module applies to its input and to its result."""

import math
from collections.abc import Hashable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from memlit.errors import NotEstimable

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
Labels = Sequence[Hashable] | NDArray[Any]
"""The class, or the paper, of each value."""

SMALLEST_P = float(np.finfo(np.float64).tiny)
# beyond it a fourth power leaves the range of doubles
LARGEST = 1e75
# relative: two statistics or probabilities that differ by less are equal but for rounding
TIE_TOLERANCE = 1e-12


def sample(values: ArrayLike, where: str, *, minimum: int = 1, name: str = "y") -> FloatArray:
    """Return `values` as a one-dimensional float array of at least `minimum` finite numbers.

    Raises NotEstimable when a value is not finite, the array has another shape or is too short.
    """
    array = numbers(values, where, name)
    if array.ndim != 1:
        raise NotEstimable(where, f"{name} has {array.ndim} dimensions", "pass one value per unit in one dimension")
    if array.size < minimum:
        raise NotEstimable(where, f"{name} has {array.size} values", f"needs at least {minimum}")
    if not np.isfinite(array).all():
        count = int((~np.isfinite(array)).sum())
        raise NotEstimable(where, f"{count} of {array.size} values of {name} are not finite", "leave them out first")
    if array.size and np.abs(array).max() > LARGEST:
        raise NotEstimable(where, f"a value of {name} is beyond {LARGEST:g}", "give the values in another unit")
    return array


def numbers(values: ArrayLike, where: str, name: str) -> FloatArray:
    """Return `values` as a float array of any shape, masked entries as NaN.

    Raises NotEstimable for anything that is not a number.
    """
    try:
        if isinstance(values, np.ma.MaskedArray):
            return np.ma.filled(values.astype(np.float64), np.nan)
        return np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError):
        raise NotEstimable(where, f"{name} holds something that is not a number", "pass numbers of one shape") from None


def finite_number(value: float, where: str, name: str) -> float:
    """Return a finite number; raise NotEstimable otherwise."""
    array = numbers(value, where, name)
    if array.ndim or not math.isfinite(array):
        raise NotEstimable(where, f"{name} is {value!r}", "pass one finite number")
    return float(array)


def at_least(value: int, minimum: int, where: str, name: str) -> int:
    """Return a whole number that reaches `minimum`; raise NotEstimable otherwise."""
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)):
        raise NotEstimable(where, f"{name} is {value!r}", "pass a whole number")
    if value < minimum:
        raise NotEstimable(where, f"{name} is {value}", f"needs at least {minimum}")
    return value


MINIMUM_PERMUTATIONS = 19
"""The smallest number of permutations that can give p = 0.05."""


def permutations(count: int, where: str) -> int:
    """Return a number of permutations; raise NotEstimable where it is too small to say anything."""
    return at_least(count, MINIMUM_PERMUTATIONS, where, "n_permutations")


def generator(seed: int, where: str) -> np.random.Generator:
    """The random numbers of a seed; raise NotEstimable where it is not a whole number from 0 on."""
    return np.random.default_rng(at_least(seed, 0, where, "seed"))


def same_length(where: str, **arrays: Any) -> int:
    """Return the common length of the named arrays; raise NotEstimable when they differ or one has none."""
    try:
        lengths = {name: len(array) for name, array in arrays.items()}
    except TypeError:
        raise NotEstimable(
            where, f"one of {', '.join(arrays)} is not an array", "pass one entry per value in each"
        ) from None
    if len(set(lengths.values())) > 1:
        found = ", ".join(f"{name} {length}" for name, length in lengths.items())
        raise NotEstimable(where, f"lengths differ ({found})", "pass one entry per value in each array")
    return next(iter(lengths.values()))


def encode(labels: Labels) -> tuple[tuple[Any, ...], IntArray]:
    """Return the distinct labels, sorted (by text where they do not compare), and the code of each entry.

    Raises NotEstimable for a missing label (None, NaN), which belongs to no group, or one that is not a label.
    """
    entries = labels.tolist() if isinstance(labels, np.ndarray) else list(labels)
    missing = sum(_is_missing(entry) for entry in entries)
    if missing:
        raise NotEstimable("labels", f"{missing} of {len(entries)} are missing", "leave their values out first")
    try:
        distinct = set(entries)
    except TypeError:
        raise NotEstimable("labels", "a label is a list or an array", "pass one text or number per value") from None
    try:
        names = tuple(sorted(distinct))
    except TypeError:
        names = tuple(sorted(distinct, key=str))
    position = {name: code for code, name in enumerate(names)}
    return names, np.array([position[entry] for entry in entries], dtype=np.int64)


def _is_missing(label: Any) -> bool:
    try:
        return label is None or bool(label != label)
    except (TypeError, ValueError):
        # pandas' NA is neither equal nor unequal to itself; arrays are not labels and are refused
        return not isinstance(label, np.ndarray)


def coded_groups(values: FloatArray, groups: Labels, where: str) -> tuple[tuple[Any, ...], IntArray]:
    """Return the names of the groups of `values`, sorted, and the code of each value; raise NotEstimable for one."""
    same_length(where, y=values, groups=groups)
    names, codes = encode(groups)
    if len(names) < 2:
        raise NotEstimable(where, f"{len(names)} class", "needs at least two classes")
    return names, codes


def split(y: ArrayLike, groups: Labels, where: str, *, minimum: int = 2) -> tuple[tuple[Any, ...], list[FloatArray]]:
    """Return the group names, sorted, and the values of each group.

    Raises NotEstimable with fewer than two groups or fewer than `minimum` values in a group.
    """
    values = sample(y, where)
    names, codes = coded_groups(values, groups, where)
    samples = [values[codes == code] for code in range(len(names))]
    for name, part in zip(names, samples, strict=True):
        if part.size < minimum:
            raise NotEstimable(where, f"group {name} has {part.size} values", f"needs at least {minimum} in each")
    return names, samples


def probability(p: float, where: str) -> float:
    """Return a p-value that is a number in (0, 1]; an underflow to 0 becomes the smallest normal double.

    Raises NotEstimable for NaN.
    """
    value = float(p)
    if math.isnan(value):
        raise NotEstimable(
            where, "the p-value is not defined", "look for a constant sample or samples that do not overlap"
        )
    return min(max(value, SMALLEST_P), 1.0)


def finite(value: float, where: str, what: str) -> float:
    """Return `value` as a float; raise NotEstimable when it is not finite."""
    number = float(value)
    if not math.isfinite(number):
        raise NotEstimable(where, f"{what} is not finite", "look for a constant sample or too few values")
    return number


def confidence(level: float, where: str, name: str = "level", example: float = 0.95) -> float:
    """Return a level strictly between 0 and 1; raise NotEstimable otherwise."""
    if isinstance(level, bool) or not isinstance(level, (float, int, np.floating, np.integer)) or not 0.0 < level < 1.0:
        raise NotEstimable(where, f"{name} {level!r} is not between 0 and 1", f"pass a number such as {example:g}")
    return float(level)


def choice(value: str, allowed: Sequence[str], where: str, name: str) -> str:
    """Return `value` if it is one of `allowed`; raise NotEstimable otherwise."""
    if value not in allowed:
        raise NotEstimable(where, f"{name} {value!r} is unknown", f"use one of {', '.join(allowed)}")
    return value


BLOCK_VALUES = 500_000
"""Number of values in a block of resamples: 4 MB per array, about what a processor's cache holds."""


def blocks(n: int, width: int) -> Iterator[int]:
    """Sizes of blocks of rows of `width` values that add up to `n` rows; drawn in turn they equal one draw of all."""
    most = max(1, BLOCK_VALUES // max(width, 1))
    while n > 0:
        yield min(n, most)
        n -= most
