"""screening.csv: the decision on each record in the PRISMA 2020 flow, its reason, and who made it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from memlit.errors import LibraryError
from memlit.files import read_csv

SCREENING_FILE = "curation/screening.csv"
SCREENING_COLUMNS = ("record", "stage", "decision", "reason")
READER_COLUMNS = ("who", "date", "role")
"""Columns that may follow: they tell the decisions of two readers apart."""
SETTLES = "settles"
"""The role of the row that ends a difference of two readers; the role of a reader is empty."""
EXCLUDED = "excluded"
DECISIONS = {
    "identification": ("identified",),
    "screening": ("passed", EXCLUDED),
    "eligibility": ("passed", EXCLUDED),
    "included": ("included",),
}
"""The stages of the flow in order, with the decisions of each."""
STAGES = tuple(DECISIONS)


@dataclass(frozen=True, slots=True)
class ScreeningRow:
    """One decision on one record at one stage of the PRISMA 2020 flow; `who` is empty where it is not recorded."""

    record: str
    stage: str
    decision: str
    reason: str
    who: str = ""
    date: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Screened:
    """What stands on one record at one stage: the decision, None while its readers differ, and each reader's own."""

    row: ScreeningRow | None
    readers: tuple[ScreeningRow, ...]

    @property
    def settled(self) -> ScreeningRow | None:
        """The row that ends a difference of the readers."""
        return self.row if self.row not in self.readers else None

    @property
    def is_alike(self) -> bool:
        """Whether all readers decided the same."""
        return len({row.decision for row in self.readers}) == 1


def screening_columns(path: Path) -> tuple[str, ...]:
    """The columns that the file must have: those of readers too where its header names one of them."""
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        named = file.readline().rstrip().split(",")
    return SCREENING_COLUMNS + (READER_COLUMNS if set(READER_COLUMNS) & set(named) else ())


def load_screening(path: Path) -> tuple[list[ScreeningRow], list[str]]:
    """Rows of screening.csv in file order, and one line for each row of an unknown stage, decision or role."""
    if not path.is_file():
        return [], []
    rows, problems = [], []
    for number, row in enumerate(read_csv(path, screening_columns(path)), start=2):
        problem = _problem(row)
        if problem is None:
            rows.append(ScreeningRow(**row))
        else:
            problems.append(str(LibraryError(f"{path.parent.name}/{path.name}:{number}", *problem)))
    return rows, problems


def standing_decisions(rows: Iterable[ScreeningRow]) -> dict[tuple[str, str], Screened]:
    """What stands for each (record, stage): a settling row, else the decision in which all readers agree.

    The last row of one person counts.
    """
    own: dict[tuple[str, str], dict[tuple[str, str], ScreeningRow]] = {}
    for row in rows:
        own.setdefault((row.record, row.stage), {})[row.role and SETTLES, "" if row.role else row.who] = row
    found = {}
    for place, said in own.items():
        readers = tuple(row for (role, _), row in said.items() if not role)
        own_word = readers[-1] if Screened(None, readers).is_alike else None
        found[place] = Screened(said.get((SETTLES, "")) or own_word, readers)
    return found


def _problem(row: dict[str, str]) -> tuple[str, str] | None:
    if row["stage"] not in STAGES:
        return f"unknown stage {row['stage']!r}", f"write {', '.join(STAGES)}"
    if row["decision"] not in DECISIONS[row["stage"]]:
        return f"unknown decision {row['decision']!r}", f"write {' or '.join(DECISIONS[row['stage']])}"
    if row.get("role", "") not in ("", SETTLES):
        return f"unknown role {row['role']!r}", f"leave it empty, or write {SETTLES}"
    return None
