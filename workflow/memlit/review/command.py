"""memlit review: load the last run, serve the page until the person ends it, say what was written."""

from __future__ import annotations

import signal
import subprocess
import webbrowser
from collections.abc import Callable
from pathlib import Path

from memlit.errors import SourceError
from memlit.reconcile.checks import CHECKS_FILE
from memlit.reconcile.corrections import CORRECTIONS_FILE
from memlit.review.queue import load_work
from memlit.review.server import ReviewServer
from memlit.review.session import Session

LONGEST_NAME = 100


def review(root: Path, who: str | None, port: int, *, opens: bool, say: Callable[[str], None]) -> None:
    """Serve the page in the review `root` until Ctrl-C. Raises SourceError without a run or a name."""
    name = _name(root, who)
    session = Session(load_work(root), name)
    server = ReviewServer(session, port)
    say(f"{len(session.work.items)} printed values; you are {name}")
    say(server.address)
    say("The address works on this machine only. End with Ctrl-C; every decision is written at once.")
    if opens:
        webbrowser.open(server.address)
    # Ended from outside it says its last line too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        server.server_close()
    files = f"{CHECKS_FILE} and {CORRECTIONS_FILE}"
    say(f"{session.n_decided} decisions in {files}; snakemake --cores 4 uses them, git diff shows them")


def _name(root: Path, who: str | None) -> str:
    """The name given, or that of git's settings, in one line."""
    name = " ".join((who if who is not None else _git_name(root)).split())
    if not name or len(name) > LONGEST_NAME:
        raise SourceError("--who", "no name is known", 'write --who "Jane Doe", or set user.name in git')
    return name


def _git_name(root: Path) -> str:
    try:
        done = subprocess.run(
            ["git", "config", "user.name"], cwd=root, capture_output=True, text=True, timeout=10, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout
