"""Neurons: what is printed of the credited ones and of any other, none of it E_s or E_f.

An energy per spike as authors report it holds the whole circuit; E_s needs the source resistor, E_f the on state. Each
row says which of the two a circuit states, and what is missing.
"""

from collections.abc import Iterable

from memlit.config import Classes, Config
from memlit.datum import Reading, Record
from memlit.devices.gather import classes_of
from memlit.grouping import grouped
from memlit.library import Entry, Library
from memlit.published import PublishedTable, of_path, published_table

_NEURON = "neuron"
_NAMES = {"energy_per_spike": "energy per spike as reported: not E_s, not E_f"}
"""What a quantity is called where its plain name would say too much."""


def _name(reading: Reading | None) -> str:
    if reading is None:
        return "nothing read"
    return _NAMES.get(reading.parameter, reading.parameter.replace("_", " "))


class NeuronValue(Record):
    """One print of one quantity of a neuron, or a credited paper of which nothing is read (`reading` None)."""

    paper: str
    reviewref: int | None
    credited: bool
    device_classes: tuple[str, ...]
    reading: Reading | None
    has_resistor: bool

    @property
    def id(self) -> str:
        """The paper and the datum."""
        return f"neuron/{self.paper}/{self.reading.id if self.reading else 'nothing'}"


NEURONS_TABLE: PublishedTable[NeuronValue] = published_table(
    __file__,
    "neurons",
    {
        "reference": "reviewref",
        "class": "device_classes",
        "device": "reading.datum.device",
        "quantity": of_path("reading", _name),
        "printed": "reading.datum.printed.text",
        "low": "reading.low",
        "high": "reading.high",
        "unit": "reading.unit",
        "source_resistor": "has_resistor",
        "document": "reading.datum.locator.document",
        "tier": "reading.datum.tier",
        "status": "reading.status",
        "reading": "reading.id",
    },
)


def papers_of_neurons(library: Library) -> dict[str, Entry]:
    """The entries of papers on neurons, by key."""
    return {key: entry for key, entry in library.entries.items() if _NEURON in entry.roles}


def values_of_neurons(
    readings: Iterable[Reading], library: Library, classes: Classes, config: Config
) -> list[NeuronValue]:
    """Credited papers first, each with every located value; one without any has a row of its own."""
    papers = papers_of_neurons(library)
    printed_ones = (r for r in readings if r.datum.paper in papers and not r.is_derived)
    own = grouped(printed_ones, lambda reading: reading.datum.paper or "")
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
