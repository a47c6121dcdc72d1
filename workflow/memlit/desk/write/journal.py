"""Every change of the review's files: each file whole, what stood before kept, and a decision taken back as one."""

from __future__ import annotations

import contextlib
import fcntl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from memlit.errors import SourceError
from memlit.files import write_bytes

BACKUPS = Path("results/run/backup")


@contextlib.contextmanager
def alone(root: Path) -> Iterator[None]:
    """One writer at a time, also of two servers in one folder."""
    path = root / BACKUPS / ".lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def content_of(path: Path) -> bytes | None:
    """The bytes of a file, None where there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def replace(root: Path, name: str, content: bytes | None) -> None:
    """Write the file `name` whole, or remove it for None; what stood there is kept among the backups."""
    path = root / name
    before = content_of(path)
    if before == content:
        return
    if before is not None:
        write_bytes(root / BACKUPS / name, before)
    if content is None:
        path.unlink()
    else:
        write_bytes(path, content)


@dataclass(frozen=True, slots=True)
class Change:
    """One decision: what it was in words, and each file before and after it."""

    key: str
    told: str
    before: Mapping[str, bytes | None]
    after: Mapping[str, bytes | None]


class Journal:
    """The decisions of this session, the last one first to be taken back."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.changes: list[Change] = []

    def write(self, key: str, told: str, files: Mapping[str, bytes | None]) -> None:
        """Write the files of a decision. The caller has read them within `alone`."""
        before = {name: content_of(self.root / name) for name in files}
        for name, content in files.items():
            replace(self.root, name, content)
        self.changes.append(Change(key, told, before, dict(files)))

    def undo(self, key: str) -> str:
        """Take back the last decision about `key`, and say which; a file that was changed since is left as it is."""
        own = next((change for change in reversed(self.changes) if change.key == key), None)
        if own is None:
            raise SourceError(
                key, "has no decision of this session to take back", "git checkout brings back older ones"
            )
        with alone(self.root):
            for name, content in own.after.items():
                if content_of(self.root / name) != content:
                    raise SourceError(name, "was changed since by someone else", "take it back by hand; see git diff")
            for name, content in own.before.items():
                replace(self.root, name, content)
        self.changes.remove(own)
        return own.told

    def sealed(self, key: str) -> None:
        """The record is accepted: from here on git keeps what was."""
        self.changes = [change for change in self.changes if change.key != key]
