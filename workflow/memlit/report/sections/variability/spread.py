"""Variability as effect sizes: what moves it, what is pooled within a set, and what documents print."""

from memlit.grouping import grouped
from memlit.numbers import PublishedLine
from memlit.plots.look.words import read_words
from memlit.plots.variability import spread as plot
from memlit.report.blocks import Material, ReportBlock
from memlit.report.written import written_section


def spread(m: Material) -> ReportBlock:
    """Effect sizes, their pools, the printed spreads of named devices; nothing where neither is there."""
    printed, pools = m.tables["printed_spreads"], m.lines("effect_pools")
    if m.tables["effect_sizes"].empty and printed.empty:
        return {}
    return written_section(
        m,
        "variability/spread",
        kinds=grouped(m.lines("effect_classes"), _kind),
        moderators=m.tables["effect_moderators"],
        pools=pools,
        printed=printed,
        drawn=plot.drawn(m.figures) if pools else [],
        read_words=read_words,
    )


def _kind(line: PublishedLine) -> str:
    kind = "of a kind not stated" if line.kind == "not stated" else line.kind
    return f"{kind}, as a share of {'the window' if line.normalised_by == 'window' else 'something not stated'}"
