"""Entries of a BibTeX text with their own characters, so that what is added loses nothing."""

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePath, PurePosixPath, PureWindowsPath
from typing import Any

from memlit.errors import certain
from memlit.library.bibtex import parsed_bibtex

_OPENED = re.compile(r"@\w+\s*[{(]\s*")
_MACRO = re.compile(r"[^\s=,{}\"#%'()]+")


def raw_parsed(text: str) -> Any:
    """The text as bibtexparser reads it, `raw` and values of its entries as they are written, delimiters included."""
    return parsed_bibtex(text, parse_stack=[])


def entry_and_place(text: str, key: str) -> tuple[Any, int]:
    """An entry of a text as bibtexparser reads it, and where its characters begin."""
    entry = next(entry for entry in raw_parsed(text).entries if entry.key == key)
    lines_before = text.split("\n")[: entry.start_line]
    return entry, text.index(entry.raw, sum(len(line) + 1 for line in lines_before))


def macros(found: Any) -> dict[str, str]:
    """The @string definitions of a text, by lower-case name, as values with their delimiters taken off."""
    defined: dict[str, str] = {}
    for name, string in found.strings_dict.items():
        defined[name.lower()] = field_value(string.value, defined)[1:-1]
    return defined


def field_value(value: str, defined: Mapping[str, str]) -> str:
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


def _end(text: str, start: int, closing: str) -> int | None:
    """Place of the character that closes what was opened before `start`; BibTeX counts every brace."""
    depth = 0
    for place in range(start, len(text)):
        character = text[place]
        if character == closing and depth == 0:
            return place
        depth += (character == "{") - (character == "}")
    return None


def rewritten(entry: Any, values: Mapping[str, str | None], key: str) -> str:
    """The characters of an entry with these values (delimiters included; None: without the field) and the key put in.

    A field that the entry lacks is added at its end; everything else keeps its characters.
    """
    raw: str = entry.raw
    spans = dict(_spans(entry))
    for name, (comma, start, end) in reversed(spans.items()):
        if name in values:
            value = values[name]
            raw = raw[:comma] + raw[end:] if value is None else raw[:start] + value + raw[end:]
    missing = [f"  {name} = {value},\n" for name, value in values.items() if value is not None and name not in spans]
    if missing:
        body = raw[:-1].rstrip()
        raw = body + ("" if body.endswith(",") else ",") + "\n" + "".join(missing) + raw[-1]
    place = _begin(entry)
    return raw[:place] + key + raw[place + len(entry.key) :]


def _begin(entry: Any) -> int:
    """Where the key stands in `raw`."""
    return certain(_OPENED.match(entry.raw)).end()


def _spans(entry: Any) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """Of each field in order where the comma before it, its value and what follows stand in `raw`."""
    place = _begin(entry) + len(entry.key)
    for field in entry.fields:
        comma = entry.raw.index(",", place)
        start = certain(re.compile(rf"{re.escape(field.key)}\s*=\s*").search(entry.raw, comma)).end()
        place = start + len(field.value)
        yield field.key.lower(), (comma, start, place)


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
