"""One side of a comparison: the tables of a results folder, of a release, or of the records of a revision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from memlit.errors import RecordError, SourceError
from memlit.files import numbered_rows

Row = Mapping[str, str]
Rows = Mapping[str, Row]

READINGS = "readings"
COMPARED = (
    READINGS,
    "devices",
    "benchmark",
    "classes",
    "comparisons",
    "comparison_pairs",
    "comparison_tests",
    "claims",
)
"""Tables of results/data/ whose rows are compared by id; in the others only the lines that differ are counted."""
RELEASE_FILE = "release.json"
INDEX_NAME = "audit.sqlite"


@dataclass(frozen=True, slots=True)
class Snapshot:
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
    return next((folder for folder in candidates if (folder / f"{READINGS}.csv").is_file()), None)


def load_snapshot(path: Path) -> Snapshot:
    """The tables of the results folder `path`.

    Raises SourceError if it holds no results, RecordError (file:line) if a table is broken or repeats an id.
    """
    data = results_folder(path)
    if data is None:
        raise SourceError(str(path), "holds no results (data/readings.csv)", "run snakemake --cores 4 there first")
    files = {file.stem: file for file in sorted(data.glob("*.csv"))}
    return Snapshot(
        name=str(path),
        tables={name: rows_by_id(files[name]) for name in COMPARED if name in files},
        others={name: _lines(file) for name, file in files.items() if name not in COMPARED},
        folder=data.parent if data.name == "data" else data,
        is_release=(data / RELEASE_FILE).is_file(),
    )


def rows_by_id(path: Path) -> Rows:
    """Rows of a table by their `id` column. Raises RecordError if there is none, or an id is repeated."""
    rows: dict[str, Row] = {}
    for line, row in numbered_rows(path):
        if "id" not in row:
            raise RecordError(f"{path}:1", "has no column id", "run snakemake again")
        if row["id"] in rows:
            raise RecordError(f"{path}:{line}", f"names {row['id']} twice", "run snakemake again")
        rows[row["id"]] = row
    return rows


def _lines(path: Path) -> Counter[str]:
    return Counter(path.read_text(encoding="utf-8", errors="replace").splitlines())
