"""What a run says at its end, after Snakemake: where the report is and what it counts; after a failure, what to do."""

from __future__ import annotations

import atexit
import sys
from collections.abc import Iterable
from pathlib import Path

from memlit.datum import ReconciledDocument
from memlit.sources import throughput

REPORTS = ("results/report.html", "results/report.pdf")
SUMMARY = "results/summary.txt"
BEFORE_SUMMARY = "results/resolved.json"
RECONCILED = "results/reconciled"
NOT_ACCEPTED = ("new", "changed", "excluded")
ASKS = ("memlit: ", "extracted/")
"""Begin the lines that say what a person can do: an error of a stage, a document unlike its record."""


def start() -> None:
    """Forget the counts of the run before."""
    throughput.start_run()


def succeed() -> None:
    """The speed of the extraction now, the summary as the last lines."""
    throughput.print_end(sys.stderr)
    atexit.register(_print, [*found_lines(Path.cwd()), *summary_lines(Path.cwd())])


def fail(logs: Iterable[str]) -> None:
    """As `succeed`, then what the failed jobs ask for. logs: Snakemake's own, which hold those of failed jobs."""
    throughput.print_end(sys.stderr)
    text = "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in map(Path, logs) if path.is_file())
    atexit.register(_print, [*summary_lines(Path.cwd()), *asked_lines(text)])


def summary_lines(root: Path) -> list[str]:
    """The reports and the ten lines about them; nothing where this run did not get that far."""
    summary, before = root / SUMMARY, root / BEFORE_SUMMARY
    if not summary.is_file() or (before.is_file() and before.stat().st_mtime > summary.stat().st_mtime):
        return []
    reports = [name for name in REPORTS if (root / name).is_file()]
    return ["", *reports, "", *summary.read_text(encoding="utf-8").splitlines()]


def found_lines(root: Path) -> list[str]:
    """A line for each document of the run without an accepted record, or unlike it."""
    from memlit.curation.found import found_in, summary_line

    lines = []
    for path in sorted((root / RECONCILED).glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            head = line.partition('"readings":')[0]
            if any(f'"status":"{status}"' in head for status in NOT_ACCEPTED):
                document = ReconciledDocument.model_validate_json(line)
                lines.append(f"{summary_line(found_in(document))}; memlit found {document.key}")
    return ["", *sorted(lines)] if lines else []


def asked_lines(log: str) -> list[str]:
    """The lines of a run's log that ask a person for something, each once."""
    asked = list(dict.fromkeys(line for line in log.splitlines() if line.startswith(ASKS)))
    return ["", "What to do:", *asked] if asked else []


def _print(lines: list[str]) -> None:
    if lines:
        print("\n".join(lines), flush=True)
