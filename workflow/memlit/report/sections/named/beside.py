"""Measured sets of named synapses: pulse trains, and their spread between and within devices over the conductance.

Neurons: every located value of the credited ones and of others, headed by what it is not.

What papers print of named synapses beside the energy, and how much each class varies.
"""

from collections import defaultdict
from collections.abc import Sequence

from memlit.datum import Reading, Result
from memlit.field.codes import SLOPES, TRAIN
from memlit.grouping import grouped
from memlit.numbers import PublishedLine
from memlit.report.blocks import Material, ReportBlock
from memlit.report.written import written_section


def measured_synapses(m: Material) -> ReportBlock:
    """The trains as a picture and the spreads as a table; nothing without a measured set."""
    trains: dict[tuple[str, str, str, str], dict[str, Result | None]] = defaultdict(dict)
    others: list[tuple[PublishedLine, Result | None]] = []
    for line in m.lines("measured_spreads"):
        value = line.number("value", "measured/{document}/{set}/{quantity}/{kind}")
        what, _, train = line.quantity.rpartition(", ")
        if train.endswith(TRAIN):
            trains[line.document, line.set, train.removesuffix(TRAIN), line.kind][what] = value
        else:
            others.append((line, value))
    if not (trains or others):
        return {}
    return written_section(
        m,
        "named/measured_synapses",
        trains=[(*key, own) for key, own in trains.items()],
        columns=[what for what in dict.fromkeys(what for own in trains.values() for what in own) if what not in SLOPES],
        SLOPES=SLOPES,
        others=others,
        kinds=_KINDS,
    )


_KINDS = {"between": "device to device", "within": "cycle to cycle"}
"""What a spread is called, by its kind."""
_SILENT = ("material_stack", "mechanism", "electrode", "device_name", "reference", "note", "thickness", "area")
"""Parameters of a neuron's make, which the file alone lists."""


def neuron_values(m: Material) -> ReportBlock:
    """One row a neuron; nothing where none is known."""
    printed = ((line, m.book.readings[line.reading] if line.reading else None) for line in m.lines("neurons"))
    told = ((line, reading) for line, reading in printed if reading is None or reading.parameter not in _SILENT)
    neurons = grouped(told, lambda item: item[0].paper)
    return written_section(m, "named/neuron_values", neurons=neurons) if neurons else {}


_SHOWN = (
    *("n_states", "on_off_ratio", "nonlinearity_potentiation", "nonlinearity_depression", "nonlinearity", "asymmetry"),
    *("cycle_to_cycle", "device_to_device", "endurance", "retention", "read_voltage", "array_size"),
)
"""Parameters in the order of a line; the others stand in the file."""


def synapse_properties(m: Material) -> ReportBlock:
    """A row a device with its properties, and the variability of each class; nothing without a property."""
    properties = m.tables["synapse_properties"]
    lines = m.lines(properties[properties["property"].isin(_SHOWN)])
    devices = grouped(sorted(lines, key=lambda line: _SHOWN.index(line.property)), _device)
    if not devices:
        return {}
    return written_section(
        m,
        "named/synapse_properties",
        devices=[devices[device] for device in dict.fromkeys(map(_device, lines))],
        prints=lambda line: distinct([m.book.readings[identifier] for identifier in line.several("readings")]),
        spreads=m.tables["synapse_spread"],
    )


def _device(line: PublishedLine) -> str:
    """The paper and the device of a property, whose id ends with the property."""
    return str(line.id).rpartition("/")[0]


def distinct(readings: Sequence[Reading]) -> list[Reading]:
    """The readings without those that say the same again."""

    def said(reading: Reading) -> tuple[object, ...]:
        return (reading.low, reading.high) if reading.status == "value" else (reading.datum.printed.text,)

    return [alike[0] for alike in grouped(readings, said).values()]
