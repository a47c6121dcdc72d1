"""What the spread of the action energy is made of: shares of voltage, width and conductance, or the inputs."""

from collections.abc import Mapping

from memlit.plots.named import energy_parts as plot
from memlit.report.blocks import (
    Block,
    Material,
    drawn_numbers,
    figure,
    given,
    listing,
    paragraph,
    section,
    table,
    with_interval,
)
from memlit.report.text import cite, name, symbol
from memlit.synapses.energy.parts import LEAST_LINEAGES, PARTS
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
            *(with_interval(m, parts[part].share) for part in PARTS),
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
            drawn=drawn_numbers(m, plot.drawn(groups)),
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
    return listing(
        m,
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
