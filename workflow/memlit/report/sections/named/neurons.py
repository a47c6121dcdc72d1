"""Neurons: every located value of the credited ones and of others, headed by what it is not."""

from collections import defaultdict
from collections.abc import Sequence

from memlit.datum import Reading
from memlit.report.blocks import DASH, Block, Material, paragraph, section, table
from memlit.report.text import cite, symbol
from memlit.report.words import parameter_words
from memlit.synapses.beside.neurons import NeuronValue

SILENT = ("material_stack", "mechanism", "electrode", "device_name", "reference", "note", "thickness", "area")
"""Parameters of a neuron's make, which the file alone lists."""


def neuron_values(m: Material) -> Block:
    """One row a neuron; nothing where none is known."""
    neurons: dict[str, list[NeuronValue]] = defaultdict(list)
    for line in m.named.neurons:
        if line.reading is None or line.reading.parameter not in SILENT:
            neurons[line.paper].append(line)
    if not neurons:
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
            [("neuron", "l"), ("", "l"), ("class", "l"), ("source resistor", "l"), ("printed", "l")],
            [_row(m, lines) for lines in neurons.values()],
            note="Not used: of a sibling device, of the review, or of another kind of quantity; it stands for "
            "information. Without a place a value is of the paper itself. Stack, electrodes and notes are in the file.",
            source="neurons.csv",
        ),
    )


def _row(m: Material, lines: Sequence[NeuronValue]) -> list[str]:
    first = lines[0]
    told = [_told(m, line.paper, line.reading) for line in lines if line.reading is not None]
    return [
        cite(first.paper),
        "credited" if first.credited else "other",
        ", ".join(first.device_classes).replace("_", " "),
        "stated" if first.has_resistor else "not stated" if told else DASH,
        "; ".join(told) or "nothing read",
    ]


def _told(m: Material, paper: str, reading: Reading) -> str:
    """A quantity with its value, and where it was read if not in the neuron's own paper."""
    document = reading.datum.locator.document
    place = [] if document == paper else [f"in {cite(document)}"]
    place += ["not used"] if reading.status == "excluded" else []
    return f"{parameter_words(reading.parameter)} {m.book.use(reading.id)}" + (
        f" ({', '.join(place)})" if place else ""
    )
