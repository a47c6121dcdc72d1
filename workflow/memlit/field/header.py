"""A printed header taken apart: words, words in brackets, unit, power of ten and footnote marks."""

import functools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from memlit.field.words import SHORT
from printed.header_units import plain_head
from printed.header_units import read_header_unit as read_header_unit
from printed.tags import RAISED_TAG

_MARKS = (
    re.compile(r"\^\{?([a-z*†‡#])\}?(?![\w])"),
    re.compile(r"(?<=[\w)\]])\s*([*†‡§#]+)"),
    re.compile(r"(?<=[)\]])([a-z])(?=\s|$)"),
)
_POWER_ALONE = re.compile(r"[-+]?\d{1,2}")
_WORD_BEFORE = re.compile(r"[\w)]$")
_TAIL = re.compile(r"(?:,\s*(?:in\s+)?|\s/\s)(\S[^,]*)$")
_BRACKET = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|\{([^{}]*)\}")
_SHORT = re.compile(rf"\b({'|'.join(SHORT)})\.", re.IGNORECASE)
_OVER = re.compile(r"(?<=[\w)\]}])/([fpnuµmkMGTazcd]?(?:V|A|Ω|S|F|W|J|s|Hz|m|eV)|°C|K|%|cycles)$")
"""A unit that a quantity stands over, without blanks."""


@dataclass(frozen=True, slots=True)
class HeaderText:
    """A header taken apart: words, words in brackets, unit, power of ten and footnote marks."""

    base: str
    full: str
    unit: str | None
    multiplier: float
    marks: tuple[str, ...]


def split_header(text: str) -> HeaderText:
    """Take a printed header apart into words, unit, power of ten and footnote marks."""
    plain, marks = _without_marks(plain_head(text))
    unit: str | None = None
    multiplier = 1.0
    base = plain
    for bracket in _BRACKET.finditer(plain):
        inside = next(part for part in bracket.groups() if part is not None)
        found = read_header_unit(inside.strip())
        if found is not None:
            unit = unit or found[0]
            multiplier *= found[1]
            base = base.replace(bracket.group(0), " ", 1)
    if unit is None:
        base, unit, multiplier = _without_unit_at_end(base, multiplier)
    words = _BRACKET.sub(" ", base)
    return HeaderText(" ".join(words.split()), " ".join(base.split()), unit or None, multiplier, marks)


def _without_marks(plain: str) -> tuple[str, tuple[str, ...]]:
    """A header without its footnote marks, with powers that are raised behind a word as `^2`; and the marks."""
    marks: list[str] = []

    def power_or_mark(raised: re.Match[str]) -> str:
        inside = raised.group(1).strip()
        if _POWER_ALONE.fullmatch(inside) and _WORD_BEFORE.search(plain[: raised.start()]):
            return f"^{inside}"
        marks.append(inside)
        return " "

    def mark_alone(match: re.Match[str]) -> str:
        marks.append(match.group(1))
        return " "

    bare = RAISED_TAG.sub(power_or_mark, plain)
    for pattern in _MARKS:
        bare = pattern.sub(mark_alone, bare)
    return bare, tuple(marks)


def _without_unit_at_end(base: str, multiplier: float) -> tuple[str, str | None, float]:
    """(words, unit, power of ten) of `Pulse width, ns`, `Energy / pJ`, `Pulse width/ns`; no unit where none is."""
    tail = _TAIL.search(base)
    found = read_header_unit(tail.group(1)) if tail is not None else None
    if tail is not None and found is not None:
        return base[: tail.start()], *found
    over = quantity_over_unit(base)
    return (base, None, multiplier) if over is None else (*over, multiplier)


def quantity_over_unit(plain: str) -> tuple[str, str] | None:
    """(quantity, unit) of `Pulse width/ns`; None for other texts, among them a unit as a whole such as `TOPS/W`."""
    over = _OVER.search(plain)
    is_quantity = over is not None and read_header_unit(plain.split()[-1]) is None
    return (plain[: over.start()], over.group(1)) if over is not None and is_quantity else None


def written_out(text: str) -> str:
    """The text with the short words of narrow heads written out: `Pulse amp. (V)`, `Volt. (V)`."""
    return _SHORT.sub(lambda match: SHORT[match.group(1).casefold()], text)


@functools.lru_cache(maxsize=4096)
def compact(text: str) -> str:
    """The words of `text` without separators, so that `on-state` and `ON state` are equal."""
    return "".join(words_of(text))


def words_of(text: str) -> list[str]:
    """The words of `text` in lower case: its runs of letters and digits."""
    plain = unicodedata.normalize("NFKC", plain_head(text)).casefold()
    return re.findall(r"[^\W_]+", plain)


def spans_of(words: Sequence[str]) -> frozenset[str]:
    """Every run of up to eight neighbouring words, joined."""
    count = len(words)
    return frozenset("".join(words[i:j]) for i in range(count) for j in range(i + 1, min(count, i + 8) + 1))
