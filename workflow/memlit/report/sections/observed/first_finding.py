"""The first screen: how much is known, what is best, which classes differ, and the figure over all."""

from memlit.report.blocks import ReportBlock
from memlit.report.observed import ObservedMaterial
from memlit.report.written import written_section

_BEST = 3
"""Items that the first sentence names."""


def first_finding(m: ObservedMaterial) -> ReportBlock:
    """What the evidence says, in the order of its weight."""
    return written_section(
        m,
        "observed/first_finding",
        metric=m.config.metrics[m.primary],
        known=m.counted(m.primary),
        best=m.best[:_BEST],
        headline=m.headline,
        differing=m.shown_pairs,
        change=m.changes,
        marks=[one.id for one in m.lines.metrics if one.metric == m.primary],
    )
