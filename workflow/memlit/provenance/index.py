"""The audit index: every reading, metric and statistic of a run in one SQLite file, with what came from what."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from memlit.analysis.outputs import Analysis
from memlit.benchmark.rows import BenchmarkRow
from memlit.changes.release import ReleaseChange
from memlit.claims.outputs import claim_results
from memlit.claims.verdict import ClaimVerdict
from memlit.datum import Reading, Result
from memlit.devices.resolved import Resolved
from memlit.files import json_line, whole_file
from memlit.report.book import METRIC_NAMES
from memlit.report.format import format_bounds, format_value

SCHEMA = """
CREATE TABLE node (id TEXT PRIMARY KEY, kind TEXT NOT NULL, label TEXT NOT NULL, display TEXT NOT NULL,
                   status TEXT NOT NULL, record TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE edge (child TEXT NOT NULL, parent TEXT NOT NULL, place INTEGER NOT NULL,
                   PRIMARY KEY (child, place)) WITHOUT ROWID;
CREATE INDEX edge_by_parent ON edge (parent);
CREATE TABLE shown (id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE entry (key TEXT PRIMARY KEY, sets TEXT NOT NULL, n_readings INTEGER NOT NULL) WITHOUT ROWID;
"""


def write_index(
    path: Path,
    resolved: Resolved,
    rows: Iterable[BenchmarkRow],
    analysis: Analysis,
    claims: Sequence[ClaimVerdict],
    shown: Iterable[str],
    changes: ReleaseChange | None = None,
) -> None:
    """Write the index of a run to `path`, whole or not at all. shown: ids of the numbers in the report."""
    with whole_file(path) as temporary:
        database = sqlite3.connect(temporary)
        database.execute("PRAGMA page_size = 4096")
        database.executescript(SCHEMA)
        results = [result for row in rows for result in row.metrics.values()]
        results += [*analysis.results.values(), *claim_results(claims), *(changes.results if changes else ())]
        nodes = [*map(_reading_node, resolved.corpus.readings), *map(_result_node, results), *map(_claim_node, claims)]
        database.executemany("INSERT INTO node VALUES (?, ?, ?, ?, ?, ?)", sorted(nodes))
        items: list[Reading | Result] = [*resolved.corpus.readings, *results]
        edges = [(item.id, parent, place) for item in items for place, parent in enumerate(item.inputs)]
        for verdict in claims:
            parents = dict.fromkeys([*(shown.id for shown in verdict.evidence), *(n.id for n in verdict.numbers)])
            edges += [(f"claim/{verdict.claim.id}", parent, place) for place, parent in enumerate(parents)]
        database.executemany("INSERT INTO edge VALUES (?, ?, ?)", sorted(edges))
        database.executemany("INSERT INTO shown VALUES (?)", sorted((identifier,) for identifier in set(shown)))
        database.executemany("INSERT INTO entry VALUES (?, ?, ?)", _entries(resolved))
        database.commit()
        database.execute("VACUUM")
        database.close()


def _entries(resolved: Resolved) -> list[tuple[str, str, int]]:
    counts: dict[str, int] = {}
    for reading in resolved.corpus.readings:
        if reading.datum.paper and not reading.is_derived:
            counts[reading.datum.paper] = counts.get(reading.datum.paper, 0) + 1
    return [(key, ";".join(entry.sets), counts.get(key, 0)) for key, entry in sorted(resolved.entries.items())]


def _reading_node(reading: Reading) -> tuple[str, str, str, str, str, str]:
    kind = "derived" if reading.is_derived else "reading"
    return (
        reading.id,
        kind,
        reading.parameter,
        _display(reading),
        reading.status,
        json_line(reading.model_dump(mode="json")),
    )


def _result_node(result: Result) -> tuple[str, str, str, str, str, str]:
    label = METRIC_NAMES.get(result.label, result.label)
    record: dict[str, Any] = result.model_dump(mode="json")
    return (result.id, result.kind, label, _display(result), "value", json_line(record))


def _claim_node(verdict: ClaimVerdict) -> tuple[str, str, str, str, str, str]:
    """The verdict on a claim, `claim/ID`; the chain below it is its evidence."""
    claim = verdict.claim
    record = {"rule": f"{verdict.analysis}: {verdict.reason}", "inputs": []}
    label = f"{claim.subject} {claim.metric} {claim.comparator} {claim.value} {claim.unit}".strip()
    return (f"claim/{claim.id}", "claim", label, verdict.verdict, "value", json_line(record))


def _display(item: Reading | Result) -> str:
    if isinstance(item, Reading) and item.datum.figure is not None:
        return f"{item.datum.figure.n_points} points"
    if item.value is not None:
        return format_value(item.value, item.unit or "1")
    if item.low is None and item.high is None:
        return "no value"
    return format_bounds(item.low, item.high, item.unit or "1")
