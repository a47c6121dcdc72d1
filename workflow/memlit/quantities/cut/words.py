"""Numbers written in words (`one million cycles`, `tens of picojoules`) turned into digits where a unit follows."""

import re
from collections.abc import Callable

from memlit.field.words import KIND_OF_COUNTED
from printed.units import unit_at, unit_table

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
)
_TEENS = "eighteen nineteen"
_DECADES = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {word: number for number, word in enumerate(re.findall(r"\w+", f"{_ONES} {_TEENS}"))}
_SMALL |= {word: 10 * number for number, word in enumerate(re.findall(r"\w+", _DECADES), start=2)}
SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_ANY = "|".join(sorted([*_SMALL, *SCALES], key=len, reverse=True))
_WORDS = re.compile(
    rf"(?<![\w-])(?<!\d )(?<!few )(?<!several )(?<!some )(?<!many )"
    rf"(?:(?:an?|one) (?=(?:hundred|thousand|million|billion|trillion)\b))?"
    rf"(?:{_ANY})(?:(?: and |[ -])(?:{_ANY})){{0,9}}(?![\w])",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    rf"[ -]{{0,2}}(?:{KIND_OF_COUNTED})?(?:states?|levels?|cycles?|bits?|orders?\b|decades?\b|times\b)", re.IGNORECASE
)
_TENS = re.compile(
    r"\b(?<!few )(?<!several )(?<!some )(?<!many )(tens|hundreds|thousands) of (?=\w)"
    r"|\b(tens|hundreds) to (hundreds|thousands) of (?=\w)",
    re.IGNORECASE,
)
_TEN = {"tens": ("10", "99"), "hundreds": ("100", "999"), "thousands": ("1000", "9999")}
_PREFIXED_WORD = re.compile(
    r"\b(atto|femto|pico|nano|micro|milli|centi|kilo|mega|giga|tera)-?"
    r"((?:joule|second|volt|siemen|ampere|amp|watt|meter|metre|ohm|hertz|bit|farad)s?)\b",
    re.IGNORECASE,
)
_SUB_UNIT = re.compile(r"\b[Ss]ub-?(?=([afpnµmkMG](?:J|s|V|A|W|m|Hz|S|Ω))(?![A-Za-z]))")


def words_to_digits(text: str) -> tuple[str, tuple[str, ...]]:
    """Return normalised `text` with its number words in digits, and flags; words that count nothing known are kept."""
    flags: list[str] = []
    spelt = text
    for pattern, replace in STEPS:
        changed = pattern.sub(replace, spelt)
        if changed != spelt and pattern in (_TENS, _WORDS):
            flags.append("number_in_words")
        spelt = changed
    return spelt, tuple(dict.fromkeys(flags))


def _decade(match: re.Match[str]) -> str:
    """`tens of` is 10 to 99: at least the power of ten, less than the next one. `A few tens of` is kept as words."""
    if not _is_counted(match.string, match.end()):
        return match.group()
    first, last = (match.group(1), match.group(1)) if match.group(1) else (match.group(2), match.group(3))
    return f"{_TEN[first.lower()][0]} to {_TEN[last.lower()][1]} "


def _digits(match: re.Match[str]) -> str:
    if not _is_counted(match.string, match.end()):
        return match.group()
    return str(_number(match.group().lower()))


def _number(words: str) -> int:
    total = part = 0
    for word in re.findall(r"[a-z]+", words):
        if word in _SMALL:
            part += _SMALL[word]
        elif word == "hundred":
            part = max(part, 1) * 100
        elif word in SCALES:
            total += max(part, 1) * SCALES[word]
            part = 0
    return total + part


def _is_counted(text: str, place: int) -> bool:
    """True if a unit in full, or something that the field counts, follows at `place`."""
    if _COUNTED.match(text, place):
        return True
    at = place + (text[place : place + 1] in (" ", "-"))
    unit = unit_at(text, at)
    return unit is not None and (unit[1] - at >= 3 or text[place - 1] == " ") and text[at : unit[1]] in unit_table()


STEPS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (_PREFIXED_WORD, lambda match: (match.group(1) + match.group(2)).lower()),
    (_SUB_UNIT, lambda _: "<1 "),
    (_TENS, _decade),
    (_WORDS, _digits),
)
"""The replacements of `words_to_digits` in order, for texts whose places must be kept."""
