"""Records of the multiverse: the joint switches, the distinct cells, and what each switch does."""

from collections.abc import Callable, Iterator
from typing import Annotated, Any, NamedTuple

from memlit.datum import Record, Result
from memlit.published import Column, Table, columns_of, held, meaning

SWITCHES = ("pulse", "mean", "tiers", "double", "conflicts", "added", "merged")
"""The joint switches of a specification, in the order of its options."""


class CellClass(Record):
    """A class in a cell, in SI; lower, upper: bounds of the median, upper None where there is no bound."""

    device_class: Annotated[str, Column("class", "device class by its short name")]
    n: Annotated[
        int,
        Column(
            "n_papers", "papers with a value; below the plan's interval_from the median is no estimate of the class"
        ),
    ]
    n_bounded: Annotated[int, meaning("other papers with bounds")]
    median: Annotated[
        float | None,
        meaning(
            "median over both on the log scale, where the bounds allow one number only, in `unit`", unit="column unit"
        ),
    ]
    lower: Annotated[
        float | None, meaning("its lower bound: median of the papers' lower ends, in `unit`", unit="column unit")
    ]
    upper: Annotated[
        float | None,
        meaning(
            "its upper bound: median of their upper ends, empty where there is none, in `unit`", unit="column unit"
        ),
    ]
    middle_of_known: Annotated[
        float | None, meaning("middle of the papers with a value, the others left out, in `unit`", unit="column unit")
    ]


class Cell(Record):
    """Specifications with identical inputs: the options that occur in them by switch, and what follows."""

    number: int
    n_specifications: int
    is_headline: bool
    options: dict[str, tuple[str, ...]]
    classes: tuple[CellClass, ...]
    decisions: dict[str, str]


class ClassSpan(Record):
    """The median of a class in the headline, and over all cells those of the least lower and the greatest upper end."""

    device_class: str
    headline: Result | None
    least: Result | None
    greatest: Result | None
    most_papers: Result


class SwitchEffect(Record):
    """One switch alone thrown from the headline: the median of a class then, and which papers enter or leave it.

    Where none does, the switch changes what the same papers give; else the set of papers is another one.
    """

    switch: str
    option: str
    device_class: str
    n: Result
    median: Result | None
    entered: tuple[str, ...] = ()
    left: tuple[str, ...] = ()

    @property
    def has_same_papers(self) -> bool:
        """Whether the option changes values only, and no paper comes or goes."""
        return not self.entered and not self.left


class Flip(Record):
    """A pair whose decision in some specifications is not the headline's; `alone`: options that flip it alone."""

    pair: str
    headline: str
    decision: str
    n_specifications: Result
    alone: tuple[str, ...]


class MetricMultiverse(Record):
    """All specifications of one metric. `cell_of` has the cell of each, in the order of `specifications`."""

    metric: str
    unit: str
    n_specified: Result
    n_distinct: Result
    n_estimable: Result
    n_tested: Result
    cells: tuple[Cell, ...]
    cell_of: tuple[int, ...]
    spans: tuple[ClassSpan, ...]
    effects: tuple[SwitchEffect, ...]
    flips: tuple[Flip, ...]


class Multiverse(Record):
    """The multiverse of the review set, one entry a metric; `specifications` holds the options by switch."""

    specifications: tuple[tuple[str, ...], ...] = ()
    headline: tuple[str, ...] = ()
    metrics: tuple[MetricMultiverse, ...] = ()


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


def _of_switch(options: str, switch: str) -> Callable[[Any], Any]:
    """What the options of a row, at a dotted path, say of a switch."""
    of: Callable[[Any], Any] = held(options)
    return lambda row: of(row)[switch]


MULTIVERSE = Table[CellLine](
    "multiverse.csv",
    "Medians and decisions under every distinct set of conventions",
    "test_sensitivity",
    (
        Column("metric", "metric of the plan", "metric.metric"),
        Column(
            "cell",
            "specifications with the same inputs are one cell, numbered in the order of specifications.csv",
            "cell.number",
            type="integer",
        ),
        Column("headline", "whether the headline is one of them", "cell.is_headline", type="boolean"),
        Column("n_specifications", "how many they are", "cell.n_specifications", type="integer"),
        *(
            Column(name, f"options that occur in the cell; {meaning}", _of_switch("cell.options", name))
            for name, meaning in OPTIONS.items()
        ),
        *columns_of(
            CellClass, part="line", after={"class": (Column("unit", "SI unit of the numbers", "metric.unit"),)}
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
        *(Column(name, meaning, _of_switch("options", name)) for name, meaning in OPTIONS.items()),
        Column("cell", "cell of multiverse.csv that holds its result", type="integer"),
        Column("headline", "whether it is the headline", type="boolean"),
    ),
)


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
