"""What the rule benchmark hands on, as records: library, readings with their documents, chosen tuples."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from memlit.config import Config
from memlit.datum import Reading, ReconciledDocument, Record, parse_line, read_record
from memlit.devices.device import DevicePulse, PulseTuple
from memlit.devices.gather import DOCUMENT, Corpus
from memlit.devices.outputs import READINGS_TABLE, ReadingLine
from memlit.devices.stored import RECORD, StoredReadings
from memlit.devices.tuples import choose_tuples
from memlit.field.codes import CHOSEN_PARTS, SURVEY
from memlit.frames import cells_of, frame_of, items_of, paired_items, read_frame
from memlit.library import Entry, Library, ScreeningRow

RESOLVED_FILES = {
    "library": "results/library.json",
    "documents": "results/data/documents.parquet",
    "readings": "results/data/readings.parquet",
    "devices": "results/data/devices.parquet",
}
"""What the rule benchmark writes for `load_resolved`."""


class Shelf(Record):
    """results/library.json: references.bib and screening.csv as they were read, and what went wrong in all files."""

    entries: dict[str, Entry]
    screening: tuple[ScreeningRow, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def library(self) -> Library:
        """The entries as a library."""
        return Library(self.entries, self.problems)


@dataclass(frozen=True, kw_only=True)
class Resolved:
    """All of it, as report, audit and analyses ask for it."""

    screening: tuple[ScreeningRow, ...] = ()
    entries: dict[str, Entry] = field(default_factory=dict)
    corpus: Corpus
    devices: Collection[DevicePulse]

    @cached_property
    def library(self) -> Library:
        """The library as the rule benchmark read it, built once."""
        return Library(self.entries, self.corpus.problems)


def load_resolved(files: Mapping[str, str | Path]) -> Resolved:
    """files: those of RESOLVED_FILES by name.

    Raises RecordError for a file that is not of the rule benchmark.
    """
    shelf = load_shelf(files["library"])
    readings = StoredReadings(files["readings"])
    corpus = Corpus(tuple(load_documents(files["documents"])), readings, shelf.problems)
    devices = devices_of(read_frame(Path(files["devices"])), readings)
    return Resolved(screening=shelf.screening, entries=shelf.entries, corpus=corpus, devices=devices)


def load_shelf(path: str | Path) -> Shelf:
    """results/library.json. Raises RecordError for another file."""
    return read_record(Shelf, Path(path))


def load_documents(path: str | Path) -> list[ReconciledDocument]:
    """The documents of documents.parquet, without their readings."""
    texts = enumerate(read_frame(Path(path), (RECORD,))[RECORD], start=1)
    return [parse_line(ReconciledDocument, text, Path(path), number) for number, text in texts]


def readings_about(papers: Collection[str], corpus: Corpus) -> list[Reading]:
    """The readings about these papers, in the order of their ids; of a finished run no other is made."""
    if isinstance(corpus.by_id, StoredReadings):
        return corpus.by_id.where(paper=papers)
    return [reading for reading in corpus.readings if reading.datum.paper in papers]


def devices_of(devices: pd.DataFrame, readings: Mapping[str, Reading]) -> list[DevicePulse]:
    """The rows of devices.parquet with the readings of their tuples; readings: by id, made when one is asked for."""
    return [_device(dict(zip(devices.columns, row, strict=True)), readings) for row in cells_of(devices)]


def _device(row: Mapping[str, Any], readings: Mapping[str, Reading]) -> DevicePulse:
    same = ("id", "paper", "device", "name", "words", "stack", "pulse", "condition", "tier")
    return DevicePulse(
        **{name: row[name] for name in same},
        work=row["work"],
        device_class=row["class"],
        is_survey=row["survey"],
        is_first_curator=row["first_curator"],
        chosen=PulseTuple(paired_items(row[CHOSEN_PARTS], row["readings"]), readings, items_of(row["flags"])),
        conflicts=items_of(row["conflicts"]),
        confirmed=items_of(row["confirmed"]),
    )


def resolve_devices(
    readings: Iterable[Reading], library: Library, config: Config, surveys: Collection[str] = ()
) -> list[DevicePulse]:
    """The tuple of each device and pulse of `readings`, see `choose_tuples`; surveys: keys of their documents."""
    known = {reading.id: reading for reading in readings}
    table = readings_frame(known.values(), surveys)
    return devices_of(choose_tuples(table, years_of(library), config), known) if known else []


def readings_frame(readings: Iterable[Reading], surveys: Collection[str] = ()) -> pd.DataFrame:
    """Readings as the rows of readings.csv; surveys: keys of their documents."""
    lines = (
        ReadingLine(reading, False, SURVEY if reading.datum.locator.document in surveys else DOCUMENT)
        for reading in readings
    )
    return frame_of(READINGS_TABLE, lines)


def years_of(library: Library) -> dict[str, int]:
    """The year of each entry that has one."""
    return {key: entry.year for key, entry in library.entries.items() if entry.year}
