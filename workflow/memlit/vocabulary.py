"""The field's parameters and the words that tables print for them (config/vocabulary.yaml)."""

from __future__ import annotations

import difflib
import functools
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from memlit.errors import ConfigError

_PLAIN = {"\u2126": "Ω", "\u03bc": "µ", "\u2212": "-", "–": "-", "—": "-", "‑": "-", "×": "x", "\u00a0": " "}
_MARKUP = re.compile(r"</?(?:b|i|em|strong|span|sub|italic|bold)\b[^>]*>", re.IGNORECASE)
_RAISED = re.compile(r"<sup>(.*?)</sup>", re.IGNORECASE | re.DOTALL)
_BRACKET = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|\{([^{}]*)\}")
_PREFIX = "[fpnuµmkKMGTazcd]?"
_BASE = (
    r"(?:V|A|Ω|ohms?|Ohms?|S|F|W|J|s|sec|Hz|m|eV|g|K|C|°C|℃|deg\.? ?C|o ?C|bits?|B|b|TOPS|OPS|FLOPS|cycles?|times"
    r"|levels?|states?|years?|yrs?|y|hours?|hrs?|h|min|days?|spikes?|events?|pulses?|ops?|seconds?|volts?|dBm?|%|a\.u\.)"
)
_UNIT_TOKEN = rf"(?:{_PREFIX}{_BASE}(?:\^?\{{?[-+]?\d\}}?)?|F\^?2|%|‰)"
_POWER = r"(?:[x*·]?\s*10\s*\^?\{?[-+]?\d{1,2}\}?|\d+(?:\.\d+)?)"
_UNIT = re.compile(
    rf"^(?:in |# ?)?\s*(?:(?P<power>{_POWER})\s*)?"
    rf"(?P<unit>{_UNIT_TOKEN}(?:\s*(?:/|·|\*|\.|\bper\b|\s)\s*{_UNIT_TOKEN})*)?$",
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One canonical parameter; `unit` and `range` are SI, `unit` is '' for text."""

    name: str
    meaning: str
    kind: str = "number"
    symbol: str = ""
    unit: str = ""
    range: tuple[float, float] | None = None
    positive: bool = False
    generic: bool = False
    not_to_confuse_with: str = ""
    header: tuple[str, ...] = ()
    header_contains: tuple[str, ...] = ()

    @property
    def is_text(self) -> bool:
        return self.kind == "text"


@dataclass(frozen=True, slots=True)
class Combined:
    """A header that holds several parameters: `parts` splits the cell, `choose` takes the one that fits."""

    parts: tuple[str, ...] = ()
    choose: tuple[str, ...] = ()
    unsplit: str | None = None
    header: tuple[str, ...] = ()
    header_contains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HeaderMatch:
    """What a header says: `parts` has one parameter, or one for each piece of the cell.

    `choices` is not empty where the unit of the cell decides; `unit` is as printed in the header, without the
    power of ten, which is `multiplier`; `marks` are footnote marks; `phrase` is the vocabulary entry that hit.
    """

    parts: tuple[str, ...]
    choices: tuple[str, ...] = ()
    unsplit: str | None = None
    unit: str | None = None
    multiplier: float = 1.0
    qualifiers: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    phrase: str = ""
    whole: bool = False

    @property
    def parameters(self) -> tuple[str, ...]:
        return self.choices or self.parts


@dataclass(frozen=True, slots=True)
class HeaderText:
    """A header taken apart: words, words in brackets, unit, power of ten and footnote marks."""

    base: str
    full: str
    unit: str | None
    multiplier: float
    marks: tuple[str, ...]


@dataclass(frozen=True)
class Vocabulary:
    """All parameters and header words; `match_header` is the way from a printed header to a parameter."""

    parameters: Mapping[str, Parameter]
    combined: tuple[Combined, ...] = ()
    never: tuple[str, ...] = ()
    qualifiers: Mapping[str, str] = field(default_factory=dict)
    unit_decides: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    label_headers: tuple[str, ...] = ()
    unit_headers: tuple[str, ...] = ()
    symbol_headers: tuple[str, ...] = ()
    value_headers: tuple[str, ...] = ()

    def match_header(self, text: str) -> HeaderMatch | None:
        """The parameters a printed header means, or None where the words are not known or contradict."""
        header = split_header(text)
        words = _words(header.full)
        spans = _span_set(words)
        if any(_compact(phrase) in spans for phrase in self.never):
            return None
        hit = self._whole(header) or self._within(words)
        if hit is None:
            return None
        phrase, entry, whole = hit
        qualifiers = [name for key, name in self.qualifiers.items() if _compact(key) in spans]
        found: dict[str, Any] = {
            "unit": header.unit,
            "multiplier": header.multiplier,
            "qualifiers": tuple(dict.fromkeys(qualifiers)),
            "marks": header.marks,
            "phrase": phrase,
            "whole": whole,
        }
        if isinstance(entry, Combined):
            return HeaderMatch(parts=entry.parts, choices=entry.choose, unsplit=entry.unsplit, **found)
        name = self.unit_decides.get(header.unit or "", {}).get(entry.name, entry.name)
        return HeaderMatch(parts=(name,), **found)

    def nearest(self, text: str, n: int = 3) -> tuple[str, ...]:
        """The `n` parameters whose header words look most like `text`, best first."""
        wanted = _compact(split_header(text).base) or _compact(text)
        wanted_words = set(_words(text))
        score: dict[str, float] = {}
        for phrase, entry in self._phrases():
            names = (entry.name,) if isinstance(entry, Parameter) else entry.parts or entry.choose
            shared = len(wanted_words & set(_words(phrase)))
            likeness = difflib.SequenceMatcher(None, wanted, _compact(phrase)).ratio() + 0.25 * shared
            for name in names:
                score[name] = max(score.get(name, 0.0), likeness)
        return tuple(sorted(score, key=lambda name: (-score[name], name))[:n])

    def is_label_header(self, text: str) -> bool:
        """True for the head of a column of parameter words ("Parameter", "Metric")."""
        return _compact(split_header(text).base) in {_compact(word) for word in self.label_headers}

    def is_unit_header(self, text: str) -> bool:
        return _compact(text) in {_compact(word) for word in self.unit_headers}

    def is_symbol_header(self, text: str) -> bool:
        return _compact(text) in {_compact(word) for word in self.symbol_headers}

    def is_value_header(self, text: str) -> bool:
        return _compact(text) in {_compact(word) for word in self.value_headers}

    def _phrases(self) -> Iterator[tuple[str, Parameter | Combined]]:
        for entry in (*self.parameters.values(), *self.combined):
            for phrase in (*entry.header, *entry.header_contains):
                yield phrase, entry

    @functools.cached_property
    def _index(self) -> tuple[dict[str, list[tuple[str, Parameter | Combined]]], ...]:
        whole: dict[str, list[tuple[str, Parameter | Combined]]] = {}
        within: dict[str, list[tuple[str, Parameter | Combined]]] = {}
        for entry in (*self.combined, *self.parameters.values()):
            for phrase in (*entry.header, *entry.header_contains):
                whole.setdefault(_compact(phrase), []).append((phrase, entry))
            for phrase in entry.header_contains:
                within.setdefault(_compact(phrase), []).append((phrase, entry))
        return whole, within

    def _whole(self, header: HeaderText) -> tuple[str, Parameter | Combined, bool] | None:
        whole = self._index[0]
        words = [
            word for word in _words(header.base) if word not in {_compact(key) for key in self.qualifiers}
        ]
        for text in (header.full, header.base, " ".join(words)):
            key = _compact(text)
            for phrase, entry in whole.get(key, ()):
                if len(key) > 2 or phrase.replace("_", "") == text.strip().replace("_", ""):
                    return phrase, entry, True
        return None

    def _within(self, words: Sequence[str]) -> tuple[str, Parameter | Combined, bool] | None:
        within = self._index[1]
        hits: list[tuple[int, int, str, Parameter | Combined]] = []
        for start in range(len(words)):
            for end in range(start + 1, len(words) + 1):
                for phrase, entry in within.get("".join(words[start:end]), ()):
                    hits.append((start, end, phrase, entry))
        if not hits:
            return None
        hits.sort(key=lambda hit: (-len("".join(words[hit[0] : hit[1]])), hit[0]))
        start, end, phrase, entry = hits[0]
        apart = [hit for hit in hits if (hit[1] <= start or hit[0] >= end) and hit[3] is not entry]
        return None if apart else (phrase, entry, False)


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

    plain = _RAISED.sub(raised, plain)
    plain = re.sub(r"\^\{?([a-z*†‡#])\}?(?![\w])", lambda m: marks.append(m.group(1)) or " ", plain)
    plain = re.sub(r"(?<=[\w)\]])\s*([*†‡§#]+)", lambda m: marks.append(m.group(1)) or " ", plain)
    plain = re.sub(r"(?<=[)\]])([a-z])(?=\s|$)", lambda m: marks.append(m.group(1)) or " ", plain)
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
    full = base
    base = _BRACKET.sub(" ", base)
    return HeaderText(" ".join(base.split()), " ".join(full.split()), unit or None, multiplier, tuple(marks))


def read_header_unit(text: str) -> tuple[str, float] | None:
    """(unit, power of ten) when `text` is nothing but a unit such as `ns`, `x10^-6 S`, `A cm-2`; else None."""
    match = _UNIT.match(_plain(text).strip())
    if match is None or not (match["unit"] or match["power"]):
        return None
    unit = (match["unit"] or "").strip()
    if match["power"] is None:
        return unit, 1.0
    digits = re.fullmatch(r"[x*·]?\s*10\s*\^?\{?([-+]?\d{1,2})\}?", match["power"])
    if digits is not None:
        return unit, float(f"1e{digits.group(1)}")
    return (unit, float(match["power"])) if unit else None


def load_vocabulary(path: Path | str) -> Vocabulary:
    """Read and check a vocabulary file. Raises ConfigError that names the entry and what to write instead."""
    import yaml

    where = Path(path)
    try:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        data = yaml.load(where.read_text(encoding="utf-8"), Loader=loader)
    except OSError as error:
        raise ConfigError(
            str(where), f"cannot be read ({error.strerror})", "give the path of a YAML file"
        ) from error
    except yaml.YAMLError as error:
        raise ConfigError(str(where), f"is not YAML ({error})", "mend the line named") from error
    return _build(data, str(where))


def _build(data: Any, where: str) -> Vocabulary:
    if not isinstance(data, dict) or not isinstance(data.get("parameters"), dict):
        raise ConfigError(where, "has no `parameters:` mapping", "start it as in config/vocabulary.yaml")
    _check_keys(data, {item.name for item in fields(Vocabulary)}, where)
    parameters = {
        name: _parameter(str(name), value, f"{where}: parameters.{name}")
        for name, value in data["parameters"].items()
    }
    combined = tuple(
        _combined(value, parameters, f"{where}: combined[{number}]")
        for number, value in enumerate(data.get("combined") or ())
    )
    lists = {
        key: _texts(data.get(key), f"{where}: {key}")
        for key in ("never", "label_headers", "unit_headers", "symbol_headers", "value_headers")
    }
    qualifiers = {str(key): str(value) for key, value in (data.get("qualifiers") or {}).items()}
    decides = data.get("unit_decides") or {}
    for name in (name for pairs in decides.values() for pair in pairs.items() for name in pair):
        if name not in parameters:
            raise ConfigError(
                f"{where}: unit_decides", f"unknown parameter {name!r}", _instead(name, parameters)
            )
    return Vocabulary(
        parameters=parameters, combined=combined, qualifiers=qualifiers, unit_decides=decides, **lists
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
            raise ConfigError(
                where, f"range is {value['range']!r}", "write two numbers, [low, high]"
            ) from error
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
        positive=bool(value.get("positive", False)),
        generic=bool(value.get("generic", False)),
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
            raise ConfigError(where, f"names {name!r}, which is no parameter", _instead(name, parameters))
    return entry


def _check_keys(value: Mapping[Any, Any], allowed: Any, where: str) -> None:
    for key in value:
        if key not in allowed:
            raise ConfigError(where, f"unknown key {key!r}", _instead(str(key), allowed))


def _instead(word: str, allowed: Any) -> str:
    close = difflib.get_close_matches(word, sorted(allowed), n=1)
    return f"write {close[0]!r} instead" if close else f"write one of {', '.join(sorted(allowed)[:12])}"


def _texts(value: Any, where: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ConfigError(where, "is not a list of texts", "write one quoted text a line after a dash")
    return tuple(value)


def _plain(text: str) -> str:
    for printed, plain in _PLAIN.items():
        text = text.replace(printed, plain)
    text = re.sub(r"\$|\\(?:mathrm|text|rm|textit|mathit)\b", "", _MARKUP.sub("", text))
    text = re.sub(r"_\{([^{}]*)\}", r"_\1", text)
    raised = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺"
    text = re.sub(
        f"[{raised}]+", lambda m: "^" + "".join("0123456789-+"[raised.index(c)] for c in m.group()), text
    )
    lowered = "₀₁₂₃₄₅₆₇₈₉"
    return re.sub(f"[{lowered}]", lambda m: str(lowered.index(m.group())), text)


@functools.lru_cache(maxsize=4096)
def _compact(text: str) -> str:
    return "".join(_words(text))


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", _plain(text)).casefold()
    return re.findall(r"[^\W_]+", plain)


def _span_set(words: Sequence[str]) -> frozenset[str]:
    count = len(words)
    return frozenset("".join(words[i:j]) for i in range(count) for j in range(i + 1, min(count, i + 8) + 1))
