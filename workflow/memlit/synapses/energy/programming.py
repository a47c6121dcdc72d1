"""V I tau: the energy of a pulse by its programming current, where a source prints one.

    Yao 2020, set: 60 uA at 1.5 V over 50 ns     4.5 pJ

The review's benchmark takes "the spike voltage (or current)". This is a companion of the action energy, in a column of
its own, and stands in no median of it: the current is one of the pulse, the conductances of E_a are read before and
after it. The voltage is the one that the current is printed at, else the amplitude of the pulse; a cell in series with
a transistor has at most the voltage of its line, so its number is an upper end.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated

from memlit.analysis.medians import log_median
from memlit.benchmark.rows import MEMORY, BenchmarkRow, interval_of
from memlit.config import Config
from memlit.datum import Numbers, Reading, Record, Result
from memlit.devices.tuples import DevicePulse
from memlit.published import Column, ends, meaning, published
from memlit.synapses.members import Synapse

CURRENTS: Mapping[str, tuple[str, ...]] = {
    "set": ("set_current",),
    "reset": ("reset_current",),
    "unpaired": ("write_current",),
}
AT_VOLTAGE = {"set": "set_current_voltage", "reset": "reset_current_voltage"}
"""Parameters of the voltage that a programming current is printed at."""
ENERGY = "action_energy"


@published(
    "programming_energy.csv",
    "V I tau where a programming current is printed, beside the action energy",
    "describe_synapses",
    after={"ratio": (Column("readings", "ids of voltage, current and width", "energy.inputs"),)},
)
class Programming(Record):
    """A device under one pulse: V I tau (J), and its action energy over it, where both are numbers."""

    id: Annotated[str, meaning("device and pulse")]
    set_name: Annotated[str, Column("set", "set of the paper")]
    paper: Annotated[str, meaning("key of the paper")]
    unit: str
    device: Annotated[str, meaning("device as printed")]
    device_class: Annotated[str, Column("class", "device class")]
    pulse: Annotated[str, meaning("set, reset, or unpaired where the source names none")]
    energy: Annotated[
        Result,
        Column("v_i_tau", "V I tau, where it is a number", unit="J"),
        *ends("v_i_tau", "bounds of V I tau", unit="J"),
    ]
    action_energy: Annotated[str | None, meaning("id of the action energy")]
    ratio: Annotated[Result | None, meaning("action energy over V I tau", unit="1")]


@published(
    "programming_classes.csv", "V I tau by class of memory cells, and the action energy over it", "describe_synapses"
)
class ProgrammingClass(Record):
    """A class of the survey under one pulse: papers, and the medians of V I tau and of E_a over it."""

    id: Annotated[str, meaning("set, class and pulse")]
    set_name: Annotated[str, Column("set", "set of the papers")]
    device_class: Annotated[str, Column("class", "device class")]
    pulse: Annotated[str, meaning("set, reset, or unpaired where the source names none")]
    n_papers: Annotated[Result, meaning("papers with V I tau")]
    median: Annotated[Result, meaning("median V I tau over papers", unit="J")]
    n_ratios: Annotated[Result, meaning("papers with both energies")]
    ratio: Annotated[Result | None, meaning("median of the action energy over V I tau", unit="1")]


def programming(
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
    wanted = {name for names in CURRENTS.values() for name in names} | set(AT_VOLTAGE.values())
    printed: dict[tuple[str, str, str], list[Reading]] = defaultdict(list)
    for reading in readings:
        datum = reading.datum
        is_usable = reading.status == "value" and datum.tier in config.evidence.tiers
        if reading.parameter in wanted and datum.paper and is_usable:
            printed[datum.paper, datum.device, reading.parameter].append(reading)
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
    voltage = first(AT_VOLTAGE.get(row.pulse, "")) or device.chosen.v_spike
    parts = [part for part in (voltage, current, device.chosen.tau) if part is not None]
    if len(parts) < 3:
        return None
    intervals = [interval_of(part) for part in parts]
    low, high = (math.prod(getattr(interval, end) for interval in intervals) for end in ("low", "high"))
    if not (0 < high < math.inf):
        return None
    line_id = f"programming/{row.source}"
    rule = "V I tau, a companion of the action energy"
    make = Numbers(line_id, tuple(part.id for part in parts), rule)
    energy = make.bounds("energy", "programming energy V I tau", low, high, unit="J")
    own = row.metrics.get(ENERGY)
    ratio = None
    if own is not None and own.value and energy.value:
        over = Numbers(line_id, (own.id, energy.id), "ratio")
        ratio = over.statistic("ratio", "action energy over V I tau", own.value / energy.value)
    return Programming(
        id=line_id,
        set_name=row.set_name,
        paper=row.paper,
        unit=row.unit,
        device=row.full_name,
        device_class=device_class,
        pulse=row.pulse,
        energy=energy,
        action_energy=own.id if own else None,
        ratio=ratio,
    )


def programming_classes(lines: Iterable[Programming], config: Config) -> list[ProgrammingClass]:
    """Medians over papers of the classes of memory cells with the papers for one, one value a paper."""
    groups: dict[tuple[str, str, str], dict[str, list[Programming]]] = defaultdict(lambda: defaultdict(list))
    for line in lines:
        if line.energy.value:
            groups[line.set_name, line.device_class, line.pulse][line.unit].append(line)
    found = []
    for (set_name, device_class, pulse), papers in sorted(groups.items()):
        if len(papers) < config.analysis.inclusion.range_from:
            continue
        base = f"programming_classes/{set_name}/{device_class}/{pulse}"
        energies = {unit: log_median([line.energy.value or 0.0 for line in own]) for unit, own in papers.items()}
        ratios = {
            unit: log_median(known)
            for unit, own in papers.items()
            if (known := [line.ratio.value for line in own if line.ratio and line.ratio.value])
        }
        inputs = tuple(line.energy.id for own in papers.values() for line in own)
        both = tuple(line.ratio.id for own in papers.values() for line in own if line.ratio)
        n_papers = Numbers(base, inputs, "papers counted").count("papers", "papers with V I tau", len(papers))
        n_ratios = Numbers(base, both, "papers counted").count("ratios", "papers with both energies", len(ratios))
        energy, ratio = (Numbers(base, (n.id,), "median over papers on the log scale") for n in (n_papers, n_ratios))
        found.append(
            ProgrammingClass(
                id=base,
                set_name=set_name,
                device_class=device_class,
                pulse=pulse,
                n_papers=n_papers,
                median=energy.statistic("median", "median V I tau", log_median([*energies.values()]), unit="J"),
                n_ratios=n_ratios,
                ratio=ratio.statistic("ratio", "median action energy over V I tau", log_median([*ratios.values()]))
                if ratios
                else None,
            )
        )
    return found
