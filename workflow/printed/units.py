"""Units of the field: spellings, factors to SI, and reading a unit at a place in a text.

The factors are exact (Decimal), and a test compares them with pint. Units that a vocabulary declares come first.
"""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

_PREFIX = {
    "z": -21, "a": -18, "f": -15, "p": -12, "n": -9, "µ": -6, "m": -3, "c": -2, "d": -1,
    "": 0, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18,
}  # fmt: skip
_PREFIX_SPELLING = {"u": "µ", "K": "k"}
ALONE = frozenset("fpnµmkMGT")
"""Prefixes that are printed without a unit (`20 k`): centi, deci and the most extreme ones are not."""
PREFIX_WORDS = {
    "atto": "a", "femto": "f", "pico": "p", "nano": "n", "micro": "µ", "milli": "m", "centi": "c", "kilo": "k",
    "mega": "M", "giga": "G", "tera": "T",
}  # fmt: skip
_PREFIXES_OF = {
    "V": "nµmkM", "A": "afpnµmkMG", "Ω": "mkMGT", "S": "afpnµmk", "F": "afpnµm", "W": "afpnµmkMG",
    "J": "zafpnµmk", "s": "fpnµmk", "Hz": "mkMGT", "m": "pnµmck", "eV": "mk", "C": "afpnµm",
}  # fmt: skip
_SI = {"Ω": ("ohm", "1"), "eV": ("J", "1.602176634e-19")}
"""SI unit and factor of a symbol that is not SI itself."""
_SYMBOL_SPELLING = {
    "Ω": ("ohm", "ohms", "Ohm", "Ohms", "OHM"), "s": ("sec",), "V": ("volt", "volts", "Volt", "Volts"),
    "Hz": ("hz", "HZ"), "eV": ("ev",), "S": ("mho", "mhos"),
}  # fmt: skip
_WORD = {
    "V": ("volt",), "A": ("ampere", "amp"), "Ω": ("ohm",), "S": ("siemen", "siemens"), "F": ("farad",), "W": ("watt",),
    "C": ("coulomb",), "J": ("joule",), "s": ("second", "sec"), "Hz": ("hertz",), "m": ("meter", "metre"),
}  # fmt: skip
_LONG_TIME = {
    "min": ("60", "s", ("min", "mins", "minute", "minutes")),
    "h": ("3600", "s", ("h", "hr", "hrs", "hour", "hours", "Hours")),
    "day": ("86400", "s", ("day", "days")),
    "week": ("604800", "s", ("week", "weeks")),
    "month": ("2629800", "s", ("month", "months")),
    "year": ("31557600", "s", ("year", "years", "yr", "yrs", "y", "Years")),
}
LONG_UNITS = frozenset(_LONG_TIME)
_WITHOUT_PREFIX = {
    "cycle": ("1", "cycle", ("cycle", "cycles", "cyc", "Cycles", "Cycle", "times")),
    "kcycle": ("1e3", "cycle", ("kcycle", "kcycles")),
    "Mcycle": ("1e6", "cycle", ("Mcycle", "Mcycles")),
    "Gcycle": ("1e9", "cycle", ("Gcycle", "Gcycles")),
    "state": ("1", "state", ("state", "states", "level", "levels", "States", "Levels")),
    "bit": ("1", "bit", ("bit", "bits", "Bit", "Bits")),
    "pulse": ("1", "1", ("pulse", "pulses", "Pulses")),
    "spike": ("1", "1", ("spike", "spikes", "Spikes")),
    **_LONG_TIME,
    "Å": ("1e-10", "m", ("Å",)),
    "%": ("0.01", "1", ("%",)),
    "‰": ("0.001", "1", ("‰",)),
    "ppm": ("1e-6", "1", ("ppm",)),
    "°C": ("1", "degC", ("°C", "oC", "ºC", "degC", "℃", "Celsius")),
    "GOPS": ("1e9", "op/s", ("GOPS",)),
    "TOPS": ("1e12", "op/s", ("TOPS",)),
    "POPS": ("1e15", "op/s", ("POPS",)),
}
"""Factor, SI unit and spellings of units that have no prefix, or not that of SI."""
PER_EVENT = re.compile(
    "spikes?|event|transition|write|read|pulse|operation|op|synapse|programming|switching|device|cell|activation|update"
    "|sop|synop|image|inference|search(?:es)?|query"
)
"""What an energy may be of: it is noted, and the unit stays that of one."""


