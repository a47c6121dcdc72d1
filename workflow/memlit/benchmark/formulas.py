"""Formulas of metrics: parsed into a small tree, never run as code, checked for dimension and sign.

Worked example, the action energy of the review:

    formula = parse("V^2 * mean(G_on, G_off) * tau", "metrics.action_energy")
    formula.dimension == dimension_of("J")
    formula.is_monotone                # it grows with each of its parameters
    formula.value({"V": 2.0, "G_on": 5.0, "G_off": 1.0, "tau": 3.0}, "arithmetic") == 36.0

ALGORITHM. A node is a number, a parameter, + - * /, a constant power, log, sqrt or mean. Each parameter is a magnitude,
r at least 1, which gives each node a range (interval arithmetic) and so, as far as it has one, a sign. The direction of
a node in a parameter follows from those of its parts: a product rises with a factor where the other factor is not
negative, a quotient falls with its divisor where the dividend is not, and so on. A formula whose direction in some
parameter cannot be told so, or that rises with one state's conductance and falls with the other's, has no bounds.
"""

import ast
import functools
import math
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from html import unescape
from typing import Literal, NamedTuple

from memlit.errors import ConfigError

ConductanceMean = Literal["arithmetic", "logarithmic", "on_only"]
Evaluation = Callable[[Mapping[str, float], ConductanceMean], float]
Dimension = Mapping[str, Fraction]
_Direction = Literal[-1, 0, 1]


class FormulaParameter(NamedTuple):
    """What a formula may name: its unit, its symbol and the least that it can be."""

    unit: str
    symbol: str
    least: float = 0.0


FormulaNames = Mapping[str, FormulaParameter]
"""What a formula may name, by the letters that stand for it."""
FORMULA_PARAMETERS: FormulaNames = {
    "V": FormulaParameter("V", "V_spike"),
    "tau": FormulaParameter("s", "tau"),
    "G_on": FormulaParameter("S", "G_on"),
    "G_off": FormulaParameter("S", "G_off"),
    "r": FormulaParameter("1", "r", 1.0),
}
_STATES = frozenset({"G_on", "G_off"})
FUNCTIONS = {"log": 1, "sqrt": 1, "mean": 2}
"""What a formula may call, with its number of arguments."""
_MAX_LENGTH, _MAX_NODES, _MAX_POWER = 200, 60, 6
IN_BASE = {"J": "V*A*s", "W": "V*A", "S": "A/V", "ohm": "V/A", "F": "A*s/V", "C": "A*s", "Hz": "1/s"}
"""SI units of the field by V, A and s."""


@dataclass(frozen=True)
class Formula:
    """A formula that was checked. names: what it may name; `parameters` are in their order."""

    text: str
    tree: ast.expr
    dimension: Dimension
    names: FormulaNames

    @functools.cached_property
    def parameters(self) -> tuple[str, ...]:
        """The parameters that the formula names, in the order of `names`."""
        named = {node.id for node in ast.walk(self.tree) if isinstance(node, ast.Name)}
        return tuple(name for name in self.names if name in named)

    @functools.cached_property
    def factors(self) -> tuple[tuple["Formula", float], ...]:
        """What the formula is a product of, each with its power: V^2 * G_off is V to 2 and G_off to 1."""
        return tuple(_factors_of(self.tree, self.names))

    @functools.cached_property
    def uses_mean(self) -> bool:
        """Whether the formula takes the mean of both states."""
        return any(isinstance(node, ast.Call) and _called(node) == "mean" for node in ast.walk(self.tree))

    @functools.cached_property
    def _evaluation(self) -> Evaluation:
        return _compiled(self.tree)

    @functools.cached_property
    def directions(self) -> Mapping[str, _Direction | None]:
        """Whether the formula rises (1) or falls (-1) with each parameter; None where that cannot be told."""
        return {name: _direction(self.tree, name, self.names) for name in self.parameters}

    @functools.cached_property
    def is_monotone(self) -> bool:
        """Whether bounds of the parameters bound the formula, and sharply."""
        of_states = {self.directions[name] for name in self.parameters if name in _STATES} - {0}
        depends_twice = "r" in self.parameters and bool(_STATES.intersection(self.parameters))
        return None not in self.directions.values() and len(of_states) < 2 and not depends_twice

    def value(self, values: Mapping[str, float], mean: ConductanceMean) -> float:
        """The formula's value; ends of intervals may be infinite. A factor of zero stays zero, whatever the other."""
        return self._evaluation(values, mean)

    def written(self, style: "FormulaStyle", mean: ConductanceMean) -> str:
        """The formula as text, HTML or typst."""
        return _written(self.tree, style, mean, 0, self.names)


