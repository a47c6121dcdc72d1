"""The energy of turning the polarisation of a ferroelectric, which V^2 G tau leaves out: at most 2 P_r A V.

A pulse of voltage V that turns the whole polarisation moves the charge Q = 2 P_r A through the circuit, so it costs at
most Q V beside the current through the layer (integral of V dQ; Scott, Ferroelectric Memories, Springer 2000, ch. 2).
A partial turn costs less: the term is an upper end. Polarisation and area are those that the paper itself prints of
the device, never a default.
"""

import math
from collections.abc import Iterable, Mapping
from typing import Annotated

from memlit.benchmark.rows import BenchmarkRow
from memlit.datum import FIRST_HAND, Numbers, Pulse, Reading, Record, Result
from memlit.devices.device import DevicePulse
from memlit.grouping import grouped
from memlit.published import Column, meaning, published

_ENERGY = "action_energy"
POLARISATIONS = {"switched_polarization": 1.0, "remanent_polarization": 2.0}
"""Parameters of the change of the polarisation, and how often each goes into it: a turn leads from -P_r to +P_r."""
AREAS: Mapping[str, str] = {
    "area": "the printed area",
    "electrode_radius": "the circle of the printed radius",
    "feature_size": "at most the square on the printed side or diameter",
}
"""Parameters that give the area of a device, the nearest to it first, and how."""
SIZES_OF_CHARGE = {*POLARISATIONS, *AREAS}


@published(
    "polarisation_energies.csv", "The energy of turning the polarisation, beside the action energy", "bound_energy"
)
class PolarisationEnergy(Record):
    """The polarisation term of one device under one pulse, an upper end, beside its action energy."""

    id: Annotated[str, meaning("paper, device and pulse")]
    paper: Annotated[str, meaning("key of the paper")]
    name: Annotated[str, Column("device", "device as printed")]
    device_class: Annotated[str, Column("class", "device class")]
    pulse: Annotated[Pulse, meaning("set (potentiation) or reset (depression)")]
    area_from: Annotated[str, meaning("what the area is taken from")]
    term: Annotated[
        Result, Column("term_high_j", "2 P_r A V: what turning the polarisation costs at most", "term.high", unit="J")
    ]
    energy: Annotated[str, Column("action_energy", "number of the action energy of the same pulse, by eqn (1)")]
    factor: Annotated[Result | None, meaning("the term over the action energy, where that is one number", unit="1")]
    readings: Annotated[tuple[str, ...], meaning("readings behind the term")]


def polarisation_energies(
    rows: Iterable[BenchmarkRow], devices: Iterable[DevicePulse], readings: Iterable[Reading]
) -> list[PolarisationEnergy]:
    """Devices whose own paper prints a polarisation and an area, by id."""
    of_tuple = {device.id: device for device in devices}
    own = [
        reading
        for reading in readings
        if reading.parameter in SIZES_OF_CHARGE and reading.status == "value" and reading.datum.tier == FIRST_HAND
    ]
    printed = grouped(own, lambda reading: (reading.datum.paper, reading.datum.device))
    lines: dict[str, PolarisationEnergy] = {}
    for row in sorted(rows, key=lambda row: row.id):
        found = {reading.parameter: reading for reading in printed.get((row.paper, row.device), ())}
        area = next((name for name in AREAS if name in found), None)
        turned = next((name for name in POLARISATIONS if name in found), None)
        device, energy = of_tuple.get(row.source), row.metrics.get(_ENERGY)
        if area and turned and energy and device and (voltage := device.chosen.v_spike):
            lines.setdefault(row.source, _line(row, energy, voltage, found[turned], found[area]))
    return list(lines.values())


def polarisation_energy(switched: float, area: float, voltage: float) -> float:
    """2 P_r A |V| in J; switched: 2 P_r in C/m^2, area in m^2, voltage in V."""
    return switched * area * abs(voltage)


def area_of(parameter: str, size: float) -> float:
    """The area in m^2 that a printed size in SI gives, the largest that it allows; parameter: one of AREAS."""
    return {"area": size, "electrode_radius": math.pi * size**2, "feature_size": size**2}[parameter]


def _line(row: BenchmarkRow, energy: Result, voltage: Reading, turned: Reading, size: Reading) -> PolarisationEnergy:
    used = (turned.id, size.id, voltage.id)
    make = Numbers(f"polarisation/{row.source}", used, of=f" of {row.full_name}, {row.pulse}")
    switched = POLARISATIONS[turned.parameter or ""] * (turned.high or 0.0)
    largest = max(abs(voltage.low or 0.0), abs(voltage.high or 0.0))
    most = polarisation_energy(switched, area_of(size.parameter or "", size.high or 0.0), largest)
    rule = f"2 P_r A V, {AREAS[size.parameter or '']}"
    factor = None
    if energy.value:
        both = Numbers(make.base, (*used, energy.id), of=make.of)
        label = "polarisation term over the action energy, at most"
        factor = both.statistic("factor", label, most / energy.value, "one over the other")
    return PolarisationEnergy(
        id=make.base,
        paper=row.paper,
        name=row.full_name,
        device_class=row.device_class,
        pulse=row.pulse,
        area_from=AREAS[size.parameter or ""],
        term=make.bounds("term", "energy of turning the polarisation", None, most, rule, "J"),
        energy=energy.id,
        factor=factor,
        readings=used,
    )
