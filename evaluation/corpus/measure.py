"""How well any reader of publications reads device values: its values against labels by eye, memlit's among them.

    python -m evaluation.corpus.measure VALUES.csv [--third B] [--kind text-table ...] [--list]
    python -m evaluation.corpus.measure --memlit VALUES.csv --third B --corpus FOLDER

`sources.csv` names the documents, each with its DOI, its licence, the SHA-256 of the file that was labelled and the
third that it was drawn into: on A memlit was mended, B and C were read once, at first sight. No document is here.

VALUES.csv is what a reader found. Its columns are `document`, `page` (1 for a document without pages; empty where the
reader names none), `parameter` (a name of config/vocabulary.yaml) and `value` in SI, and where it has them `high`
(the other end of a range) and `how`: `used` for a value that goes on unseen, `offered` for one that a person is asked
about.

Labels are rows of `labels/values_THIRD.csv`. One that is neither optional nor a trap is wanted: it is found where
values of its page have one of its parameters and all its numbers. A value of the reader is right where it agrees so
with a label, optional or not; it is a trap where it has the number of a label that is no value of a device, and
unlabelled where no label has its number. Curves are not counted. Intervals are Wilson's, of 95 %.

The second command writes what memlit itself reads of the documents in FOLDER, KEY.pdf and so on, as such a file.
"""

from __future__ import annotations

import argparse
import csv
import math
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from memlit.field import load_vocabulary
from memlit.files import sha256_of
from memlit.passages import read_passages

from evaluation.corpus.sentences import SAME, kind_of, numbers_of
from evaluation.corpus.tables import CORPUS, HERE, ROOT, as_reading, read_all
from evaluation.shares import share
from evaluation.tables.publications import rows_of

Row = Mapping[str, str]
COLUMNS = ("document", "page", "parameter", "value", "high", "how")
KINDS = ("text-table", "picture-table", "sentence", "caption", "figure-text")
USED, OFFERED = "used", "offered"


def labels_of(third: str, kinds: Iterable[str]) -> list[Row]:
    """The labels of a third that have a number and stand in print of these kinds."""
    held = set(kinds)
    return [row for row in rows_of(HERE / f"labels/values_{third}.csv") if row["print_kind"] in held and row["value"]]


def numbers_in(row: Row) -> list[float]:
    """The number of a label or of a reader's value, or both ends of its range."""
    return [float(row[name]) for name in ("value", "high") if row.get(name)]


def has_number_of(label: Row, values: Iterable[Row]) -> bool:
    """Whether values hold all numbers of a label."""
    found = [number for value in values for number in numbers_in(value)]
    return all(any(math.isclose(goal, one, rel_tol=SAME, abs_tol=1e-30) for one in found) for goal in numbers_in(label))


def is_at(label: Row, value: Row) -> bool:
    """Whether a value stands in the document and, where it names one, on the page of a label."""
    return value["document"] == label["key"] and value.get("page", "") in ("", label["page"])


def agrees(label: Row, value: Row) -> bool:
    """Whether a value has a parameter of a label of its page, and one of its numbers."""
    if not is_at(label, value) or value["parameter"] not in label["parameter"].split("|"):
        return False
    return any(has_number_of({"value": str(goal)}, [value]) for goal in numbers_in(label))


def fate_of(value: Row, labels: Sequence[Row]) -> str:
    """What a value of the reader is, by the labels of its document."""
    if any(agrees(label, value) for label in labels):
        return "right"
    here = [label for label in labels if is_at(label, value)]
    if any(kind_of(dict(label)) == "trap" and has_number_of(label, [value]) for label in here):
        return "trap"
    if any(has_number_of(label, [value]) for label in here):
        return "other parameter"
    return "unlabelled"


def measured(labels: Sequence[Row], values: Sequence[Row]) -> tuple[Counter[str], list[str]]:
    """Counts of wanted labels and of values, and a line for each that is not right."""
    count, lines = Counter[str](), []
    by_document: dict[str, list[Row]] = {}
    for label in labels:
        by_document.setdefault(label["key"], []).append(label)
    for label in labels:
        if kind_of(dict(label)) != "wanted":
            continue
        here = [value for value in values if agrees(label, value)]
        kind = "found" if here and has_number_of(label, here) else "missed"
        count.update(("wanted", kind))
        if kind == "missed":
            lines.append(f"missed: {label['key']} page {label['page']} {label['parameter']} {label['printed']}")
    for value in values:
        kind = fate_of(value, by_document.get(value["document"], []))
        count.update(("values", kind))
        if kind != "right":
            where = f"{value['document']} page {value.get('page', '')}"
            lines.append(f"{kind}: {where} {value['parameter']} {value['value']}")
    return count, lines


