"""Formulas of metrics: arithmetic with a whitelist, never run as code; their values, dimension and monotonicity.

Worked example, the action energy of the review:

    formula = parse("V^2 * mean(G_on, G_off) * tau", "metrics.action_energy")
    formula.is_in("J")
    formula.is_monotone                # it grows with each of its parameters
    formula.value({"V": 2.0, "G_on": 5.0, "G_off": 1.0, "tau": 3.0}, "arithmetic") == 36.0

Every parameter is a magnitude, r at least 1. A product, quotient, root or logarithm takes only parts that cannot be
negative, so each operation rises or falls with each of its parts, whatever the others are (`_directed`). A formula
rises with a parameter if it does so at every place where the parameter stands. If it falls at another, or rises with
the conductance of one state and falls with that of the other, it has no bounds.
"""

import ast
import functools
import math
import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, NamedTuple, get_args

from memlit.errors import ConfigError
from memlit.field.declared import unit_registry

ConductanceMean = Literal["arithmetic", "logarithmic", "on_only"]
FormulaTree = float | str | tuple[Any, ...]
"""A number, the letters of a parameter, or an operation before its parts: ("^", "V", 2.0)."""
_Direction = Literal[-1, 0, 1]
_Operations = Mapping[str, Callable[..., Any]]
_Evaluation = Callable[[Mapping[str, Any]], Any]


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
_OPERATORS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_FUNCTIONS = {"log": 1, "sqrt": 1, "mean": 2}
"""What a formula may call, with its number of arguments."""
_MAX_LENGTH, _MAX_NODES, _MAX_POWER = 200, 60, 6


@dataclass(frozen=True)
class Formula:
    """A formula that was checked. names: what it may name; `parameters` are in their order."""

    tree: FormulaTree
    names: FormulaNames

    @functools.cached_property
    def parameters(self) -> tuple[str, ...]:
        """The parameters that the formula names, in the order of `names`."""
        named = {name for name, _ in _places(self.tree, 1, self.names)}
        return tuple(name for name in self.names if name in named)

    @functools.cached_property
    def factors(self) -> tuple[tuple["Formula", float], ...]:
        """What the formula is a product of, each with its power: V^2 * G_off is V to 2 and G_off to 1."""
        return tuple((Formula(base, self.names), power) for base, power in _factors(self.tree))

    @functools.cached_property
    def directions(self) -> Mapping[str, _Direction | None]:
        """Whether the formula rises (1) or falls (-1) with each parameter; None where that cannot be told."""
        signs: dict[str, set[_Direction]] = {name: set() for name in self.parameters}
        for name, sign in _places(self.tree, 1, self.names):
            signs[name] |= {sign} - {0}
        return {name: None if len(found) > 1 else max(found, default=0) for name, found in signs.items()}

    @functools.cached_property
    def is_monotone(self) -> bool:
        """Whether bounds of the parameters bound the formula, and sharply."""
        of_states = {self.directions[name] for name in self.parameters if name in _STATES} - {0}
        depends_twice = "r" in self.parameters and bool(_STATES.intersection(self.parameters))
        return None not in self.directions.values() and len(of_states) < 2 and not depends_twice

    @functools.cached_property
    def _evaluations(self) -> Mapping[ConductanceMean, _Evaluation]:
        means = {mean: functools.partial(mean_conductance, mean=mean) for mean in get_args(ConductanceMean)}
        return {mean: _compiled(self.tree, {**_OPERATIONS, "mean": take}) for mean, take in means.items()}

    def value(self, values: Mapping[str, float], mean: ConductanceMean) -> float:
        """The formula's value; ends of intervals may be infinite. A factor of zero stays zero, whatever the other."""
        return float(self._evaluations[mean](values))

    def is_in(self, unit: str) -> bool:
        """Whether the formula has the dimension of a unit, by pint; counts have none.

        Raises TypeError where its parts do not fit each other, or for degrees Celsius, which do not begin at zero.
        """
        quantity = functools.partial(unit_registry().Quantity, Decimal("NaN"))
        parameters = {name: quantity(self.names[name].unit) for name in self.parameters}
        value = _compiled(self.tree, _OF_QUANTITIES, lambda number: Decimal(str(number)))(parameters)
        return bool((value / quantity(unit)).dimensionless)


