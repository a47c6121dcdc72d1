"""Energies per spike as authors report them, beside the action energy of their device."""

from memlit.report.blocks import Material, ReportBlock
from memlit.report.written import written_section


def reported_energies(m: Material) -> ReportBlock:
    """The table; nothing where no paper reports one."""
    found = m.tables["own_energies"]
    if found.empty:
        return {}
    return written_section(
        m,
        "devices/reported_energies",
        energies=found,
        has_ratio=found["ratio"].notna().any(),
    )
