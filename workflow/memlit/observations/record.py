"""What is known of items under conditions, and of their classes: the rows of the published tables."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Annotated, Any, NamedTuple

import pandas as pd

from memlit.datum import Estimate, Number, Reading, Record, Result
from memlit.devices.outputs import DOCUMENTS_TABLE, READINGS_TABLE
from memlit.devices.stored import RECORD
from memlit.frames import frame_of
from memlit.published import Column, Item, PublishedTable, interval, meaning, p_number, published


def _ids(results: Iterable[Result]) -> list[str]:
    return [result.id for result in results]


class PrintedValueLine(NamedTuple):
    """A printed value, and whether an observation holds it."""

    reading: Reading
    is_used: bool


_OF_READINGS: dict[str, Column[Any]] = {column.name: column for column in READINGS_TABLE.columns}
PRINTED_VALUES = PublishedTable[PrintedValueLine](
    "readings.csv",
    "Every printed value, used or not",
    "observed_benchmark",
    (
        *(_OF_READINGS[name] for name in ("id", "document", "paper")),
        Column("label", "label of its row or column, as printed", "reading.datum.printed.stub"),
        *(_OF_READINGS[name] for name in ("class", "parameter", "printed", "printed_header", "place", "file", "row")),
        Column("column", "column of the table, from 0", "reading.datum.locator.column", type="integer"),
        *(_OF_READINGS[name] for name in ("page", "value", "low", "high", "unit", "method", "tier", "lineage")),
        *(_OF_READINGS[name] for name in ("flags", "status", "reason")),
        Column("used", "whether an observation holds it", "is_used", type="boolean"),
    ),
    references=(("document", "documents.csv", "id"),),
)
OBSERVED_DOCUMENTS = replace(DOCUMENTS_TABLE, rule="observed_benchmark")


@published(
    "observations.csv", "The value chosen for each parameter of an item under one condition", "observed_benchmark"
)
class ObservedValue(Record):
    """A parameter of an item under one condition. reading: the printed value that it is; none where some disagree."""

    id: Annotated[str, meaning("observation and parameter")]
    observation: Annotated[str, meaning("paper, item and condition")]
    paper: Annotated[str, meaning("key of the paper that the value is about")]
    item: Annotated[str, meaning("what the value is of, as printed")]
    item_class: Annotated[str, Column("class", "its class by its short name; not_stated where none is said")]
    at: Annotated[str, meaning("the condition, in SI units")]
    parameter: Annotated[str, meaning("parameter of config/vocabulary.yaml")]
    value: Annotated[Number | None, meaning("value in `unit`, empty where readings disagree", unit="column unit")] = (
        None
    )
    unit: Annotated[str, meaning("SI unit of the value")]
    reading: Annotated[str | None, meaning("id of the reading that it is, in readings.csv")] = None
    agreeing: Annotated[tuple[str, ...], meaning("ids of further readings that say the same")] = ()
    conflict: Annotated[tuple[str, ...], meaning("ids of readings that disagree: none of them is used")] = ()

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


@published("left_out.csv", "Printed values that are of no observation, with the reason", "observed_benchmark")
class NotObserved(Record):
    """A reading that is of no observation."""

    reading: Annotated[str, meaning("id of the reading, in readings.csv")]
    parameter: Annotated[str, meaning("parameter of config/vocabulary.yaml")]
    reason: Annotated[str, meaning("why it is of no observation")]


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


@published("metrics.csv", "The metrics of config/metrics.yaml of every item and condition", "observed_benchmark")
class MetricValue(Record):
    """A metric of an item under one condition."""

    observation: Annotated[str, meaning("paper, item and condition")]
    paper: Annotated[str, meaning("key of the paper")]
    item: Annotated[str, meaning("what it is of, as printed")]
    item_class: Annotated[str, Column("class", "its class by its short name")]
    at: Annotated[str, meaning("the condition, in SI units")]
    metric: Annotated[str, meaning("metric of config/metrics.yaml")]
    result: Annotated[
        Result,
        Column("id", "id of the number: observation and metric", "id"),
        Column("value", "value in `unit`", "value", unit="column unit"),
        Column("unit", "SI unit of the value", "unit"),
        Column("readings", "ids of the readings that it is computed from, in readings.csv", "inputs"),
    ]


class MetricValues(Record):
    """results/metrics.json. known: observations with each metric, by its name."""

    values: tuple[MetricValue, ...] = ()
    known: tuple[Result, ...] = ()


@published(
    "classes_at.csv", "Medians of each class under the same condition; the unit is the paper", "observed_benchmark"
)
class ClassAt(Record):
    """A metric of a class where classes are compared. median: none for fewer papers than the plan asks for."""

    id: Annotated[str, meaning("metric, condition and class")]
    metric: Annotated[str, meaning("metric of config/metrics.yaml")]
    at: Annotated[str, meaning("ends of the condition, in SI units")]
    item_class: Annotated[str, Column("class", "class by its short name")]
    unit: Annotated[str, meaning("SI unit of the numbers")]
    n_papers: Annotated[Result, meaning("papers with a value")]
    n_items: Annotated[Result, meaning("their items with a value")]
    median: Annotated[
        Estimate | None,
        *interval("median", "median over papers on the log scale, each with that of its items", unit="column unit"),
    ] = None
    least: Annotated[Result, Column("least", "least value of a paper", unit="column unit")]
    largest: Annotated[Result, Column("largest", "largest value of a paper", unit="column unit")]
    papers: Annotated[tuple[Result, ...], Column("values", "ids of the papers' values", _ids)]


@published("pairs_at.csv", "Pairs of classes under the same condition", "observed_benchmark")
class PairAt(Record):
    """Two classes compared. chance: that a paper of the first has less than one of the second."""

    id: Annotated[str, meaning("metric, condition and classes")]
    metric: Annotated[str, meaning("metric of config/metrics.yaml")]
    at: Annotated[str, meaning("ends of the condition, in SI units")]
    first: Annotated[str, meaning("class by its short name")]
    second: Annotated[str, meaning("class by its short name")]
    n_first: Annotated[Result, meaning("papers of the first")]
    n_second: Annotated[Result, meaning("papers of the second")]
    chance: Annotated[
        Result | None, Column("chance", "chance that a paper of the first has less than one of the second", unit="1")
    ] = None
    p: Annotated[Result | None, Column("p", "two-sided p of the test", p_number, unit="1")] = None
    p_adjusted: Annotated[
        Result | None,
        Column("p_adjusted", "p after Holm over the tested pairs of its metric and condition", p_number, unit="1"),
    ] = None
    is_shown: Annotated[bool, meaning("whether the classes are shown to differ")] = False
    note: Annotated[str, meaning("the test, or why there is none")]


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
