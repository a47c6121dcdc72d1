"""The SQLite file of the audit: its tables, how it is written whole, and how the records of numbers are kept small.

Each id of a run has a number, its place in the order of ids, and the other tables name it by that. The records are most
of the file and much alike, so they are compressed, some hundred together.
"""

import contextlib
import errno
import functools
import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import NamedTuple

SCHEMA = """
CREATE TABLE node (number INTEGER PRIMARY KEY, id TEXT NOT NULL, kind TEXT NOT NULL, label TEXT NOT NULL,
                   display TEXT NOT NULL, status TEXT NOT NULL);
CREATE TABLE record (block INTEGER PRIMARY KEY, records BLOB NOT NULL);
CREATE TABLE numbered_edge (child INTEGER NOT NULL, parent INTEGER NOT NULL, place INTEGER NOT NULL,
                            PRIMARY KEY (child, place)) WITHOUT ROWID;
CREATE TABLE place (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, title TEXT NOT NULL,
                    anchor TEXT NOT NULL, is_section_wide INTEGER NOT NULL);
CREATE TABLE numbered_shown (number INTEGER PRIMARY KEY, anchor TEXT NOT NULL);
CREATE TABLE numbered_print (place INTEGER NOT NULL, number INTEGER NOT NULL, text TEXT NOT NULL,
                             PRIMARY KEY (place, number)) WITHOUT ROWID;
CREATE TABLE subject (id TEXT PRIMARY KEY, kind TEXT NOT NULL, reference INTEGER, record TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE code (stage TEXT PRIMARY KEY, hash TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE entry (key TEXT PRIMARY KEY, sets TEXT NOT NULL, n_readings INTEGER NOT NULL) WITHOUT ROWID;
CREATE VIEW edge AS SELECT own.id AS child, other.id AS parent, place FROM numbered_edge
    JOIN node own ON own.number = child JOIN node other ON other.number = parent;
CREATE VIEW shown AS SELECT id, anchor FROM numbered_shown JOIN node USING (number);
CREATE VIEW printed AS SELECT place.name AS place, node.id AS id, text FROM numbered_print
    JOIN place ON place.number = numbered_print.place JOIN node ON node.number = numbered_print.number;
"""
INDEXES = """
CREATE UNIQUE INDEX node_by_id ON node (id);
CREATE INDEX edge_by_parent ON numbered_edge (parent);
CREATE INDEX print_by_number ON numbered_print (number);
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
UNWRITTEN = "unwritten"
"""The kind of an id that is printed, or that a number was computed from, and that no rule wrote."""
_IN_A_BLOCK = 128
"""Records that are compressed together: 20 times smaller, and one is read within a millisecond."""


class IndexedNumber(NamedTuple):
    """A reading, metric, statistic or claim: its record as a line of JSON, and the ids that it was computed from."""

    id: str
    kind: str
    label: str
    display: str
    status: str
    record: str
    inputs: tuple[str, ...] = ()


class IndexedPlace(NamedTuple):
    """A figure, table or section of the report, and the text of each number that it prints, by id."""

    name: str
    kind: str
    title: str
    anchor: str
    is_section_wide: bool
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class IndexedRun:
    """What an index holds of a run.

    numbers: in the order of their ids, each held only while it is written; shown: anchor in report.html by id;
    subjects: id, kind, reference number and record as JSON; entries: key, sets and count of printed readings;
    code: hash by stage.
    """

    numbers: Iterable[IndexedNumber]
    places: Sequence[IndexedPlace] = ()
    shown: Mapping[str, str] = field(default_factory=dict)
    subjects: Iterable[tuple[str, str, int | None, str]] = ()
    entries: Iterable[tuple[str, str, int]] = ()
    code: Mapping[str, str] = field(default_factory=dict)


def write_database(path: Path, run: IndexedRun) -> None:
    """Write the index of a run to `path`, whole or not at all. Raises OSError where the disk takes no more."""
    # A question of the audit only reads, and starts faster without it.
    from memlit.files import whole_file

    with whole_file(path) as temporary, faults_of_the_disk():
        database = sqlite3.connect(temporary)
        database.executescript(FAST + SCHEMA)
        inputs = _write_numbers(database, run.numbers)
        numbers = _number_ids(database, run, inputs)
        _write_edges(database, numbers, inputs)
        _write_places(database, numbers, run.places)
        shown = sorted((numbers[identifier], anchor) for identifier, anchor in run.shown.items())
        database.executemany("INSERT INTO numbered_shown VALUES (?, ?)", shown)
        database.executemany("INSERT INTO subject VALUES (?, ?, ?, ?)", sorted(run.subjects))
        database.executemany("INSERT INTO entry VALUES (?, ?, ?)", sorted(run.entries))
        database.executemany("INSERT INTO code VALUES (?, ?)", sorted(run.code.items()))
        database.commit()
        database.executescript(INDEXES)
        database.close()


def _write_numbers(database: sqlite3.Connection, numbers: Iterable[IndexedNumber]) -> dict[str, tuple[str, ...]]:
    """Nodes and their records, a block at a time; gives what each was computed from, in the order of the nodes."""
    inputs: dict[str, tuple[str, ...]] = {}
    coming = iter(numbers)
    while block := list(islice(coming, _IN_A_BLOCK)):
        first = len(inputs)
        lines = "\n".join(one.record for one in block)
        database.execute("INSERT INTO record VALUES (?, ?)", (first // _IN_A_BLOCK, zlib.compress(lines.encode())))
        rows = [(first + place, *one[:5]) for place, one in enumerate(block)]
        database.executemany("INSERT INTO node VALUES (?, ?, ?, ?, ?, ?)", rows)
        inputs |= {one.id: one.inputs for one in block}
    return inputs


def _number_ids(database: sqlite3.Connection, run: IndexedRun, inputs: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """The number of each id; one that no rule wrote gets a node of its own, so that it can be found as a fault."""
    numbers = {identifier: number for number, identifier in enumerate(inputs)}
    named = {*run.shown, *(name for place in run.places for name in place.texts)}
    for parents in inputs.values():
        named.update(parents)
    for identifier in sorted(named - numbers.keys()):
        numbers[identifier] = len(numbers)
        row = (numbers[identifier], identifier, UNWRITTEN, "", "", "")
        database.execute("INSERT INTO node VALUES (?, ?, ?, ?, ?, ?)", row)
    return numbers


def _write_edges(
    database: sqlite3.Connection, numbers: Mapping[str, int], inputs: Mapping[str, tuple[str, ...]]
) -> None:
    rows = (
        (numbers[child], numbers[parent], place) for child, own in inputs.items() for place, parent in enumerate(own)
    )
    database.executemany("INSERT INTO numbered_edge VALUES (?, ?, ?)", rows)


def _write_places(database: sqlite3.Connection, numbers: Mapping[str, int], places: Sequence[IndexedPlace]) -> None:
    """A place named twice (no section should be) counts once."""
    by_name = {place.name: place for place in places}
    for number, (_, place) in enumerate(sorted(by_name.items())):
        row = (number, place.name, place.kind, place.title, place.anchor, int(place.is_section_wide))
        database.execute("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?)", row)
        texts = sorted((number, numbers[identifier], text) for identifier, text in place.texts.items())
        database.executemany("INSERT INTO numbered_print VALUES (?, ?, ?)", texts)


def record_of(database: sqlite3.Connection, number: int) -> str:
    """The record of the node of this number, a line of JSON."""
    block, place = divmod(number, _IN_A_BLOCK)
    return _records_of_block(database, block)[place]


@functools.lru_cache(maxsize=64)
def _records_of_block(database: sqlite3.Connection, block: int) -> list[str]:
    """Kept, since the records of one document stand together."""
    row = database.execute("SELECT records FROM record WHERE block = ?", (block,)).fetchone()
    return _records(row[0])


def all_records(database: sqlite3.Connection) -> Iterator[str]:
    """The records of all nodes that a rule wrote, in the order of their numbers."""
    for (records,) in database.execute("SELECT records FROM record ORDER BY block"):
        yield from _records(records)


def _records(block: bytes) -> list[str]:
    return zlib.decompress(block).decode().split("\n")


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
