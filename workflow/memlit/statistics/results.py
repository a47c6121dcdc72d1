"""Frozen results: fields have the same names in all methods, and are None where a method does not define them."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class MethodResult:
    """The result of a method.

    k: number of units used (values, papers or studies); estimate, se, low, high: in the unit of the input;
    statistic, df, p: of the test of no effect; level: of the interval; note: what a reader needs to know.
    """

    k: int
    estimate: float | None = None
    se: float | None = None
    statistic: float | None = None
    df: float | None = None
    p: float | None = None
    low: float | None = None
    high: float | None = None
    level: float | None = None
    method: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class KSample(MethodResult):
    """A comparison of several groups: df and df2 of the statistic.

    p_is_limit: p is an upper limit, because no drawn labelling reached the statistic.
    """

    df2: float | None = None
    epsilon_squared: float | None = None
    p_is_limit: bool = False


@dataclass(frozen=True, kw_only=True)
class Pair(MethodResult):
    """A comparison of two groups; p_adjusted over the family it was computed in.

    p_is_limit, p_adjusted_is_limit: the p is an upper limit, because no drawn labelling reached the statistic.
    """

    first: Any = "x"
    second: Any = "y"
    p_adjusted: float | None = None
    p_is_limit: bool = False
    p_adjusted_is_limit: bool = False
