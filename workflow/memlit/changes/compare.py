"""The comparison of two snapshots, row by row and by id.

One side of a comparison: the tables of a results folder, of a release, or of the records of a revision.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from memlit.errors import RecordError, SourceError
from memlit.files import numbered_rows

ResultRow = Mapping[str, str]
Rows = Mapping[str, ResultRow]

READINGS_NAME = "readings"
COMPARED = (
    READINGS_NAME,
    "devices",
    "benchmark",
    "classes",
    "comparisons",
    "comparison_pairs",
    "comparison_tests",
    "claims",
    "observations",
    "metrics",
    "classes_at",
    "pairs_at",
)
"""Tables of results/data/ of any field whose rows are compared by id; of the others differing lines are counted."""
RELEASE_FILE = "release.json"
INDEX_NAME = "audit.sqlite"


@dataclass(frozen=True, slots=True)
class ResultsSnapshot:
    """name: as the user gave it; tables: rows by id of each table; others: lines of every other table.

    index: the audit index beside the tables, if there is one; folder: the results folder, if there is one.
    """

    name: str
    tables: Mapping[str, Rows]
    others: Mapping[str, Counter[str]] = field(default_factory=dict)
    folder: Path | None = None
    is_release: bool = False

    @property
    def index(self) -> Path | None:
        """The audit index of the results folder, if there is one."""
        path = self.folder / INDEX_NAME if self.folder else None
        return path if path and path.is_file() else None


def results_folder(path: Path) -> Path | None:
    """The folder of tables that `path` means: a review, its results/, their data/, audit.sqlite or a release."""
    if path.is_file() and path.name == INDEX_NAME:
        path = path.parent
    candidates = (path / "data", path / "results" / "data", path)
    return next((folder for folder in candidates if (folder / f"{READINGS_NAME}.csv").is_file()), None)


def load_snapshot(path: Path) -> ResultsSnapshot:
    """The tables of the results folder `path`.

    Raises SourceError if it holds no results, RecordError (file:line) if a table is broken or repeats an id.
    """
    data = results_folder(path)
    if data is None:
        raise SourceError(str(path), "holds no results (data/readings.csv)", "run snakemake --cores 4 there first")
    files = {file.stem: file for file in sorted(data.glob("*.csv"))}
    return ResultsSnapshot(
        name=str(path),
        tables={name: rows_by_id(files[name]) for name in COMPARED if name in files},
        others={name: _lines(file) for name, file in files.items() if name not in COMPARED},
        folder=data.parent if data.name == "data" else data,
        is_release=(data / RELEASE_FILE).is_file(),
    )


def rows_by_id(path: Path) -> Rows:
    """Rows of a table by their `id` column. Raises RecordError if there is none, or an id is repeated."""
    rows: dict[str, ResultRow] = {}
    for line, row in numbered_rows(path):
        if "id" not in row:
            raise RecordError(f"{path}:1", "has no column id", "run snakemake again")
        if row["id"] in rows:
            raise RecordError(f"{path}:{line}", f"names {row['id']} twice", "run snakemake again")
        rows[row["id"]] = row
    return rows


def _lines(path: Path) -> Counter[str]:
    return Counter(path.read_text(encoding="utf-8", errors="replace").splitlines())


ChangeKind = Literal["added", "changed", "withdrawn"]
CHANGE_KINDS: tuple[ChangeKind, ...] = ("added", "changed", "withdrawn")
IGNORED = {READINGS_NAME: ("used",)}
"""Columns that say whether a tuple uses a reading: a change of the device, not of the datum."""
MEDIANS = {"classes": ("low", "high"), "comparisons": ("low", "high"), "classes_at": ("median_low", "median_high")}
"""Tables with a column `median`, and the columns of its interval."""
_DECIDED = ("comparison_pairs", "pairs_at")


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row added, changed or withdrawn; fields: the columns that differ."""

    id: str
    kind: ChangeKind
    old: ResultRow
    new: ResultRow
    fields: tuple[str, ...] = ()

    @property
    def row(self) -> ResultRow:
        """The new row, or the old one if it was withdrawn."""
        return self.new or self.old


