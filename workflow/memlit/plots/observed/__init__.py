"""Figures of observations of any field: a metric against its condition, and classes beside each other."""

from memlit.config import Metric
from memlit.presentation.format import raised_powers


def axis_words(metric: Metric) -> str:
    """The label of the axis of a metric: its name, with its unit where it has one."""
    return metric.name if metric.unit == "1" else f"{metric.name} ({raised_powers(metric.unit)})"
