"""What belongs to a number behind it: ordered rules for units, prefixes, scales, marks of footnotes, and letters that
make it a name.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from memlit.errors import certain
from memlit.field.citation_marks import RAISED_CITATION
from memlit.field.words import COUNTED_BEHIND, COUNTED_UNITS, KIND_OF_COUNTED
from memlit.quantities.context import Context
from memlit.quantities.cut.token import Token
from memlit.quantities.cut.words import SCALES
from printed.units import Unit, prefix_power, unit_at, unit_table

WORD = re.compile(r"[^\W\d_][\w.]*(?:-[^\W\d_]\w*)*(?:\^\{[^{}]*\}|\^\w)?")
LETTERS_AND_DIGITS = re.compile(r"[A-Za-z0-9Ωµ'_]*[A-Za-z][A-Za-z0-9_']*")
_BEFORE_UNIT = re.compile(r"\s?[-‐]?(?=[A-Za-z])|\s?")
_LARGE_PREFIX = re.compile(r"\s?([kKMGT]|[Mm]eg|MEG)(?![A-Za-z0-9µΩ])")
_SMALL_PREFIX = re.compile(r"\s?([fpnµum])(?![A-Za-z0-9µΩ°^/])")
_PREFIXED = ("ohm", "V", "A", "S", "W", "J", "F", "s")
_COUNTS = ("cycle", "state", "bit")
_KINDS = re.compile(rf"[\s-]?{KIND_OF_COUNTED}{COUNTED_BEHIND}", re.IGNORECASE)
_BEHIND_SCALE = re.compile(rf"\s?(?:{KIND_OF_COUNTED}{COUNTED_BEHIND})?", re.IGNORECASE)
_SCALE_WORD = re.compile(r"\s?(thousand|million|billion|trillion)s?\b", re.IGNORECASE)
_SCALE_LETTER = re.compile(r"\s?([kKMG])\s(?=[a-z])")
_SIGMAS = re.compile(r"[- ]?(?:σ|sigma)(?![A-Za-z])")
_CELSIUS = re.compile(r"\s?C(?![A-Za-z0-9])(?!\s*[+,/])")
_LEAST_CELSIUS = 10
"""Fewer with a bare C count elements: `1 C`."""
_FOLD = re.compile(r"[- ]?fold\b|\s?[x×](?![\w\s(]|\s*\d)|[x×](?=\s*$)")
_BIT = re.compile(r"\s?b(?![A-Za-z0-9])")
_ARBITRARY = re.compile(r"\s?(?:a\.\s?u\.?|arb\.? ?u(?:nits?)?\.?)")
_FOREIGN_UNIT = re.compile(
    r"\s?([fpnµumkMGT][A-Z][a-z]?|Oe|Pa|[A-Za-zµ]{1,4}(?:\s?/\s?[a-zµ]{1,4}|\^\{?[-−–]\d)[\^{}\d\-−–]*)(?![A-Za-z0-9])"
)
_MARK_LETTER = re.compile(r"\s?([a-j])(?![A-Za-z0-9µΩ])")
_MARK_SIGN = re.compile(r"\^\{?\s*[^\s{}]{1,3}\s*\}?|\s?[*†‡§¶#]+")
_MULTIPLIED = re.compile(r"\s?[*]\s?\d")
_HYPHEN = re.compile(r"-(?=[A-Za-z])")
_ELEMENT = re.compile(r"[CSFTRD]")
_MORE_ELEMENTS = re.compile(r"\s?[-+,]?\s?\d+\s?[CSFTRD](?![A-Za-z])|\d")


@dataclass(frozen=True, slots=True)
class Behind:
    """A number and the text behind it; `unit` stands there from `unit_start` to `unit_end`."""

    text: str
    token: Token
    context: Context
    unit: Unit | None
    unit_start: int
    unit_end: int

    @property
    def end(self) -> int:
        """Where the number ends."""
        return self.token.end

    def as_word(self, end: int) -> Token:
        """The number, and what is behind it up to `end`, as a word."""
        return Token("word", self.text[self.token.start : end], self.token.start, end)

    def marked(self, token: Token) -> Token:
        """The token with the citation or footnote mark behind it."""
        cited = RAISED_CITATION.match(self.text, token.end)
        if cited is not None:
            return replace(token, end=cited.end(), flags=(*token.flags, "citation_mark"))
        mark = _MARK_SIGN.match(self.text, token.end)
        if mark is None or _MULTIPLIED.match(self.text, token.end):
            return token
        return replace(token, end=mark.end(), flags=(*token.flags, "footnote_mark"))


def behind(text: str, token: Token, context: Context) -> Behind:
    """What the rules are asked of a number."""
    before_unit = _BEFORE_UNIT.match(text, token.end)
    start = before_unit.end() if before_unit else token.end
    found = unit_at(text, start)
    if found is None or (found[0].name == "K" and _is_thousand(text, found[1], context)):
        return Behind(text, token, context, None, start, start)
    return Behind(text, token, context, found[0], start, found[1])


def _is_thousand(text: str, end: int, context: Context) -> bool:
    """Whether the `K` that ends at `end` means thousand: a counted noun follows it, or the header is a count."""
    if context.dimension in _COUNTS:
        return True
    counted = unit_at(text, end + 1) if text[end : end + 1] == " " else None
    return counted is not None and counted[0].si in _COUNTS


def _times_of_ratio(at: Behind) -> Token | None:
    is_times = at.text[at.unit_start : at.unit_end] == "times" and at.context.dimension == "1"
    return replace(at.token, end=at.unit_end, flags=("times",)) if is_times else None


def _sigmas(at: Behind) -> Token | None:
    label = _SIGMAS.match(at.text, at.end)
    return at.as_word(label.end()) if label is not None else None


def _small_prefix(at: Behind) -> Token | None:
    small = _SMALL_PREFIX.match(at.text, at.end)
    if small is None or at.context.wanted not in _PREFIXED:
        return None
    return at.marked(replace(at.token, prefix=prefix_power(small.group(1)), end=small.end()))


def _unit(at: Behind) -> Token | None:
    if at.unit is None or _is_circuit(at.text, at.unit_start, at.unit_end):
        return None
    return at.marked(replace(at.token, unit=_as_meant(at.unit, at.context), end=at.unit_end))


def _as_meant(unit: Unit, context: Context) -> Unit:
    """The unit, with a `K` under a resistance read as kΩ and not as kelvin."""
    if unit.name == "K" and context.dimension == "ohm":
        return Unit("kΩ", Decimal(1000), "ohm", flags=("unit_from_header",))
    return unit


def _is_circuit(text: str, start: int, end: int) -> bool:
    """True for element counts such as `1 C + 1 T`, `2S`, `1F-1T`."""
    return _ELEMENT.fullmatch(text, start, end) is not None and _MORE_ELEMENTS.match(text, end) is not None


def _counted_kind(at: Behind) -> Token | None:
    kinds = _KINDS.match(at.text, at.end)
    counted = unit_at(at.text, kinds.end()) if kinds is not None else None
    if counted is None or counted[0].name not in COUNTED_UNITS:
        return None
    return at.marked(replace(at.token, unit=counted[0], end=counted[1]))


def _scale(at: Behind) -> Token | None:
    """The scale belongs to the number; a letter is one only before what is counted."""
    number = at.token.printed_number
    word = _SCALE_WORD.match(at.text, at.end)
    scale = word or _SCALE_LETTER.match(at.text, at.end)
    if scale is None or number.value is None:
        return None
    start = scale.end()
    behind_scale = _BEHIND_SCALE.match(at.text, start)
    counted = unit_at(at.text, behind_scale.end() if behind_scale else start)
    unit, end = counted if counted is not None else (None, start)
    if word is None and (unit is None or unit.name not in (*COUNTED_UNITS, "bit")):
        return None
    power = Decimal(SCALES[word.group(1).lower()]).adjusted() if word else certain(prefix_power(scale.group(1)))
    scaled = replace(number, value=number.value * Decimal(f"1e{power}"), power=power)
    return at.marked(replace(at.token, number=scaled, unit=unit, end=end, flags=("scale_in_words",)))


def _large_prefix(at: Behind) -> Token | None:
    prefix = _LARGE_PREFIX.match(at.text, at.end)
    if prefix is None or (prefix.group(1) == "T" and "T" in at.text[prefix.end() :]):
        return None
    return at.marked(replace(at.token, prefix=prefix_power(prefix.group(1)), end=prefix.end()))


def _celsius_letter(at: Behind) -> Token | None:
    celsius = _CELSIUS.match(at.text, at.end)
    mantissa = at.token.printed_number.mantissa
    if celsius is None or mantissa is None or mantissa < _LEAST_CELSIUS:
        return None
    return replace(at.token, unit=replace(unit_table()["°C"], flags=("celsius_letter",)), end=celsius.end())


def _fold(at: Behind) -> Token | None:
    fold = _FOLD.match(at.text, at.end)
    return replace(at.token, end=fold.end(), flags=("times",)) if fold is not None else None


def _bit(at: Behind) -> Token | None:
    bit = _BIT.match(at.text, at.end)
    if bit is None or at.context.implied != "bit":
        return None
    return replace(at.token, unit=unit_table()["bit"], end=bit.end())


def _arbitrary_unit(at: Behind) -> Token | None:
    arbitrary = _ARBITRARY.match(at.text, at.end)
    return _with_unknown_unit(at.token, "a.u.", arbitrary.end()) if arbitrary is not None else None


def _with_unknown_unit(token: Token, name: str, end: int) -> Token:
    return replace(token, unit=Unit(name, Decimal(1), name, flags=("unknown_unit",)), end=end)


def _footnote_letter(at: Behind) -> Token | None:
    letter = _MARK_LETTER.match(at.text, at.end)
    return replace(at.token, end=letter.end(), flags=("footnote_mark",)) if letter is not None else None


def _foreign_unit(at: Behind) -> Token | None:
    foreign = _FOREIGN_UNIT.match(at.text, at.end)
    if foreign is None or at.context.units or at.context.implied is not None:
        return None
    return _with_unknown_unit(at.token, foreign.group(1), foreign.end())


def _letters(at: Behind) -> Token | None:
    letters = LETTERS_AND_DIGITS.match(at.text, at.end)
    return at.as_word(letters.end()) if letters is not None else None


def _hyphen(at: Behind) -> Token | None:
    hyphen = _HYPHEN.match(at.text, at.end)
    if hyphen is None:
        return None
    word = WORD.match(at.text, hyphen.end())
    return at.as_word(word.end() if word else at.end)


@dataclass(frozen=True, slots=True)
class Suffix:
    """What may stand behind a number; `read` gives the token with it, None where it is not there.

    example: a print, with its header behind `under` where that counts, whose number this row reads.
    """

    name: str
    read: Callable[[Behind], Token | None]
    example: str


SUFFIXES = (
    Suffix("times of a ratio", _times_of_ratio, "100 times under ON/OFF ratio"),
    Suffix("number of sigmas", _sigmas, "3σ"),
    Suffix("small prefix of the header's unit", _small_prefix, "50 n under Pulse width (s)"),
    Suffix("unit", _unit, "3.2 V"),
    Suffix("kind of what is counted", _counted_kind, "64 distinguishable states"),
    Suffix("scale", _scale, "3 million"),
    Suffix("large prefix alone", _large_prefix, "20 k"),
    Suffix("degree Celsius without its sign", _celsius_letter, "85 C"),
    Suffix("number of times", _fold, "10-fold"),
    Suffix("letter for bits", _bit, "4 b under Weight precision"),
    Suffix("arbitrary unit", _arbitrary_unit, "5 a.u."),
    Suffix("letter of a footnote", _footnote_letter, "5 a"),
    Suffix("unit of another field", _foreign_unit, "5 Oe"),
    Suffix("name that begins with digits", _letters, "3D"),
    Suffix("name with a number before its hyphen", _hyphen, "2-terminal"),
)
"""The first that reads what stands behind a number decides."""


def with_suffix(text: str, token: Token, context: Context, suffixes: Iterable[Suffix] = SUFFIXES) -> Token:
    """The number with what belongs to it behind it, or the word that it is part of."""
    at = behind(text, token, context)
    for suffix in suffixes:
        found = suffix.read(at)
        if found is not None:
            return found
    return at.marked(token)
