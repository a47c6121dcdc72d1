"""Formulas and symbols set as text, as HTML and in typst's mathematics."""

from collections.abc import Callable
from html import unescape
from typing import NamedTuple

from memlit.benchmark.formulas import ConductanceMean, Formula, FormulaNames, FormulaTree


class FormulaStyle(NamedTuple):
    """How a formula is set: the formats of its operations, and how a symbol is written.

    is_short: whether a parameter has its letters for a symbol; spells_mean: whether the mean of the plan is spelt out;
    is_stacked: whether a quotient needs no brackets.
    """

    product: str
    quotient: str
    power: str
    minus: str
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


TEXT = FormulaStyle("{} {}", "{}/{}", "{}^{}", "-", str, is_short=True, spells_mean=False)
SPELT = TEXT._replace(spells_mean=True)
HTML = FormulaStyle("{} · {}", "{}/{}", "{}<sup>{}</sup>", "−", html_symbol)
TYPST = FormulaStyle("{} thin {}", "frac({}, {})", "{}^({})", "−", typst_symbol, is_stacked=True)

_SUM, _PRODUCT, _BASE, _WHOLE = range(4)
"""How firmly a text holds together: what holds less than its place asks for has brackets."""


def formula_text(formula: Formula, style: FormulaStyle, mean: ConductanceMean = "arithmetic") -> str:
    """The formula in a style. mean: the convention that is spelt out where the style does so."""
    return _set(formula.tree, style, mean, formula.names)[0]


def _set(tree: FormulaTree, style: FormulaStyle, mean: ConductanceMean, names: FormulaNames) -> tuple[str, int]:
    """The text of a part, and how firmly it holds together."""
    if isinstance(tree, float):
        return f"{tree:g}", _WHOLE
    if isinstance(tree, str):
        return tree if style.is_short else style.symbol(names[tree].symbol), _WHOLE
    operation, *parts = tree
    if operation == "mean" and style.spells_mean:
        return _set(_spelt_mean(parts[0], parts[1], mean), style, mean, names)
    texts = [_set(part, style, mean, names) for part in parts]
    if operation not in _forms(style):
        return f"{operation}({', '.join(text for text, _ in texts)})", _WHOLE
    form, own, *asked = _forms(style)[operation]
    return form.format(*(t if own >= least else f"({t})" for (t, own), least in zip(texts, asked, strict=True))), own


def _forms(style: FormulaStyle) -> dict[str, tuple[str, int, int, int]]:
    """Of each operation its format, how firmly it holds together, and what it asks of its two parts."""
    above, below = (_SUM, _SUM) if style.is_stacked else (_PRODUCT, _BASE)
    return {
        "+": ("{} + {}", _SUM, _SUM, _SUM),
        "-": (f"{{}} {style.minus} {{}}", _SUM, _SUM, _PRODUCT),
        "*": (style.product, _PRODUCT, _PRODUCT, _PRODUCT),
        "/": (style.quotient, _PRODUCT, above, below),
        "^": (style.power, _WHOLE, _BASE, _SUM),
    }


def _spelt_mean(one: FormulaTree, other: FormulaTree, mean: ConductanceMean) -> FormulaTree:
    if mean == "on_only":
        return one
    if mean == "arithmetic":
        return "/", ("+", one, other), 2.0
    return "/", ("-", one, other), ("log", ("/", one, other))
