"""The report of a field whose values are observations: what its sections are written from."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from memlit.benchmark.formulas import Formula
from memlit.changes.release import ReleaseChange
from memlit.config import Classes, Config, FieldOfScience
from memlit.datum import ReconciledDocument, Result
from memlit.field.vocabulary import Vocabulary
from memlit.grouping import grouped
from memlit.library import Library
from memlit.numbers import PublishedLine
from memlit.observations.lines import ObservedLines
from memlit.observations.metrics import best_of_items
from memlit.report.blocks import Printing
from memlit.report.book import NumberBook


@dataclass(frozen=True)
class ObservedMaterial(Printing):
    """Everything that the sections of such a report are written from."""

    library: Library
    documents: tuple[ReconciledDocument, ...]
    problems: tuple[str, ...]
    lines: ObservedLines
    formulas: Mapping[str, Formula]
    vocabulary: Vocabulary
    field: FieldOfScience
    classes: Classes
    config: Config
    book: NumberBook
    projects: tuple[str, ...]
    citation: Mapping[str, Any]
    changes: ReleaseChange
    claims: tuple[PublishedLine, ...] = ()
    """Such a review judges none."""

    @property
    def primary(self) -> str:
        """The metric that items are ordered by."""
        return self.config.analysis.primary

    def counted(self, name: str) -> Result:
        """How many `documents`, `readings`, `papers`, `items`, `observations`, `conflicts`, `left_out` there are; of a
        metric, of how many observations it is known.
        """
        return self.book.results[f"observed#{name}"]

    def pairs_counted(self, name: str) -> Result:
        """How many pairs of classes are `tested`, or shown to be `differing`."""
        return self.book.results[f"pairs#{name}"]

    @cached_property
    def by_observation(self) -> dict[str, dict[str, PublishedLine]]:
        """The values of each observation by parameter."""
        found = grouped(self.lines.observations, lambda line: line.observation)
        return {name: {one.parameter: one for one in own} for name, own in found.items()}

    @cached_property
    def metrics_of(self) -> dict[str, dict[str, PublishedLine]]:
        """The metrics of each observation by name."""
        found = grouped(self.lines.metrics, lambda line: line.observation)
        return {name: {one.metric: one for one in own} for name, own in found.items()}

    @cached_property
    def best(self) -> list[PublishedLine]:
        """The primary metric of each item where it is best, the best item first."""
        return best_of_items(self.lines.metrics, self.primary, self.config.metrics[self.primary])

    @property
    def headline(self) -> list[PublishedLine]:
        """The classes at the first condition of comparison by the primary metric, the best median first."""
        sign = -1 if self.config.metrics[self.primary].better == "higher" else 1
        own = [one for one in self.lines.classes if one.metric == self.primary]
        first = [one for one in own if one.at == own[0].at and one.median is not None]
        return sorted(first, key=lambda one: (sign * one.median, one.device_class))

    @property
    def shown_pairs(self) -> list[PublishedLine]:
        """Pairs of classes that are shown to differ."""
        return [pair for pair in self.lines.pairs if pair.is_shown]
