"""Precision and recall of the header mapping on tests/data/headers_labelled.csv.

Run: python evaluation/text/headers.py
A header counts as found when the vocabulary names exactly the labelled parameters, in order; a header labelled with
none must be left unmapped. The labels, with the quoted header and where it was printed, were committed before the
words were tuned.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

from memlit.field import HeaderMatch, load_vocabulary

ROOT = Path(__file__).resolve().parents[2]


def name(match: HeaderMatch | None) -> str:
    if match is None:
        return ""
    return "|".join(match.choices) or ";".join(match.parts)


def main() -> int:
    vocabulary = load_vocabulary(ROOT / "config/vocabulary.yaml")
    with (ROOT / "tests/data/headers_labelled.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    groups = {
        "all": rows,
        "printed in a named source": [row for row in rows if row["source"] != "form of the field"],
        "form of the field": [row for row in rows if row["source"] == "form of the field"],
    }
    print(f"{'headers':28}{'n':>5}{'mapped':>8}{'right':>7}{'precision':>11}{'recall':>8}{'left alone':>12}")
    wrong: list[tuple[str, str, str]] = []
    for title, group in groups.items():
        pairs = [(row["header"], row["parameters"], name(vocabulary.match_header(row["header"]))) for row in group]
        mapped = sum(bool(found) for _, _, found in pairs)
        meant = sum(bool(label) for _, label, _ in pairs)
        right = sum(found == label and bool(label) for _, label, found in pairs)
        alone = sum(not found and not label for _, label, found in pairs)
        print(
            f"{title:28}{len(pairs):5}{mapped:8}{right:7}{right / max(1, mapped):11.3f}{right / max(1, meant):8.3f}"
            f"{alone:7}/{len(pairs) - meant}"
        )
        if title == "all":
            wrong = [pair for pair in pairs if pair[1] != pair[2]]
    for header, label, found in wrong:
        print(f"  {header!r}: labelled {label or 'none'}, found {found or 'none'}")
    return 0


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    raise SystemExit(main())
