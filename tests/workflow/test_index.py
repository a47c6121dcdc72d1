"""The audit index of a run against the tables of the same run."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from memlit.audit.database import record_of

from ..conftest import FinishedReview
from . import tools

Record = dict[str, Any]


@pytest.fixture(scope="module")
def index(finished: FinishedReview) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{finished.folder / 'results/audit.sqlite'}?mode=ro", uri=True)


def ids(index: sqlite3.Connection, query: str) -> set[str]:
    return {row[0] for row in index.execute(query)}


def records(index: sqlite3.Connection, *kinds: str) -> Iterator[tuple[str, Record]]:
    """The id and the record of each number of these kinds."""
    for number, identifier, kind in index.execute("SELECT number, id, kind FROM node").fetchall():
        if kind in kinds:
            yield identifier, json.loads(record_of(index, number))


def test_every_reading_of_the_table_is_in_the_index_with_its_value(
    index: sqlite3.Connection, finished: FinishedReview
) -> None:
    table = {row["id"]: row for row in tools.table(finished.folder, "readings")}
    assert ids(index, "SELECT id FROM node WHERE kind IN ('reading', 'derived')") == set(table)
    for identifier, record in records(index, "reading", "derived"):
        value = record["value"]
        assert ("" if value is None else f"{value:.12g}") == table[identifier]["value"]


def test_every_metric_of_the_benchmark_is_in_the_index(index: sqlite3.Connection, finished: FinishedReview) -> None:
    metrics = {
        f"{row['id']}#{name}"
        for row in tools.table(finished.folder, "benchmark")
        for name, column in (("action_energy", "action_energy_j"), ("standby_power", "standby_power_w"))
        if row[column]
    }
    assert len(metrics) >= 28
    assert metrics <= ids(index, "SELECT id FROM node WHERE kind = 'metric'")


def test_every_chain_ends_in_printed_characters(index: sqlite3.Connection) -> None:
    assert not ids(index, "SELECT id FROM node WHERE kind = 'unwritten'")
    with_inputs = ids(index, "SELECT child FROM edge")
    assert ids(index, "SELECT id FROM node WHERE kind IN ('metric', 'derived')") <= with_inputs
    for _, record in records(index, "reading"):
        assert record["datum"]["printed"]["text"]


def test_numbers_of_the_report_are_in_the_index(index: sqlite3.Connection, finished: FinishedReview) -> None:
    report = json.loads((finished.folder / "results/report.json").read_text(encoding="utf-8"))
    shown = ids(index, "SELECT id FROM shown")
    assert shown == set(report["numbers"])
    assert shown <= ids(index, "SELECT id FROM node WHERE kind != 'unwritten'")


def test_index_holds_no_path_of_the_machine(finished: FinishedReview) -> None:
    for path in sorted((finished.folder / "results").rglob("*")):
        if path.is_file() and "run" not in Path(path.relative_to(finished.folder)).parts[1:2]:
            assert str(finished.folder).encode() not in path.read_bytes(), path.name
