"""Rows of the interactive charts: every mark with its texts and the card it leads to, as report.json keeps them."""

from typing import Any

from memlit.datum import Result, anchor
from memlit.plots.look.marks import comparison_marks, drawn_comparisons
from memlit.report.blocks import Material
from memlit.report.charts.diagram import Chart, classes_of, diagram_chart, sets_of, short_number
from memlit.report.text import plain

STRIP_COLUMNS = ("card", "paper", "class", "set", "quantity", "kind", "value", "low", "high", "text")
NO_ENDS: tuple[float | None, float | None] = (None, None)


def chart_rows(m: Material) -> dict[str, Chart]:
    """Charts by the name of the figure they stand in for; a chart without a mark is left out."""
    charts = {"fig11a": diagram_chart(m), "comparisons": _compared(m)}
    return {name: chart for name, chart in charts.items() if chart["rows"]}


def _short(m: Material, key: str) -> str:
    entry = m.library.entries.get(key)
    if entry is None:
        return key
    name = entry.short_name.replace("{", "").replace("}", "")
    return plain(f"{name} [{entry.reviewref}]" if entry.reviewref else name)


def _compared(m: Material) -> Chart:
    rows, quantities = [], {}
    for item in drawn_comparisons(m.analysis.comparisons.comparisons):
        sensitivity = ", unpaired: a sensitivity" if item.is_sensitivity else ""
        quantities[item.id] = (item.title + sensitivity, "" if item.unit == "1" else f" {item.unit}")
        for mark in comparison_marks(item):
            place = (mark.device_class, mark.set_name, mark.quantity)
            label, kind = (mark.name, "median") if mark.paper is None else (_short(m, mark.paper), "paper")
            rows.append(_strip_row(m, mark.result, label, place, kind, (mark.low, mark.high)))
    return _strip(m, rows, quantities)


def _strip_row(
    m: Material,
    result: Result,
    label: str,
    place: tuple[str, str, str],
    kind: str,
    ends: tuple[float | None, float | None] = NO_ENDS,
) -> list[Any]:
    """place: class, set and quantity of the mark."""
    m.use(result)
    numbers = map(short_number, (result.value, *ends))
    return [anchor(result.id), label, *place, kind, *numbers, m.book.display(result.id)]


def _strip(m: Material, rows: list[list[Any]], quantities: dict[str, tuple[str, str]]) -> Chart:
    present = {str(row[4]) for row in rows}
    return {
        "kind": "strip",
        "columns": list(STRIP_COLUMNS),
        "rows": rows,
        "sets": sets_of(m, {str(row[3]) for row in rows}),
        **classes_of(m, {str(row[2]) for row in rows}),
        "quantities": [[key, *label] for key, label in quantities.items() if key in present],
        "pulse": m.config.conventions.headline_pulse,
    }
