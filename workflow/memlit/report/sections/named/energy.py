"""What the spread of the action energy is made of: shares of voltage, width and conductance, or the inputs.

V I tau where a programming current is printed: a companion of the action energy, never mixed with it.

The survey's off state in three views, one finding: standby power, on/off ratio and their quotient in time.
"""

from memlit.field.codes import ENERGY_READ_TWICE, LEAST_LINEAGES, NAMED_SET
from memlit.grouping import grouped
from memlit.plots.named import energy_parts as plot
from memlit.report.blocks import Material, ReportBlock
from memlit.report.written import written_section


def energy_parts(m: Material) -> ReportBlock:
    """How far papers lie apart, the shares of every group that has them, the inputs of the others; nothing without."""
    parts, spans, inputs = (m.tables[name] for name in ("energy_parts", "energy_spans", "energy_inputs"))
    if parts.empty:
        return {}
    shares = parts.dropna(subset=["share"])
    groups = grouped(m.lines(shares), lambda line: line.group)
    largest = shares.sort_values(["share", "part"]).drop_duplicates("group", keep="last")["part"]
    group = f"{NAMED_SET}, {m.config.conventions.headline_pulse}"
    return written_section(
        m,
        "named/energy_parts",
        groups=[(group, {line.part: line for line in own}) for group, own in groups.items()],
        drawn=plot.drawn(m.figures),
        differ=largest.nunique() > 1,
        spans=spans,
        whole=next(iter(m.lines(spans[spans["group"] == group])), None),
        curators=[line for line in m.lines("curators") if line.parameter in ENERGY_READ_TWICE],
        subtracted=m.lines(spans.dropna(subset=["left_decades"])),
        group_words=plot.group_words,
        inputs=inputs[(inputs["group"] == group) & (group not in groups)],
        LEAST_LINEAGES=LEAST_LINEAGES,
    )


def programming(m: Material) -> ReportBlock:
    """Named synapses one by one; nothing where no current is printed with a pulse."""
    lines = m.tables["programming_energy"]
    if lines.empty:
        return {}
    return written_section(
        m,
        "named/programming",
        lines=lines[~lines["set"].str.startswith("survey")],
    )


def off_state(m: Material) -> ReportBlock:
    """The three views side by side, and the family of their tests; nothing without a survey."""
    lines, pairs = m.lines("off_state_classes"), m.tables["off_state_pairs"]
    if not lines:
        return {}
    return written_section(
        m,
        "named/off_state",
        classes=list(dict.fromkeys(line.device_class for line in lines)),
        views=list(dict.fromkeys(line.quantity for line in lines)),
        by_key={(line.device_class, line.quantity): line for line in lines},
        pairs=pairs,
        differ=m.lines(pairs[pairs["p_holm"] < m.config.analysis.alpha]),
    )
