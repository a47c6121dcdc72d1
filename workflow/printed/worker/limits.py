"""The limits of a reader process, and how the process sets them on itself before it sees a document."""

import contextlib
import ctypes
import os
import resource
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from printed.errors import DocumentError

MEGABYTE = 1_000_000
READER = "reader"
"""Placeholder for the document in errors raised inside the reader process; the parent replaces it with the name."""
_NEW_USER = 0x10000000
_NEW_NET = 0x40000000
_PARENT_DEATH_SIGNAL = 1
_NO_NEW_PRIVILEGES = 38


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may use. seconds: processor time, so that the result does not depend on the load of the
    machine; memory: bytes of address space; output: bytes of the answer; files: open at once.
    """

    seconds: float = 60.0
    memory: int = 1000 * MEGABYTE
    output: int = 128 * MEGABYTE
    files: int = 64


LIMITS = Limits()
PICTURE_LIMITS = Limits(seconds=30.0, memory=2000 * MEGABYTE)
"""For OCR of one page: its models alone take some 700 MB."""
CLOCK_FACTOR = 10
"""A waiting reader uses no processor time, so its limit of elapsed time is this many times its seconds."""


@contextlib.contextmanager
def processor_time(seconds: float) -> Iterator[None]:
    """The kernel ends this process with SIGPROF if the block takes longer, whatever code runs in it."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def confine(limits: Limits) -> str:
    """Set the limits on this process and take its network away; returns in words how the network was taken.

    Where the kernel allows it, Linux gives the process an empty network namespace (unshare(2)). In any case an audit
    hook refuses sockets, programs and writing to files; by itself it controls only Python code.
    """
    _die_with_parent()
    has_namespace = _leave_network()
    for name, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_NOFILE, limits.files),
        (resource.RLIMIT_FSIZE, limits.output),
        (resource.RLIMIT_CORE, 0),
    ):
        # If a kernel lacks one limit, the others and the clock of the parent still apply.
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(name, (most, most))
    sys.addaudithook(_refuse)
    return "own network namespace" if has_namespace else "audit hook"


def _libc() -> Any:
    return ctypes.CDLL(None, use_errno=True)


def _die_with_parent() -> None:
    if sys.platform.startswith("linux"):
        _libc().prctl(_PARENT_DEATH_SIGNAL, int(signal.SIGKILL), 0, 0, 0)
        _libc().prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)


def _leave_network() -> bool:
    """Move into an empty network namespace: as root, or else inside a new user namespace."""
    if not sys.platform.startswith("linux"):
        return False
    return any(_libc().unshare(flags) == 0 for flags in (_NEW_NET, _NEW_USER | _NEW_NET))


_PROGRAMS = ("subprocess.", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "os.fork", "pty.")
_CHANGES = ("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "shutil.")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def _refuse(event: str, args: tuple[Any, ...]) -> None:
    if event.startswith("socket."):
        raise DocumentError(READER, "wanted to use the network", "report this with the document")
    if event.startswith(_PROGRAMS):
        raise DocumentError(READER, "wanted to start a program", "report this with the document")
    if event.startswith(_CHANGES) or (event == "open" and _is_writing(args)):
        raise DocumentError(READER, "wanted to write a file", "report this with the document")


def _is_writing(args: tuple[Any, ...]) -> bool:
    """Whether an `open` event writes; Python may write its caches of compiled modules."""
    path, _mode, flags = args
    if not isinstance(flags, int) or not flags & _WRITING:
        return False
    return not (isinstance(path, str) and (path == os.devnull or "__pycache__" in path))
