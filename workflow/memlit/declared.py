"""The tables that rules publish, as the modules that make them declare them."""

import importlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from memlit.benchmark.rows import benchmark_table
from memlit.config import Metric
from memlit.published import DECLARED_TABLES, PublishedTable
from memlit.synapses.members import synapses_table

_MODULES = (
    *("devices.outputs", "benchmark.values", "observations.record", "analysis.tags", "analysis.class_medians"),
    *("analysis.comparison.record", "analysis.comparison.retention", "analysis.robustness.record"),
    *("analysis.evidence.record", "analysis.evidence.coverage", "analysis.evidence.planned"),
    *("analysis.evidence.two_readers", "analysis.evidence.curators"),
    *("analysis.variability.measured", "analysis.variability.printed", "analysis.variability.accuracy"),
    *("claims.outputs", "claims.worklist", "synapses.outputs", "synapses.next_readings", "export.dictionary"),
    "report.sections.making.methods",
)


def declared_tables(rules: Iterable[str] | None, metrics: Mapping[str, Metric]) -> list[PublishedTable[Any]]:
    """The tables of `rules`, or of all, sorted by file name. metrics: those of config/metrics.yaml, columns too."""
    for module in _MODULES:
        importlib.import_module(f"memlit.{module}")
    wanted = {rule for _, rule in DECLARED_TABLES} if rules is None else set(rules)
    own = [made(metrics) for rule, made in _OF_METRICS.items() if rule in wanted]
    tables = {**DECLARED_TABLES, **{(table.file, table.rule): table for table in own}}
    return [table for _, table in sorted(tables.items()) if table.rule in wanted]


_OF_METRICS: Mapping[str, Callable[[Mapping[str, Metric]], PublishedTable[Any]]] = {
    "benchmark": benchmark_table,
    "synapses": synapses_table,
}
"""Tables with a column for each metric, by their rule."""
