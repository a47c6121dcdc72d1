"""What the page needs to place a device by itself: formulas as trees, known papers, devices to compare with."""

from typing import Any

from memlit.benchmark.formulas import PARAMETERS, as_lists, html_symbol
from memlit.benchmark.metrics import formula_of, rule_of
from memlit.benchmark.rows import BenchmarkRow
from memlit.report.blocks import Material
from memlit.report.format import PREFIXES, UNIT_SIGNS
from memlit.report.own_device.ranks import ranked_papers
from memlit.report.own_device.table import LATEX_SIGNS, PARTS, DeviceLine, bibtex, device_lines, head, latex_symbol

MOST_DEVICES = 300
"""Devices to compare with that the page holds; a corpus of thousands has the others in benchmark.csv."""


def placing_data(m: Material) -> dict[str, Any]:
    """Metrics with their trees and directions, papers by metric and pulse, lines of the comparison table."""
    metrics = {name: m.config.metrics[name] for name in m.config.metrics_of("synapse")}
    papers = ranked_papers(m.analysis.classes, m.analysis.lineages, "synapse")
    known = {row.id: row for row in m.rows}
    lines = device_lines(m.rows, m.resolved.devices, m.library, m.config)[:MOST_DEVICES]
    keys = sorted({key for line in lines for key in line.keys})
    return {
        "pulse": m.config.conventions.headline_pulse,
        "mean": m.config.conventions.conductance_mean,
        "least": {name: parameter.least for name, parameter in PARAMETERS.items()},
        "classes": [name for name, known_class in m.classes.classes.items() if not known_class.charge_device],
        "metrics": [
            {
                "name": name,
                "words": metric.name,
                "symbol": metric.symbol,
                "html": html_symbol(metric.symbol),
                "rule": rule_of(metric, m.config.conventions.conductance_mean),
                "unit": metric.unit,
                "tree": as_lists(formula_of(metric).tree),
                "directions": dict(formula_of(metric).directions) if formula_of(metric).is_monotone else None,
                "is_planned": name in m.config.planned_metrics,
            }
            for name, metric in metrics.items()
        ],
        "papers": [
            [metric, pulse, [[p.lineage, list(p.classes), p.low, p.high] for p in found]]
            for (metric, pulse), found in papers.items()
            if metric in metrics and pulse != "unpaired"
        ],
        "columns": list(head(m.config)),
        "symbols": [latex_symbol(symbol) for symbol in head(m.config)[3:]],
        "parts": [symbol for _, symbol in PARTS],
        "devices": [_device(line, known[line.id], list(metrics)) for line in lines],
        "bibtex": {key: bibtex(m.library.entries[key]) for key in keys},
        "latex": LATEX_SIGNS,
        "prefixes": [[power, sign] for power, sign in PREFIXES.items()],
        "units": UNIT_SIGNS,
    }


def _device(line: DeviceLine, row: BenchmarkRow, metrics: list[str]) -> dict[str, Any]:
    values = {name: value for name in metrics if (value := row.value(name)) is not None}
    return {**line._asdict(), "values": values}
