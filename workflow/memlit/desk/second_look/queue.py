"""What to look at again, and in which order: disputes, conflicts, flagged, the headline's data, then the rest."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from memlit.benchmark.rows import BENCHMARK_FILE, BenchmarkRow, load_rows
from memlit.config import CONFIG_FILE, Config, FieldOfScience, load_config, load_field
from memlit.datum import DISPUTED, Reading
from memlit.devices.resolved import RESOLVED_FILES, Resolved, load_resolved
from memlit.errors import SourceError
from memlit.library import Entry
from memlit.observations.lines import ObservedLines
from memlit.observations.run import load_observed
from memlit.reconcile.checks import shown_text

GROUPS = {
    "disputed": "In dispute",
    "conflicts": "Sources disagree",
    "flagged": "Flagged, no value",
    "headline": "Headline data",
    "used": "Other values",
    "words": "Words",
    "excluded": "Left out",
}


@dataclass(frozen=True, slots=True)
class QueueItem:
    """A printed reading in its group of the queue. `rows` are ids of headline results that rest on it."""

    reading: Reading
    group: str
    rows: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Id of the reading."""
        return self.reading.id

    @property
    def printed(self) -> str:
        """The text of the cell as it is printed."""
        return shown_text(self.reading.datum)


@dataclass(frozen=True, slots=True)
class Work:
    """What is looked at again, items in the order of the queue; titles and readings that it names, by key and id."""

    items: Mapping[str, QueueItem]
    titles: Mapping[str, str]
    readings: Mapping[str, Reading]


def load_work(root: Path) -> Work:
    """The queue of the last run in `root`. Raises SourceError where there was none."""
    field = load_field(root)
    entries, readings, items = _observed(root, field) if field.is_observed else _settled(root)
    return Work(
        items={item.id: item for item in items},
        titles={key: entry.plain("title") for key, entry in entries.items()},
        readings=readings,
    )


_Queued = tuple[Mapping[str, Entry], Mapping[str, Reading], list[QueueItem]]
"""Entries, readings and queue."""


def _observed(root: Path, field: FieldOfScience) -> _Queued:
    run = load_observed(root, field)
    return run.entries, run.readings, observed_queue(run.readings, run.lines, run.config.analysis.primary)


def _settled(root: Path) -> _Queued:
    for name in (*(RESOLVED_FILES[one] for one in ("library", "readings", "devices")), BENCHMARK_FILE):
        if not (root / name).is_file():
            raise SourceError(name, "is missing", "run snakemake --cores 4 first")
    config = load_config(root / CONFIG_FILE)
    resolved = load_resolved({name: root / file for name, file in RESOLVED_FILES.items()})
    items = settling_queue(resolved, load_rows(root / BENCHMARK_FILE, config), config)
    return resolved.entries, resolved.corpus.by_id, items


def observed_queue(readings: Mapping[str, Reading], lines: ObservedLines, headline_metric: str) -> list[QueueItem]:
    """Every printed reading once, of a field whose values are observations."""
    conflicts: dict[str, list[str]] = {}
    for value in lines.observations:
        disagreeing = value.several("conflict")
        for identifier in _printed(disagreeing, readings):
            conflicts.setdefault(identifier, []).append(f"{value.id}: {' | '.join(disagreeing)}")
    headline: dict[str, list[str]] = {}
    for metric in lines.metrics:
        if metric.metric == headline_metric:
            for identifier in _printed(metric.several("readings"), readings):
                headline.setdefault(identifier, []).append(metric.id)
    return _queue(readings, conflicts, headline)


def settling_queue(resolved: Resolved, rows: Iterable[BenchmarkRow], config: Config) -> list[QueueItem]:
    """Every printed reading once, by group, document and id."""
    readings = resolved.corpus.by_id
    conflicts: dict[str, list[str]] = {}
    for device in resolved.devices:
        for line in device.conflicts:
            for identifier in _printed(line.split(": ", 1)[1].split(" | "), readings):
                conflicts.setdefault(identifier, []).append(f"{device.id}, {line}")
    headline: dict[str, list[str]] = {}
    for row in rows:
        if row.is_headline and row.set_name == config.evidence.headline_set:
            for result in row.metrics.values():
                for identifier in _printed(result.inputs, readings):
                    headline.setdefault(identifier, []).append(result.id)
    return _queue(readings, conflicts, headline)


def _queue(
    readings: Mapping[str, Reading], conflicts: Mapping[str, list[str]], headline: Mapping[str, list[str]]
) -> list[QueueItem]:
    items = [
        QueueItem(
            reading,
            _group(reading, conflicts, headline),
            tuple(sorted(set(headline.get(reading.id, ())))),
            tuple(conflicts.get(reading.id, ())),
        )
        for reading in readings.values()
        if not reading.is_derived and reading.id == reading.datum.id
    ]
    order = list(GROUPS)
    return sorted(items, key=lambda item: (order.index(item.group), item.reading.datum.locator.document, item.id))


def _printed(identifiers: Iterable[str], readings: Mapping[str, Reading]) -> set[str]:
    """Ids of the printed readings that `identifiers` come from."""
    found, queue = set(), list(identifiers)
    while queue:
        reading = readings.get(queue.pop())
        if reading is not None:
            queue.extend(reading.inputs)
            if not reading.is_derived:
                found.add(reading.id)
    return found


def _group(reading: Reading, conflicts: Mapping[str, object], headline: Mapping[str, object]) -> str:
    if DISPUTED in reading.flags:
        return "disputed"
    if reading.id in conflicts:
        return "conflicts"
    if reading.status == "flagged":
        return "flagged"
    if reading.id in headline:
        return "headline"
    return {"value": "used", "text": "words"}.get(reading.status, "excluded")
