"""Vector figures of real documents without truth: how many panels are verified, and how many of those are clean.

python evaluation/vector_figures/real_figures.py FOLDER...    every PDF in the folders, one line a panel, then the
counts

Clean by form: at most 40 series, none of one mark or of two vertices, no error bar left over, no two of one name that
look different. Whether the values are right only the figure tells.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from figcurves import digitize_pdf
from figcurves.model import Digitization
from memlit.errors import MemlitError

MOST_SERIES = 40


def is_clean(item: Digitization) -> bool:
    """Series that a reader of the figure would count, as far as their form tells."""
    short = any(len(series.points) < (3 if series.kind == "line" else 2) for series in item.series)
    names: dict[tuple[str, str], set[tuple[object, str]]] = {}
    for series in item.series:
        names.setdefault((series.name, series.kind), set()).add((series.color, series.style))
    shared = any(name and len(looks) > 1 for (name, _), looks in names.items())
    return 0 < len(item.series) <= MOST_SERIES and not short and not shared


def outcome(item: Digitization) -> str:
    """`clean` or `verified` (but not clean) for a verified panel, else `review`."""
    if item.needs_review:
        return "review"
    return "clean" if is_clean(item) else "verified"


def main() -> None:
    """Print a line for each panel and the counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    counts: Counter[str] = Counter()
    for file in sorted(path for folder in parser.parse_args().folders for path in folder.glob("*.pdf")):
        try:
            panels = digitize_pdf(file)
        except MemlitError as error:
            print(file.name, error)
            counts["refused"] += 1
            continue
        counts["documents without a panel"] += not panels
        for item in panels:
            kind = outcome(item)
            counts[kind] += 1
            doubts = [*item.review_required, *(reason for series in item.series for reason in series.review_required)]
            print(file.name, item.page, item.panel, kind, len(item.series), *dict.fromkeys(doubts), sep=" | ")
    print(dict(sorted(counts.items())))


if __name__ == "__main__":
    main()
