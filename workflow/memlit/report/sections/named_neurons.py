"""Neurons: every located value of the credited ones and of others, headed by what it is not."""

from __future__ import annotations

from memlit.datum import Reading
from memlit.report.blocks import DASH, Block, Material, paragraph, section, table
from memlit.report.text import cite, name, symbol
from memlit.report.words import parameter_words
from memlit.synapses.neurons import NeuronValue

SILENT = ("material_stack", "mechanism", "electrode", "device_name", "reference", "note", "thickness", "area")
"""Parameters of a neuron's make, which the file alone lists."""


def neuron_values(m: Material) -> Block:
    """One row a value; nothing where no neuron is known."""
    shown = [line for line in m.named.neurons if line.reading is None or line.reading.parameter not in SILENT]
    if not shown:
        return {}
    spiking, firing = symbol("E_s"), symbol("E_f")
    return section(
        "neuron-values",
        "Neurons: what is printed of them",
        paragraph(
            f"Not {spiking}, not {firing}: an energy per spike as authors report it holds a whole circuit, while "
            f"{spiking} needs the source resistor and {firing} the on state at the pulse. Each value stands with where "
            "it was read; where documents differ on one neuron, both stand."
        ),
        table(
            f"Located values of neurons, not {spiking}, not {firing}.",
            [
                *(("neuron", "l"), ("", "l"), ("class", "l"), ("quantity", "l"), ("printed", "r")),
                *(("source resistor", "l"), ("read in", "l"), ("tier", "l")),
            ],
            [_row(m, line) for line in shown],
            note="A value that is not used, such as one of a sibling device, is marked with its tier and stands for "
            "information. Stack, electrodes and notes are in the file.",
            source="neurons.csv",
        ),
    )


def _row(m: Material, line: NeuronValue) -> list[str]:
    start = [
        cite(line.paper),
        "credited" if line.credited else "other",
        ", ".join(line.device_classes).replace("_", " "),
    ]
    if line.reading is None:
        return [*start, "nothing read", DASH, DASH, DASH, DASH]
    return [*start, *_told(m, line.reading, line.has_resistor)]


def _told(m: Material, reading: Reading, has_resistor: bool) -> list[str]:
    used = "" if reading.status != "excluded" else ", not used"
    return [
        parameter_words(reading.parameter),
        m.book.use(reading.id),
        "stated" if has_resistor else "not stated",
        cite(reading.datum.locator.document),
        name(f"{reading.datum.tier.replace('_', ' ')}{used}"),
    ]
