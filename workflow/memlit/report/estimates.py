"""Numbers with their intervals, as tables print them, medians of classes, and settings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from memlit.analysis.classes import ClassSummary
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


def class_columns(m: Material, metrics: Iterable[str]) -> list[tuple[str, str]]:
    """Columns of a table of classes: the class, its papers, and for each metric how many know it and the median."""
    pairs = ([(f"{m.symbol(metric)} known", "r"), ("median", "r")] for metric in metrics)
    return [("class", "l"), ("papers", "r"), *(column for pair in pairs for column in pair)]


def class_cells(
    m: Material, device_class: str, summaries: Mapping[str, ClassSummary], metrics: Iterable[str]
) -> list[str]:
    """The row of a class below `class_columns`."""
    cells = [device_class.replace("_", " "), m.book.use(next(iter(summaries.values())).n_credited.id)]
    for metric in metrics:
        summary = summaries[metric]
        bounded = f" + {m.book.use(summary.n_bounded.id)}" if summary.n_bounded.value else ""
        cells += [m.book.use(summary.n_papers.id) + bounded, use(m, summary.median)]
    return cells
