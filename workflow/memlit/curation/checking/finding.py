"""One thing that `memlit check` finds wrong."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong. `key` is the document or entry it is about, `is_fatal` says that no run can start."""

    text: str
    file: str
    line: int | None = None
    key: str | None = None
    is_fatal: bool = False
