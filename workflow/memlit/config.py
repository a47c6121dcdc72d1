"""The analysis plan: config/config.yaml and config/classes.yaml as models; unknown keys are errors."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

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


class Conventions(Section):
    """Named choices of the benchmark's formulas."""

    headline_pulse: Literal["set", "reset"] = Field(
        default="set", description="The pulse of the headline; the other is computed and shown beside it"
    )
    conductance_mean: Literal["arithmetic", "logarithmic", "on_only"] = Field(
        default="arithmetic", description="Mean of G_on and G_off in the action energy"
    )


class Report(Section):
    """Words on the report's first page."""

    title: str = Field(default="Memristive synapses and neurons: the benchmark regenerated")
    subtitle: str = Field(default="")
    review_key: str = Field(default="li2023", description="Key of the review in references.bib")


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
    report: Report = Report()


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
        field = ".".join(path)
        if first["type"] == "extra_forbidden":
            known = _known_keys(model, path[:-1])
            near = difflib.get_close_matches(path[-1], known, n=1)
            remedy = f"write {near[0]}" if near else f"known keys here are {', '.join(sorted(known))}"
            raise ConfigError(where, f"unknown key {field}", remedy) from None
        raise ConfigError(where, f"{field}: {first['msg']}", "mend the value") from None


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


class _UniqueKeys(yaml.SafeLoader):
    """Safe types only; a key that is written twice is an error, for YAML would keep the last in silence."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key, _ in node.value:
            name = (key.tag, key.value) if isinstance(key, yaml.ScalarNode) else id(key)
            if name in seen and key.tag != "tag:yaml.org,2002:merge":
                raise yaml.constructor.ConstructorError(None, None, f"repeats the key {key.value}", key.start_mark)
            seen.add(name)
        return super().construct_mapping(node, deep=deep)


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
