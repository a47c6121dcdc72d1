"""How much of what papers state the sheet finds, at the right place, and what it finds that is not stated.

    python evaluation/sheet/items.py FOLDER_OF_DOCUMENTS LABELS [-v]

The labels: for each document and part of config/standards.yaml the pages on which a reader saw it stated of the paper's
own devices (`text` where a document has no pages), nothing where it is not stated, `?` where that cannot be said. They
were written before the sheet was run on any of the documents. A part counts as found at the right place where the first
place that the sheet shows is on one of those pages.
"""

import argparse
import csv
import time
from collections import defaultdict
from pathlib import Path

from memlit.field import load_vocabulary
from memlit.sheet.items import PartFound, items_found
from memlit.sheet.paper import read_paper
from memlit.sheet.standards import load_standards

from evaluation.shares import share

ROOT = Path(__file__).resolve().parents[2]
UNSURE = "?"


def labels(path: Path) -> dict[str, dict[str, str]]:
    """The labelled places by document and part."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found[row["document"]][row["part"]] = row["places"]
    return found


def outcome(places: str, found: PartFound | None) -> str:
    """What became of one labelled part."""
    if found is None:
        return "not asked" if not places else "stated, not asked"
    if found.state == "cannot tell":
        return "cannot tell"
    if not places:
        return "false" if found.state == "stated" else "rightly not found"
    if found.state != "stated":
        return "missed"
    page = str(found.places[0].page or "text")
    return "right" if page in places.split() else "other page"


def main() -> None:
    """Print the shares, and with -v each part that is not right."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", type=Path)
    parser.add_argument("labels", type=Path)
    parser.add_argument("-v", action="store_true", dest="is_verbose")
    given = parser.parse_args()
    vocabulary = load_vocabulary(ROOT / "config/vocabulary.yaml")
    standards = load_standards(ROOT / "config/standards.yaml", vocabulary)
    counts: dict[str, int] = defaultdict(int)
    for key, places in labels(given.labels).items():
        path = next(given.documents.glob(f"{key}.*"))
        start = time.monotonic()
        found = {
            part.part.id: part for item in items_found(read_paper(path, vocabulary), standards) for part in item.parts
        }
        print(f"{key}: {time.monotonic() - start:.0f} s")
        for name, labelled in places.items():
            if labelled == UNSURE:
                continue
            became = outcome(labelled, found.get(name))
            counts[became] += 1
            if given.is_verbose and became not in ("right", "rightly not found", "not asked"):
                shown = found[name].places[:1] if name in found else ()
                print(
                    f"  {became}: {name}, labelled {labelled or 'nothing'}",
                    *(f"p{one.page} {one.quotation}" for one in shown),
                )
    stated = sum(counts[name] for name in ("right", "other page", "missed", "stated, not asked"))
    absent = counts["false"] + counts["rightly not found"]
    print("stated, found at the right place:", share(counts["right"], stated))
    print("not stated, found all the same:", share(counts["false"], absent))
    print("cannot tell:", share(counts["cannot tell"], sum(counts.values())))
    print(dict(sorted(counts.items())))


if __name__ == "__main__":
    main()
