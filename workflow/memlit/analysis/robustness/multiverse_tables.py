"""Tables of the multiverse: a distinct cell and class, and a joint specification and metric with its cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from memlit.analysis.robustness.multiverse_record import (
    SWITCHES,
    Cell,
    CellClass,
    MetricMultiverse,
    Multiverse,
)
from memlit.published import Column, Table

OPTIONS = {
    "pulse": "set, reset, or larger: the pulse of a device with the larger action energy",
    "mean": "conductance in the action energy: arithmetic, logarithmic or on_only",
    "tiers": "tiers of readings that may feed the benchmark",
    "double": "reference credited to two classes: both, or the one it counts in",
    "conflicts": "references that the review names in two classes: own (as credited), or the class they move to",
    "added": "whether references discussed with a class but not credited to it are added",
    "merged": "whether the survey's class of unknown mechanism counts as the class of the plan",
}


class CellLine(NamedTuple):
    """A class in a cell of a metric."""

    metric: MetricMultiverse
    cell: Cell
    line: CellClass


class Specification(NamedTuple):
    """A joint choice for a metric. options: by switch; cell: the number of the cell with its result."""

    metric: str
    options: dict[str, str]
    cell: int
    headline: bool


def _options_of_cell(switch: str) -> Callable[[CellLine], tuple[str, ...]]:
    return lambda row: row.cell.options[switch]


def _option(switch: str) -> Callable[[Specification], str]:
    return lambda row: row.options[switch]


MULTIVERSE = Table[CellLine](
    "multiverse.csv",
    "Medians and decisions under every distinct set of conventions",
    "test_sensitivity",
    (
        Column("metric", "metric of the plan", lambda row: row.metric.metric),
        Column(
            "cell",
            "specifications with the same inputs are one cell, numbered in the order of specifications.csv",
            lambda row: row.cell.number,
            type="integer",
        ),
        Column("headline", "whether the headline is one of them", lambda row: row.cell.is_headline, type="boolean"),
        Column("n_specifications", "how many they are", lambda row: row.cell.n_specifications, type="integer"),
        *(
            Column(name, f"options that occur in the cell; {meaning}", _options_of_cell(name))
            for name, meaning in OPTIONS.items()
        ),
        Column("class", "device class by its short name", lambda row: row.line.device_class),
        Column("unit", "SI unit of the numbers", lambda row: row.metric.unit),
        Column(
            "n_papers",
            "papers with a value; below the plan's interval_from the median is no estimate of the class",
            lambda row: row.line.n,
            type="integer",
        ),
        Column("n_bounded", "other papers with bounds", lambda row: row.line.n_bounded, type="integer"),
        Column(
            "median",
            "median over both on the log scale, where the bounds allow one number only, in `unit`",
            lambda row: row.line.median,
            unit="column unit",
        ),
        Column(
            "lower",
            "its lower bound: median of the papers' lower ends, in `unit`",
            lambda row: row.line.lower,
            unit="column unit",
        ),
        Column(
            "upper",
            "its upper bound: median of their upper ends, empty where there is none, in `unit`",
            lambda row: row.line.upper,
            unit="column unit",
        ),
        Column(
            "middle_of_known",
            "middle of the papers with a value, the others left out, in `unit`",
            lambda row: row.line.middle_of_known,
            unit="column unit",
        ),
        Column(
            "decisions",
            "pairs of classes that are tested, with the decision",
            lambda row: [f"{pair}: {d}" for pair, d in row.cell.decisions.items() if d != "not tested"],
        ),
    ),
)
SPECIFICATIONS = Table[Specification](
    "specifications.csv",
    "Joint choices of conventions, each with its cell of multiverse.csv",
    "test_sensitivity",
    (
        Column("metric", "metric of the plan"),
        *(Column(name, meaning, _option(name)) for name, meaning in OPTIONS.items()),
        Column("cell", "cell of multiverse.csv that holds its result", type="integer"),
        Column("headline", "whether it is the headline", type="boolean"),
    ),
)
TABLES = (MULTIVERSE, SPECIFICATIONS)


def cell_lines(record: Multiverse) -> Iterator[CellLine]:
    """The rows of multiverse.csv."""
    for metric in record.metrics:
        for cell in metric.cells:
            yield from (CellLine(metric, cell, line) for line in cell.classes)


def specifications(record: Multiverse) -> Iterator[Specification]:
    """The rows of specifications.csv."""
    for metric in record.metrics:
        for options, cell in zip(record.specifications, metric.cell_of, strict=True):
            named = dict(zip(SWITCHES, options, strict=True))
            yield Specification(metric.metric, named, cell, options == record.headline)
