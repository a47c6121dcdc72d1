"""Journal pages with one printed label spoiled at a time: how many move a value by over 0.5 % and are accepted.

Run by hand: python evaluation/vector_figures/journal_mutants.py [--every N] [NAME ...]     names choose figures, N
takes each Nth.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests" / "unit" / "figcurves"))

import journal_figures  # noqa: F401 (registers its figures)
import journal_more  # noqa: F401
from figcurves import digitize_pdf
from figcurves.errors import FigureError
from figure_pages import Page
from unseen import FIGURES, Truth, silent_error

SHOWN = re.compile(r"\(([^()]*\d[^()]*)\) Tj")
PAGES = (
    "twin_coloured_axes",
    "butterfly",
    "ltp_ltd",
    "retention",
    "endurance_log_cycles",
    "arrows_and_rings",
    "every_second_decade",
    "labels_at_two_and_five",
    "factor_and_grid",
    "prefixes_at_ticks",
)


def texts(label: str) -> Iterator[str]:
    """The label without a character, with one doubled or changed, its sign turned, a nought behind it."""
    for place, letter in enumerate(label):
        yield label[:place] + label[place + 1 :]
        if letter.isdigit():
            yield label[:place] + str((int(letter) + 3) % 10) + label[place + 1 :]
        if letter == ".":
            yield label[: place + 1] + "0" + label[place + 1 :]
    yield label[1:] if label.startswith("\u0096") else "\u0096" + label
    yield label + "0"


def mutants(page: Page) -> Iterator[tuple[str, list[str]]]:
    """The page's operators with one shown number changed; prose and words are left."""
    for number, op in enumerate(page.out):
        for match in SHOWN.finditer(op):
            if len(match[1]) > 6:
                continue
            for text in dict.fromkeys(texts(match[1])):
                changed = op[: match.start(1)] + text + op[match.end(1) :]
                yield f"{match[0]} -> {text!r}", [*page.out[:number], changed, *page.out[number + 1 :]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", default=PAGES, metavar="NAME")
    parser.add_argument("--every", type=int, default=1)
    given = parser.parse_args()
    drawn: list[Page] = []
    save = Page.save
    count = harmful = 0
    silent: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.pdf"
        for name in given.names:
            truth = Truth(path)
            Page.save = lambda page: drawn.append(page)  # type: ignore[method-assign]
            FIGURES[name](truth)
            Page.save = save  # type: ignore[method-assign]
            for what, out in list(mutants(drawn[-1]))[:: given.every]:
                page = replace(drawn[-1], out=out)
                page.save()
                count += 1
                try:
                    items = digitize_pdf(path, 1)
                except FigureError:
                    continue
                bare = [
                    (replace(item, review_required=()), replace(series, review_required=()))
                    for item in items
                    for series in item.series
                ]
                harmful += any(silent_error(item, series, truth) > 0.5 for item, series in bare)
                if any(silent_error(item, series, truth) > 0.5 for item in items for series in item.series):
                    silent.append(f"{name}: {what}")
            print(f"{name}: {count} mutants so far, {harmful} harmful, {len(silent)} accepted", flush=True)
    print(f"{count} mutants, {harmful} move a value by over 0.5 %, {len(silent)} of them accepted")
    for what in silent:
        print("  accepted:", what.encode("ascii", "backslashreplace").decode())
    return 1 if silent else 0


if __name__ == "__main__":
    sys.exit(main())
