"""Rows of the interactive charts: every mark with its texts and the card it leads to, as report.json keeps them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from memlit.analysis.classes import ClassSummary
from memlit.benchmark.rows import BenchmarkRow
from memlit.datum import PULSES, Result
from memlit.plots.fig11b import median_bar
from memlit.plots.marks import comparison_marks, drawn_comparisons
from memlit.plots.style import ClassStyles
from memlit.report.blocks import DASH, SET_NAMES, Material
from memlit.report.book import anchor
from memlit.report.text import device_name, plain

Chart = dict[str, Any]
SCATTER_COLUMNS = ("card", "device", "class", "set", "pulse", "energy", "power", "energy2", "power2", "size")
SCATTER_TEXTS = ("energy_text", "power_text", "timing_text")
STRIP_COLUMNS = ("card", "paper", "class", "set", "quantity", "kind", "value", "low", "high", "text")
BELOW_ZERO_BOUND = 1e3
"""A lower bound of 0 has no place on a log axis: the segment is drawn over three decades."""
MARK = ("action_energy", "standby_power", "spike_timing")
"""What places a mark of Fig. 11a and sizes it."""
NO_ENDS: tuple[float | None, float | None] = (None, None)


def chart_rows(m: Material) -> dict[str, Chart]:
    """Charts by the name of the figure they stand in for; a chart without a mark is left out."""
    charts = {"fig11a": _scatter(m), "fig11b": _by_class(m), "comparisons": _compared(m)}
    return {name: chart for name, chart in charts.items() if chart["rows"]}


def _short(m: Material, key: str) -> str:
    entry = m.library.entries.get(key)
    if entry is None:
        return key
    name = entry.short_name.replace("{", "").replace("}", "")
    return plain(f"{name} [{entry.reviewref}]" if entry.reviewref else name)


def _scatter(m: Material) -> Chart:
    """Energy over power of every resistive device, as a point or as the segment of its joint bounds."""
    rows = []
    for row in sorted(m.rows, key=lambda row: row.id):
        if row.role == "neuron" or row.not_applicable or row.pulse not in PULSES or not row.is_counted:
            continue
        ends = _ends(row)
        if ends is not None:
            rows.append(_scatter_row(m, row, ends))
    return {
        "kind": "scatter",
        "columns": [*SCATTER_COLUMNS, *SCATTER_TEXTS],
        "rows": rows,
        "sets": _sets(m, {str(row[3]) for row in rows}),
        **_classes(m, {str(row[2]) for row in rows}),
        "quantities": [],
        "pulse": m.config.conventions.headline_pulse,
        "headline": m.config.evidence.headline_set,
    }


def _ends(row: BenchmarkRow) -> tuple[float, float, float | None, float | None] | None:
    energy, power = row.value("action_energy"), row.value("standby_power")
    if energy and power:
        return energy, power, None, None
    if row.segment is None:
        return None
    (low_energy, low_power), (high_energy, high_power) = row.segment
    return high_energy, high_power, low_energy, low_power or high_power / BELOW_ZERO_BOUND


def _scatter_row(m: Material, row: BenchmarkRow, ends: Sequence[float | None]) -> list[Any]:
    for result in row.metrics.values():
        m.book.use(result.id)
    texts = [m.book.display(row.metrics[name].id) if name in row.metrics else DASH for name in MARK]
    energy_text, power_text, timing_text = texts
    return [
        anchor(row.metrics["action_energy"].id),
        plain(f"{_short(m, row.paper)}, {device_name(row.full_name)}"),
        row.device_class,
        row.set_name,
        row.pulse,
        *map(_short_number, ends),
        _short_number(row.value("spike_timing")),
        energy_text,
        power_text,
        timing_text,
    ]


def _by_class(m: Material) -> Chart:
    metrics = m.config.metrics
    quantities = {name: (metrics[name].name, metrics[name].unit) for name in m.config.planned_metrics}
    summaries = [
        summary
        for summary in m.analysis.classes
        if summary.role == "synapse"
        and summary.pulse == m.config.conventions.headline_pulse
        and summary.metric in quantities
    ]
    rows = [line for summary in summaries for line in _class_rows(m, summary)]
    return _strip(m, rows, quantities)


def _class_rows(m: Material, summary: ClassSummary) -> Iterable[list[Any]]:
    place = (summary.device_class, summary.set_name, summary.metric)
    for paper in summary.papers:
        if paper.result.value:
            yield _strip_row(m, paper.result, _short(m, paper.paper), place, "paper")
    if summary.median is not None and len(summary.papers) >= m.config.analysis.inclusion.range_from:
        yield _strip_row(m, summary.median, "median", place, "median", median_bar(summary.median) or NO_ENDS)


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
    m.book.use(result.id)
    numbers = map(_short_number, (result.value, *ends))
    return [anchor(result.id), label, *place, kind, *numbers, m.book.display(result.id)]


def _strip(m: Material, rows: list[list[Any]], quantities: dict[str, tuple[str, str]]) -> Chart:
    present = {str(row[4]) for row in rows}
    return {
        "kind": "strip",
        "columns": list(STRIP_COLUMNS),
        "rows": rows,
        "sets": _sets(m, {str(row[3]) for row in rows}),
        **_classes(m, {str(row[2]) for row in rows}),
        "quantities": [[key, *label] for key, label in quantities.items() if key in present],
        "pulse": m.config.conventions.headline_pulse,
    }


def _sets(m: Material, present: set[str]) -> list[list[Any]]:
    """Key, label and whether it is on at first: the review's own papers are, the survey is where it stands alone."""
    survey = {name for name in present if name.startswith("survey")}
    return [
        [
            name,
            SET_NAMES.get(name, name.replace("-", " ")),
            name not in survey or survey == present,
        ]
        for name in sorted(present, key=lambda name: (_rank(m, name), name))
    ]


def _rank(m: Material, name: str) -> int:
    sets = m.config.evidence.sets
    return sets.index(name) if name in sets else len(sets)


def _classes(m: Material, present: set[str]) -> Chart:
    """The classes of a chart in their order, and colour and marker of each."""
    styles = ClassStyles(m.classes)
    names = styles.order(present)
    return {"classes": names, "styles": [list(styles.of(name)) for name in names]}


def _short_number(value: float | None) -> float | None:
    """Four digits place a mark; the text beside it is the number."""
    return None if value is None else float(f"{value:.4g}")
