"""Measured pulse trains and spreads of named synapses, from the committed summaries of open raw data.

The pulses of a train are a ladder and no population: their spread is shown pulse by pulse and as a regression over the
conductance, never pooled over pulses.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from memlit.analysis.variability.measured import Line, Tables
from memlit.datum import Number, Record, Result
from memlit.published import Column, Table

TRAINS_KIND, SPREADS_KIND = "trains", "spreads"
BETWEEN, WITHIN = "between", "within"


class TrainPulse(Record):
    """One pulse of a train: mean conductance in siemens, its SD between devices and within them, where measured."""

    id: str
    document: str
    set_name: str
    direction: str
    pulse: int
    n_devices: int
    n_repeats: int
    median: Number
    mean: Number
    sd_between: Number | None
    sd_within: Number | None


class MeasuredSpread(Record):
    """A spread between devices or within them; with ends where it is a slope of ln CV over a decade of conductance."""

    id: str
    document: str
    set_name: str
    quantity: str
    kind: str
    n_devices: Result
    n_repeats: Result
    value: Result
    low: Result | None
    high: Result | None


def trains(files: Iterable[Path]) -> list[TrainPulse]:
    """The pulses of all measured trains, by document and row."""
    return [
        TrainPulse(
            id=f"{line.document}/{line.number}",
            document=line.document,
            set_name=line.text("set"),
            direction=line.text("direction"),
            pulse=int(line.text("pulse")),
            n_devices=int(line.text("n_devices")),
            n_repeats=int(line.text("n_repeats")),
            median=line.number_of("median_S"),
            mean=line.number_of("mean_S"),
            sd_between=_optional(line, "sd_between_S"),
            sd_within=_optional(line, "sd_within_S"),
        )
        for line in _lines(files, TRAINS_KIND)
    ]


def spreads(files: Iterable[Path]) -> list[MeasuredSpread]:
    """The spreads of all measured sets, by document and row."""
    return [_spread(line) for line in _lines(files, SPREADS_KIND)]


def _spread(line: Line) -> MeasuredSpread:
    base = f"measured/{line.document}/{line.text('set')}/{line.text('quantity')}/{line.text('kind')}"
    label = f"{line.text('quantity')}, {line.text('kind')} devices"
    ends = {
        side: line.result(base, side, f"{label}, {words} end of 95 %", side) if line.text(side) else None
        for side, words in (("low", "lower"), ("high", "upper"))
    }
    return MeasuredSpread(
        id=f"{line.document}/{line.number}",
        document=line.document,
        set_name=line.text("set"),
        quantity=line.text("quantity"),
        kind=line.text("kind"),
        n_devices=line.count(base, "devices", "devices", "n_devices"),
        n_repeats=line.count(base, "repeats", "repeats or cycles of each", "n_repeats"),
        value=line.result(base, "value", label, "value"),
        **ends,
    )


def _lines(files: Iterable[Path], kind: str) -> Iterator[Line]:
    for folder in sorted({path.parent for path in files}):
        if (folder / f"measured_{kind}.csv").is_file():
            yield from Tables(folder).lines(kind)


def _optional(line: Line, column: str) -> float | None:
    return line.number_of(column) if line.text(column) else None


TRAINS = Table[TrainPulse](
    "measured_trains.csv",
    "Measured pulse trains: conductance and its spread, pulse by pulse",
    "describe_synapses",
    (
        Column("id", "document and line of its summary"),
        Column("document", "document of the raw data"),
        Column("set", "devices of the train", "set_name"),
        Column("direction", "set (potentiation) or reset (depression)"),
        Column("pulse", "number of the pulse, 0 before the first", type="integer"),
        Column("n_devices", "devices", type="integer"),
        Column("n_repeats", "repeats or cycles of each", type="integer"),
        Column("median_S", "median of the devices' mean conductances", "median", unit="S"),
        Column("mean_S", "mean conductance of the devices", "mean", unit="S"),
        Column("sd_between_S", "SD of the devices' means: device to device", "sd_between", unit="S"),
        Column("sd_within_S", "SD within devices over repeats: cycle to cycle", "sd_within", unit="S"),
    ),
)
SPREADS = Table[MeasuredSpread](
    "measured_spreads.csv",
    "Measured spread between and within devices, and how it goes with the conductance",
    "describe_synapses",
    (
        Column("id", "document and line of its summary"),
        Column("document", "document of the raw data"),
        Column("set", "devices", "set_name"),
        Column("quantity", "what the number is"),
        Column("kind", "between devices or within them (cycle to cycle)", allowed=(BETWEEN, WITHIN)),
        Column("n_devices", "devices", type="integer"),
        Column("n_repeats", "repeats or cycles of each", type="integer"),
        Column("value", "the number", unit="1"),
        Column("low", "lower end of its interval, where it is a regression", unit="1"),
        Column("high", "upper end", unit="1"),
    ),
)
TABLES = (TRAINS, SPREADS)
