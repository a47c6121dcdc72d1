"""Measured pulse trains and spreads of named synapses, from the committed summaries of open raw data.

The pulses of a train are a ladder and no population: their spread is shown pulse by pulse, never pooled over pulses.
"""

from collections.abc import Iterable
from typing import Annotated

from memlit.analysis.variability.measured import FieldSource, Tables, made
from memlit.datum import Number, Record, Result
from memlit.published import PublishedTable, published_table

BETWEEN, WITHIN = "between", "within"
OF_SPREAD = "{quantity}, {kind} devices"


class TrainPulse(Record):
    """One pulse of a train: mean conductance in siemens, its SD between devices and within them, where measured."""

    id: str
    document: str
    set_name: Annotated[str, FieldSource(column="set")]
    direction: str
    pulse: int
    n_devices: int
    n_repeats: int
    median: Annotated[Number, FieldSource(column="median_S")]
    mean: Annotated[Number, FieldSource(column="mean_S")]
    sd_between: Annotated[Number | None, FieldSource(column="sd_between_S")]
    sd_within: Annotated[Number | None, FieldSource(column="sd_within_S")]


MEASURED_TRAINS_TABLE: PublishedTable[TrainPulse] = published_table(
    __file__,
    "measured_trains",
    {
        "set": "set_name",
        "median_S": "median",
        "mean_S": "mean",
        "sd_between_S": "sd_between",
        "sd_within_S": "sd_within",
    },
)


class MeasuredSpread(Record):
    """A spread between devices or within them."""

    id: str
    document: str
    set_name: Annotated[str, FieldSource(column="set")]
    quantity: str
    kind: str
    n_devices: Annotated[Result, FieldSource("devices", name="devices")]
    n_repeats: Annotated[Result, FieldSource("repeats or cycles of each", name="repeats")]
    value: Annotated[Result, FieldSource(OF_SPREAD, unit="1")]


MEASURED_SPREADS_TABLE: PublishedTable[MeasuredSpread] = published_table(
    __file__, "measured_spreads", {"set": "set_name"}
)


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
