"""Safe YAML with its lines: no key twice, no objects; a mistake is one line that says where it is."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from printed.errors import ConfigError

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
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ConfigError(str(path), "is missing", "restore it from the repository") from None
    except OSError as error:
        raise ConfigError(str(path), f"cannot be read ({error.strerror})", "give the path of a YAML file") from error
    except UnicodeDecodeError as error:
        raise ConfigError(str(path), f"is not YAML ({error})", "save it as UTF-8 YAML") from None
    return parsed_yaml(text, str(path))


def parsed_yaml(text: str, where: str) -> Any:
    """The YAML in `text`, of the file `where`, as `read_yaml` reads it."""
    try:
        return yaml.load(text, _UniqueKeys)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ConfigError(f"{where}:{line}", f"is not YAML ({error.problem})", "fix the line") from None
    except yaml.YAMLError as error:
        raise ConfigError(where, f"is not YAML ({error})", "save it as UTF-8 YAML") from None


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
