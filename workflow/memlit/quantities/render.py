"""Quantities for the terminal: as printed, in SI, with their flags."""

from collections.abc import Sequence

from memlit.quantities.model import Quantity
from memlit.quantities.spelling.symbols import UNREADABLE_FLAG


def render_quantities(quantities: Sequence[Quantity]) -> str:
    """One line per quantity; one line that says so if there is none."""
    lines = [_line(quantity) for quantity in quantities if quantity.kind != "none"]
    if lines:
        return "\n".join(lines)
    unreadable = any(UNREADABLE_FLAG in quantity.flags for quantity in quantities)
    return f"no quantity  [{UNREADABLE_FLAG}]" if unreadable else "no quantity"


def _line(quantity: Quantity) -> str:
    printed = _numbers(quantity.value, quantity.lower, quantity.upper, quantity.comparator)
    si = _numbers(quantity.si_value, quantity.si_lower, quantity.si_upper, quantity.comparator)
    unit = f" {quantity.unit}" if quantity.unit else ""
    parts = [f"{printed}{unit}".strip(), f"= {si} {quantity.si_unit or ''}".rstrip() if si else "= no single value"]
    if quantity.candidates_si:
        parts.append("candidates " + ", ".join(f"{value:g}" for value in quantity.candidates_si))
    parts += [f"{name} {text}" for name in ("role", "stat", "condition") if (text := getattr(quantity, name))]
    if quantity.si_uncertainty is not None:
        parts.append(f"± {quantity.si_uncertainty:g} {quantity.si_unit or ''}".rstrip())
    elif quantity.uncertainty is not None:
        parts.append(f"± {quantity.uncertainty:g}{unit}")
    if quantity.flags:
        parts.append(f"[{', '.join(quantity.flags)}]")
    return "  ".join(parts)


def _numbers(value: float | None, lower: float | None, upper: float | None, comparator: str) -> str:
    sign = "" if comparator == "=" else f"{comparator} "
    if value is not None:
        return f"{sign}{value:.12g}"
    if lower is not None and upper is not None:
        return f"{lower:.12g} to {upper:.12g}"
    return ""
