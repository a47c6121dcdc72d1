"""Records of the design guidelines: tags of papers with their source, and what a tag does within a class."""

from __future__ import annotations

from memlit.analysis.guidelines.tags import Tag
from memlit.datum import Estimate, Record, Result, results_in


class TagCount(Record):
    """Papers named with one tag, and the documents and places that say so."""

    kind: str
    tag: str
    n: Result
    papers: tuple[str, ...]
    sources: tuple[tuple[str, str], ...]


class TagComparison(Record):
    """Papers of one class with and without a tag in one quantity; all exploratory.

    ratio: median with over median without; probability: P(without < with); adjusted: the ratio beside the year with
    CR2; detectable: shift in decades that 80 % power would have shown. None where `reason` says why.
    """

    id: str
    set_name: str
    kind: str
    tag: str
    other: str
    device_class: str
    quantity: str
    n_with: Result
    n_without: Result
    ratio: Result | None
    probability: Estimate | None
    p: Result | None
    method: str
    adjusted: Estimate | None
    p_adjusted: Result | None
    detectable: Result | None
    reason: str


class Guidelines(Record):
    """Tags and comparisons in the order of the tags' file, then of the survey's quantities; how many have a test."""

    n_comparisons: Result
    n_estimable: Result
    tags: tuple[Tag, ...] = ()
    counts: tuple[TagCount, ...] = ()
    comparisons: tuple[TagComparison, ...] = ()

    @property
    def results(self) -> list[Result]:
        """Every number, in the order of the records."""
        return list(results_in(self))
