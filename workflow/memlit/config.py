"""The analysis plan: config/config.yaml and config/classes.yaml as models; unknown keys are errors."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from memlit.errors import ConfigError

CONFIG_FILE = "config/config.yaml"
CLASSES_FILE = "config/classes.yaml"


class Section(BaseModel):
    """Base of all settings: unknown keys are refused, settings do not change during a run."""

    model_config = ConfigDict(extra="forbid", frozen=True)


SectionT = TypeVar("SectionT", bound=Section)


class Evidence(Section):
    """Which readings may feed the benchmark, and which sets of papers are shown, in order."""

    tiers: tuple[str, ...] = Field(
        default=("primary", "redigitised", "secondary"),
        description="Tiers that may feed the benchmark, the most trusted first",
    )
    sets: tuple[str, ...] = Field(
        default=("review-fig11", "review-text", "survey", "tables"),
        description="Sets of papers; a paper in several counts in the first of them",
    )
    headline_set: str = Field(default="review-fig11", description="The set of the review's own benchmark")
    simulated: bool = Field(
        default=False,
        description="Whether the corpus is made up, for measuring: then papers `sim-...` count and no other does",
    )


class Conventions(Section):
    """Named choices of the benchmark's formulas."""

    headline_pulse: Literal["set", "reset"] = Field(
        default="set", description="The pulse of the headline; the other is computed and shown beside it"
    )
    conductance_mean: Literal["arithmetic", "logarithmic", "on_only"] = Field(
        default="arithmetic", description="Mean of G_on and G_off in the action energy"
    )


MetricName = Literal["action_energy", "standby_power", "spike_timing"]
OverallTestName = Literal["welch", "permutation", "kruskal", "brown_forsythe", "fligner"]
OVERALL_TESTS: tuple[OverallTestName, ...] = ("welch", "permutation", "kruskal", "brown_forsythe", "fligner")


class Inclusion(Section):
    """How many papers a statement needs."""

    range_from: int = Field(default=3, ge=2, description="Papers from which a class shows a median, without interval")
    interval_from: int = Field(
        default=6,
        ge=6,
        description="Papers from which a median has an interval and pairs are tested; an exact one of 95 % needs 6",
    )
    exact_below: int = Field(
        default=12,
        ge=0,
        description="Below this many papers the exact order-statistic interval stands beside the bootstrap's",
    )
    permutation_below: int = Field(
        default=20, ge=0, description="Below this many papers in a class p of a pair comes from studentized permutation"
    )

    @model_validator(mode="after")
    def _ordered(self) -> Inclusion:
        if self.range_from > self.interval_from:
            raise ValueError("range_from is above interval_from")
        return self


class Resamples(Section):
    """Numbers of random draws; the seed is `seed`."""

    bootstrap: int = Field(default=9999, ge=99, description="Bootstrap resamples of papers")
    permutations: int = Field(default=9999, ge=99, description="Permutations of a test over classes and of a pair")
    reading_error: int = Field(
        default=199, ge=19, description="Draws of all values with the measured error of a reading"
    )
    assignments: int = Field(
        default=200, ge=0, description="Random positions within bounds that a decision must survive"
    )
    multiverse: int = Field(
        default=999,
        ge=99,
        description="Permutations of a pair in each cell of the multiverse and position within bounds",
    )


class Power(Section):
    """What the number of papers could show."""

    power: float = Field(default=0.8, gt=0.5, lt=1, description="Power of the smallest shift that is called detectable")
    assumed_sd_decades: float = Field(
        default=1.3, gt=0, description="Spread between papers assumed before any number is seen, in decades"
    )


class Wording(Section):
    """What a decision is called. A difference that is not shown is never called equality."""

    differs: str = Field(default="are shown to differ", min_length=1)
    not_shown: str = Field(default="are not shown to differ", min_length=1)
    fragile_below_percent: float = Field(
        default=90.0,
        ge=0,
        le=100,
        description="A decision repeated by fewer draws of the reading error is called fragile",
    )


class Tolerances(Section):
    """How near a value must come to a claim of the review."""

    about: float = Field(default=0.25, gt=0, lt=1, description="`~`: this share to both sides")
    order_of_decades: float = Field(default=0.5, gt=0, le=1, description="`order of`: |log10 ratio| up to this")


