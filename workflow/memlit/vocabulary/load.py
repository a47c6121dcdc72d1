"""Read config/vocabulary.yaml; every mistake in it gives one line that says what to write instead."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from memlit.errors import ConfigError
from memlit.vocabulary.model import Combined, Parameter, Vocabulary
from memlit.vocabulary.units import declared_units, use_units
from memlit.yaml_files.read import read_yaml

_LISTS = (
    "never",
    "changes_meaning",
    "changes_meaning_except",
    "label_headers",
    "unit_headers",
    "symbol_headers",
    "pairs",
    "value_headers",
)


def load_vocabulary(path: Path | str) -> Vocabulary:
    """Read and check a vocabulary file; the units that it declares are read from then on in this process.

    Raises ConfigError that names the entry and what to write instead.
    """
    vocabulary = _build(read_yaml(Path(path)), str(path))
    use_units(vocabulary.units)
    return vocabulary


def _build(data: Any, where: str) -> Vocabulary:
    if not isinstance(data, dict) or not isinstance(data.get("parameters"), dict):
        raise ConfigError(where, "has no `parameters:` mapping", "start it as in config/vocabulary.yaml")
    _check_keys(data, {item.name for item in fields(Vocabulary)} - {"told"}, where)
    parameters = {
        name: _parameter(str(name), value, f"{where}: parameters.{name}") for name, value in data["parameters"].items()
    }
    combined = tuple(
        _combined(value, parameters, f"{where}: combined[{number}]")
        for number, value in enumerate(data.get("combined") or ())
    )
    lists: dict[str, Any] = {key: _texts(data.get(key), f"{where}: {key}") for key in _LISTS}
    qualifiers = {str(key): str(value) for key, value in (data.get("qualifiers") or {}).items()}
    decides = data.get("unit_decides") or {}
    for name in (name for pairs in decides.values() for pair in pairs.items() for name in pair):
        if name not in parameters:
            raise ConfigError(f"{where}: unit_decides", f"unknown parameter {name!r}", _instead(name, parameters))
    for name in lists["changes_meaning_except"]:
        if name not in parameters:
            raise ConfigError(
                f"{where}: changes_meaning_except", f"unknown parameter {name!r}", _instead(name, parameters)
            )
    return Vocabulary(
        parameters=parameters,
        units=declared_units(data.get("units"), f"{where}: units"),
        combined=combined,
        qualifiers=qualifiers,
        unit_decides=decides,
        **lists,
    )


def _parameter(name: str, value: Any, where: str) -> Parameter:
    allowed = {item.name for item in fields(Parameter)} - {"name"}
    if not isinstance(value, dict):
        raise ConfigError(where, "is not a mapping", f"give it the keys {', '.join(sorted(allowed))}")
    _check_keys(value, allowed, where)
    if not value.get("meaning"):
        raise ConfigError(where, "has no meaning", "add `meaning:` with one sentence")
    kind = value.get("kind", "number")
    if kind not in ("number", "text"):
        raise ConfigError(where, f"kind is {kind!r}", "write number or text")
    if kind == "number" and not value.get("unit"):
        raise ConfigError(where, "has no unit", 'add `unit:` with the SI unit, "1" for a ratio')
    limits: tuple[float, float] | None = None
    if "range" in value:
        try:
            low, high = (float(item) for item in value["range"])
        except (TypeError, ValueError) as error:
            raise ConfigError(where, f"range is {value['range']!r}", "write two numbers, [low, high]") from error
        if low >= high:
            raise ConfigError(where, f"range {low:g} to {high:g} is empty", "write the smaller number first")
        limits = (low, high)
    return Parameter(
        name=name,
        meaning=str(value["meaning"]),
        kind=kind,
        symbol=str(value.get("symbol", "")),
        unit=str(value.get("unit", "")),
        range=limits,
        text=_texts(value.get("text"), f"{where}.text"),
        positive=bool(value.get("positive", False)),
        generic=bool(value.get("generic", False)),
        sides=bool(value.get("sides", False)),
        not_to_confuse_with=str(value.get("not_to_confuse_with", "")),
        header=_texts(value.get("header"), f"{where}.header"),
        header_contains=_texts(value.get("header_contains"), f"{where}.header_contains"),
    )


def _combined(value: Any, parameters: Mapping[str, Parameter], where: str) -> Combined:
    if not isinstance(value, dict):
        raise ConfigError(where, "is not a mapping", "give it parts or choose, and header words")
    _check_keys(value, {item.name for item in fields(Combined)}, where)
    entry = Combined(
        parts=_texts(value.get("parts"), f"{where}.parts"),
        choose=_texts(value.get("choose"), f"{where}.choose"),
        unsplit=value.get("unsplit"),
        header=_texts(value.get("header"), f"{where}.header"),
        header_contains=_texts(value.get("header_contains"), f"{where}.header_contains"),
    )
    if bool(entry.parts) == bool(entry.choose):
        raise ConfigError(where, "needs either parts or choose", "write one of the two, a list of parameters")
    for name in (*entry.parts, *entry.choose, *((entry.unsplit,) if entry.unsplit else ())):
        if name not in parameters:
            raise ConfigError(where, f"names {name!r}, which is not a parameter", _instead(name, parameters))
    return entry


def _check_keys(value: Mapping[Any, Any], allowed: Iterable[str], where: str) -> None:
    for key in value:
        if key not in allowed:
            raise ConfigError(where, f"unknown key {key!r}", _instead(str(key), allowed))


def _instead(word: str, allowed: Iterable[str]) -> str:
    close = difflib.get_close_matches(word, sorted(allowed), n=1)
    return f"write {close[0]!r} instead" if close else f"write one of {', '.join(sorted(allowed)[:12])}"


def _texts(value: Any, where: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ConfigError(where, "is not a list of texts", "write one quoted text a line after a dash")
    return tuple(value)
