"""Lines and branches of the package that the tests run, a row a subpackage, from coverage's data file.

`make coverage` runs the tests and then this: `python evaluation/code/coverage_table.py [--least 90] [--missing]`.
Exits with 1 when less than --least % of all lines were run.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

from coverage import Coverage

COUNTS = ("covered_lines", "num_statements", "covered_branches", "num_branches")


def counts_by_part(files: dict[str, Any]) -> dict[str, dict[str, int]]:
    """Sums of COUNTS by the first name below memlit (`tables`, `errors.py`) or the package beside it."""
    parts: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(COUNTS, 0))
    for name, file in files.items():
        package, *below = Path(name.partition("workflow/")[2]).parts
        part = below[0] if package == "memlit" else package
        for count in COUNTS:
            parts[part][count] += file["summary"][count]
    return dict(sorted(parts.items()))


def percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "-"


def row(name: str, counts: dict[str, int]) -> str:
    lines, all_lines, branches, all_branches = (counts[count] for count in COUNTS)
    return (
        f"| {name} | {all_lines} | {percent(lines, all_lines)} | {all_branches} | {percent(branches, all_branches)} |"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--least", type=float, default=0.0, help="least share of all lines, in %%")
    parser.add_argument("--missing", action="store_true", help="also the modules with most lines that were not run")
    given = parser.parse_args()
    data = Coverage()
    data.load()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "coverage.json"
        data.json_report(outfile=str(report))
        found = json.loads(report.read_text(encoding="utf-8"))
    print("| part | lines | run, % | branches | taken, % |\n|---|---|---|---|---|")
    for name, counts in counts_by_part(found["files"]).items():
        print(row(name, counts))
    print(row("**all**", found["totals"]))
    if given.missing:
        worst = sorted(found["files"].items(), key=lambda item: -item[1]["summary"]["missing_lines"])
        for name, file in worst[:40]:
            print(f"{file['summary']['missing_lines']:4} {name}: {file['missing_lines']}")
    totals = found["totals"]
    return int(100 * totals["covered_lines"] < given.least * totals["num_statements"])


if __name__ == "__main__":
    raise SystemExit(main())
