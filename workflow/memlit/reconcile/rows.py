"""Rows that a person writes about one printed datum: what those of corrections.csv and checks.csv have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

from memlit.datum import DERIVED_MARK
from memlit.errors import MemlitError
from memlit.files import numbered_rows


class DatumRow:
    """A row about the printed datum `id`."""

    __slots__ = ()
    id: str

    @property
    def document(self) -> str:
        """Key of the document that holds the datum."""
        return self.id.split(":", 1)[0]


RowT = TypeVar("RowT", bound=DatumRow)
Problem = tuple[str, str]
"""What is wrong with a row, and how to fix it."""


def usable_rows(
    path: Path,
    columns: Sequence[str],
    row_of: Callable[..., RowT],
    problem_of: Callable[[RowT], Problem | None],
    error: type[MemlitError],
) -> tuple[list[RowT], list[str]]:
    """Rows of `path` without a problem, in file order, and one line for each of the others; none without the file.

    row_of is called with the fields by name and `line`. Raises RecordError if the header is not `columns`.
    """
    rows, problems = [], []
    for number, fields in numbered_rows(path, columns) if path.is_file() else ():
        row = row_of(**fields, line=number)
        problem = problem_of(row)
        if problem:
            problems.append(str(error(f"{path.name}:{number}", *problem)))
        else:
            rows.append(row)
    return rows, problems


def id_problem(identifier: str) -> Problem | None:
    """The problem of an id that is not that of a printed datum."""
    if ":" in identifier and DERIVED_MARK not in identifier:
        return None
    return f"{identifier!r} is not the id of a printed datum", "write DOCUMENT:LOCATOR as memlit audit prints it"


def is_date(text: str) -> bool:
    """Whether `text` is a day written YYYY-MM-DD."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
