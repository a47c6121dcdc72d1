"""What bounded papers and several devices of a paper do to the medians, and whether a decision survives the bounds."""

from memlit.analysis.robustness.bounds import NOT_CENSORED
from memlit.report.blocks import Block, Material
from memlit.report.written import written


def bounds(m: Material) -> Block:
    """The bounds of the medians, the decisions at their corners, and the medians over devices."""
    lines = m.analysis.identification.medians
    if not lines:
        return {}
    fitted = [line for line in lines if line.censored]
    refused = [line for line in lines if not line.censored and line.censored_reason != NOT_CENSORED]
    return written(m, "making/bounds", lines=lines, censored=[*fitted, *refused], NOT_CENSORED=NOT_CENSORED)
