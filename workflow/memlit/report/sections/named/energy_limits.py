"""What the action energy follows and leaves out: the width of the pulse, the length of a train, the polarisation.

Which synapses none is better than in two metrics, as far as bounds tell.
"""

import math

from memlit.report.blocks import Material, ReportBlock
from memlit.report.written import written_section


def energy_limits(m: Material) -> ReportBlock:
    """Devices over their widths, trains, the polarisation beside the action energy, fronts; nothing without any."""
    names = ("energy_exponents", "train_energies", "polarisation_energies", "fronts")
    exponents, trains, polarisation, fronts = (m.tables[name] for name in names)
    if exponents.empty and trains.empty and polarisation.empty and fronts.empty:
        return {}
    # What is known from below alone may lie anywhere above.
    has_upper_ends = fronts["first_high"].lt(math.inf) & fronts["second_high"].lt(math.inf)
    return written_section(
        m,
        "named/energy_limits",
        pulse=m.config.conventions.headline_pulse,
        exponents=exponents,
        trains=trains,
        polarisation=polarisation,
        fronts=fronts[has_upper_ends & (fronts["standing"] != "dominated")],
        flagged=_near_floor(m),
    )


def _near_floor(m: Material) -> list[str]:
    """Papers with a current near the floor of its instrument, in order."""
    return sorted({row.paper for row in m.rows if "near_floor" in row.flags})
