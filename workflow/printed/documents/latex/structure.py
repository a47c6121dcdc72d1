"""Arguments, environments and the body of a LaTeX text; unbalanced braces end where the text ends."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_BLANK = re.compile(r"\s*")
_ENVIRONMENT = re.compile(r"\\(begin|end)\s*\{([A-Za-z@]+\*?)\}|\\\\")
_SKIP = re.compile(r"\\[^A-Za-z]|\\[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Environment:
    r"""`\begin{name}` to `\end{name}`: `start` and `end` of the whole, `inner` and `close` of what stands in it."""

    name: str
    start: int
    inner: int
    close: int
    end: int


def group_end(text: str, start: int) -> int:
    """The place behind the brace that closes the one at `start`, the end of the text where none does."""
    depth = 0
    for match in _BRACE.finditer(text, start):
        if match.group() == "{":
            depth += 1
        elif match.group() == "}":
            depth -= 1
            if depth <= 0:
                return match.end()
    return len(text)


def argument(text: str, start: int) -> tuple[str, int]:
    """The argument at `start`, without its braces, and the place behind it; a command or a letter where no brace is."""
    match = _BLANK.match(text, start)
    start = match.end() if match else start
    if text.startswith("{", start):
        end = group_end(text, start)
        return text[start + 1 : end - 1 if text[end - 1] == "}" else end], end
    command = _SKIP.match(text, start)
    end = command.end() if command else min(start + 1, len(text))
    return text[start:end], end


def after_option(text: str, start: int) -> int:
    """The place behind an optional argument `[...]`, or `start` where none stands."""
    match = _BLANK.match(text, start)
    at = match.end() if match else start
    if not text.startswith("[", at):
        return start
    depth = 0
    for brace in re.compile(r"\\.|[{}\]]", re.DOTALL).finditer(text, at + 1):
        if brace.group() == "]" and depth <= 0:
            return brace.end()
        depth += {"{": 1, "}": -1}.get(brace.group(), 0)
    return start


def environments(text: str, names: Collection[str]) -> Iterator[Environment]:
    """Environments of these names, outer ones alone, in order; one that is not closed ends with the text."""
    stack: list[tuple[str, int, int]] = []
    for match in _ENVIRONMENT.finditer(text):
        name = match.group(2)
        if name not in names:
            continue
        if match.group(1) == "begin":
            stack.append((name, match.start(), match.end()))
        elif stack:
            opened = stack.pop()
            if not stack:
                yield Environment(opened[0], opened[1], opened[2], match.start(), match.end())
    if stack:
        yield Environment(stack[0][0], stack[0][1], stack[0][2], len(text), len(text))


def body_of_document(text: str) -> str:
    """What stands between the beginning and the end of the document; all of it where neither is said."""
    start = re.search(r"\\begin\s*\{document\}", text)
    text = text[start.end() :] if start else text
    end = re.search(r"\\end\s*\{document\}", text)
    return text[: end.start()] if end else text
