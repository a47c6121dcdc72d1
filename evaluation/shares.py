"""Shares as they are given in this folder: k of n with Wilson's 95 % interval."""

from statsmodels.stats.proportion import proportion_confint


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The 95 % interval of a share; all of 0 to 1 where nothing was counted."""
    low, high = proportion_confint(part, whole, alpha=0.05, method="wilson") if whole else (0.0, 1.0)
    return float(low), float(high)


def share(part: int, whole: int, digits: int = 0) -> str:
    """`12 of 40 (30%, 18% to 45%)`, with so many digits of a percent."""
    if not whole:
        return "0 of 0"
    low, high = wilson(part, whole)
    return f"{part} of {whole} ({part / whole:.{digits}%}, {low:.{digits}%} to {high:.{digits}%})"