def summary(count: Counter[str]) -> Iterator[str]:
    """The shares, a line each."""
    yield f"wanted values found {share(count['found'], count['wanted'])}"
    for kind in ("right", "other parameter", "trap", "unlabelled"):
        yield f"of the reader's values {kind} {share(count[kind], count['values'])}"


def values_in(path: Path, third: str) -> list[Row]:
    """The values of a reader of the documents of a third. Exits with a line that names what is wrong."""
    own = {row["document"] for row in rows_of(HERE / "sources.csv") if row["third"] == third}
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        lacking = [name for name in COLUMNS[:4] if name not in (rows.fieldnames or ())]
        if lacking:
            raise SystemExit(f"{path}: has no column {', '.join(lacking)}")
        found = [row for row in rows if row["document"] in own]
    for place, row in enumerate(found, start=2):
        try:
            numbers_in(row)
        except ValueError as error:
            raise SystemExit(f"{path}:{place}: {error}; write numbers in SI without a unit") from None
    return found


def documents_of(third: str, folder: Path) -> Iterator[Path]:
    """The documents of a third that are in a folder; a line names each that is absent or another file."""
    for row in rows_of(HERE / "sources.csv"):
        if row["third"] != third:
            continue
        path = next(
            (path for path in sorted(folder.glob(f"{row['document']}.*")) if path.stem == row["document"]), None
        )
        if path is None or sha256_of(path) != row["sha256"]:
            problem = "is not there" if path is None else "is not the file that was labelled"
            print(f"{row['document']}: {problem}; get it by its DOI {row['doi']}", file=sys.stderr)
        if path is not None:
            yield path


def own_values(third: str, corpus: Path) -> Iterator[dict[str, str]]:
    """What memlit reads of the documents of a third: used readings, and candidates of sentences, which are offered."""
    vocabulary = load_vocabulary(ROOT / "config/vocabulary.yaml")
    paths = list(documents_of(third, corpus))
    with tempfile.TemporaryDirectory() as folder:
        for line in read_all(paths, ROOT / "workflow", Path(folder)):
            for plain in line["document"]["readings"]:
                one = as_reading(plain)
                if one.status == "value" and one.datum.method != "text":
                    numbers = [number for number in (one.value, one.low, one.high) if number is not None]
                    yield _row(line["key"], one.datum.locator.page, one.parameter, sorted({*numbers}), USED)
    for path in paths:
        for find in read_passages(path, vocabulary).finds:
            if find.is_proposed:
                yield _row(path.stem, find.page, find.parameter, numbers_of(find), OFFERED)


def _row(key: str, page: int | None, parameter: str, numbers: Sequence[float], how: str) -> dict[str, str]:
    ends = [f"{number:.12g}" for number in (numbers[:1] + numbers[-1:] if len(numbers) > 1 else numbers)]
    value, high = (*ends, "", "")[:2]
    cells = (key, str(page or 1), parameter, value, high, how)
    return dict(zip(COLUMNS, cells, strict=True))


def main() -> None:
    """Compare the values of a reader, or write memlit's own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("values", type=Path, help="the values of a reader, or with --memlit the file to write")
    parser.add_argument("--third", default="B", choices=("A", "B", "C"))
    parser.add_argument("--kind", nargs="+", default=KINDS, choices=KINDS, help="print of these kinds only")
    parser.add_argument("--list", action="store_true", help="name what is not right")
    parser.add_argument("--memlit", action="store_true", help="write what memlit reads")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="the folder of the documents")
    args = parser.parse_args()
    if args.memlit:
        with args.values.open("w", encoding="utf-8", newline="") as file:
            rows = csv.DictWriter(file, COLUMNS, lineterminator="\n")
            rows.writeheader()
            rows.writerows(own_values(args.third, args.corpus))
        return
    labels = labels_of(args.third, args.kind)
    values = values_in(args.values, args.third)
    for how in (USED, OFFERED):
        own = [value for value in values if how == OFFERED or value.get("how", USED) in (USED, "")]
        print("values that are used" if how == USED else "values that are used or offered")
        count, lines = measured(labels, own)
        print("\n".join(f"  {line}" for line in summary(count)))
        if args.list and how == OFFERED:
            print("\n".join(lines))


if __name__ == "__main__":
    sys.exit(main())
