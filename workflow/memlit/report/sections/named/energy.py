"""What the spread of the action energy is made of: shares of voltage, width and conductance, or the inputs.

V I tau where a programming current is printed: a companion of the action energy, never mixed with it.

The survey's off state in three views, one finding: standby power, on/off ratio and their quotient in time.
"""

from collections.abc import Mapping

from memlit.benchmark.rows import UNPAIRED_SET
from memlit.datum import Result
from memlit.plots.named import energy_parts as plot
from memlit.report.blocks import DASH, Block, Material, figure, given, paragraph, section, table
from memlit.report.text import cite, device_name, name, symbol
from memlit.synapses.energy.off_state import OffStateClass
from memlit.synapses.energy.parts import LEAST_LINEAGES, PARTS
from memlit.synapses.energy.programming import Programming
from memlit.synapses.members import SET

HEADS = {"voltage": "2 log V", "width": "log tau", "conductance": "log of the mean G"}


def energy_parts(m: Material) -> Block:
    """Shares of every group with the lineages for them, and the inputs of the others; nothing without a group."""
    if not m.named.energy_parts:
        return {}
    groups = plot.groups_with_shares(m.named.energy_parts)
    return section(
        "energy-parts",
        "What the action energy is made of",
        paragraph(
            f"On the log scale {symbol('E_a')} is a sum of three parts, so its spread divides into their signed "
            f"shares, each the covariance of a part with it over its variance; together they "
            "make the whole. A share below zero: the part runs against the energy. From "
            f"{given(LEAST_LINEAGES)} lineages, one transition at a time. The shares differ from group to group, so "
            "no general sentence follows from them."
        ),
        *_shares(m, groups),
        _inputs(m, groups),
    )


def _shares(m: Material, groups: Mapping[str, plot.Group]) -> list[Block]:
    """The figure and its table; nothing where no group has the lineages."""
    if not groups:
        return []
    rows = [
        [
            name(plot.group_words(group)),
            m.book.use(next(iter(parts.values())).n_papers.id),
            *(m.with_interval(parts[part].share) for part in PARTS),
        ]
        for group, parts in groups.items()
    ]
    unpaired = "Unpaired: voltage and time of a row are not named for one transition. Memory cells, switched in full."
    return [
        figure(
            "energy_parts",
            "Three marks a group of papers: the shares of voltage, width and conductance in the spread of the action "
            "energy, with their intervals. The table below has the numbers.",
            f"What the spread of {symbol('E_a')} is made of; intervals of lineages drawn again. A share below zero "
            f"runs against the energy. {unpaired}",
            drawn=m.drawn_numbers(plot.drawn(groups)),
            narrow="energy_parts_narrow",
        ),
        table(
            f"Shares of the spread of {symbol('E_a')}, with the interval of lineages drawn again.",
            [("papers of", "l"), ("papers", "r"), *((name(HEADS[part]), "r") for part in PARTS)],
            rows,
            source="energy_parts.csv",
        ),
    ]


def _inputs(m: Material, groups: Mapping[str, plot.Group]) -> Block:
    """Voltage, width and conductance of the named synapses, of which there are too few lineages for shares."""
    group = f"{SET}, {m.config.conventions.headline_pulse}"
    return m.listing(
        f"Inputs of the named synapses, {m.config.conventions.headline_pulse} pulse, whose lineages are too few for "
        "shares.",
        [item for item in m.named.energy_inputs if item.group == group and group not in groups],
        [
            ("paper", "l", lambda item: cite(item.paper)),
            ("amplitude, width and states", "r", lambda item: ", ".join(map(m.book.use, item.readings))),
            (symbol("E_a"), "r", lambda item: m.book.use(item.action_energy)),
        ],
        source="energy_inputs.csv",
        wide=False,
    )


ENERGY = "V I tau"


