"""Companions of the benchmark: trends over the years, coupling of the two metrics, energies that authors report."""

from __future__ import annotations

from memlit.report.blocks import DASH, Block, Material, cited, paragraph, section, table
from memlit.report.estimates import use
from memlit.report.text import name


def companions(m: Material) -> Block:
    """The three tables; nothing where there is nothing to show."""
    record = m.analysis.companions
    if not (any(trend.n_papers.value for trend in record.trends) or record.own_energies):
        return {}
    energy, power = m.symbol("action_energy"), m.symbol("standby_power")
    return section(
        "companions",
        "Trends, coupled metrics and reported energies",
        _trend_table(m),
        paragraph(
            f"{energy} and {power} share the voltage and the off state, so they correlate by their formulas alone. A "
            "correlation says something of the devices only where it lies outside the range that remains when each "
            "raw column (voltage, time, on-state conductance and on/off ratio) is permuted by itself and both metrics "
            "are computed again. We permute the on/off ratio rather than the off-state conductance, because a "
            "permuted off state could conduct better than the on state."
        ),
        _coupling_table(m),
        _energy_table(m),
    )


def _trend_table(m: Material) -> Block:
    rows = []
    for trend in m.analysis.companions.trends:
        slope = DASH
        if trend.slope and trend.low and trend.high:
            slope = f"{m.book.use(trend.slope.id)} [{m.book.use(trend.low.id)}; {m.book.use(trend.high.id)}]"
        rows.append(
            [
                trend.quantity,
                trend.device_class,
                m.book.use(trend.n_papers.id),
                slope,
                use(m, trend.df),
                use(m, trend.p_holm),
                name(trend.reason) if trend.reason else "",
            ]
        )
    return table(
        "Trends of the survey's quantities: change in ten years, in decades (factors of ten), papers as clusters.",
        [
            ("quantity", "l"),
            ("class", "l"),
            ("papers", "r"),
            ("slope", "r"),
            ("df", "r"),
            ("p, Holm", "r"),
            ("not estimated", "l"),
        ],
        rows,
        note="log10 of a row's value on the year of its paper, CR2 standard errors, Satterthwaite t; Holm over all "
        "trends. Exploratory: what is published changes with the years as well as what can be made.",
        source="trends.csv",
    )


def _coupling_table(m: Material) -> Block:
    rows = []
    for item in m.analysis.companions.couplings:
        null = f"{use(m, item.null_low)} to {use(m, item.null_high)}" if item.null_low else DASH
        reason = name(item.reason) if item.reason else ""
        rows.append([item.group, m.book.use(item.n.id), use(m, item.correlation), null, use(m, item.p), reason])
    return table(
        f"Rank correlation of {m.symbol('action_energy')} and {m.symbol('standby_power')} over papers, and "
        "the range that permuted raw columns give.",
        [
            ("papers of", "l"),
            ("papers", "r"),
            ("correlation", "r"),
            ("built in", "r"),
            ("p", "r"),
            ("not estimated", "l"),
        ],
        rows,
        note="p is not adjusted. The unpaired set is a sensitivity.",
        source="coupling.csv",
        wide=False,
    )


def _energy_table(m: Material) -> Block:
    items = m.analysis.companions.own_energies
    if not items:
        return {}
    rows = [
        [
            cited(m, item.paper),
            name(item.device),
            m.book.use(item.reading),
            m.book.use(item.action_energy) if item.action_energy else DASH,
            use(m, item.ratio),
        ]
        for item in items
    ]
    both = any(item.ratio for item in items)
    return table(
        "Energies per spike as authors report them: a metric of its own, never mixed with "
        f"{m.symbol('action_energy')}.",
        [("paper", "l"), ("device", "l"), ("reported", "r"), (m.symbol("action_energy"), "r"), ("ratio", "r")],
        rows,
        note="" if both else "No device has both, so the ratio of the two is not known for any.",
        source="own_energies.csv",
        wide=False,
    )
