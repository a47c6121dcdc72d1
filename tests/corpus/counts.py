"""What this review holds, counted: its files and what its last run made of them.

`counts.csv` beside this module has the accepted counts. Where a paper, a reading, a claim or a correction changes them,

    make corpus-counts

writes the table anew, and its difference is what a reviewer reads. Facts of single documents stand in the tests.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml
from memlit.library import load_library

from tests.builders import ROOT

TABLE = Path(__file__).with_name("counts.csv")
COLUMNS = ("what", "n", "which")
REVIEW = "review-fig11"
"""The set of the papers that the review credits."""
METRICS = ("action_energy", "standby_power", "spike_timing", "spiking_energy", "firing_energy")
Row = tuple[str, str, str]


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def counted(what: str, members: Iterable[str], *, named: bool = False) -> Row:
    names = sorted(members)
    return what, str(len(names)), ";".join(names) if named else ""


def by_kind(what: str, pairs: Iterable[tuple[str, str]], *named: str) -> Iterator[Row]:
    """A row for each kind of the pairs (kind, name); those of the kinds `named`, or of all (`*`), by name."""
    kinds: dict[str, list[str]] = defaultdict(list)
    for kind, name in pairs:
        kinds[kind].append(name)
    for kind in sorted(kinds):
        yield counted(f"{what}: {kind}", kinds[kind], named=kind in named or "*" in named)


def of_files(root: Path) -> Iterator[Row]:
    """Entries, documents, lists of readings, tables, corrections, screening and claims."""
    library = load_library(root / "references.bib")
    yield counted("entries", library.entries)
    yield from by_kind("entries of the set", ((name, key) for key, e in library.entries.items() for name in e.sets))
    yield counted("folders of sources", (path.name for path in (root / "sources").iterdir() if path.is_dir()))
    yield counted("accepted records", (path.stem for path in (root / "extracted").glob("*.json")))
    lists = [(path.parent.name, row) for path in (root / "sources").glob("*/readings.csv") for row in rows_of(path)]
    yield from by_kind("listed readings of the tier", ((row["tier"], row["place"]) for _, row in lists))
    tables = [
        (path.parent.name, table)
        for path in (root / "sources").glob("*/source.yaml")
        for table in (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).get("tables", [])
    ]
    yield from by_kind(
        "described tables whose devices count as", ((t.get("counts_as") or "not said", k) for k, t in tables)
    )
    corrections = rows_of(root / "curation/corrections.csv")
    yield from by_kind("corrections because", ((row["reason"].split(":")[0], row["id"]) for row in corrections))
    last = {row["record"]: row for row in rows_of(root / "curation/screening.csv")}
    credited = {entry.key for entry in library.in_set(REVIEW)}
    for name, group in (("credited papers", credited), ("other papers", last.keys() - credited)):
        ends = ((f"{last[key]['decision']} ({last[key]['reason'].split(':')[0]})", key) for key in group & last.keys())
        yield from by_kind(f"screening of {name}", ends)
    claims = yaml.safe_load((root / "config/claims.yaml").read_text(encoding="utf-8"))["claims"]
    yield from by_kind("claims of the kind", ((claim["kind"], claim["id"]) for claim in claims))


def of_results(root: Path) -> Iterator[Row]:
    """What the last run made of them: readings, known papers, devices, medians, verdicts."""
    data = root / "results/data"
    printed = [row for row in rows_of(data / "readings.csv") if not row["derived_from"]]
    yield from by_kind("printed readings that end as", ((row["status"], row["id"]) for row in printed))
    yield from by_kind("printed readings of the tier", ((row["tier"], row["id"]) for row in printed))
    coverage = [line for line in rows_of(data / "coverage.csv") if line["set"] == REVIEW]
    for metric in METRICS:
        yield counted(
            f"credited papers with {metric}",
            (line["paper"] for line in coverage if metric in line["metrics"].split(";")),
            named=True,
        )
    benchmark = rows_of(data / "benchmark.csv")
    yield from by_kind("papers of the benchmark in the set", {(row["set"], row["paper"]) for row in benchmark}, REVIEW)
    devices = {(row["set"], f"{row['paper']}/{row['device']}") for row in benchmark}
    yield from by_kind("devices of the benchmark in the set", devices, REVIEW)
    credited = {line["paper"] for line in coverage}
    used = ((row["paper"], row["printed"]) for row in printed if row["used"] == "true" and row["paper"] in credited)
    yield from by_kind("readings in use of the credited paper", used, "*")
    for column in ("inclusion", "identification"):
        lines = ((f"{row['set']}, {row[column]}", row["id"]) for row in rows_of(data / "classes.csv"))
        yield from by_kind("medians of the set", lines)
    verdicts = ((row["verdict"], row["id"]) for row in rows_of(data / "claims.csv"))
    decided = ("compatible", "consistent_in_source", "differs", "inconsistent_in_source", "reproduced")
    yield from by_kind("claims with the verdict", verdicts, *decided)


def counts(root: Path) -> list[Row]:
    """All counts of the review in `root`, which was run."""
    return [*of_files(root), *of_results(root)]


def accepted() -> list[Row]:
    return [(row["what"], row["n"], row["which"]) for row in rows_of(TABLE)]


def write(rows: Iterable[Row]) -> None:
    with TABLE.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([COLUMNS, *rows])


if __name__ == "__main__":
    write(counts(ROOT))
