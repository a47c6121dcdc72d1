"""Files of the review, each read and written whole: one writer at a time, and what stood before kept."""

import contextlib
import fcntl
from collections.abc import Iterator
from pathlib import Path

from memlit.files import whole_file, write_bytes

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
        kept = root / BACKUPS / name
        kept.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(kept, before)
    if content is None:
        path.unlink()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    write_bytes(path, content)


def put_file(path: Path, content: bytes | None) -> None:
    """Write a file that nobody misses after a power cut, or remove it for None."""
    if content is None:
        path.unlink(missing_ok=True)
        return
    with whole_file(path, survives_power_cut=False) as temporary:
        temporary.write_bytes(content)
