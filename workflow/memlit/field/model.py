"""The parameters of the field and the matching of a printed header with them."""

import difflib
import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, PrivateAttr, model_validator

from memlit.field.declared import DeclaredUnit, use_units
from memlit.field.header import HeaderText, compact, spans_of, split_header, words_of, written_out
from printedpages.yaml_files.checked import Section, validated
from printedpages.yaml_files.read import read_yaml

ROLES = {
    **dict.fromkeys(("p", "pot", "potentiation", "ltp"), "potentiation"),
    **dict.fromkeys(("d", "dep", "depression", "ltd"), "depression"),
    **{word: word for word in ("set", "reset", "read", "write", "erase", "forming", "spike")},
}
"""What brackets behind a head say of it: `Pulse (P)`, `Voltage (SET)`."""
OF_ROLE: Mapping[str, tuple[str, str]] = {
    "programming_voltage": ("set_voltage", "reset_voltage"),
    "write_voltage": ("set_voltage", "reset_voltage"),
    "pulse_width": ("set_pulse_width", "reset_pulse_width"),
    "write_latency": ("set_pulse_width", "reset_pulse_width"),
    "nonlinearity": ("nonlinearity_potentiation", "nonlinearity_depression"),
    "switching_energy": ("set_energy", "reset_energy"),
}
"""Parameters whose role words beside them may say, with those of the two roles: what raises, what lowers."""
_RAISING, _LOWERING = {"potentiation", "set"}, {"depression", "reset"}
_OF_A_PULSE = {"process", "pulse", "pulses", "operation", "scheme", "programming"}
_BRACKETED = re.compile(r"[(\[]\s*(\w+)\.?\s*[)\]]")


def role_of(text: str) -> int | None:
    """0 where a text says no more than that the conductance is raised (`LTP`, `SET pulse`), 1 where it is lowered."""
    words = {ROLES.get(word, word) for word in words_of(text)} - _OF_A_PULSE
    return 0 if words and words <= _RAISING else 1 if words and words <= _LOWERING else None


class Parameter(Section):
    """One canonical parameter; `unit` and `range` are SI, `unit` is '' for text.

    `sides`: print may give rows and columns, or the two sides of an area, instead of their product.
    """

    name: str
    meaning: str = Field(min_length=1)
    kind: Literal["number", "text"] = "number"
    symbol: str = ""
    unit: str = ""
    range: tuple[float, float] | None = None
    positive: bool = False
    generic: bool = False
    sides: bool = False
    not_to_confuse_with: str = ""
    header: tuple[str, ...] = ()
    header_contains: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    """Words of running text that name it beside a value of its unit; they are too common to identify a header."""

    @model_validator(mode="after")
    def _checked(self) -> Self:
        if not self.is_text and not self.unit:
            raise ValueError('has no unit: add `unit:` with the SI unit, "1" for a ratio')
        if self.range is not None and self.range[0] >= self.range[1]:
            raise ValueError("its range is empty: write the smaller number first")
        return self

    @property
    def is_text(self) -> bool:
        """Whether its values are words and not numbers."""
        return self.kind == "text"

    def is_outside(self, value: float) -> bool:
        """Whether a value in SI, by its size where none can be negative, lies outside the plausible range; 0 never."""
        if self.range is None or value == 0:
            return False
        low, high = self.range
        return not low <= (abs(value) if low >= 0 else value) <= high

    def impossible(self, ends: Iterable[float], shown: str) -> str | None:
        """Why a value with these ends, printed as `shown`, is none: a typed reason, None where it can be one."""
        if not self.positive or all(end >= 0 for end in ends):
            return None
        return f"negative_{self.name}: {shown}, {self.name} cannot be below zero"


class Combined(Section):
    """A header that holds several parameters: `parts` splits the cell, `choose` takes the one that fits."""

    parts: tuple[str, ...] = ()
    choose: tuple[str, ...] = ()
    unsplit: str | None = None
    header: tuple[str, ...] = ()
    header_contains: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _checked(self) -> Self:
        if bool(self.parts) == bool(self.choose):
            raise ValueError("needs either parts or choose: write one of the two, a list of parameters")
        return self


