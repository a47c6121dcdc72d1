"""What a reader found on a page and why it kept or dropped it: for `--explain`; costs nothing where nobody asks."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Literal

from printed.geometry import Box

TraceVerdict = Literal["seen", "kept", "dropped"]


@dataclass(frozen=True, slots=True)
class TraceMark:
    """One verdict of a step about a place: box in points from the top left, the reason in plain words."""

    step: str
    box: Box
    verdict: TraceVerdict
    reason: str = ""


_MARKS: ContextVar[list[TraceMark] | None] = ContextVar("marks", default=None)


@contextmanager
def traced() -> Iterator[list[TraceMark]]:
    """Collects the marks that readers leave while this is open, in the order of the steps."""
    marks: list[TraceMark] = []
    token = _MARKS.set(marks)
    try:
        yield marks
    finally:
        _MARKS.reset(token)


def mark(step: str, box: Box, verdict: TraceVerdict = "seen", reason: str = "") -> None:
    """Leaves a mark where somebody traces the reader."""
    marks = _MARKS.get()
    if marks is not None:
        marks.append(TraceMark(step, box, verdict, reason))


def place_marks(place: Callable[[Box], Box]) -> None:
    """Moves the boxes of all marks so far, as where a page was turned upright to be read."""
    marks = _MARKS.get()
    if marks is not None:
        marks[:] = [replace(one, box=place(one.box)) for one in marks]
