"""The analysis plan, printed before the results: what is analysed, how, and what the papers could show at best."""

from memlit.report.blocks import Block, Material
from memlit.report.written import written


def plan(m: Material) -> Block:
    """The plan in words, all from config/config.yaml, and the shifts that the credited papers could show."""
    return written(m, "making/plan")
