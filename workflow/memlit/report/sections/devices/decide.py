"""Synapses against a budget: which device meets it, which fails, and of which nothing is known."""

from collections.abc import Sequence

import pandas as pd

from memlit.grouping import grouped
from memlit.numbers import PublishedLine
from memlit.plots.named import requirements as plot
from memlit.presentation.format import format_value
from memlit.presentation.text import symbol
from memlit.presentation.words import parameter_words
from memlit.report.blocks import Material, ReportBlock, shown_rows
from memlit.report.written import written_section
from printedpages.units import unit_table

_SIGNS = {"meets": "✓", "fails": "✗", "open": "?"}
_YEAR = float(unit_table()["year"].factor)
"""Seconds."""


def decide(m: Material) -> ReportBlock:
    """The table; nothing where no budget is set or no device is known."""
    held = m.tables["budgets"].assign(of=lambda table: table["paper"] + "/" + table["device"])
    if held.empty:
        return {}
    devices = _in_order(held)
    shown = m.lines(held[held["of"].isin(shown_rows(devices))])
    lines = grouped(shown, lambda line: line.of)
    budgets = m.config.report.budgets
    return written_section(
        m,
        "devices/decide",
        devices=devices,
        lines_of=lambda device: {line.quantity: line for line in lines[device]},
        quantities=list(budgets),
        words=lambda quantity: _words(quantity, m),
        signs=_SIGNS,
        limits={quantity: _limit(quantity, m) for quantity in budgets},
        arrays=_arrays(m.lines("requirements")),
        drawn=plot.drawn(m.figures),
        power=format_value(m.config.report.requirements.power, "W"),
        hertz=lambda rate: format_value(rate, "Hz"),
    )


def _in_order(held: pd.DataFrame) -> list[str]:
    """The devices, those that meet most first, then those that fail least; by name where they are alike."""
    verdicts = held.assign(meets=held["verdict"] == "meets", fails=held["verdict"] == "fails").groupby("of")
    order = verdicts.agg({"meets": "sum", "fails": "sum", "id": "first"})
    return list(order.sort_values(["meets", "fails", "id"], ascending=[False, True, True]).index)


def _arrays(lines: Sequence[PublishedLine]) -> list[tuple[PublishedLine, list[PublishedLine]]]:
    """The largest standby power of each array with its action energies, slowest first."""
    arrays = grouped(lines, lambda line: (line.bias, line.n_synapses))
    return [
        (next(line for line in own if line.rate_hz is None), [line for line in own if line.rate_hz is not None])
        for own in arrays.values()
    ]


def _unit(quantity: str, m: Material) -> str:
    if quantity in m.config.metrics:
        return m.config.metrics[quantity].unit
    printed = m.tables["synapse_properties"]
    units = printed["unit"][printed["property"] == quantity].dropna()
    return "1" if units.empty else str(units.iloc[0])


def _words(quantity: str, m: Material) -> str:
    metric = m.config.metrics.get(quantity)
    return symbol(metric.symbol) if metric else parameter_words(quantity)


def _limit(quantity: str, m: Material) -> str:
    """`≤ 1 nJ`, `≥ 32 states` or, from a year on, `≥ 10 years`."""
    budget = m.config.report.budgets[quantity]
    sign, number = ("≤", budget.most or 0.0) if budget.most is not None else ("≥", budget.least or 0.0)
    unit = _unit(quantity, m)
    if unit == "s" and number >= _YEAR:
        return f"{sign} {number / _YEAR:.3g} years"
    return f"{sign} {format_value(number, unit)}"
