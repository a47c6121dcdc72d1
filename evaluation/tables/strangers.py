"""Tables of strangers' articles, theses and reports, set as pages or as they are stored: what of them arrives.

    python -m evaluation.tables.strangers FOLDER [--half mended|aside] [--package CHECKOUT/workflow] [--list]

FOLDER holds the documents, KEY.pdf, KEY.tex or KEY.md: they are not in the repository. `strangers/sources.csv` says
where each was found (`index` numbers a text in a stored index of public repositories, or is an address) and which
half it belongs to: the mended half was mended on, the half aside was read once before the mending and once after it.
`strangers/values.csv` was written from the sources before any document was read; rows, outcomes and silent readings
are those of evaluation/corpus/tables.py. The lists of references are not stored beside the tables, so that of a cited
work only its device is compared. Documents named `...flat` and `...lost` are a second form of another one, and
are counted apart.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from pathlib import Path

from evaluation.corpus.tables import OUTCOMES, ROOT, as_reading, compare, read_all
from evaluation.shares import share
from evaluation.tables.publications import rows_of

HERE = Path(__file__).with_suffix("")
SOURCES, VALUES = HERE / "sources.csv", HERE / "values.csv"
COLUMNS = ("rows", *OUTCOMES, "silent", "traps", "wrong_waits")
SECOND_FORMS = ("flat", "lost")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", choices=("mended", "aside"))
    parser.add_argument("--package", type=Path, default=ROOT / "workflow", help="the workflow folder of a checkout")
    parser.add_argument("--list", action="store_true", help="name what is not right")
    args = parser.parse_args()
    half = {row["key"]: row["half"] for row in rows_of(SOURCES)}
    paths = [
        path for path in sorted(args.folder.iterdir()) if half.get(path.stem) in (args.half or half.get(path.stem),)
    ]
    values = [{**row, "whose": row["whose"] if row["whose"] == "own" else ""} for row in rows_of(VALUES)]
    total = {name: Counter[str]() for name in ("mended", "aside", "second forms")}
    with tempfile.TemporaryDirectory() as folder:
        for line in read_all(paths, args.package.resolve(), Path(folder)):
            key = line["key"]
            found = compare(key, values, map(as_reading, line["document"]["readings"]))
            total["second forms" if key.endswith(SECOND_FORMS) else half[key]] += found.count
            print(f"{key:16}{half[key]:8}" + " ".join(f"{name} {found.count[name]}" for name in COLUMNS), flush=True)
            for text in found.lines if args.list else ():
                print("   ", text)
    for name, count in total.items():
        used = count["right"] + count["silent"]
        others = ", ".join(f"{kind} {count[kind]}" for kind in ("asked", "aside", "missed", "wrong_waits"))
        print(f"{name}: right {share(count['right'], count['rows'])}, {others}")
        print(f"{name}: silent {share(count['silent'], used)} of what is used")


if __name__ == "__main__":
    main()
