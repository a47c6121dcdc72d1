"""Agreement of two readers of the same places: numbers on the log10 scale, words by Cohen's kappa."""

import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

TOLERANCE = 1e-9
"""In decades: readings this close are equal, and a difference of exactly the limit is within it."""


KAPPA = "(observed - expected agreement) / (1 - expected)"
"""Cohen's kappa in words."""


@dataclass(frozen=True, kw_only=True)
class NumberAgreement:
    """k pairs of numbers; equal, within and over the limit in pairs, the differences in decades."""

    k: int
    equal: int
    over: int
    median_absolute: float
    share_equal: float
    share_over: float


def number_agreement(log_ratios: Sequence[float], limit: float) -> NumberAgreement | None:
    """Agreement of k pairs from log10(first / second); over: |log10 ratio| > `limit` decades. None for no pair."""
    sizes = [abs(ratio) for ratio in log_ratios]
    if not sizes:
        return None
    equal = sum(size <= TOLERANCE for size in sizes)
    over = sum(size > limit + TOLERANCE for size in sizes)
    return NumberAgreement(
        k=len(sizes),
        equal=equal,
        over=over,
        median_absolute=statistics.median(sizes),
        share_equal=equal / len(sizes),
        share_over=over / len(sizes),
    )


def cohen_kappa(first: Sequence[str], second: Sequence[str]) -> float | None:
    """Agreement of two readers' words beyond chance, (p_o - p_e) / (1 - p_e).

    Source: Cohen, Educ. Psychol. Meas. 1960, 20, 37.
    None without pairs, and if both use one and the same word throughout, because chance then always agrees.
    """
    n = len(first)
    if n == 0:
        return None
    observed = sum(a == b for a, b in zip(first, second, strict=True)) / n
    ours, theirs = Counter(first), Counter(second)
    expected = sum(count * theirs[word] for word, count in ours.items()) / n**2
    return None if expected == 1 else (observed - expected) / (1 - expected)
