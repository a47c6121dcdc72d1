"""Units of the field: spellings, factors to SI, and reading a unit at a place in a text.

The factors are exact (Decimal), and a test compares them with pint. Units that a vocabulary declares come first.
"""

import functools
import re
from dataclasses import dataclass, replace
from decimal import Decimal

from memlit.vocabulary.units import declared_at

_PREFIX = {
    "z": "-21", "a": "-18", "f": "-15", "p": "-12", "n": "-9", "µ": "-6", "m": "-3", "c": "-2", "d": "-1",
    "": "0", "k": "3", "M": "6", "G": "9", "T": "12", "P": "15", "E": "18",
}  # fmt: skip
PREFIX_POWERS = {letter: int(_PREFIX[letter]) for letter in "fpnµmkMGT"}
"""Powers of ten of the prefixes that are printed without a unit (`20 k`)."""
_PREFIX_SPELLING = {"u": "µ", "K": "k"}
PREFIX_WORDS = {
    "atto": "a", "femto": "f", "pico": "p", "nano": "n", "micro": "µ", "milli": "m", "centi": "c", "kilo": "k",
    "mega": "M", "giga": "G", "tera": "T",
}  # fmt: skip
_PREFIXES_OF = {
    "V": "nµmkM", "A": "afpnµmkMG", "Ω": "mkMGT", "S": "afpnµmk", "F": "afpnµm", "W": "afpnµmkMG",
    "J": "zafpnµmk", "s": "fpnµmk", "Hz": "mkMGT", "m": "pnµmck", "eV": "mk", "C": "afpnµm",
}  # fmt: skip
_SI = {
    "V": ("V", "1"), "A": ("A", "1"), "Ω": ("ohm", "1"), "S": ("S", "1"), "F": ("F", "1"), "W": ("W", "1"),
    "J": ("J", "1"), "s": ("s", "1"), "Hz": ("Hz", "1"), "m": ("m", "1"), "eV": ("J", "1.602176634e-19"),
    "C": ("C", "1"),
}  # fmt: skip
_SYMBOL_SPELLING = {
    "Ω": ("ohm", "ohms", "Ohm", "Ohms", "OHM"), "s": ("sec",), "V": ("volt", "volts", "Volt", "Volts"),
    "Hz": ("hz", "HZ"), "eV": ("ev",), "S": ("mho", "mhos"),
}  # fmt: skip
_WORD = {
    "V": ("volt",), "A": ("ampere", "amp"), "Ω": ("ohm",), "S": ("siemen", "siemens"), "F": ("farad",), "W": ("watt",),
    "C": ("coulomb",), "J": ("joule",), "s": ("second", "sec"), "Hz": ("hertz",), "m": ("meter", "metre"),
}  # fmt: skip
_COUNTED = {
    "cycle": ("cycle", "cycles", "cyc", "Cycles", "Cycle", "times"),
    "state": ("state", "states", "level", "levels", "States", "Levels"),
    "bit": ("bit", "bits", "Bit", "Bits"),
    "pulse": ("pulse", "pulses", "Pulses"),
    "spike": ("spike", "spikes", "Spikes"),
}
_PURE_NUMBER = frozenset(["pulse", "spike"])
_LONG_TIME = {
    "min": ("60", ("min", "mins", "minute", "minutes")),
    "h": ("3600", ("h", "hr", "hrs", "hour", "hours", "Hours")),
    "day": ("86400", ("day", "days")),
    "week": ("604800", ("week", "weeks")),
    "month": ("2629800", ("month", "months")),
    "year": ("31557600", ("year", "years", "yr", "yrs", "y", "Years")),
}
LONG_UNITS = frozenset(_LONG_TIME)
PER_EVENT = frozenset(
    [
        "spike",
        "spikes",
        "event",
        "transition",
        "write",
        "read",
        "pulse",
        "operation",
        "op",
        "synapse",
        "programming",
        "switching",
        "device",
        "cell",
        "activation",
        "update",
        "sop",
        "synop",
        "image",
        "inference",
    ]
)


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


SI_UNITS = frozenset(si for si, _ in _SI.values()) | frozenset(["degC", "cycle", "state", "bit"])
"""Simple units in which values are stored; their powers and quotients are read too."""


