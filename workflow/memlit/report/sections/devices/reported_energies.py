"""Companions of the benchmark: trends over the years, coupling of the two metrics, energies that authors report."""

from memlit.report.blocks import Material, ReportBlock
from memlit.report.written import written_section


def companions(m: Material) -> ReportBlock:
    """The three tables; nothing where there is nothing to show."""
    record = m.analysis.companions
    if not (any(trend.n_papers.value for trend in record.trends) or record.own_energies):
        return {}
    return written_section(m, "devices/companions", record=record)