class Multiverse(Section):
    """Joint switches of the review set; a number is a reference of the review."""

    pulses: tuple[Literal["set", "reset", "larger"], ...] = Field(
        default=("set", "reset", "larger"), min_length=1, description="larger: the pulse with the larger action energy"
    )
    means: tuple[Literal["arithmetic", "logarithmic", "on_only"], ...] = Field(
        default=("arithmetic", "logarithmic", "on_only"), min_length=1, description="Conductance in the action energy"
    )
    tiers: tuple[tuple[str, ...], ...] = Field(
        default=(("primary",), ("primary", "redigitised"), ("primary", "redigitised", "secondary")),
        min_length=1,
        description="Sets of tiers that may feed the benchmark",
    )
    double: int = Field(default=220, description="Reference credited to two classes: both, or one of the two")
    double_classes: tuple[str, str] = Field(default=("VCM", "ECM"), description="The two classes it is credited to")
    conflicts: tuple[int, ...] = Field(
        default=(68, 104, 107, 125, 218), description="References that the review names in two classes"
    )
    conflict_class: str = Field(default="ICM", description="The other class of these references")
    added: tuple[int, ...] = Field(
        default=(101, 147, 244), description="References discussed with a class but not credited to it"
    )
    added_class: str = Field(default="ECM", description="Class that they are added to")
    merged_class: str = Field(default="RRAM", description="Class of the survey that may count as merged_into")
    merged_into: str = Field(default="VCM")


class AnalysisPlan(Section):
    """What is analysed and how, fixed before the numbers are seen; the report prints it before its results."""

    primary: MetricName = Field(default="action_energy", description="Metric of the primary family of class pairs")
    secondary: tuple[MetricName, ...] = Field(
        default=("standby_power", "spike_timing"), description="Metrics with families of their own"
    )
    unit: Literal["paper"] = Field(
        default="paper", description="Unit of analysis; one value a paper and class, the median of its devices"
    )
    alpha: float = Field(default=0.05, gt=0, lt=0.5, description="Level of a decision, two-sided, after Holm")
    level: float = Field(default=0.95, gt=0.5, lt=1, description="Level of every interval")
    overall_tests: tuple[OverallTestName, ...] = Field(
        default=OVERALL_TESTS, min_length=1, description="Tests over all compared classes, the primary one first"
    )
    inclusion: Inclusion = Inclusion()
    resamples: Resamples = Resamples()
    power: Power = Power()
    wording: Wording = Wording()
    tolerances: Tolerances = Tolerances()
    multiverse: Multiverse = Multiverse()

    @model_validator(mode="after")
    def _families(self) -> AnalysisPlan:
        metrics = (self.primary, *self.secondary)
        if len(set(metrics)) < len(metrics):
            raise ValueError("a metric is named twice in primary and secondary")
        return self

    def inclusion_of(self, papers: int) -> Literal["none", "list", "range", "interval"]:
        """What a number of papers may show."""
        if papers < self.inclusion.range_from:
            return "list" if papers else "none"
        return "range" if papers < self.inclusion.interval_from else "interval"


class Report(Section):
    """Words on the report's first page."""

    title: str = Field(default="Memristive synapses and neurons: the benchmark regenerated")
    subtitle: str = Field(default="")
    review_key: str = Field(
        default="li2023", description="Key of the review in references.bib whose claims are tested; empty for none"
    )
    classes_text: str = Field(default="", description="What the section on device classes says of them first")


class Audit(Section):
    """The pages under results/audit/."""

    images: Literal["open", "local", "none"] = Field(
        default="open",
        description="Page images: of documents whose licence allows it, of every document at hand as it was read "
        "(for your own eyes, do not pass the pages on), or none",
    )


class Network(Section):
    """What `memlit add` and `memlit fetch` may ask of the network; a run of the workflow asks nothing."""

    allowed: bool = Field(default=False, description="Whether they may use the network without --yes")
    contact: str = Field(default="", description="E-mail address that the services ask clients to send")
    crossref: str = Field(default="https://api.crossref.org", description="Address of the Crossref REST API")


class Config(Section):
    """The whole of config/config.yaml."""

    n_buckets: int = Field(
        default=4,
        ge=1,
        le=1024,
        description="Number of groups of documents; fixed, for changing it re-reads everything",
    )
    seed: int = Field(default=20231, ge=0, description="Seed of every random number")
    evidence: Evidence = Evidence()
    conventions: Conventions = Conventions()
    analysis: AnalysisPlan = AnalysisPlan()
    report: Report = Report()
    audit: Audit = Audit()
    network: Network = Network()


class DeviceClass(Section):
    """One device class: what it is called, how it works, whether it has a resistive energy."""

    name: str
    aliases: tuple[str, ...] = ()
    mechanism: str = ""
    charge_device: bool = False
    on_state: str = ""
    off_state: str = ""
    notes: tuple[str, ...] = ()


