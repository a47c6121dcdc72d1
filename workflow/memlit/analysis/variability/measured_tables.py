"""The table of measured variability: one number of a measured set a row."""

from __future__ import annotations

from memlit.datum import Result
from memlit.published import Column, Table

VARIABILITY = Table[Result](
    "variability.csv",
    "Summaries of measured sets of devices and cycles",
    "measure_variability",
    (
        Column("id", "id of the number: document, read, cells (all, kept, erased or written), level, what"),
        Column("quantity", "what the number is", lambda number: number.label),
        Column("value", "the number in `unit`", unit="column unit"),
        Column("unit", "unit of the value; % of one, decades of log10"),
        Column("how", "how it was computed", lambda number: number.rule),
        Column(
            "source",
            "file, line and column of the summary, and the raw files it was computed from",
            lambda number: number.note,
        ),
        Column("from", "ids of the numbers it was computed from", lambda number: number.inputs),
    ),
)
TABLES = (VARIABILITY,)
