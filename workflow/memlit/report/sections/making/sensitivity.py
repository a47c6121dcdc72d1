"""Sensitivity of the review set: what one other convention would change.

What bounded papers and several devices of a paper do to the medians, and whether a decision survives the bounds.
"""

from memlit.report.blocks import Material, ReportBlock
from memlit.report.sections.making.other_pulse import other_pulse, papers_changed
from memlit.report.written import written_section


def sensitivity(m: Material) -> ReportBlock:
    """What one other convention would change; nothing where the benchmark is empty."""
    if not m.rows:
        return {}
    lines = m.tables["conventions"]
    enough = m.config.analysis.inclusion.interval_from
    return written_section(
        m,
        "making/sensitivity",
        lines=lines,
        is_enough=(lines["n_papers"] >= enough).any(),
        changed=papers_changed,
        other_pulse=other_pulse(m),
    )


def bounds(m: Material) -> ReportBlock:
    """The bounds of the medians, and the medians over devices."""
    medians = m.tables["bounds"]
    if medians.empty:
        return {}
    return written_section(
        m,
        "making/bounds",
        bounded=medians[medians["n_bounded"] > 0],
        devices=[line for line in m.lines(medians) if line.number("devices")],
    )
