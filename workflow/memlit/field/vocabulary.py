"""The vocabulary of config/vocabulary.yaml: the file read and checked, and the parameter that a header means."""

import difflib
import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, PrivateAttr, model_validator

from memlit.field.declared import DeclaredUnit, use_units
from memlit.field.header import HeaderText, compact, spans_of, split_header, words_of, written_out
from memlit.field.parameters import Combined, HeaderMatch, Parameter
from memlit.field.roles import OF_ROLE, ROLE_OF_WORD, role_of
from printed.yaml_files.checked import Section, validated
from printed.yaml_files.read import read_yaml

VOCABULARY_FILE = "config/vocabulary.yaml"
_WORD = re.compile(r"[^\W\d_]+")
_EMPTY_BRACKETS = re.compile(r"\(\s*\)|\[\s*\]")
_LONGEST_SYMBOL = 2
"""Letters of a word of a pair whose case counts: `P/D`, `VP/VD`."""
_LONG_WORD = 9
"""Letters of a word from which on a misprint of it is told from another word."""
_ONE_SLIP = 0.88
"""The least likeness of a word of nine letters and more with one letter wrong, missing, doubled or exchanged."""
_BRACKETED = re.compile(r"[(\[]\s*(\w+)\.?\s*[)\]]")


def _named(items: Any) -> Any:
    """The items of a mapping, each with its key as its name."""
    if not isinstance(items, dict):
        return items
    return {name: {**item, "name": name} if isinstance(item, dict) else item for name, item in items.items()}


@dataclass(frozen=True, slots=True)
class Hit:
    """What of the vocabulary a header matches: the phrase, its entry, and whether the phrase is the whole header.

    entry: None where the description of a source states the parameter.
    """

    phrase: str
    entry: Parameter | Combined | None
    is_whole: bool

    @property
    def names(self) -> tuple[str, ...]:
        """All parameters of the entry."""
        return () if self.entry is None else _names_of(self.entry)


def _names_of(entry: Parameter | Combined) -> tuple[str, ...]:
    return (entry.name,) if isinstance(entry, Parameter) else (*entry.parts, *entry.choose)


def _match(header: HeaderText, hit: Hit, *, parts: tuple[str, ...]) -> HeaderMatch:
    return HeaderMatch(
        parts=parts,
        unit=header.unit,
        multiplier=header.multiplier,
        marks=header.marks,
        phrase=hit.phrase,
        whole=hit.is_whole,
    )


