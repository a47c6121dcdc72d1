"""The last lines of a run: where the report is and what it counts; after a failure, what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO

REPORTS = ("results/report.html", "results/report.pdf")
SUMMARY = "results/summary.txt"
BEFORE_SUMMARY = "results/resolved.json"
LOGS = "results/run/log"
ASKS = ("memlit: ", "extracted/")
"""Begin the lines of a log that say what a person can do: an error of a stage, a document unlike its record."""


def print_summary(root: Path, stream: IO[str]) -> None:
    """The reports and the ten lines about them; nothing where this run did not get that far."""
    summary, before = root / SUMMARY, root / BEFORE_SUMMARY
    if not summary.is_file() or (before.is_file() and before.stat().st_mtime > summary.stat().st_mtime):
        return
    reports = [name for name in REPORTS if (root / name).is_file()]
    print("\n" + "\n".join(reports) + "\n\n" + summary.read_text(encoding="utf-8"), end="", file=stream)


def print_what_to_do(root: Path, began: float, stream: IO[str]) -> None:
    """What the logs that were written since `began` ask for, a line each."""
    lines = list(dict.fromkeys(_asked(root / LOGS, began)))
    if lines:
        print("\nWhat to do:\n" + "\n".join(lines), file=stream)


def _asked(logs: Path, began: float) -> Iterator[str]:
    for log in sorted(logs.rglob("*.log")):
        if log.stat().st_mtime >= began:
            lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
            yield from (line for line in lines if line.startswith(ASKS))
