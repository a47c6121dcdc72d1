"""The audit index: every reading, metric and statistic of a run in one SQLite file, with what came from what."""

import contextlib
import errno
import heapq
import os
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from memlit.audit.subjects import ReportPlace, Subject
from memlit.datum import Reading, Result
from memlit.files import json_line, whole_file
from memlit.library import Entry
from memlit.presentation.format import NO_VALUE, reading_text, result_text

SCHEMA = """
CREATE TABLE node (id TEXT PRIMARY KEY, kind TEXT NOT NULL, label TEXT NOT NULL, display TEXT NOT NULL,
                   status TEXT NOT NULL, record TEXT NOT NULL);
CREATE TABLE named (number INTEGER PRIMARY KEY, id TEXT NOT NULL);
CREATE TABLE numbered_edge (child INTEGER NOT NULL, parent INTEGER NOT NULL, place INTEGER NOT NULL,
                            PRIMARY KEY (child, place)) WITHOUT ROWID;
CREATE VIEW edge AS SELECT own.id AS child, other.id AS parent, place FROM numbered_edge
    JOIN named own ON own.number = child JOIN named other ON other.number = parent;
CREATE TABLE shown (id TEXT PRIMARY KEY, anchor TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (name TEXT PRIMARY KEY, kind TEXT NOT NULL, title TEXT NOT NULL, anchor TEXT NOT NULL,
                    is_section_wide INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE printed (place TEXT NOT NULL, id TEXT NOT NULL, text TEXT NOT NULL,
                      PRIMARY KEY (place, id)) WITHOUT ROWID;
CREATE TABLE subject (id TEXT PRIMARY KEY, kind TEXT NOT NULL, reference INTEGER, record TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE code (stage TEXT PRIMARY KEY, hash TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE entry (key TEXT PRIMARY KEY, sets TEXT NOT NULL, n_readings INTEGER NOT NULL) WITHOUT ROWID;
"""
INDEXES = """
CREATE INDEX node_brief ON node (id, kind, status, label);
CREATE UNIQUE INDEX named_by_id ON named (id);
CREATE INDEX edge_by_parent ON numbered_edge (parent);
CREATE INDEX printed_by_id ON printed (id);
CREATE INDEX subject_by_reference ON subject (reference);
"""
"""Made after the rows, sorted once instead of searched for each row."""
FAST = """
PRAGMA page_size = 4096;
PRAGMA cache_size = -65536;
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
"""
"""A file that is whole or not there needs no journal of its own; 64 MB of it are held."""


ClaimRecord = Mapping[str, Any]
"""A verdict as results/claims.json has it."""


def write_index(
    path: Path,
    entries: Mapping[str, Entry],
    readings: Iterable[Reading],
    results: Iterable[Result],
    claims: Iterable[ClaimRecord],
    places: Iterable[ReportPlace],
    shown: Mapping[str, Any],
    about: Iterable[Subject],
    code: Mapping[str, str],
) -> None:
    """Write the index of a run to `path`, whole or not at all.

    readings: in the order of their ids, each held while it is written; results: the table of numbers; claims: verdicts
    of results/claims.json; places: of the report; shown: its numbers, by id; about: papers and items with what
    became of them; code: hash of the code by stage.
    """
    parents: dict[str, Collection[str]] = {}
    printed: Counter[str | None] = Counter()
    others = sorted([*map(_number_node, results), *map(_claim_node, claims)])
    nodes = heapq.merge((_reading_node(reading, printed) for reading in readings), others)
    with whole_file(path) as temporary, faults_of_the_disk():
        database = sqlite3.connect(temporary)
        database.executescript(FAST + SCHEMA)
        # Made one at a time: all texts at once would be the largest thing held.
        database.executemany("INSERT INTO node VALUES (?, ?, ?, ?, ?, ?)", _noted(nodes, parents))
        write_edges(database, parents)
        _write_places(database, places, shown)
        database.executemany("INSERT INTO entry VALUES (?, ?, ?)", _entries(entries, printed))
        database.executemany(
            "INSERT INTO subject VALUES (?, ?, ?, ?)",
            sorted((subject.id, subject.kind, subject.reference, json_line(subject.record)) for subject in about),
        )
        database.executemany("INSERT INTO code VALUES (?, ?)", sorted(code.items()))
        database.commit()
        database.executescript(INDEXES)
        database.close()


