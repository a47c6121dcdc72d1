"""Papers and items of a field whose values are observations, with what became of each: for `memlit audit --why-not`."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from memlit.audit.subjects import ReadingFate, Subject, by_reason, paper_subjects
from memlit.config import FieldOfScience
from memlit.datum import Reading
from memlit.grouping import grouped
from memlit.library import Entry, ScreeningRow
from memlit.numbers import PublishedLine
from memlit.observations.lines import ObservedLines
from memlit.presentation.format import result_text


def observed_subjects(
    entries: Mapping[str, Entry],
    screening: Iterable[ScreeningRow],
    readings: Iterable[Reading],
    lines: ObservedLines,
    letters: Mapping[str, Sequence[str]],
    field: FieldOfScience,
) -> list[Subject]:
    """Every paper, item and screened record of a run, sorted by kind and id. letters: of the formula of each metric."""
    left_out = {one.reading: one.reason for one in lines.left_out}
    printed = [one for one in readings if one.datum.paper and not one.is_derived]
    of_papers = {
        name: by_reason(map(_fate, own), left_out)
        for name, own in grouped(printed, lambda one: one.datum.paper or "").items()
    }
    known = {one.id: one for one in printed}
    metrics_of = grouped(lines.metrics, lambda one: one.observation)
    compared = _compared(lines)
    items: dict[str, dict[str, Any]] = {}
    for item, values in grouped(lines.observations, _item_of).items():
        own = [known[name] for value in values for name in _readings_of(value)]
        observations = [
            _observation(values_at, metrics_of.get(name, ()), compared, letters, field)
            for name, values_at in grouped(values, lambda value: value.observation).items()
        ]
        items[item] = {"readings": by_reason(map(_fate, own), left_out), "observations": observations}
    found = [Subject(name, "item", None, record) for name, record in items.items()]
    found += paper_subjects(entries, screening, of_papers, items, has_roles=bool(field.roles))
    return sorted(found, key=lambda subject: (subject.kind, subject.id))


def _fate(reading: Reading) -> ReadingFate:
    return ReadingFate(reading.id, reading.status, reading.reason)


def _readings_of(line: PublishedLine) -> list[str]:
    """Ids of all readings of an observed value, used or not."""
    return [*line.several("reading"), *line.several("agreeing"), *line.several("conflict")]


def _item_of(line: PublishedLine) -> str:
    return str(line.observation).partition("@")[0]


def _compared(lines: ObservedLines) -> dict[str, list[str]]:
    """Where each metric value enters a class, by its id."""
    found: dict[str, list[str]] = {}
    for one in lines.classes:
        for paper in lines.papers(one):
            for name in paper.inputs:
                found.setdefault(name, []).append(one.at)
    return found


def _observation(
    values: Sequence[PublishedLine],
    metrics: Iterable[PublishedLine],
    compared: Mapping[str, list[str]],
    letters: Mapping[str, Sequence[str]],
    field: FieldOfScience,
) -> dict[str, Any]:
    known = {value.parameter for value in values if value.value is not None}
    results = {one.metric: one for one in metrics}
    lacking = {
        name: [field.inputs[letter] for letter in own if field.inputs[letter] not in known]
        for name, own in letters.items()
        if name not in results
    }
    return {
        "at": values[0].at or "",
        "class": values[0].device_class,
        "metrics": {name: result_text(one.own_number) for name, one in results.items()},
        "lacking": lacking,
        "conflicts": [
            f"{value.parameter}: {', '.join(value.several('conflict'))}" for value in values if value.conflict
        ],
        "compared": {name: compared[one.id] for name, one in results.items() if one.id in compared},
    }
