"""A limited reader process with a thread of its own, so that what takes long in one lane holds up no other."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from memlit.worker import LIMITS, Limits, Worker

P = ParamSpec("P")
T = TypeVar("T")


class Lane:
    """Calls are done one after another, whichever thread asks: a reader lives as long as the thread that started it."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self._worker = Worker(limits)
        self._thread = ThreadPoolExecutor(max_workers=1)

    def call(self, name: str, function: Callable[P, T], *args: P.args, **options: P.kwargs) -> T:
        """As `Worker.call`: the result of a function in the reader process, about the document `name`."""
        return self._thread.submit(lambda: self._worker.call(name, function, *args, **options)).result()

    def close(self) -> None:
        """Ends the reader process and drops the calls that wait."""
        self._worker.close()
        self._thread.shutdown(cancel_futures=True)
