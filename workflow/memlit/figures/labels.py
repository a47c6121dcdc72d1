"""Numbers printed at ticks: raised exponents, Unicode minus, multipliers, thousands marks, unit prefixes."""

from __future__ import annotations

import re
from dataclasses import dataclass

MINUS = str.maketrans({"−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-", "﹣": "-", "－": "-", "⁻": "-", "\u00ad": "-"})
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
PREFIX = {
    "f": 1e-15, "p": 1e-12, "n": 1e-9, "u": 1e-6, "µ": 1e-6, "μ": 1e-6, "m": 1e-3,
    "k": 1e3, "K": 1e3, "M": 1e6, "G": 1e9, "T": 1e12,
}  # fmt: skip
_PLAIN = re.compile(r"^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$")
_THOUSANDS = re.compile(r"^[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$")
_COMMA = re.compile(r"^[-+]?\d+,\d+$")
_PREFIXED = re.compile(r"^([-+]?(?:\d+\.?\d*|\.\d+))\s?([fpnuµμmkKMGT])$")
_UNIT = re.compile(r"^([-+]?(?:\d+\.?\d*|\.\d+))\s?([fpnuµμmkMG]?)(A|V|s|Hz|Ω|S|F|W|J|°C)$")
_PERCENT = re.compile(r"^([-+]?(?:\d+\.?\d*|\.\d+))\s?%$")
_TIMES = re.compile(r"^([-+]?(?:\d+\.?\d*|\.\d+)?)\s*[x×·⋅*✕]\s*10$")
_TEN = re.compile(r"^([-+]?)10$")
_CARET = re.compile(r"^(?:([-+]?(?:\d+\.?\d*|\.\d+))\s*[x×·⋅*]\s*)?([-+]?)10\^\{?([-+]?\d+)\}?$")
_POWER = re.compile(r"^[-+]?\d+$")
_UNICODE_POWER = re.compile(r"^(.*?10)([⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]+)$")


@dataclass(frozen=True, slots=True)
class Number:
    """A tick's value with how it was written; `doubt` names what a reader could take otherwise."""

    value: float
    form: str
    doubt: str = ""


def parse_number(text: str, raised: str = "", *, decimal_comma: bool = False) -> Number | None:
    """The value of a tick label, or None when it is not wholly a number.

    `raised` is the superscript's text. A comma before three digits groups thousands unless `decimal_comma`.
    """
    plain = text.strip()
    tail = _UNICODE_POWER.match(plain)
    if tail and not raised:
        plain, raised = tail[1], tail[2].translate(RAISED)
    plain = plain.translate(MINUS).replace(" ", "").replace("\u2009", "")
    if raised:
        return _power(plain, raised.strip().translate(MINUS))
    if _PLAIN.match(plain):
        return Number(float(plain), "exponent" if "e" in plain.lower() else "plain")
    if match := _CARET.match(plain):
        factor = float(match[1] or "1") * (-1.0 if match[2] == "-" else 1.0)
        return Number(factor * 10.0 ** int(match[3]), "power")
    if _COMMA.match(plain) and (decimal_comma or not _THOUSANDS.match(plain) or re.match(r"^[-+]?0,", plain)):
        return Number(float(plain.replace(",", ".")), "decimal comma")
    if _THOUSANDS.match(plain):
        return Number(float(plain.replace(",", "")), "thousands")
    if match := _PERCENT.match(plain):
        return Number(float(match[1]), "percent")
    if match := _PREFIXED.match(plain):
        return Number(float(match[1]) * PREFIX[match[2]], "prefix")
    if match := _UNIT.match(plain):
        return Number(float(match[1]) * PREFIX.get(match[2], 1.0), "with unit")
    return None


def _power(base: str, raised: str) -> Number | None:
    if not _POWER.match(raised):
        return None
    power = 10.0 ** int(raised)
    if match := _TEN.match(base):
        return Number((-1.0 if match[1] == "-" else 1.0) * power, "power")
    if match := _TIMES.match(base):
        return Number(float(match[1]) * power if match[1] not in ("", "-", "+") else power, "power")
    return None


def parse_multiplier(text: str, raised: str = "") -> float | None:
    """A factor printed once for a whole axis: `x10^-6`, `1e-6`; None when the text is no such factor."""
    plain = text.strip().translate(MINUS).replace(" ", "")
    if raised and (re.match(r"^[x×·⋅*(]{0,2}10$", plain)) and _POWER.match(raised.translate(MINUS)):
        return 10.0 ** int(raised.translate(MINUS))
    if re.match(r"^1[eE][-+]?\d+$", plain):
        return float(plain)
    if match := re.match(r"^[x×·⋅*]1[eE]([-+]?\d+)$", plain):
        return 10.0 ** int(match[1])
    if match := re.match(r"^[x×·⋅*]?10\^\{?([-+]?\d+)\}?$", plain):
        return 10.0 ** int(match[1])
    return None


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
