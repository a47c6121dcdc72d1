"""What is known of items under conditions, and of their classes: the published tables, and their lines with numbers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import pandas as pd

from memlit.datum import Reading, Record, Result
from memlit.devices.outputs import OF_READING
from memlit.devices.stored import RECORD
from memlit.frames import frame_of, framed, items_of
from memlit.numbers import PublishedLine, published_lines
from memlit.published import Item, PublishedTable, published_table


class PrintedValueLine(NamedTuple):
    """A printed value, and whether an observation holds it."""

    reading: Reading
    is_used: bool


PRINTED_VALUES: PublishedTable[PrintedValueLine] = published_table(
    __file__,
    "readings",
    {
        **OF_READING,
        "label": "reading.datum.printed.stub",
        "column": "reading.datum.locator.column",
        "used": "is_used",
    },
)
OBSERVATIONS: PublishedTable[Any] = published_table(__file__, "observations")
NOT_OBSERVED: PublishedTable[Any] = published_table(__file__, "left_out")
OBSERVED_METRICS: PublishedTable[Any] = published_table(__file__, "metrics")
CLASSES_AT: PublishedTable[Any] = published_table(__file__, "classes_at")
PAIRS_AT: PublishedTable[Any] = published_table(__file__, "pairs_at")
OBSERVED = (OBSERVATIONS, NOT_OBSERVED, OBSERVED_METRICS, CLASSES_AT, PAIRS_AT)


@dataclass(frozen=True)
class ObservedLines:
    """The lines of a run with their numbers. tables: the frames of OBSERVED by name; numbers: of the run by id."""

    tables: Mapping[str, pd.DataFrame]
    numbers: Mapping[str, Result]

    @cached_property
    def observations(self) -> list[PublishedLine]:
        """The value chosen for each parameter of an item under one condition."""
        return self._lines(OBSERVATIONS)

    @cached_property
    def left_out(self) -> list[PublishedLine]:
        """Readings that are of no observation."""
        return self._lines(NOT_OBSERVED)

    @cached_property
    def metrics(self) -> list[PublishedLine]:
        """The metrics of an item under one condition; the number of a line has its id."""
        return self._lines(OBSERVED_METRICS)

    @cached_property
    def classes(self) -> list[PublishedLine]:
        """Metrics of a class where classes are compared."""
        return self._lines(CLASSES_AT)

    @cached_property
    def pairs(self) -> list[PublishedLine]:
        """Two classes compared."""
        return self._lines(PAIRS_AT)

    def papers(self, line: PublishedLine) -> list[Result]:
        """The value of each paper of a class."""
        return [self.numbers[name] for name in line.several("values")]

    def _lines(self, table: PublishedTable[Any]) -> list[PublishedLine]:
        return published_lines(self.tables[table.name], self.numbers)


def rows_framed(table: PublishedTable[Any], rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Rows as a frame with the columns of a table, and with any others that they have."""
    further = [name for name in (rows[0] if rows else ()) if name not in table.names]
    return framed(table, {name: [row[name] for row in rows] for name in (*table.names, *further)})


def values_used(readings: Sequence[Reading], observations: pd.DataFrame) -> pd.DataFrame:
    """Each printed value with whether an observation holds it."""
    used = {name for column in ("reading", "agreeing") for cell in observations[column] for name in items_of(cell)}
    return with_records(PRINTED_VALUES, (PrintedValueLine(one, one.id in used) for one in readings), readings)


def with_records(table: PublishedTable[Item], items: Iterable[Item], records: Iterable[Record]) -> pd.DataFrame:
    """The rows of a table whose Parquet file has the whole record of each row too."""
    frame = frame_of(table, items)
    frame[RECORD] = [record.model_dump_json(exclude_defaults=True) for record in records]
    return frame
