"""The energy of turning the polarisation of a ferroelectric, which V^2 G tau leaves out: at most 2 P_r A V.

A pulse of voltage V that turns the whole polarisation moves the charge Q = 2 P_r A through the circuit, so it costs at
most Q V beside the current through the layer (integral of V dQ; Scott, Ferroelectric Memories, Springer 2000, ch. 2).
A partial turn costs less: the term is an upper end. Polarisation and area are those that the paper itself prints of
the device, never a default.
"""

import math
from collections.abc import Mapping

import pandas as pd

from memlit.benchmark.rows import Tuple, full_names, parts_of_devices
from memlit.datum import FIRST_HAND
from memlit.frames import cells_of
from memlit.numbers import NUMBER_COLUMNS

POLARISATIONS = {"switched_polarization": 1.0, "remanent_polarization": 2.0}
"""Parameters of the change of the polarisation, and how often each goes into it: a turn leads from -P_r to +P_r."""
AREAS: Mapping[str, str] = {
    "area": "the printed area",
    "electrode_radius": "the circle of the printed radius",
    "feature_size": "at most the square on the printed side or diameter",
}
"""Parameters that give the area of a device, the nearest to it first, and how."""
SIZES_OF_CHARGE = {*POLARISATIONS, *AREAS}


def polarisation_terms(rows: pd.DataFrame, readings: pd.DataFrame, tuples: Mapping[str, Tuple]) -> pd.DataFrame:
    """The term of each device under a pulse whose own paper prints a polarisation and an area, as an upper end.

    Rows of the table of numbers, their index the id of the tuple. rows: of benchmark.csv; readings: of readings.csv;
    tuples: by id.
    """
    is_own = (readings["status"] == "value") & (readings["tier"] == FIRST_HAND)
    printed = parts_of_devices(readings[is_own & readings["parameter"].isin(SIZES_OF_CHARGE)])
    terms = {}
    once = rows.drop_duplicates("tuple").assign(full_name=full_names)
    for paper, device, pulse, name, source in cells_of(once, ["paper", "device", "pulse", "full_name", "tuple"]):
        found, voltage = printed.get((paper, device), {}), tuples[source].get("v_spike")
        area = next((name for name in AREAS if name in found), None)
        turned = next((name for name in POLARISATIONS if name in found), None)
        if area and turned and voltage:
            switched = POLARISATIONS[turned] * (found[turned].high or 0.0)
            largest = max(abs(voltage.low or 0.0), abs(voltage.high or 0.0))
            terms[source] = {
                "id": f"polarisation/{source}#term",
                "kind": "statistic",
                "label": f"energy of turning the polarisation of {name}, {pulse}",
                "high": polarisation_energy(switched, area_of(area, found[area].high or 0.0), largest),
                "unit": "J",
                "rule": f"2 P_r A V, {AREAS[area]}",
                "inputs": (found[turned].id, found[area].id, voltage.id),
            }
    return pd.DataFrame.from_dict(terms, orient="index", columns=NUMBER_COLUMNS.names)


def polarisation_energy(switched: float, area: float, voltage: float) -> float:
    """2 P_r A |V| in J; switched: 2 P_r in C/m^2, area in m^2, voltage in V."""
    return switched * area * abs(voltage)


def area_of(parameter: str, size: float) -> float:
    """The area in m^2 that a printed size in SI gives, the largest that it allows; parameter: one of AREAS."""
    return {"area": size, "electrode_radius": math.pi * size**2, "feature_size": size**2}[parameter]
