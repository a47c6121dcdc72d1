"""Running text with tokens: numbers, citations and symbols that both renderers turn into links.

Tokens stand between two private-use characters, which are taken out of everything that comes from a
BibTeX file or a document, so that no supplied text can pose as a number of ours.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

OPEN, CLOSE = "\ue000", "\ue001"
_TOKEN = re.compile(f"{OPEN}(num|cite|sym|name|see|strong):([^{CLOSE}]*){CLOSE}")

_SUBSCRIPT = re.compile(r"(?<=[A-Za-z)])_(?=[0-9xyδ])")


@dataclass(frozen=True, slots=True)
class TextSpan:
    """A piece of text: kind `text`, `num` (id), `cite` (key), `sym` (E_a), `name` (of a device), `see` or
    `strong` (words).

    target: the anchor that the words of `see` lead to.
    """

    kind: str
    content: str
    target: str = ""


def plain(text: str) -> str:
    """Supplied text without token characters and control characters."""
    return "".join(c for c in text if c not in {OPEN, CLOSE} and (c >= " " or c in "\n\t"))


def number_token(result_id: str) -> str:
    """The token of a number in a text; its link and digits are set when the text is rendered."""
    return f"{OPEN}num:{result_id}{CLOSE}"


def cite(key: str) -> str:
    """The token of a reference to the library entry `key`."""
    return f"{OPEN}cite:{key}{CLOSE}"


def symbol(name: str) -> str:
    """A symbol of the benchmark with its subscript: `E_a`, `tau`."""
    return f"{OPEN}sym:{name}{CLOSE}"


def name(text: str) -> str:
    """A name that may hold digits which are no result: a device, a label of a table."""
    return f"{OPEN}name:{plain(text)}{CLOSE}"


def device_name(printed: str) -> str:
    """A device's name without the marks that stand for subscripts: `AlO_x/HfO_2` as `AlOx/HfO2`."""
    return _SUBSCRIPT.sub("", printed)


def strong(words: str) -> str:
    """Words that a reader looks for, in bold."""
    return f"{OPEN}strong:{plain(words)}{CLOSE}"


def see(anchor: str, words: str = "") -> str:
    """Words that lead to a section or a row of the report; plain words where the report has no such place.

    Without words, the title of the section.
    """
    return f"{OPEN}see:{anchor} {plain(words)}{CLOSE}"


def listed(parts: Iterable[str], word: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`, with the `word` before the last; nothing of nothing."""
    items = list(parts)
    return f" {word} ".join(filter(None, [", ".join(items[:-1]), *items[-1:]]))


MOST_CITATIONS = 30
"""Citations of one list: a reader of thousands looks at the table."""


def few_cited(keys: Iterable[str]) -> str:
    """The citations of keys, of very many the first and how many more there are; empty without any."""
    every = list(keys)
    rest = len(every) - MOST_CITATIONS
    return ", ".join([*map(cite, every[:MOST_CITATIONS]), *([name(f"and {rest} more")] if rest > 0 else [])])


def spans(text: str) -> list[TextSpan]:
    """The pieces of `text` in order."""
    if OPEN not in text:
        return [TextSpan("text", text)] if text else []
    found, end = [], 0
    for match in _TOKEN.finditer(text):
        if match.start() > end:
            found.append(TextSpan("text", text[end : match.start()]))
        found.append(_span(match.group(1), match.group(2)))
        end = match.end()
    if end < len(text):
        found.append(TextSpan("text", text[end:]))
    return found


def _span(kind: str, content: str) -> TextSpan:
    if kind == "see":
        target, _, words = content.partition(" ")
        return TextSpan(kind, words, target)
    return TextSpan(kind, content)


def tokens_in(value: Any, kind: str) -> Iterator[str]:
    """Contents of all tokens of a kind (`num`, `cite`) in the texts of nested blocks, in order."""
    if isinstance(value, str):
        # Most texts hold none: a search for one character is faster than the pattern.
        if OPEN not in value:
            return
        yield from (span.content for span in spans(value) if span.kind == kind)
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from tokens_in(inner, kind)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from tokens_in(inner, kind)
