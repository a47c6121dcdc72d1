"""Measured sets of named synapses: pulse trains, and their spread between and within devices over the conductance.

Neurons: every located value of the credited ones and of others, headed by what it is not.

What papers print of named synapses beside the energy, and how much each class varies.
"""

from collections import defaultdict
from collections.abc import Sequence

from memlit.datum import Reading
from memlit.report.blocks import DASH, Block, Material, figure, given, paragraph, section, table
from memlit.report.text import cite, device_name, name, symbol
from memlit.report.words import parameter_words
from memlit.synapses.beside.measured import BETWEEN, MeasuredSpread
from memlit.synapses.beside.neurons import NeuronValue
from memlit.synapses.beside.properties import Property
from memlit.synapses.beside.spread_tests import SpreadTest
from memlit.synapses.beside.variability import ClassSpread

TRAIN = " train"
KINDS = {BETWEEN: "device to device", "within": "cycle to cycle"}


def measured_synapses(m: Material) -> Block:
    """The trains as a picture and the spreads as a table; nothing without a measured set."""
    if not m.named.measured:
        return {}
    picture = (
        figure(
            "pulse_trains",
            "Panels of conductance against the number of the pulse, set and reset, with bands of one standard "
            "deviation between and within devices.",
            "Measured pulse trains of open raw data, as in the review's Fig. 12d: mean conductance of the devices; "
            "light band: one SD between devices, dark band: one SD within a device over its repeats."
            if m.tests_a_review
            else "Measured pulse trains of open raw data: mean conductance; bands of one SD between devices (light) "
            "and within a device over its repeats (dark).",
            narrow="pulse_trains_narrow",
        )
        if m.named.trains
        else {}
    )
    return section(
        "measured-synapses",
        "Measured pulse trains of named synapses",
        picture,
        paragraph(
            "The pulses of a train are a ladder and not a population, so the coefficient of variation (CV) of the "
            "conductance is given at its ends and as a slope, the change of ln CV over a decade of conductance: where "
            "it is negative, higher conductances vary less. Sets are listed, not pooled."
        ),
        _trains(m),
        _others(m),
    )


def _trains(m: Material) -> Block:
    """A row a train and kind: the spread at its ends, and its slope."""
    groups: dict[tuple[str, str, str, str], dict[str, MeasuredSpread]] = defaultdict(dict)
    for line in m.named.measured:
        what, _, train = line.quantity.rpartition(", ")
        if train.endswith(TRAIN):
            groups[line.document, line.set_name, train.removesuffix(TRAIN), line.kind][what] = line
    if not groups:
        return {}
    columns = list(dict.fromkeys(what for own in groups.values() for what in own))
    return table(
        "Spread along the trains, between devices and within them.",
        [("set", "l"), ("devices", "l"), ("train", "l"), ("kind", "l"), *((name(what), "r") for what in columns)],
        [
            [cite(document), name(devices), train, KINDS[kind], *(_value(m, own.get(what)) for what in columns)]
            for (document, devices, train, kind), own in groups.items()
        ],
        note="Interval of 95 % for a slope, pulses as its points; recipe.yaml of each set says how its numbers were "
        "made.",
        source="measured_spreads.csv",
    )


def _others(m: Material) -> Block:
    """Spreads that are of no train."""
    return m.listing(
        "Spread of cells switched over and over.",
        [line for line in m.named.measured if not line.quantity.endswith(TRAIN)],
        [
            ("set", "l", lambda line: cite(line.document)),
            ("devices", "l", lambda line: name(line.set_name)),
            ("quantity", "l", lambda line: name(line.quantity)),
            ("kind", "l", lambda line: KINDS[line.kind]),
            ("value", "r", lambda line: line.value),
        ],
        note="The meaning of the columns of the raw file is inferred, for it has no header.",
        source="measured_spreads.csv",
        wide=False,
    )


def _value(m: Material, line: MeasuredSpread | None) -> str:
    if line is None:
        return DASH
    interval = f" [{m.use(line.low)}; {m.use(line.high)}]" if line.low and line.high else ""
    return m.use(line.value) + interval


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
    return f"{parameter_words(reading.parameter)} {m.use(reading)}" + (f" ({', '.join(place)})" if place else "")


