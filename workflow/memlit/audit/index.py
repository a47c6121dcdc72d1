"""The audit index: every reading, metric and statistic of a run in one SQLite file, with what came from what."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import Any

from memlit.analysis.record import Analysis
from memlit.audit.subjects import Place, report_places, subjects
from memlit.benchmark.rows import BenchmarkRow
from memlit.changes.release import ReleaseChange
from memlit.claims.outputs import claim_results
from memlit.claims.verdict import ClaimVerdict
from memlit.datum import Reading, Result, results_in
from memlit.devices.resolved import Resolved
from memlit.files import json_line, whole_file
from memlit.report.format import NO_VALUE, reading_text, result_text
from memlit.synapses.outputs import NamedSynapses

SCHEMA = """
CREATE TABLE node (id TEXT PRIMARY KEY, kind TEXT NOT NULL, label TEXT NOT NULL, display TEXT NOT NULL,
                   status TEXT NOT NULL, record TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE edge (child TEXT NOT NULL, parent TEXT NOT NULL, place INTEGER NOT NULL,
                   PRIMARY KEY (child, place)) WITHOUT ROWID;
CREATE INDEX node_brief ON node (id, kind, status, label);
CREATE INDEX edge_by_parent ON edge (parent);
CREATE TABLE shown (id TEXT PRIMARY KEY, anchor TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (name TEXT PRIMARY KEY, kind TEXT NOT NULL, title TEXT NOT NULL, anchor TEXT NOT NULL,
                    is_section_wide INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE printed (place TEXT NOT NULL, id TEXT NOT NULL, text TEXT NOT NULL,
                      PRIMARY KEY (place, id)) WITHOUT ROWID;
CREATE INDEX printed_by_id ON printed (id);
CREATE TABLE subject (id TEXT PRIMARY KEY, kind TEXT NOT NULL, reference INTEGER, record TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX subject_by_reference ON subject (reference);
CREATE TABLE code (stage TEXT PRIMARY KEY, hash TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE entry (key TEXT PRIMARY KEY, sets TEXT NOT NULL, n_readings INTEGER NOT NULL) WITHOUT ROWID;
"""


def write_index(
    path: Path,
    resolved: Resolved,
    rows: Iterable[BenchmarkRow],
    analysis: Analysis,
    claims: Sequence[ClaimVerdict],
    report: Mapping[str, Any],
    headline: Mapping[str, str],
    code: Mapping[str, str],
    changes: ReleaseChange | None = None,
    synapses: NamedSynapses | None = None,
) -> None:
    """Write the index of a run to `path`, whole or not at all.

    report: report.json, for what it prints where; headline: its `set` and its `pulse`; code: hash of the code by stage.
    """
    known = list(rows)
    with whole_file(path) as temporary:
        database = sqlite3.connect(temporary)
        database.execute("PRAGMA page_size = 4096")
        database.executescript(SCHEMA)
        _write_chains(database, resolved, known, analysis, claims, changes, synapses)
        places = report_places(report)
        _write_places(database, places, report["numbers"])
        database.executemany("INSERT INTO entry VALUES (?, ?, ?)", _entries(resolved))
        about = subjects(resolved, known, places, headline)
        database.executemany(
            "INSERT INTO subject VALUES (?, ?, ?, ?)",
            sorted((subject.id, subject.kind, subject.reference, json_line(subject.record)) for subject in about),
        )
        database.executemany("INSERT INTO code VALUES (?, ?)", sorted(code.items()))
        database.commit()
        database.execute("VACUUM")
        database.close()


def _write_chains(
    database: sqlite3.Connection,
    resolved: Resolved,
    rows: Iterable[BenchmarkRow],
    analysis: Analysis,
    claims: Sequence[ClaimVerdict],
    changes: ReleaseChange | None,
    synapses: NamedSynapses | None,
) -> None:
    results = [result for row in rows for result in row.metrics.values()]
    results += [*analysis.results.values(), *claim_results(claims), *(changes.results if changes else ())]
    results += results_in(synapses)
    database.executemany(
        "INSERT INTO node VALUES (?, ?, ?, ?, ?, ?)", _nodes(resolved.corpus.readings, results, claims)
    )
    items: list[Reading | Result] = [*resolved.corpus.readings, *results]
    edges = [(item.id, parent, place) for item in items for place, parent in enumerate(item.inputs)]
    for verdict in claims:
        parents = dict.fromkeys([*(shown.id for shown in verdict.evidence), *(n.id for n in verdict.numbers)])
        edges += [(_claim_id(verdict), parent, place) for place, parent in enumerate(parents)]
    database.executemany("INSERT INTO edge VALUES (?, ?, ?)", sorted(edges))


def _nodes(
    readings: Iterable[Reading], results: Iterable[Result], claims: Iterable[ClaimVerdict]
) -> Iterator[tuple[str, str, str, str, str, str]]:
    """Rows in the order of their ids, made one at a time: all their texts at once would be the largest thing held."""
    makers: list[tuple[str, Callable[[], tuple[str, str, str, str, str, str]]]] = [
        *((reading.id, partial(_reading_node, reading)) for reading in readings),
        *((result.id, partial(_result_node, result)) for result in results),
        *((_claim_id(verdict), partial(_claim_node, verdict)) for verdict in claims),
    ]
    for _, make in sorted(makers, key=itemgetter(0)):
        yield make()


def _claim_id(verdict: ClaimVerdict) -> str:
    return f"claim/{verdict.claim.id}"


def _write_places(database: sqlite3.Connection, places: Iterable[Place], numbers: Mapping[str, Any]) -> None:
    """What the report prints and where; a place named twice (no section should be) counts once."""
    shown = sorted((identifier, entry["anchor"]) for identifier, entry in numbers.items())
    database.executemany("INSERT INTO shown VALUES (?, ?)", shown)
    by_name = {place.name: place for place in places}
    for name, place in sorted(by_name.items()):
        row = (name, place.kind, place.title, place.anchor, int(place.is_section_wide))
        database.execute("INSERT INTO place VALUES (?, ?, ?, ?, ?)", row)
        texts = {identifier: numbers[identifier]["text"] for identifier in place.ids if identifier in numbers}
        rows = ((name, identifier, text) for identifier, text in {**texts, **place.texts}.items())
        database.executemany("INSERT INTO printed VALUES (?, ?, ?)", rows)


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
    record: dict[str, Any] = result.model_dump(mode="json")
    return (result.id, result.kind, result.label, _display(result), "value", json_line(record))


def _claim_node(verdict: ClaimVerdict) -> tuple[str, str, str, str, str, str]:
    """The verdict on a claim, `claim/ID`, whole; the chain below it is its evidence."""
    claim = verdict.claim
    record = {
        "rule": f"{verdict.analysis}: {verdict.reason}",
        "inputs": [],
        "analysis": verdict.analysis,
        "reason": verdict.reason,
        "claim": claim.model_dump(mode="json"),
        "evidence": [shown.model_dump() for shown in verdict.evidence],
        "context": [shown.model_dump() for shown in verdict.context],
        "numbers": [number.id for number in verdict.numbers],
        "printed": list(verdict.printed),
        "missing": verdict.missing.model_dump(mode="json"),
    }
    label = f"{claim.subject} {claim.metric} {claim.comparator} {claim.value} {claim.unit}".strip()
    return (_claim_id(verdict), "claim", label, verdict.verdict, "value", json_line(record))


def _display(item: Reading | Result) -> str:
    if isinstance(item, Reading) and item.datum.figure is not None:
        count = item.datum.figure.n_points
        return f"{count} point{'s' if count != 1 else ''}"
    if isinstance(item, Reading):
        return reading_text(item)
    is_known = (item.value, item.low, item.high) != (None, None, None)
    return result_text(item) if is_known else NO_VALUE
