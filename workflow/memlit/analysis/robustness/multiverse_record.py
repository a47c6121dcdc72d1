"""Records of the multiverse: the joint switches, the distinct cells, and what each switch does."""

from __future__ import annotations

from memlit.datum import Record, Result

SWITCHES = ("pulse", "mean", "tiers", "double", "conflicts", "added", "merged")
"""The joint switches of a specification, in the order of its options."""


class CellClass(Record):
    """A class in a cell, in SI, with `n` papers known as a point and `n_bounded` others with evidence.

    lower, upper: bounds of the median over all of them, upper None where there is no bound; median: where they are
    equal; middle_of_known: the middle of the `n` papers alone.
    """

    device_class: str
    n: int
    n_bounded: int
    median: float | None
    lower: float | None
    upper: float | None
    middle_of_known: float | None


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
