"""Reading settings: safe YAML with its lines, checked against a model that refuses unknown keys."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar, get_args

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from memlit.errors import ConfigError


class Section(BaseModel):
    """Base of all settings: unknown keys are refused, and settings do not change during a run."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


SectionT = TypeVar("SectionT", bound=Section)


def validated(model: type[SectionT], data: Any, where: str) -> SectionT:
    """`data` as `model`; an invalid value is a ConfigError that says what to write instead."""
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
        raise ConfigError(where, f"{field}: {first['msg']}", "fix the value") from None


def line_of(path: Path, place: Iterable[str | int]) -> str:
    """`:12`, the line of the deepest part of `place` (keys and indices) that a YAML file contains; else empty."""
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
    """The model in an annotation: itself, the items of a list, or the values of a mapping."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for model in map(_model_in, get_args(annotation)) if model), None)


_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The loader written in C if PyYAML has it: nine times faster, with the same answers."""


class _UniqueKeys(_Loader):  # type: ignore[misc, valid-type]
    """Safe types only; a repeated key is an error, because YAML would silently keep the last one."""

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
        raise ConfigError(f"{path}:{line}", f"is not YAML ({error.problem})", "fix the line") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ConfigError(str(path), f"is not YAML ({error})", "save it as UTF-8 YAML") from None
