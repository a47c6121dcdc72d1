"""corrections.csv: manual corrections as rows, applied last and shown; nothing is ever edited in place."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar, get_args

from memlit.datum import COMPARATORS, DERIVED_MARK, Tier, document_of
from memlit.errors import CorrectionError, MemlitError
from memlit.field import Vocabulary
from memlit.files import numbered_rows

CORRECTION_COLUMNS = ("id", "field", "value", "reason", "who", "date")
_ALLOWED: Mapping[str, tuple[str, ...]] = {"tier": get_args(Tier), "comparator": COMPARATORS}
"""The only values of a field."""
CORRECTABLE_FIELDS = ("status", "parameter", "text", "unit", "comparator", "paper", "device", "tier", "flag")


class DatumRow:
    """A row about the printed datum `id`, of corrections.csv or checks.csv."""

    __slots__ = ()
    id: str

    @property
    def document(self) -> str:
        """Key of the document that holds the datum."""
        return document_of(self.id)


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
            problems.append(str(error(f"{path.parent.name}/{path.name}:{number}", *problem)))
        else:
            rows.append(row)
    return rows, problems


def id_problem(identifier: str) -> Problem | None:
    """The problem of an id that is not that of a printed datum."""
    if ":" in identifier and DERIVED_MARK not in identifier:
        return None
    return f"{identifier!r} is not the id of a printed datum", "write DOCUMENT:LOCATOR as memlit audit prints it"


@dataclass(frozen=True, slots=True)
class Correction(DatumRow):
    """One row: `field` of datum `id` becomes `value`, because of `reason`."""

    id: str
    field: str
    value: str
    reason: str
    who: str
    date: str
    line: int

    @property
    def rule(self) -> str:
        """What the step of a corrected reading names: the row, who wrote it and the reason."""
        return f"corrections.csv:{self.line} by {self.who}, {self.date}: {self.reason}"


def load_corrections(path: Path, vocabulary: Vocabulary) -> tuple[list[Correction], list[str]]:
    """Usable rows in file order, and one line for each row that cannot be applied.

    A second row for one field of one datum is named and not applied. Raises RecordError when the header
    is not CORRECTION_COLUMNS.
    """
    first: dict[tuple[str, str, str], int] = {}
    return usable_rows(
        path,
        CORRECTION_COLUMNS,
        Correction,
        lambda correction: problem_of(correction, vocabulary) or _repeated(correction, first),
        CorrectionError,
    )


def problem_of(correction: Correction, vocabulary: Vocabulary) -> Problem | None:
    """What is wrong with a row and how to fix it; None if it can be applied."""
    if problem := id_problem(correction.id):
        return problem
    if correction.field not in CORRECTABLE_FIELDS:
        return f"unknown field {correction.field!r}", f"write one of {', '.join(CORRECTABLE_FIELDS)}"
    if correction.field == "status" and correction.value != "excluded":
        return f"status {correction.value!r} cannot be set", "write excluded"
    if correction.field == "parameter" and correction.value not in vocabulary.parameters:
        return f"unknown parameter {correction.value!r}", "write one of config/vocabulary.yaml"
    allowed = _ALLOWED.get(correction.field)
    if allowed is not None and correction.value not in allowed:
        return f"unknown {correction.field} {correction.value!r}", f"write one of {' '.join(allowed)}"
    if not correction.value.strip():
        return f"gives {correction.field} no value", "fill the value"
    if not (correction.reason.strip() and correction.who.strip() and is_date(correction.date)):
        return "has no reason, name or date", "fill reason, who and date (YYYY-MM-DD)"
    return None


def _repeated(correction: Correction, first: dict[tuple[str, str, str], int]) -> Problem | None:
    """Two rows may add two flags to a datum; any other field has one value."""
    distinct = correction.value if correction.field == "flag" else ""
    line = first.setdefault((correction.id, correction.field, distinct), correction.line)
    if line == correction.line:
        return None
    return f"corrects {correction.field} of {correction.id} again (line {line})", "remove one of the two rows"


def is_date(text: str) -> bool:
    """Whether `text` is a day written YYYY-MM-DD."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def by_datum(corrections: Iterable[Correction]) -> dict[str, list[Correction]]:
    """The corrections of each datum, in file order."""
    grouped: dict[str, list[Correction]] = {}
    for correction in corrections:
        grouped.setdefault(correction.id, []).append(correction)
    return grouped
