"""Functions with more than 20 branches, by radon's cyclomatic complexity; fails where one is new.

    python evaluation/code/complexity.py

Those that are still above it are listed in `complex_functions.csv` (file, function, branches), none of which is in the
reading half: documents, tables, sentences, figures, quantities, the words of the field, sources and reconcile. A line
of the list whose function is simpler now is named, to be taken out.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from radon.complexity import cc_visit

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("workflow/memlit", "workflow/figcurves", "workflow/printedpages")
LISTED = ROOT / "evaluation/code/complex_functions.csv"
MOST = 20
Place = tuple[str, str]
"""A file below workflow/, and a function or Class.method in it."""


def complex_functions() -> dict[Place, int]:
    """Branches of each function that has more than MOST."""
    found = {}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            for block in cc_visit(path.read_text(encoding="utf-8")):
                if block.letter != "C" and block.complexity > MOST:
                    found[path.relative_to(ROOT / "workflow").as_posix(), block.fullname] = block.complexity
    return found


def listed() -> dict[Place, int]:
    """The list of those that are known."""
    with LISTED.open(encoding="utf-8", newline="") as stream:
        return {(row["file"], row["function"]): int(row["branches"]) for row in csv.DictReader(stream)}


def main() -> int:
    """Name what is new, worse, or listed and simple; 1 where there is any."""
    found, known = complex_functions(), listed()
    lines = []
    for (file, function), branches in sorted(found.items()):
        if branches > known.get((file, function), MOST):
            lines.append(f"workflow/{file}: {function} has {branches} branches; make it steps of at most {MOST}")
    for file, function in sorted(known.keys() - found.keys()):
        lines.append(f"{LISTED.relative_to(ROOT)}: {file}, {function} has at most {MOST} branches; take the line out")
    print("\n".join(lines) or f"no function beyond the {len(known)} listed has more than {MOST} branches")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
