"""Properties of named synapses beside their energy: states, nonlinearity, spread, endurance, retention, read voltage.

One row a device and property. Readings that disagree are all shown and marked, and none is chosen or averaged.
"""

from collections.abc import Iterable, Mapping
from itertools import combinations

from memlit.config import Classes, Config
from memlit.datum import Reading, Record
from memlit.devices.class_rule import Described, device_classes
from memlit.devices.series import equal
from memlit.grouping import grouped
from memlit.library import Library
from memlit.naming import without_marks
from memlit.published import PublishedTable, of_path, published_table
from memlit.synapses.members import is_member

PROPERTIES = (
    "n_states",
    "n_pulses",
    "nonlinearity_potentiation",
    "nonlinearity_depression",
    "nonlinearity",
    "asymmetry",
    "cycle_to_cycle",
    "device_to_device",
    "on_off_ratio",
    "endurance",
    "retention",
    "read_voltage",
    "array_size",
    "n_devices",
    "conductance_change",
    "stuck_conductance",
    "set_current",
    "reset_current",
    "compliance_current",
    "switching_energy",
    "energy_per_spike",
)
_SHOWN = ("value", "flagged")


class Property(Record):
    """What is printed of one property of one device, every reading of it; device: its id within the paper."""

    paper: str
    device: str
    name: str
    device_class: str
    parameter: str
    readings: tuple[Reading, ...]

    @property
    def id(self) -> str:
        """Paper, device and property."""
        return f"property/{self.paper}/{self.device}/{self.parameter}"

    @property
    def values(self) -> tuple[Reading, ...]:
        """The readings with a value in SI."""
        return tuple(reading for reading in self.readings if reading.status == "value")

    @property
    def is_conflict(self) -> bool:
        """Whether two documents say different things; what one prints at several places is a list."""
        return any(
            first.datum.locator.document != second.datum.locator.document and not equal(first, second)
            for first, second in combinations(self.values, 2)
        )

    @property
    def low(self) -> float | None:
        """The least value read, None where none has one or one is open below."""
        ends = [reading.low for reading in self.values]
        return None if not ends or None in ends else min(end for end in ends if end is not None)

    @property
    def high(self) -> float | None:
        """The largest value read."""
        ends = [reading.high for reading in self.values]
        return None if not ends or None in ends else max(end for end in ends if end is not None)


SYNAPSE_PROPERTIES_TABLE: PublishedTable[Property] = published_table(
    __file__,
    "synapse_properties",
    {
        "device": "name",
        "class": "device_class",
        "property": "parameter",
        "printed": of_path("readings", lambda own: tuple(reading.datum.printed.text for reading in own)),
        "unit": lambda line: next((r.unit for r in line.values if r.unit), ""),
        "conflict": "is_conflict",
        "documents": lambda line: tuple(r.datum.locator.document for r in line.readings),
        "readings": lambda line: tuple(r.id for r in line.readings),
    },
)


def properties(
    readings: Iterable[Reading],
    known: Mapping[tuple[str, str], Described],
    library: Library,
    classes: Classes,
    config: Config,
) -> list[Property]:
    """Properties of the devices of named synapses, sorted by id."""
    members = {key for key, entry in library.entries.items() if is_member(entry, config)}
    shown = (r for r in readings if r.parameter in PROPERTIES and r.status in _SHOWN and not r.is_derived)
    own_ones = (reading for reading in shown if reading.datum.paper in members)
    found = grouped(own_ones, lambda r: (r.datum.paper or "", r.datum.device, r.parameter))
    lines = []
    for (paper, device, parameter), own in sorted(found.items()):
        (decided, *_) = device_classes(library.entries[paper], known.get((paper, device), Described()), classes)
        lines.append(
            Property(
                paper=paper,
                device=device,
                name=without_marks(own[0].datum.printed.stub or device),
                device_class=decided.device_class,
                parameter=parameter,
                readings=tuple(sorted(own, key=lambda reading: reading.id)),
            )
        )
    return lines
