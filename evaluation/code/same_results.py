"""Whether a change of the code left the results as they were: tables, numbers of the report, figures, audit, records.

    python evaluation/code/same_results.py keep FOLDER              # after a run, before the change
    python evaluation/code/same_results.py compare FOLDER           # after a run with the change

Tables (CSV and Parquet) are compared cell by cell at (table, id, column), as text, so at the full precision that is
written; rows without an id are told apart by their text and count. Numbers of the report are compared by the text that
is printed for them, figures and records by their bytes, the audit by the record and the inputs of each id. Ids may
change only as `evaluation/code/renamed_ids.csv` (columns old, new) says. What is dropped on purpose is named with
--gone, what is added with --new, as patterns of the shell: `fronts.csv` a table, `claims.csv/could_change` a column,
`figures/fronts.svg` a figure, `fronts#*` numbers of the report and ids of the audit. What was named as gone and is
still there is a difference too. Exits 1 with a line for each difference. It imports nothing of memlit.
"""

from __future__ import annotations

import argparse
import csv
import json
import shutil
import sqlite3
import sys
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

import pandas as pd

RENAMED = Path("evaluation/code/renamed_ids.csv")
KEPT = (
    "results/data/*.csv",
    "results/data/*.parquet",
    "results/figures/*.svg",
    "results/report.json",
    "results/audit.sqlite",
    "extracted/*",
)
SHOWN = 20
"""Lines printed for each table, for the report and for the audit; the others are counted."""

Rows = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Expected:
    """What may differ: patterns of names that are dropped and of names that are added."""

    gone: tuple[str, ...] = ()
    new: tuple[str, ...] = ()

    def is_gone(self, name: str) -> bool:
        return any(fnmatchcase(name, pattern) for pattern in self.gone)

    def is_new(self, name: str) -> bool:
        return any(fnmatchcase(name, pattern) for pattern in self.new)

    def names(self, before: set[str], after: set[str], prefix: str = "", about: str = "") -> Iterator[str]:
        """A line for each name of only one side that nobody announced, and for each that should be gone."""
        for name in sorted(before - after):
            if not self.is_gone(prefix + name):
                yield f"{about}{name}: only before"
        for name in sorted(after - before):
            if not self.is_new(prefix + name):
                yield f"{about}{name}: only now"
        for name in sorted(before & after):
            if self.is_gone(prefix + name):
                yield f"{about}{name}: named as gone, and still there"


def keep(root: Path, folder: Path) -> None:
    """Copy what is compared from the review in `root` to `folder`, which may not exist yet."""
    folder.mkdir(parents=True)
    for pattern in KEPT:
        for path in sorted(root.glob(pattern)):
            target = folder / path.relative_to(root)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)


def renamed_ids(path: Path) -> dict[str, str]:
    """Old ids with their new ones; empty where there is no list."""
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as stream:
        return {row["old"]: row["new"] for row in csv.DictReader(stream)}


def differences(old: Path, new: Path, renamed: Mapping[str, str], expected: Expected) -> Iterator[str]:
    """A line for each difference between the results in `old` and in `new`."""
    for suffix in ("csv", "parquet"):
        yield from _tables(old / "results/data", new / "results/data", suffix, renamed, expected)
    yield from _first(_numbers(old / "results/report.json", new / "results/report.json", renamed, expected), "report")
    yield from _first(_audit(old / "results/audit.sqlite", new / "results/audit.sqlite", renamed, expected), "audit")
    yield from _files(old / "results", new / "results", "figures/*.svg", expected)
    yield from _files(old, new, "extracted/*", expected)


def _first(lines: Iterator[str], about: str) -> Iterator[str]:
    found = list(lines)
    yield from found[:SHOWN]
    if len(found) > SHOWN:
        yield f"{about}: and {len(found) - SHOWN} more"


def _tables(old: Path, new: Path, suffix: str, renamed: Mapping[str, str], expected: Expected) -> Iterator[str]:
    before, after = ({path.name for path in folder.glob(f"*.{suffix}")} for folder in (old, new))
    yield from expected.names(before, after)
    for name in sorted(before & after):
        was_columns, was = _table(old / name, renamed)
        columns, rows = _table(new / name, {})
        yield from expected.names(set(was_columns), set(columns), f"{name}/", f"{name}: column ")
        common = [column for column in was_columns if column in columns]
        yield from _first(_cells(name, common, _by_id(was, common), _by_id(rows, common), expected), name)


def _table(path: Path, renamed: Mapping[str, str]) -> tuple[list[str], list[dict[str, str]]]:
    """Columns and rows of a table as text, with ids as they are called now."""
    columns, rows = _csv_table(path) if path.suffix == ".csv" else _parquet_table(path)
    return columns, [{name: _renamed(text, renamed) for name, text in row.items()} for row in rows]


