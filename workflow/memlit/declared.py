"""All published tables, with the columns of the metrics of a review."""

from collections.abc import Iterable, Mapping
from typing import Any

from memlit.benchmark.rows import columns_of_metrics
from memlit.config import Metric
from memlit.published import PublishedTable, tables_in_yaml
from memlit.synapses.members import columns_of_synapse_metrics


def declared_tables(rules: Iterable[str] | None, metrics: Mapping[str, Metric]) -> list[PublishedTable[Any]]:
    """The tables of `rules`, or of all, sorted by file name. metrics: those of config/metrics.yaml."""
    of_metrics = {"benchmark": columns_of_metrics(metrics), "synapses": columns_of_synapse_metrics(metrics)}
    return tables_in_yaml(rules, of_metrics)
