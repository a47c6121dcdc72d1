"""Frozen results: fields have the same names in all methods, and are None where a method does not define them."""

from dataclasses import dataclass
from typing import Any

from memlit.statistics.checks import FloatArray


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
class Heterogeneity:
    """Variance between studies in squared units of y, i2 in percent, q of the residuals with its p."""

    tau2: float
    se_tau2: float
    i2: float
    h2: float
    q: float
    q_df: int
    q_p: float


@dataclass(frozen=True, kw_only=True)
class Pooled(MethodResult, Heterogeneity):
    """A pooled effect: variances in squared units of y, i2 in percent, q with k - 1 degrees of freedom."""

    tau2_low: float
    tau2_high: float
    i2_low: float
    i2_high: float
    pi_low: float
    pi_high: float


@dataclass(frozen=True, kw_only=True, eq=False)
class EffectSizes:
    """Effect sizes on the natural-log scale: arrays of k estimates, sampling variances and standard
    errors."""

    k: int
    estimate: FloatArray
    variance: FloatArray
    se: FloatArray
    low: FloatArray
    high: FloatArray
    level: float
    estimator: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class KSample(MethodResult):
    """A comparison of several groups: names, sizes and centres per group; df and df2 of the statistic.

    p_is_limit: p is an upper limit, because no drawn labelling reached the statistic.
    """

    groups: tuple[Any, ...]
    sizes: tuple[int, ...]
    centres: tuple[float, ...] = ()
    df2: float | None = None
    epsilon_squared: float | None = None
    p_is_limit: bool = False


@dataclass(frozen=True, kw_only=True)
class Pair(MethodResult):
    """A comparison of two groups; p_adjusted over the family it was computed in.

    p_is_limit, p_adjusted_is_limit: the p is an upper limit, because no drawn labelling reached the statistic.
    """

    first: Any
    second: Any
    sizes: tuple[int, int]
    p_adjusted: float | None = None
    p_is_limit: bool = False
    p_adjusted_is_limit: bool = False


@dataclass(frozen=True, kw_only=True)
class Coefficients:
    """Coefficients of a linear model with cluster-robust inference, one entry per column of the design.

    k: clusters; n: observations; joint_*: the test that all non-constant coefficients are zero.
    """

    k: int
    n: int
    names: tuple[str, ...]
    estimate: tuple[float, ...]
    se: tuple[float, ...]
    statistic: tuple[float, ...]
    df: tuple[float, ...]
    p: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    covariance: tuple[tuple[float, ...], ...]
    level: float
    kind: str
    joint_statistic: float | None = None
    joint_df: float | None = None
    joint_df2: float | None = None
    joint_p: float | None = None
    note: str = ""
