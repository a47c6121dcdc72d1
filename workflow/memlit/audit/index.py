"""What the audit index holds: every reading, metric, statistic and claim of a run, with what came from what."""

import heapq
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from memlit.audit.database import IndexedNumber, IndexedPlace, IndexedRun, write_database
from memlit.audit.subjects import ReportPlace, Subject
from memlit.datum import Reading, Result
from memlit.files import json_line
from memlit.library import Entry
from memlit.presentation.format import NO_VALUE, reading_text, result_text

ClaimRecord = Mapping[str, Any]
"""A verdict as results/claims.json has it."""


def write_index(
    path: Path,
    entries: Mapping[str, Entry],
    n_printed: Mapping[str, int],
    readings: Iterable[Reading],
    results: Iterable[Result],
    claims: Iterable[ClaimRecord],
    places: Iterable[ReportPlace],
    shown: Mapping[str, Any],
    about: Iterable[Subject],
    code: Mapping[str, str],
) -> None:
    """Write the index of a run to `path`, whole or not at all.

    n_printed: printed readings of each paper; readings: in the order of their ids, each held while it is written;
    results: the table of numbers; claims: verdicts of results/claims.json; places: of the report; shown: its numbers,
    by id; about: papers and items with what became of them; code: hash of the code by stage.
    """
    others = sorted([*map(_number, results), *map(_claim, claims)])
    run = IndexedRun(
        numbers=heapq.merge(map(_reading, readings), others),
        places=[_place(place, shown) for place in places],
        shown={identifier: entry["anchor"] for identifier, entry in shown.items()},
        subjects=[(subject.id, subject.kind, subject.reference, json_line(subject.record)) for subject in about],
        entries=[(key, ";".join(entry.sets), n_printed.get(key, 0)) for key, entry in entries.items()],
        code=code,
    )
    write_database(path, run)


def _place(place: ReportPlace, shown: Mapping[str, Any]) -> IndexedPlace:
    """A place with the texts of its numbers: those of the report, and those that only a drawing shows."""
    texts = {identifier: shown[identifier]["text"] for identifier in place.ids if identifier in shown}
    return IndexedPlace(
        place.name, place.kind, place.title, place.anchor, place.is_section_wide, {**texts, **place.texts}
    )


def _reading(reading: Reading) -> IndexedNumber:
    kind = "derived" if reading.is_derived else "reading"
    record = json_line(reading.model_dump(mode="json"))
    display = _reading_text(reading)
    return IndexedNumber(reading.id, kind, reading.parameter, display, reading.status, record, tuple(reading.inputs))


def _number(result: Result) -> IndexedNumber:
    record = json_line(result.model_dump(mode="json"))
    is_known = (result.value, result.low, result.high) != (None, None, None)
    display = result_text(result) if is_known else NO_VALUE
    return IndexedNumber(result.id, result.kind, result.label, display, "value", record, tuple(result.inputs))


def _claim(verdict: ClaimRecord) -> IndexedNumber:
    """The verdict on a claim, `claim/ID`, whole; the chain below it is its evidence and its own numbers."""
    claim = verdict["claim"]
    ends = (number for number in (verdict["interval"], verdict["claimed"]) if number is not None)
    numbers = [number["id"] for number in (*verdict["results"], *verdict["factors"], *ends)]
    record = {
        "rule": f"{verdict['analysis']}: {verdict['reason']}",
        "inputs": [],
        **{name: verdict[name] for name in ("analysis", "reason", "claim", "evidence", "context")},
        "numbers": numbers,
        **{name: verdict[name] for name in ("printed", "missing")},
    }
    label = " ".join(claim[name] for name in ("subject", "metric", "comparator", "value", "unit")).strip()
    parents = tuple(dict.fromkeys([*(shown["id"] for shown in verdict["evidence"]), *numbers]))
    return IndexedNumber(
        f"claim/{claim['id']}", "claim", label, verdict["verdict"], "value", json_line(record), parents
    )


def _reading_text(reading: Reading) -> str:
    if reading.datum.figure is None:
        return reading_text(reading)
    count = reading.datum.figure.n_points
    return f"{count} point{'s' if count != 1 else ''}"
