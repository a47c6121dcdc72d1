"""Data of figures from records: every table that figures read, of the items that a test gives, or empty."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd
from memlit.analysis.class_medians import ClassSummary
from memlit.analysis.comparison.record import COMPARISON_PAIRS, COMPARISONS, ClassComparisons, comparison_lines
from memlit.analysis.evidence.coverage import CoverageLine
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
from memlit.published import PUBLISHED, PublishedTable
from memlit.synapses.next_readings import NextReading

_TABLES: dict[str, PublishedTable[Any]] = {
    table.name: table
    for table in (
        *(COMPARISONS, COMPARISON_PAIRS, ACCURACY, MEASURED_PARTS, CLAIMS),
        *(PUBLISHED[row] for row in (ClassSummary, CoverageLine, NextReading)),
    )
}
_RULES = ("class_medians", "compare_classes", "judge_claims", "measure_variability")


def figure_data(
    config: Config, classes: Classes, library: Library | None = None, /, results: Iterable[Result] = (), **items: Any
) -> FigureData:
    """items: of each table by its name, `benchmark` among them, or a frame; results: the numbers of all rules."""
    known = {name: items.pop(name) for name in list(items) if isinstance(items[name], pd.DataFrame)}
    known = {**{name: frame_of(table, items.get(name, ())) for name, table in _TABLES.items()}, **known}
    known["benchmark"] = frame_of(benchmark_table(config.metrics), items.get("benchmark", ()))
    known["papers"] = frame_of(PAPERS, papers(library or Library(), classes).values())
    columns = ("id", "value", "low", "high", "unit")
    numbers = [[getattr(result, name) for name in columns] for result in results]
    frame = pd.DataFrame(numbers, columns=list(columns)).astype(dict.fromkeys(("value", "low", "high"), "float64"))
    return FigureData(config, classes, known={**known, **{f"numbers_{rule}": frame for rule in _RULES}})


def comparison_data(record: ClassComparisons, config: Config, classes: Classes) -> FigureData:
    """Of comparisons alone."""
    return figure_data(
        config,
        classes,
        results=results_in(record),
        comparisons=comparison_lines(record, "classes"),
        comparison_pairs=comparison_lines(record, "pairs"),
    )
