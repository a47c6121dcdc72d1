"""What a train of pulses costs until the conductance has changed by a given share: the sum of V^2 G tau along it.

Each pulse costs V^2 tau (G_before + G_after)/2, equation (1) of Li et al. 2023 for one step of the train, with the
states that were measured before and after it; V is what a printed series resistor leaves to the cell in each. The sum
runs from the first measured state to the first one that has changed by the share; a share that the train does not reach
has no sum, and nothing is extrapolated.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from memlit.benchmark.rows import BenchmarkRow
from memlit.datum import SERIES_RESISTOR, Number, Numbers, Pulse, Record, Result
from memlit.devices.device import DevicePulse
from memlit.devices.stored import StoredReadings
from memlit.field import load_vocabulary
from memlit.field.codes import STATES
from memlit.published import PublishedTable, published_table
from memlit.reconcile.figures import train_of
from memlit.sources.points import read_all_points

_ENERGY = "action_energy"
CHANGES = (0.1, 0.2, 0.5, 1.0, 9.0)
"""Changes of the conductance over its first value: by a tenth, a fifth, a half, to the double, to ten times."""
_ONE = 0.25
"""How far the distance of two states may lie from one pulse."""
_RULE = "sum of V^2 tau (G before + G after)/2 over the pulses, as measured"


class TrainEnergy(Record):
    """The sum along one measured train until its conductance has changed by a share."""

    id: str
    paper: str
    name: str
    device_class: str
    pulse: Pulse
    series: str
    change: Number
    is_whole: bool
    first_state: Number
    last_state: Number
    n_pulses: Result
    energy: Result
    one_pulse: str


TRAIN_ENERGIES_TABLE: PublishedTable[TrainEnergy] = published_table(
    __file__,
    "train_energies",
    {
        "device": "name",
        "class": "device_class",
        "whole": "is_whole",
        "energy_j": "energy",
        "action_energy": "one_pulse",
    },
)


def train_energies(
    rows: Iterable[BenchmarkRow],
    devices: Iterable[DevicePulse],
    trains: Mapping[str, Sequence[tuple[float, float]]],
) -> list[TrainEnergy]:
    """The trains from which both states of a tuple with one voltage and one width were read, in the order of their ids.

    trains: pulse number and conductance in S of the states of each series.
    """
    of_row: dict[str, BenchmarkRow] = {}
    for row in rows:
        of_row.setdefault(row.source, row)
    lines: list[TrainEnergy] = []
    for device in sorted(devices, key=lambda device: device.id):
        chosen, own = device.chosen, of_row.get(device.id)
        # What a state was derived from begins its id: no reading is made for it.
        series = {chosen.ids[state].partition(">")[0] for state in ("g_on", "g_off") if state in chosen.ids}
        if own is None or _ENERGY not in own.metrics or len(series) != 1 or not series & trains.keys():
            continue
        voltage, width = chosen.v_spike, chosen.tau
        if not (voltage and voltage.value and width and width.value):
            continue
        (name,) = series
        states = single_pulses(trains[name])
        resistor = chosen.part("load_resistance")
        in_series = resistor.value if resistor and SERIES_RESISTOR in voltage.flags else 0.0
        is_unknown = SERIES_RESISTOR in voltage.flags and not in_series
        if rises(states) == (device.pulse == "set") and not is_unknown:
            squared = voltage.value**2 * width.value
            lines += _lines(own, name, states, energies_of(states, squared, in_series or 0.0), chosen.inputs)
    return lines


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


def _lines(
    row: BenchmarkRow, series: str, states: Sequence[float], costs: Sequence[float], inputs: tuple[str, ...]
) -> Iterable[TrainEnergy]:
    ends = [(change, number) for change in CHANGES if (number := pulses_to(states, change))]
    whole = max(states[-1], states[0]) / min(states[-1], states[0]) - 1
    for change, number in (*ends, (whole, len(states) - 1)):
        is_whole = (change, number) == (whole, len(states) - 1)
        make = Numbers(
            f"train/{row.source}/{'whole' if is_whole else format(change, 'g')}", inputs, _RULE, f", {row.full_name}"
        )
        what = "of the train" if is_whole else f"until the conductance has changed by {100 * change:g} %"
        yield TrainEnergy(
            id=make.base,
            paper=row.paper,
            name=row.full_name,
            device_class=row.device_class,
            pulse=row.pulse,
            series=series,
            change=change,
            is_whole=is_whole,
            first_state=states[0],
            last_state=states[number],
            n_pulses=make.count("pulses", f"pulses {what}", number, "pulses counted"),
            energy=make.statistic("energy", f"energy {what}", energy_along(costs, number), unit="J"),
            one_pulse=row.metrics[_ENERGY].id,
        )


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