def parse(text: str, where: str, names: FormulaNames = FORMULA_PARAMETERS) -> Formula:
    """The formula in `text`. Raises ConfigError for anything but arithmetic that is right in its dimensions.

    names: what it may name, by default the parameters of a tuple.
    """
    if len(text) > _MAX_LENGTH:
        raise ConfigError(where, f"the formula has more than {_MAX_LENGTH} characters", "shorten it")
    try:
        tree = ast.parse(text.strip().replace("^", "**"), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ConfigError(where, f"{text!r} is not a formula", "write one such as V^2 * G_off") from None
    if sum(isinstance(node, ast.expr) for node in ast.walk(tree)) > _MAX_NODES:
        raise ConfigError(where, f"the formula has more than {_MAX_NODES} parts", "shorten it")
    formula = Formula(text, tree, _dimension(tree, where, names), names)
    if not formula.parameters:
        raise ConfigError(where, "the formula names no parameter", f"write {', '.join(names)}")
    if not _range(tree, names)[0] >= 0:
        raise ConfigError(
            where, f"{text!r} may be negative, and medians are on the log scale", "write it so that no part can be"
        )
    return formula


def dimension_of(unit: str) -> Dimension:
    """The dimension of an SI unit such as J or V/s, by powers of its base units."""
    powers: dict[str, Fraction] = {}
    for sign, name, power in re.findall(r"([*/]?)([A-Za-z]+|1)(?:\^(\d))?", unit):
        exponent = Fraction(power or 1) * (-1 if sign == "/" else 1)
        inner = dimension_of(IN_BASE[name]) if name in IN_BASE else {name: Fraction(1)} if name != "1" else {}
        powers = _times(powers, inner, exponent)
    return powers


def _times(first: Dimension, second: Dimension, power: Fraction) -> dict[str, Fraction]:
    sums = {name: first.get(name, Fraction(0)) + power * second.get(name, Fraction(0)) for name in {**first, **second}}
    return {name: exponent for name, exponent in sums.items() if exponent}


def _factors_of(node: ast.expr, names: FormulaNames) -> Iterator[tuple[Formula, float]]:
    match node:
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            yield from _factors_of(left, names)
            yield from _factors_of(right, names)
        case ast.BinOp(left=left, op=ast.Pow(), right=right):
            yield Formula(_shown(left), left, _dimension(left, "", names), names), _power(right) or 0.0
        case _:
            yield Formula(_shown(node), node, _dimension(node, "", names), names), 1.0


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _power(node: ast.expr) -> float | None:
    """The exponent where it is a constant, else None."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = _power(node.operand)
        return None if inner is None else -inner
    return _number(node)


def _number(node: ast.expr) -> float | None:
    """The value of a finite number, None for anything else."""
    if not isinstance(node, ast.Constant) or isinstance(node.value, bool) or not isinstance(node.value, int | float):
        return None
    try:
        return float(node.value) if math.isfinite(node.value) else None
    except OverflowError:
        return None


def _dimension(node: ast.expr, where: str, names: FormulaNames) -> Dimension:
    """The dimension of a node; the one place that says which nodes there may be."""
    match node:
        case ast.Constant() if _number(node) is not None:
            return {}
        case ast.Name(id=name) if name in names:
            return dimension_of(names[name].unit)
        case ast.BinOp(left=left, op=ast.Pow(), right=right):
            power = _power(right)
            if power is None or not abs(power) <= _MAX_POWER:
                raise ConfigError(where, f"{_shown(node)}: no such power", f"write a number up to {_MAX_POWER}")
            return _times({}, _dimension(left, where, names), Fraction(power).limit_denominator(12))
        case ast.BinOp(left=left, op=ast.Mult() | ast.Div() as op, right=right):
            sign = Fraction(1 if isinstance(op, ast.Mult) else -1)
            return _times(_dimension(left, where, names), _dimension(right, where, names), sign)
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub(), right=right):
            return _same(node, left, right, where, names)
        case ast.Call(args=arguments, keywords=[]) if FUNCTIONS.get(_called(node)) == len(arguments):
            if _called(node) == "mean":
                return _same(node, arguments[0], arguments[1], where, names)
            inner = _dimension(arguments[0], where, names)
            if _called(node) == "log" and inner:
                raise ConfigError(where, f"{_shown(node)}: the logarithm of a quantity with a unit", "divide it by one")
            return inner if _called(node) == "log" else _times({}, inner, Fraction(1, 2))
    known = [*names, *(f"{name}()" for name in FUNCTIONS)]
    raise ConfigError(where, f"{_shown(node)} has no place in a formula", f"write {', '.join(known)} and + - * / ^")


def _same(node: ast.expr, left: ast.expr, right: ast.expr, where: str, names: FormulaNames) -> Dimension:
    first, second = _dimension(left, where, names), _dimension(right, where, names)
    if first != second:
        raise ConfigError(where, f"{_shown(node)}: the two are of different dimension", "mend the formula")
    return first


def _shown(node: ast.expr) -> str:
    """A node as it is written in a formula."""
    return ast.unparse(node).replace("**", "^")


def product(first: float, second: float) -> float:
    """The product; an end that is zero stays zero: nothing flows, whatever the other factor."""
    return 0.0 if first == 0 or second == 0 else first * second


def quotient(first: float, second: float) -> float:
    """The quotient; infinite over zero."""
    if second == 0:
        return math.copysign(math.inf, first) if first else math.nan
    return math.nan if math.isinf(first) and math.isinf(second) else first / second


def _raised(base: float, power: float) -> float:
    """base ^ power: whole powers as products, for those are rounded alike everywhere."""
    if power < 0:
        return quotient(1.0, _raised(base, -power))
    try:
        return functools.reduce(product, [base] * int(power), 1.0) if power.is_integer() else base**power
    except OverflowError:
        return math.inf


def _range(node: ast.expr, names: FormulaNames) -> tuple[float, float]:
    """Least and greatest value over all devices; NaN where that is not known."""
    match node:
        case ast.Constant(value=value):
            return float(value), float(value)  # type: ignore[arg-type]
        case ast.Name(id=name):
            return names[name].least, math.inf
        case ast.BinOp(left=left, op=ast.Pow(), right=right):
            low, high = _range(left, names)
            power = _power(right) or 0.0
            if low < 0 and power > 0 and power % 2 == 0:
                low, high = 0.0, max(-low, high)
            if not low >= 0:
                return math.nan, math.nan
            ends = (_raised(low, power), _raised(high, power))
            return min(ends), max(ends)
        case ast.BinOp(left=left, op=op, right=right):
            return _combined(op, _range(left, names), _range(right, names))
        case ast.Call(args=[one]):
            low, high = _range(one, names)
            take = _log if _called(node) == "log" else math.sqrt
            return (take(low), take(high)) if low >= 0 else (math.nan, math.nan)
        case ast.Call(args=[first, second]):
            spans = _range(first, names), _range(second, names)
            return min(spans[0][0], spans[1][0]), max(spans[0][1], spans[1][1])
    raise AssertionError(ast.dump(node))


def _log(value: float) -> float:
    return math.log(value) if value > 0 else -math.inf if value == 0 else math.nan


def _combined(op: ast.operator, first: tuple[float, float], second: tuple[float, float]) -> tuple[float, float]:
    if isinstance(op, ast.Add):
        return first[0] + second[0], first[1] + second[1]
    if isinstance(op, ast.Sub):
        return first[0] - second[1], first[1] - second[0]
    if isinstance(op, ast.Div):
        if not second[0] >= 0:
            return math.nan, math.nan
        second = quotient(1.0, second[1]), quotient(1.0, second[0])
        if math.isnan(second[0]) or math.isnan(second[1]):
            return math.nan, math.nan
    ends = [product(a, b) for a in first for b in second]
    return (math.nan, math.nan) if any(map(math.isnan, ends)) else (min(ends), max(ends))


def _sign(node: ast.expr, names: FormulaNames) -> _Direction | None:
    low, high = _range(node, names)
    return 1 if low >= 0 else -1 if high <= 0 else None


def _both(first: _Direction | None, second: _Direction | None) -> _Direction | None:
    """The direction of a sum of two that go in these directions."""
    if first is None or second is None:
        return None
    return first or second if not (first and second) or first == second else None


def _turned(direction: _Direction | None, sign: _Direction | None) -> _Direction | None:
    """The direction of what is multiplied by something of a sign."""
    if direction == 0:
        return 0
    return None if direction is None or sign is None else direction * sign  # type: ignore[return-value]


def _direction(node: ast.expr, name: str, names: FormulaNames) -> _Direction | None:
    match node:
        case ast.Constant():
            return 0
        case ast.Name(id=own):
            return 1 if own == name else 0
        case ast.BinOp(left=left, op=ast.Pow(), right=right):
            power = _power(right) or 0.0
            sign: _Direction = 0 if power == 0 else 1 if power > 0 else -1
            return _turned(_direction(left, name, names), sign if _sign(left, names) == 1 else None)
        case ast.BinOp(left=left, op=op, right=right):
            first, second = _direction(left, name, names), _direction(right, name, names)
            if isinstance(op, ast.Mult | ast.Div):
                first, second = _turned(first, _sign(right, names)), _turned(second, _sign(left, names))
            return _both(first, _turned(second, -1) if isinstance(op, ast.Sub | ast.Div) else second)
        case ast.Call(args=[one]):
            return _direction(one, name, names)
        case ast.Call(args=[one, other]):
            return _both(_direction(one, name, names), _direction(other, name, names))
    raise AssertionError(ast.dump(node))


def _compiled(node: ast.expr) -> Evaluation:
    """The formula as one function of its parameters and the mean, so that its tree is walked once."""
    match node:
        case ast.Constant(value=value):
            number = float(value)  # type: ignore[arg-type]
            return lambda _values, _mean: number
        case ast.Name(id=name):
            return lambda values, _mean: values[name]
        case ast.BinOp(left=left, op=ast.Pow(), right=right):
            base, power = _compiled(left), _power(right) or 0.0
            return lambda values, mean: _raised(base(values, mean), power)
        case ast.BinOp(left=left, op=op, right=right):
            first, second, join = _compiled(left), _compiled(right), _OPERATIONS[type(op)]
            return lambda values, mean: join(first(values, mean), second(values, mean))
        case ast.Call(args=[one]):
            inner, turn = _compiled(one), _log if _called(node) == "log" else math.sqrt
            return lambda values, mean: turn(inner(values, mean))
        case ast.Call(args=[one, other]):
            on, off = _compiled(one), _compiled(other)
            return lambda values, mean: mean_conductance(on(values, mean), off(values, mean), mean)
    raise AssertionError(ast.dump(node))


_OPERATIONS: Mapping[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: product,
    ast.Div: quotient,
}


def mean_conductance(g_on: float, g_off: float, mean: ConductanceMean) -> float:
    """Mean of the two states in S: arithmetic as in eqn (1), logarithmic, or G_on alone.

    The logarithmic mean (G_on - G_off) / ln(G_on / G_off) is 0 where G_off is 0.
    """
    if mean == "on_only":
        return g_on
    if mean == "arithmetic":
        return (g_on + g_off) / 2
    if g_off == 0:
        return 0.0
    if math.isinf(g_on):
        return math.inf
    if g_on == g_off:
        return g_on
    # log1p: the ratio of nearly equal states is rounded, their difference is not.
    return (g_on - g_off) / math.log1p((g_on - g_off) / g_off)


class FormulaStyle(NamedTuple):
    """How a formula is set: formats of a product, a quotient and a power, and how a name and a function are written.

    is_short: whether a parameter has its short name; spells_mean: whether the mean of the plan is spelt out;
    is_stacked: whether a quotient needs no brackets.
    """

    product: str
    quotient: str
    power: str
    symbol: Callable[[str], str]
    is_short: bool = False
    spells_mean: bool = True
    is_stacked: bool = False


def html_symbol(symbol: str) -> str:
    """`E_a` with its subscript, `tau` as its letter."""
    parts = [part.partition("_") for part in symbol.split("/")]
    return "/".join(f"<i>{_letter(base)}</i>" + (f"<sub>{sub}</sub>" if sub else "") for base, _, sub in parts)


def typst_symbol(symbol: str) -> str:
    """The same in typst's mathematics."""
    parts = [part.partition("_") for part in symbol.split("/")]
    return r" \/ ".join(
        (base if len(base) == 1 or _letter(base) != base else f'"{base}"') + (f'_"{sub}"' if sub else "")
        for base, _, sub in parts
    )


def _letter(name: str) -> str:
    """The Greek letter of that name, else the name."""
    found = unescape(f"&{name};")
    return found if len(found) == 1 else name


TEXT = FormulaStyle("{} {}", "{}/{}", "{}^{}", str, is_short=True, spells_mean=False)
SPELT = TEXT._replace(spells_mean=True)
HTML = FormulaStyle("{} · {}", "{}/{}", "{}<sup>{}</sup>", html_symbol)
TYPST = FormulaStyle("{} thin {}", "frac({}, {})", "{}^({})", typst_symbol, is_stacked=True)


def _written(node: ast.expr, style: FormulaStyle, mean: ConductanceMean, level: int, names: FormulaNames) -> str:
    """level: 0 in a sum, 1 in a product, 2 under a power or a line: what binds less has brackets."""
    match node:
        case ast.Constant(value=value):
            return f"{value:g}"  # type: ignore[str-bytes-safe]
        case ast.Name(id=name):
            return name if style.is_short else style.symbol(names[name].symbol)
        case ast.Call(args=[one, other]) if style.spells_mean:
            return _written(_mean_as_tree(one, other, mean), style, mean, level, names)
        case ast.Call(args=arguments):
            return f"{_called(node)}({', '.join(_written(one, style, mean, 0, names) for one in arguments)})"
        case ast.BinOp(left=left, op=ast.Pow(), right=right):
            return style.power.format(_written(left, style, mean, 2, names), f"{_power(right):g}")
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            text, own = (
                style.product.format(_written(left, style, mean, 1, names), _written(right, style, mean, 1, names)),
                1,
            )
        case ast.BinOp(left=left, op=ast.Div(), right=right):
            above, below = (0, 0) if style.is_stacked else (1, 2)
            text = style.quotient.format(
                _written(left, style, mean, above, names), _written(right, style, mean, below, names)
            )
            own = 1
        case ast.BinOp(left=left, op=op, right=right):
            sign = "+" if isinstance(op, ast.Add) else "-" if style.is_short else "−"
            after = 0 if isinstance(op, ast.Add) else 1
            text, own = (
                f"{_written(left, style, mean, 0, names)} {sign} {_written(right, style, mean, after, names)}",
                0,
            )
        case _:
            raise AssertionError(ast.dump(node))
    return f"({text})" if own < level else text


def _mean_as_tree(one: ast.expr, other: ast.expr, mean: ConductanceMean) -> ast.expr:
    if mean == "on_only":
        return one
    if mean == "arithmetic":
        return ast.BinOp(ast.BinOp(one, ast.Add(), other), ast.Div(), ast.Constant(2))
    inner = ast.Call(ast.Name("log"), [ast.BinOp(one, ast.Div(), other)], [])
    return ast.BinOp(ast.BinOp(one, ast.Sub(), other), ast.Div(), inner)
