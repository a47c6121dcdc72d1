"""Neurons: what is printed of the credited ones and of any other, none of it E_s or E_f.

An energy per spike as authors report it holds the whole circuit; E_s needs the source resistor, E_f the on state. Each
row says which of the two a circuit states, and what is missing.
"""

from collections import defaultdict
from collections.abc import Iterable

from memlit.config import Classes, Config
from memlit.datum import Reading, Record
from memlit.devices.gather import classes_of
from memlit.library import Library
from memlit.published import Column, Table

NEURON = "neuron"
NAMES = {"energy_per_spike": "energy per spike as reported: not E_s, not E_f"}
"""What a quantity is called where its plain name would say too much."""


class NeuronValue(Record):
    """One print of one quantity of a neuron, or a credited paper of which nothing is read (`reading` None)."""

    paper: str
    credited: bool
    device_classes: tuple[str, ...]
    reviewref: int | None
    reading: Reading | None
    has_resistor: bool

    @property
    def id(self) -> str:
        """The paper and the datum."""
        return f"neuron/{self.paper}/{self.reading.id if self.reading else 'nothing'}"


def neurons(readings: Iterable[Reading], library: Library, classes: Classes, config: Config) -> list[NeuronValue]:
    """Credited papers first, each with every located value; one without any has a row of its own."""
    papers = {key: entry for key, entry in library.entries.items() if NEURON in entry.roles}
    own: dict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        if reading.datum.paper in papers and not reading.is_derived:
            own[reading.datum.paper].append(reading)
    lines = []
    for key, entry in papers.items():
        is_credited = config.evidence.headline_set in entry.sets
        if not own[key] and not is_credited:
            continue
        has_resistor = any(reading.parameter == "source_resistance" for reading in own[key])
        found = classes_of(entry, classes)
        printed: list[Reading | None] = [*sorted(own[key], key=lambda reading: (reading.parameter, reading.id))]
        for found_reading in printed or [None]:
            lines.append(
                NeuronValue(
                    paper=key,
                    credited=is_credited,
                    device_classes=found,
                    reviewref=entry.reviewref,
                    reading=found_reading,
                    has_resistor=has_resistor,
                )
            )
    return sorted(lines, key=lambda line: (not line.credited, line.reviewref or 0, line.id))


def _name(reading: Reading | None) -> str:
    if reading is None:
        return "nothing read"
    return NAMES.get(reading.parameter, reading.parameter.replace("_", " "))


NEURONS = Table[NeuronValue](
    "neurons.csv",
    "Neurons: what is printed of them, not E_s, not E_f",
    "describe_synapses",
    (
        Column("id", "paper and datum"),
        Column("paper", "key of the paper"),
        Column("reference", "number in the review's list", "reviewref", type="integer"),
        Column("credited", "whether the review's Fig. 11 credits it", type="boolean"),
        Column("class", "device classes of the paper", "device_classes"),
        Column("device", "device", lambda line: line.reading.datum.device if line.reading else None),
        Column(
            "quantity",
            "what is printed; `nothing read` where no value of a credited paper is at hand",
            lambda line: _name(line.reading),
        ),
        Column("printed", "as printed", lambda line: line.reading.datum.printed.text if line.reading else None),
        Column("low", "lower end", lambda line: line.reading.low if line.reading else None, unit="column unit"),
        Column("high", "upper end", lambda line: line.reading.high if line.reading else None, unit="column unit"),
        Column("unit", "SI unit", lambda line: line.reading.unit if line.reading else None),
        Column("source_resistor", "whether a source resistor is stated", "has_resistor", type="boolean"),
        Column(
            "document", "where it was read", lambda line: line.reading.datum.locator.document if line.reading else None
        ),
        Column("tier", "tier of the reading", lambda line: line.reading.datum.tier if line.reading else None),
        Column(
            "status", "value, text, flagged or excluded", lambda line: line.reading.status if line.reading else None
        ),
        Column("reading", "id of the datum", lambda line: line.reading.id if line.reading else None),
    ),
)
