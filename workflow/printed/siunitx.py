r"""The macros of the LaTeX package siunitx as plain text: `\SI{5}{\ampere\per\square\metre}` is `5 A/m^{2}`."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from printed.units import PREFIX_WORDS

SIUNITX_PREFIXES = {f"\\{word}": letter for word, letter in PREFIX_WORDS.items()}
SIUNITX_UNITS = {
    r"\volt": "V", r"\ampere": "A", r"\amp": "A", r"\ohm": "Ω", r"\siemens": "S", r"\farad": "F", r"\watt": "W",
    r"\joule": "J", r"\second": "s", r"\hertz": "Hz", r"\metre": "m", r"\meter": "m", r"\celsius": "°C",
    r"\degreeCelsius": "°C", r"\kelvin": "K", r"\bit": "bit", r"\year": "year", r"\hour": "h", r"\minute": "min",
    r"\day": "day", r"\electronvolt": "eV", r"\decibel": "dB", r"\percent": "%", r"\angstrom": "Å", r"\coulomb": "C",
    r"\dB": "dB",
}  # fmt: skip
_SHORT = re.compile(r"\\([afpnumckMGT]?)(V|A|W|J|s|Hz|m|F|S|K|eV|ohm)")
"""A unit with its prefix in one command: `\\kohm`, `\\us`, `\\V`."""
_POWER_BEFORE = {r"\square": "2", r"\cubic": "3"}
_POWER_AFTER = {r"\squared": "2", r"\cubed": "3"}
_ARGUMENT = r"\s*\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}"
_OPTIONS = r"\s*(?:\[[^\]]*\])?"
_UNIT_TOKEN = re.compile(r"\\[A-Za-z]+(?:\{[^{}]*\})?|[^\\\s~.]+")


_MACROS: tuple[tuple[str, int, Callable[[re.Match[str]], str]], ...] = (
    ("SIrange|qtyrange", 3, lambda m: f"{_number(m[1])} to {_number(m[2])} {_unit(m[3])}"),
    ("numrange", 2, lambda m: f"{_number(m[1])} to {_number(m[2])}"),
    ("SIlist|qtylist", 2, lambda m: f"{_list(m[1])} {_unit(m[2])}"),
    ("qtyproduct", 2, lambda m: " × ".join(f"{_number(side)} {_unit(m[2])}" for side in m[1].split("x"))),
    ("numlist", 1, lambda m: _list(m[1])),
    ("SI|qty", 2, lambda m: f"{_number(m[1])} {_unit(m[2])}"),
    ("num|numproduct", 1, lambda m: _number(m[1])),
    ("si|unit", 1, lambda m: _unit(m[1])),
)
"""Names of a macro, how many arguments it has, and what is printed."""


def expand_siunitx(text: str) -> str:
    """`text` with its siunitx macros as they appear in print; other commands are kept."""
    for names, arguments, printed in _MACROS:
        text = re.sub(rf"\\(?:{names}){_OPTIONS}{_ARGUMENT * arguments}", printed, text)
    return text


def _list(text: str) -> str:
    return ", ".join(_number(part) for part in text.split(";"))


def _number(text: str) -> str:
    text = re.sub(r"(?<=\d)[dD](?=[-+]?\d)", "e", text.replace("+-", "±").replace("\\pm", "±").strip())
    return re.sub(r"^([<>~=≤≥]|\\[a-z]+)?\s*[eE](?=[-+]?\d)", r"\g<1>1e", text)


def _short(token: str) -> str:
    found = _SHORT.fullmatch(token)
    return found[1].replace("u", "µ") + found[2].replace("ohm", "Ω") if found else token


@dataclass(slots=True)
class _Factor:
    """A factor of a unit: the bar before it, its symbol with a prefix, its power."""

    bar: str
    symbol: str
    power: str

    @property
    def written(self) -> str:
        """The factor behind another one."""
        return (self.bar or "·") + self.symbol + (f"^{{{self.power}}}" if self.power else "")


def _unit(text: str) -> str:
    r"""A unit of macros (`\per` and the powers may stand before or after) or of letters with points (`A.cm^{-2}`)."""
    if "\\" not in text:
        return re.sub(r"[.~]", "·", text.strip())
    factors: list[_Factor] = []
    bar, power, prefix = "", "", ""
    for token in _UNIT_TOKEN.findall(text):
        name, argument = _macro_of(token)
        if name == r"\per":
            bar = "/"
        elif name in _POWER_BEFORE or name == r"\raiseto":
            power = _POWER_BEFORE.get(name, argument)
        elif name in SIUNITX_PREFIXES:
            prefix += SIUNITX_PREFIXES[name]
        elif name in _POWER_AFTER or name == r"\tothe":
            for factor in factors[-1:]:
                factor.power = _POWER_AFTER.get(name, argument)
        elif factors and name.startswith(("^", "_")):
            factors[-1].symbol += token
        elif name != r"\of":
            factors.append(_Factor(bar, prefix + (SIUNITX_UNITS.get(name) or _short(token)), power))
            bar, power, prefix = "", "", ""
    written = "".join(factor.written for factor in factors)
    return written.removeprefix("·") + prefix


def _macro_of(token: str) -> tuple[str, str]:
    """The name of a macro and its argument in braces; other text is its own name."""
    if not token.startswith("\\"):
        return token, ""
    name, _, argument = token.partition("{")
    return name, argument.rstrip("}")