_Interval = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class Move:
    """A median before and after, in `unit`, with its intervals; None if there is none."""

    id: str
    unit: str
    old: float | None
    old_interval: _Interval
    new: float | None
    new_interval: _Interval

    @property
    def factor(self) -> float | None:
        """New over old; None if one of them is absent or not positive."""
        return self.new / self.old if self.old and self.new and self.old > 0 and self.new > 0 else None

    @property
    def against_interval(self) -> str:
        """Where the new median lies relative to the former interval."""
        if self.new is None:
            return "no longer estimated"
        if self.old is None:
            return "newly estimated"
        low, high = self.old_interval
        if low is None or high is None:
            return "no former interval"
        return "within the former interval" if low <= self.new <= high else "outside the former interval"


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between two snapshots.

    data, derived: printed and derived readings; tables: changes of every other compared table; medians: those that
    moved, appeared or disappeared; others: lines that differ, by table; absent: tables that one side lacks; columns:
    columns that one side lacks and that were not compared.
    """

    old: str
    new: str
    data: tuple[RowChange, ...]
    derived: tuple[RowChange, ...]
    tables: Mapping[str, tuple[RowChange, ...]]
    medians: tuple[Move, ...]
    others: Mapping[str, int]
    absent: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    not_accepted: tuple[str, ...] = ()
    claims_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def is_equal(self) -> bool:
        """Whether nothing that was compared differs."""
        found = (self.data, self.derived, *self.tables.values(), self.others, self.inputs, self.not_accepted)
        return not any(found)

    @property
    def decisions(self) -> tuple[RowChange, ...]:
        """Pairs of classes that are newly decided, decided differently or no longer present."""
        changes = (change for name in _DECIDED for change in self.tables.get(name, ()))
        return tuple(change for change in changes if decision_of(change.old) != decision_of(change.new))

    def that_moved(self, table: str, column: str) -> tuple[RowChange, ...]:
        """Changes of a table that are new, gone or differ in the column."""
        changes = self.tables.get(table, ())
        return tuple(change for change in changes if change.kind != "changed" or column in change.fields)


def decision_of(row: ResultRow) -> str:
    """What is decided of a pair of classes; empty where nothing could be tested, or there is no such pair."""
    if row.get("p") and "is_shown" in row:
        return "differs" if row["is_shown"] == "true" else "not shown to differ"
    return row.get("decision", "")


def compare_snapshots(old: ResultsSnapshot, new: ResultsSnapshot) -> Difference:
    """All differences of two snapshots, sorted by id; a table or column that one side lacks is named, not compared."""
    shared = [name for name in COMPARED if name in old.tables and name in new.tables]
    changes = {name: tuple(_row_changes(name, old.tables[name], new.tables[name])) for name in shared}
    readings = changes.pop(READINGS_NAME, ())
    others = {name: _lines_apart(name, old, new) for name in sorted(old.others.keys() & new.others.keys())}
    return Difference(
        old=old.name,
        new=new.name,
        data=tuple(change for change in readings if not change.row.get("derived_from")),
        derived=tuple(change for change in readings if change.row.get("derived_from")),
        tables=changes,
        medians=tuple(move for name, ends in MEDIANS.items() for move in _moves(changes.get(name, ()), ends)),
        others={name: count for name, count in others.items() if count},
        absent=tuple(f"{name} (on one side only)" for name in _lone_tables(old, new)),
        columns=tuple(_lone_columns(shared, old, new)),
    )


def _row_changes(table: str, old: Rows, new: Rows) -> Iterator[RowChange]:
    for identifier in sorted(old.keys() | new.keys()):
        before, after = old.get(identifier), new.get(identifier)
        if before is None or after is None:
            yield RowChange(identifier, "added" if before is None else "withdrawn", before or {}, after or {})
        elif before != after:
            shared = before.keys() & after.keys() - set(IGNORED.get(table, ()))
            fields = tuple(name for name in after if name in shared and before[name] != after[name])
            if fields:
                yield RowChange(identifier, "changed", before, after, fields)


def _lines_apart(name: str, old: ResultsSnapshot, new: ResultsSnapshot) -> int:
    """Number of lines of a table that are on one side only."""
    before, after = old.others[name], new.others[name]
    return 0 if before == after else max((before - after).total(), (after - before).total())


def _lone_tables(old: ResultsSnapshot, new: ResultsSnapshot) -> list[str]:
    """Tables that one side lacks: first those with ids. A release holds no others."""
    lone = [name for name in COMPARED if (name in old.tables) != (name in new.tables)]
    if old.is_release or new.is_release:
        return lone
    return lone + sorted(old.others.keys() ^ new.others.keys())


def _lone_columns(shared: list[str], old: ResultsSnapshot, new: ResultsSnapshot) -> Iterator[str]:
    for name in shared:
        before, after = (set(next(iter(side.tables[name].values()), {})) for side in (old, new))
        if before and after and not (old.is_release or new.is_release):
            yield from (f"{name}.{column}" for column in sorted(before ^ after))


def _moves(changes: tuple[RowChange, ...], ends: tuple[str, str]) -> Iterator[Move]:
    for change in changes:
        old, new = _number(change.old, "median"), _number(change.new, "median")
        if old != new:
            before, after = ((_number(row, ends[0]), _number(row, ends[1])) for row in (change.old, change.new))
            yield Move(change.id, change.row.get("unit", ""), old, before, new, after)


def _number(row: ResultRow, column: str) -> float | None:
    """A finite number of a row; None if there is none."""
    try:
        value = float(row.get(column, ""))
    except ValueError:
        return None
    return value if math.isfinite(value) else None
