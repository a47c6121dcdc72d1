"""corrections.csv: manual fixes as rows, applied last and shown; nothing is ever edited in place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from memlit.datum import DERIVED_MARK
from memlit.errors import CorrectionError
from memlit.files import read_csv
from memlit.vocabulary import Vocabulary

CORRECTIONS_FILE = "corrections.csv"
COLUMNS = ("id", "field", "value", "reason", "who", "date")
FIELDS = ("status", "parameter", "text", "unit", "comparator", "paper", "device", "tier", "flag")


@dataclass(frozen=True, slots=True)
class Correction:
    """One row: `field` of datum `id` becomes `value`, because of `reason`."""

    id: str
    field: str
    value: str
    reason: str
    who: str
    date: str
    line: int

    @property
    def document(self) -> str:
        return self.id.split(":", 1)[0]

    @property
    def rule(self) -> str:
        return f"corrections.csv:{self.line} by {self.who}, {self.date}: {self.reason}"


def load_corrections(path: Path, vocabulary: Vocabulary) -> tuple[list[Correction], list[str]]:
    """Usable rows in file order, and one line for each row that cannot be applied.

    Raises RecordError when the header is not COLUMNS.
    """
    if not path.is_file():
        return [], []
    corrections, problems = [], []
    for number, row in enumerate(read_csv(path, COLUMNS), start=2):
        correction = Correction(**row, line=number)
        problem = _problem(correction, vocabulary)
        if problem:
            problems.append(str(CorrectionError(f"{path.name}:{number}", *problem)))
        else:
            corrections.append(correction)
    return corrections, problems


def _problem(correction: Correction, vocabulary: Vocabulary) -> tuple[str, str] | None:
    if ":" not in correction.id or DERIVED_MARK in correction.id:
        return (
            f"{correction.id!r} is no id of a printed datum",
            "write DOCUMENT:LOCATOR as memlit audit prints it",
        )
    if correction.field not in FIELDS:
        return f"unknown field {correction.field!r}", f"write one of {', '.join(FIELDS)}"
    if correction.field == "status" and correction.value != "excluded":
        return f"status {correction.value!r} cannot be set", "write excluded"
    if correction.field == "parameter" and correction.value not in vocabulary.parameters:
        return f"unknown parameter {correction.value!r}", "write one of config/vocabulary.yaml"
    if not (correction.reason and correction.who and re.fullmatch(r"\d{4}-\d{2}-\d{2}", correction.date)):
        return "has no reason, name or date", "fill reason, who and date (YYYY-MM-DD)"
    return None


def by_datum(corrections: Iterable[Correction]) -> dict[str, list[Correction]]:
    grouped: dict[str, list[Correction]] = {}
    for correction in corrections:
        grouped.setdefault(correction.id, []).append(correction)
    return grouped
