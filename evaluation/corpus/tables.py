"""Tables of the labelled corpus: what of them arrives, what is silently wrong, and which pages pass in silence.

    python -m evaluation.corpus.tables [A] [--package CHECKOUT/workflow] [--corpus FOLDER] [--key KEY ...] [--list]
        [--out FILE]

Each document of the third is copied into a project of its own and read by the package of this checkout, or of another
one, so that two commits are counted in one way. Compared are the labels by eye in `labels/`, of print kind text-table
and picture-table, and those of the older set (evaluation/tables/publications.py) for the tables that it alone labels.
A row that is neither optional nor a trap is

  right    paper, device, parameter, SI value and side of its bound agree, and the reading is used
  asked    would be right, and waits until a person says that its table is one of devices
  aside    the cell was seen, and is flagged or excluded with a reason
  offered  a sentence or caption gives the same value, and waits for a person
  missed   nothing of it was read

silent are used readings of tables that no row has: another paper, device or value, or a trap; traps are those of them
whose value a row with the parameter `none` prints; wrong_waits would be silent, and wait for the same answer as those
that are asked. Optional rows count nowhere: a used reading with the parameter and value of one is neither right nor
silent. A page that bears a table is read when the reader took as many tables there, said when a warning or the account
of the page says that something is left there, silent otherwise. Intervals are Wilson's, 95 %.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from memlit.naming import reference_marks

from evaluation.shares import share
from evaluation.tables.device_pages import is_same_value, squeezed, waits
from evaluation.tables.publications import PUBLICATIONS, Row, is_same_device, rows_of

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
CORPUS = ROOT.parent / "shared/corpus"
IN_TABLES = ("text-table", "picture-table")
OUTCOMES = ("right", "asked", "aside", "offered", "missed")
COLUMNS = (
    "rows", *OUTCOMES, "silent", "traps", "wrong_waits", "heads", "candidates", "table_pages", "pages_read",
    "pages_said", "pages_silent", "device_pages", "device_pages_silent",
)  # fmt: skip
TRAP = "none"
_AUTHOR_AND_YEAR = re.compile(r"([A-Z][\w'-]+)(?: [A-Z]\.?)?(?: et al\.?,?| and [A-Z][\w'-]+,?|,)? ?\(?(?:19|20)\d\d")
"""A work by its first author and its year, as `Tuma et al., 2016`."""
NAMED_PAGES = re.compile(r"\bpages? (\d+(?:(?:-|, | and )\d+)*)")


@dataclass(slots=True)
class Counted:
    """The counts of one document, and a line for each row that is not right, silent reading and silent page."""

    key: str
    count: Counter[str] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)


def as_reading(plain: Any) -> Any:
    """A reading of any checkout under the names of its own record, for functions that ask for a `Reading`."""
    if isinstance(plain, dict):
        return SimpleNamespace(**{name: as_reading(value) for name, value in plain.items()})
    return [as_reading(one) for one in plain] if isinstance(plain, list) else plain


def is_of_device(row: Row, key: str, one: Any) -> bool:
    """Whether a reading is of the device of the row, in the work that it names: the document or a mark of its list."""
    if not is_same_device(row["device"], one):
        return False
    paper = str(one.datum.paper)
    if row["whose"] == "own":
        return paper == key and one.datum.tier == "primary"
    authors = [name.casefold() for name in _AUTHOR_AND_YEAR.findall(row["whose"])]
    if authors:
        told = f"{one.datum.cited or ''} {one.datum.device}".casefold()
        is_one_of = any(name in told for name in authors)
        return one.datum.tier == "secondary" and (is_one_of or (len(authors) > 1 and paper == key))
    marks = re.findall(r"\d+", row["whose"])
    return not marks or any(paper.endswith(f":ref-{mark}") for mark in marks)


def is_optional(row: Row) -> bool:
    """Whether a careful reader may read the row or leave it, as where one of its parameters is none of a device."""
    return row["note"].startswith("optional") or TRAP in row["parameter"].split("|")


def outcome(row: Row, key: str, free: Sequence[Any]) -> tuple[str, Any]:
    """What became of a row, and the reading that says it."""
    names = row["parameter"].split("|")
    fits = [one for one in free if one.parameter in names and is_same_value(dict(row), one)]
    of_tables = [one for one in fits if one.datum.method != "text"]
    good = [one for one in of_tables if is_optional(row) or is_of_device(row, key, one)]
    used = [one for one in good if one.status == "value"]
    offered = [one for one in fits if one not in of_tables and (one.datum.locator.page or 1) == int(row["page"])]
    asked = [one for one in good if waits(one)]
    for kind, found in (
        ("right", used),
        ("asked", asked),
        ("aside", [*good, *_set_aside(row, free)]),
        ("offered", offered),
    ):
        if found:
            return kind, found[0]
    return "missed", None


def _set_aside(row: Row, free: Sequence[Any]) -> Iterator[Any]:
    """Readings of tables that are not used and print what the row prints."""
    printed = squeezed(row["printed"])
    for one in free:
        if one.datum.method != "text" and one.status != "value" and squeezed(one.datum.printed.text) == printed:
            yield one


def compare(key: str, truth: Sequence[Row], readings: Iterable[Any]) -> Counted:
    """The rows of the tables of one document beside its printed readings."""
    found = Counted(key)
    free = [one for one in readings if not one.inputs]
    rows = [row for row in truth if row["key"] == key and row["print_kind"] in IN_TABLES]
    for row in sorted((row for row in rows if row["parameter"] != TRAP), key=is_optional):
        kind, taken = outcome(row, key, free)
        if taken is not None and not (kind == "aside" and is_optional(row)):
            free.remove(taken)
        if not is_optional(row):
            found.count.update((kind, "rows"))
            if kind != "right":
                why = f" ({taken.reason})" if taken is not None else ""
                found.lines.append(
                    f"{kind}: page {row['page']} {row['device']} {row['parameter']} {row['printed']}{why}"
                )
    count_silent(found, [row for row in rows if row["parameter"] == TRAP and row["value"]], free)
    return found


def count_silent(found: Counted, traps: Sequence[Row], free: Iterable[Any]) -> None:
    """The used readings of tables that are left when each row has taken its own."""
    for one in free:
        is_number = any(end is not None for end in (one.value, one.low, one.high))
        found.count["wrong_waits"] += is_number and waits(one)
        if one.status == "value" and one.datum.method != "text":
            is_trap = any(is_same_value(dict(row), one) for row in traps)
            found.count.update(("silent", *(["traps"] if is_trap else [])))
            kind = "silent trap" if is_trap else "silent"
            what = f"{one.datum.paper} {one.datum.device} {one.parameter} {one.datum.printed.text}"
            found.lines.append(f"{kind}: page {one.datum.locator.page} {what}")


def pages_named(lines: Iterable[str]) -> set[int]:
    """The pages that lines for a person name."""
    found: set[int] = set()
    for line in lines:
        for match in NAMED_PAGES.finditer(line):
            for part in re.split(r", | and ", match[1]):
                ends = [int(end) for end in part.split("-")]
                found.update(range(ends[0], ends[-1] + 1))
    return found


def older_labels(path: Path, rows: Sequence[Row]) -> Iterator[Row]:
    """The rows of tables that the older set of publications labels, but those of pages on which `rows` label a table.

    A document of both sets has its text tables labelled there alone.
    """
    labelled = {(row["key"], row["page"]) for row in rows if row["print_kind"] in IN_TABLES}
    for row in rows_of(path) if path.is_file() else ():
        if (row["key"], row["page"]) not in labelled:
            marks = reference_marks(row["device"].split("|")[0])
            yield {**row, "print_kind": "text-table", "whose": f"cited {marks[0]}" if marks else "own"}


def count_pages(found: Counted, bearing: Sequence[Row], line: Mapping[str, Any]) -> None:
    """What became of each page that bears a table, and of those with a device value."""
    taken = Counter(page for pages in line["table_pages"] for page in pages)
    document = line["document"]
    said = {*pages_named((*document["warnings"], *document["problems"])), *line["pages_left"]}
    printed = Counter(int(row["page"]) for row in bearing)
    of_devices = {int(row["page"]) for row in bearing if int(row["device_rows"] or 0)}
    for page, number in sorted(printed.items()):
        kind = "read" if taken[page] >= number else "said" if page in said else "silent"
        found.count.update(("table_pages", f"pages_{kind}"))
        if page in of_devices:
            found.count.update(("device_pages", *(["device_pages_silent"] if kind == "silent" else [])))
        if kind == "silent":
            found.lines.append(f"silent page {page}: {number} printed, {taken[page]} read")


def questions_in(document: Mapping[str, Any]) -> int:
    """What a person is asked of the tables: a question a table, or each unknown head in commits before that."""
    if "questions" in document:
        return len(document["questions"])
    return sum(any(map(str.isalpha, one["text"])) for one in document["unmapped"])


def documents(third: str, corpus: Path) -> Iterator[Path]:
    for row in rows_of(corpus / "SOURCES.csv"):
        if row["third"] == third:
            yield from sorted(path for path in corpus.glob(f"{row['key']}.*") if path.stem == row["key"])


def read_all(paths: Iterable[Path], package: Path, project: Path) -> Iterator[dict[str, Any]]:
    """What the package reads of each document in a project of its own."""
    shutil.copytree(package.parent / "config", project / "config")
    for path in paths:
        home = project / "sources" / path.stem
        home.mkdir(parents=True)
        shutil.copy(path, home)
    command = [sys.executable, str(HERE / "reading.py"), str(project)]
    environment = {**os.environ, "PYTHONPATH": str(package)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment, cwd=project) as process:
        assert process.stdout is not None
        for line in process.stdout:
            yield json.loads(line)
    if process.returncode:
        raise SystemExit(f"the package in {package} stopped with {process.returncode}")


def summary(counted: Sequence[Counted]) -> Iterator[str]:
    total = sum((one.count for one in counted), Counter[str]())
    with_rows = [one.count for one in counted if one.count["rows"]]
    for kind in OUTCOMES:
        mean = sum(count[kind] / count["rows"] for count in with_rows) / len(with_rows) if with_rows else 0.0
        yield f"{kind} {share(total[kind], total['rows'])}, mean of {len(with_rows)} documents {mean:.0%}"
    used = total["right"] + total["silent"]
    yield f"silent {share(total['silent'], used)} of what is used, {total['traps']} of them traps"
    asked = total["heads"] / len(counted) if counted else 0.0
    yield f"asked {total['heads']} heads ({asked:.1f} a document), {total['candidates']} values in sentences"
    for kind in ("read", "said", "silent"):
        yield f"pages with a table {kind} {share(total[f'pages_{kind}'], total['table_pages'])}"
    yield f"pages with device values in a table silent {share(total['device_pages_silent'], total['device_pages'])}"


def write(path: Path, counted: Sequence[Counted]) -> None:
    total = Counted("all", sum((one.count for one in counted), Counter[str]()))
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("document", *COLUMNS))
        for one in (*counted, total):
            rows.writerow((one.key, *(one.count[name] for name in COLUMNS)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("third", nargs="?", default="A")
    parser.add_argument("--package", type=Path, default=ROOT / "workflow", help="the workflow folder of a checkout")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="the folder of the documents and SOURCES.csv")
    parser.add_argument("--out", type=Path, help="write the counts by document as CSV")
    parser.add_argument("--key", nargs="+", help="these documents only")
    parser.add_argument("--list", action="store_true", help="name what is not right")
    args = parser.parse_args()
    values, tables = (rows_of(HERE / f"labels/{name}_{args.third}.csv") for name in ("values", "tables"))
    values += older_labels(PUBLICATIONS / "truth.csv", values)
    counted: list[Counted] = []
    with tempfile.TemporaryDirectory() as folder:
        paths = [path for path in documents(args.third, args.corpus) if not args.key or path.stem in args.key]
        for line in read_all(paths, args.package.resolve(), Path(folder)):
            document = line["document"]
            found = compare(line["key"], values, map(as_reading, document["readings"]))
            found.count["heads"] = questions_in(document)
            found.count["candidates"] = sum(
                one["datum"]["method"] == "text" and one["status"] not in ("value", "text")
                for one in document["readings"]
            )
            count_pages(found, [row for row in tables if row["key"] == line["key"]], line)
            counted.append(found)
            print(f"{found.key:20}" + " ".join(f"{name} {found.count[name]}" for name in COLUMNS), flush=True)
            for text in found.lines if args.list else ():
                print("   ", text)
    for text in summary(counted):
        print(text)
    if args.out:
        write(args.out, counted)


if __name__ == "__main__":
    main()
