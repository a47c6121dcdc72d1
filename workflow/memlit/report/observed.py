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
from memlit.observations.metrics import best_of_items
from memlit.observations.record import ClassAt, Compared, MetricValue, Observations, ObservedValue, PairAt
from memlit.report.blocks import Printing
from memlit.report.book import NumberBook


@dataclass(frozen=True)
class ObservedMaterial(Printing):
    """Everything that the sections of such a report are written from."""

    library: Library
    documents: tuple[ReconciledDocument, ...]
    problems: tuple[str, ...]
    observed: Observations
    metrics: tuple[MetricValue, ...]
    known: tuple[Result, ...]
    compared: Compared
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

    @cached_property
    def by_observation(self) -> dict[str, dict[str, ObservedValue]]:
        """The values of each observation by parameter."""
        found = grouped(self.observed.values, lambda value: value.observation)
        return {name: {one.parameter: one for one in own} for name, own in found.items()}

    @cached_property
    def metrics_of(self) -> dict[str, dict[str, MetricValue]]:
        """The metrics of each observation by name."""
        found = grouped(self.metrics, lambda value: value.observation)
        return {name: {one.metric: one for one in own} for name, own in found.items()}

    @cached_property
    def best(self) -> list[MetricValue]:
        """The primary metric of each item where it is best, the best item first."""
        return best_of_items(self.metrics, self.primary, self.config.metrics[self.primary])

    @property
    def headline(self) -> list[ClassAt]:
        """The classes at the first condition of comparison by the primary metric, the best median first."""
        higher = self.config.metrics[self.primary].better == "higher"
        own = [one for one in self.compared.classes if one.metric == self.primary]
        first = [one for one in own if one.at == own[0].at and one.median is not None]
        return sorted(first, key=lambda one: (_of_median(one) * (-1 if higher else 1), one.item_class))

    @property
    def shown_pairs(self) -> list[PairAt]:
        """Pairs of classes that are shown to differ."""
        return [pair for pair in self.compared.pairs if pair.is_shown]


def _of_median(one: ClassAt) -> float:
    return (one.median.value.value if one.median else None) or 0.0
