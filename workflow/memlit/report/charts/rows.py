"""Rows of the interactive charts: every mark with its texts and the card it leads to, as report.json keeps them."""

from typing import Any

from memlit.datum import anchor
from memlit.plots.look.marks import ValueMark, comparison_marks, drawn_comparisons
from memlit.report.blocks import Material
from memlit.report.charts.diagram import Chart, chart_classes, diagram_chart, sets_of, short_number
from memlit.report.charts.requirements import requirements_chart
from memlit.report.text import plain

UNIT_SYMBOLS = ("J", "W", "s", "V", "S")
"""Units that follow a prefix without a space."""
STRIP_COLUMNS = ("card", "paper", "class", "set", "quantity", "kind", "value", "low", "high", "text")


def chart_rows(m: Material) -> dict[str, Chart]:
    """Charts by the name of the figure they stand in for; a chart without a mark is left out."""
    charts = {"fig11a": diagram_chart(m), "comparisons": _compared(m), "requirements": requirements_chart(m)}
    return {name: chart for name, chart in charts.items() if chart["rows"]}


def _compared(m: Material) -> Chart:
    """The strips of classes, a quantity each: a row for each paper and for each median with its interval."""
    shown = drawn_comparisons(m.analysis.comparisons.comparisons)
    rows = [_row(m, mark) for item in shown for mark in comparison_marks(item)]
    cells = {column: {row[place] for row in rows} for place, column in enumerate(STRIP_COLUMNS)}
    quantities = [
        [
            item.id,
            item.title_with_pairing,
            "" if item.unit == "1" else item.unit if item.unit in UNIT_SYMBOLS else f" {item.unit}",
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
    m.use(mark.result)
    label, kind = (mark.name, "median") if mark.paper is None else (_name(m, mark.paper), "paper")
    numbers = map(short_number, (mark.result.value, mark.low, mark.high))
    place = (mark.device_class, mark.set_name, mark.quantity)
    m.use(mark.result)
    return [anchor(mark.result.id), label, *place, kind, *numbers, m.book.display(mark.result.id)]


def _name(m: Material, key: str) -> str:
    entry = m.library.entries.get(key)
    return plain(entry.numbered_name) if entry else key
