"""Change YAML where it changes: comments, order and every other line keep their bytes.

    put("a: 1  # why\nb: 2\n", ("b",), 3)  ->  "a: 1  # why\nb: 3\n"

PyYAML tells where each node begins and ends; what is written anew is one block in the style of a person.
"""

from collections.abc import Sequence
from typing import Any

import yaml

from memlit.errors import ConfigError

Path = Sequence[str | int]


def append(text: str, path: Path, item: Any) -> str:
    """`text` with `item` as the last of the list at `path`; the list, and the mapping it is in, begin where absent."""
    node = _at(text, path)
    if node is None:
        return put_value(text, path, [item])
    if not isinstance(node, yaml.SequenceNode):
        raise ConfigError(".".join(map(str, path)), "is not a list", "write it as a list, or remove it")
    if node.flow_style or not node.value:
        end = node.end_mark.index - 1 if node.flow_style else node.end_mark.index
        if node.flow_style:
            return text[:end] + (", " if node.value else "") + _flow(item) + text[end:]
        return put_value(text, path, [item])
    return _after(text, node.value[-1], _block([item], node.start_mark.column))


def put_value(text: str, path: Path, value: Any) -> str:
    """`text` with `value` at `path`, in the place of what stands there, else after its last sibling."""
    node = _at(text, path)
    *parents, last = path
    if node is not None:
        if isinstance(value, list | dict) and isinstance(node, yaml.CollectionNode) and not node.flow_style:
            return put_value(drop(text, path), path, value)
        return text[: node.start_mark.index] + _flow(value) + text[_end(text, node) :]
    parent = _at(text, parents)
    if parent is None:
        if not parents:
            return _ended(text) + _block({last: value}, 0)
        return put_value(text, parents, {last: value})
    if isinstance(parent, yaml.MappingNode) and parent.value and not parent.flow_style:
        return _after(text, parent.value[-1][1], _block({last: value}, parent.start_mark.column))
    if isinstance(parent, yaml.MappingNode) and parent.flow_style:
        end = parent.end_mark.index - 1
        entry = _flow({last: value})[1:-1]
        return text[:end] + (", " if parent.value else "") + entry + text[end:]
    raise ConfigError(".".join(map(str, parents)), "is not a mapping", "write `name: value` lines")


def drop(text: str, path: Path) -> str:
    """`text` without what stands at `path`; a list or mapping that is then empty goes too. Absent: as it is."""
    *parents, last = path
    parent, node = _at(text, parents), _at(text, path)
    if node is None or not isinstance(parent, yaml.CollectionNode):
        return text
    if parents and len(parent.value) == 1:
        return drop(text, parents)
    start, end = _line_start(text, _first(parent, last, node)), _line_end(text, _end(text, node))
    if parent.flow_style:
        start, end = _first(parent, last, node), node.end_mark.index
        rest = text[end:].lstrip()
        if rest.startswith(","):
            end = len(text) - len(rest[1:].lstrip())
        else:
            start = text.rindex(",", 0, start)
    elif isinstance(parent, yaml.SequenceNode) and parents and last == 0 and not text[start:].lstrip().startswith("-"):
        raise ConfigError(".".join(map(str, path)), "cannot be removed", "remove it by hand")
    return text[:start] + text[end:]


def _root(text: str) -> yaml.Node | None:
    try:
        return yaml.compose(text, yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ConfigError(f"line {line}", f"is not YAML ({error.problem})", "mend the line") from None


def _at(text: str, path: Path) -> yaml.Node | None:
    node = _root(text)
    for part in path:
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == str(part)), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
        else:
            return None
    return node


def _first(parent: yaml.Node, last: str | int, node: yaml.Node) -> int:
    """Where a member of `parent` begins, its key included."""
    keys = [key for key, _ in parent.value if key.value == str(last)] if isinstance(parent, yaml.MappingNode) else []
    return int((keys[0] if keys else node).start_mark.index)


def _end(text: str, node: yaml.Node) -> int:
    """Where the last character of a node stands: PyYAML lets a block end at the next one's beginning."""
    end = int(node.end_mark.index)
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(text, last[1] if isinstance(last, tuple) else last)
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        end = len(text[:end].rstrip())
    return end


def _after(text: str, node: yaml.Node, block: str) -> str:
    end = _line_end(text, _end(text, node))
    return _ended(text[:end]) + block + text[end:]


def _line_start(text: str, place: int) -> int:
    return text.rfind("\n", 0, place) + 1


def _line_end(text: str, place: int) -> int:
    found = text.find("\n", place)
    return len(text) if found < 0 else found + 1


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else text + "\n"


def _block(value: Any, column: int) -> str:
    """Lines of a mapping or list at a column: what holds no further mapping is written on one line."""
    return "".join(" " * column + line + "\n" for line in _lines(value, is_outer=True))


def _lines(value: Any, *, is_outer: bool = False) -> list[str]:
    if isinstance(value, dict) and value and (is_outer or any(isinstance(one, dict) for one in value.values())):
        lines = []
        for key, inner in value.items():
            told = _lines(inner)
            if isinstance(inner, dict | list) and len(told) > 1:
                lines += [f"{_flow(key)}:", *(line if isinstance(inner, list) else f"  {line}" for line in told)]
            else:
                lines.append(f"{_flow({key: inner})[1:-1]}")
        return lines
    if isinstance(value, list) and value and (is_outer or any(isinstance(one, dict) for one in value)):
        lines = []
        for item in value:
            first, *rest = _lines(item, is_outer=isinstance(item, dict))
            lines += [f"- {first}", *(f"  {line}" for line in rest)]
        return lines
    return [_flow(value)]


def _flow(value: Any) -> str:
    """`value` on one line."""
    text: str = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, default_flow_style=True, width=100_000)
    return text.strip().removesuffix("\n...").strip()
