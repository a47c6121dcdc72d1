"""V I tau: the energy of a pulse by its programming current, where a source prints one.

    Yao 2020, set: 60 uA at 1.5 V over 50 ns     4.5 pJ

The review's benchmark takes "the spike voltage (or current)". This is a companion of the action energy, in a column of
its own, and stands in no median of it: the current is one of the pulse, the conductances of E_a are read before and
after it. The voltage is the one that the current is printed at, else the amplitude of the pulse; a cell in series with
a transistor has at most the voltage of its line, so its number is an upper end.
"""

import math
from collections.abc import Mapping

import pandas as pd

from memlit.benchmark.rows import Tuple, full_names, interval_of, parts_of_devices
from memlit.config import Config
from memlit.field.codes import MEMORY
from memlit.frames import SEVERAL, cells_of
from memlit.numbers import NumberColumn, numbers_of_table
from memlit.published import PublishedTable, published_table
from memlit.synapses.members import column_of_energy

CURRENTS = {"set": "set_current", "reset": "reset_current", "unpaired": "write_current"}
AT_VOLTAGE = {"set": "set_current_voltage", "reset": "reset_current_voltage"}
"""Parameters of the voltage that a programming current is printed at."""
OF_A_CURRENT = {*CURRENTS.values(), *AT_VOLTAGE.values()}
"""Parameters beside those of the tuple that the energy is computed from."""

PROGRAMMING_ENERGY_TABLE: PublishedTable[object] = published_table(__file__, "programming_energy")


def programming_energies(
    benchmark: pd.DataFrame, named: pd.DataFrame, readings: pd.DataFrame, tuples: Mapping[str, Tuple], config: Config
) -> pd.DataFrame:
    """The rows of programming_energy.csv, sorted by id: named synapses and memory cells with a programming current.

    named: as `graded_synapses` makes it; readings: rows of readings.csv; tuples: by the id of a device under a pulse.
    """
    is_asked = readings["parameter"].isin(OF_A_CURRENT) & readings["tier"].isin(config.evidence.tiers)
    printed = parts_of_devices(readings[is_asked & (readings["status"] == "value")])
    rows = pd.concat([named, benchmark[benchmark["role"] == MEMORY]])
    rows = rows[rows["not_applicable"].isna()].reset_index(drop=True)
    products = []
    for place, paper, device, pulse, source in cells_of(
        rows.reset_index(), ["index", "paper", "device", "pulse", "tuple"]
    ):
        beside, chosen = printed.get((paper, device), {}), tuples[source]
        voltage = beside.get(AT_VOLTAGE.get(pulse, "")) or chosen.get("v_spike")
        current, width = beside.get(CURRENTS[pulse]), chosen.get("tau")
        if voltage and current and width:
            intervals = [interval_of(part) for part in (voltage, current, width)]
            low, high = (math.prod(getattr(own, end) for own in intervals) for end in ("low", "high"))
            products.append((place, low, high, SEVERAL.join((voltage.id, current.id, width.id))))
    found = pd.DataFrame(products, columns=["place", "v_i_tau_low", "v_i_tau_high", "readings"]).set_index("place")
    found = found[(found["v_i_tau_high"] > 0) & (found["v_i_tau_high"] < math.inf)]
    found = rows.drop(columns="readings").join(found, how="inner")
    energy = column_of_energy(config)
    found["v_i_tau"] = found["v_i_tau_low"].where(found["v_i_tau_low"] == found["v_i_tau_high"])
    found["action_energy"] = (found["id"] + "#action_energy").where(found[f"{energy}_low"].notna())
    found["ratio"] = found[energy] / found["v_i_tau"]
    return found.assign(id="programming/" + found["tuple"], device=full_names).sort_values("id", kind="stable")


_NUMBERS = (
    NumberColumn(
        "v_i_tau",
        "programming energy V I tau",
        "V I tau, a companion of the action energy",
        inputs="readings",
        unit="J",
        ends=("v_i_tau_low", "v_i_tau_high"),
        id="{id}#energy",
    ),
    NumberColumn("ratio", "action energy over V I tau", "ratio", inputs="both"),
)


def programming_numbers(lines: pd.DataFrame) -> pd.DataFrame:
    """The numbers of `programming_energies`, as rows of the table of numbers."""
    return numbers_of_table(lines.assign(both=lines["action_energy"] + SEVERAL + lines["id"] + "#energy"), *_NUMBERS)
