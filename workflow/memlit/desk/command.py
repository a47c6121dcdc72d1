"""memlit desk: serve the page until the person ends it, and say what was written."""

from __future__ import annotations

import signal
import subprocess
import webbrowser
from collections.abc import Callable
from pathlib import Path

from memlit.desk.desk import Desk
from memlit.desk.serve.server import DeskServer
from memlit.errors import LibraryError, SourceError
from memlit.library import BIBLIOGRAPHY

LONGEST_NAME = 100


def desk(root: Path, key: str | None, who: str | None, port: int, *, opens: bool, say: Callable[[str], None]) -> None:
    """Serve the page in the review `root` until Ctrl-C, at the paper `key`. Raises SourceError without a name."""
    session = Desk(root, _name(root, who), key or "")
    if key and key not in session.review.library().entries:
        raise LibraryError(key, f"is the key of no entry of {BIBLIOGRAPHY}", "leave it away, and drop the paper's PDF")
    server = DeskServer(session, port)
    say(f"{len(session.review.library().entries)} papers; you are {session.review.who}")
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
        session.close()
    say("snakemake --cores 4 uses what was decided, git diff shows it")


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