@dataclass(frozen=True, slots=True)
class Unit:
    """`name` is the canonical spelling; SI value = printed value x factor + offset, in `si`."""

    name: str
    factor: Decimal
    si: str
    offset: Decimal = Decimal(0)
    flags: tuple[str, ...] = ()
    log: str | None = None

    def to_si(self, value: Decimal) -> Decimal:
        """The SI value of a printed value."""
        return value * self.factor + self.offset


SI_UNITS = frozenset(_SI.get(symbol, (symbol, "1"))[0] for symbol in _PREFIXES_OF) | {"degC", "cycle", "state", "bit"}
"""Simple units in which values are stored; their powers and quotients are read too."""


@functools.cache
def unit_table() -> dict[str, Unit]:
    """Every spelling of a simple unit (no exponent, no quotient), with its unit."""
    table: dict[str, Unit] = {}
    for symbol, prefixes in _PREFIXES_OF.items():
        for spelling, unit in (*_spelt_as_symbol(symbol, prefixes), *_spelt_in_words(symbol)):
            table.setdefault(spelling, unit)
    for name, (factor, si, spellings) in _WITHOUT_PREFIX.items():
        table |= dict.fromkeys(spellings, Unit(name, Decimal(factor), si))
    table["K"] = Unit("K", Decimal(1), "degC", Decimal("-273.15"))
    table["dB"] = Unit("dB", Decimal(1), "1", log="dB")
    table["dBm"] = Unit("dBm", Decimal(1), "W", log="dBm")
    for word, prefix in PREFIX_WORDS.items():
        if prefix in "kMGT":
            unit = Unit(prefix + "b", Decimal(f"1e{_PREFIX[prefix]}"), "bit", flags=("binary_prefix",))
            spellings = (f"{prefix}b", f"{prefix}bit", f"{prefix}bits", f"{word}bit", f"{word}bits")
            table |= dict.fromkeys(spellings, unit)
    table["Kb"] = table["Kbit"] = table["kb"]
    return table


def _prefixed(prefix: str, symbol: str) -> Unit:
    """The unit of a symbol with a prefix, which may be empty."""
    si, factor = _SI.get(symbol, (symbol, "1"))
    return Unit(prefix + symbol, Decimal(factor).scaleb(_PREFIX[prefix]), si)


def _spelt_as_symbol(symbol: str, prefixes: str) -> Iterator[tuple[str, Unit]]:
    """`mV`, `uV`, `Kohm`: the symbol and its other spellings, with each prefix that is in use."""
    for prefix in ("", *prefixes):
        unit = _prefixed(prefix, symbol)
        for typed in (prefix, *(other for other, meant in _PREFIX_SPELLING.items() if meant == prefix)):
            # A K is no prefix but of ohm, and a C alone no coulomb.
            if (typed == "K" and symbol != "Ω") or typed + symbol == "C":
                continue
            for name in (symbol, *_SYMBOL_SPELLING.get(symbol, ())):
                yield typed + name, unit


def _spelt_in_words(symbol: str) -> Iterator[tuple[str, Unit]]:
    """`millivolt`, `millivolts`, `Millivolt`."""
    for word in _WORD.get(symbol, ()):
        for long_prefix, prefix in (("", ""), *PREFIX_WORDS.items()):
            unit = _prefixed(prefix, symbol)
            spelt = long_prefix + word
            yield from ((spelt, unit), (f"{spelt}s", unit), (spelt.capitalize(), unit))


def spellings_of_heads() -> list[str]:
    """The spellings of simple units that a head prints as its unit; `Levels` and `Hours` are names of columns."""
    table = unit_table()
    counts = {spelt for spelt, unit in table.items() if unit.si in ("cycle", "state", "bit", "1", "s")}
    return [spelt for spelt in table if not (spelt.istitle() and {spelt, spelt.lower()} <= counts)]


