"""One comparison for all rules: a claimed span against what the evidence gives, a point or an interval.

A value that others read of a paper carries the measured error of one such reading. The error counts alike in both
directions: within it of the end of what the claim accepts, a value neither reproduces the claim nor differs from it.
So does what is printed as approximate, within the plan's tolerance.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from memlit.benchmark.bounds import magnitude
from memlit.config.claims import ValueSpan, Wanted
from memlit.datum import Reading, Result
from memlit.field.verdicts import Verdict

SLACK = 1e-9
"""Relative slack for values that went through SI and back."""
_RANK: dict[Verdict, int] = {"reproduced": 0, "compatible": 1, "differs": 2, "not_checkable": 3}


@dataclass(frozen=True, slots=True)
class Found:
    """What the evidence gives: magnitudes from `low` to `high`, the id it stands under, a word for it.

    errors: the measured errors of one reading of its inputs, in decades, by parameter; none for what a paper itself
    prints.
    """

    id: str
    label: str
    low: float
    high: float
    comparator: str = "="
    errors: Mapping[str, Result] = field(default_factory=dict)

    @property
    def is_point(self) -> bool:
        """Whether the evidence is one number and not a range."""
        return self.low == self.high

    @property
    def reach(self) -> ValueSpan:
        """The magnitudes from `low` to `high`, wider by the error at both ends."""
        width = 10 ** in_quadrature(self.errors.values())
        return self.low / width, self.high * width


def in_quadrature(errors: Iterable[Result]) -> float:
    """The error in decades of a product of independently read inputs, 0 where none was measured."""
    return math.sqrt(sum((error.value or 0.0) ** 2 for error in errors))


def of_reading(reading: Reading, label: str = "", errors: Mapping[str, Result] | None = None) -> Found:
    """A reading as magnitudes."""
    span = magnitude(reading.low, reading.high)
    return Found(reading.id, label or reading.datum.tier, span.low, span.high, reading.comparator, errors or {})


def of_result(result: Result, label: str, errors: Mapping[str, Result] | None = None) -> Found:
    """A metric as magnitudes; a metric without an upper bound reaches to infinity."""
    low = result.low if result.low is not None else 0.0
    high = result.high if result.high is not None else math.inf
    return Found(result.id, label, low, high, errors=errors or {})


def compare_with_claim(wanted: Wanted, comparator: str, found: Found) -> Verdict:
    """reproduced: all that the value may be, its error included, meets the claim; compatible: a part of it does;
    differs: none of it does.
    """
    if comparator == "up to":
        return _maximum(wanted.span, found)
    low, high = found.reach
    if found.comparator == "~":
        low, high = low * (1 - wanted.about), high * (1 + wanted.about)
    if comparator in ("<", ">") and low == high and math.isclose(low, wanted.value, rel_tol=SLACK):
        return "differs"
    return _against(wanted.span, low, high)


def compare_as_printed(wanted: Wanted, comparator: str, found: Found) -> Verdict:
    """`compare_with_claim` of the value as it stands, as if it had no error."""
    return compare_with_claim(wanted, comparator, replace(found, errors={}))


def _against(span: ValueSpan, low: float, high: float) -> Verdict:
    if _below(span[0], low) and _below(high, span[1]):
        return "reproduced"
    return "compatible" if _meets(span, low, high) else "differs"


def _meets(span: ValueSpan, low: float, high: float) -> bool:
    return _below(low, span[1]) and _below(span[0], high)


def _below(first: float, second: float) -> bool:
    """first <= second, with slack for rounding."""
    return first <= second or math.isclose(first, second, rel_tol=SLACK)


def _maximum(span: ValueSpan, found: Found) -> Verdict:
    """`up to`: the maximum is reached, or what is known says nothing about the maximum, or it is another."""
    is_best_case = found.comparator == "up_to"
    low, high = found.reach
    least = replace(found, low=found.high).reach[0]
    if (found.is_point or is_best_case) and _below(span[0], least) and _below(high, span[1]):
        return "reproduced"
    if low > span[1] or (is_best_case and high < span[0]):
        return "differs"
    return "compatible"


def factor(wanted: Wanted, found: Found) -> float | None:
    """Evidence over claim: of a point, or of the nearest end of an interval that misses the claim."""
    if wanted.value <= 0:
        return None
    low, high = wanted.span
    nearest = found.low if found.low > high else found.high
    misses = found.low > high or found.high < low
    if not (found.is_point or misses) or not math.isfinite(nearest) or nearest <= 0:
        return None
    reference = wanted.value
    if math.isfinite(high) and math.isfinite(low) and low > 0 and wanted.value == high:
        # A range is claimed: the factor is the distance to its nearer end.
        reference = high if found.low > high else low if found.high < low else 0.0
    return nearest / reference if reference > 0 else None


def best(verdicts: Iterable[Verdict]) -> Verdict:
    """The most favourable of several comparisons of one claim."""
    return min(verdicts, key=lambda verdict: _RANK[verdict], default="not_checkable")


def joint(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict on a claim of several numbers: one that differs decides, then one that is not known."""
    found = list(verdicts)
    for verdict in ("differs", "not_checkable", "compatible"):
        if verdict in found:
            return verdict
    return "reproduced"
