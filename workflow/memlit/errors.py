"""Typed errors: each says in one line where the problem is, what it is and how to fix it.

Those of pages, which all rooms read, are named here too; those of figures are in `figcurves.errors`.
"""

from collections.abc import Sequence

from printed.errors import ConfigError as ConfigError
from printed.errors import DocumentError as DocumentError
from printed.errors import LimitError as LimitError
from printed.errors import UserError as MemlitError
from printed.errors import certain as certain
from printed.errors import said_by as said_by


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


class NetworkError(MemlitError):
    """A service on the network cannot be reached, or its answer cannot be used."""


class CountError(MemlitError):
    """A stage lost or made up records: counts in differ from counts out plus excluded."""


class NotEstimable(MemlitError):
    """A statistic cannot be computed from the data given (too few, constant, not finite)."""


class PackageError(MemlitError):
    """A package of an extra, which only a run of the workflow or its report needs, is not installed."""

    def __init__(self, package: str) -> None:
        super().__init__(package, "is not installed", 'install memlit with its extras "workflow" and "report"')


def counted(count: int, name: str) -> str:
    """`1 value`, `2 values`."""
    return f"{count} {name}{'' if count == 1 else 's'}"


def some_of(names: Sequence[str], most: int) -> str:
    """`a, b and 3 more`: as many names as a line takes."""
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")
