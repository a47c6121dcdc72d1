"""Functions with more than 20 branches, by radon's cyclomatic complexity; fails where there is one.

python evaluation/code/complexity.py
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from radon.complexity import cc_visit

WORKFLOW = Path(__file__).resolve().parents[2] / "workflow"
PACKAGES = ("memlit", "figcurves", "printed")
MOST = 20


def complex_functions() -> Iterator[str]:
    """A line for each function that has more than MOST branches."""
    for package in PACKAGES:
        for path in sorted((WORKFLOW / package).rglob("*.py")):
            for block in cc_visit(path.read_text(encoding="utf-8")):
                if block.letter != "C" and block.complexity > MOST:
                    place = f"workflow/{path.relative_to(WORKFLOW).as_posix()}:{block.lineno}"
                    yield f"{place}: {block.fullname} has {block.complexity} branches; make it steps of at most {MOST}"


def main() -> int:
    """Name them; 1 where there is any."""
    lines = list(complex_functions())
    print("\n".join(lines) or f"no function has more than {MOST} branches")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
