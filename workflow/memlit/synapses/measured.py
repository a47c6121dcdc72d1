"""Measured pulse trains and spreads of named synapses, from the committed summaries of open raw data.

The pulses of a train are a ladder and no population: their spread is shown pulse by pulse and as a regression over the
conductance, never pooled over pulses.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from memlit.files import read_csv
from memlit.published import Column, Table

TRAINS_FILE, SPREADS_FILE = "measured_trains.csv", "measured_spreads.csv"


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """A row of a summary, as its file holds it, with the document that it is of."""

    document: str
    number: int
    cells: dict[str, str]

    @property
    def id(self) -> str:
        """The document and the row."""
        return f"{self.document}/{self.number}"


def summary_rows(files: Iterable[Path], name: str) -> list[SummaryRow]:
    """Rows of all summaries of one name among `files`, by document and row."""
    return [
        SummaryRow(path.parent.name, number, row)
        for path in sorted(files)
        if path.name == name
        for number, row in enumerate(read_csv(path), start=1)
    ]


def _cell(name: str, meaning: str, unit: str = "", kind: str | None = None) -> Column[SummaryRow]:
    return Column(name, meaning, lambda row: row.cells[name] or None, unit=unit, type=kind)  # type: ignore[arg-type]


_SIZES = (
    _cell("n_devices", "devices", kind="integer"),
    _cell("n_repeats", "repeats or cycles of each", kind="integer"),
)
TRAINS = Table[SummaryRow](
    TRAINS_FILE,
    "Measured pulse trains: conductance and its spread, pulse by pulse",
    "describe_synapses",
    (
        Column("id", "document and row of its summary"),
        Column("document", "document of the raw data"),
        _cell("set", "devices of the train"),
        _cell("direction", "set (potentiation) or reset (depression)"),
        _cell("pulse", "number of the pulse, 0 before the first", kind="integer"),
        *_SIZES,
        _cell("mean_S", "mean conductance of the devices", "S"),
        _cell("sd_between_S", "SD of the devices' means: device to device", "S"),
        _cell("sd_within_S", "SD within devices over repeats, pooled: cycle to cycle", "S"),
    ),
)
SPREADS = Table[SummaryRow](
    SPREADS_FILE,
    "Measured spread between and within devices, and how it goes with the conductance",
    "describe_synapses",
    (
        Column("id", "document and row of its summary"),
        Column("document", "document of the raw data"),
        _cell("set", "devices"),
        _cell("quantity", "what the number is"),
        _cell("kind", "between devices or within them (cycle to cycle)"),
        *_SIZES,
        _cell("value", "the number", "1"),
        _cell("low", "lower end of its interval, where it is a regression", "1"),
        _cell("high", "upper end", "1"),
    ),
)
TABLES = (TRAINS, SPREADS)
