"""What the action energy follows and leaves out: the width of the pulse, the length of a train, the polarisation.

Which synapses none is better than in two metrics, as far as bounds tell.
"""

import math

from memlit.grouping import grouped
from memlit.report.blocks import Material, ReportBlock
from memlit.report.written import written_section
from memlit.synapses.fronts import FrontLine


def energy_limits(m: Material) -> ReportBlock:
    """Devices over their widths, trains, the polarisation beside the action energy, fronts; nothing without any."""
    limits = m.limits
    if not (limits.exponents or limits.trains or limits.polarisation or limits.fronts):
        return {}
    fronts = grouped(limits.fronts, lambda line: (line.first_metric, line.second_metric))
    return written_section(
        m,
        "named/energy_limits",
        pulse=m.config.conventions.headline_pulse,
        exponents=limits.exponents,
        trains=limits.trains,
        polarisation=limits.polarisation,
        fronts=[
            line for own in fronts.values() for line in own if line.standing != "dominated" and _has_upper_ends(line)
        ],
        flagged=_near_floor(m),
    )


def _has_upper_ends(line: FrontLine) -> bool:
    """Whether both metrics have an upper end; what is known from below alone may lie anywhere above."""
    return math.isfinite(line.first_high) and math.isfinite(line.second_high)


def _near_floor(m: Material) -> list[str]:
    """Papers with a current near the floor of its instrument, in order."""
    return sorted({row.paper for row in m.rows if "near_floor" in row.flags})
