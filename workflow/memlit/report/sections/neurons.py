"""Fig. 11c: neurons, with what keeps their energies from being identified."""

from __future__ import annotations

from memlit.plots import fig11c as plot
from memlit.report.blocks import Block, Material, drawn_numbers, figure, paragraph, section
from memlit.report.text import symbol


def neurons(m: Material) -> Block:
    """The figure and one paragraph of what is known."""
    headline = m.config.evidence.headline_set
    credited = [line for line in m.analysis.coverage if line.set_name == headline and "neuron" in line.roles]
    with_energy = [line for line in credited if {"spiking_energy", "firing_energy"} & set(line.metrics)]
    sentence = (
        f"The spiking energy {symbol('E_s')} takes the source resistor of the neuron's circuit for the off state, so "
        "it needs a statement on that resistor; the off state of the bare device does not identify it. The firing "
        f"energy {symbol('E_f')} needs the input spike and the on state from one source. "
    )
    sentence += (
        "No neuron of the headline set has either in the evidence at hand. Energies per spike that authors report are "
        "another quantity and are not put in their place."
        if not with_energy
        else "Neurons with one of them are in the table of classes."
    )
    drawn = list(plot.drawn(m.rows))
    if not drawn:
        sentence += " So Fig. 11c, the firing over the spiking energy, has no mark and is not drawn here."
        return section("neurons", "Neurons", paragraph(sentence))
    return section(
        "neurons",
        "Neurons",
        paragraph(sentence),
        figure(
            "fig11c",
            "Plot on logarithmic axes of firing energy against spiking energy of neurons.",
            f"Fig. 11c regenerated: firing energy {symbol('E_f')} over spiking energy {symbol('E_s')}, one "
            "mark a neuron, its class by colour and shape; lower and further left is better.",
            small=True,
            drawn=drawn_numbers(m, drawn),
        ),
    )
