"""Numbers with their intervals, as tables print them, and settings."""

from __future__ import annotations

from memlit.datum import Estimate, Result
from memlit.report.blocks import DASH, Material
from memlit.report.text import name


def use(m: Material, result: Result | None) -> str:
    """The number's token for the text; a dash where it was not estimated."""
    return DASH if result is None else m.book.use(result.id)


def with_interval(m: Material, estimate: Estimate | None) -> str:
    """`value [low; high]` as tokens, the value alone where there is no interval."""
    if estimate is None:
        return DASH
    if estimate.low is None or estimate.high is None:
        return m.book.use(estimate.value.id)
    return f"{m.book.use(estimate.value.id)} [{m.book.use(estimate.low.id)}; {m.book.use(estimate.high.id)}]"


def interval_alone(m: Material, estimate: Estimate | None) -> str:
    """`[low; high]` as tokens, a dash where there is no interval."""
    if estimate is None or estimate.low is None or estimate.high is None:
        return DASH
    return f"[{m.book.use(estimate.low.id)}; {m.book.use(estimate.high.id)}]"


def given(number: float) -> str:
    """A setting as it is printed."""
    return name(f"{number:,.10g}")
