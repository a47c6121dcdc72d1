"""The run's side of the reader process: start it, send requests, kill and replace it at a limit."""

import atexit
import contextlib
import functools
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple
from pathlib import Path
from types import TracebackType
from typing import Any, ParamSpec, TypeVar, cast

from printed.errors import DocumentError, LimitError, UserError, certain
from printed.worker import frames, serve
from printed.worker.limits import CLOCK_FACTOR, LIMITS, MEGABYTE, PICTURE_LIMITS, READER, Limits

P = ParamSpec("P")
T = TypeVar("T")
START_SECONDS = 30.0
_REMEDY = "split the document, or supply its tables as CSV"
_BROKEN = "fetch the file again, or supply its tables as CSV"
_READER = f"import {serve.__name__} as reader; reader.main()"
_PACKAGE_ROOT = str(Path(__file__).resolve().parents[2])


class Worker:
    """A reader process that is started at the first call and used for all that follow."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self.limits = limits
        self.network = ""
        self.started = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._turn = threading.Lock()

    def __enter__(self) -> "Worker":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def call(self, name: str, function: Callable[P, T], *args: P.args, **options: P.kwargs) -> T:
        """The result of `function(*args, **options)` in the reader process; errors name the document `name`.

        `function` must be importable by its module and name and return plain values or dataclasses of this package. Its
        own UserErrors are raised unchanged; a limit of time, memory, output or nesting and a crash give a LimitError,
        any other fault a DocumentError. Threads take turns.
        """
        with self._turn:
            return self._asked(name, function, *args, **options)

    def _asked(self, name: str, function: Callable[P, T], *args: P.args, **options: P.kwargs) -> T:
        process = self._running()
        deadline = time.monotonic() + CLOCK_FACTOR * self.limits.seconds
        try:
            request = pickle.dumps((function, args, options), protocol=pickle.HIGHEST_PROTOCOL)
            frames.send(_descriptor(process.stdin), request)
            kind, content = self._received(process, deadline)
        except frames.TooLate:
            self._kill()
            raise self._failure(name, "time") from None
        except frames.TooMuch:
            self._kill()
            raise self._failure(name, "output") from None
        except (frames.BrokenFrame, BrokenPipeError, ConnectionResetError):
            code = self._exit_code()
            if code == -signal.SIGPROF:
                raise self._failure(name, "time") from None
            raise LimitError(name, f"made its reader {self._how_it_ended(code)}", _BROKEN) from None
        except BaseException:
            self._kill()
            raise
        if kind == "value":
            return cast(T, content)
        raise self._failure(name, kind, content)

    def close(self) -> None:
        """End the process; a later call starts another."""
        self._kill()

    def _failure(self, name: str, kind: str, content: Any = None) -> UserError:
        if kind == "error":
            return _typed(name, *content)
        if kind == "memory":
            self._kill()
        limits = {
            "time": (f"takes longer than {self.limits.seconds:g} s to read", _REMEDY),
            "memory": (f"needs more than {self.limits.memory // MEGABYTE} MB of memory to read", _REMEDY),
            "nesting": ("is nested too deeply to read", _BROKEN),
            "output": (f"gives more than {self.limits.output // MEGABYTE} MB of tables", _REMEDY),
        }
        if kind in limits:
            return LimitError(name, *limits[kind])
        return DocumentError(name, f"cannot be read ({content})", "fix or remove the file, and report this with it")

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self._kill()
        self.started += 1
        self._process = process = subprocess.Popen(
            [sys.executable, "-P", "-c", _READER, *map(str, astuple(self.limits))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        )
        try:
            kind, content = self._received(process, time.monotonic() + START_SECONDS)
        except (frames.TooLate, frames.BrokenFrame):
            ended = self._how_it_ended(self._exit_code())
            raise DocumentError("reader process", f"could not be started ({ended})", "check the installation") from None
        assert kind == "ready"
        self.network = str(content)
        return process

    def _received(self, process: subprocess.Popen[bytes], deadline: float) -> tuple[str, Any]:
        answer = frames.unpack(frames.receive(_descriptor(process.stdout), self.limits.output, deadline))
        if not isinstance(answer, tuple) or len(answer) != 3 or not isinstance(answer[0], str):
            raise frames.BrokenFrame("no answer")
        kind, content, is_spent = answer
        if is_spent:
            # Memory left by one document must not decide whether the next one fits.
            self._kill()
        return kind, content

    def _kill(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _exit_code(self) -> int | None:
        """The exit code of a process that closed its pipes or sent nonsense; None if it did not end by itself."""
        process = self._process
        code = None
        with contextlib.suppress(subprocess.TimeoutExpired):
            code = certain(process).wait(timeout=1)
        self._kill()
        return code

    def _how_it_ended(self, code: int | None) -> str:
        if code is None:
            return "send an invalid answer"
        most = self.limits.memory // MEGABYTE
        if code < 0:
            return f"crash ({signal.Signals(-code).name}; a broken file, or memory over {most} MB)"
        return f"end (exit code {code}; a broken file, or memory over {most} MB)"


def _descriptor(pipe: Any) -> int:
    return int(certain(pipe).fileno())


def _typed(name: str, kinds: Sequence[str], where: str, problem: str, remedy: str) -> UserError:
    """The error of the first of its kinds that this process knows, the narrowest first, otherwise a DocumentError: who
    can catch the error of a package has loaded it. The reader does not know the name.
    """
    where = name if where == READER else where
    known = {one.__name__: one for one in _loaded_errors(UserError)}
    return next((known[kind] for kind in kinds if kind in known), DocumentError)(where, problem, remedy)


def _loaded_errors(kind: type[UserError]) -> Iterator[type[UserError]]:
    """The error and all that are made of it, of those that are built of the three parts of a line."""
    if kind.__init__ is UserError.__init__:
        yield kind
    for narrower in kind.__subclasses__():
        yield from _loaded_errors(narrower)


def _environment() -> dict[str, str]:
    """The environment of a reader: one thread per library, because each thread reserves memory. It may not write files,
    so Python must not try to store compiled modules.
    """
    path = os.pathsep.join(filter(None, [_PACKAGE_ROOT, os.environ.get("PYTHONPATH")]))
    threads = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    fixed = {"PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1", "MALLOC_ARENA_MAX": "2"}
    return {**os.environ, **threads, **fixed, "PYTHONPATH": path}


@functools.cache
def _worker_of(_pid: int, _folder: str, limits: Limits) -> Worker:
    worker = Worker(limits)
    atexit.register(worker.close)
    return worker


def shared_worker(limits: Limits = LIMITS) -> Worker:
    """The reader process of this process with these limits, which ends with it.

    A forked child or another working folder gets its own.
    """
    return _worker_of(os.getpid(), str(Path.cwd()), limits)


def read_safely(path: Path, function: Callable[P, T], *args: P.args, **options: P.kwargs) -> T:
    """`function` in the shared reader process; errors name the file of `path`."""
    return shared_worker().call(path.name, function, *args, **options)


def read_picture_safely(path: Path, function: Callable[P, T], *args: P.args, **options: P.kwargs) -> T:
    """The same in the reader process of pictures, whose limits hold the models of OCR."""
    return shared_worker(PICTURE_LIMITS).call(path.name, function, *args, **options)
