"""The reader process: confine itself, then answer one request after another until its input ends."""

import contextlib
import os
import pickle
import resource
import sys
from pathlib import Path
from typing import Any

from printed.errors import UserError, said_by
from printed.worker.frames import BrokenFrame, pack, receive, send
from printed.worker.limits import Limits, confine, processor_time

REQUEST_BYTES = 16_000_000


def main() -> None:
    """Answer requests from standard input on standard output; the arguments are the numbers of `Limits`."""
    seconds, memory, output, files = (float(text) for text in sys.argv[1:5])
    limits = Limits(seconds, int(memory), int(output), int(files))
    answers = os.dup(1)
    # Output that a library prints must not be mixed with the answers.
    os.dup2(2, 1)
    send(answers, pack(("ready", confine(limits), False)))
    while True:
        try:
            request = receive(0, REQUEST_BYTES)
        except BrokenFrame:
            return
        with processor_time(limits.seconds):
            answer = _answer(request, limits)
        send(answers, answer)


def _answer(request: bytes, limits: Limits) -> bytes:
    """A packed triple: `value` and the result, or the kind of failure and its parts; and whether it is spent."""
    kind, content = _outcome(request)
    answer = pack((kind, content, _is_spent(limits)))
    if len(answer) > limits.output:
        answer = pack(("output", None, _is_spent(limits)))
    return answer


def _outcome(request: bytes) -> tuple[str, Any]:
    try:
        # Requests come from the run itself, which this process trusts.
        function, args, options = pickle.loads(request)
        return "value", function(*args, **options)
    except UserError as error:
        kinds = tuple(kind.__name__ for kind in type(error).__mro__)
        return "error", (kinds, error.where, error.problem, error.remedy)
    except MemoryError:
        return "memory", None
    except RecursionError:
        return "nesting", None
    except Exception as error:
        return "fault", said_by(error)


def _is_spent(limits: Limits) -> bool:
    """Whether this process once held so much memory that the next document would not get its full allowance."""
    return _peak_memory() > limits.memory / 2


def _peak_memory() -> int:
    """The peak memory of this process in bytes. Linux inherits ru_maxrss from the parent, hence /proc."""
    with contextlib.suppress(OSError, StopIteration, ValueError):
        lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM:")).split()[1]) * 1024
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
