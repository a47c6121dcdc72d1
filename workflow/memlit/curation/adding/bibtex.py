"""BibTeX as text: the entries of a file byte for byte, so that what is added or left alone loses nothing."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePath, PurePosixPath, PureWindowsPath

from memlit.errors import LibraryError

_START = re.compile(r"^[ \t]*@(\w+)\s*([{(])", re.M)
_CLOSING = {"{": "}", "(": ")"}
_KEY = re.compile(r"\s*([^,\s{}()]+)\s*(?:,|$)")
_FIELD = re.compile(r"\s*([^\s=,{}\"#%']+)\s*=\s*")
_MACRO = re.compile(r"[^\s=,{}\"#%'()]+")


@dataclass(frozen=True, slots=True)
class Block:
    """One `@kind{...}` of a file. `raw` holds its characters, `line` is its first from 1, `key` "" where none is."""

    kind: str
    key: str
    raw: str
    line: int


def blocks(text: str, where: str) -> list[Block]:
    """All blocks of a BibTeX text in order. Raises LibraryError, with the line, for one that is not closed."""
    found = []
    place = 0
    while match := _START.search(text, place):
        kind, line = match.group(1).lower(), text.count("\n", 0, match.start()) + 1
        end = _end(text, match.end(), _CLOSING[match.group(2)])
        if end is None:
            raise LibraryError(f"{where}:{line}", f"@{kind} is not closed", "close its braces")
        named = _KEY.match(text, match.end(), end) if kind not in {"comment", "preamble", "string"} else None
        found.append(Block(kind, named.group(1) if named else "", text[match.start() : end + 1].lstrip(" \t"), line))
        place = end + 1
    return found


def _end(text: str, start: int, closing: str) -> int | None:
    """Place of the character that closes what was opened before `start`; BibTeX counts every brace."""
    depth = 0
    for place in range(start, len(text)):
        character = text[place]
        if character == closing and depth == 0:
            return place
        depth += (character == "{") - (character == "}")
        if depth < 0:
            return None
    return None


@dataclass(frozen=True, slots=True)
class RawField:
    """One field of a block: its name, and where the comma before it and its value stand in the block's `raw`."""

    name: str
    comma: int
    start: int
    end: int


def raw_fields(block: Block) -> list[RawField]:
    """The fields of an entry in order; what follows a misfit is left out."""
    raw = block.raw
    place = raw.find(",") + 1
    found = []
    while place and (match := _FIELD.match(raw, place)):
        end = _value_end(raw, match.end())
        found.append(RawField(match.group(1).lower(), place - 1, match.end(), end))
        comma = re.compile(r"\s*,").match(raw, end)
        place = comma.end() if comma else 0
    return found


def _value_end(raw: str, start: int) -> int:
    """Where the value ends that starts at `start`: before the comma or the closing of the entry."""
    depth, quoted = 0, False
    for place in range(start, len(raw)):
        character = raw[place]
        if character == '"' and depth == 0:
            quoted = not quoted
        elif depth == 0 and not quoted and character in ",})":
            return start + len(raw[start:place].rstrip())
        else:
            depth += (character == "{") - (character == "}")
    return len(raw)


def macros(found: list[Block]) -> dict[str, str]:
    """The @string definitions among blocks, by lower-case name, as values with their delimiters taken off."""
    defined: dict[str, str] = {}
    for block in found:
        opened = _START.match(block.raw)
        if block.kind == "string" and opened and (match := _FIELD.match(block.raw, opened.end())):
            value = value_of(block.raw[match.end() : _value_end(block.raw, match.end())], defined)
            defined[match.group(1).lower()] = value[1:-1]
    return defined


def value_of(value: str, defined: Mapping[str, str]) -> str:
    """A field's value with `defined` macros put in and joined parts as one; without any of these as it stands."""
    parts, changed, place = [], False, 0
    while place < len(value):
        character = value[place]
        if character in " \t\r\n#":
            changed = changed or character == "#"
            place += 1
        elif character in '{"':
            end = _end(value, place + 1, "}" if character == "{" else '"')
            if end is None:
                return value
            parts.append(value[place + 1 : end])
            place = end + 1
        elif match := _MACRO.match(value, place):
            name = match.group().lower()
            if name not in defined and not name.isdecimal() and changed:
                return value
            changed = changed or name in defined
            parts.append(defined.get(name, match.group()))
            place = match.end()
        else:
            return value
    return "{" + "".join(parts) + "}" if changed or value.startswith(("{", '"')) else value


def with_values(block: Block, values: Mapping[str, str], key: str | None = None) -> str:
    """`raw` of a block with the values of these fields (delimiters included), and the key, put in place.

    A field that the block lacks is added at its end; everything else keeps its characters.
    """
    raw, fields = block.raw, raw_fields(block)
    known = {field.name: field for field in reversed(fields)}
    for name in sorted(known.keys() & values.keys(), key=lambda name: -known[name].start):
        raw = raw[: known[name].start] + values[name] + raw[known[name].end :]
    missing = [f"  {name} = {value},\n" for name, value in values.items() if name not in known]
    if missing:
        body = raw[:-1].rstrip()
        raw = body + ("" if body.endswith(",") else ",") + "\n" + "".join(missing) + raw[-1]
    if key is not None and key != block.key:
        place = raw.index(block.key)
        raw = raw[:place] + key + raw[place + len(block.key) :]
    return raw


def without_fields(raw: str, is_left_out: Callable[[str], bool]) -> str:
    """`raw` of a block without the fields whose names are left out; the others keep their characters."""
    (block,) = blocks(raw, "entry")
    for field in reversed(raw_fields(block)):
        if is_left_out(field.name):
            raw = raw[: field.comma] + raw[field.end :]
    return raw


_NOT_ESCAPED = r"(?<!\\)"


def linked_files(field: str, folder: PurePath) -> list[PurePath]:
    """Paths in a `file` field as Zotero, Better BibTeX and JabRef write it; relative ones are of `folder`.

    `Full Text:/home/a/b.pdf:application/pdf;Snapshot:...`, `:papers/b.pdf:PDF`, `/home/a/b.pdf`; `\\:` and `\\;`
    stand for themselves.
    """
    paths = []
    for item in re.split(_NOT_ESCAPED + ";", field):
        parts = re.split(_NOT_ESCAPED + ":", item.strip())
        if len(parts) > 3 and re.fullmatch("[A-Za-z]", parts[1]):
            parts[1:3] = [f"{parts[1]}:{parts[2]}"]
        elif len(parts) == 2 and re.fullmatch("[A-Za-z]", parts[0]):
            parts = [":".join(parts)]
        named = parts[1] if len(parts) >= 2 else parts[0]
        named = re.sub(r"\\([:;\\_&%#$ ])", r"\1", named)
        if named:
            windows = PureWindowsPath(named)
            paths.append(windows if windows.drive else folder / PurePosixPath(named))
    return paths
