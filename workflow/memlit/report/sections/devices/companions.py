"""Companions of the benchmark: trends over the years, coupling of the two metrics, energies that authors report."""

from memlit.analysis.robustness.companions import Coupling, Trend
from memlit.datum import Estimate
from memlit.report.blocks import Block, Material, paragraph, section
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
    def slope(trend: Trend) -> str | None:
        if not (trend.slope and trend.low and trend.high):
            return None
        return m.with_interval(Estimate(value=trend.slope, low=trend.low, high=trend.high))

    return m.listing(
        "Trends of the survey's quantities: change in ten years, in decades (factors of ten), papers as clusters.",
        m.analysis.companions.trends,
        [
            ("quantity", "l", lambda trend: trend.quantity),
            ("class", "l", lambda trend: trend.device_class),
            ("papers", "r", lambda trend: trend.n_papers),
            ("slope", "r", slope),
            ("df", "r", lambda trend: trend.df),
            ("p, Holm", "r", lambda trend: trend.p_holm),
            ("not estimated", "l", lambda trend: name(trend.reason) if trend.reason else ""),
        ],
        note="log10 of a row's value on the year of its paper, CR2 standard errors, Satterthwaite t; Holm over all "
        "trends. Exploratory: what is published changes with the years as well as what can be made.",
        source="trends.csv",
    )


def _coupling_table(m: Material) -> Block:
    def null(item: Coupling) -> str | None:
        return f"{m.use(item.null_low)} to {m.use(item.null_high)}" if item.null_low else None

    return m.listing(
        f"Rank correlation of {m.symbol('action_energy')} and {m.symbol('standby_power')} over papers, and "
        "the range that permuted raw columns give.",
        m.analysis.companions.couplings,
        [
            ("papers of", "l", lambda item: item.group),
            ("papers", "r", lambda item: item.n),
            ("correlation", "r", lambda item: item.correlation),
            ("built in", "r", null),
            ("p", "r", lambda item: item.p),
            ("not estimated", "l", lambda item: name(item.reason) if item.reason else ""),
        ],
        note="p is not adjusted. The unpaired set is a sensitivity.",
        source="coupling.csv",
        wide=False,
    )


def _energy_table(m: Material) -> Block:
    items = m.analysis.companions.own_energies
    energy = m.symbol("action_energy")
    return m.listing(
        f"Energies per spike as authors report them: a metric of its own, never mixed with {energy}.",
        items,
        [
            ("paper", "l", lambda item: m.cited(item.paper)),
            ("device", "l", lambda item: name(item.device)),
            ("reported", "r", lambda item: m.book.use(item.reading)),
            (energy, "r", lambda item: m.book.use(item.action_energy) if item.action_energy else None),
            ("ratio", "r", lambda item: item.ratio),
        ],
        note=""
        if any(item.ratio for item in items)
        else "No device has both, so the ratio of the two is not known for any.",
        source="own_energies.csv",
        wide=False,
    )
