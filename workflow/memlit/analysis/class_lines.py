"""What the published tables say of classes, line by line with their numbers: what other rooms know of the analyses."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from memlit.analysis.class_medians import CLASS_PAPERS, CLASSES
from memlit.analysis.comparison.record import COMPARISON_PAIRS, COMPARISONS
from memlit.analysis.evidence.curators import CuratorAgreement
from memlit.datum import Result
from memlit.errors import certain
from memlit.field.codes import NOT_COUNTED
from memlit.frames import PublishedFrames, cells_of
from memlit.grouping import grouped
from memlit.numbers import PublishedLine, numbers_of_run, published_lines
from memlit.published import PUBLISHED

_TABLES = (CLASSES, CLASS_PAPERS, COMPARISONS, COMPARISON_PAIRS, PUBLISHED[CuratorAgreement])


@dataclass(frozen=True)
class ClassLines:
    """Lines of classes.csv, comparisons.csv, comparison_pairs.csv and curators.csv, and class_papers.csv as a frame.

    numbers: of the run by id, those of the lines among them.
    """

    classes: Sequence[PublishedLine] = ()
    class_papers: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=CLASS_PAPERS.names))
    comparisons: Sequence[PublishedLine] = ()
    comparison_pairs: Sequence[PublishedLine] = ()
    curators: Sequence[PublishedLine] = ()
    numbers: Mapping[str, Result] = field(default_factory=dict)

    def behind(self, summary: PublishedLine) -> list[tuple[str, Result]]:
        """The papers that a median of classes.csv is over, with what is known of each: points before bounds."""
        return [(paper, self.numbers[line]) for _, paper, line in self._papers[summary.id]]

    @cached_property
    def _papers(self) -> Mapping[str, list[tuple[str, str, str]]]:
        """The lines of the counted papers by median: its id, the paper, the id of the line."""
        counted = self.class_papers[self.class_papers["known"] != NOT_COUNTED]
        return grouped(cells_of(counted, ("summary", "paper", "id")), lambda cells: str(cells[0]))

    @cached_property
    def reading_errors(self) -> dict[str, Result]:
        """The error of one reading of a parameter in decades, where two curators read the same papers."""
        return {line.parameter: certain(line.number("reading_sd")) for line in self.curators}


def load_class_lines(tables: Iterable[Path], numbers: Iterable[Path]) -> ClassLines:
    """Of these files. Raises RecordError for one with other columns."""
    known = numbers_of_run(numbers)
    frames = PublishedFrames(_TABLES, tables)
    found: dict[str, Any] = {
        name: frame if name == CLASS_PAPERS.name else published_lines(frame, known) for name, frame in frames.items()
    }
    return ClassLines(**found, numbers=known)
