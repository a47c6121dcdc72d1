"""Tables of real papers beside what a reader sees on their pages.

    python evaluation/tables/paper_tables.py FOLDER...

FOLDER holds the PDFs named in paper_tables.json; one that is absent is named and left out. The truth was transcribed
by eye from pictures of the pages ("<" goes on the cell to its left); pages with no table are in it, so that a false
table counts. Scored by the competition's cell relations, which compare letters and digits only. The device pages are
named `device` there.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from evaluation.tables.typeset.relations import Cells, Score, score


def cells_of(rows: list[list[str]]) -> Cells:
    """The cells of transcribed rows."""
    out: Cells = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text == "<":
                first, last, left, _, before = out[-1]
                out[-1] = (first, last, left, c, before)
            else:
                out.append((r, r, c, c, text))
    return out


def main() -> None:
    from printed.tables import read_tables

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    folders = parser.parse_args().folders
    sums = {True: Score(), False: Score()}
    pages = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
    for page in pages:
        path = next((f / page["file"] for f in folders if (f / page["file"]).exists()), None)
        if path is None:
            print(f"{page['file']} is absent, left out")
            continue
        found = [
            [(c.row, c.row + c.rowspan - 1, c.col, c.col + c.colspan - 1, c.text) for c in table.cells]
            for table in read_tables(path, page=page["page"]).tables
        ]
        part, each = score([[cells_of(rows)] for rows in page["tables"]], found)
        sums[page["device"]] += part
        print(f"{page['file']} page {page['page']}: {[round(s, 3) for s in each]}, false {part.found - part.matched}")
    for name, total in (("device pages", sums[True]), ("other pages", sums[False])):
        numbers = f"P {total.precision:.3f} R {total.recall:.3f} F1 {total.f1:.3f}"
        print(f"{name}: {numbers}, tables {total.tables}, false {total.found - total.matched}")


if __name__ == "__main__":
    main()
