"""Cut normalised text into numbers with their units, comparators, dashes, words and separators."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from memlit.errors import certain
from memlit.quantities.context import Context
from memlit.quantities.cut.numbers import COMPARE_SIGN, COMPARE_WORDS, SUB, UNDIRECTED, Number, number_at, power_after
from memlit.quantities.cut.words import COUNTED_AFTER, KINDS_BEFORE, SCALES
from memlit.vocabulary.units import Unit, prefix_power, unit_at, unit_table

_CITE = re.compile(
    r"\[\s*\d{1,3}[a-z]?(?:\s*[,;–-]\s*\d{1,3}[a-z]?)*\s*\]|\b[Rr]efs?\.?\s*\[?\d{1,3}(?:\s*[,–-]\s*\d{1,3})*\]?"
    r"|et al\.?,?\s*\(?(?:19|20)\d\d[a-z]?\)?|https?://\S+|\b10\.\d{4,9}/\S+|\b(?:Fig|Table|Eq|Sec)s?\.?\s?S?\d+\w?"
)
_WORD = re.compile(r"[^\W\d_][\w.]*(?:-[^\W\d_]\w*)*(?:\^\{[^{}]*\}|\^\w)?")
_GLUED = re.compile(r"[A-Za-z0-9Ωµ'_]*[A-Za-z][A-Za-z0-9_']*")
_PREFIX_ONLY = re.compile(r"\s?([kKMGT]|[Mm]eg|MEG)(?![A-Za-z0-9µΩ])")
_SMALL_PREFIX = re.compile(r"\s?([fpnµum])(?![A-Za-z0-9µΩ°^/])")
_MARK_LETTER = re.compile(r"\s?([a-j])(?![A-Za-z0-9µΩ])")
_MARK_CITED = re.compile(r"\^\{\s*\[?\d{1,3}(?:\s*[,–-]\s*\d{1,3})*\]?\s*\}")
_MARK_SIGN = re.compile(r"\^\{?\s*[^\s{}]{1,3}\s*\}?|\s?[*†‡§¶#]+")
_KINDS = re.compile(rf"[\s-]?{KINDS_BEFORE}{COUNTED_AFTER}", re.IGNORECASE)
_COUNTED_UNITS = ("cycle", "state", "pulse", "spike")
_SCALE_WORD = re.compile(r"\s?(thousand|million|billion|trillion)s?\b", re.IGNORECASE)
_SCALE_LETTER = re.compile(r"\s?([kKMG])\s(?=[a-z])")
_SIGMAS = re.compile(r"[- ]?(?:σ|sigma)(?![A-Za-z])")
_PREFIXED = ("ohm", "V", "A", "S", "W", "J", "F", "s")

_ARBITRARY = re.compile(r"\s?(?:a\.\s?u\.?|arb\.? ?u(?:nits?)?\.?)")
_FOREIGN_UNIT = re.compile(
    r"\s?([fpnµumkMGT][A-Z][a-z]?|Oe|Pa|[A-Za-zµ]{1,4}(?:\s?/\s?[a-zµ]{1,4}|\^\{?[-−–]\d)[\^{}\d\-−–]*)(?![A-Za-z0-9])"
)
_ENDED = re.compile(r"\s*(?:$|[/,;|)\]])")


@dataclass(frozen=True, slots=True)
class Token:
    """kind: num, cmp, pm, dash, sep, open, close, word or cite; `text` as in the normalised string."""

    kind: str
    text: str
    start: int
    end: int
    number: Number | None = None
    unit: Unit | None = None
    sign: str = ""
    prefix: int | None = None
    flags: tuple[str, ...] = ()


def tokenise(text: str, context: Context) -> list[Token]:
    """Return the tokens of `text` in order; every character that is not a blank belongs to one of them."""
    tokens: list[Token] = []
    place = 0
    while place < len(text):
        if text[place] == " ":
            place += 1
            continue
        token = _token(text, place, tokens, context)
        if token.kind == "close":
            token = _spread_over_bracket(text, token, tokens)
        tokens.append(token)
        place = token.end
    return tokens


_KIND_OF = {"dash": "-−–—", "pm": "±", "open": "([{", "close": ")]}"}


def _token(text: str, place: int, before: list[Token], context: Context) -> Token:
    character = text[place]
    cite = _CITE.match(text, place)
    if cite is not None:
        return Token("cite", cite.group(), place, cite.end())
    if character in COMPARE_SIGN:
        flags = ("much",) if character in "≪≫" else ("approximate_bound",) if character in "≲≳" else ()
        return Token("cmp", COMPARE_SIGN[character], place, place + 1, flags=flags)
    signed = _signed(text, place, before)
    if signed is not None:
        sign, at = signed
        found = _number(text, at, context)
        if found is not None:
            return replace(found, sign=sign, start=place)
    kind = next((kind for kind, characters in _KIND_OF.items() if character in characters), None)
    return Token(kind, character, place, place + 1) if kind else _word(text, place, before)


def _word(text: str, place: int, before: list[Token]) -> Token:
    for pattern, sign in COMPARE_WORDS if text[place].isalpha() else ():
        if (hit := pattern.match(text, place)) is not None:
            if hit.group().lower().endswith("under") and any(token.kind == "num" for token in before):
                continue
            return Token("cmp", sign, place, hit.end(), flags=("in_words",))
    if (undirected := UNDIRECTED.match(text, place)) is not None:
        return Token("cmp", "=", place, undirected.end(), flags=("direction_unknown",))
    if (sub := SUB.match(text, place)) is not None:
        return Token("cmp", "<", place, sub.end(), flags=("in_words",))
    word = _WORD.match(text, place) or _GLUED.match(text, place)
    return Token("word", word.group(), place, word.end()) if word else Token("sep", text[place], place, place + 1)


def _signed(text: str, place: int, before: list[Token]) -> tuple[str, int] | None:
    """Return the sign and the place of the first digit if a number begins here, else None."""
    character = text[place]
    if character.isdigit() or (character == "." and text[place + 1 : place + 2].isdigit()):
        return "", place
    if character not in "+-−–±":
        return None
    last = before[-1] if before else None
    if last is not None and last.kind in ("num", "close", "cite"):
        return None
    if last is not None and last.kind == "word" and (last.end == place or text[place + 1 : place + 2] == " "):
        return None
    digit = re.compile(r".\s?(?=[\d.])").match(text, place)
    if digit is None:
        return None
    return ("-" if character in "-−–" else character), digit.end()


def _number(text: str, place: int, context: Context) -> Token | None:
    found = number_at(text, place, context)
    if found is None:
        return None
    number, end = found
    token = Token("num", text[place:end], place, end, number)
    unit_start = re.compile(r"\s?[-‐]?(?=[A-Za-z])|\s?").match(text, end)
    at = unit_start.end() if unit_start else end
    unit = unit_at(text, at)
    if unit is not None and text[at : unit[1]] == "times" and context.dimension == "1":
        return replace(token, end=unit[1], flags=("times",))
    if unit is not None and unit[0].name == "K" and _is_thousand(text, unit[1], context):
        unit = None
    label = _SIGMAS.match(text, end)
    if label is not None:
        return Token("word", text[place : label.end()], place, label.end())
    small = _SMALL_PREFIX.match(text, end)
    if small is not None and _wanted(context) in _PREFIXED:
        return _marked(text, replace(token, prefix=prefix_power(small.group(1)), end=small.end()))
    if unit is not None and not _is_circuit(text, at, unit[1]):
        return _marked(text, replace(token, unit=_as_meant(unit[0], context), end=unit[1]))
    kinds = _KINDS.match(text, end)
    counted_unit = unit_at(text, kinds.end()) if kinds is not None else None
    if counted_unit is not None and counted_unit[0].name in _COUNTED_UNITS:
        return _marked(text, replace(token, unit=counted_unit[0], end=counted_unit[1]))
    counted = _scaled_count(text, token)
    if counted is not None:
        return _marked(text, counted)
    prefix = _PREFIX_ONLY.match(text, end)
    if prefix is not None and not (prefix.group(1) == "T" and "T" in text[prefix.end() :]):
        return _marked(text, replace(token, prefix=prefix_power(prefix.group(1)), end=prefix.end()))
    celsius = re.compile(r"\s?C(?![A-Za-z0-9])(?!\s*[+,/])").match(text, end)
    if celsius is not None and number.mantissa is not None and number.mantissa >= 10:
        return replace(token, unit=replace(unit_table()["°C"], flags=("celsius_letter",)), end=celsius.end())
    times = re.compile(r"[- ]?fold\b|\s?[x×](?![\w\s(]|\s*\d)|[x×](?=\s*$)").match(text, end)
    if times is not None:
        return replace(token, end=times.end(), flags=("times",))
    bit = re.compile(r"\s?b(?![A-Za-z0-9])").match(text, end)
    if bit is not None and context.implied == "bit":
        return replace(token, unit=unit_table()["bit"], end=bit.end())
    letter = _MARK_LETTER.match(text, end) if _ARBITRARY.match(text, end) is None else None
    if letter is not None:
        return replace(token, end=letter.end(), flags=("footnote_mark",))
    arbitrary = _ARBITRARY.match(text, end)
    if arbitrary is not None:
        unknown = Unit("a.u.", Decimal(1), "a.u.", flags=("unknown_unit",))
        return replace(token, unit=unknown, end=arbitrary.end())
    foreign = _FOREIGN_UNIT.match(text, end)
    if foreign is not None and not context.units and context.implied is None:
        unknown = Unit(foreign.group(1), Decimal(1), foreign.group(1), flags=("unknown_unit",))
        return replace(token, unit=unknown, end=foreign.end())
    glued = _GLUED.match(text, end)
    if glued is not None and end == glued.start():
        return Token("word", text[place : glued.end()], place, glued.end())
    if re.compile(r"-[A-Za-z]").match(text, end):
        word = _WORD.match(text, end + 1)
        return Token("word", text[place : word.end() if word else end], place, word.end() if word else end)
    return _marked(text, token)


def _wanted(context: Context) -> str | None:
    """The SI unit of the header: the printed one, else that of the dimension that its words mean."""
    return context.units[0].si if context.units else context.dimension


def _is_thousand(text: str, end: int, context: Context) -> bool:
    """Whether the `K` that ends at `end` means thousand: a counted noun follows it, or the header is a count."""
    if context.dimension in ("cycle", "state", "bit"):
        return True
    counted = unit_at(text, end + 1) if text[end : end + 1] == " " else None
    return counted is not None and counted[0].si in ("cycle", "state", "bit")


def _scaled_count(text: str, token: Token) -> Token | None:
    """`1 million cycles`, `10k cycles`: the scale belongs to the number."""
    word = _SCALE_WORD.match(text, token.end)
    letter = _SCALE_LETTER.match(text, token.end)
    scale = word or letter
    number = token.number
    if scale is None or number is None or number.value is None:
        return None
    power = Decimal(SCALES[word.group(1).lower()]).adjusted() if word else certain(prefix_power(scale.group(1)))
    after = re.compile(rf"\s?(?:{KINDS_BEFORE}{COUNTED_AFTER})?", re.I).match(text, scale.end())
    unit = unit_at(text, after.end() if after else scale.end())
    if word is None and (unit is None or unit[0].name not in (*_COUNTED_UNITS, "bit")):
        return None
    scaled = replace(number, value=number.value * Decimal(f"1e{power}"), power=power)
    end = unit[1] if unit else scale.end()
    return replace(token, number=scaled, unit=unit[0] if unit else None, end=end, flags=("scale_in_words",))


def _unit_after_error(text: str, close: Token, tokens: list[Token], opened: int) -> Token:
    """`3.3 (±0.2) V`, `1.5 (reset) V`: the unit after the bracket is that of the number before it."""
    inside = tokens[opened + 1 :]
    unit = unit_at(text, close.end + (text[close.end : close.end + 1] == " "))
    if unit is None:
        return close
    error = len(inside) == 1 and inside[0].sign == "±" and inside[0].unit is None
    if not error and not (_is_remark(text, inside) and _ENDED.match(text, unit[1])):
        return close
    before = tokens[opened - 1]
    if before.unit is None and before.prefix is None:
        tokens[opened - 1] = replace(before, unit=unit[0])
        return replace(close, end=unit[1])
    return close


def _is_remark(text: str, inside: list[Token]) -> bool:
    """Words and the bars between them, none of them a unit: `(set/reset)`, not `(V)`."""
    words = [token for token in inside if token.kind == "word"]
    bars = [token for token in inside if token.kind == "sep" and token.text == "/"]
    return (
        bool(words)
        and len(words) + len(bars) == len(inside)
        and all(unit_at(text, word.start) is None for word in words)
    )


def _marked(text: str, token: Token) -> Token:
    cited = _MARK_CITED.match(text, token.end)
    if cited is not None:
        return replace(token, end=cited.end(), flags=(*token.flags, "citation_mark"))
    mark = _MARK_SIGN.match(text, token.end)
    if mark is None or re.match(r"\s?[*]\s?\d", text[token.end :]):
        return token
    return replace(token, end=mark.end(), flags=(*token.flags, "footnote_mark"))


def _as_meant(unit: Unit, context: Context) -> Unit:
    """The unit, with a `K` under a resistance read as kΩ and not as kelvin."""
    if unit.name == "K" and context.dimension == "ohm":
        return Unit("kΩ", Decimal(1000), "ohm", flags=("unit_from_header",))
    return unit


def _is_circuit(text: str, start: int, end: int) -> bool:
    """True for element counts such as `1 C + 1 T`, `2S`, `1F-1T`."""
    return re.fullmatch(r"[CSFTRD]", text[start:end]) is not None and bool(
        re.match(r"\s?[-+,]?\s?\d+\s?[CSFTRD](?![A-Za-z])|\d", text[end:])
    )


def _spread_over_bracket(text: str, close: Token, tokens: list[Token]) -> Token:
    """`(3.5 ± 0.2) × 10^4 Ω`: give the power and the unit after the bracket to the numbers inside."""
    opened = next((i for i in range(len(tokens) - 1, -1, -1) if tokens[i].kind == "open"), None)
    if opened is None:
        return close
    if opened and tokens[opened - 1].kind == "num":
        return _unit_after_error(text, close, tokens, opened)
    inside = [i for i in range(opened + 1, len(tokens)) if tokens[i].kind == "num"]
    if not inside or any(token.kind in ("word", "cite") for token in tokens[opened + 1 :]):
        return close
    end = close.end
    power = power_after(text, end)
    if power is not None:
        end = power[1]
    unit = unit_at(text, end + (text[end : end + 1] == " "))
    if unit is not None:
        end = unit[1]
    for i in inside:
        number = tokens[i].number
        if number is not None and power is not None and number.power is None and number.value is not None:
            scale = Decimal(f"1e{power[0]}")
            number = replace(number, value=number.value * scale, power=power[0])
        tokens[i] = replace(tokens[i], number=number, unit=tokens[i].unit or (unit[0] if unit else None))
    return replace(close, end=end)
