"""The energy of turning the polarisation of a ferroelectric, which V^2 G tau leaves out: at most 2 P_r A V.

A pulse of voltage V that turns the whole polarisation moves the charge Q = 2 P_r A through the circuit, so it costs at
most Q V beside the current through the layer (integral of V dQ; Scott, Ferroelectric Memories, Springer 2000, ch. 2).
A partial turn costs less: the term is an upper end. Polarisation and area are those that the paper itself prints of
the device, never a default.
"""

import math
from collections.abc import Iterable, Mapping

from memlit.benchmark.rows import BenchmarkRow
from memlit.datum import FIRST_HAND, Numbers, Reading, Result
from memlit.devices.device import DevicePulse
from memlit.grouping import grouped

POLARISATIONS = {"switched_polarization": 1.0, "remanent_polarization": 2.0}
"""Parameters of the change of the polarisation, and how often each goes into it: a turn leads from -P_r to +P_r."""
AREAS: Mapping[str, str] = {
    "area": "the printed area",
    "electrode_radius": "the circle of the printed radius",
    "feature_size": "at most the square on the printed side or diameter",
}
"""Parameters that give the area of a device, the nearest to it first, and how."""
SIZES_OF_CHARGE = {*POLARISATIONS, *AREAS}


def polarisation_terms(
    rows: Iterable[BenchmarkRow], devices: Iterable[DevicePulse], readings: Iterable[Reading]
) -> dict[str, Result]:
    """The term of each device under a pulse whose own paper prints a polarisation and an area, by the row's source."""
    of_tuple = {device.id: device for device in devices}
    own = [
        reading
        for reading in readings
        if reading.parameter in SIZES_OF_CHARGE and reading.status == "value" and reading.datum.tier == FIRST_HAND
    ]
    printed = grouped(own, lambda reading: (reading.datum.paper, reading.datum.device))
    terms: dict[str, Result] = {}
    for row in sorted(rows, key=lambda row: row.id):
        found = {reading.parameter: reading for reading in printed.get((row.paper, row.device), ())}
        area = next((name for name in AREAS if name in found), None)
        turned = next((name for name in POLARISATIONS if name in found), None)
        device = of_tuple.get(row.source)
        if area and turned and device and (voltage := device.chosen.v_spike):
            terms.setdefault(row.source, _term(row, voltage, found[turned], found[area]))
    return terms


def polarisation_energy(switched: float, area: float, voltage: float) -> float:
    """2 P_r A |V| in J; switched: 2 P_r in C/m^2, area in m^2, voltage in V."""
    return switched * area * abs(voltage)


def area_of(parameter: str, size: float) -> float:
    """The area in m^2 that a printed size in SI gives, the largest that it allows; parameter: one of AREAS."""
    return {"area": size, "electrode_radius": math.pi * size**2, "feature_size": size**2}[parameter]


def _term(row: BenchmarkRow, voltage: Reading, turned: Reading, size: Reading) -> Result:
    make = Numbers(
        f"polarisation/{row.source}", (turned.id, size.id, voltage.id), of=f" of {row.full_name}, {row.pulse}"
    )
    switched = POLARISATIONS[turned.parameter or ""] * (turned.high or 0.0)
    largest = max(abs(voltage.low or 0.0), abs(voltage.high or 0.0))
    most = polarisation_energy(switched, area_of(size.parameter or "", size.high or 0.0), largest)
    rule = f"2 P_r A V, {AREAS[size.parameter or '']}"
    return make.bounds("term", "energy of turning the polarisation", None, most, rule, "J")