SHOWN = (
    *("n_states", "on_off_ratio", "nonlinearity_potentiation", "nonlinearity_depression", "nonlinearity", "asymmetry"),
    *("cycle_to_cycle", "device_to_device", "endurance", "retention", "read_voltage", "array_size"),
)
"""Parameters in the order of a line; the others stand in the file."""
STATES = "n_states"
"""Its unit says what it is."""
CONFLICT = " ‡"


def synapse_properties(m: Material) -> Block:
    """A row a device with its properties, and the variability of each class; nothing without a property."""
    devices: dict[tuple[str, str], dict[str, Property]] = defaultdict(dict)
    for item in m.named.properties:
        devices[item.paper, item.device][item.parameter] = item
    shown = {key: own for key, own in devices.items() if own.keys() & set(SHOWN)}
    if not shown:
        return {}
    return section(
        "synapse-properties",
        "Properties and variability of named synapses",
        paragraph(
            "What papers print of their synapses beside the energy, as printed and converted, with no value chosen "
            f"where two documents disagree ({name(CONFLICT.strip())}). Nonlinearity has several definitions in the "
            "literature, the variations too, so they are lists and not comparisons."
        ),
        _table(m, shown),
        _variability(m),
        _spread_tests(m),
    )


def _table(m: Material, devices: dict[tuple[str, str], dict[str, Property]]) -> Block:
    rows = []
    for (paper, _), own in devices.items():
        first = next(iter(own.values()))
        cells = [cite(paper), name(device_name(first.name)), first.device_class.replace("_", " ")]
        told = [f"{parameter_words(part)} {_values(m, own[part])}" for part in SHOWN if part in own]
        rows.append([*cells, "; ".join(told).replace(f"{parameter_words(STATES)} ", "")])
    return table(
        "Properties of named synapses.",
        [("paper", "l"), ("device", "l"), ("class", "l"), ("printed", "l")],
        rows,
        note=f"{CONFLICT.strip()} documents disagree; every value is shown. Further properties are in the file.",
        source="synapse_properties.csv",
    )


def _values(m: Material, item: Property) -> str:
    return ", ".join(m.use(reading) for reading in distinct(item.readings)) + CONFLICT * item.is_conflict


def distinct(readings: Sequence[Reading]) -> list[Reading]:
    """The readings without those that say the same again."""
    found: dict[tuple[object, ...], Reading] = {}
    for reading in readings:
        said = (reading.low, reading.high) if reading.status == "value" else (reading.datum.printed.text,)
        found.setdefault(said, reading)
    return list(found.values())


def _variability(m: Material) -> Block:
    def kind(line: ClassSpread) -> str:
        return parameter_words(line.kind) if line.printed else f"between papers, {m.symbol(line.kind)}"

    return m.listing(
        "Variability by class: what papers print, and how far papers of one class lie apart.",
        m.named.spreads,
        [
            ("class", "l", lambda line: line.device_class.replace("_", " ")),
            ("kind", "l", kind),
            ("printed", "r", lambda line: ", ".join(m.use(reading) for reading in line.printed) or None),
            ("range", "r", lambda line: line.decades),
            ("lineages", "r", lambda line: line.n_lineages),
            ("papers", "l", lambda line: ", ".join(map(cite, line.papers))),
        ],
        note=f"Range: largest over least value of the class's papers in decades (factors of ten), "
        f"{m.config.conventions.headline_pulse} pulse, grades A, B and restated.",
        source="synapse_spread.csv",
    )


def _spread_tests(m: Material) -> Block:
    """Whether classes spread alike, metric by metric, or that their lineages are too few to say."""

    def lineages(line: SpreadTest) -> str:
        return ", ".join(f"{own.device_class.replace('_', ' ')} {m.use(own.n_lineages)}" for own in line.classes)

    least = given(m.config.analysis.inclusion.interval_from)
    return m.listing(
        "Whether classes spread alike between papers (Brown-Forsythe).",
        m.named.spread_tests,
        [
            ("metric", "l", lambda line: m.symbol(line.metric)),
            ("lineages by class", "l", lineages),
            ("tested", "l", lambda line: ", ".join(own.device_class for own in line.tested).replace("_", " ") or None),
            ("p", "r", lambda line: line.p or line.note.partition(":")[0]),
        ],
        note=f"Log scale, one value a lineage. A class enters with {least} lineages; a test takes two such classes.",
        source="synapse_spread_tests.csv",
        wide=False,
    )
