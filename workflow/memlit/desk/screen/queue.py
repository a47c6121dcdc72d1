"""What one reader sees of the screening: the records of a stage, and another's decision only after their own.

A reader's decision on a record as a row of screening.csv, and the row that ends a difference of two readers.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from memlit.desk.session import DeskPart
from memlit.desk.write.journal import PlanDecision, PlannedDecision, Said
from memlit.desk.write.rows import CsvRow, changed_rows
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


def screening_queue(stage: str, rows: Iterable[ScreeningRow], library: Library, who: str) -> list[dict[str, Any]]:
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


_LONGEST = 2000
"""Characters of a reason."""
ALL_COLUMNS = (*SCREENING_COLUMNS, *READER_COLUMNS)


def screened(root: Path, row: ScreeningRow) -> PlannedDecision:
    """A decision; a reader's second decision on a record at a stage takes the place of the first.

    Raises LibraryError for a decision that the stage does not have, an exclusion or a settlement without a reason, and
    a settlement where no two readers differ.
    """
    _check(root, row)
    told = {name: csv_field(text) for name, text in asdict(row).items()}
    said = f"{row.record}, {row.stage}: {row.decision}" + (f", {row.reason}" if row.reason else "")
    return _plan(root, row, told, said + (", settled" if row.role == SETTLES else ""))


def unscreened(root: Path, row: ScreeningRow) -> PlannedDecision:
    """The decision that stands where `row` would is removed."""
    return _plan(root, row, None, f"{row.record}, {row.stage}: no decision of {row.who} any more")


def _plan(root: Path, row: ScreeningRow, told: CsvRow | None, said: str) -> PlannedDecision:
    """The file with the columns of readers, which one without gets, and the row of a decision replaced."""
    path = root / SCREENING_FILE
    known = screening_columns(path) if path.is_file() else ()
    content = changed_rows(path, ALL_COLUMNS, told, lambda other: _is_same(other, row), known)
    return PlannedDecision(said, {SCREENING_FILE: content})


def _is_same(other: CsvRow, row: ScreeningRow) -> bool:
    is_same_place = (other["record"], other["stage"], other["role"]) == (row.record, row.stage, row.role)
    return is_same_place and (row.role == SETTLES or other["who"] == csv_field(row.who))


def _check(root: Path, row: ScreeningRow) -> None:
    place = f"{row.record}, {row.stage}"
    known = DECISIONS.get(row.stage, ())
    if row.decision not in known:
        wanted = f"write {' or '.join(known)}" if known else f"write one of the stages {', '.join(DECISIONS)}"
        raise LibraryError(place, f"unknown decision {row.decision!r}", wanted)
    if len(row.reason) > _LONGEST:
        raise LibraryError(place, "the reason is too long", f"write at most {_LONGEST} characters")
    if not row.reason.strip() and (row.decision == EXCLUDED or row.role == SETTLES):
        raise LibraryError(place, "the decision has no reason", "say why: the next reader has only that")
    if row.role == SETTLES:
        found = standing_decisions(load_screening(root / SCREENING_FILE)[0]).get((row.record, row.stage))
        if found is None or len(found.readers) < 2 or found.is_alike:
            raise LibraryError(place, "no two readers differ", "load the page again")


class Screening(DeskPart):
    """Decisions of this person on the records of each stage."""

    def get_screening(self, stage: str = "") -> Any:
        """The records of a stage as this person may see them."""
        if stage not in DECISIONS:
            raise LibraryError(stage or "no stage", "is no stage of the flow", f"choose {', '.join(DECISIONS)}")
        rows = load_screening(self.review.root / SCREENING_FILE)[0]
        items = screening_queue(stage, rows, self.review.library(), self.review.who)
        criteria = self.review.config().screening.criteria
        return {
            "who": self.review.who,
            "stage": stage,
            "stages": DECISIONS,
            "reasons": reasons(rows),
            "criteria": next((lines for name, lines in criteria.items() if name == stage), ()),
            "items": items,
        }

    def kinds(self) -> Mapping[str, PlanDecision]:
        """Decisions on records."""
        return {
            "screen": lambda root, said: screened(root, ScreeningRow(**said.words)),
            "unscreen": lambda root, said: unscreened(root, ScreeningRow(**said.words)),
        }

    def post_screen(self, record: str, stage: str, decision: str, reason: str = "", settles: bool = False) -> None:
        """A decision on a record, or one that settles a difference."""
        self._take("screen", self._row(record, stage, decision, reason, SETTLES if settles else ""))

    def post_unscreen(self, record: str, stage: str) -> None:
        """This person's decision on a record is taken back; one that no journal knows is removed by a decision."""
        row = self._row(record, stage, "")
        wanted = (row.record, row.stage, row.role)
        journal, who = self.review.journal, self.review.who
        own = journal.last(who, lambda said: said.what == "screen" and _place_of(said) == wanted)
        if own is not None:
            journal.take_back(own.number, who)
        else:
            self._take("unscreen", row)

    def _take(self, what: str, row: ScreeningRow) -> None:
        """A decision rests on the same reader's of the stage before."""
        stages = list(STAGES)
        before = stages[: stages.index(row.stage)][-1:] if row.stage in stages else []
        needs = [_decided(row, stage) for stage in before]
        self.review.take(what, row.record, asdict(row), makes=[_decided(row, row.stage)], needs=needs)

    def _row(self, record: str, stage: str, decision: str, reason: str = "", role: str = "") -> ScreeningRow:
        self.review.entry(record)
        return ScreeningRow(record, stage, decision, reason, who=self.review.who, date=self.review.day, role=role)


def _place_of(said: Said) -> tuple[str, str, str]:
    return said.words["record"], said.words["stage"], said.words["role"]


def _decided(row: ScreeningRow, stage: str) -> str:
    """The name of a reader's decision among what others need."""
    return f"{stage} of {row.record} by {row.who}"
