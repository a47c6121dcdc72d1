"""Variability as effect sizes: what moves it, what is pooled within a set, and what documents print."""

from memlit.analysis.variability.record import SpreadClass
from memlit.grouping import grouped
from memlit.plots.look.words import read_words
from memlit.plots.variability import spread as plot
from memlit.report.blocks import Material, ReportBlock
from memlit.report.written import written_section


def spread(m: Material) -> ReportBlock:
    """Effect sizes, their pools, the printed spreads of named devices; nothing where neither is there."""
    record = m.analysis.spread
    if record.is_empty:
        return {}
    return written_section(
        m,
        "variability/spread",
        record=record,
        kinds=grouped(record.classes, _kind),
        drawn=plot.drawn(m.figures) if record.pools else [],
        read_words=read_words,
    )


def _kind(line: SpreadClass) -> str:
    kind = "of a kind not stated" if line.kind == "not stated" else line.kind
    return f"{kind}, as a share of {'the window' if line.normalised_by == 'window' else 'something not stated'}"
