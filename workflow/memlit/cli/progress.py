"""What a command is at, shown on a terminal while it takes long."""

import sys
import threading
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from rich.progress import Progress

T = TypeVar("T")
SECONDS_OF_SILENCE = 1.0
"""A command that is done by then shows nothing of itself."""


class ShownWork:
    """A line on standard error as long as a command works: what it does, how far it is, and for how long.

    It is gone when the command is done, and is not shown where standard error is no terminal.
    """

    def __init__(self, what: str) -> None:
        """what: is being done, in words."""
        self._what = what
        self._done, self._of = 0, 0
        self._is_over = False
        self._lock = threading.Lock()
        self._shown: Progress | None = None
        self._timer = threading.Timer(SECONDS_OF_SILENCE, self._show)
        self._timer.daemon = True

    def __enter__(self) -> "ShownWork":
        if sys.stderr.isatty():
            self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        with self._lock:
            self._is_over = True
            if self._shown is not None:
                self._shown.stop()

    def say(self, line: str) -> None:
        """Print a line of the result above what is shown."""
        with self._lock:
            if self._shown is not None:
                self._shown.stop()
            click.echo(line)
            if self._shown is not None:
                self._shown.start()

    def each(self, items: Sequence[T]) -> Iterator[T]:
        """The items one by one, counted as they are done."""
        for number, item in enumerate(items):
            self._tell(number, len(items))
            yield item
        self._tell(len(items), len(items))

    def _tell(self, done: int, of: int) -> None:
        with self._lock:
            self._done, self._of = done, of
            if self._shown is not None:
                self._shown.update(self._shown.task_ids[0], completed=done, total=of, description=self._words())

    def _words(self) -> str:
        return f"{self._what}, {self._done} of {self._of}" if self._of else self._what

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        words = TextColumn("{task.description}", markup=False)
        columns = (SpinnerColumn(), words, BarColumn(bar_width=20), TimeElapsedColumn())
        with self._lock:
            if self._is_over:
                return
            # What the command prints goes to standard output, wherever that leads.
            self._shown = Progress(
                *columns, console=Console(stderr=True), transient=True, redirect_stdout=False, redirect_stderr=False
            )
            self._shown.add_task(self._words(), total=self._of or None, completed=self._done)
            self._shown.start()
