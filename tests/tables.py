"""The tables that the analyses start from, of a corpus and rows that a test made up."""

from __future__ import annotations

from collections.abc import Iterable

from memlit.benchmark.rows import BenchmarkRow
from memlit.benchmark.values import (
    READING_COLUMNS,
    Membership,
    PrintedReading,
    Value,
    edges_of_rows,
    memberships,
    values_of,
    values_of_readings,
)
from memlit.config import Classes, Config
from memlit.datum import Reading
from memlit.devices.gather import Corpus
from memlit.devices.outputs import READINGS_TABLE, ReadingLine
from memlit.library import Library


def printed_readings(corpus: Corpus) -> list[PrintedReading]:
    """The corpus as the table of readings has it."""
    kinds = {document.key: document.kind for document in corpus.documents}
    return [_printed(reading, kinds.get(reading.datum.locator.document, "document")) for reading in corpus.readings]


def _printed(reading: Reading, kind: str) -> PrintedReading:
    cells = READINGS_TABLE.row(ReadingLine(reading, False, kind))
    joined = {name: ";".join(cell) or None if isinstance(cell, tuple) else cell for name, cell in cells.items()}
    return PrintedReading(*(joined[name] for name in READING_COLUMNS))


def values(
    rows: Iterable[BenchmarkRow], corpus: Corpus, classes: Classes, config: Config, library: Library | None = None
) -> list[Value]:
    """The metrics of the rows, then what the corpus prints."""
    printed = values_of_readings(printed_readings(corpus), library or Library(), classes, config)
    return [*values_of(rows), *printed]


def members(corpus: Corpus, library: Library, classes: Classes, config: Config) -> list[Membership]:
    return list(memberships(library, printed_readings(corpus), classes, config))


def edges(rows: Iterable[BenchmarkRow]) -> dict[str, tuple[str, ...]]:
    """The readings behind each row."""
    found: dict[str, tuple[str, ...]] = {}
    for edge in edges_of_rows(rows):
        found[edge.of] = (*found.get(edge.of, ()), edge.input)
    return found
