"""What a run says before its first job and after its last: what is wrong, where the report is, its counts and, after a
failure, what to do.
"""

import re
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from memlit.datum import ReconciledDocument
from memlit.errors import ConfigError, MemlitError
from memlit.files import TEMPORARY_MARK, text_lines
from memlit.parse_time import WorkflowPlan, check_before_run
from memlit.sources import throughput

REPORTS = ("results/report.html", "results/brief.pdf", "results/report.pdf", "results/appendices.pdf")
SUMMARY = "results/summary.txt"
BEFORE_SUMMARY = "results/library.json"
_RECONCILED = "results/reconciled"
NOT_ACCEPTED = ("new", "changed", "excluded")
_SHOWN = 30
"""Documents without an accepted record that are named at the end of a run."""
_FAILED = re.compile(r'(?:^Error in rule |in file "[^"]*/rules/)(\w+)(?::|\.smk")', re.MULTILINE)
"""A rule that failed, in the log of Snakemake; a quiet log names the file of its rule alone."""
LAST_RULE = "export"
"""The rule that fails after everything else is made: the summary is then that of this run."""
SLURM, SUBMIT = "slurm", "sbatch"
"""The name of Snakemake's executor, and the program with which it hands over a job."""
ASKS = ("memlit: ", "extracted/")
"""Beginnings of lines that say what a person can do: an error of a stage, a document unlike its record."""


_PLANNED: list[WorkflowPlan] = []
"""The plans of the reviews of this run: one, or one for each module of a larger workflow."""


def expect(plan: WorkflowPlan) -> None:
    """Remember a plan, made while the workflow was read, for the time when a run starts."""
    _PLANNED.append(plan)


def start(executor: Any = None) -> None:
    """Before the first job: name what is wrong with the review, and forget the counts of the previous run.

    executor: Snakemake's plugin that is to run the jobs. Ends the run with exit code 1 and one line where a file
    without which no stage can start is wrong, and where Slurm is asked for and there is none: it would wait for ever.
    """
    if getattr(executor, "name", None) == SLURM and shutil.which(SUBMIT) is None:
        remedy = f"start it on a machine that has {SUBMIT}, or without --profile profiles/slurm (docs/cluster.md)"
        raise SystemExit(str(ConfigError("profiles/slurm", f"{SUBMIT} is not on the path", remedy)))
    try:
        for plan in _PLANNED:
            for line in check_before_run(plan):
                print(f"memlit check: {line}", file=sys.stderr)
            _remove_half_written(plan.root / "results")
            plan.save()
            throughput.start_run(plan.root / throughput.TALLY_FOLDER)
    except MemlitError as error:
        raise SystemExit(str(error)) from None


def _remove_half_written(results: Path) -> None:
    """Remove what a killed writer left: Snakemake holds the lock, so nobody else writes."""
    for leftover in results.rglob(f".*{TEMPORARY_MARK}*"):
        leftover.unlink(missing_ok=True)


def succeed() -> None:
    """Print the speed of the reading and the summary."""
    for plan in _PLANNED:
        throughput.print_end(sys.stderr, plan.root)
        _print([*unaccepted_lines(plan.root), *summary_lines(plan.root)])


def fail(logs: Iterable[str]) -> None:
    """As `succeed`, then what the failed jobs request. logs: Snakemake's own, which contain those of failed jobs."""
    text = "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in map(Path, logs) if path.is_file())
    for plan in _PLANNED:
        throughput.print_end(sys.stderr, plan.root)
        _print(failed_lines(plan.root, text))
    _print(asked_lines(text))


def failed_lines(root: Path, log: str) -> list[str]:
    """The summary if only the last comparison failed; otherwise which rules did, and that the reports are older."""
    rules = list(dict.fromkeys(_FAILED.findall(log)))
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
    asked = list(dict.fromkeys(line for line in log.splitlines() if line.startswith(ASKS)))
    return ["", "What to do:", *asked] if asked else []


def _print(lines: list[str]) -> None:
    if lines:
        print("\n".join(lines), flush=True)
