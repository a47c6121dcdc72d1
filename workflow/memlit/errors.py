"""Typed errors: each says in one line where the problem is, what it is and how to fix it."""

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")
MOST_LETTERS = 2_000
"""Of each part of an error's line: it may quote a cell of any length."""


class MemlitError(Exception):
    """Base of every error that a user can cause or encounter.

    where: file, `file:line`, datum id or key; problem: what is wrong; remedy: how to fix it.
    """

    def __init__(self, where: str, problem: str, remedy: str) -> None:
        super().__init__(where, problem, remedy)
        self.where = where
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        where, problem, remedy = map(_shortened, (self.where, self.problem, self.remedy))
        return " ".join(f"{where}: {problem}; {remedy}".split())


class ConfigError(MemlitError):
    """A setting, vocabulary, class or claim file does not fit its model."""


class LibraryError(MemlitError):
    """An entry of references.bib, a key or a screening row cannot be used."""


class RecordError(MemlitError):
    """A record under extracted/ or between stages does not fit its schema."""


class SourceError(MemlitError):
    """A file under sources/ cannot be read as what it claims to be."""


class CorrectionError(MemlitError):
    """A row of corrections.csv cannot be applied."""


class CheckError(MemlitError):
    """A row of checks.csv cannot be used, or is stale."""


class PlaceError(MemlitError):
    """The description of a new device cannot be used."""


class DocumentError(MemlitError):
    """A document (PDF, XML, HTML, spreadsheet) is broken, encrypted, empty or over a limit."""


class LimitError(DocumentError):
    """Reading a document exceeded a limit of time, memory or output, or crashed its reader."""


class NetworkError(MemlitError):
    """A service on the network cannot be reached, or its answer cannot be used."""


class FigureError(MemlitError):
    """A figure or the project of a digitizer cannot be read exactly."""


class CountError(MemlitError):
    """A stage lost or made up records: counts in differ from counts out plus excluded."""


class NotEstimable(MemlitError):
    """A statistic cannot be computed from the data given (too few, constant, not finite)."""


def _shortened(text: str) -> str:
    return text if len(text) <= MOST_LETTERS else f"{text[:MOST_LETTERS]}…"


def some_of(names: Sequence[str], most: int) -> str:
    """`a, b and 3 more`: as many names as a line takes."""
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")


def certain(value: T | None) -> T:
    """A value that cannot be None where this is called."""
    assert value is not None
    return value
