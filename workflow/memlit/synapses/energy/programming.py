"""V I tau: the energy of a pulse by its programming current, where a source prints one.

    Yao 2020, set: 60 uA at 1.5 V over 50 ns     4.5 pJ

The review's benchmark takes "the spike voltage (or current)". This is a companion of the action energy, in a column of
its own, and stands in no median of it: the current is one of the pulse, the conductances of E_a are read before and
after it. The voltage is the one that the current is printed at, else the amplitude of the pulse; a cell in series with
a transistor has at most the voltage of its line, so its number is an upper end.
"""

import math
from collections.abc import Iterable, Mapping, Sequence

from memlit.benchmark.rows import BenchmarkRow, interval_of
from memlit.config import Config
from memlit.datum import Numbers, Reading, Record, Result
from memlit.devices.device import DevicePulse
from memlit.field.codes import MEMORY
from memlit.grouping import grouped
from memlit.published import PublishedTable, published_table
from memlit.synapses.members import Synapse

CURRENTS: Mapping[str, tuple[str, ...]] = {
    "set": ("set_current",),
    "reset": ("reset_current",),
    "unpaired": ("write_current",),
}
AT_VOLTAGE = {"set": "set_current_voltage", "reset": "reset_current_voltage"}
"""Parameters of the voltage that a programming current is printed at."""
OF_A_CURRENT = {name for names in CURRENTS.values() for name in names} | set(AT_VOLTAGE.values())
"""Parameters beside those of the tuple that the energy is computed from."""
_ENERGY = "action_energy"


class Programming(Record):
    """A device under one pulse: V I tau (J), and its action energy over it, where both are numbers."""

    id: str
    set_name: str
    paper: str
    device: str
    device_class: str
    pulse: str
    energy: Result
    action_energy: str | None
    ratio: Result | None


PROGRAMMING_ENERGY_TABLE: PublishedTable[Programming] = published_table(
    __file__,
    "programming_energy",
    {
        "set": "set_name",
        "class": "device_class",
        "v_i_tau": "energy",
        "v_i_tau_low": "energy.low",
        "v_i_tau_high": "energy.high",
        "readings": "energy.inputs",
    },
)


def programming_energies(
    rows: Iterable[BenchmarkRow],
    found: Iterable[Synapse],
    devices: Iterable[DevicePulse],
    readings: Iterable[Reading],
    config: Config,
) -> list[Programming]:
    """Every named synapse and memory cell with a voltage, a width and a programming current, sorted by id."""
    named = [(item.row, item.device_class) for item in found]
    cells = [(row, row.device_class) for row in rows if row.role == MEMORY]
    tuples = {device.id: device for device in devices}
    usable = (r for r in readings if r.status == "value" and r.datum.tier in config.evidence.tiers and r.datum.paper)
    own = (reading for reading in usable if reading.parameter in OF_A_CURRENT)
    printed = grouped(own, lambda r: (r.datum.paper or "", r.datum.device, r.parameter))
    lines = [
        _line(row, device_class, tuples[row.source], printed)
        for row, device_class in (*named, *cells)
        if not row.not_applicable
    ]
    return sorted(filter(None, lines), key=lambda line: line.id)


def _line(
    row: BenchmarkRow,
    device_class: str,
    device: DevicePulse,
    printed: Mapping[tuple[str, str, str], Sequence[Reading]],
) -> Programming | None:
    def first(parameter: str) -> Reading | None:
        return next(iter(printed.get((row.paper, row.device, parameter), ())), None)

    current = next(filter(None, map(first, CURRENTS[row.pulse])), None)
    if current is None:
        return None
    voltage = first(AT_VOLTAGE.get(row.pulse, "")) or device.chosen.v_spike
    width = device.chosen.tau
    if voltage is None or width is None:
        return None
    parts = (voltage, current, width)
    intervals = [interval_of(part) for part in parts]
    low, high = (math.prod(getattr(interval, end) for interval in intervals) for end in ("low", "high"))
    if not (0 < high < math.inf):
        return None
    line_id = f"programming/{row.source}"
    rule = "V I tau, a companion of the action energy"
    make = Numbers(line_id, tuple(part.id for part in parts), rule)
    energy = make.bounds("energy", "programming energy V I tau", low, high, unit="J")
    own = row.metrics.get(_ENERGY)
    ratio = None
    if own is not None and own.value and energy.value:
        over = Numbers(line_id, (own.id, energy.id), "ratio")
        ratio = over.statistic("ratio", "action energy over V I tau", own.value / energy.value)
    return Programming(
        id=line_id,
        set_name=row.set_name,
        paper=row.paper,
        device=row.full_name,
        device_class=device_class,
        pulse=row.pulse,
        energy=energy,
        action_energy=own.id if own else None,
        ratio=ratio,
    )