_ALIKE = 0.75
"""Likeness of a header and of words that may mean the same: `Retentoin` and retention 0.89, `Uniqueness` and thickness
0.53, `Eg` and TE 0.5."""


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
        stated = self.told.get(text.strip())
        if stated is not None:
            return _match(header, Hit(text.strip(), None, is_whole=True), parts=(stated,))
        words = words_of(header.full)
        spans = spans_of(words)
        if any(compact(phrase) in spans for phrase in self.never):
            return None
        hit = self._whole(header) or self._within(words)
        with_role = self._with_role(header, hit)
        if with_role is not None:
            return with_role
        hit = self._pair_or(hit, header)
        if hit is None:
            meant = self._well_spelt(written_out(text))
            return self.match_header(meant) if meant != text else None
        if not hit.is_whole and self._is_about_something_else(words, hit):
            return None
        qualifiers = tuple(dict.fromkeys(name for key, name in self.qualifiers.items() if compact(key) in spans))
        if isinstance(hit.entry, Combined):
            found = _match(header, hit, parts=hit.entry.parts)
            return replace(found, choices=hit.entry.choose, unsplit=hit.entry.unsplit, qualifiers=qualifiers)
        name = hit.names[0]
        by_unit = self.unit_decides.get(header.unit or "", {})
        return replace(_match(header, hit, parts=(by_unit.get(name, name),)), qualifiers=qualifiers)

    def _well_spelt(self, text: str) -> str:
        """The text with one slip in a long word put right: `percision`, `endurence`, `threshhold`."""
        return _WORD.sub(lambda word: self._meant_by(word.group()), text)

    def _meant_by(self, word: str) -> str:
        """The only word of the vocabulary, of the same first letter, that a long word may be a misprint of."""
        plain = word.casefold()
        if len(plain) < _LONG_WORD or plain in self._long_words:
            return word
        alike = [one for one in self._long_words if one[0] == plain[0] and abs(len(one) - len(plain)) <= 1]
        close = difflib.get_close_matches(plain, alike, n=2, cutoff=_ONE_SLIP)
        return close[0] if len(close) == 1 else word

    @functools.cached_property
    def _long_words(self) -> frozenset[str]:
        """The long words of all phrases."""
        words = {word for phrase, _ in self._phrases() for word in words_of(phrase)}
        return frozenset(word for word in words if len(word) >= _LONG_WORD)

    def _with_role(self, header: HeaderText, hit: Hit | None) -> HeaderMatch | None:
        """`Pulse (P)`: the match with its role before it, `potentiation pulse`, where brackets hold a role alone."""
        bracketed = (word.casefold() for word in _BRACKETED.findall(header.full))
        role = next((ROLE_OF_WORD[word] for word in bracketed if word in ROLE_OF_WORD), None)
        if hit is None or role is None or compact(hit.phrase) == compact(header.full):
            return None
        unit = f" ({header.unit})" if header.unit else ""
        found = self.match_header(f"{role} {header.base}{unit}")
        if found is None or not found.parts or compact(found.phrase) == compact(hit.phrase):
            return None
        return replace(found, marks=header.marks, multiplier=header.multiplier)

    def _pair_or(self, hit: Hit | None, header: HeaderText) -> Hit | None:
        """The pair of parameters that a header names (`set/reset current`), unless its words are known as they are."""
        has_no_more = header.full == header.base and header.unit is None
        if hit is not None and hit.is_whole and (has_no_more or isinstance(hit.entry, Combined)):
            return hit
        parts = self._parts_of_pair(header)
        return Hit("/".join(parts), Combined(parts=parts), is_whole=True) if parts else hit

    def _parts_of_pair(self, header: HeaderText) -> tuple[str, ...]:
        """The parameters of both halves of `set/reset current`, `VP/VD (V)`; empty if a half is not known."""
        for pair in self.pairs:
            first, _, second = pair.partition("/")
            parts = self._parts_of_words(header, first, second)
            if parts:
                return parts
        return self._halves(header)

    def _parts_of_words(self, header: HeaderText, first: str, second: str) -> tuple[str, ...]:
        """The parameters of a header that has these two words with a bar between them; symbols by their case."""
        case = 0 if len(first) <= _LONGEST_SYMBOL else re.IGNORECASE
        found = re.search(rf"(?<!\w){first}\s?/\s?{second}(?!\w)", header.full, case)
        if found is None:
            return ()
        rest = " ".join(_EMPTY_BRACKETS.sub(" ", header.full.replace(found.group(), " ")).split())
        if header.unit is None and (not rest or self._names_state(first)):
            # `HRS/LRS` is a ratio unless a unit says that it is the two resistances.
            return ()
        one, other = self._of_word(first, rest), self._of_word(second, rest)
        parts = (*one, *other)
        return parts if one and len(one) == len(other) and len(set(parts)) == len(parts) else ()

    def _names_state(self, word: str) -> bool:
        """Whether a word alone, which is no role, names a parameter: `HRS`."""
        return role_of(word) is None and self._named(word) is not None

    def _of_word(self, word: str, rest: str) -> tuple[str, ...]:
        """The parameters of `set` before `current`, or of `Switching voltage` that is of the set."""
        found = self.match_header(f"{word} {rest}".strip())
        parts = found.parts if found is not None else ()
        role = role_of(word)
        if role is None or len(parts) != 1:
            return parts
        both = OF_ROLE.get("programming_voltage" if parts == ("operating_voltage",) else parts[0])
        return parts if both is None else (both[role],)

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
        hit = self._whole(split_header(text)) if text else None
        return hit.entry if hit is not None and isinstance(hit.entry, Parameter) else None

    def nearest(self, text: str, n: int = 3) -> tuple[str, ...]:
        """The `n` parameters whose header words look most like `text`, best first."""
        score = self._likeness(text)
        return tuple(sorted(score, key=lambda name: (-score[name], name))[:n])

    def alike(self, text: str) -> tuple[str, ...]:
        """Those of `nearest` whose words are so like `text` that it may mean them; often none."""
        score = self._likeness(text)
        return tuple(name for name in self.nearest(text) if score[name] >= _ALIKE)

    def _likeness(self, text: str) -> dict[str, float]:
        """How like `text` the likest header word of each parameter is: shared letters from 0 to 1, and shared words."""
        wanted = compact(split_header(text).base) or compact(text)
        wanted_words = set(words_of(text))
        score: dict[str, float] = {}
        for phrase, entry in self._phrases():
            shared = len(wanted_words & set(words_of(phrase)))
            likeness = difflib.SequenceMatcher(None, wanted, compact(phrase)).ratio() + 0.25 * shared
            for name in _names_of(entry):
                score[name] = max(score.get(name, 0.0), likeness)
        return score

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

    def _is_about_something_else(self, words: Sequence[str], hit: Hit) -> bool:
        """True for a phrase beside a word such as `variation`, which makes it the spread of that parameter."""
        if any(name in self.changes_meaning_except for name in hit.names):
            return False
        others = set(words) - set(words_of(hit.phrase))
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

    def _whole(self, header: HeaderText) -> Hit | None:
        """The entry whose words are all of the header, with or without what its brackets and qualifiers add."""
        whole = self._index[0]
        qualifiers = {compact(key) for key in self.qualifiers}
        words = [word for word in words_of(header.base) if word not in qualifiers]
        texts = [header.full, header.base, " ".join(words)]
        per = (header.unit or "").replace(" per ", "/").partition("/")[2].strip()
        if per:
            texts.insert(0, f"{header.base} per {per}")
        for text in texts:
            key = compact(text)
            for phrase, entry in whole.get(key, ()):
                # Case and marks tell symbols of two letters apart.
                if len(key) > 2 or phrase.replace("_", "") == text.strip().replace("_", ""):
                    return Hit(phrase, entry, is_whole=True)
        return None

    def _within(self, words: Sequence[str]) -> Hit | None:
        """The entry with the longest phrase among the words; None where another entry is named beside it."""
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
        is_other_beside = any((hit[1] <= start or hit[0] >= end) and hit[3] is not entry for hit in hits)
        return None if is_other_beside else Hit(phrase, entry, is_whole=False)


def load_vocabulary(path: Path | str) -> Vocabulary:
    """Read and check a vocabulary file; the units that it declares are read from then on in this process.

    Raises ConfigError that names the entry and what to write instead.
    """
    vocabulary = validated(Vocabulary, read_yaml(Path(path)), str(path))
    use_units(vocabulary.units.values())
    return vocabulary
