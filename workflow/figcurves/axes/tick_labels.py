"""Numbers printed at ticks: raised exponents, Unicode minus, multipliers, thousands marks, unit prefixes."""

import re

from figcurves.paths.words import DrawnToken
from printed.symbols import RAISED_CHARACTERS, RAISED_PLAIN
from printed.units import LONG_UNITS, prefix_power, unit_at

_MINUS = str.maketrans(
    {"−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-", "﹣": "-", "－": "-", "⁻": "-", "\u00ad": "-"}
)
TICK_UNITS = frozenset(("A", "V", "s", "Hz", "ohm", "S", "F", "W", "J", "degC"))
_PLAIN = re.compile(r"^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$")
_THOUSANDS = re.compile(r"^[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$")
_COMMA = re.compile(r"^[-+]?\d+,\d+$")
_WITH_UNIT = re.compile(r"^([-+]?(?:\d+\.?\d*|\.\d+))\s?([A-Za-zµμΩ°%].*)$")
_PERCENT = re.compile(r"^([-+]?(?:\d+\.?\d*|\.\d+))\s?%$")
_TIMES = re.compile(r"^([-+]?(?:\d+\.?\d*|\.\d+)?)\s*[x×·⋅*✕]\s*10$")
_TEN = re.compile(r"^([-+]?)10$")
_CARET = re.compile(r"^(?:([-+]?(?:\d+\.?\d*|\.\d+))\s*[x×·⋅*]\s*)?([-+]?)10\^\{?([-+]?\d+)\}?$")
_MULTIPLIER = re.compile(r"^(?:[x×·⋅*]?1[eE]([-+]?\d+)|\(?[x×·⋅*]10\^(?:\{([-+]?\d+)\}|([-+]?\d+)))$")
_POWER = re.compile(r"^[-+]?\d+$")
_UNICODE_POWER = re.compile(r"^(.*?10)([⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]+)$")


def number_of(token: DrawnToken) -> float | None:
    """The number a token prints, None when it is not wholly one."""
    return parse_number(token.text, token.raised)


def parse_number(text: str, raised: str = "", *, decimal_comma: bool = False) -> float | None:
    """The value of a tick label, or None when it is not wholly a number.

    `raised` is the superscript's text. A comma before three digits groups thousands unless `decimal_comma`.
    """
    plain = text.strip()
    tail = _UNICODE_POWER.match(plain)
    if tail and not raised:
        plain, raised = tail[1], tail[2].translate(str.maketrans(RAISED_CHARACTERS, RAISED_PLAIN)).translate(_MINUS)
    plain = _without_blanks(plain)
    if raised:
        return _power(plain, raised.strip().translate(_MINUS))
    if _PLAIN.match(plain):
        return float(plain)
    if match := _CARET.match(plain):
        return float(match[1] or "1") * (-1.0 if match[2] == "-" else 1.0) * 10.0 ** int(match[3])
    if _COMMA.match(plain) and (decimal_comma or has_decimal_comma(plain)):
        return float(plain.replace(",", "."))
    if _THOUSANDS.match(plain):
        return float(plain.replace(",", ""))
    if match := _PERCENT.match(plain):
        return float(match[1])
    if match := _WITH_UNIT.match(plain):
        return _with_unit(float(match[1]), match[2].replace("μ", "µ"))
    return None


def has_decimal_comma(text: str) -> bool:
    """Whether the comma of a label can only be that of decimals: not three digits stand behind it, or a zero before."""
    plain = _without_blanks(text.strip())
    return bool(_COMMA.match(plain) and (not _THOUSANDS.match(plain) or re.match(r"^[-+]?0,", plain)))


def _without_blanks(text: str) -> str:
    """The text without blanks, its minus signs as hyphens."""
    return text.translate(_MINUS).replace(" ", "").replace("\u2009", "")


def _with_unit(value: float, tail: str) -> float | None:
    """A number before a prefix alone (`100p`), or before a printed unit (`1.0mA`), in the unit without it."""
    power = prefix_power(tail)
    if power is not None:
        return value * float(f"1e{power}")
    found = unit_at(tail, 0)
    if found is None or found[1] != len(tail) or found[0].si not in TICK_UNITS or found[0].name in LONG_UNITS:
        return None
    return value * float(found[0].factor)


def _power(base: str, raised: str) -> float | None:
    if not _POWER.match(raised):
        return None
    power = 10.0 ** int(raised)
    if match := _TEN.match(base):
        return (-1.0 if match[1] == "-" else 1.0) * power
    if match := _TIMES.match(base):
        return float(match[1]) * power if match[1] not in ("", "-", "+") else power
    return None


def parse_multiplier(text: str, raised: str = "") -> float | None:
    """A factor printed once for a whole axis: `x10^-6`, `1e-6`; None when the text is no such factor.

    A power of ten without a sign of multiplication is none: so are printed the labels of a neighbouring panel.
    """
    plain = (text.strip() + (f"^{raised}" if raised else "")).translate(_MINUS).replace(" ", "")
    match = _MULTIPLIER.match(plain)
    return float(f"1e{match[1] or match[2] or match[3]}") if match else None


UNIT = re.compile(r"[(\[]\s*([^()\[\]]{1,24}?)\s*[)\]]\s*$")


def split_unit(title: str) -> tuple[str, str]:
    """An axis title's words and its unit: `Current (µA)` or `Resistance, Ω` or `I / A`."""
    words = " ".join(title.split())
    if match := UNIT.search(words):
        return words[: match.start()].strip(), match[1]
    for mark in (" / ", ", "):
        head, found, tail = words.rpartition(mark)
        if found and 0 < len(tail) <= 8:
            return head.strip(), tail.strip()
    return words, ""
