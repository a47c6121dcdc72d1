"""Measured pulse trains and spreads of named synapses, from the committed summaries of open raw data.

The pulses of a train are a ladder and no population: their spread is shown pulse by pulse, never pooled over pulses.
"""

import pandas as pd

from memlit.analysis.variability.summaries import (
    Summaries,
    SummaryNumber,
    from_template,
    measured,
    number_rows,
    with_columns,
)
from memlit.published import PublishedTable, published_table

MEASURED_TRAINS: PublishedTable[object] = published_table(__file__, "measured_trains")
MEASURED_SPREADS: PublishedTable[object] = published_table(__file__, "measured_spreads")
SPREAD = (
    SummaryNumber("devices", "devices", column="n_devices"),
    SummaryNumber("repeats", "repeats or cycles of each", column="n_repeats"),
    SummaryNumber("value", "{quantity}, {kind} devices", "1"),
)
_PLACE = "{document}/{summary_line}"


def measured_trains(summaries: Summaries) -> pd.DataFrame:
    """The rows of measured_trains.csv: the pulses of all trains, by document and line.

    Raises SourceError, with file and line, for a summary that is broken or lacks a column.
    """
    lines = with_columns(summaries["trains"], ("document", "set", "direction"))
    whole = {name: measured(lines, name, is_whole=True) for name in ("pulse", "n_devices", "n_repeats")}
    means = {name: measured(lines, name) for name in ("median_S", "mean_S")}
    sds = {name: measured(lines, name, may_be_empty=True) for name in ("sd_between_S", "sd_within_S")}
    rows = lines.assign(id=from_template(lines, _PLACE), **whole, **means, **sds)
    return rows[list(MEASURED_TRAINS.names)]


def measured_spreads(summaries: Summaries) -> pd.DataFrame:
    """The rows of measured_spreads.csv, by document and line. Raises SourceError as `measured_trains`."""
    lines = with_columns(summaries["spreads"], ("document", "set", "quantity", "kind"))
    values = {name: measured(lines, name) for name in ("n_devices", "n_repeats", "value")}
    return lines.assign(id=from_template(lines, _PLACE), **values)[list(MEASURED_SPREADS.names)]


def spread_numbers(summaries: Summaries) -> pd.DataFrame:
    """The spreads with their counts as rows of the table of numbers."""
    return number_rows(summaries["spreads"], "measured/{document}/{set}/{quantity}/{kind}", SPREAD)
