"""Units of the field: spellings, factors to SI, and reading a unit at a place in a text.

The factors are exact (Decimal), and a test compares them with pint. Units that a vocabulary declares come first.
"""

import functools
import re
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
    "|sop|synop|image|inference"
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
        si, base = _SI.get(symbol, (symbol, "1"))
        units = {
            prefix: Unit(prefix + symbol, Decimal(base).scaleb(_PREFIX[prefix]), si)
            for prefix in ("", *prefixes, *PREFIX_WORDS.values())
        }
        for prefix in ("", *prefixes):
            for spelt in (prefix, *(typed for typed, meant in _PREFIX_SPELLING.items() if meant == prefix)):
                # A K is no prefix but of ohm, and a C alone no coulomb.
                if (spelt != "K" or symbol == "Ω") and spelt + symbol != "C":
                    for name in (symbol, *_SYMBOL_SPELLING.get(symbol, ())):
                        table.setdefault(spelt + name, units[prefix])
        for word in _WORD.get(symbol, ()):
            for long, prefix in (("", ""), *PREFIX_WORDS.items()):
                for spelling in (long + word, long + word + "s", (long + word).capitalize()):
                    table.setdefault(spelling, units[prefix])
    for name, (factor, si, spellings) in _WITHOUT_PREFIX.items():
        table |= dict.fromkeys(spellings, Unit(name, Decimal(factor), si))
    table["K"] = Unit("K", Decimal(1), "degC", Decimal("-273.15"))
    table["dB"] = Unit("dB", Decimal(1), "1", log="dB")
    table["dBm"] = Unit("dBm", Decimal(1), "W", log="dBm")
    for word, prefix in PREFIX_WORDS.items():
        if prefix in "kMGT":
            unit = Unit(prefix + "b", Decimal(f"1e{_PREFIX[prefix]}"), "bit", flags=("binary_prefix",))
            spellings = ("b", "bit", "bits")
            table |= dict.fromkeys((*(prefix + bit for bit in spellings), word + "bit", word + "bits"), unit)
    table["Kb"] = table["Kbit"] = table["kb"]
    return table


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


def field_unit_at(text: str, start: int) -> tuple[Unit, int] | None:
    """`unit_at` with the built-in table only."""
    first = _power_at(text, start)
    if first is None:
        return None
    unit, exponent, end = first
    if unit.si == "F" and unit.name == "F" and exponent == 2:
        return Unit("F^2", Decimal(1), "F^2", flags=("needs_node",)), end
    parts = [(unit, exponent)]
    flags: list[str] = list(unit.flags)
    while (more := _next_part(text, end, parts[-1][0])) is not None:
        if more.is_unknown:
            return Unit(unit.name, unit.factor, unit.si, flags=("unknown_unit",)), more.end
        parts += [more.part] if more.part is not None else []
        flags += [more.flag] if more.flag else []
        end = more.end
    if len(parts) == 1 and exponent == 1:
        return (unit if not flags else Unit(unit.name, unit.factor, unit.si, unit.offset, tuple(flags), unit.log)), end
    return _combine(parts, tuple(flags)), end


@dataclass(frozen=True, slots=True)
class _More:
    """How a unit goes on: with a part and its exponent, an event that it is counted by (flag), or something unknown."""

    end: int
    part: tuple[Unit, int] | None = None
    flag: str = ""
    is_unknown: bool = False


def _next_part(text: str, end: int, last: Unit) -> _More | None:
    """What stands behind a unit that ends there: `/(...)`, `/...`, or a factor; None where the unit is over."""
    if bracket := _BRACKETED_DENOMINATOR.match(text, end):
        below = unit_at(bracket.group(1).strip(), 0)
        if below is None or below[1] != len(bracket.group(1).strip()):
            return _More(bracket.end(), is_unknown=True)
        product = below[0]
        factors = product.name.replace("*", "/"), product.si.replace("*", "/")
        return _More(bracket.end(), (replace(product, name=factors[0], si=factors[1]), -1))
    if over := _DENOMINATOR.match(text, end):
        return _below_the_bar(text, end, over)
    by = _FACTOR.match(text, end)
    after = _power_at(text, by.end()) if by else None
    if by is None or after is None:
        return None
    of_length = after[0].si == "m" and last.si in ("ohm", "S", "V", "A", "F")
    if after[1] >= 0 and not by.group().strip() and not of_length:
        return None
    return _More(after[2], (after[0], after[1]))


def _below_the_bar(text: str, end: int, over: re.Match[str]) -> _More | None:
    """The event or the unit behind a bar or a `per`, which alone may belong to the words."""
    counted = _event_at(text, over.end())
    if counted is not None:
        return _More(counted[1], flag=f"per_{counted[0]}")
    after = _power_at(text, over.end())
    if after is not None:
        return _More(after[2], (after[0], -after[1]))
    return None if "per" in over.group() or " " in over.group() else _More(end, is_unknown=True)


def _event_at(text: str, start: int) -> tuple[str, int] | None:
    """Return the event (`synaptic event`, `programming pulse`, `spike`) at `start`, and the place after it."""
    for pattern in (_EVENT, _EVENT_ALONE):
        found = pattern.match(text, start)
        if found is not None and PER_EVENT.fullmatch(found.group(1).lower()):
            return found.group(1).lower(), found.end()
    return None


def _power_at(text: str, start: int) -> tuple[Unit, int, int] | None:
    split = _SPLIT_PREFIX.match(text, start)
    table = unit_table()
    if split is not None and split.group(1) + split.group(2) in table and split.group(1) not in "mnp":
        unit, end = table[split.group(1) + split.group(2)], split.end()
    else:
        letters = _LETTERS.match(text, start)
        if letters is None:
            return None
        name = letters.group().replace(" ", "").replace("º", "°")
        found = table.get(name)
        if found is None:
            return None
        if name in ("y", "h") and re.match(r"\s?[nµ]m\b", text[letters.end() :]):
            return None
        unit, end = found, letters.end()
    raised = _EXPONENT.match(text, end)
    if raised is not None:
        sign = raised.group(1) or raised.group(3) or ""
        exponent = int(raised.group(2) or raised.group(4))
        return unit, -exponent if sign in ("-", "−", "–") else exponent, raised.end()
    if (
        unit.si in ("m", "F")
        and (unit.si == "m" or name == "F")
        and (plain := _PLAIN_EXPONENT.match(text, end)) is not None
    ):
        return unit, int(plain.group(1)), plain.end()
    return unit, 1, end


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
