"""One quantity, as printed and in SI."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from printed.symbols import UNREADABLE_FLAG


@dataclass(frozen=True, slots=True)
class Quantity:
    """One printed quantity.

    kind: value, range, bound or none. `value`, `lower`, `upper`, `uncertainty` are as printed, in `unit`; the `si_*`
    fields are in `si_unit` (V A ohm S F W J s Hz m m^2 degC cycle state bit 1 or a quotient). `comparator` is one of
    = ~ < <= > >= up_to down_to. `sign` is +, - or the polarity mark ±, None where none is printed. `role` says which
    of several values this is (potentiation, depression, set, reset, lrs, hrs, ...), `stat` which statistic. Where the
    print has more than one reading `si_value` is None, `flags` say why and `candidates_si` lists the readings.
    """

    kind: str
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    unit: str | None = None
    si_value: float | None = None
    si_lower: float | None = None
    si_upper: float | None = None
    si_unit: str | None = None
    si_uncertainty: float | None = None
    comparator: str = "="
    uncertainty: float | None = None
    sign: str | None = None
    role: str | None = None
    stat: str | None = None
    condition: str | None = None
    flags: tuple[str, ...] = ()
    candidates_si: tuple[float, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The fields as plain data, tuples as lists, ready for JSON."""
        record = asdict(self)
        record["flags"] = list(self.flags)
        record["candidates_si"] = list(self.candidates_si)
        return record


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
        return f"{sign}{lower:.12g} to {upper:.12g}"
    return ""
