"""Agreement of two readers' words, by Cohen's kappa."""

from collections import Counter
from collections.abc import Sequence

KAPPA = "(observed - expected agreement) / (1 - expected)"
"""Cohen's kappa in words."""


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
