"""Documents by other people, found in public repositories and pages: how much of what they print arrives.

    python evaluation/tables/real_documents.py FOLDER [--half A|B] [--list] [NAME...]

FOLDER holds the documents, NAME.html or NAME.tex: they are not in the repository. Their truth is in
evaluation/tables/real_documents: NAME.csv for tables, sentences.csv for running text, sources.csv for where each was
found (`index` numbers a text in a stored index of public repositories). It was written before a document was read.
Half A may be mended on; of half B no cause is told to anyone. Rows of tables are scored as in device_pages, whatever
work they name; of the `cited` rows that are used, `named` have the work behind their mark, `own` the citing document.
A sentence value is found when a candidate of its document has its parameter, SI value and side of its bound; `other`
is its value under another parameter of its unit; `false` has no label.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from memlit.datum import Reading
from memlit.field import Vocabulary, load_vocabulary

from evaluation.tables.device_pages import ROOT, is_same_device, is_same_paper, is_same_value, outcomes
from evaluation.tables.publications import rows_of
from tests.one_document import readings_of

TRUTH = Path(__file__).with_suffix("")
TABLES = ("rows", "right", "flagged", "missed", "wrong", "cited", "named", "own")
SENTENCES = ("values", "found", "other", "unseen", "false")


def half(key: str) -> str:
    """A or B, drawn by the name's hash."""
    return "AB"[hashlib.sha256(key.encode()).digest()[0] % 2]


def papers(rows: Sequence[dict[str, str]], readings: Sequence[Reading]) -> Counter[str]:
    """Of the rows whose mark names another work: how many are used, and whose their readings are."""
    count = Counter[str]()
    for row in rows:
        if row.get("paper", "own") in ("own", ""):
            continue
        names = row["parameter"].removeprefix("optional ").split("|")
        same = (o for o in readings if o.status == "value" and o.parameter in names and is_same_value(row, o))
        found = [one for one in same if is_same_device(row, one)]
        if found:
            count["cited"] += 1
            count["named"] += any(is_same_paper(row, one) for one in found)
            count["own"] += all(is_same_paper({"paper": "own"}, one) for one in found)
    return count


def sentences(
    labels: Sequence[dict[str, str]], found: Sequence[Reading], vocabulary: Vocabulary
) -> tuple[Counter[str], list[str]]:
    """Counts of labelled values, each candidate serving one, and a line for what is not right."""
    units = {name: one.unit for name, one in vocabulary.parameters.items()}
    free, count, lines = list(found), Counter[str](), []
    for row in sorted(labels, key=lambda row: row["parameter"].startswith("optional")):
        names = row["parameter"].removeprefix("optional ").split("|")
        here = [one for one in free if is_same_value(row, one)]
        taken = next((one for one in here if one.parameter in names), None)
        here = [one for one in here if units.get(one.parameter) in {units.get(name) for name in names}]
        kind = "found" if taken else "other" if here else "unseen"
        if row["parameter"].startswith("optional"):
            if taken:
                free.remove(taken)
            continue
        if taken or here:
            free.remove(taken or here[0])
        count.update(("values", kind))
        if kind != "found":
            lines.append(f"{kind}: {row['parameter']} {row['printed']}" + (f" as {here[0].parameter}" if here else ""))
    count["false"] = len(free)
    lines += [f"false: {one.parameter} {one.datum.printed.text}: {one.datum.printed.piece}" for one in free]
    return count, lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--half", choices=("A", "B"))
    parser.add_argument("--list", action="store_true", help="name what is not right")
    args = parser.parse_args()
    vocabulary = load_vocabulary(ROOT / "config/vocabulary.yaml")
    labels = rows_of(TRUTH / "sentences.csv")
    total = {name: Counter[str]() for name in "AB"}
    print(f"{'document':25}half" + "".join(f"{name:>8}" for name in (*TABLES, *SENTENCES)))
    with tempfile.TemporaryDirectory() as work:
        for path in sorted((*args.folder.glob("*.html"), *args.folder.glob("*.tex"))):
            side = half(path.stem)
            if (args.names and path.stem not in args.names) or args.half not in (None, side):
                continue
            readings, unknown = readings_of(path, vocabulary, Path(work) / path.stem, with_text=True)
            table = TRUTH / f"{path.stem}.csv"
            in_tables = [one for one in readings if one.datum.method != "text"]
            in_text = [one for one in readings if one.datum.method == "text"]
            rows = rows_of(table) if table.is_file() else []
            count, lines = outcomes([row | {"paper": ""} for row in rows], in_tables)
            count += papers(rows, in_tables)
            count["rows"] = count["right"] + count["flagged"] + count["missed"]
            said, more = sentences([row for row in labels if row["key"] == path.stem], in_text, vocabulary)
            total[side] += count + said
            print(f"{path.stem:28}{side}" + "".join(f"{(count + said)[name]:>8}" for name in (*TABLES, *SENTENCES)))
            for line in [*lines, *more, *(f"not known: {text}" for text in unknown)] if args.list else ():
                print("   ", line)
    for side, count in total.items():
        print(f"{'all':28}{side}" + "".join(f"{count[name]:>8}" for name in (*TABLES, *SENTENCES)))


if __name__ == "__main__":
    main()