class Classes(Section):
    """config/classes.yaml: the device classes by short name, and the review's credit lists."""

    classes: dict[str, DeviceClass]
    fig11_credits: dict[str, tuple[int, ...]] = Field(default_factory=dict)

    def canonical(self, name: str) -> str | None:
        """The class's short name for `name` or one of its aliases, None when unknown."""
        if name in self.classes:
            return name
        for short, device_class in self.classes.items():
            if name in device_class.aliases:
                return short
        return None


class ReportingItem(Section):
    """One item of a reporting guideline: ids of the sections that answer it, and how."""

    item: str
    topic: str
    where: str = ""
    how: str


class Reporting(Section):
    """config/reporting.yaml: the checklists of PRISMA 2020 and SWiM."""

    prisma: tuple[ReportingItem, ...] = ()
    swim: tuple[ReportingItem, ...] = ()


def load_reporting(path: Path) -> Reporting:
    """config/reporting.yaml, validated."""
    return validated(Reporting, read_yaml(path), str(path))


def validated(model: type[SectionT], data: Any, where: str) -> SectionT:
    """`data` as `model`; a misfit is one ConfigError that says what to write instead."""
    if data is None:
        data = {}
    if not isinstance(data, Mapping):
        raise ConfigError(where, "is not a mapping", "write `name: value` lines")
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        path = [str(part) for part in first["loc"]]
        where = f"{where}{line_of(Path(where), first['loc'])}"
        field = ".".join(path)
        if first["type"] == "extra_forbidden":
            known = _known_keys(model, path[:-1])
            near = difflib.get_close_matches(path[-1], known, n=1)
            remedy = f"write {near[0]}" if near else f"known keys here are {', '.join(sorted(known))}"
            raise ConfigError(where, f"unknown key {field}", remedy) from None
        raise ConfigError(where, f"{field}: {first['msg']}", "mend the value") from None


def line_of(path: Path, place: Iterable[str | int]) -> str:
    """`:12`, the line of a YAML file where `place`, keys and indices, stands as far as it is there; else empty."""
    if path.suffix not in {".yaml", ".yml"} or not path.is_file():
        return ""
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), yaml.SafeLoader)
    except (OSError, yaml.YAMLError, UnicodeDecodeError):
        return ""
    line = None
    for part in place:
        if isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == str(part)), None)
            if found is None:
                break
            line, node = found[0].start_mark.line, found[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line
        else:
            break
    return "" if line is None else f":{line + 1}"


def _known_keys(model: type[BaseModel], path: list[str]) -> list[str]:
    current: type[BaseModel] = model
    for part in path:
        field = current.model_fields.get(part)
        inner = _model_in(field.annotation) if field else None
        current = inner or current
    return list(current.model_fields)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model that an annotation is, or holds as the items of a list or the values of a mapping."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for model in map(_model_in, get_args(annotation)) if model), None)


_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The loader written in C where PyYAML has it: nine times faster, the same answers."""


class _UniqueKeys(_Loader):  # type: ignore[misc, valid-type]
    """Safe types only; a key that is written twice is an error, for YAML would keep the last in silence."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key, _ in node.value:
            name = (key.tag, key.value) if isinstance(key, yaml.ScalarNode) else id(key)
            if name in seen and key.tag != "tag:yaml.org,2002:merge":
                raise yaml.constructor.ConstructorError(None, None, f"repeats the key {key.value}", key.start_mark)
            seen.add(name)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return mapping


def read_yaml(path: Path) -> Any:
    """The YAML in `path` with safe types only; broken YAML is a ConfigError with its line."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), _UniqueKeys)
    except FileNotFoundError:
        raise ConfigError(str(path), "is missing", "restore it from the repository") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ConfigError(f"{path}:{line}", f"is not YAML ({error.problem})", "mend the line") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ConfigError(str(path), f"is not YAML ({error})", "save it as UTF-8 YAML") from None


def load_config(path: Path) -> Config:
    """config/config.yaml, validated."""
    return validated(Config, read_yaml(path), str(path))


def load_classes(path: Path) -> Classes:
    """config/classes.yaml, validated; an alias that names two classes is an error."""
    classes = validated(Classes, read_yaml(path), str(path))
    seen: dict[str, str] = {}
    for short, device_class in classes.classes.items():
        for name in (short, *device_class.aliases):
            if name in seen:
                raise ConfigError(str(path), f"{name} names both {seen[name]} and {short}", "remove one of the two")
            seen[name] = short
    return classes
