"""The tables that a release keeps for later comparisons, and what changed since."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from pydantic import Field

from memlit.changes.compare import (
    CHANGE_KINDS,
    COMPARED,
    RELEASE_FILE,
    Difference,
    Move,
    ResultRow,
    RowChange,
    compare_snapshots,
    decision_of,
    load_snapshot,
)
from memlit.datum import Record, Result, count_of, parse_record, statistic_of
from memlit.errors import RecordError, SourceError
from memlit.files import read_csv, read_json, write_csv, write_json

RELEASE_FOLDER = Path("release")
_LEFT_OUT = frozenset(
    {"papers", "readings", "note", "reason", "missing", "missing_papers", "missing_parameters", "context", "analysis",
     "evidence", "evidence_words", "context_words", "printed_header", "place", "page", "method", "tier", "lineage",
     "document", "used", "values"}
)  # fmt: skip
"""Columns that a release does not keep: long ones, and those that say where and how a value was read."""
_COUNTED = {"devices": "tuples of devices", "observations": "values of observations"}
VERSION = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+")


class ReleaseNote(Record):
    """release/release.json."""

    version: str
    day: str


class MovedMedian(Record):
    """A median that moved since the release. before: None if it is new; is_known: whether this run has it."""

    id: str
    before: Result | None = None
    is_known: bool = True
    against_interval: str


class MovedVerdict(Record):
    """A claim whose verdict changed; None if the claim is new or removed."""

    claim: str
    before: str | None = None
    now: str | None = None


class ReleaseChange(Record):
    """What changed since the last release; `release` is None if there is none yet."""

    release: ReleaseNote | None = None
    counts: dict[str, Result] = Field(default_factory=dict)
    medians: tuple[MovedMedian, ...] = ()
    verdicts: tuple[MovedVerdict, ...] = ()
    decisions: tuple[MovedVerdict, ...] = ()

    @property
    def results(self) -> list[Result]:
        """All numbers of the comparison, for the audit index."""
        return [*self.counts.values(), *(move.before for move in self.medians if move.before)]


def write_release(root: Path, version: str, day: str) -> list[str]:
    """Keep the tables of the last run under release/; returns the names of what was written.

    Raises SourceError if the version is invalid or the last run is not complete and verified.
    """
    if not VERSION.fullmatch(version):
        raise SourceError(version, "is not a version", "write it as 1.2.3")
    results = root / "results"
    if not (results / "verified.json").is_file():
        raise SourceError(
            "results/verified.json", "is missing: the last run is not complete", "run snakemake --cores 4"
        )
    names = _declared(results / "data")
    missing = [name for name in names if not (results / "data" / f"{name}.csv").is_file()]
    if missing:
        raise SourceError(f"results/data/{missing[0]}.csv", "is missing", "run snakemake --cores 4")
    for name in names:
        rows = read_csv(results / "data" / f"{name}.csv")
        columns = [column for column in (rows[0] if rows else {"id": ""}) if column not in _LEFT_OUT]
        kept = [{column: row[column] for column in columns} for row in rows]
        write_csv(root / RELEASE_FOLDER / f"{name}.csv", columns, kept)
    write_json(root / RELEASE_FOLDER / RELEASE_FILE, ReleaseNote(version=version, day=day).model_dump(mode="json"))
    return [RELEASE_FILE, *(f"{name}.csv" for name in names)]


def _declared(data: Path) -> list[str]:
    """The compared tables that the run has, as its dictionary declares them: each field has its own."""
    files = {row["file"] for row in read_csv(data / "dictionary.csv")}
    return [name for name in COMPARED if f"{name}.csv" in files]


def change_since(release: Path, results: Path) -> ReleaseChange:
    """What changed from the folder `release` to the tables of the folder `results`; empty if there is no release."""
    if not (release / RELEASE_FILE).is_file():
        return ReleaseChange()
    note = parse_record(ReleaseNote, read_json(release / RELEASE_FILE), str(release / RELEASE_FILE))
    before, now = load_snapshot(release), load_snapshot(results)
    lacking = [name for name in now.tables if name not in before.tables]
    if lacking:
        raise RecordError(f"{release}/{lacking[0]}.csv", "is missing", "restore it from git, or delete release/")
    found = compare_snapshots(before, now)
    return ReleaseChange(
        release=note,
        counts=_counts(found, note),
        medians=tuple(_median(move, note) for move in found.medians),
        verdicts=_moved(found.that_moved("claims", "verdict"), lambda row: row.get("verdict")),
        decisions=_moved(found.decisions, lambda row: decision_of(row) or None),
    )


def _moved(changes: Iterable[RowChange], said: Callable[[ResultRow], str | None]) -> tuple[MovedVerdict, ...]:
    return tuple(MovedVerdict(claim=change.id, before=said(change.old), now=said(change.new)) for change in changes)


def _counts(found: Difference, note: ReleaseNote) -> dict[str, Result]:
    rule = f"compared by id with the tables of release {note.version}"
    counts = {}
    for kind in CHANGE_KINDS:
        changes = [change for change in found.data if change.kind == kind]
        # A withdrawn reading no longer has an id in this run.
        inputs = tuple(change.id for change in changes if change.new)
        label = f"data {kind} since release {note.version}"
        counts[f"data_{kind}"] = count_of(f"release#data_{kind}", label, float(len(changes)), rule, inputs)
    for name, words in _COUNTED.items():
        if name in found.tables:
            label = f"{words} that differ from release {note.version}"
            counts[name] = count_of(f"release#{name}", label, float(len(found.tables[name])), rule, ())
    return counts


def _median(move: Move, note: ReleaseNote) -> MovedMedian:
    before = None
    if move.old is not None:
        before = statistic_of(
            f"release/{move.id}#median",
            f"median at release {note.version}",
            move.old,
            move.unit or "1",
            f"as release {note.version} of {note.day} computed it",
        )
    return MovedMedian(id=move.id, before=before, is_known=move.new is not None, against_interval=move.against_interval)
