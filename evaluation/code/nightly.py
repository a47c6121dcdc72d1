"""The slow suites in full, each with its raw output, commit, command, machine and date in
evaluation/code/logs/SUITE.txt.

`make nightly`, or one suite: `python evaluation/code/nightly.py faults`. Lines come as they are printed, so a run that
is broken off leaves what it had shown. Exits with 1 when a suite fails.
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

ROOT = Path(__file__).resolve().parents[2]
LOGS = ROOT / "evaluation/code/logs"
SUITES = {
    "faults": {"MEMLIT_FAULTS": "full"},
    "fuzz": {"MEMLIT_FUZZ": "2000"},
    "guards": {},
    "cluster": {},
}
"""What each suite under tests/ is told, so that it takes all of its cases."""
OPTIONS = ("--no-header", "-vv", "-s", "-rs", "--tb=short", "-p", "no:cacheprovider")


def head(suite: str, command: list[str]) -> Iterator[str]:
    """What was run, on what, when; no name or path of the machine."""
    git = ["git", "-C", str(ROOT), "describe", "--always", "--dirty", "--abbrev=12"]
    commit = subprocess.run(git, capture_output=True, text=True, check=False).stdout.strip()
    settings = [f"{name}={value}" for name, value in SUITES[suite].items()]
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    cores = len(os.sched_getaffinity(0))
    yield f"commit {commit}"
    yield f"command {' '.join([*settings, 'python', *command])}"
    yield f"machine {cores} cores, {memory:.0f} GB, {platform.system()}, Python {platform.python_version()}"
    yield f"date {datetime.datetime.now(datetime.UTC).date().isoformat()}"


def plain(line: str) -> str:
    """A line without the folders of this machine."""
    for folder, word in ((str(ROOT), "."), (sys.prefix, "PREFIX"), (tempfile.gettempdir(), "TMP")):
        line = line.replace(folder, word)
    return line


def command_of(suite: str, select: str | None) -> list[str]:
    return ["-m", "pytest", *OPTIONS, *(["-k", select] if select else []), f"tests/{suite}"]


def run(suite: str, command: list[str], log: TextIO) -> int:
    """Run one suite and write its log; returns pytest's exit code."""
    start, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    with subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        env={**os.environ, **SUITES[suite]},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            log.write(plain(line))
            log.flush()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    log.write(f"\n{time.monotonic() - start:.0f} s, {spent:.0f} CPU s\n")
    return process.returncode


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("suites", nargs="+", choices=list(SUITES))
    parser.add_argument("--select", help="only the tests that pytest's -k selects; the log is then SUITE-part.txt")
    given = parser.parse_args()
    LOGS.mkdir(exist_ok=True)
    worst = 0
    for suite in given.suites:
        name = f"{suite}-part.txt" if given.select else f"{suite}.txt"
        command = command_of(suite, given.select)
        # Asked before the log is opened: a log that changed would make the commit a dirty one.
        lines = [*head(suite, command)]
        with (LOGS / name).open("w", encoding="utf-8") as log:
            log.write("\n".join([*lines, "", ""]))
            worst = max(worst, run(suite, command, log))
    return int(worst > 0)


if __name__ == "__main__":
    raise SystemExit(main())
