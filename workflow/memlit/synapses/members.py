"""Which devices are named synapses, and how far the numbers of each belong together.

(a) A weight: three pulsed states or more, a train of three pulses or more, or a weight of a network. Memory cells stay
where they are. (b) Current flows through the switching layer between two terminals; a charge device has no resistive
energy and stands in a table of its own. (c) The grade of a pulse is the transcriber's, by the rules of docs/methods.md,
and whose number it is decides where it stands (memlit.devices.trust). Lineages join papers of one laboratory, and those
whose numbers were read in one table.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from memlit.benchmark.rows import BenchmarkRow, columns_of_metrics
from memlit.config import Classes, Config, Metric
from memlit.datum import FIRST_HAND, PULSES, Reading
from memlit.devices.class_rule import contradiction, device_classes
from memlit.devices.device import DevicePulse
from memlit.devices.gather import classes_of
from memlit.field.codes import NAMED_SET, OF_NO_DEVICE, SYNAPSE_ROLES
from memlit.grouping import connected
from memlit.library import Entry, Library
from memlit.published import Columns, Of, PublishedTable, published_table

LABORATORY = "laboratory"
NETWORK = "network_weights"
"""Flag of a reading of a device that holds the weights of a network."""
LEAST_STATES = 3
OF_WEIGHTS = ("n_states", "n_pulses")
"""Parameters that say that a device is a weight."""


def is_member(entry: Entry, config: Config) -> bool:
    """Whether a paper stands in the set: named by its entry, or a synapse that the review credits."""
    is_credited = config.evidence.headline_set in entry.sets and SYNAPSE_ROLES[0] in entry.roles
    return NAMED_SET in entry.sets or is_credited


@dataclass(frozen=True, slots=True)
class Synapse:
    """A named synapse under one pulse.

    lineage: of papers that are one vote; weight: why it counts as a weight, empty where nothing says so;
    review_classes: those of the review; source_class: what its source says against its class.
    """

    row: BenchmarkRow
    device_class: str
    basis: str
    because: str
    review_classes: tuple[str, ...]
    weight: str
    lineage: str
    same_numbers: tuple[str, ...]
    laboratory: str
    source_class: str = ""
    source_because: str = ""

    @property
    def is_counted(self) -> bool:
        """Whether it is shown with its numbers: a weight with a resistive energy whose sources are one."""
        return bool(self.weight) and self.row.not_applicable is None and self.row.is_of_one_source

    @property
    def is_setting(self) -> bool:
        """Whether its own paper prints a setting of a program, and no device: it stands in no median and no figure."""
        return self.row.tier == FIRST_HAND and self.row.whose_number in OF_NO_DEVICE


def graded_synapses(
    rows: Iterable[BenchmarkRow],
    devices: Iterable[DevicePulse],
    readings: Iterable[Reading],
    copied_in: Mapping[str, str],
    library: Library,
    classes: Classes,
    config: Config,
) -> list[Synapse]:
    """The named synapses, sorted by id, one a device, pulse and condition.

    readings: those that say that a device is a weight, others are passed over; copied_in: tables that several readings
    are copies of (`lineage`), by the id of a reading.
    """
    tuples = {device.id: device for device in devices}
    weights = _weights(readings)
    chosen: dict[str, BenchmarkRow] = {}
    for row in sorted(rows, key=lambda row: row.id):
        if row.pulse in PULSES and row.role in SYNAPSE_ROLES and is_member(library.entries[row.paper], config):
            # A paper of two classes or roles has a row for each; its devices are what is counted here.
            chosen.setdefault(row.source, row)
    numbers = {
        source: tuple(sorted({copied_in[i] for i in tuples[source].chosen.inputs if i in copied_in}))
        for source in chosen
    }
    lineages = _lineages({row.paper: numbers[source] for source, row in chosen.items()}, library)
    found = []
    for source, row in chosen.items():
        entry, own = library.entries[row.paper], tuples[source]
        decided = next(
            item for item in device_classes(entry, own.said, classes) if item.device_class == row.device_class
        )
        other = contradiction(row.device_class, own.said, classes)
        found.append(
            Synapse(
                row=row,
                device_class=decided.device_class,
                basis=decided.basis,
                because=decided.because,
                source_class=other.device_class if other else "",
                source_because=other.because if other else "",
                review_classes=classes_of(entry, classes) if entry.reviewref else (),
                lineage=lineages[row.paper],
                same_numbers=numbers[source],
                laboratory=entry.fields.get(LABORATORY, ""),
                weight=weights.get((row.paper, row.device), ""),
            )
        )
    return found


def _weights(readings: Iterable[Reading]) -> dict[tuple[str, str], str]:
    """Why a device is a weight, by paper and device."""
    found: dict[tuple[str, str], str] = {}
    for reading in readings:
        datum = reading.datum
        if datum.paper is None:
            continue
        if NETWORK in reading.flags:
            found[datum.paper, datum.device] = "weights of a network"
        elif reading.parameter in OF_WEIGHTS and (reading.low or 0) >= LEAST_STATES:
            what = "states" if reading.parameter == "n_states" else "pulses of a train"
            found.setdefault((datum.paper, datum.device), f"{reading.low:g} {what}")
    return found


def _lineages(numbers: Mapping[str, Sequence[str]], library: Library) -> dict[str, str]:
    """A name for each paper, one for all that share numbers or a laboratory, directly or through others."""
    laboratories = {paper: library.entries[paper].fields.get(LABORATORY) for paper in numbers}
    return connected({paper: filter(None, (*own, laboratories[paper])) for paper, own in numbers.items()})


_HOLDS: dict[str, Of] = {
    "id": "row.source",
    "paper": "row.paper",
    "device": "row.full_name",
    "class": "device_class",
    "class_basis": "basis",
    "pulse": "row.pulse",
    "whose_number": "row.whose_number",
    "how_checked": "row.how_checked",
    "grade": "row.grade",
    "counted": "is_counted",
    "flags": "row.flags",
    "readings": "row.readings",
    "not_applicable": "row.not_applicable",
}


def synapses_table(metrics: Mapping[str, Metric]) -> PublishedTable[Synapse]:
    """synapses.csv, with three columns for each metric of a synapse in config/metrics.yaml."""
    return published_table(__file__, "synapses", _HOLDS, columns_of_synapse_metrics(metrics))


def columns_of_synapse_metrics(metrics: Mapping[str, Metric]) -> Columns:
    """The columns of the metrics that a synapse has."""
    return columns_of_metrics({name: own for name, own in metrics.items() if SYNAPSE_ROLES[0] in own.roles}, "row")


CHARGE_SYNAPSES: PublishedTable[Synapse] = published_table(__file__, "charge_synapses", _HOLDS)
