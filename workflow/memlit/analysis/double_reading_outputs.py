"""Columns of results/data/double_reading.csv and to_settle.csv, each with its meaning, and their rows."""

from __future__ import annotations

from typing import Any

from memlit.analysis.double_reading_model import Agreement, Disagreement, DoubleReading
from memlit.datum import Result

Row = dict[str, Any]
MEANINGS = {
    "double_reading.csv": {
        "id": "readers and document",
        "readers": "second reader (sources/KEY/readings_second.csv), or curators of the survey",
        "document": "key of the document; all: every document with a second reader",
        "n_places": "places that both or one of the two read",
        "n_numbers": "numbers that both read",
        "share_equal": "share of them that are equal [1]",
        "median_absolute_decades": "median of |log10 ratio| [decades]",
        "share_over": "share of them that differ by more than 0.3 decades [1]",
        "n_classes": "classes that both read",
        "kappa": "Cohen's kappa on them; empty where it is not defined [1]",
        "n_disagreements": "places that the two read differently or only one of them read",
        "n_open": "of them not settled by a correction or a check",
    },
    "to_settle.csv": {
        "id": "id of the place; of the survey document, paper and parameter",
        "readers": "second reader, or curators of the survey",
        "document": "key of the document",
        "paper": "key of the paper the value is about",
        "what": "number, word, class, only_first or only_second: the kind of disagreement",
        "parameter": "what was read",
        "first": "as the first reader has it",
        "second": "as the second reader has it",
        "decades": "size of log10 of their ratio, empty where there is none [decades]",
        "ids": "ids to correct in corrections.csv or to check in checks.csv",
    },
}


def double_reading_tables(record: DoubleReading) -> dict[str, tuple[tuple[str, ...], list[Row]]]:
    """Columns and rows of both tables by file name; to_settle.csv holds what is open."""
    rows = {
        "double_reading.csv": [_agreement_row(item) for item in record.agreements],
        "to_settle.csv": [_open_row(item) for item in record.disagreements if item.settled is None],
    }
    return {name: (tuple(MEANINGS[name]), lines) for name, lines in rows.items()}


def _agreement_row(item: Agreement) -> Row:
    return {
        "id": item.id,
        "readers": item.readers,
        "document": item.document,
        "n_places": item.n_places.value,
        "n_numbers": item.n_numbers.value,
        "share_equal": _value(item.share_equal),
        "median_absolute_decades": _value(item.median_absolute),
        "share_over": _value(item.share_over),
        "n_classes": item.n_classes.value,
        "kappa": _value(item.kappa),
        "n_disagreements": item.n_disagreements.value,
        "n_open": item.n_open.value,
    }


def _open_row(item: Disagreement) -> Row:
    return {name: getattr(item, name) for name in MEANINGS["to_settle.csv"]}


def _value(result: Result | None) -> float | None:
    return None if result is None else result.value
