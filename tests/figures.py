"""Data of figures from records: every table that figures read, of the items that a test gives, or empty."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd
from memlit.analysis.class_medians import CLASSES_TABLE
from memlit.analysis.comparison.record import COMPARISON_PAIRS, COMPARISONS, ClassComparisons, comparison_lines
from memlit.analysis.evidence.coverage import COVERAGE_TABLE
from memlit.analysis.variability.accuracy import ACCURACY
from memlit.analysis.variability.measured import MEASURED_PARTS
from memlit.benchmark.rows import benchmark_table
from memlit.benchmark.values import PAPERS, papers
from memlit.claims.outputs import CLAIMS
from memlit.config import Classes, Config
from memlit.datum import Result, results_in
from memlit.frames import frame_of
from memlit.library import Library
from memlit.plots.look.data import FigureData
from memlit.published import PublishedTable
from memlit.synapses.next_readings import NEXT_READINGS_TABLE

_TABLES: dict[str, PublishedTable[Any]] = {
    table.name: table
    for table in (
        *(COMPARISONS, COMPARISON_PAIRS, ACCURACY, CLAIMS),
        *(CLASSES_TABLE, COVERAGE_TABLE, NEXT_READINGS_TABLE, MEASURED_PARTS),
    )
}
_RULES = ("classes", "claims", "variability")


def figure_data(
    config: Config, classes: Classes, library: Library | None = None, /, results: Iterable[Result] = (), **items: Any
) -> FigureData:
    """items: of each table by its name, `benchmark` among them, or its frame; results: the numbers of all rules."""
    known = {name: _frame(table, items.get(name, ())) for name, table in _TABLES.items()}
    known["benchmark"] = frame_of(benchmark_table(config.metrics), items.get("benchmark", ()))
    known["papers"] = frame_of(PAPERS, papers(library or Library(), classes).values())
    columns = ("id", "value", "low", "high", "unit")
    numbers = [[getattr(result, name) for name in columns] for result in results]
    frame = pd.DataFrame(numbers, columns=list(columns)).astype(dict.fromkeys(("value", "low", "high"), "float64"))
    return FigureData(config, classes, known={**known, **{f"numbers_{rule}": frame for rule in _RULES}})


def _frame(table: PublishedTable[Any], items: Any) -> pd.DataFrame:
    return items if isinstance(items, pd.DataFrame) else frame_of(table, items)


def comparison_data(record: ClassComparisons, config: Config, classes: Classes) -> FigureData:
    """Of comparisons alone."""
    return figure_data(
        config,
        classes,
        results=results_in(record),
        comparisons=comparison_lines(record, "classes"),
        comparison_pairs=comparison_lines(record, "pairs"),
    )
