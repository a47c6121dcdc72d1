"""A unit as it stands in a printed head: `ns`, `x10^-6 S`, `A cm-2`, and the one spelling in which heads are read."""

import functools
import re

from printed.tags import without_tags
from printed.units import declared_at, spellings_of_heads

_PLAIN = {"\u2126": "Ω", "\u03bc": "µ", "\u2212": "-", "–": "-", "—": "-", "‑": "-", "×": "x", "\u00a0": " "}
_TYPESETTING = re.compile(r"\$|\\(?:mathrm|text|rm|textit|mathit)\b")
_LOWERED_GROUP = re.compile(r"_\{([^{}]*)\}")
_RAISED_DIGITS = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+")
_LOWERED_DIGITS = re.compile("[₀₁₂₃₄₅₆₇₈₉]")
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺₀₁₂₃₄₅₆₇₈₉", "0123456789-+0123456789")
_OTHER_UNITS = (
    r"[kMGT]?B|[kMGT]?b|[afpnuµmkK]?g|[mµu]?C|[fpnuµmkMGT]?(?:FL)?OPS|ops?|events?|K(?:Hz|cycles?|bits?)?"
    r"|deg\.? ?C|o ?C|a\.u\."
)
"""What stands as a unit in a header and has no value in SI, or is a unit only there."""
_POWER = r"(?:[x*·]\s*10\s*\^?\{?[-+]?\d{1,2}\}?|10\s*\^\{?[-+]?\d{1,2}\}?)"


def read_header_unit(text: str) -> tuple[str, float] | None:
    """Return the unit and power of ten if `text` is only a unit such as `ns`, `x10^-6 S`, `A cm-2`; else None."""
    plain = plain_head(text).strip()
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


def plain_head(text: str) -> str:
    """One spelling for the words of a header. Dashes become hyphens: unlike in a cell, none is a sign or a range."""
    for printed, plain in _PLAIN.items():
        text = text.replace(printed, plain)
    text = _TYPESETTING.sub("", without_tags(text))
    text = _LOWERED_GROUP.sub(r"_\1", text)
    text = _RAISED_DIGITS.sub(lambda match: "^" + match.group().translate(_DIGITS), text)
    return _LOWERED_DIGITS.sub(lambda match: match.group().translate(_DIGITS), text)


@functools.cache
def _unit_alone() -> re.Pattern[str]:
    """A unit with the power of ten before it. Compiled when a head is read, for its hundreds of spellings take time."""
    spelt = sorted(map(re.escape, spellings_of_heads()), key=len, reverse=True)
    one = rf"(?:(?:{'|'.join(spelt)}|{_OTHER_UNITS})(?:\^?\{{?[-+]?\d\}}?)?|F\^?2)"
    return re.compile(
        rf"^(?:in |# ?)?\s*(?:(?P<power>{_POWER})\s*)?"
        rf"(?P<unit>{one}(?:\s*(?:/|·|\*|\.|\bper\b|\s)\s*{one})*)?$",
    )
