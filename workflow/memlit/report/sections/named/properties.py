"""What papers print of named synapses beside the energy, and how much each class varies."""

from collections import defaultdict
from collections.abc import Sequence

from memlit.datum import Reading
from memlit.report.blocks import Block, Material, given, listing, paragraph, section, table
from memlit.report.text import cite, device_name, name
from memlit.report.words import parameter_words
from memlit.synapses.beside.properties import Property
from memlit.synapses.beside.spread_tests import SpreadTest
from memlit.synapses.beside.variability import ClassSpread

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
    return ", ".join(m.book.use(reading.id) for reading in distinct(item.readings)) + CONFLICT * item.is_conflict


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

    return listing(
        m,
        "Variability by class: what papers print, and how far papers of one class lie apart.",
        m.named.spreads,
        [
            ("class", "l", lambda line: line.device_class.replace("_", " ")),
            ("kind", "l", kind),
            ("printed", "r", lambda line: ", ".join(m.book.use(reading.id) for reading in line.printed) or None),
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
        return ", ".join(
            f"{own.device_class.replace('_', ' ')} {m.book.use(own.n_lineages.id)}" for own in line.classes
        )

    least = given(m.config.analysis.inclusion.interval_from)
    return listing(
        m,
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
