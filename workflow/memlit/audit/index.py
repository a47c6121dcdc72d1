"""The audit index: every reading, metric and statistic of a run in one SQLite file, with what came from what."""

import contextlib
import errno
import os
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from memlit.audit.subjects import ReportPlace, Subject
from memlit.claims.verdict import ClaimVerdict
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


def write_index(
    path: Path,
    entries: Mapping[str, Entry],
    readings: Iterable[Reading],
    results: Iterable[Result],
    claims: Iterable[ClaimVerdict],
    places: Iterable[ReportPlace],
    shown: Mapping[str, Any],
    about: Iterable[Subject],
    code: Mapping[str, str],
) -> None:
    """Write the index of a run to `path`, whole or not at all.

    results: the table of numbers; places: of the report; shown: its numbers, by id; about: papers and items with what
    became of them; code: hash of the code by stage.
    """
    readings = list(readings)
    items: list[_IndexedItem] = sorted([*readings, *results, *claims], key=_id_of)
    with whole_file(path) as temporary, faults_of_the_disk():
        database = sqlite3.connect(temporary)
        database.executescript(FAST + SCHEMA)
        # Made one at a time: all texts at once would be the largest thing held.
        database.executemany("INSERT INTO node VALUES (?, ?, ?, ?, ?, ?)", map(_node, items))
        write_edges(database, {_id_of(item): _parents(item) for item in items})
        _write_places(database, places, shown)
        database.executemany("INSERT INTO entry VALUES (?, ?, ?)", _entries(entries, readings))
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
_IndexedItem = Reading | Result | ClaimVerdict


def _id_of(item: _IndexedItem) -> str:
    return f"claim/{item.claim.id}" if isinstance(item, ClaimVerdict) else item.id


def _parents(item: _IndexedItem) -> Collection[str]:
    """What a number was computed from; of a claim its evidence and its own numbers."""
    if not isinstance(item, ClaimVerdict):
        return item.inputs
    return dict.fromkeys([*(shown.id for shown in item.evidence), *(number.id for number in item.numbers)])


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


def _entries(entries: Mapping[str, Entry], readings: Iterable[Reading]) -> list[tuple[str, str, int]]:
    """Key, sets and number of printed readings of each entry."""
    counts = Counter(reading.datum.paper for reading in readings if not reading.is_derived)
    return [(key, ";".join(entry.sets), counts[key]) for key, entry in sorted(entries.items())]


def _node(item: _IndexedItem) -> tuple[str, str, str, str, str, str]:
    """Id, kind, label, text, status and record."""
    if isinstance(item, ClaimVerdict):
        return _claim_node(item)
    record = json_line(item.model_dump(mode="json"))
    if isinstance(item, Result):
        return item.id, item.kind, item.label, _display(item), "value", record
    return item.id, "derived" if item.is_derived else "reading", item.parameter, _display(item), item.status, record


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
    return (_id_of(verdict), "claim", label, verdict.verdict, "value", json_line(record))


def _display(item: Reading | Result) -> str:
    if isinstance(item, Reading) and item.datum.figure is not None:
        count = item.datum.figure.n_points
        return f"{count} point{'s' if count != 1 else ''}"
    if isinstance(item, Reading):
        return reading_text(item)
    is_known = (item.value, item.low, item.high) != (None, None, None)
    return result_text(item) if is_known else NO_VALUE
