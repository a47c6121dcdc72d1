"""What the action energy leaves out: the length of a train, the polarisation, currents near the floor."""

from memlit.report.blocks import Material, ReportBlock
from memlit.report.written import written_section


def energy_limits(m: Material) -> ReportBlock:
    """Trains, and the papers that print the polarisation beside the action energy; nothing without any energy."""
    trains, inputs = m.tables["train_energies"], m.tables["energy_inputs"]
    if trains.empty and inputs.empty:
        return {}
    return written_section(
        m,
        "named/energy_limits",
        trains=trains,
        polarised=sorted(inputs["paper"][inputs["polarisation_j_high"].notna()].unique()),
        flagged=_near_floor(m),
    )


def _near_floor(m: Material) -> list[str]:
    """Papers with a current near the floor of its instrument, in order."""
    return sorted({row.paper for row in m.rows if "near_floor" in row.flags})
