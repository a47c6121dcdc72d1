"""What a run does before its first job and after its last: its lock, what is wrong, and the last lines, behind
Snakemake's: where the report is, its counts and, after a failure, what to do.
"""

import atexit
import re
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

from memlit.caching.written import AGAIN, all_faults, keep_notes
from memlit.code_hash import stage_modules
from memlit.datum import ReconciledDocument
from memlit.errors import ConfigError, MemlitError
from memlit.files import text_lines
from memlit.parse_time import WorkflowPlan, check_before_run
from memlit.run_lock import take_lock
from memlit.sources import throughput

REPORTS = ("results/report.html", "results/brief.pdf", "results/report.pdf", "results/appendices.pdf")
SUMMARY = "results/summary.txt"
BEFORE_SUMMARY = "results/library.json"
_RECONCILED = "results/reconciled"
NOT_ACCEPTED = ("new", "changed", "excluded")
_SHOWN = 30
"""Documents without an accepted record that are named at the end of a run."""
LAST_RULE = "verify_extracted"
"""The rule that fails after everything else is made: the summary is then that of this run."""
SLURM, SUBMIT = "slurm", "sbatch"
"""The name of Snakemake's executor, and the program with which it hands over a job."""
ASKS = ("memlit: ", "extracted/")
"""Beginnings of lines that say what a person can do: an error of a stage, a document unlike its record."""


_PLANNED: list[WorkflowPlan] = []
"""The plans of the reviews of this run: one, or one for each module of a larger workflow."""
_LOCKS: list[IO[str]] = []
"""The locks of this run, held until its process ends."""


def expect(plan: WorkflowPlan) -> None:
    """Remember a plan, made while the workflow was read, for the time when a run starts."""
    _PLANNED.append(plan)


def start(executor: Any = None) -> None:
    """What a run does before its first job: take the lock of each review, name what is wrong, forget the counts of the
    previous run. executor: Snakemake's plugin that is to run the jobs.

    Ends the run with exit code 1 and one line where another run has the lock, where a file without which no stage can
    start is wrong, and where Slurm is asked for and there is none: it would wait for ever.
    """
    if getattr(executor, "name", None) == SLURM and shutil.which(SUBMIT) is None:
        remedy = f"start it on a machine that has {SUBMIT}, or without --profile profiles/slurm (docs/cluster.md)"
        raise SystemExit(str(ConfigError("profiles/slurm", f"{SUBMIT} is not on the path", remedy)))
    try:
        for plan in _PLANNED:
            _LOCKS.append(take_lock(plan.root))
            for line in check_before_run(plan):
                print(f"memlit check: {line}", file=sys.stderr)
            plan.save()
            keep_notes(plan.root, stage_modules(), plan.buckets)
            throughput.start_run(plan.root / throughput.TALLY_FOLDER)
    except MemlitError as error:
        raise SystemExit(str(error)) from None


def succeed() -> None:
    """Print the speed of the extraction now, and the summary as the last lines.

    Ends the run with exit code 1 if a file is no longer as its rule wrote it; the line that says so is then the last.
    """
    lines: list[str] = []
    asked: list[str] = []
    for plan in _PLANNED:
        throughput.print_end(sys.stderr, plan.root)
        # A fault that this run found when it started, and was not asked to mend, is left to the next.
        known = {fault for faults in plan.faults.values() for fault in faults}
        found = [fault for faults in all_faults(plan.root).values() for fault in faults if fault not in known]
        asked += [f"memlit: {fault.error(AGAIN)}" for fault in found]
        lines += [*unaccepted_lines(plan.root), *summary_lines(plan.root)]
        plan.save()
    atexit.register(_print, [*lines, *_to_do(asked)])
    if asked:
        raise SystemExit(1)


def fail(logs: Iterable[str]) -> None:
    """As `succeed`, then what the failed jobs request. logs: Snakemake's own, which contain those of failed jobs."""
    for plan in _PLANNED:
        throughput.print_end(sys.stderr, plan.root)
    text = "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in map(Path, logs) if path.is_file())
    failed = [line for plan in _PLANNED for line in failed_lines(plan.root, text)]
    atexit.register(_print, [*failed, *asked_lines(text)])


def failed_lines(root: Path, log: str) -> list[str]:
    """The summary if only the last comparison failed; otherwise which rules did, and that the reports are older."""
    rules = list(dict.fromkeys(re.findall(r"^Error in rule (\w+):", log, re.MULTILINE)))
    if set(rules) <= {LAST_RULE}:
        return summary_lines(root)
    old = [name for name in REPORTS if (root / name).is_file()]
    said = f"the run stopped in {', '.join(rules)}; each has its log under results/run/log"
    return ["", said, *(f"{name} is from an earlier run" for name in old)]


def summary_lines(root: Path) -> list[str]:
    """The reports and the ten lines about them; nothing if this run did not get that far."""
    summary, before = root / SUMMARY, root / BEFORE_SUMMARY
    if not summary.is_file() or (before.is_file() and before.stat().st_mtime > summary.stat().st_mtime):
        return []
    reports = [name for name in REPORTS if (root / name).is_file()]
    return ["", *reports, "", *summary.read_text(encoding="utf-8").splitlines()]


def unaccepted_lines(root: Path) -> list[str]:
    """A line for each document of the run without an accepted record, or unlike it; of very many for the first ones."""
    from memlit.curation.checking.found import found_in, summary_line

    first: list[str] = []
    count = 0
    for path in sorted((root / _RECONCILED).glob("*.jsonl")):
        waiting = [line for _, line in text_lines(path) if _is_not_accepted(line)]
        count += len(waiting)
        # A line begins with the key of its document.
        first = sorted([*first, *waiting])[:_SHOWN]
    documents = map(ReconciledDocument.model_validate_json, first)
    lines = [f"{summary_line(found_in(document))}; memlit check {document.key}" for document in documents]
    more = [f"... and {count - _SHOWN} more, see results/data/documents.csv"] if count > _SHOWN else []
    return ["", *lines, *more] if lines else []


def _is_not_accepted(line: str) -> bool:
    head = line.partition('"readings":')[0]
    return any(f'"status":"{status}"' in head for status in NOT_ACCEPTED)


def asked_lines(log: str) -> list[str]:
    """The lines of the log of a run that ask a person for something, each once."""
    return _to_do(list(dict.fromkeys(line for line in log.splitlines() if line.startswith(ASKS))))


def _to_do(asked: list[str]) -> list[str]:
    return ["", "What to do:", *asked] if asked else []


def _print(lines: list[str]) -> None:
    if lines:
        print("\n".join(lines), flush=True)
