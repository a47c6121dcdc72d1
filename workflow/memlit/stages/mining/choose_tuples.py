"""Rule choose_tuples: all reconciled documents and the library to the tables of what was read, readings and devices.

Documents are joined one at a time, and of their readings the cells of the tables are kept, in Arrow's form.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from memlit.datum import Reading, ReconciledDocument, document_of, key_of_line, parse_line
from memlit.devices.gather import Joining
from memlit.devices.outputs import (
    DEVICES,
    DOCUMENTS_TABLE,
    LOOKED_FOR,
    READINGS_TABLE,
    SECOND_READINGS,
    SERIES_TABLE,
    UNMAPPED,
    ReadingLine,
    SoughtLine,
    UnmappedLine,
)
from memlit.devices.resolved import Shelf, years_of
from memlit.devices.series import with_series
from memlit.devices.stored import RECORD
from memlit.devices.trust import with_second_reader
from memlit.devices.tuples import READING_COLUMNS, choose_tuples
from memlit.errors import CountError
from memlit.files import text_lines
from memlit.frames import cells_in_arrow, cells_of, frame_of, items_of
from memlit.grouping import grouped
from memlit.library import is_cited_work
from memlit.reconcile.checks import Check, with_checks
from memlit.stages.job import Job
from memlit.stages.supplied import read_supplied

_READINGS_AT_ONCE = 200
"""Readings that are held as records before their cells are kept: so few that they stay in the processor's cache."""


def run(job: Job) -> None:
    """Join, flag and choose.

    params: settings; problems, lines about folder names. checks: curation/checks.csv where there is one.
    """
    supplied, lines = read_supplied(job), _lines(job.paths("documents"))
    problems = [*supplied.problems, *supplied.orphaned(lines)]
    read = _Read(Joining(supplied.library, job.config), supplied.checks)
    # In the order of the ids of readings, which begin with the key.
    for key in sorted({*lines, *read.checks}, key=lambda key: f"{key}:"):
        read.take(key, lines.pop(key, None))
    told = dict.fromkeys([*problems, *read.joining.problems, *supplied.of_checks, *read.stale])
    entries = supplied.library.entries
    job.write_record("shelf", Shelf(entries=entries, screening=supplied.screening, problems=tuple(told)))
    write_tables(job, read, years_of(supplied.library))


_Line = tuple[str, Path, int]
"""A document as text, and where it stands."""


def _lines(paths: Iterable[Path]) -> dict[str, _Line]:
    """The reconciled documents by key."""
    found: dict[str, _Line] = {}
    for path in paths:
        for number, text in text_lines(path):
            key = key_of_line(text) or parse_line(ReconciledDocument, text, path, number).key
            if key in found:
                raise CountError(f"choose_tuples: {key}", "is the key of two documents", "rename one of them")
            found[key] = text, path, number
    return found


class _Read:
    """What is kept of the documents after each was joined, flagged and given the spans of its series."""

    def __init__(self, joining: Joining, checks: Mapping[str, Check]) -> None:
        self.joining = joining
        self.checks = {key: {one: checks[one] for one in own} for key, own in grouped(checks, document_of).items()}
        self.stale: list[str] = []
        self.documents: list[ReconciledDocument] = []
        self.series: list[Reading] = []
        self._held: list[ReadingLine] = []
        self._parts: list[pa.Table] = []

    def take(self, key: str, line: _Line | None) -> None:
        """The next document; without a line, one that only checks name."""
        readings: list[Reading] = []
        if line is not None:
            document, readings = self.joining.join(parse_line(ReconciledDocument, *line))
            self.documents.append(document)
        readings, stale = with_checks(readings, self.checks.get(key, {}))
        self.stale += stale
        if line is not None:
            readings = with_series(with_second_reader(readings, document.second))
            self.series += (one for one in readings if one.datum.figure and not one.is_derived)
            self._held += (ReadingLine(reading, False, document.kind) for reading in readings)
        if len(self._held) >= _READINGS_AT_ONCE:
            self._keep()

    def _keep(self) -> None:
        records = [line.reading.model_dump_json(exclude_defaults=True) for line in self._held]
        self._parts.append(cells_in_arrow(READINGS_TABLE, self._held, {RECORD: records}))
        self._held = []

    def readings(self) -> pa.Table:
        """The rows of readings.csv with their records, sorted by id."""
        self._keep()
        return pa.concat_tables(self._parts)


def write_tables(job: Job, read: _Read, years: dict[str, int]) -> None:
    """The tables of what was read, and of what was chosen of it; years: of the entries that have one."""
    readings, documents = read.readings(), read.documents
    devices = choose_tuples(readings.select(READING_COLUMNS).to_pandas(), years, job.config)
    of_entries = [not is_cited_work(paper) for paper in devices["paper"]]
    used = _used(readings, devices["readings"][of_entries])
    is_used = pc.is_in(readings.column("id"), value_set=pa.array(sorted(used), pa.string()))
    job.write_arrow(READINGS_TABLE, readings.set_column(readings.column_names.index("used"), "used", is_used))
    job.write_frame(DEVICES, devices)
    known = frame_of(DOCUMENTS_TABLE, documents)
    known[RECORD] = [document.model_dump_json(exclude_defaults=True) for document in documents]
    job.write_frame(DOCUMENTS_TABLE, known)
    job.write_table(SECOND_READINGS, _second_readings(documents))
    job.write_table(SERIES_TABLE, read.series)
    job.write_table(UNMAPPED, (UnmappedLine(each.key, header) for each in documents for header in each.unmapped))
    job.write_table(LOOKED_FOR, (SoughtLine(each.key, sought) for each in documents for sought in each.looked_for))


def _second_readings(documents: Iterable[ReconciledDocument]) -> Iterator[ReadingLine]:
    for document in documents:
        yield from (ReadingLine(reading, False, document.kind) for reading in document.second)


def _used(readings: pa.Table, chosen: Iterable[str]) -> set[str]:
    """Ids of readings that a tuple holds, and of those they were derived from; chosen: those of each tuple."""
    derived = readings.select(["id", "derived_from"]).filter(pc.is_valid(readings.column("derived_from")))
    inputs = {datum_id: items_of(cell) for datum_id, cell in cells_of(derived.to_pandas())}
    used: set[str] = set()
    queue = [datum_id for cell in chosen for datum_id in items_of(cell)]
    while queue:
        datum_id = queue.pop()
        if datum_id not in used:
            used.add(datum_id)
            queue.extend(inputs.get(datum_id, ()))
    return used
