"""Typed errors: each says in one line where the problem is, what it is and how to fix it."""

import re
from typing import TypeVar

T = TypeVar("T")

MOST_LETTERS = 2_000
"""Of each part of an error's line: it may quote a cell of any length."""


_MOST_SAID = 200
"""Letters of what a library says of its own fault."""
_PATH = re.compile(r"(?<![\w./])(?:[A-Za-z]:)?[\\/](?:[^\s\"'\\/]+[\\/])+([^\s\"'\\/]*)")


def said_by(error: BaseException) -> str:
    """What a library says of its own fault, for a line: its kind and first line (of a traceback the last), with the
    names of files and without the paths to them.
    """
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    if not lines:
        return type(error).__name__
    line = lines[-1] if lines[0].startswith("Traceback") else lines[0]
    said = _PATH.sub(r"\1", line)
    return f"{type(error).__name__}: {said[:_MOST_SAID]}"


class UserError(Exception):
    """Base of every error that a user can cause or encounter.

    where: file, `file:line` or key; problem: what is wrong; remedy: how to fix it.
    """

    def __init__(self, where: str, problem: str, remedy: str) -> None:
        super().__init__(where, problem, remedy)
        self.where = where
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        where, problem, remedy = map(_shortened, (self.where, self.problem, self.remedy))
        return " ".join(f"{where}: {problem}; {remedy}".split())


class ConfigError(UserError):
    """A file of settings, or a setting, does not fit its model."""


class DocumentError(UserError):
    """A document (PDF, XML, HTML, spreadsheet) is broken, encrypted, empty or over a limit."""


class LimitError(DocumentError):
    """Reading a document exceeded a limit of time, memory or output, or crashed its reader."""


class BrokenPdf(DocumentError):
    """PDFium finds no page in the file."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "is no readable PDF", "fetch the file again")


class PageError(DocumentError):
    """PDFium opens the file and cannot read one of its pages."""

    def __init__(self, name: str, page: int) -> None:
        super().__init__(name, f"page {page} cannot be read", "fetch the file again")


def certain(value: T | None) -> T:
    """A value that cannot be None where this is called."""
    assert value is not None
    return value


def _shortened(text: str) -> str:
    return text if len(text) <= MOST_LETTERS else f"{text[:MOST_LETTERS]}…"
