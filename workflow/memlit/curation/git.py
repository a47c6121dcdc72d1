"""Git's answers about the folder of a review."""

import subprocess
from pathlib import Path

from memlit.errors import SourceError


def git(root: Path, *arguments: str) -> bytes:
    """What a git command prints in `root`. Raises SourceError where there is no git, no repository, or git refuses."""
    try:
        done = subprocess.run(
            ["git", "-c", "core.quotepath=off", *arguments], cwd=root, capture_output=True, check=False
        )
    except OSError:
        raise SourceError("git", "is not installed", "install it, or do without revisions") from None
    if done.returncode:
        problem = done.stderr.decode("utf-8", "replace").strip() or f"git {arguments[0]} failed"
        raise SourceError(str(root), problem, "do without revisions, or mend the repository")
    return done.stdout


def commit_of(root: Path, revision: str) -> str | None:
    """The commit that a tag, a branch or the name of a commit stands for; None where git knows none."""
    try:
        out = git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except SourceError:
        return None
    return out.decode().strip()


def user_name(root: Path) -> str:
    """The name in git's settings, on one line; empty where there is none."""
    try:
        return " ".join(git(root, "config", "user.name").decode().split())
    except SourceError:
        return ""
