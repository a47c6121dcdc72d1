"""Measured pulse trains and spreads of named synapses, from the committed summaries of open raw data.

The pulses of a train are a ladder and no population: their spread is shown pulse by pulse, never pooled over pulses.
"""

from collections.abc import Iterable
from typing import Annotated

from memlit.analysis.variability.measured import FieldSource, Tables, made
from memlit.datum import Number, Record, Result
from memlit.published import Column, meaning, published

BETWEEN, WITHIN = "between", "within"
OF_SPREAD = "{quantity}, {kind} devices"


@published("measured_trains.csv", "Measured pulse trains: conductance and its spread, pulse by pulse", "synapses")
class TrainPulse(Record):
    """One pulse of a train: mean conductance in siemens, its SD between devices and within them, where measured."""

    id: Annotated[str, meaning("document and line of its summary")]
    document: Annotated[str, meaning("document of the raw data")]
    set_name: Annotated[str, Column("set", "devices of the train")]
    direction: Annotated[str, meaning("set (potentiation) or reset (depression)")]
    pulse: Annotated[int, meaning("number of the pulse, 0 before the first")]
    n_devices: Annotated[int, meaning("devices")]
    n_repeats: Annotated[int, meaning("repeats or cycles of each")]
    median: Annotated[Number, Column("median_S", "median of the devices' mean conductances", unit="S")]
    mean: Annotated[Number, Column("mean_S", "mean conductance of the devices", unit="S")]
    sd_between: Annotated[Number | None, Column("sd_between_S", "SD of the devices' means: device to device", unit="S")]
    sd_within: Annotated[
        Number | None, Column("sd_within_S", "SD within devices over repeats: cycle to cycle", unit="S")
    ]


@published(
    "measured_spreads.csv",
    "Measured spread between and within devices",
    "synapses",
)
class MeasuredSpread(Record):
    """A spread between devices or within them."""

    id: Annotated[str, meaning("document and line of its summary")]
    document: Annotated[str, meaning("document of the raw data")]
    set_name: Annotated[str, Column("set", "devices")]
    quantity: Annotated[str, meaning("what the number is")]
    kind: Annotated[str, meaning("between devices or within them (cycle to cycle)", allowed=(BETWEEN, WITHIN))]
    n_devices: Annotated[Result, meaning("devices"), FieldSource("devices", name="devices")]
    n_repeats: Annotated[
        Result, meaning("repeats or cycles of each"), FieldSource("repeats or cycles of each", name="repeats")
    ]
    value: Annotated[Result, meaning("the number", unit="1"), FieldSource(OF_SPREAD, unit="1")]


def trains(sets: Iterable[Tables]) -> list[TrainPulse]:
    """The pulses of all measured trains, by document and row."""
    return [made(TrainPulse, line, line.place) for tables in sets for line in tables.lines("trains")]


def spreads(sets: Iterable[Tables]) -> list[MeasuredSpread]:
    """The spreads of all measured sets, by document and row."""
    base = "measured/{document}/{set}/{quantity}/{kind}"
    return [
        made(MeasuredSpread, line, base.format_map(line)).model_copy(update={"id": line.place})
        for tables in sets
        for line in tables.lines("spreads")
    ]
