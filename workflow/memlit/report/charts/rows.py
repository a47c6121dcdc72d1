"""Rows of the interactive charts: every mark with its texts and the card it leads to, as report.json keeps them."""

from collections.abc import Sequence
from typing import Any

from memlit.datum import anchor
from memlit.field.codes import SYNAPSE_ROLES
from memlit.plots.look.marks import DrawnComparison, ValueMark, drawn_comparisons
from memlit.presentation.format import PREFIXED_UNITS
from memlit.presentation.text import plain
from memlit.report.blocks import Material
from memlit.report.charts.diagram import MOST_CHART_MARKS, Chart, chart_classes, diagram_chart, sets_of, short_number

STRIP_COLUMNS = ("card", "paper", "class", "set", "quantity", "kind", "value", "low", "high", "text")


def chart_rows(m: Material) -> dict[str, Chart]:
    """Charts by the figure they stand in for; one without a mark, or with very many, is left to its figure."""
    charts: dict[str, Chart] = {}
    if 0 < sum(row.role in SYNAPSE_ROLES for row in m.rows) <= MOST_CHART_MARKS:
        charts["fig11a"] = diagram_chart(m)
    shown = drawn_comparisons(m.figures)
    if sum(mark.paper is not None for item in shown for mark in item.marks) <= MOST_CHART_MARKS:
        charts["comparisons"] = _compared(m, shown)
    return {name: chart for name, chart in charts.items() if chart["rows"]}


def _compared(m: Material, shown: Sequence[DrawnComparison]) -> Chart:
    """The strips of classes, a quantity each: a row for each paper and for each median with its interval."""
    rows = [_row(m, mark) for item in shown for mark in item.marks]
    cells = {column: {row[place] for row in rows} for place, column in enumerate(STRIP_COLUMNS)}
    quantities = [
        [
            item.id,
            item.title_with_pairing,
            "" if item.unit == "1" else item.unit if item.unit in PREFIXED_UNITS else f" {item.unit}",
        ]
        for item in shown
        if item.id in cells["quantity"]
    ]
    return {
        "kind": "strip",
        "columns": list(STRIP_COLUMNS),
        "rows": rows,
        "sets": sets_of(m, cells["set"]),
        **chart_classes(m, cells["class"]),
        "quantities": quantities,
        "pulse": m.config.conventions.headline_pulse,
    }


def _row(m: Material, mark: ValueMark) -> list[Any]:
    m.book.use(mark.number)
    name = mark.name if mark.paper is None else plain(m.figures.numbered_name(mark.paper))
    label, kind = (name, "median" if mark.paper is None else "paper")
    numbers = map(short_number, (mark.value, mark.low, mark.high))
    place = (mark.device_class, mark.set_name, mark.quantity)
    return [anchor(mark.number), label, *place, kind, *numbers, m.book.display(mark.number)]
