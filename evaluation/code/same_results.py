"""Whether a change of the code left the results as they were: published tables, numbers of the report, records.

    python evaluation/code/same_results.py keep FOLDER              # after a run, before the change
    python evaluation/code/same_results.py compare FOLDER           # after a run with the change

Tables are compared cell by cell at (table, id, column), as text, so at the full precision that is written; rows without
an id are told apart by their text and count. Numbers of the report are compared by the text that is printed for
them, records by their bytes. Ids may change only as `evaluation/code/renamed_ids.csv` (columns old, new) says; whole
tables and columns only where they are named with --new. Exits 1 with a line for each difference. It imports nothing of
memlit.
"""

from __future__ import annotations

import argparse
import csv
import json
import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

RENAMED = Path("evaluation/code/renamed_ids.csv")
KEPT = ("results/data/*.csv", "results/report.json", "results/summary.txt", "extracted/*")
SHOWN = 20
"""Lines printed for each table; the others are counted."""

Rows = dict[str, dict[str, str]]


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


def table_of(path: Path, renamed: Mapping[str, str]) -> tuple[list[str], list[dict[str, str]]]:
    """Columns and rows of a table, with ids as they are called now."""
    csv.field_size_limit(sys.maxsize)
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        rows = [{name: _renamed(text, renamed) for name, text in row.items()} for row in reader]
        return list(reader.fieldnames or ()), rows


def _by_id(rows: list[dict[str, str]], columns: list[str]) -> Rows:
    """Rows by id, else by their text in `columns`, with the number of the occurrence from the second on."""
    seen: Counter[str] = Counter()
    found: Rows = {}
    for row in rows:
        name = row["id"] if "id" in row else "|".join(row[column] for column in columns)
        seen[name] += 1
        found[f"{name} ({seen[name]})" if seen[name] > 1 else name] = row
    return found


def _renamed(text: str, renamed: Mapping[str, str]) -> str:
    return ";".join(renamed.get(item, item) for item in text.split(";")) if renamed else text


def differences(old: Path, new: Path, renamed: Mapping[str, str], expected: frozenset[str]) -> Iterator[str]:
    """A line for each difference; `expected`: tables (x.csv) and columns (x.csv/column) that may be new or gone."""
    yield from _tables(old / "results/data", new / "results/data", renamed, expected)
    yield from _numbers(old / "results/report.json", new / "results/report.json", renamed)
    yield from _files(old, new, "extracted/*")


def _tables(old: Path, new: Path, renamed: Mapping[str, str], expected: frozenset[str]) -> Iterator[str]:
    before, after = ({path.name for path in folder.glob("*.csv")} for folder in (old, new))
    yield from (f"{name}: only {'before' if name in before else 'now'}" for name in sorted((before ^ after) - expected))
    for name in sorted((before & after) - expected):
        was_columns, was = table_of(old / name, renamed)
        columns, rows = table_of(new / name, {})
        changed = [c for c in {*was_columns} ^ {*columns} if f"{name}/{c}" not in expected]
        yield from (f"{name}: column {column} is only in one of the two" for column in sorted(changed))
        common = [column for column in was_columns if column in columns and f"{name}/{column}" not in expected]
        lines = list(_cells(name, common, _by_id(was, common), _by_id(rows, common)))
        yield from lines[:SHOWN]
        if len(lines) > SHOWN:
            yield f"{name}: and {len(lines) - SHOWN} more"


def _cells(name: str, columns: list[str], was: Rows, rows: Rows) -> Iterator[str]:
    for key in sorted({*was, *rows}):
        if key not in was or key not in rows:
            yield f"{name}: {key[:200]}: only {'before' if key in was else 'now'}"
            continue
        for column in columns:
            if was[key][column] != rows[key][column]:
                yield f"{name}: {key[:200]}: {column}: {was[key][column][:200]} -> {rows[key][column][:200]}"


def _numbers(old: Path, new: Path, renamed: Mapping[str, str]) -> Iterator[str]:
    """Numbers that the report prints, by id and printed text."""
    was = {renamed.get(key, key): text for key, text in _printed(old).items()}
    now = _printed(new)
    for key in sorted({*was, *now}):
        if was.get(key) != now.get(key):
            yield f"report: {key}: {was.get(key, '(not printed)')} -> {now.get(key, '(not printed)')}"


def _printed(path: Path) -> dict[str, str]:
    numbers = json.loads(path.read_text(encoding="utf-8"))["numbers"]
    return {key: number["text"] for key, number in numbers.items()}


def _files(old: Path, new: Path, pattern: str) -> Iterator[str]:
    before, after = ({path.relative_to(root) for path in root.glob(pattern)} for root in (old, new))
    yield from (f"{path}: only {'before' if path in before else 'now'}" for path in sorted(before ^ after))
    for path in sorted(before & after):
        if (old / path).read_bytes() != (new / path).read_bytes():
            yield f"{path}: differs"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("keep", "compare"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--root", type=Path, default=Path(), help="the review that was run (default: here)")
    parser.add_argument("--new", nargs="*", default=[], metavar="TABLE[/COLUMN]", help="expected to be new or gone")
    given = parser.parse_args(arguments)
    if given.what == "keep":
        keep(given.root, given.folder)
        return 0
    found = list(differences(given.folder, given.root, renamed_ids(given.root / RENAMED), frozenset(given.new)))
    print("\n".join(found) if found else "no difference")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
