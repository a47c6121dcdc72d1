"""screening.csv: the decision on each record in the PRISMA 2020 flow, and its reason."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from memlit.errors import LibraryError
from memlit.files import read_csv

SCREENING_FILE = "screening.csv"


SCREENING_COLUMNS = ("record", "stage", "decision", "reason")


STAGES = ("identification", "screening", "eligibility", "included")


@dataclass(frozen=True, slots=True)
class ScreeningRow:
    """The decision on one record at one stage of the PRISMA 2020 flow, and its reason."""

    record: str
    stage: str
    decision: str
    reason: str


def load_screening(path: Path) -> tuple[list[ScreeningRow], list[str]]:
    """Rows of screening.csv in file order, and one line for each row of an unknown stage."""
    if not path.is_file():
        return [], []
    rows, problems = [], []
    for number, row in enumerate(read_csv(path, SCREENING_COLUMNS), start=2):
        if row["stage"] not in STAGES:
            error = LibraryError(
                f"{path.name}:{number}", f"unknown stage {row['stage']!r}", f"write {', '.join(STAGES)}"
            )
            problems.append(str(error))
        else:
            rows.append(ScreeningRow(**row))
    return rows, problems
