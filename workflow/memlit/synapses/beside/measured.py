"""Measured pulse trains and spreads of named synapses, from the committed summaries of open raw data.

The pulses of a train are a ladder and no population: their spread is shown pulse by pulse, never pooled over pulses.
"""

import pandas as pd

from memlit.analysis.variability.summaries import Quantity, Summaries, filled, measured, number_rows, with_words
from memlit.published import Column, PublishedTable

MEASURED_TRAINS = PublishedTable[object](
    "measured_trains.csv",
    "Measured pulse trains: conductance and its spread, pulse by pulse",
    "describe_synapses",
    (
        Column("id", "document and line of its summary"),
        Column("document", "document of the raw data"),
        Column("set", "devices of the train"),
        Column("direction", "set (potentiation) or reset (depression)"),
        Column("pulse", "number of the pulse, 0 before the first", type="integer"),
        Column("n_devices", "devices", type="integer"),
        Column("n_repeats", "repeats or cycles of each", type="integer"),
        Column("median_S", "median of the devices' mean conductances", unit="S"),
        Column("mean_S", "mean conductance of the devices", unit="S"),
        Column("sd_between_S", "SD of the devices' means: device to device", unit="S"),
        Column("sd_within_S", "SD within devices over repeats: cycle to cycle", unit="S"),
    ),
)
MEASURED_SPREADS = PublishedTable[object](
    "measured_spreads.csv",
    "Measured spread between and within devices",
    "describe_synapses",
    (
        Column("id", "document and line of its summary"),
        Column("document", "document of the raw data"),
        Column("set", "devices"),
        Column("quantity", "what the number is"),
        Column("kind", "between devices or within them (cycle to cycle)", allowed=("between", "within")),
        Column("n_devices", "devices", type="integer"),
        Column("n_repeats", "repeats or cycles of each", type="integer"),
        Column("value", "the number", unit="1"),
    ),
)
SPREAD = (
    Quantity("devices", "devices", column="n_devices"),
    Quantity("repeats", "repeats or cycles of each", column="n_repeats"),
    Quantity("value", "{quantity}, {kind} devices", "1"),
)
_PLACE = "{document}/{summary_line}"


def measured_trains(summaries: Summaries) -> pd.DataFrame:
    """The rows of measured_trains.csv: the pulses of all trains, by document and line.

    Raises SourceError, with file and line, for a summary that is broken or lacks a column.
    """
    lines = with_words(summaries["trains"], ("document", "set", "direction"))
    whole = {name: measured(lines, name, is_whole=True) for name in ("pulse", "n_devices", "n_repeats")}
    means = {name: measured(lines, name) for name in ("median_S", "mean_S")}
    sds = {name: measured(lines, name, may_be_empty=True) for name in ("sd_between_S", "sd_within_S")}
    rows = lines.assign(id=filled(lines, _PLACE), **whole, **means, **sds)
    return rows[list(MEASURED_TRAINS.names)]


def measured_spreads(summaries: Summaries) -> pd.DataFrame:
    """The rows of measured_spreads.csv, by document and line. Raises SourceError as `measured_trains`."""
    lines = with_words(summaries["spreads"], ("document", "set", "quantity", "kind"))
    values = {name: measured(lines, name) for name in ("n_devices", "n_repeats", "value")}
    return lines.assign(id=filled(lines, _PLACE), **values)[list(MEASURED_SPREADS.names)]


def spread_numbers(summaries: Summaries) -> pd.DataFrame:
    """The spreads with their counts as rows of the table of numbers."""
    return number_rows(summaries["spreads"], "measured/{document}/{set}/{quantity}/{kind}", SPREAD)
