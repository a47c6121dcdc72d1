"""The analysis plan, printed before the results: what is analysed, how, and what the papers could show at best."""

from memlit.report.blocks import Material, ReportBlock
from memlit.report.written import written_section


def plan(m: Material) -> ReportBlock:
    """The plan in words, all from config/config.yaml, and the shifts that the credited papers could show."""
    return written_section(m, "making/plan")
