"""What a change made of a file: how the bytes before follow from those after, and a change carried to other bytes."""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

from memlit.errors import SourceError


@dataclass(frozen=True, slots=True)
class Change:
    """`start` and `end` bytes of a file stayed and `removed` stood between them; None where there was no file."""

    start: int
    end: int
    removed: bytes | None

    def before(self, after: bytes | None) -> bytes | None:
        """The bytes before the change."""
        if self.removed is None:
            return None
        after = after or b""
        return after[: self.start] + self.removed + after[len(after) - self.end :]

    def as_plain(self) -> dict[str, Any]:
        """For JSON."""
        removed = None if self.removed is None else b64encode(self.removed).decode("ascii")
        return {"start": self.start, "end": self.end, "removed": removed}

    @staticmethod
    def of_plain(told: Mapping[str, Any]) -> "Change":
        """What `as_plain` gave."""
        removed = told["removed"]
        return Change(told["start"], told["end"], None if removed is None else b64decode(removed))


def change_of(before: bytes | None, after: bytes | None) -> Change:
    """The change that made `after` of `before`."""
    if before is None:
        return Change(0, 0, None)
    after = after or b""
    start = _alike(before, after)
    end = _alike(before[start:][::-1], after[start:][::-1])
    return Change(start, end, before[start : len(before) - end])


def _alike(one: bytes, other: bytes) -> int:
    """How many bytes two texts begin with alike."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def carried(name: str, base: bytes | None, mine: bytes | None, theirs: bytes | None) -> bytes | None:
    """`mine` with the lines changed that someone changed from `base` to `theirs`.

    Raises SourceError where both changed the same lines, or one wrote lines where the other's end: whether those
    belong to them only a person can tell.
    """
    if theirs == base:
        return mine
    if mine == base:
        return theirs
    if base is None or mine is None or theirs is None:
        raise _overlap(name)
    lines = base.splitlines(keepends=True)
    hunks = sorted(_hunks(lines, mine) + _hunks(lines, theirs))
    if any(_meet(before, after) for before, after in pairwise(hunks)):
        raise _overlap(name)
    for first, last, anew in reversed(hunks):
        lines[first:last] = anew
    return b"".join(lines)


Hunk = tuple[int, int, list[bytes]]
"""The first line that differs, the first that does not any more, and what stands there instead."""


def _meet(before: Hunk, after: Hunk) -> bool:
    is_insertion = before[0] == before[1] or after[0] == after[1]
    return after[0] < before[1] or (is_insertion and after[0] == before[1])


def _hunks(lines: list[bytes], other: bytes) -> list[Hunk]:
    others = other.splitlines(keepends=True)
    codes = SequenceMatcher(None, lines, others, autojunk=False).get_opcodes()
    return [(first, last, others[low:high]) for tag, first, last, low, high in codes if tag != "equal"]


def _overlap(name: str) -> SourceError:
    return SourceError(name, "was changed by hand since, in the same lines", "take it back by hand; see git diff")