@dataclass(frozen=True, slots=True)
class HeaderMatch:
    """What a header says: `parts` has one parameter, or one for each piece of the cell.

    `choices` is not empty if the unit of the cell decides; `unit` is as printed in the header, without the
    power of ten, which is `multiplier`; `marks` are footnote marks; `phrase` is the vocabulary entry that matched.
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
        """All parameters that the header may mean."""
        return self.choices or self.parts


def _named(items: Any) -> Any:
    """The items of a mapping, each with its key as its name."""
    if not isinstance(items, dict):
        return items
    return {name: {**item, "name": name} if isinstance(item, dict) else item for name, item in items.items()}


class Vocabulary(Section):
    """All parameters and header words, as config/vocabulary.yaml has them; `match_header` maps a printed header to a
    parameter.
    """

    parameters: Annotated[dict[str, Parameter], BeforeValidator(_named)]
    units: Annotated[dict[str, DeclaredUnit], BeforeValidator(_named)] = Field(default={})
    combined: tuple[Combined, ...] = ()
    never: tuple[str, ...] = ()
    qualifiers: dict[str, str] = Field(default={})
    unit_decides: dict[str, dict[str, str]] = Field(default={})
    pairs: tuple[str, ...] = ()
    """Two words with a bar between them (`set/reset`) that make one header two: `set/reset current`."""
    changes_meaning: tuple[str, ...] = ()
    changes_meaning_except: tuple[str, ...] = ()
    label_headers: tuple[str, ...] = ()
    unit_headers: tuple[str, ...] = ()
    symbol_headers: tuple[str, ...] = ()
    value_headers: tuple[str, ...] = ()
    _told: Mapping[str, str] = PrivateAttr({})

    @model_validator(mode="after")
    def _names_parameters(self) -> Self:
        named = [("changes_meaning_except", name) for name in self.changes_meaning_except]
        named += [
            ("unit_decides", name) for pairs in self.unit_decides.values() for pair in pairs.items() for name in pair
        ]
        for one in self.combined:
            named += [("combined", name) for name in (*one.parts, *one.choose, one.unsplit) if name]
        for place, name in named:
            if name not in self.parameters:
                close = difflib.get_close_matches(name, self.parameters, n=1)
                remedy = f"write {close[0]!r} instead" if close else "write one of parameters"
                raise ValueError(f"{place} names {name!r}, which is not a parameter: {remedy}")
        return self

    @property
    def told(self) -> Mapping[str, str]:
        """Printed headers whose parameter the description of a source states; they take precedence over the words."""
        return self._told

    def with_told(self, told: Mapping[str, str]) -> Self:
        """The same words with these stated headers."""
        copy = self.model_copy()
        copy._told = told
        return copy

    def match_header(self, text: str) -> HeaderMatch | None:
        """The parameters that a printed header means, or None if the words are unknown or contradict each other."""
        header = split_header(text)
        told = self.told.get(text.strip())
        if told is not None:
            return HeaderMatch(
                parts=(told,),
                unit=header.unit,
                multiplier=header.multiplier,
                marks=header.marks,
                phrase=text.strip(),
                whole=True,
            )
        words = words_of(header.full)
        spans = spans_of(words)
        if any(compact(phrase) in spans for phrase in self.never):
            return None
        hit = self._whole(header) or self._within(words)
        if (role := self._with_role(header, hit)) is not None:
            return role
        exact = hit is not None and hit[2] and header.full == header.base and header.unit is None
        if hit is None or not (exact or (isinstance(hit[1], Combined) and hit[2])):
            parts = self._parts_of_pair(header)
            hit = ("/".join(parts), Combined(parts=parts), True) if parts else hit
        if hit is None:
            longer = written_out(text)
            return self.match_header(longer) if longer != text else None
        phrase, entry, whole = hit
        if not whole and self._is_about_something_else(words, phrase, entry):
            return None
        qualifiers = [name for key, name in self.qualifiers.items() if compact(key) in spans]
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

    def _with_role(self, header: HeaderText, hit: tuple[str, Parameter | Combined, bool] | None) -> HeaderMatch | None:
        """`Pulse (P)`: the match with its role before it, `potentiation pulse`, where brackets hold a role alone."""
        role = next(
            (ROLES[word.casefold()] for word in _BRACKETED.findall(header.full) if word.casefold() in ROLES), None
        )
        if hit is None or role is None or compact(hit[0]) == compact(header.full):
            return None
        unit = f" ({header.unit})" if header.unit else ""
        found = self.match_header(f"{role} {header.base}{unit}")
        is_other = found is not None and found.parts and compact(found.phrase) != compact(hit[0])
        return replace(found, marks=header.marks, multiplier=header.multiplier) if found and is_other else None

    def _parts_of_pair(self, header: HeaderText) -> tuple[str, ...]:
        """The parameters of both halves of `set/reset current`, `VP/VD (V)`; empty if a half is not known."""
        for pair in self.pairs:
            first, _, second = pair.partition("/")
            found = re.search(rf"(?<!\w){first}\s?/\s?{second}(?!\w)", header.full, re.IGNORECASE if first[2:] else 0)
            if found is None:
                continue
            rest = " ".join(re.sub(r"\(\s*\)|\[\s*\]", " ", header.full.replace(found.group(), " ")).split())
            alone = self._whole(split_header(first)) if role_of(first) is None else None
            if header.unit is None and (not rest or (alone is not None and isinstance(alone[1], Parameter))):
                # `HRS/LRS` is a ratio unless a unit says that it is the two resistances.
                continue
            halves = [self._of_word(word, rest) for word in (first, second)]
            known = [half for half in halves if half]
            parts = tuple(name for half in known for name in half)
            if len(known) == 2 and len(known[0]) == len(known[1]) and len(set(parts)) == len(parts):
                return parts
        return self._halves(header)

    def _of_word(self, word: str, rest: str) -> tuple[str, ...]:
        """The parameters of `set` before `current`, or of `Switching voltage` that is of the set."""
        found = self.match_header(f"{word} {rest}".strip())
        role, parts = role_of(word), found.parts if found is not None else ()
        both = OF_ROLE.get("programming_voltage" if parts == ("operating_voltage",) else "".join(parts[:1]))
        return (both[role],) if role is not None and both is not None and len(parts) == 1 else parts

    def _halves(self, header: HeaderText) -> tuple[str, ...]:
        """The parameters of two names with a bar between them, of one kind (`VP/VD (V)`) or two (`Set voltage/time`).

        Of one kind a unit behind them says that they are no ratio; of two the first words hold for both.
        """
        first, _, second = (part.strip() for part in header.base.partition("/"))
        longer = f"{first.rpartition(' ')[0]} {second}".strip()
        names = [self._named(first), self._named(second) or self._named(longer)]
        one, other = names
        if one is None or other is None or one is other or not second or one.is_text != other.is_text:
            return ()
        is_ratio = one.unit == other.unit and header.unit is None and one.unit not in ("V", "s", "1")
        return () if is_ratio else (one.name, other.name)

    def _named(self, text: str) -> Parameter | None:
        found = self._whole(split_header(text)) if text else None
        return found[1] if found is not None and isinstance(found[1], Parameter) else None

    def nearest(self, text: str, n: int = 3) -> tuple[str, ...]:
        """The `n` parameters whose header words look most like `text`, best first."""
        wanted = compact(split_header(text).base) or compact(text)
        wanted_words = set(words_of(text))
        score: dict[str, float] = {}
        for phrase, entry in self._phrases():
            names = (entry.name,) if isinstance(entry, Parameter) else entry.parts or entry.choose
            shared = len(wanted_words & set(words_of(phrase)))
            likeness = difflib.SequenceMatcher(None, wanted, compact(phrase)).ratio() + 0.25 * shared
            for name in names:
                score[name] = max(score.get(name, 0.0), likeness)
        return tuple(sorted(score, key=lambda name: (-score[name], name))[:n])

    def is_label_header(self, text: str) -> bool:
        """True for the head of a column of parameter words ("Parameter", "Metric")."""
        return compact(split_header(text).base) in {compact(word) for word in self.label_headers}

    def is_unit_header(self, text: str) -> bool:
        """True for the head of a column of units."""
        return compact(text) in {compact(word) for word in self.unit_headers}

    def is_symbol_header(self, text: str) -> bool:
        """True for the head of a column of symbols."""
        return compact(text) in {compact(word) for word in self.symbol_headers}

    def is_value_header(self, text: str) -> bool:
        """True for the head of a column of values."""
        return compact(text) in {compact(word) for word in self.value_headers}

    def _is_about_something_else(self, words: Sequence[str], phrase: str, entry: Parameter | Combined) -> bool:
        """True for a phrase beside a word such as `variation`, which makes it the spread of that parameter."""
        names = (entry.name,) if isinstance(entry, Parameter) else (*entry.parts, *entry.choose)
        if any(name in self.changes_meaning_except for name in names):
            return False
        others = set(words) - set(words_of(phrase))
        return any(word in others for word in self.changes_meaning)

    def _entries(self) -> Iterator[Parameter | Combined]:
        yield from self.combined
        yield from self.parameters.values()

    def _phrases(self) -> Iterator[tuple[str, Parameter | Combined]]:
        for entry in self._entries():
            for phrase in (*entry.header, *entry.header_contains):
                yield phrase, entry

    @functools.cached_property
    def _index(self) -> tuple[dict[str, list[tuple[str, Parameter | Combined]]], ...]:
        whole: dict[str, list[tuple[str, Parameter | Combined]]] = {}
        within: dict[str, list[tuple[str, Parameter | Combined]]] = {}
        for entry in self._entries():
            for phrase in (*entry.header, *entry.header_contains):
                whole.setdefault(compact(phrase), []).append((phrase, entry))
            for phrase in entry.header_contains:
                within.setdefault(compact(phrase), []).append((phrase, entry))
        return whole, within

    def _whole(self, header: HeaderText) -> tuple[str, Parameter | Combined, bool] | None:
        whole = self._index[0]
        words = [word for word in words_of(header.base) if word not in {compact(key) for key in self.qualifiers}]
        per = (header.unit or "").replace(" per ", "/").partition("/")[2].strip()
        texts = (*((f"{header.base} per {per}",) if per else ()), header.full, header.base, " ".join(words))
        for text in texts:
            key = compact(text)
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


def load_vocabulary(path: Path | str) -> Vocabulary:
    """Read and check a vocabulary file; the units that it declares are read from then on in this process.

    Raises ConfigError that names the entry and what to write instead.
    """
    vocabulary = validated(Vocabulary, read_yaml(Path(path)), str(path))
    use_units(vocabulary.units.values())
    return vocabulary