def parse(text: str, where: str, names: FormulaNames = FORMULA_PARAMETERS) -> Formula:
    """The formula in `text`. Raises ConfigError for anything but arithmetic that cannot be negative.

    names: what it may name, by default the parameters of a tuple.
    """
    if len(text) > _MAX_LENGTH:
        raise ConfigError(where, f"the formula has more than {_MAX_LENGTH} characters", "shorten it")
    try:
        node = ast.parse(text.strip().replace("^", "**"), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ConfigError(where, f"{text!r} is not a formula", "write one such as V^2 * G_off") from None
    if sum(isinstance(part, ast.expr) for part in ast.walk(node)) > _MAX_NODES:
        raise ConfigError(where, f"the formula has more than {_MAX_NODES} parts", "shorten it")
    formula = Formula(_tree(node, where, names), names)
    if not formula.parameters:
        raise ConfigError(where, "the formula names no parameter", f"write {', '.join(names)}")
    if not _range(formula.tree, names)[0] >= 0:
        raise ConfigError(
            where, f"{text!r} may be negative, and medians are on the log scale", "write it so that no part can be"
        )
    return formula


def _tree(node: ast.expr, where: str, names: FormulaNames) -> FormulaTree:
    """A node and its parts; the one place that says what a formula may hold."""
    match node:
        case ast.Constant() if (number := _number(node)) is not None:
            return number
        case ast.Name(id=name) if name in names:
            return name
        case ast.BinOp(left=left, op=ast.Pow(), right=right):
            power = _number(right)
            if power is None or abs(power) > _MAX_POWER:
                raise ConfigError(where, f"{_shown(node)}: no such power", f"write a number up to {_MAX_POWER}")
            return "^", _tree(left, where, names), power
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            return _OPERATORS[type(op)], _tree(left, where, names), _tree(right, where, names)
        case ast.Call(func=ast.Name(id=called), args=parts, keywords=[]) if _FUNCTIONS.get(called) == len(parts):
            return called, *(_tree(part, where, names) for part in parts)
    known = [*names, *(f"{name}()" for name in _FUNCTIONS)]
    raise ConfigError(where, f"{_shown(node)} has no place in a formula", f"write {', '.join(known)} and + - * / ^")


def _number(node: ast.expr) -> float | None:
    """The value of a finite number, which may have a sign; None for anything else."""
    match node:
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant() as operand):
            size = _number(operand)
            return None if size is None else -size
        case ast.Constant(value=int(value) | float(value)) if not isinstance(value, bool) and value < math.inf:
            return float(value)
    return None


def _shown(node: ast.expr) -> str:
    """A node as it is written in a formula."""
    return ast.unparse(node).replace("**", "^")


def _factors(tree: FormulaTree) -> Iterator[tuple[FormulaTree, float]]:
    match tree:
        case ("*", left, right):
            yield from _factors(left)
            yield from _factors(right)
        case ("^", base, float(power)):
            yield base, power
        case _:
            yield tree, 1.0


def _directed(tree: tuple[Any, ...], names: FormulaNames) -> list[tuple[FormulaTree, _Direction]]:
    """The parts of an operation, with whether it rises or falls with each; both where the part may be negative."""
    operation, first, *others = tree
    if operation == "^":
        power = others[0]
        is_signed = not _range(first, names)[0] >= 0
        return [(first, 1), (first, -1)] if is_signed else [(first, (power > 0) - (power < 0))]
    return [(first, 1), *((other, -1 if operation in "-/" else 1) for other in others)]


