"""config/metrics.yaml as a model: the metrics of the benchmark, one entry each."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from memlit.config.read import Section, validated
from memlit.yaml_files.read import read_yaml

METRICS_FILE = "config/metrics.yaml"
Role = Literal["synapse", "neuron"]
MetricName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
_SIGN = r"[A-Za-z]+(_[A-Za-z0-9]+)?"


class Metric(Section):
    """A figure of merit of a device, computed from the tuple of a pulse."""

    name: str = Field(min_length=1, pattern=r"^[^\n]*$", description="Its name in running text")
    symbol: str = Field(pattern=f"^{_SIGN}(/{_SIGN})?$", description="Its symbol, a subscript after _: E_a, tau")
    unit: str = Field(description="Its SI unit, 1 for a ratio; the formula must have its dimension")
    roles: tuple[Role, ...] = Field(
        min_length=1, description="Devices for which it is computed; arrays and memories count as synapses"
    )
    better: Literal["lower", "higher"] = Field(default="lower", description="Which end is better")
    formula: str = Field(
        min_length=1,
        max_length=200,
        description="Over V, tau, G_on, G_off and r = G_on/G_off, with + - * / ^, log, sqrt and mean(a, b), the mean "
        "of conventions.conductance_mean",
    )
    note: str = Field(default="", description="What the formula does not say by itself")
    reference: str = Field(default="", description="Where it is defined")
    not_applicable_to: tuple[Literal["charge"], ...] = Field(
        default=("charge",), description="Devices to which it does not apply; charge: those that store charge"
    )
    upper_limit_with: Literal["", "load_resistance"] = Field(
        default="", description="A part of the tuple that makes the formula only an upper limit"
    )


class MetricList(Section):
    """The whole of config/metrics.yaml."""

    metrics: dict[MetricName, Metric] = Field(min_length=1, description="The metrics by name, in the report's order")


def load_metrics(path: Path) -> dict[str, Metric]:
    """config/metrics.yaml, validated; `memlit.benchmark.metrics` checks its formulas."""
    return validated(MetricList, read_yaml(path), str(path)).metrics
