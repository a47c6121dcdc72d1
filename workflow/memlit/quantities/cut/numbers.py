"""Read one number at a place in normalised text: separators, powers of ten, concise errors, lost exponents.

Signs and words that make a number a bound or an approximate value.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from memlit.field.citation_marks import RAISED_OR_TYPED
from memlit.field.doubts import LARGEST_LOST_EXPONENT
from memlit.quantities.context import Context
from printed.units import unit_at

COMPARE_SIGN = {
    "<": "<", ">": ">", "≤": "<=", "≥": ">=", "≪": "<", "≫": ">", "≲": "<=", "≳": ">=", "~": "~", "=": "=",
}  # fmt: skip
_BARELY = r"(?:(?:well|just|slightly|even|much|far|significantly|considerably|somewhat|a little|still) )?"
COMPARE_WORDS = tuple(
    (re.compile(words + r"(?![A-Za-z])", re.IGNORECASE), sign)
    for words, sign in (
        (r"(?:(?:reach(?:es|ing)? )?up to|as (?:high|large|long|much|many|great) as|at best)", "up_to"),
        (r"(?:down to|as (?:low|small|short|little|few|fast) as)", "down_to"),
        (r"(?:(?:greater|larger|higher|longer|more) than or equal to|at least|minimum of|no(?:t)? (?:less|fewer|lower"
         r"|smaller|shorter) than|not below)", ">="),
        (r"(?:(?:less|lower|smaller|shorter|fewer) than or equal to|at most|maximum of|within|no(?:t)? (?:more|greater"
         r"|larger|higher|longer) than|(?:does )?not exceed(?:ing)?|not above)", "<="),
        (_BARELY + r"(?:(?:less|lower|smaller|fewer|shorter|faster) than|below)", "<"),
        (_BARELY + r"(?:(?:more|greater|larger|higher|longer) than|above|over|beyond|in excess of|upwards? of"
         r"|(?:exceed|surpass|outlast)(?:s|ed|ing)?|outlasting)", ">"),
        (r"(?:just |well |slightly )?under(?=\s[<>~]?\d)", "<"),
        (r"(?:(?:on|of|in) the order of|order of|approximately|approx\.?|about|around|ca\.?|circa|roughly|nearly|almost"
         r"|typically|close to|some(?=\s\d)|near(?=\s\d)|estimated (?:at|to be)|estimated as|c\.(?=\s\d))", "~"),
        (r"(?:equals?|equal to|of exactly|exactly|reach(?:es|ing)?)", "="),
    )
)  # fmt: skip
UNDIRECTED = re.compile(r"(?:better|worse) than(?![A-Za-z])", re.IGNORECASE)
SUB = re.compile(r"sub-?\s?(?=\d)", re.IGNORECASE)


_MANTISSA = (
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d|,\d)"
    r"|\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?(?!\d)"
    r"|\d{1,3}(?:\.\d{3})+,\d+(?!\d)"
    r"|\d{1,3}(?: \d{3})+(?:\.\d+)?(?!\d)"
    r"|\d+[.,]\d+|\d+\.(?=[eE][-+−–]?\d)|\d+|\.\d+"
)
_SIGN = "[-+−–]"
_PURE = re.compile(
    rf"10(?:\^\{{?\s*({_SIGN}?\s*\d{{1,3}})(?:\s*\}})?|\^\(({_SIGN}?\d{{1,3}})\)|\*\*\(?({_SIGN}?\d{{1,3}})\)?)"
)
_FRACTIONAL_POWER = re.compile(rf"10\^\{{?\s?({_SIGN}?\d{{1,2}}\.\d{{1,3}})(?:\s?\}})?")
_OF_ARRAY = r"(?:\s[A-Za-z-]+)?\s(?:array|crossbar|cross-?point|matrix)\b"
_NO_UNIT = (
    r"(?!(?:[afpnuµmkKMGT]?(?:[VASJWFms]|Hz|[Oo]hms?|sec|eV)|[kMG]?(?:cycles?|bits?)|years?|yrs?|h|hours?|days?|states?"
    r"|levels?)(?![A-Za-z0-9]))[A-Za-z]"
)
"""A letter after `1e5` that does not begin a unit: `1E5R` is not a number."""
_NUMBER = re.compile(
    rf"(?P<mantissa>{_MANTISSA})"
    rf"(?P<concise>\(\d{{1,3}}\))?"
    rf"(?:(?:\s?[eE]\s(?={_SIGN}\d)|\sE\s(?=\d{{1,2}}(?!\d|\.\d))|\s?[eE]|[dD](?={_SIGN}\d))(?P<e>{_SIGN}?\d{{1,3}})(?!\d|\.\d|{_NO_UNIT})"
    rf"|\s*[×xX*·]\s*10(?:\^\{{?\s*(?P<caret>{_SIGN}?\s*\d{{1,3}})(?:\s*\}})?|\^\((?P<paren>{_SIGN}?\d{{1,3}})\)"
    rf"|\*\*(?P<star>{_SIGN}?\d{{1,3}})|(?P<lostsign>\s?[-−–]\s?\d{{1,2}})(?!\d|\.\d)|\s?(?P<lost>[1-9]\d?)(?![\d.,]\d|\d)(?!{_OF_ARRAY}))"
    rf"|(?P<ten>\s*[×xX*·]\s*10(?![\d.,^])))?"
)
_EXPONENTS = ("e", "caret", "paren", "star", "lostsign", "lost")
_APART = re.compile(r"\s[-–]\s?\d+|[-–]\s\d+")
"""A sign with a blank beside it, which may be a dash."""
_SIDE = re.compile(rf"(?P<mantissa>{_MANTISSA})(?P<concise>\(\d{{1,3}}\))?")
_POWER_AFTER = re.compile(rf"\s*[×xX*·]\s*10(?:\^\{{?\s*({_SIGN}?\s*\d{{1,3}})(?:\s*\}})?|([-−–]\d{{1,2}})(?!\d|\.\d))")
_LOST_MINUS = re.compile(
    r"10(?P<gap> ?)(?P<dash>[-−–])(?P<digits>\d{1,2})(?!\d|(?<=10)\^\{?\d|[.,]\d|\s*[-−–](?!\s?10[-−–]\d))"
)
LOST = re.compile(r"10([2-9]|1\d|20)$")
_ARRAY_SIZE = re.compile(r"\barray (?:size|scale|dimension)|\bcrossbar size")
_MARK = re.compile(r"\^\{?\s*([A-Za-z*†‡§#!&$%⊗⊠ΛΥ,]{1,3})\s*\}?|[*†‡§¶#]+")
_LIMIT = 250


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """A printed number; if it has several readings, `value` is None and `readings` lists them."""

    value: Decimal | None
    text: str
    flags: tuple[str, ...] = ()
    readings: tuple[Decimal, ...] = ()
    uncertainty: Decimal | None = None
    power: int | None = None
    mantissa: Decimal | None = None


def number_at(text: str, start: int, context: Context) -> tuple[PrintedNumber, int] | None:
    """The number that begins at `start` (no sign), with the place after it; None if there is none."""
    for reads in (_fractional_power_at, _power_at, _lost_minus_at):
        found = reads(text, start)
        if found is not None:
            return found
    match = _NUMBER.match(text, start)
    if match is None:
        return None
    if match["ten"] or (match["lost"] and _is_side(match, text, context)):
        return _side_at(text, start)
    return _with_power(match, text)


def _fractional_power_at(text: str, start: int) -> tuple[PrintedNumber, int] | None:
    """`10^4.5`, as read from a logarithmic axis."""
    power = _FRACTIONAL_POWER.match(text, start)
    if power is None:
        return None
    value = Decimal(str(10 ** float(_plain_minus(power.group(1)))))
    return _finish(PrintedNumber(value, power.group()), text, power.end())


def _power_at(text: str, start: int) -> tuple[PrintedNumber, int] | None:
    """`10^5`, `10**5`."""
    pure = _PURE.match(text, start)
    if pure is None:
        return None
    exponent = _exponent(next(part for part in pure.groups() if part))
    if abs(exponent) > _LIMIT:
        return PrintedNumber(None, pure.group(), ("out_of_range",)), pure.end()
    return _finish(PrintedNumber(Decimal(f"1e{exponent}"), pure.group(), power=exponent), text, pure.end())


def _lost_minus_at(text: str, start: int) -> tuple[PrintedNumber, int] | None:
    """`10−9`, whose exponent is not raised."""
    minus = _LOST_MINUS.match(text, start)
    if minus is None or int(minus["digits"]) == 0:
        return None
    number = _lost_minus(minus, text)
    return (number, minus.end()) if number is not None else None


def _side_at(text: str, start: int) -> tuple[PrintedNumber, int] | None:
    """The first number of `64×1024`, without the second."""
    match = _SIDE.match(text, start)
    if match is None:
        return None
    mantissa, flags = _mantissa(match["mantissa"])
    return _finish(PrintedNumber(mantissa, match["mantissa"], flags, mantissa=mantissa), text, match.end())


def _with_power(match: re.Match[str], text: str) -> tuple[PrintedNumber, int]:
    """A number with the power of ten that is printed with it: `1.2`, `3.1(2)`, `1e5`, `2 × 10^5`, `2 × 105`."""
    mantissa, flags = _mantissa(match["mantissa"])
    uncertainty = _concise(match["concise"], mantissa)
    printed = next((match[name] for name in _EXPONENTS if match[name]), None)
    if printed is None:
        plain = PrintedNumber(mantissa, match["mantissa"], flags, uncertainty=uncertainty, mantissa=mantissa)
        return _finish(plain, text, match.end())
    exponent = _exponent(printed)
    if abs(exponent) > _LIMIT:
        return PrintedNumber(None, match.group(), (*flags, "out_of_range")), match.end()
    scale = Decimal(f"1e{exponent}")
    value = mantissa * scale
    number = PrintedNumber(
        value,
        match.group(),
        flags,
        uncertainty=uncertainty * scale if uncertainty else None,
        power=exponent,
        mantissa=mantissa,
    )
    if _APART.fullmatch(match["lostsign"] or ""):
        number = replace(number, value=None, readings=(value,), flags=(*flags, "lost_exponent"))
    elif match["lost"] or match["lostsign"]:
        number = replace(number, flags=(*flags, "exponent_restored"))
    if match["e"] and match["mantissa"] == "10":
        number = replace(number, value=None, readings=(value, scale), flags=(*number.flags, "power_typed_twice"))
    return _finish(number, text, match.end())


def _is_side(match: re.Match[str], text: str, context: Context) -> bool:
    """Whether `×1024` is the next side of an array and no power of ten that lost its raised digits.

    Nobody writes 1024 × 10^24. A power beyond 10^20 is a density, and a mantissa of three digits has a unit.
    """
    if _ARRAY_SIZE.search(context.words):
        return True
    rest = text[match.end() :]
    behind = unit_at(rest.lstrip(), 0)
    unit = behind[0].si if behind is not None else context.wanted
    if int(match["lost"]) > LARGEST_LOST_EXPONENT:
        return unit is None or "/m^" not in unit
    return match["mantissa"].isdigit() and len(match["mantissa"]) >= 3 and unit in (None, "1")


def power_after(text: str, start: int) -> tuple[int, int] | None:
    """Return the exponent, and the place after it, of a `x 10^n` that follows a bracket such as `(3.5 ± 0.2)`."""
    match = _POWER_AFTER.match(text, start)
    if match is None:
        return None
    exponent = _exponent(match.group(1) or match.group(2))
    return (exponent, match.end()) if abs(exponent) <= _LIMIT else None


def _finish(number: PrintedNumber, text: str, end: int) -> tuple[PrintedNumber, int]:
    """Remove a raised citation number or footnote mark that follows the number."""
    cited = RAISED_OR_TYPED.match(text, end)
    if cited is not None and (number.text != "10" or re.search(r"[\[,]", cited.group())):
        end = cited.end()
        works = cited.group(1)
        if number.text == "2" and re.fullmatch(r"\d{1,2}", works):
            readings = (Decimal(2), Decimal(2) ** int(works))
            number = replace(number, value=None, readings=readings, flags=(*number.flags, "power_or_citation"))
        else:
            number = replace(number, flags=(*number.flags, "citation_mark"))
    mark = _MARK.match(text, end)
    if mark is not None:
        return replace(number, flags=(*number.flags, "footnote_mark")), mark.end()
    return number, end


def _lost_minus(match: re.Match[str], text: str) -> PrintedNumber | None:
    digits = int(match["digits"])
    small = Decimal(f"1e-{digits}")
    if digits < 10 and match["dash"] == "−" and not match["gap"]:
        return PrintedNumber(small, match.group(), ("exponent_restored",), power=-digits)
    bare_unit = re.match(r"\s?[ASWJF](?![A-Za-z])", text[match.end() :])
    # 10 to 10 would not be a range.
    if digits <= 10 or bare_unit:
        readings = (small,) if digits <= 10 else (small, Decimal(10), Decimal(digits))
        return PrintedNumber(None, match.group(), ("lost_exponent",), readings)
    return None


def _mantissa(text: str) -> tuple[Decimal, tuple[str, ...]]:
    """The number of digits with the marks of any country in them, and which marks these were."""
    if " " in text:
        return Decimal(text.replace(" ", "")), ("thousands_space",)
    if "," in text:
        return _with_comma(text)
    if text.count(".") > 1:
        return Decimal(text.replace(".", "")), ("thousands_point",)
    return Decimal(text), ()


def _with_comma(text: str) -> tuple[Decimal, tuple[str, ...]]:
    """`1.234,5`, `0,25`, `1,250`: a comma before three digits groups thousands, unless nothing stands before it."""
    if "." in text and text.rindex(",") > text.rindex("."):
        return Decimal(text.replace(".", "").replace(",", ".")), ("decimal_comma",)
    whole, _, rest = text.partition(",")
    groups_nothing = len(rest) != 3 and "," not in rest and "." not in rest
    if whole in ("0", "") or groups_nothing:
        return Decimal(text.replace(",", ".")), ("decimal_comma",)
    return Decimal(text.replace(",", "")), ("thousands_comma",) if text.count(",") == 1 else ()


def _concise(text: str | None, mantissa: Decimal) -> Decimal | None:
    if not text:
        return None
    exponent = mantissa.as_tuple().exponent
    return Decimal(text.strip("()")).scaleb(exponent if isinstance(exponent, int) else 0)


def _exponent(text: str) -> int:
    return int(_plain_minus(re.sub(r"\s", "", text)))


def _plain_minus(text: str) -> str:
    return text.replace("−", "-").replace("–", "-")
