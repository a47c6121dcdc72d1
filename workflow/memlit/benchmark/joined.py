"""All reconciled documents joined with the library: the tables of what was read, and the tuples chosen of it.

Documents are joined one at a time, and of their readings the cells of the tables are kept, in Arrow's form.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from memlit.benchmark.supplied import SuppliedLists
from memlit.config import Config
from memlit.datum import Reading, ReconciledDocument, document_of, key_of_line, parse_line
from memlit.devices.gather import Joining
from memlit.devices.outputs import DOCUMENTS_TABLE, READINGS_TABLE, ReadingLine
from memlit.devices.series import with_series
from memlit.devices.stored import RECORD
from memlit.devices.trust import with_second_reader
from memlit.errors import CountError
from memlit.files import text_lines
from memlit.frames import cells_in_arrow, cells_of, frame_of, items_of
from memlit.grouping import grouped
from memlit.library import is_cited_work
from memlit.reconcile.checks import with_checks

_READINGS_AT_ONCE = 200
"""Readings that are held as records before their cells are kept: so few that they stay in the processor's cache."""


def join_documents(reconciled: Iterable[Path], supplied: SuppliedLists, config: Config) -> "JoinedDocuments":
    """reconciled: results/reconciled/*.jsonl. Raises CountError where two documents have one key."""
    lines = _lines(reconciled)
    problems = [*supplied.problems, *supplied.orphaned(lines)]
    joined = JoinedDocuments(supplied, config)
    # In the order of the ids of readings, which begin with the key.
    for key in sorted({*lines, *joined.checks}, key=lambda key: f"{key}:"):
        joined.take(key, lines.pop(key, None))
    joined.problems = tuple(dict.fromkeys([*problems, *joined.joining.problems, *supplied.of_checks, *joined.stale]))
    return joined


_Line = tuple[str, Path, int]
"""A document as text, and where it stands."""


def _lines(paths: Iterable[Path]) -> dict[str, _Line]:
    """The reconciled documents by key."""
    found: dict[str, _Line] = {}
    for path in paths:
        for number, text in text_lines(path):
            key = key_of_line(text) or parse_line(ReconciledDocument, text, path, number).key
            if key in found:
                raise CountError(f"benchmark: {key}", "is the key of two documents", "rename one of them")
            found[key] = text, path, number
    return found


class JoinedDocuments:
    """What is kept of the documents after each was joined, flagged and given the spans of its series.

    documents: without their readings; series: the readings of digitized figures; problems: a line each.
    """

    def __init__(self, supplied: SuppliedLists, config: Config) -> None:
        self.joining = Joining(supplied.library, config)
        checks = supplied.checks
        self.checks = {key: {one: checks[one] for one in own} for key, own in grouped(checks, document_of).items()}
        self.stale: list[str] = []
        self.problems: tuple[str, ...] = ()
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

    def documents_frame(self) -> pd.DataFrame:
        """The rows of documents.csv with their records."""
        known = frame_of(DOCUMENTS_TABLE, self.documents)
        known[RECORD] = [document.model_dump_json(exclude_defaults=True) for document in self.documents]
        return known

    def second_readings(self) -> Iterator[ReadingLine]:
        """What was read a second time."""
        for document in self.documents:
            yield from (ReadingLine(reading, False, document.kind) for reading in document.second)


def with_used(readings: pa.Table, devices: pd.DataFrame) -> pa.Table:
    """The readings with the column `used`: those that a tuple of an entry holds, and those they were derived from."""
    of_entries = [not is_cited_work(paper) for paper in devices["paper"]]
    used = _used(readings, devices["readings"][of_entries])
    is_used = pc.is_in(readings.column("id"), value_set=pa.array(sorted(used), pa.string()))
    return readings.set_column(readings.column_names.index("used"), "used", is_used)


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