def prefix_power(spelt: str) -> int | None:
    """The power of ten of an SI prefix that is printed alone (`n` -9, `u` and `µ` -6, `K` and `meg` 3 and 6); None for
    anything else.
    """
    prefix = "M" if spelt.lower() == "meg" else _PREFIX_SPELLING.get(spelt, spelt)
    return _PREFIX[prefix] if prefix in ALONE else None


declared: tuple[tuple[re.Pattern[str], Unit], ...] = ()
"""The units of the vocabulary in use, with the patterns of their spellings, longest first."""
_LETTERS = re.compile(r"[°º]\s?C|[A-Za-zµΩÅ℃]+|[%‰]")
_SPLIT_PREFIX = re.compile(r"(µ|k|K|M|G|m|n|p)\s(Ω|[Oo]hms?|s|A|V|S|F|J|W|m)(?![A-Za-zµΩ])")
_WORDS_OF_ONE_LETTER = ("m", "n", "p")
"""Letters that also stand alone before a unit: `n V` is no nanovolt."""
_LENGTH_BEHIND = re.compile(r"\s?[nµ]m\b")
"""`h 20 nm`: a symbol of a dimension, not an hour."""
_EXPONENT = re.compile(
    r"\^\{?\s*([-−–+]?)\s*(\d)(?!\d|\s*[,–-]\s*\d)(?:\s*\})?"
    r"|([-−–])([123])(?!\d|\.\d|\s*[A-Za-zµΩ])"
)
_PLAIN_EXPONENT = re.compile(r"([23])(?!\d|\.\d)")
_DENOMINATOR = re.compile(r"\s?/\s?(?=[A-Za-zµΩ°])|\s+per\s+")
_BRACKETED_DENOMINATOR = re.compile(r"\s?/\s?\(([^()]{1,20})\)")
_EVENT = re.compile(
    r"(?:(?:single|synaptic|spiking|individual|memory|weight|conductance|neuronal|one|switching|firing|state) ){0,2}"
    r"([A-Za-z]+)"
)
_EVENT_ALONE = re.compile(r"([A-Za-z]+)")
_FACTOR = re.compile(r"\s?[·*]\s?|\s")


def unit_at(text: str, start: int) -> tuple[Unit, int] | None:
    """The longest unit that begins at `start`, with the place after it; None where there is none."""
    return declared_at(text, start) or field_unit_at(text, start)


def declared_at(text: str, start: int) -> tuple[Unit, int] | None:
    """`unit_at` with the units alone that the vocabulary in use declares."""
    found = ((unit, pattern.match(text, start)) for pattern, unit in declared)
    return next(((unit, match.end()) for unit, match in found if match is not None), None)


@dataclass(frozen=True, slots=True)
class _Factor:
    """A simple unit with its exponent, and the place after it.

    unit: None where the letters under a bar are no unit. event: what an energy is of (`spike`), which is no unit.
    """

    unit: Unit | None
    exponent: int
    end: int
    event: str = ""


def field_unit_at(text: str, start: int) -> tuple[Unit, int] | None:
    """`unit_at` with the built-in table only."""
    first = _power_at(text, start)
    if first is None or first.unit is None:
        return None
    if first.unit.name == "F" and first.exponent == 2:
        return Unit("F^2", Decimal(1), "F^2", flags=("needs_node",)), first.end
    parts = [(first.unit, first.exponent)]
    flags = list(first.unit.flags)
    end = first.end
    while True:
        factor = _bracket_below(text, end) or _below(text, end) or _beside(text, end, parts[-1][0])
        if factor is None:
            break
        end = factor.end
        if factor.event:
            flags.append(f"per_{factor.event}")
        elif factor.unit is None:
            return Unit(first.unit.name, first.unit.factor, first.unit.si, flags=("unknown_unit",)), end
        else:
            parts.append((factor.unit, factor.exponent))
    if len(parts) > 1 or first.exponent != 1:
        return _combine(parts, tuple(flags)), end
    return replace(first.unit, flags=tuple(flags)), end


def _bracket_below(text: str, start: int) -> _Factor | None:
    """`A/(V s)`: a product under the bar."""
    bracket = _BRACKETED_DENOMINATOR.match(text, start)
    if bracket is None:
        return None
    inside = bracket.group(1).strip()
    below = unit_at(inside, 0)
    if below is None or below[1] != len(inside):
        return _Factor(None, -1, bracket.end())
    product = below[0]
    divided = replace(product, name=product.name.replace("*", "/"), si=product.si.replace("*", "/"))
    return _Factor(divided, -1, bracket.end())


