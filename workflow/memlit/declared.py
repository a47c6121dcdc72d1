"""All published tables, with the columns of the metrics of a review."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from memlit.benchmark.rows import columns_of_metrics
from memlit.config import Metric
from memlit.published import Columns, PublishedTable, tables_in_yaml
from memlit.synapses.members import columns_of_synapse_metrics

_OF_METRICS: Mapping[str, Callable[[Mapping[str, Metric]], Columns]] = {
    "benchmark": columns_of_metrics,
    "synapses": columns_of_synapse_metrics,
}
"""The columns of metrics of the tables that have some, by the table, which bears the name of its rule."""


def declared_tables(rules: Collection[str] | None, metrics: Mapping[str, Metric]) -> list[PublishedTable[Any]]:
    """The tables of `rules`, or of all, sorted by file name. metrics: those of config/metrics.yaml."""
    # Metrics of another field have symbols that these columns do not know.
    columns = {name: make(metrics) for name, make in _OF_METRICS.items() if rules is None or name in rules}
    return tables_in_yaml(rules, columns)
