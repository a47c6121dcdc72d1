"""Files that are written complete or not at all."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

TEMPORARY_MARK = ".tmp-"
"""Part of the name of every file that is still being written."""


@contextlib.contextmanager
def whole_file(path: Path, *, survives_power_cut: bool = True) -> Iterator[Path]:
    """A unique temporary file in the folder of `path` to write to; it becomes `path` if no error occurs.
    survives_power_cut: wait until the disk has it; otherwise a power cut may leave an empty file.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}{TEMPORARY_MARK}", dir=path.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        if survives_power_cut:
            with temporary.open("rb") as stream:
                os.fsync(stream.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException as error:
        temporary.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.filename in {None, name}:
            # A write that fails does not say of which file, and nobody knows the temporary one.
            error.filename = str(path)
        raise


def write_bytes(path: Path, content: bytes) -> None:
    """Write `content` to `path`, completely or not at all."""
    with whole_file(path) as temporary:
        temporary.write_bytes(content)


def write_text(path: Path, content: str) -> None:
    """`write_bytes` for text, as UTF-8 with unix line ends."""
    write_bytes(path, content.encode("utf-8"))
