"""What is known of items under conditions, and of their classes: the rows of the published tables."""

from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from memlit.datum import Estimate, Number, Reading, Record, Result
from memlit.devices.outputs import OF_READING
from memlit.devices.stored import RECORD
from memlit.frames import frame_of
from memlit.published import Item, PublishedTable, of_path, p_number, published_table


def _ids(results: Iterable[Result]) -> list[str]:
    return [result.id for result in results]


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


class ObservedValue(Record):
    """A parameter of an item under one condition. reading: the printed value that it is; none where some disagree."""

    id: str
    observation: str
    paper: str
    item: str
    item_class: str
    at: str
    parameter: str
    value: Number | None = None
    unit: str
    reading: str | None = None
    agreeing: tuple[str, ...] = ()
    conflict: tuple[str, ...] = ()

    @property
    def result(self) -> Result:
        """The value as a number of the audit, which leads to its readings."""
        read = tuple(filter(None, (self.reading, *self.agreeing)))
        return Result(
            id=self.id,
            kind="statistic",
            label=f"{self.parameter.replace('_', ' ')} of {self.item} at {self.at}",
            value=self.value,
            unit=self.unit,
            inputs=read or self.conflict,
            rule="its readings disagree, so none is used" if self.conflict else "what its line prints",
        )


OBSERVATIONS_TABLE: PublishedTable[ObservedValue] = published_table(__file__, "observations", {"class": "item_class"})


class NotObserved(Record):
    """A reading that is of no observation."""

    reading: str
    parameter: str
    reason: str


LEFT_OUT_TABLE: PublishedTable[NotObserved] = published_table(__file__, "left_out")


class Counts(Record):
    """How much was read and observed."""

    documents: Result
    readings: Result
    papers: Result
    items: Result
    observations: Result
    conflicts: Result
    left_out: Result


class Observations(Record):
    """results/observations.json: what is handed on beside the printed values."""

    values: tuple[ObservedValue, ...] = ()
    left_out: tuple[NotObserved, ...] = ()
    counts: Counts


class MetricValue(Record):
    """A metric of an item under one condition."""

    observation: str
    paper: str
    item: str
    item_class: str
    at: str
    metric: str
    result: Result


METRICS_TABLE: PublishedTable[MetricValue] = published_table(
    __file__,
    "metrics",
    {
        "class": "item_class",
        "id": "result.id",
        "value": "result.value",
        "unit": "result.unit",
        "readings": "result.inputs",
    },
)


class MetricValues(Record):
    """results/metrics.json. known: observations with each metric, by its name."""

    values: tuple[MetricValue, ...] = ()
    known: tuple[Result, ...] = ()


class ClassAt(Record):
    """A metric of a class where classes are compared. median: none for fewer papers than the plan asks for."""

    id: str
    metric: str
    at: str
    item_class: str
    unit: str
    n_papers: Result
    n_items: Result
    median: Estimate | None = None
    least: Result
    largest: Result
    papers: tuple[Result, ...]


CLASSES_AT_TABLE: PublishedTable[ClassAt] = published_table(
    __file__,
    "classes_at",
    {
        "class": "item_class",
        "median": "median.value",
        "median_low": "median.low",
        "median_high": "median.high",
        "values": of_path("papers", _ids),
    },
)


class PairAt(Record):
    """Two classes compared. chance: that a paper of the first has less than one of the second."""

    id: str
    metric: str
    at: str
    first: str
    second: str
    n_first: Result
    n_second: Result
    chance: Result | None = None
    p: Result | None = None
    p_adjusted: Result | None = None
    is_shown: bool = False
    note: str


PAIRS_AT_TABLE: PublishedTable[PairAt] = published_table(
    __file__, "pairs_at", {"p": of_path("p", p_number), "p_adjusted": of_path("p_adjusted", p_number)}
)


class Compared(Record):
    """results/compared.json."""

    classes: tuple[ClassAt, ...] = ()
    pairs: tuple[PairAt, ...] = ()
    tested: Result
    differing: Result


def value_lines(readings: Iterable[Reading], observed: Observations) -> list[PrintedValueLine]:
    """Each printed value with whether an observation holds it."""
    used = {identifier for one in observed.values for identifier in (one.reading, *one.agreeing)}
    return [PrintedValueLine(reading, reading.id in used) for reading in readings]


def with_records(table: PublishedTable[Item], items: Iterable[Item], records: Iterable[Record]) -> pd.DataFrame:
    """The rows of a table whose Parquet file has the whole record of each row too."""
    frame = frame_of(table, items)
    frame[RECORD] = [record.model_dump_json(exclude_defaults=True) for record in records]
    return frame