def _below(text: str, start: int) -> _Factor | None:
    """`A/cm2`, `pJ per spike`: one unit, or what is counted, under the bar."""
    over = _DENOMINATOR.match(text, start)
    if over is None:
        return None
    event = _event_at(text, over.end())
    if event is not None:
        return _Factor(None, -1, event[1], event[0])
    after = _power_at(text, over.end())
    if after is not None:
        return replace(after, exponent=-after.exponent)
    is_word_apart = "per" in over.group() or " " in over.group()
    return None if is_word_apart else _Factor(None, -1, start)


def _beside(text: str, start: int, last: Unit) -> _Factor | None:
    """`V·s`, `A cm^-2`, `Ω cm`: behind a blank alone only a negative power, or a length after an electrical unit."""
    by = _FACTOR.match(text, start)
    after = _power_at(text, by.end()) if by is not None else None
    if by is None or after is None or after.unit is None:
        return None
    is_of_length = after.unit.si == "m" and last.si in ("ohm", "S", "V", "A", "F")
    is_blank = not by.group().strip()
    return None if is_blank and after.exponent >= 0 and not is_of_length else after


def _event_at(text: str, start: int) -> tuple[str, int] | None:
    """Return the event (`synaptic event`, `programming pulse`, `spike`) at `start`, and the place after it."""
    for pattern in (_EVENT, _EVENT_ALONE):
        found = pattern.match(text, start)
        if found is not None and PER_EVENT.fullmatch(found.group(1).lower()):
            return found.group(1).lower(), found.end()
    return None


def _power_at(text: str, start: int) -> _Factor | None:
    """A simple unit at a place, with its exponent: `cm^2`, `s-1`, `nm2`."""
    found = _simple_at(text, start)
    if found is None:
        return None
    unit, end = found
    raised = _EXPONENT.match(text, end)
    if raised is not None:
        sign = raised.group(1) or raised.group(3) or ""
        exponent = int(raised.group(2) or raised.group(4))
        return _Factor(unit, -exponent if sign in ("-", "−", "–") else exponent, raised.end())
    plain = _PLAIN_EXPONENT.match(text, end)
    if plain is not None and (unit.si == "m" or unit.name == "F"):
        return _Factor(unit, int(plain.group(1)), plain.end())
    return _Factor(unit, 1, end)


def _simple_at(text: str, start: int) -> tuple[Unit, int] | None:
    """The unit of the table whose letters begin at a place, and the place after them."""
    table = unit_table()
    split = _SPLIT_PREFIX.match(text, start)
    if split is not None and split.group(1) not in _WORDS_OF_ONE_LETTER and "".join(split.groups()) in table:
        return table["".join(split.groups())], split.end()
    letters = _LETTERS.match(text, start)
    if letters is None:
        return None
    name = letters.group().replace(" ", "").replace("º", "°")
    if name not in table or (name in ("y", "h") and _LENGTH_BEHIND.match(text, letters.end())):
        return None
    return table[name], letters.end()


def _combine(parts: list[tuple[Unit, int]], flags: tuple[str, ...]) -> Unit:
    factor = Decimal(1)
    si: dict[str, int] = {}
    names: list[tuple[str, int]] = []
    for unit, exponent in parts:
        factor *= unit.factor**exponent
        si[unit.si] = si.get(unit.si, 0) + exponent
        names.append((unit.name, exponent))
    if si.get("op/s") == 1 and si.get("W") == -1:
        si = {"J": -1}
    return Unit(_quotient(names), factor, _quotient(list(si.items())), flags=flags)


def _quotient(parts: list[tuple[str, int]]) -> str:
    def power(name: str, exponent: int) -> str:
        return name if exponent == 1 else f"{name}^{exponent}"

    above = "*".join(power(name, exponent) for name, exponent in parts if exponent > 0 and name != "1")
    below = "/".join(power(name, -exponent) for name, exponent in parts if exponent < 0 and name != "1")
    return (above or "1") + (f"/{below}" if below else "")
