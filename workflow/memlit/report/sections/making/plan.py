"""The analysis plan, printed before the results: what is analysed, and how."""

from memlit.report.blocks import Material, ReportBlock
from memlit.report.written import written_section


def plan(m: Material) -> ReportBlock:
    """The plan in words, all from config/config.yaml."""
    return written_section(m, "making/plan")
