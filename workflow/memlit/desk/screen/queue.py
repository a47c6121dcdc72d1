"""What one reader sees of the screening: the records of a stage, and another's decision only after their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from memlit.desk.show.papers import plain_title
from memlit.library import EXCLUDED, STAGES, Entry, Library, Screened, ScreeningRow, standing_decisions

ABOUT = ("author", "year", "journal", "doi", "abstract")
"""Fields of an entry that a screener reads, beside its title."""
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
    fields = entry.fields if entry else {}
    readers, seen = screened.readers, seen_by(who, screened)
    return {
        "record": key,
        "title": plain_title(fields.get("title", "")),
        **{name: plain_title(fields.get(name, "")) for name in ABOUT},
        "mine": next((asdict(row) for row in readers if row.who == who), None),
        "others": [asdict(row) for row in seen if row.who != who],
        "is_read_by_another": any(row.who != who for row in readers),
        "differs": bool(seen) and not screened.is_alike,
        "settled": asdict(screened.settled) if screened.settled else None,
    }
