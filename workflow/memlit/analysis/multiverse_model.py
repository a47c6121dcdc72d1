"""Records of the multiverse: the joint switches, the distinct cells, and what each switch does."""

from __future__ import annotations

from memlit.datum import Record, Result

SWITCHES = ("pulse", "mean", "tiers", "double", "conflicts", "added", "merged")
"""The joint switches of a specification, in the order of its options."""


class CellClass(Record):
    """A class in a cell, in SI: the middle of its `n` papers with a point, and of the ends of what is bounded."""

    device_class: str
    n: int
    n_bounded: int
    median: float | None
    lower: float | None
    upper: float | None


class Cell(Record):
    """Specifications with identical inputs: the options that occur in them by switch, and what follows."""

    number: int
    n_specifications: int
    is_headline: bool
    options: dict[str, tuple[str, ...]]
    classes: tuple[CellClass, ...]
    decisions: dict[str, str]


class ClassSpan(Record):
    """The middle values of a class over all cells that have one, and in the headline."""

    device_class: str
    headline: Result | None
    least: Result | None
    greatest: Result | None
    most_papers: Result


class SwitchEffect(Record):
    """One switch alone thrown from the headline: the middle of a class then."""

    switch: str
    option: str
    device_class: str
    n: Result
    median: Result | None


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
