"""Columns of results/data/variability.csv, each with its meaning, and its rows: one number of a measured set a row."""

from __future__ import annotations

from typing import Any

from memlit.analysis.measured_model import MeasuredVariability

_MEANINGS = {
    "id": "id of the number: document, read, cells (all, kept, erased or written), level, what",
    "quantity": "what the number is",
    "value": "the number in `unit`",
    "unit": "unit of the value; % of one, decades of log10",
    "how": "how it was computed",
    "source": "file, line and column of the summary, and the raw files it was computed from",
    "from": "ids of the numbers it was computed from",
}
MEANINGS = {"variability.csv": _MEANINGS}
VARIABILITY_COLUMNS = tuple(_MEANINGS)


def variability_rows(record: MeasuredVariability) -> list[dict[str, Any]]:
    """One row for each number, in the order of the records."""
    return [
        {
            "id": result.id,
            "quantity": result.label,
            "value": result.value,
            "unit": result.unit,
            "how": result.rule,
            "source": result.note,
            "from": result.inputs,
        }
        for result in record.results
    ]