def programming(m: Material) -> Block:
    """Named synapses one by one, memory cells by class; nothing where no current is printed with a pulse."""
    if not m.named.programming:
        return {}
    tau, energy = symbol("tau"), symbol("E_a")
    own = [line for line in m.named.programming if not line.set_name.startswith("survey")]
    reviewed = "The review takes the current of a pulse for some devices. " if m.tests_a_review else ""
    return section(
        "programming-energy",
        "Energy by the programming current",
        paragraph(
            f"{reviewed}Where a source prints a programming current with the voltage and the width, V I {tau} is a "
            f"companion of {energy}: the current flows during the pulse, while the conductances of {energy} are read "
            "before and after it. The two stand in columns of their own and are never mixed. A source that prints a "
            "current without its voltage gives neither."
        ),
        _devices(m, own),
        _classes(m),
    )


def _devices(m: Material, lines: list[Programming]) -> Block:
    return m.listing(
        f"Synapses with a printed programming current: V I {symbol('tau')} beside {symbol('E_a')}.",
        lines,
        [
            ("paper", "l", lambda line: cite(line.paper)),
            ("device", "l", lambda line: name(device_name(line.device))),
            ("class", "l", lambda line: line.device_class.replace("_", " ")),
            ("pulse", "l", lambda line: line.pulse),
            (ENERGY, "r", lambda line: line.energy),
            (symbol("E_a"), "r", lambda line: m.book.use(line.action_energy) if line.action_energy else None),
        ],
        note="A current that is printed at a voltage of its own enters with that voltage.",
        source="programming_energy.csv",
        wide=False,
    )


def _classes(m: Material) -> Block:
    return m.listing(
        f"Memory cells of the survey: medians over papers of V I {symbol('tau')}, and of {symbol('E_a')} over it.",
        m.named.programming_classes,
        [
            ("class", "l", lambda line: line.device_class.replace("_", " ")),
            ("pulse", "l", lambda line: line.pulse if line.set_name != UNPAIRED_SET else "unpaired"),
            ("papers", "r", lambda line: line.n_papers),
            ("median", "r", lambda line: line.median),
            ("papers with both", "r", lambda line: line.n_ratios),
            ("ratio", "r", lambda line: line.ratio),
        ],
        note="Above one the formula with conductances is the larger: a compliance or a series transistor holds the "
        "current below the voltage times the conductance. Unpaired: voltage, current and time of a row are not named "
        "for one transition.",
        source="programming_classes.csv",
        wide=False,
    )


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
        _view_table(m),
        _pair_table(m),
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
        f"{_label(m, pair.quantity)} of {pair.first} and {pair.second} (ratio {m.with_interval(pair.ratio)})"
        for pair in differ
    ]
    return f"After Holm over all views these are shown to differ: {'; '.join(parts)}."


def _is_below(p: Result, alpha: float) -> bool:
    found = p.high if p.value is None else p.value
    return found is not None and found < alpha


def _view_table(m: Material) -> Block:
    order = list(dict.fromkeys(line.device_class for line in m.named.off_state.classes))
    views = list(dict.fromkeys(line.quantity for line in m.named.off_state.classes))
    by_key = {(line.device_class, line.quantity): line for line in m.named.off_state.classes}
    return table(
        "Medians over papers of the three views, with the number of papers.",
        [("class", "l"), *((_label(m, view), "r") for view in views)],
        [[name, *(_view_median(m, by_key.get((name, view))) for view in views)] for name in order],
        note="In brackets: papers. † beyond threshold: a phase-change cell is written above the voltage at which its "
        "off state breaks down, so the state read at low field is not the one under the pulse; shown, not tested.",
        source="off_state_classes.csv",
        wide=False,
    )


def _view_median(m: Material, line: OffStateClass | None) -> str:
    if line is None:
        return DASH
    return f"{m.use(line.median)} ({m.use(line.n_papers)}){' †' * bool(line.flag)}"


def _pair_table(m: Material) -> Block:
    return m.listing(
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