def write_edges(database: sqlite3.Connection, parents: Mapping[str, Collection[str]]) -> None:
    """What each number was computed from, by id; an id has its place among all of them as its number.

    Edges are most of the rows of an index, and ids are long.
    """
    named = sorted({*parents, *(parent for own in parents.values() for parent in own)})
    numbers = {identifier: number for number, identifier in enumerate(named)}
    database.executemany("INSERT INTO named VALUES (?, ?)", enumerate(named))
    edges = (
        (numbers[child], numbers[parent], place) for child, own in parents.items() for place, parent in enumerate(own)
    )
    database.executemany("INSERT INTO numbered_edge VALUES (?, ?, ?)", edges)


@contextlib.contextmanager
def faults_of_the_disk() -> Iterator[None]:
    """A disk that takes no more is an OSError, as where any other file is written."""
    try:
        yield
    except sqlite3.OperationalError as error:
        number = _DISK_FAULTS.get(error.sqlite_errorcode & 0xFF)
        if number is None:
            raise
        raise OSError(number, os.strerror(number)) from error


_DISK_FAULTS = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_IOERR: errno.EIO,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_CANTOPEN: errno.EIO,
}
"""Numbers of the system by the primary result codes of SQLite (https://sqlite.org/rescode.html)."""


class _Node(NamedTuple):
    """Id, kind, label, text, status and record of a number, and what it was computed from."""

    id: str
    kind: str
    label: str
    display: str
    status: str
    record: str
    parents: tuple[str, ...]


def _noted(nodes: Iterable[_Node], parents: dict[str, Collection[str]]) -> Iterator[tuple[str, ...]]:
    """The rows of nodes; what they were computed from goes to `parents`."""
    for node in nodes:
        parents[node.id] = node.parents
        yield node[:-1]


def _write_places(database: sqlite3.Connection, places: Iterable[ReportPlace], numbers: Mapping[str, Any]) -> None:
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


def _entries(entries: Mapping[str, Entry], printed: Mapping[str | None, int]) -> list[tuple[str, str, int]]:
    """Key, sets and number of printed readings of each entry."""
    return [(key, ";".join(entry.sets), printed[key]) for key, entry in sorted(entries.items())]


def _reading_node(reading: Reading, printed: Counter[str | None]) -> _Node:
    """printed: counts the printed readings of each paper."""
    kind = "derived" if reading.is_derived else "reading"
    printed[reading.datum.paper] += not reading.is_derived
    record = json_line(reading.model_dump(mode="json"))
    display = _reading_text(reading)
    return _Node(reading.id, kind, reading.parameter, display, reading.status, record, tuple(reading.inputs))


def _number_node(result: Result) -> _Node:
    record = json_line(result.model_dump(mode="json"))
    is_known = (result.value, result.low, result.high) != (None, None, None)
    display = result_text(result) if is_known else NO_VALUE
    return _Node(result.id, result.kind, result.label, display, "value", record, tuple(result.inputs))


def _claim_node(verdict: ClaimRecord) -> _Node:
    """The verdict on a claim, `claim/ID`, whole; the chain below it is its evidence and its own numbers."""
    claim = verdict["claim"]
    ends = (number for number in (verdict["interval"], verdict["claimed"]) if number is not None)
    numbers = [number["id"] for number in (*verdict["results"], *verdict["factors"], *ends)]
    record = {
        "rule": f"{verdict['analysis']}: {verdict['reason']}",
        "inputs": [],
        **{name: verdict[name] for name in ("analysis", "reason", "claim", "evidence", "context")},
        "numbers": numbers,
        **{name: verdict[name] for name in ("printed", "missing")},
    }
    label = " ".join(claim[name] for name in ("subject", "metric", "comparator", "value", "unit")).strip()
    parents = tuple(dict.fromkeys([*(shown["id"] for shown in verdict["evidence"]), *numbers]))
    return _Node(f"claim/{claim['id']}", "claim", label, verdict["verdict"], "value", json_line(record), parents)


def _reading_text(reading: Reading) -> str:
    if reading.datum.figure is None:
        return reading_text(reading)
    count = reading.datum.figure.n_points
    return f"{count} point{'s' if count != 1 else ''}"