def _places(tree: FormulaTree, sign: _Direction, names: FormulaNames) -> Iterator[tuple[str, _Direction]]:
    """Each place of a parameter, with whether the whole rises or falls with it there."""
    if isinstance(tree, str):
        yield tree, sign
    elif isinstance(tree, tuple):
        for part, own in _directed(tree, names):
            yield from _places(part, sign * own, names)  # type: ignore[arg-type]


def _range(tree: FormulaTree, names: FormulaNames) -> tuple[float, float]:
    """Least and greatest value over all devices; NaN where that is not known."""
    if isinstance(tree, float):
        return tree, tree
    if isinstance(tree, str):
        return names[tree].least, math.inf
    operation, *parts = tree
    (low, high), *others = (_range(part, names) for part in parts)
    if operation == "^":
        power = parts[1]
        if low < 0 and power > 0 and power % 2 == 0:
            low, high = 0.0, max(-low, high)
        ends = (_raised(low, power), _raised(high, power)) if low >= 0 else (math.nan, math.nan)
        return min(ends), max(ends)
    if operation not in "+-" and not (low >= 0 and all(least >= 0 for least, _ in others)):
        return math.nan, math.nan
    if operation == "mean":
        return min(low, others[0][0]), max(high, others[0][1])
    if operation in "-/":
        others = [others[0][::-1]]
    take = _OPERATIONS[operation]
    return take(low, *(least for least, _ in others)), take(high, *(most for _, most in others))


def _compiled(tree: FormulaTree, operations: _Operations, number: Callable[[float], Any] = float) -> _Evaluation:
    """The formula as one function of its parameters, so that its tree is walked once."""
    if isinstance(tree, float):
        constant = number(tree)
        return lambda _values: constant
    if isinstance(tree, str):
        return operator.itemgetter(tree)
    take, (first, *others) = operations[tree[0]], (_compiled(part, operations, number) for part in tree[1:])
    if not others:
        return lambda values: take(first(values))
    second = others[0]
    return lambda values: take(first(values), second(values))


def product(first: float, second: float) -> float:
    """The product; an end that is zero stays zero: nothing flows, whatever the other factor."""
    return 0.0 if first == 0 or second == 0 else first * second


def _quotient(first: float, second: float) -> float:
    """The quotient; infinite over zero."""
    if second == 0:
        return math.copysign(math.inf, first) if first else math.nan
    return math.nan if math.isinf(first) and math.isinf(second) else first / second


def _raised(base: float, power: float) -> float:
    """base ^ power: whole powers as products, for those are rounded alike everywhere."""
    if power < 0:
        return _quotient(1.0, _raised(base, -power))
    try:
        return functools.reduce(product, [base] * int(power), 1.0) if power.is_integer() else base**power
    except OverflowError:
        return math.inf


def _log(value: float) -> float:
    return math.log(value) if value > 0 else -math.inf if value == 0 else math.nan


def mean_conductance(g_on: float, g_off: float, mean: ConductanceMean) -> float:
    """Mean of the two states in S: arithmetic as in eqn (1), logarithmic, or G_on alone.

    The logarithmic mean (G_on - G_off) / ln(G_on / G_off) is 0 where one of them is.
    """
    if mean == "on_only":
        return g_on
    if mean == "arithmetic":
        return (g_on + g_off) / 2
    if 0 in (g_on, g_off):
        return 0.0
    if math.inf in (g_on, g_off):
        return math.inf
    if g_on == g_off:
        return g_on
    # log1p: the ratio of nearly equal states is rounded, their difference is not.
    return (g_on - g_off) / math.log1p((g_on - g_off) / g_off)


_OPERATIONS: _Operations = {
    "+": operator.add,
    "-": operator.sub,
    "*": product,
    "/": _quotient,
    "^": _raised,
    "log": _log,
    "sqrt": math.sqrt,
}
_OF_QUANTITIES: _Operations = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "^": operator.pow,
    # What can be added to a number has a logarithm.
    "log": lambda part: part + 1,
    "sqrt": lambda part: part ** Decimal("0.5"),
    "mean": operator.add,
}
