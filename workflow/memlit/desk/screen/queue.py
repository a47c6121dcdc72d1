"""What one reader sees of the screening: the records of a stage, and another's decision only after their own.

A reader's decision on a record as a row of screening.csv, and the row that ends a difference of two readers.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from memlit.desk.session import Message, Part
from memlit.desk.write.journal import Row, alone, change_rows, csv_line, replace, rows_of
from memlit.errors import LibraryError
from memlit.files import csv_field
from memlit.library import (
    DECISIONS,
    EXCLUDED,
    READER_COLUMNS,
    SCREENING_COLUMNS,
    SCREENING_FILE,
    SETTLES,
    STAGES,
    Entry,
    Library,
    Screened,
    ScreeningRow,
    load_screening,
    screening_columns,
    standing_decisions,
)

ABOUT = ("title", "author", "year", "journal", "doi", "abstract")
"""Fields of an entry that a screener reads."""
UNREAD = Screened(None, ())


def queue(stage: str, rows: Iterable[ScreeningRow], library: Library, who: str) -> list[dict[str, Any]]:
    """The records of a stage in the order of their keys: all entries at first, then those that the stage before passed.

    A record is open until this reader decided on it; both decisions are shown once both stand.
    """
    decided = standing_decisions(rows)
    keys = {record for record, at in decided if at == stage} | set(_due(stage, decided, library))
    return [_item(key, library.entries.get(key), decided.get((key, stage), UNREAD), who) for key in sorted(keys)]


def reasons(rows: Iterable[ScreeningRow]) -> list[str]:
    """The first words of the reasons for leaving out, the most used first."""
    counts = Counter(row.reason.split(":")[0] for row in rows if row.decision == EXCLUDED and row.reason)
    return [word for word, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]


def seen_by(who: str, screened: Screened) -> list[ScreeningRow]:
    """The decisions that a reader may see: all once they decided themselves or the difference is settled."""
    has_decided = any(row.who == who for row in screened.readers)
    return list(screened.readers) if has_decided or screened.settled else []


def _due(stage: str, decided: Mapping[tuple[str, str], Screened], library: Library) -> Iterable[str]:
    before = STAGES.index(stage) - 1
    if before < 0:
        return library.entries
    return (
        record
        for (record, at), one in decided.items()
        if at == STAGES[before] and one.row is not None and one.row.decision != EXCLUDED
    )


def _item(key: str, entry: Entry | None, screened: Screened, who: str) -> dict[str, Any]:
    entry = entry or Entry(key, "", {})
    readers, seen = screened.readers, seen_by(who, screened)
    return {
        "record": key,
        **{name: entry.plain(name) for name in ABOUT},
        "mine": next((asdict(row) for row in readers if row.who == who), None),
        "others": [asdict(row) for row in seen if row.who != who],
        "is_read_by_another": any(row.who != who for row in readers),
        "differs": bool(seen) and not screened.is_alike,
        "settled": asdict(screened.settled) if screened.settled else None,
    }


LONGEST = 2000
"""Characters of a reason."""
ALL_COLUMNS = (*SCREENING_COLUMNS, *READER_COLUMNS)


def screen(root: Path, row: ScreeningRow) -> None:
    """Write a decision; a reader's second decision on a record at a stage takes the place of the first.

    Raises LibraryError for a decision that the stage does not have, an exclusion or a settlement without a reason, and
    a settlement where no two readers differ.
    """
    with alone(root):
        _check(root, row)
        _with_readers(root)
        told = {name: csv_field(text) for name, text in asdict(row).items()}
        change_rows(root, SCREENING_FILE, ALL_COLUMNS, told, lambda other: _is_same(other, row))


def take_back(root: Path, row: ScreeningRow) -> None:
    """Remove the decision that stands where `row` would."""
    with alone(root):
        _with_readers(root)
        change_rows(root, SCREENING_FILE, ALL_COLUMNS, None, lambda other: _is_same(other, row))


def _is_same(other: Row, row: ScreeningRow) -> bool:
    is_same_place = (other["record"], other["stage"], other["role"]) == (row.record, row.stage, row.role)
    return is_same_place and (row.role == SETTLES or other["who"] == csv_field(row.who))


def _check(root: Path, row: ScreeningRow) -> None:
    place = f"{row.record}, {row.stage}"
    known = DECISIONS.get(row.stage, ())
    if row.decision not in known:
        wanted = f"write {' or '.join(known)}" if known else f"write one of the stages {', '.join(DECISIONS)}"
        raise LibraryError(place, f"unknown decision {row.decision!r}", wanted)
    if len(row.reason) > LONGEST:
        raise LibraryError(place, "the reason is too long", f"write at most {LONGEST} characters")
    if not row.reason.strip() and (row.decision == EXCLUDED or row.role == SETTLES):
        raise LibraryError(place, "the decision has no reason", "say why: the next reader has only that")
    if row.role == SETTLES:
        found = standing_decisions(load_screening(root / SCREENING_FILE)[0]).get((row.record, row.stage))
        if found is None or len(found.readers) < 2 or found.is_alike:
            raise LibraryError(place, "no two readers differ", "load the page again")


def _with_readers(root: Path) -> None:
    """Give the file the columns of readers, where it has none yet."""
    path = root / SCREENING_FILE
    if path.is_file() and (columns := screening_columns(path)) != ALL_COLUMNS:
        rows = [[row.get(name, "") for name in ALL_COLUMNS] for _, row in rows_of(path, columns)]
        replace(root, SCREENING_FILE, "".join(map(csv_line, [ALL_COLUMNS, *rows])).encode("utf-8"))


class Screening(Part):
    """Decisions of this person on the records of each stage."""

    def get_screening(self, asked: Message) -> Any:
        """The records of a stage as this person may see them."""
        stage = asked.get("stage", "")
        if stage not in DECISIONS:
            raise LibraryError(stage or "no stage", "is no stage of the flow", f"choose {', '.join(DECISIONS)}")
        rows = load_screening(self.review.root / SCREENING_FILE)[0]
        items = queue(stage, rows, self.review.library(), self.review.who)
        return {"who": self.review.who, "stage": stage, "stages": DECISIONS, "reasons": reasons(rows), "items": items}

    def post_screen(self, message: Message) -> None:
        """A decision on a record, or one that settles a difference."""
        screen(self.review.root, self._row(message))

    def post_unscreen(self, message: Message) -> None:
        """This person's decision on a record is taken back."""
        take_back(self.review.root, self._row(message))

    def _row(self, message: Message) -> ScreeningRow:
        texts = {name: str(message.get(name) or "") for name in ("record", "stage", "decision", "reason")}
        if texts["record"] not in self.review.library().entries:
            raise LibraryError(texts["record"], "has no entry in references.bib", "load the page again")
        role = SETTLES if message.get("settles") else ""
        return ScreeningRow(**texts, who=self.review.who, date=self.review.day, role=role)
