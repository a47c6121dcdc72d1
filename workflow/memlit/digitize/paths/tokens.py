"""Content streams of a PDF cut into operators with their operands, numbers in double precision."""

import re
from collections.abc import Iterator
from typing import Any

Operation = tuple[str, list[Any]]

_TOKEN = re.compile(
    rb"(?P<number>[+-]?(?:\d+\.?\d*|\.\d+))(?=[\s/\[\]<>()%]|$)"
    rb"|(?P<word>[A-Za-z'\"][A-Za-z0-9*'\"]*)"
    rb"|/(?P<name>[^\s()<>\[\]{}/%]*)"
    rb"|(?P<string>\((?:[^()\\]|\\[\s\S])*\))"
    rb"|(?P<open>\[|<<)"
    rb"|(?P<close>\]|>>)"
    rb"|(?P<hex><[0-9A-Fa-f\s]*>)"
    rb"|(?P<comment>%[^\r\n]*)"
    rb"|(?P<paren>\()"
    rb"|(?P<other>[^\s])"
)
_IMAGE_DATA = re.compile(rb"\bID[ \r\n]")
_IMAGE_END = re.compile(rb"[\s]EI(?=[\s]|$)")


def operations(data: bytes) -> Iterator[Operation]:
    """Operators in order. Strings and dictionaries are kept as placeholders: drawing needs names and numbers."""
    operands: list[Any] = []
    depth: list[list[Any]] = []
    at, end = 0, len(data)
    match = _TOKEN.search
    while at < end:
        found = match(data, at)
        if found is None:
            break
        at = found.end()
        kind = found.lastgroup
        if kind == "number":
            operands.append(float(found["number"]))
        elif kind == "word":
            word = found["word"].decode("latin-1")
            if word in ("true", "false", "null") or depth:
                operands.append(word)
                continue
            if word == "BI":
                at = _skip_image(data, at)
                word = "BI"
            yield word, operands
            operands = []
        elif kind == "name":
            operands.append("/" + found["name"].decode("latin-1"))
        elif kind == "open":
            depth.append(operands)
            operands = []
        elif kind == "close" and depth:
            inner, operands = operands, depth.pop()
            operands.append(inner)
        elif kind == "paren":
            at = _skip_string(data, at)
            operands.append("()")
        elif kind in ("string", "hex"):
            operands.append("()")


def _skip_string(data: bytes, at: int) -> int:
    depth = 1
    while at < len(data) and depth:
        byte = data[at : at + 1]
        if byte == b"\\":
            at += 1
        elif byte == b"(":
            depth += 1
        elif byte == b")":
            depth -= 1
        at += 1
    return at


def _skip_image(data: bytes, at: int) -> int:
    start = _IMAGE_DATA.search(data, at)
    if start is None:
        return len(data)
    stop = _IMAGE_END.search(data, start.end())
    return stop.end() if stop else len(data)
