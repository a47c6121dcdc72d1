"""The classes under the same condition: medians, and pairs."""

from memlit.report.blocks import ReportBlock
from memlit.report.observed import ObservedMaterial
from memlit.report.written import written_section


def classes_compared(m: ObservedMaterial) -> ReportBlock:
    """Medians of the planned metrics and the tested pairs; nothing where no class has a value."""
    if not m.lines.classes:
        return {}
    tested = [pair for pair in m.lines.pairs if pair.p is not None]
    papers = [name for one in m.lines.classes if one.metric == m.primary for name in one.several("values")]
    return written_section(m, "observed/classes_compared", tested=tested, papers=papers)