@functools.cache
def unit_table() -> dict[str, Unit]:
    """Every spelling of a simple unit (no exponent, no quotient), with its unit."""
    table: dict[str, Unit] = {}
    for symbol, prefixes in _PREFIXES_OF.items():
        si, base = _SI[symbol]
        for prefix in ("", *prefixes):
            unit = Unit(prefix + symbol, Decimal(base) * Decimal(f"1e{_PREFIX[prefix]}"), si)
            for spelt in (prefix, *(typed for typed, meant in _PREFIX_SPELLING.items() if meant == prefix)):
                if spelt == "K" and symbol != "Ω":
                    continue
                if spelt + symbol == "C":
                    continue
                for name in (symbol, *_SYMBOL_SPELLING.get(symbol, ())):
                    table.setdefault(spelt + name, unit)
        for word in _WORD.get(symbol, ()):
            for long, prefix in (("", ""), *PREFIX_WORDS.items()):
                unit = Unit(prefix + symbol, Decimal(base) * Decimal(f"1e{_PREFIX[prefix]}"), si)
                for spelling in (long + word, long + word + "s", (long + word).capitalize()):
                    table.setdefault(spelling, unit)
    for name, spellings in _COUNTED.items():
        for spelling in spellings:
            table[spelling] = Unit(name, Decimal(1), "1" if name in _PURE_NUMBER else name)
    for prefix in ("k", "M", "G"):
        for spelling in ("cycle", "cycles"):
            table[prefix + spelling] = Unit(f"{prefix}cycle", Decimal(f"1e{_PREFIX[prefix]}"), "cycle")
    for name, (seconds, spellings) in _LONG_TIME.items():
        for spelling in spellings:
            table[spelling] = Unit(name, Decimal(seconds), "s")
    table["Å"] = Unit("Å", Decimal("1e-10"), "m")
    table["%"] = Unit("%", Decimal("0.01"), "1")
    table["‰"] = Unit("‰", Decimal("0.001"), "1")
    table["ppm"] = Unit("ppm", Decimal("1e-6"), "1")
    table["K"] = Unit("K", Decimal(1), "degC", Decimal("-273.15"))
    for spelling in ("°C", "oC", "ºC", "degC", "℃", "Celsius"):
        table[spelling] = Unit("°C", Decimal(1), "degC")
    table["dB"] = Unit("dB", Decimal(1), "1", log="dB")
    table["dBm"] = Unit("dBm", Decimal(1), "W", log="dBm")
    for prefix, power in (("k", 3), ("M", 6), ("G", 9), ("T", 12)):
        table[prefix + "b"] = Unit(prefix + "b", Decimal(f"1e{power}"), "bit", flags=("binary_prefix",))
        word = next(long for long, short in PREFIX_WORDS.items() if short == prefix)
        if prefix == "k":
            table["Kb"] = table["Kbit"] = table["kb"]
        for spelling in ("bit", "bits"):
            table[prefix + spelling] = table[word + spelling] = table[prefix + "b"]
    for prefix, power in (("G", 9), ("T", 12), ("P", 15)):
        table[prefix + "OPS"] = Unit(prefix + "OPS", Decimal(f"1e{power}"), "op/s")
    return table


def prefix_factor(letter: str) -> float | None:
    """The meaning of an SI prefix that is printed alone (`n` 1e-9, `u` and `µ` 1e-6, `K` 1e3); None for anything else.
    Centi, deci and the most extreme prefixes are left out: they are not used alone as a multiplier.
    """
    power = _PREFIX.get(_PREFIX_SPELLING.get(letter, letter))
    return float(f"1e{power}") if letter and power is not None and letter not in "cdzaPE" else None


def unit_factor(printed: str, wanted: str) -> float | None:
    """Factor from a printed unit to the SI unit `wanted`; None if the text is not such a unit, or the conversion is not
    a plain factor.

    An empty text is the unit "1".
    """
    from memlit.quantities.spelling.normalise import normalise

    text = normalise(printed)[0].strip()
    if not text:
        return 1.0 if wanted == "1" else None
    found = unit_at(text, 0)
    if found is None or found[1] != len(text) or found[0].si != wanted or found[0].offset or found[0].log:
        return None
    return float(found[0].factor)


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
    declared = declared_at(text, start)
    if declared is not None:
        return Unit(declared[0].name, declared[0].factor, declared[0].si), declared[1]
    return field_unit_at(text, start)


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
    while True:
        if bracket := _BRACKETED_DENOMINATOR.match(text, end):
            below = unit_at(bracket.group(1).strip(), 0)
            if below is None or below[1] != len(bracket.group(1).strip()):
                return Unit(unit.name, unit.factor, unit.si, flags=("unknown_unit",)), bracket.end()
            product = below[0]
            factors = product.name.replace("*", "/"), product.si.replace("*", "/")
            parts.append((replace(product, name=factors[0], si=factors[1]), -1))
            end = bracket.end()
            continue
        if over := _DENOMINATOR.match(text, end):
            counted = _event_at(text, over.end())
            if counted is not None:
                flags.append(f"per_{counted[0]}")
                end = counted[1]
                continue
            after = _power_at(text, over.end())
            if after is None:
                if "per" in over.group():
                    break
                if " " in over.group():
                    break
                return Unit(unit.name, unit.factor, unit.si, flags=("unknown_unit",)), end
            parts.append((after[0], -after[1]))
            end = after[2]
            continue
        by = _FACTOR.match(text, end)
        after = _power_at(text, by.end()) if by else None
        if by is None or after is None:
            break
        of_length = after[0].si == "m" and parts[-1][0].si in ("ohm", "S", "V", "A", "F")
        if after[1] >= 0 and not by.group().strip() and not of_length:
            break
        parts.append((after[0], after[1]))
        end = after[2]
    if len(parts) == 1 and exponent == 1:
        return (unit if not flags else Unit(unit.name, unit.factor, unit.si, unit.offset, tuple(flags), unit.log)), end
    return _combine(parts, tuple(flags)), end


def _event_at(text: str, start: int) -> tuple[str, int] | None:
    """Return the event (`synaptic event`, `programming pulse`, `spike`) at `start`, and the place after it."""
    for pattern in (_EVENT, _EVENT_ALONE):
        found = pattern.match(text, start)
        if found is not None and found.group(1).lower() in PER_EVENT:
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
