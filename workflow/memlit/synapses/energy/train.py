"""What a train of pulses costs until the conductance has changed by a given share: the sum of V^2 G tau along it.

Each pulse costs V^2 tau (G_before + G_after)/2, equation (1) of Li et al. 2023 for one step of the train, with the
states that were measured before and after it; V is what a printed series resistor leaves to the cell in each. The sum
runs from the first measured state to the first one that has changed by the share; a share that the train does not reach
has no sum, and nothing is extrapolated.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd

from memlit.benchmark.rows import Tuple
from memlit.config import Config
from memlit.datum import SERIES_RESISTOR
from memlit.devices.stored import StoredReadings
from memlit.devices.trust import TuplePart
from memlit.field import load_vocabulary
from memlit.field.codes import STATES
from memlit.frames import SEVERAL, row_dicts
from memlit.numbers import NumberColumn, numbers_of_table
from memlit.published import PublishedTable, published_table
from memlit.reconcile.figures import train_of
from memlit.sources.points import read_all_points
from memlit.synapses.members import column_of_energy

CHANGES = (0.1, 0.2, 0.5, 1.0, 9.0)
"""Changes of the conductance over its first value: by a tenth, a fifth, a half, to the double, to ten times."""
_ONE = 0.25
"""How far the distance of two states may lie from one pulse."""


TRAIN_ENERGIES_TABLE: PublishedTable[object] = published_table(__file__, "train_energies")


def train_energies(
    benchmark: pd.DataFrame,
    tuples: Mapping[str, Tuple],
    trains: Mapping[str, Sequence[tuple[float, float]]],
    config: Config,
) -> pd.DataFrame:
    """The rows of train_energies.csv: trains from which both states of a tuple with one voltage and width were read.

    benchmark: rows of benchmark.csv; tuples: by the id of a device under a pulse; trains: pulse number and conductance
    in S of the states of each series.
    """
    once = benchmark.drop_duplicates("tuple")
    known = once[once[f"{column_of_energy(config)}_low"].notna()].sort_values("tuple")
    lines = [line for row in row_dicts(known) for line in _lines_of(row, tuples[row["tuple"]], trains)]
    return pd.DataFrame(lines, columns=[*TRAIN_ENERGIES_TABLE.names, "what", "inputs"])


def _lines_of(
    row: Mapping[str, Any], chosen: Tuple, trains: Mapping[str, Sequence[tuple[float, float]]]
) -> Iterator[dict[str, Any]]:
    # What a state was derived from begins its id.
    series = {chosen[state].id.partition(">")[0] for state in ("g_on", "g_off") if state in chosen}
    voltage, width = _point(chosen.get("v_spike")), _point(chosen.get("tau"))
    if len(series) != 1 or not series & trains.keys() or not voltage or not width:
        return
    (name,) = series
    states = single_pulses(trains[name])
    is_in_series = SERIES_RESISTOR in chosen["v_spike"].flags
    resistor = _point(chosen.get("load_resistance")) if is_in_series else 0.0
    if resistor is None or rises(states) != (row["pulse"] == "set"):
        return
    costs = energies_of(states, voltage**2 * width, resistor)
    ends = [(change, number, False) for change in CHANGES if (number := pulses_to(states, change))]
    whole = max(states[-1], states[0]) / min(states[-1], states[0]) - 1
    for change, number, is_whole in (*ends, (whole, len(states) - 1, True)):
        yield {
            **row,
            "id": f"train/{row['tuple']}/{'whole' if is_whole else format(change, 'g')}",
            "device": f"{row['name']} at {row['condition']}" if row["condition"] else row["name"],
            "series": name,
            "change": change,
            "whole": is_whole,
            "first_state": states[0],
            "last_state": states[number],
            "n_pulses": number,
            "energy_j": energy_along(costs, number),
            "action_energy": f"{row['id']}#action_energy",
            "what": "of the train" if is_whole else f"until the conductance has changed by {100 * change:g} %",
            "inputs": SEVERAL.join(part.id for part in chosen.values()),
        }


def _point(part: TuplePart | None) -> float | None:
    """The number that a part of a tuple is, None where it has two ends or none."""
    return part.low if part and part.low == part.high else None


def single_pulses(train: Sequence[tuple[float, float]]) -> list[float]:
    """The states of a train (pulse, conductance) in its order, up to where a state after a pulse was not measured."""
    ordered = sorted(train)
    states = [state for _, state in ordered[:1]]
    for (before, _), (after, state) in pairwise(ordered):
        if abs(after - before - 1) > _ONE:
            break
        states.append(state)
    return states


def rises(states: Sequence[float]) -> bool | None:
    """Whether a train ends above its first state; None for fewer than two states, or none above zero."""
    return states[-1] > states[0] if len(states) > 1 and min(states) > 0 else None


def pulses_to(states: Sequence[float], change: float) -> int | None:
    """How many pulses lead to the first state that has changed by the share; None where none has.

    A state has changed by the share if the larger of it and the first is at least 1 + change times the smaller.
    """
    is_rising = rises(states)
    for number, state in enumerate(states[1:], start=1):
        if (state / states[0] if is_rising else states[0] / state) >= 1 + change:
            return number
    return None


def energies_of(states: Sequence[float], squared_volts_seconds: float, in_series: float = 0.0) -> list[float]:
    """What a pulse costs in each state in J; squared_volts_seconds: V^2 tau of the line, in_series: a resistor in ohm,
    of which the cell has the share V / (1 + R_s G).
    """
    return [squared_volts_seconds * state / (1 + in_series * state) ** 2 for state in states]


def energy_along(costs: Sequence[float], pulses: int) -> float:
    """The sum in J over the first pulses; costs: of a pulse in each state, of which it has the mean of two."""
    return sum((before + after) / 2 for before, after in pairwise(costs[: pulses + 1]))


_NUMBERS = (
    NumberColumn("n_pulses", "pulses {what}, {device}", "pulses counted", "count", "inputs", id="{id}#pulses"),
    NumberColumn(
        "energy_j",
        "energy {what}, {device}",
        "sum of V^2 tau (G before + G after)/2 over the pulses, as measured",
        inputs="inputs",
        unit="J",
        id="{id}#energy",
    ),
)


def train_numbers(lines: pd.DataFrame) -> pd.DataFrame:
    """The numbers of `train_energies`, as rows of the table of numbers."""
    return numbers_of_table(lines, *_NUMBERS)


def trains_of(stored: StoredReadings, points: Iterable[Path], vocabulary: Path) -> dict[str, list[tuple[float, float]]]:
    """The states of each digitized series from which a state of a device was read, by series.

    points: results/extracted/*.points.csv.
    """
    known, words = read_all_points(points), load_vocabulary(vocabulary)
    ids = stored.frame(("id",))["id"]
    readings = list(stored.of(ids[ids.str.partition(">")[0].isin(known)]))
    read_from = {
        reading.datum.id
        for reading in readings
        if reading.parameter in STATES and reading.status == "value" and reading.inputs
    }
    return {
        reading.datum.id: train_of(reading.datum, known[reading.datum.id], words)
        for reading in readings
        if reading.datum.figure is not None and reading.datum.id in read_from
    }
