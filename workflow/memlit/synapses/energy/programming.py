"""V I tau: the energy of a pulse by its programming current, where a source prints one.

    Yao 2020, set: 60 uA at 1.5 V over 50 ns     4.5 pJ

The review's benchmark takes "the spike voltage (or current)". This is a companion of the action energy, in a column of
its own, and stands in no median of it: the current is one of the pulse, the conductances of E_a are read before and
after it. The voltage is the one that the current is printed at, else the amplitude of the pulse; a cell in series with
a transistor has at most the voltage of its line, so its number is an upper end.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated

from memlit.benchmark.rows import BenchmarkRow, interval_of
from memlit.config import Config
from memlit.datum import Numbers, Reading, Record, Result
from memlit.devices.device import DevicePulse
from memlit.field.codes import MEMORY
from memlit.grouping import grouped
from memlit.published import Column, ends, meaning, published
from memlit.statistics.comparison.medians import log_median
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
        unit=row.work,
        device=row.full_name,
        device_class=device_class,
        pulse=row.pulse,
        energy=energy,
        action_energy=own.id if own else None,
        ratio=ratio,
    )


def programming_classes(lines: Iterable[Programming], config: Config) -> list[ProgrammingClass]:
    """Medians over papers of the classes of memory cells with the papers for one, one value a paper."""
    known = (line for line in lines if line.energy.value)
    found = []
    for (set_name, device_class, pulse), own in sorted(grouped(known, _set_class_and_pulse).items()):
        papers = grouped(own, lambda line: line.unit)
        if len(papers) < config.analysis.inclusion.range_from:
            continue
        counted = Numbers(f"programming_classes/{set_name}/{device_class}/{pulse}", rule="papers counted")
        by_paper = [line for lines_of_paper in papers.values() for line in lines_of_paper]
        energies, ratios = (_medians(papers, of) for of in ("energy", "ratio"))
        both = tuple(line.ratio.id for line in by_paper if line.ratio)
        inputs = tuple(line.energy.id for line in by_paper)
        n_papers = counted.count("papers", "papers with V I tau", len(papers), inputs=inputs)
        n_ratios = counted.count("ratios", "papers with both energies", len(ratios), inputs=both)
        energy, ratio = (
            Numbers(counted.base, (n.id,), "median over papers on the log scale") for n in (n_papers, n_ratios)
        )
        of_ratios = "median action energy over V I tau"
        found.append(
            ProgrammingClass(
                id=counted.base,
                set_name=set_name,
                device_class=device_class,
                pulse=pulse,
                n_papers=n_papers,
                median=energy.statistic("median", "median V I tau", log_median(energies), unit="J"),
                n_ratios=n_ratios,
                ratio=ratio.statistic("ratio", of_ratios, log_median(ratios)) if ratios else None,
            )
        )
    return found


def _set_class_and_pulse(line: Programming) -> tuple[str, str, str]:
    return line.set_name, line.device_class, line.pulse


def _medians(papers: Mapping[str, Sequence[Programming]], of: str) -> list[float]:
    """The median of each paper's numbers, where it has any."""
    numbers = ([getattr(line, of) for line in own] for own in papers.values())
    known = ([number.value for number in own if number is not None and number.value] for own in numbers)
    return [log_median(own) for own in known if own]
