"""Companions of the benchmark: trends over the years, coupling of the two metrics, energies that authors report."""

from memlit.report.blocks import Block, Material
from memlit.report.written import written


def companions(m: Material) -> Block:
    """The three tables; nothing where there is nothing to show."""
    record = m.analysis.companions
    if not (any(trend.n_papers.value for trend in record.trends) or record.own_energies):
        return {}
    return written(m, "devices/companions", record=record)
