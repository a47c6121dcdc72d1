"""Measured sets of named synapses: pulse trains, and their spread between and within devices over the conductance.

Neurons: every located value of the credited ones and of others, headed by what it is not.

What papers print of named synapses beside the energy, and how much each class varies.
"""

from collections import defaultdict
from collections.abc import Sequence

from memlit.datum import Reading, Result
from memlit.grouping import grouped
from memlit.report.blocks import Material, ReportBlock
from memlit.report.written import written_section
from memlit.synapses.beside.measured import BETWEEN, SLOPES, TRAIN, MeasuredSpread
from memlit.synapses.beside.properties import Property


def measured_synapses(m: Material) -> ReportBlock:
    """The trains as a picture and the spreads as a table; nothing without a measured set."""
    if not m.named.measured:
        return {}
    trains: dict[tuple[str, str, str, str], dict[str, Result]] = defaultdict(dict)
    others: list[MeasuredSpread] = []
    for line in m.named.measured:
        what, _, train = line.quantity.rpartition(", ")
        if train.endswith(TRAIN):
            own = trains[line.document, line.set_name, train.removesuffix(TRAIN), line.kind]
            own[what] = line.value
        else:
            others.append(line)
    return written_section(
        m,
        "named/measured_synapses",
        trains=[(*key, own) for key, own in trains.items()],
        columns=[what for what in dict.fromkeys(what for own in trains.values() for what in own) if what not in SLOPES],
        SLOPES=SLOPES,
        others=others,
        BETWEEN=BETWEEN,
    )


_SILENT = ("material_stack", "mechanism", "electrode", "device_name", "reference", "note", "thickness", "area")
"""Parameters of a neuron's make, which the file alone lists."""


def neuron_values(m: Material) -> ReportBlock:
    """One row a neuron; nothing where none is known."""
    told = (line for line in m.named.neurons if line.reading is None or line.reading.parameter not in _SILENT)
    neurons = grouped(told, lambda line: line.paper)
    return written_section(m, "named/neuron_values", neurons=neurons) if neurons else {}


_SHOWN = (
    *("n_states", "on_off_ratio", "nonlinearity_potentiation", "nonlinearity_depression", "nonlinearity", "asymmetry"),
    *("cycle_to_cycle", "device_to_device", "endurance", "retention", "read_voltage", "array_size"),
)
"""Parameters in the order of a line; the others stand in the file."""


def synapse_properties(m: Material) -> ReportBlock:
    """A row a device with its properties, and the variability of each class; nothing without a property."""
    devices: dict[tuple[str, str], dict[str, Property]] = defaultdict(dict)
    for item in m.named.properties:
        devices[item.paper, item.device][item.parameter] = item
    shown = [ordered for own in devices.values() if (ordered := [own[part] for part in _SHOWN if part in own])]
    return written_section(m, "named/synapse_properties", devices=shown, distinct=distinct) if shown else {}


def distinct(readings: Sequence[Reading]) -> list[Reading]:
    """The readings without those that say the same again."""

    def said(reading: Reading) -> tuple[object, ...]:
        return (reading.low, reading.high) if reading.status == "value" else (reading.datum.printed.text,)

    return [alike[0] for alike in grouped(readings, said).values()]
