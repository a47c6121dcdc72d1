"""A run of the workflow started from the page: one fixed list of arguments, its progress, and what it changed."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections import deque
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from memlit.changes.render import ChangeSection, change_sections
from memlit.curation.comparing.diff import difference_between
from memlit.errors import MemlitError, PackageError, SourceError, certain, said_by

ARGUMENTS = ("-m", "snakemake", "--cores", "2", "--nocolor")
_BEFORE = Path("results/run/before")
_RESULTS = Path("results")
_MOST_LINES = 40
SECONDS_TO_END = 15
"""What a run may take to end after it was asked: an interrupt that comes while a job starts can be lost."""
_STEPS = re.compile(r"(\d+) of (\d+) steps \((\d+)%\) done")


class DeskRun:
    """At most one run at a time, in a process group of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._process: subprocess.Popen[str] | None = None
        self._follower: threading.Thread | None = None
        self._lines: deque[str] = deque(maxlen=_MOST_LINES)
        self._steps = (0, 0)
        self._changed: list[dict[str, Any]] = []

    @property
    def is_going(self) -> bool:
        """Whether Snakemake is running."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Begin a run; the tables of the one before are kept to be compared with."""
        if self.is_going:
            raise SourceError("run", "is going on already", "wait for it, or stop it")
        _, runner, *_ = ARGUMENTS
        if find_spec(runner) is None:
            raise PackageError(runner)
        self._lines.clear()
        self._steps, self._changed = (0, 0), []
        self._keep_results()
        self._process = subprocess.Popen(
            [sys.executable, *ARGUMENTS],
            cwd=self.root,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        self._follower = threading.Thread(target=self._follow, args=(self._process,), daemon=True)
        self._follower.start()

    def stop(self) -> None:
        """End the run as Ctrl-C does, and what does not heed that by force; what it finished stays."""
        if self._process is not None and self.is_going:
            threading.Thread(target=self._end, args=(self._process,), daemon=True).start()

    def _end(self, process: subprocess.Popen[str]) -> None:
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, sign)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(SECONDS_TO_END)
                return

    def as_plain(self) -> dict[str, Any]:
        """What the page shows of the run: its state, steps done, what it changed, and why it failed.

        state: none, going, comparing (it ended, and what it changed is being worked out), done or failed.
        """
        state = self._state()
        done, of = self._steps
        problems = [line for line in self._lines if "rror" in line or line.startswith("memlit")]
        is_first = not (self.root / _BEFORE / "data").is_dir()
        told = {"state": state, "done": done, "of": of, "changed": self._changed, "is_first": is_first}
        return {**told, "lines": (problems or list(self._lines))[-8:] if state == "failed" else []}

    def _state(self) -> str:
        if self._process is None:
            return "none"
        code = self._process.poll()
        if code is None:
            return "going"
        if self._follower is not None and self._follower.is_alive():
            return "comparing"
        return "done" if code == 0 else "failed"

    def _keep_results(self) -> None:
        before = self.root / _BEFORE
        shutil.rmtree(before, ignore_errors=True)
        for name in ("data", "extracted"):
            if (self.root / _RESULTS / name).is_dir():
                shutil.copytree(self.root / _RESULTS / name, before / name)

    def _follow(self, process: subprocess.Popen[str]) -> None:
        for line in certain(process.stderr):
            found = _STEPS.search(line)
            if found:
                self._steps = (int(found[1]), int(found[2]))
            elif line.strip():
                self._lines.append(line.rstrip())
        process.wait()
        if (self.root / _BEFORE / "data").is_dir():
            try:
                moved = difference_between(self.root, str(self.root / _BEFORE), str(self.root / _RESULTS))
                self._changed = [asdict(section) for section in change_sections(moved)]
            except Exception as error:  # a fault here must not look as if nothing had changed
                line = str(error) if isinstance(error, MemlitError) else said_by(error)
                self._changed = [asdict(ChangeSection("what changed is not known", (line,)))]
