"""The tables that rules publish: the module of a rule declares its own, or imports what does."""

import importlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from memlit.benchmark.rows import benchmark_table
from memlit.code_hash import stage_modules
from memlit.config import Metric
from memlit.published import DECLARED_TABLES, PublishedTable
from memlit.synapses.members import synapses_table


def declared_tables(rules: Iterable[str], metrics: Mapping[str, Metric]) -> list[PublishedTable[Any]]:
    """The tables of `rules`, sorted by file name. metrics: those of config/metrics.yaml, which have columns too."""
    rules = set(rules)
    for rule in rules:
        importlib.import_module(stage_modules()[rule])
    own = [made(metrics) for rule, made in _OF_METRICS.items() if rule in rules]
    tables = {**DECLARED_TABLES, **{(table.file, table.rule): table for table in own}}
    return [table for _, table in sorted(tables.items()) if table.rule in rules]


_OF_METRICS: Mapping[str, Callable[[Mapping[str, Metric]], PublishedTable[Any]]] = {
    "compute_benchmark": benchmark_table,
    "describe_synapses": synapses_table,
}
"""Tables with a column for each metric, by their rule."""