def _csv_table(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    csv.field_size_limit(sys.maxsize)
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        return list(reader.fieldnames or ()), list(reader)


def _parquet_table(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    frame = pd.read_parquet(path)
    texts = {column: [repr(value) for value in frame[column]] for column in frame.columns}
    if "id" in frame.columns:
        texts["id"] = [str(value) for value in frame["id"]]
    return list(texts), [dict(zip(texts, row, strict=True)) for row in zip(*texts.values(), strict=True)]


def _renamed(text: str, renamed: Mapping[str, str]) -> str:
    return ";".join(renamed.get(item, item) for item in text.split(";")) if renamed else text


def _by_id(rows: list[dict[str, str]], columns: list[str]) -> Rows:
    """Rows by id, else by their text in `columns`, with the number of the occurrence from the second on."""
    seen: Counter[str] = Counter()
    found: Rows = {}
    for row in rows:
        name = row["id"] if "id" in row else "|".join(row[column] for column in columns)
        seen[name] += 1
        found[f"{name} ({seen[name]})" if seen[name] > 1 else name] = row
    return found


def _cells(name: str, columns: list[str], was: Rows, rows: Rows, expected: Expected) -> Iterator[str]:
    for key in sorted({*was, *rows}):
        if key not in was or key not in rows:
            said = expected.is_gone(key) if key in was else expected.is_new(key)
            if not said:
                yield f"{name}: {key[:200]}: only {'before' if key in was else 'now'}"
            continue
        for column in columns:
            if was[key][column] != rows[key][column]:
                yield f"{name}: {key[:200]}: {column}: {was[key][column][:200]} -> {rows[key][column][:200]}"


def _numbers(old: Path, new: Path, renamed: Mapping[str, str], expected: Expected) -> Iterator[str]:
    """Numbers that the report prints, by id and printed text."""
    was = {renamed.get(key, key): text for key, text in _printed(old).items()}
    now = _printed(new)
    yield from expected.names({*was}, {*now}, about="report: ")
    for key in sorted({*was} & {*now}):
        if was[key] != now[key]:
            yield f"report: {key}: {was[key]} -> {now[key]}"


def _printed(path: Path) -> dict[str, str]:
    numbers = json.loads(path.read_text(encoding="utf-8"))["numbers"]
    return {key: number["text"] for key, number in numbers.items()}


def _audit(old: Path, new: Path, renamed: Mapping[str, str], expected: Expected) -> Iterator[str]:
    """What the audit says of each id: its record and the ids that it was computed from."""
    was = {renamed.get(key, key): said for key, said in _audited(old).items()}
    now = _audited(new)
    yield from expected.names({*was}, {*now}, about="audit: ")
    for key in sorted({*was} & {*now}):
        if was[key] != now[key]:
            yield f"audit: {key}: {was[key][:300]} -> {now[key][:300]}"


def _audited(path: Path) -> dict[str, str]:
    """By id: what the audit shows of it, the ids it was computed from, its record. Empty where there is no audit."""
    if not path.is_file():
        return {}
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        shown = "kind || ' ' || label || ' ' || display || ' ' || status"
        nodes = database.execute(f"SELECT id, {shown} FROM node ORDER BY number").fetchall()
        inputs: dict[str, list[str]] = {}
        for child, parent in database.execute("SELECT child, parent FROM edge ORDER BY child, place"):
            inputs.setdefault(child, []).append(parent)
        blocks = [zlib.decompress(block) for (block,) in database.execute("SELECT records FROM record ORDER BY block")]
    records = [line for block in blocks for line in block.decode().split("\n")]
    # Nodes that no rule wrote come last and have no record.
    records += [""] * (len(nodes) - len(records))
    return {key: f"{said} {inputs.get(key, [])} {record}" for (key, said), record in zip(nodes, records, strict=True)}


def _files(old: Path, new: Path, pattern: str, expected: Expected) -> Iterator[str]:
    before, after = ({path.relative_to(root).as_posix() for path in root.glob(pattern)} for root in (old, new))
    yield from expected.names(before, after)
    for path in sorted(before & after):
        if (old / path).read_bytes() != (new / path).read_bytes():
            yield f"{path}: differs"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("keep", "compare"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--root", type=Path, default=Path(), help="the review that was run (default: here)")
    parser.add_argument("--gone", nargs="*", default=[], metavar="NAME", help="dropped on purpose")
    parser.add_argument("--new", nargs="*", default=[], metavar="NAME", help="added on purpose")
    given = parser.parse_args(arguments)
    if given.what == "keep":
        keep(given.root, given.folder)
        return 0
    expected = Expected(tuple(given.gone), tuple(given.new))
    found = list(differences(given.folder, given.root, renamed_ids(given.root / RENAMED), expected))
    print("\n".join(found) if found else "no difference")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
