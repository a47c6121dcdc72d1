"""Title, authors and year that the desk proposes for a dropped PDF, against the work's own: right, wrong or empty.

Run: python evaluation/text/first_pages.py ../shared/corpus ../shared/bench/publications [--reader OLD.py] [--list]
The first folder has SOURCES.csv with key, title, authors, year and `third`: of the third A the reader was mended, B was
counted once afterwards, C is left for later. Of the second folder are counted those that first_pages_truth.csv names;
their truth was noted from the pages before they were read. A title is right if it has the same words (case, accents and
the form of hyphens and quotes apart), authors if every name is right and none is too many; where the truth ends with
`and others`, as far as it goes. `--reader` takes the reader of another revision (`git show REVISION:PATH > OLD.py`).
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

from printed.documents.first_page import first_page

TRUTH = Path(__file__).with_name("first_pages_truth.csv")
FIELDS = ("title", "authors", "year")
OUTCOMES = ("right", "wrong", "empty")
OTHERS = " and others"
SETS = {
    "A": "A: mended on",
    "B": "B: devices, counted once",
    "manuals": "manuals and a report, counted once",
}
Reader = Callable[[Path, str], dict[str, str]]


def documents(corpus: Path, publications: Path) -> Iterator[tuple[str, Path, dict[str, str]]]:
    """Set, file and truth of each document."""
    with (corpus / "SOURCES.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            path = corpus / f"{row['key']}.pdf"
            if path.is_file() and row["third"] in SETS:
                yield row["third"], path, row
    with TRUTH.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield "manuals", publications / f"{row['key']}.pdf", row


def plain(text: str) -> str:
    """Words without case, accents and typographic forms."""
    greek = text.replace("α", "alpha")
    told = "".join(c for c in unicodedata.normalize("NFKD", greek) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[‐‑–]", "-", told).replace("’", "'").casefold().split())


def names(joined: str, separator: str) -> list[frozenset[str]]:
    """Each name as its words; a German vowel may be written with an e."""
    people = (re.findall(r"\w+", plain(name)) for name in joined.split(separator) if name.strip())
    return [frozenset(re.sub(r"([aou])e", r"\1", word) for word in words) for words in people]


def outcome(field: str, found: str, truth: str) -> str:
    if not found:
        return "empty" if truth else "right"
    if field != "authors":
        return "right" if plain(found) == plain(truth) else "wrong"
    told, wanted = names(found, " and "), names(truth.removesuffix(OTHERS), ";")
    if truth.endswith(OTHERS):
        told = told[: len(wanted)]
    return "right" if told == wanted else "wrong"


def reader_of(path: Path | None) -> Reader:
    if path is None:
        return first_page
    spec = importlib.util.spec_from_file_location("reader", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    reader: Reader = module.first_page
    return reader


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("publications", type=Path)
    parser.add_argument("--reader", type=Path)
    parser.add_argument("--only", choices=tuple(SETS))
    parser.add_argument("--list", action="store_true", help="what is not right")
    asked = parser.parse_args()
    read = reader_of(asked.reader)
    counts = {name: {field: dict.fromkeys(OUTCOMES, 0) for field in FIELDS} for name in SETS}
    for name, path, truth in documents(asked.corpus, asked.publications):
        if asked.only not in (None, name):
            continue
        told = read(path, "pdf")
        for field in FIELDS:
            found = told["author" if field == "authors" else field]
            result = outcome(field, found, truth[field])
            counts[name][field][result] += 1
            if asked.list and result != "right":
                print(f"  {path.stem} {field} {result}: {found!r}, not {truth[field]!r}")
    print("set,field,n,right,wrong,empty")
    for name, fields in counts.items():
        for field, own in fields.items():
            if sum(own.values()):
                print(f'"{SETS[name]}",{field},{sum(own.values())},{",".join(str(own[one]) for one in OUTCOMES)}')
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
