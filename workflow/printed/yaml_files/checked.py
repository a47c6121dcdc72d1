"""Settings checked against a model that refuses unknown keys."""

import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, ValidationError

from printed.errors import ConfigError
from printed.yaml_files.read import line_of


class Section(BaseModel):
    """Base of all settings: unknown keys are refused, and settings do not change during a run."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


REMEDIES = {
    "missing": "add `{key}:`",
    "string_too_short": "add `{key}:` with a text",
    "tuple_type": "write a list, one item a line after a dash",
}
"""How to fix a value, by pydantic's type of the error."""
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
        field, said = ".".join(path), first["msg"].removeprefix("Value error, ")
        if first["type"] == "extra_forbidden":
            known = _known_keys(model, path[:-1])
            near = difflib.get_close_matches(path[-1], known, n=1)
            remedy = f"write {near[0]}" if near else f"known keys here are {', '.join(sorted(known))}"
            raise ConfigError(where, f"unknown key {field}", remedy) from None
        remedy = REMEDIES.get(first["type"], "fix the value").format(key=path[-1] if path else "")
        raise ConfigError(where, f"{field}: {said}" if field else said, remedy) from None


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
