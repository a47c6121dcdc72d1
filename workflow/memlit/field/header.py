"""A printed header taken apart: words, words in brackets, unit, power of ten and footnote marks."""

import functools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from memlit.field.words import SHORT
from printedpages.units import declared_at, spellings_of_heads

_PLAIN = {"\u2126": "Ω", "\u03bc": "µ", "\u2212": "-", "–": "-", "—": "-", "‑": "-", "×": "x", "\u00a0": " "}
_MARKUP = re.compile(r"</?(?:b|i|em|strong|span|sub|italic|bold)\b[^>]*>", re.IGNORECASE)
_RAISED = re.compile(r"<sup>(.*?)</sup>", re.IGNORECASE | re.DOTALL)
_MARKS = (
    re.compile(r"\^\{?([a-z*†‡#])\}?(?![\w])"),
    re.compile(r"(?<=[\w)\]])\s*([*†‡§#]+)"),
    re.compile(r"(?<=[)\]])([a-z])(?=\s|$)"),
)
_BRACKET = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|\{([^{}]*)\}")
_SHORT = re.compile(rf"\b({'|'.join(SHORT)})\.", re.IGNORECASE)
_OTHER_UNITS = (
    r"[kMGT]?B|[kMGT]?b|[afpnuµmkK]?g|[mµu]?C|[fpnuµmkMGT]?(?:FL)?OPS|ops?|events?|K(?:Hz|cycles?|bits?)?"
    r"|deg\.? ?C|o ?C|a\.u\."
)
"""What stands as a unit in a header and has no value in SI, or is a unit only there."""
_POWER = r"(?:[x*·]\s*10\s*\^?\{?[-+]?\d{1,2}\}?|10\s*\^\{?[-+]?\d{1,2}\}?)"
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


@functools.cache
def _unit_alone() -> re.Pattern[str]:
    """A unit with the power of ten before it. Compiled when a head is read, for its hundreds of spellings take time."""
    spelt = sorted(map(re.escape, spellings_of_heads()), key=len, reverse=True)
    one = rf"(?:(?:{'|'.join(spelt)}|{_OTHER_UNITS})(?:\^?\{{?[-+]?\d\}}?)?|F\^?2)"
    return re.compile(
        rf"^(?:in |# ?)?\s*(?:(?P<power>{_POWER})\s*)?"
        rf"(?P<unit>{one}(?:\s*(?:/|·|\*|\.|\bper\b|\s)\s*{one})*)?$",
    )


def split_header(text: str) -> HeaderText:
    """Take a printed header apart into words, unit, power of ten and footnote marks."""
    plain = _plain(text)
    marks: list[str] = []

    def raised(match: re.Match[str]) -> str:
        inner = match.group(1).strip()
        if re.fullmatch(r"[-+]?\d{1,2}", inner) and re.search(r"[\w)]$", plain[: match.start()]):
            return f"^{inner}"
        marks.append(inner)
        return " "

    def taken(match: re.Match[str]) -> str:
        marks.append(match.group(1))
        return " "

    plain = _RAISED.sub(raised, plain)
    for pattern in _MARKS:
        plain = pattern.sub(taken, plain)
    unit: str | None = None
    multiplier = 1.0
    base = plain
    for bracket in _BRACKET.finditer(plain):
        inner = next(part for part in bracket.groups() if part is not None).strip()
        found = read_header_unit(inner)
        if found is not None:
            unit = unit or found[0]
            multiplier *= found[1]
            base = base.replace(bracket.group(0), " ", 1)
    tail = re.search(r"(?:,\s*(?:in\s+)?|\s/\s)(\S[^,]*)$", base)
    if unit is None and tail is not None and (found := read_header_unit(tail.group(1))) is not None:
        unit, multiplier = found
        base = base[: tail.start()]
    if unit is None and (over := quantity_over_unit(base)) is not None:
        base, unit = over
    full = base
    base = _BRACKET.sub(" ", base)
    return HeaderText(" ".join(base.split()), " ".join(full.split()), unit or None, multiplier, tuple(marks))


def quantity_over_unit(plain: str) -> tuple[str, str] | None:
    """(quantity, unit) of `Pulse width/ns`; None for other texts, among them a unit as a whole such as `TOPS/W`."""
    over = _OVER.search(plain)
    is_quantity = over is not None and read_header_unit(plain.split()[-1]) is None
    return (plain[: over.start()], over.group(1)) if over is not None and is_quantity else None


def read_header_unit(text: str) -> tuple[str, float] | None:
    """Return the unit and power of ten if `text` is only a unit such as `ns`, `x10^-6 S`, `A cm-2`; else None."""
    plain = _plain(text).strip()
    declared = declared_at(plain, 0)
    if declared is not None and declared[1] == len(plain):
        return plain, 1.0
    match = _unit_alone().match(plain)
    if match is None or not (match["unit"] or match["power"]):
        return None
    unit = (match["unit"] or "").strip()
    if match["power"] is None:
        return unit, 1.0
    exponent = re.search(r"10\s*\^?\{?([-+]?\d{1,2})\}?$", match["power"])
    return (unit, float(f"1e{exponent.group(1)}")) if exponent else None


def _plain(text: str) -> str:
    for printed, plain in _PLAIN.items():
        text = text.replace(printed, plain)
    text = re.sub(r"\$|\\(?:mathrm|text|rm|textit|mathit)\b", "", _MARKUP.sub("", text))
    text = re.sub(r"_\{([^{}]*)\}", r"_\1", text)
    raised = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺"
    text = re.sub(f"[{raised}]+", lambda m: "^" + "".join("0123456789-+"[raised.index(c)] for c in m.group()), text)
    lowered = "₀₁₂₃₄₅₆₇₈₉"
    return re.sub(f"[{lowered}]", lambda m: str(lowered.index(m.group())), text)


def written_out(text: str) -> str:
    """The text with the short words of narrow heads written out: `Pulse amp. (V)`, `Volt. (V)`."""
    return _SHORT.sub(lambda match: SHORT[match.group(1).casefold()], text)


@functools.lru_cache(maxsize=4096)
def compact(text: str) -> str:
    """The words of `text` without separators, so that `on-state` and `ON state` are equal."""
    return "".join(words_of(text))


def words_of(text: str) -> list[str]:
    """The words of `text` in lower case: its runs of letters and digits."""
    plain = unicodedata.normalize("NFKC", _plain(text)).casefold()
    return re.findall(r"[^\W_]+", plain)


def spans_of(words: Sequence[str]) -> frozenset[str]:
    """Every run of up to eight neighbouring words, joined."""
    count = len(words)
    return frozenset("".join(words[i:j]) for i in range(count) for j in range(i + 1, min(count, i + 8) + 1))
