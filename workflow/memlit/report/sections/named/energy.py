"""What the spread of the action energy is made of: shares of voltage, width and conductance, or the inputs.

V I tau where a programming current is printed: a companion of the action energy, never mixed with it.

The survey's off state in three views, one finding: standby power, on/off ratio and their quotient in time.
"""

from collections.abc import Mapping

from memlit.datum import p_of
from memlit.field.codes import UNPAIRED_SET
from memlit.grouping import grouped
from memlit.plots.named import energy_parts as plot
from memlit.report.blocks import Material, ReportBlock
from memlit.report.written import written_section
from memlit.synapses.energy.parts import LEAST_LINEAGES, EnergyShare
from memlit.synapses.members import SET


def energy_parts(m: Material) -> ReportBlock:
    """How far papers lie apart, the shares of every group that has them, the inputs of the others; nothing without."""
    if not m.named.energy_parts:
        return {}
    shares = (share for share in m.named.energy_parts if share.share is not None)
    groups = {
        group: {share.part: share for share in own} for group, own in grouped(shares, lambda share: share.group).items()
    }
    group = f"{SET}, {m.config.conventions.headline_pulse}"
    return written_section(
        m,
        "named/energy_parts",
        groups=list(groups.items()),
        drawn=plot.drawn(m.figures),
        differ=len({_largest_part(parts) for parts in groups.values()}) > 1,
        subtracted=[span for span in m.named.energy_spans if span.without_reading],
        group_words=plot.group_words,
        inputs=[item for item in m.named.energy_inputs if item.group == group and group not in groups],
        LEAST_LINEAGES=LEAST_LINEAGES,
    )


def _largest_part(parts: Mapping[str, EnergyShare]) -> str:
    """The part with the largest share of a group's spread."""
    shares = {part: own.share.value.value or 0.0 for part, own in parts.items() if own.share is not None}
    return max(shares, key=lambda part: (shares[part], part))


def programming(m: Material) -> ReportBlock:
    """Named synapses one by one, memory cells by class; nothing where no current is printed with a pulse."""
    if not m.named.programming:
        return {}
    own = [line for line in m.named.programming if not line.set_name.startswith("survey")]
    return written_section(m, "named/programming", lines=own, UNPAIRED_SET=UNPAIRED_SET)


def off_state(m: Material) -> ReportBlock:
    """The three views side by side, and the family of their tests; nothing without a survey."""
    record = m.named.off_state
    if not record.classes:
        return {}
    return written_section(
        m,
        "named/off_state",
        classes=list(dict.fromkeys(line.device_class for line in record.classes)),
        views=list(dict.fromkeys(line.quantity for line in record.classes)),
        by_key={(line.device_class, line.quantity): line for line in record.classes},
        pairs=record.pairs,
        differ=[pair for pair in record.pairs if p_of(pair.p_holm) < m.config.analysis.alpha],
    )
