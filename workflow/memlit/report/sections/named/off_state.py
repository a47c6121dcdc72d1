"""The survey's off state in three views, one finding: standby power, on/off ratio and their quotient in time."""

from memlit.datum import Result
from memlit.report.blocks import DASH, Block, Material, listing, paragraph, section, table, with_interval
from memlit.report.text import symbol
from memlit.synapses.energy.off_state import OffStateClass


def off_state(m: Material) -> Block:
    """The three views side by side, and the family of their tests; nothing without a survey."""
    record = m.named.off_state
    if not record.classes:
        return {}
    power, quotient = symbol("P_s"), symbol("E_a/P_s")
    return section(
        "off-state",
        "The off state of memory cells, three views of one finding",
        paragraph(
            f"In the survey {power}, the on/off ratio and {quotient} all rest on the off-state resistance, so they "
            f"are one finding and their tests one family. {_finding(m)} Voltage, time and states of these rows are "
            f"not named for one transition (unpaired), and {quotient} has the ratio of full switching where the "
            "formula asks for that of a pulse window. They decide no claim about a synapse."
        ),
        _classes(m),
        _pairs(m),
    )


def _label(m: Material, quantity: str) -> str:
    return m.symbol(quantity) if quantity in m.config.metrics else "on/off ratio"


def _finding(m: Material) -> str:
    """Whether the views agree: how many pairs of the family are shown to differ."""
    alpha = m.config.analysis.alpha
    differ = [pair for pair in m.named.off_state.pairs if _is_below(pair.p_holm, alpha)]
    if not differ:
        return "After Holm over all views no pair is shown to differ."
    parts = [
        f"{_label(m, pair.quantity)} of {pair.first} and {pair.second} (ratio {with_interval(m, pair.ratio)})"
        for pair in differ
    ]
    return f"After Holm over all views these are shown to differ: {'; '.join(parts)}."


def _is_below(p: Result, alpha: float) -> bool:
    found = p.high if p.value is None else p.value
    return found is not None and found < alpha


def _classes(m: Material) -> Block:
    order = list(dict.fromkeys(line.device_class for line in m.named.off_state.classes))
    views = list(dict.fromkeys(line.quantity for line in m.named.off_state.classes))
    by_key = {(line.device_class, line.quantity): line for line in m.named.off_state.classes}
    return table(
        "Medians over papers of the three views, with the number of papers.",
        [("class", "l"), *((_label(m, view), "r") for view in views)],
        [[name, *(_median(m, by_key.get((name, view))) for view in views)] for name in order],
        note="In brackets: papers. † beyond threshold: a phase-change cell is written above the voltage at which its "
        "off state breaks down, so the state read at low field is not the one under the pulse; shown, not tested.",
        source="off_state_classes.csv",
        wide=False,
    )


def _median(m: Material, line: OffStateClass | None) -> str:
    if line is None:
        return DASH
    return f"{m.book.use(line.median.id)} ({m.book.use(line.n_papers.id)}){' †' * bool(line.flag)}"


def _pairs(m: Material) -> Block:
    return listing(
        m,
        "Pairs of classes in the three views: ratio of the first over the second, p by Holm over all views.",
        m.named.off_state.pairs,
        [
            ("view", "l", lambda pair: _label(m, pair.quantity)),
            ("first, second", "l", lambda pair: f"{pair.first}, {pair.second}"),
            ("ratio", "r", lambda pair: pair.ratio),
            ("chance below", "r", lambda pair: pair.probability),
            ("p, Holm", "r", lambda pair: pair.p_holm),
        ],
        note="Brunner-Munzel by permutation over papers; ≤: no labelling reached the statistic. The ratio is of one "
        "pair alone, the p of the family decides.",
        source="off_state_pairs.csv",
        wide=False,
    )
