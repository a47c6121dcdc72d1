"""Vector mutants by the hundred: one printed character or one tick of a known figure spoiled at a time.

Run by hand: python evaluation/vector_figures/mutants.py. Prints how many moved a value by over 0.5 % of its axis and
were accepted.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests" / "unit" / "figcurves"))

from figcurves import digitize_pdf
from figcurves.errors import FigureError
from figure_drawing import Figure
from figure_mutants import moved, mutants


def main() -> int:
    whole = Figure()
    count = harmful = 0
    silent: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for name, changes in mutants():
            count += 1
            try:
                items = digitize_pdf(Figure(**changes).save(Path(folder) / "a.pdf"), 1)
            except FigureError:
                continue
            bad = any(moved(item, whole.values) for item in items)
            harmful += bad
            if bad and not any(item.needs_review for item in items):
                silent.append(name)
    print(f"{count} mutants, {harmful} move a value by over 0.5 %, {len(silent)} of them accepted")
    for name in silent:
        print("  accepted:", name)
    return 1 if silent else 0


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    sys.exit(main())
