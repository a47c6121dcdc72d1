"""config/config.yaml as a model: evidence, conventions, the analysis plan, the report, the network.

After reading, it also holds the metrics of config/metrics.yaml.

config/metrics.yaml as a model: the metrics of the benchmark, one entry each.
"""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints
from pydantic.json_schema import SkipJsonSchema

from memlit.config.plan import AnalysisPlan
from printed.yaml_files.checked import Section, validated
from printed.yaml_files.read import read_yaml

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
        default=(), description="Devices for which it is computed; none in a field whose items have no roles"
    )
    better: Literal["lower", "higher"] = Field(default="lower", description="Which end is better")
    formula: str = Field(
        min_length=1,
        max_length=200,
        description="Over the letters of the field (V, tau, G_on, G_off and r = G_on/G_off of a device) with "
        "+ - * / ^, log, sqrt and mean(a, b), the mean of conventions.conductance_mean",
    )
    note: str = Field(default="", description="What the formula does not say by itself")
    reference: str = Field(default="", description="Where it is defined")
    not_applicable_to: tuple[Literal["charge"], ...] = Field(
        default=("charge",), description="Devices to which it does not apply; charge: those that store charge"
    )
    upper_limit_with: Literal["", "load_resistance"] = Field(
        default="", description="A part of the tuple that makes the formula only an upper limit"
    )

    def column(self, name: str) -> str:
        """Its column in benchmark.csv by its name: with the unit, `action_energy_j`."""
        unit = self.unit.lower().replace("/", "_per_").replace("*", "_").replace("^", "")
        return name if unit == "1" else f"{name}_{unit}"


class MetricList(Section):
    """The whole of config/metrics.yaml."""

    metrics: dict[MetricName, Metric] = Field(min_length=1, description="The metrics by name, in the report's order")


def load_metrics(path: Path) -> dict[str, Metric]:
    """config/metrics.yaml, validated; `memlit.benchmark.metrics` checks its formulas."""
    return validated(MetricList, read_yaml(path), str(path)).metrics


CONFIG_FILE = "config/config.yaml"


class Evidence(Section):
    """Which readings may feed the benchmark, and which sets of papers are shown, in order."""

    tiers: tuple[str, ...] = Field(
        default=("primary", "redigitised", "secondary"),
        description="Tiers that may feed the benchmark, most trusted first",
    )
    sets: tuple[str, ...] = Field(
        default=("review-fig11", "review-text", "survey", "tables", "synapses"),
        description="Sets of papers; a paper in several sets counts in the first of them",
    )
    headline_set: str = Field(default="review-fig11", description="The set of the review's own benchmark")
    simulated: bool = Field(
        default=False,
        description="Whether the corpus is made up, for measurements: then only papers `sim-...` count",
    )


class Conventions(Section):
    """Named choices for the benchmark's formulas."""

    headline_pulse: Literal["set", "reset"] = Field(
        default="set", description="The pulse of the headline; the other is computed and shown beside it"
    )
    conductance_mean: Literal["arithmetic", "logarithmic", "on_only"] = Field(
        default="arithmetic", description="Mean of G_on and G_off in the action energy"
    )


class ReviewStatement(Section):
    """What the earlier review says of the state of its field, in words of our own."""

    about: str = Field(description="What it is about")
    says: str = Field(description="What the review says, in our words")
    place: str = Field(description="Where it says so, such as 6.A")
    claims: tuple[str, ...] = Field(default=(), description="Ids of the claims in config/claims.yaml that test it")
    section: str = Field(default="", description="Id of the section of the report that bears on it")


class Report(Section):
    """Words on the report's first page."""

    title: str = Field(default="Memristive synapses and neurons: the benchmark regenerated")
    subtitle: str = Field(default="")
    review_key: str = Field(
        default="li2023", description="Key in references.bib of the review whose claims are tested; empty for none"
    )
    classes_text: str = Field(default="", description="Introduction of the section on device classes")
    data_licence: str = Field(
        default="",
        description="SPDX name of the licence of the tables that the review makes, empty where none is given; what a "
        "source prints keeps the licence of the source",
    )
    statements: tuple[ReviewStatement, ...] = Field(
        default=(), description="Challenges and outlook of the review, set beside what the evidence says of them"
    )


class Audit(Section):
    """Settings of the pages under results/audit/."""

    images: Literal["open", "local", "none"] = Field(
        default="open",
        description="Page images: of documents whose licence allows it, of every available document as it was read "
        "(for your own use, do not pass the pages on), or none",
    )


class Network(Section):
    """What `memlit add` and `memlit fetch` may request from the network; a run of the workflow requests nothing."""

    allowed: bool = Field(default=False, description="Whether they may use the network without --yes")
    contact: str = Field(default="", description="E-mail address that the services ask clients to send")
    crossref: str = Field(default="https://api.crossref.org", description="Address of the Crossref REST API")


class Config(Section):
    """The whole of config/config.yaml."""

    n_buckets: int = Field(
        default=4,
        ge=1,
        le=1024,
        description="Number of groups of documents; fixed, because changing it re-reads everything",
    )
    seed: int = Field(default=20231, ge=0, description="Seed of every random number")
    evidence: Evidence = Evidence()
    conventions: Conventions = Conventions()
    analysis: AnalysisPlan = AnalysisPlan()
    metrics: SkipJsonSchema[dict[str, Metric]] = Field(default={}, description="Read from config/metrics.yaml")
    report: Report = Report()
    audit: Audit = Audit()
    network: Network = Network()

    def metrics_of(self, role: str) -> tuple[str, ...]:
        """Metrics of devices with this role, in order; all devices that are not neurons have those of a synapse."""
        kind = "neuron" if role == "neuron" else "synapse"
        return tuple(name for name, metric in self.metrics.items() if kind in metric.roles)

    @property
    def planned_metrics(self) -> tuple[str, ...]:
        """Metrics that the plan compares between classes, in order."""
        planned = {self.analysis.primary, *self.analysis.secondary}
        return tuple(name for name in self.metrics_of("synapse") if name in planned)


def load_config(path: Path) -> Config:
    """config/config.yaml, validated, with the metrics.yaml beside it."""
    config = validated(Config, read_yaml(path), str(path))
    return config.model_copy(update={"metrics": load_metrics(path.with_name(Path(METRICS_FILE).name))})
