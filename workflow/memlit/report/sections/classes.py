"""Medians per class with their number of papers, a table for each set with evidence."""

from __future__ import annotations

from memlit.analysis.classes import ClassSummary
from memlit.benchmark.rows import NEURON_METRICS, SYNAPSE_METRICS
from memlit.devices.gather import SURVEY
from memlit.report.blocks import DASH, SET_NAMES, Block, Material, figure, metric_symbol, paragraph, section, table
from memlit.report.sections.plan import count


def classes(m: Material) -> Block:
    """Class tables for the headline pulse: credited papers, papers known and bounded, median."""
    tables = []
    for set_name in (name for name in m.config.evidence.sets if name != SURVEY):
        for role, metrics in (("synapse", SYNAPSE_METRICS), ("neuron", NEURON_METRICS)):
            summaries = [
                summary
                for summary in m.analysis.classes
                if summary.set_name == set_name
                and summary.role == role
                and summary.pulse == m.config.conventions.headline_pulse
            ]
            if summaries and (set_name == m.config.evidence.headline_set or any(s.papers for s in summaries)):
                tables.append(_table(m, set_name, role, metrics, summaries))
    rule = m.config.analysis.inclusion
    return section(
        "classes",
        "Metrics by class",
        paragraph(
            f"A class has a median with an interval from {count(rule.interval_from)} papers, a median from "
            f"{count(rule.range_from)}, below that a list. The "
            "column on the right says what the papers known so far allow: where fewer than half of the "
            "papers of the set are known, the unknown ones could move the class's median anywhere, and no order of "
            "classes is claimed."
        ),
        figure(
            "fig11b",
            "Three panels on logarithmic axes with spike timing, action energy and standby power of each device "
            "class, one mark a paper; brackets over the panels say which metrics an application needs low.",
            "Metrics by class, one mark a paper, with the papers known of all in the set; a bar "
            "is a median of at least three papers. The brackets are the applications that the review suggests.",
        ),
        *tables,
    )


def _table(m: Material, set_name: str, role: str, metrics: tuple[str, ...], summaries: list[ClassSummary]) -> Block:
    by_class: dict[str, dict[str, ClassSummary]] = {}
    for summary in summaries:
        by_class.setdefault(summary.device_class, {})[summary.metric] = summary
    columns = [("class", "l"), ("credited", "r")]
    for metric in metrics:
        columns += [(f"{metric_symbol(metric)} known", "r"), ("median", "r")]
    columns.append(("what this allows", "l"))
    return table(
        f"{role.capitalize()} papers {SET_NAMES.get(set_name, set_name)}: papers with each metric known as a point "
        f"(+ only bounded), and their median, {m.config.conventions.headline_pulse} pulse.",
        columns,
        [_row(m, device_class, by_metric, metrics) for device_class, by_metric in by_class.items()],
        note="The unit is the paper; medians are taken on the log scale. Below three papers the median is the middle "
        "of what is listed above and no estimate of the class.",
        source="classes.csv",
    )


def _row(m: Material, device_class: str, by_metric: dict[str, ClassSummary], metrics: tuple[str, ...]) -> list[str]:
    first = next(iter(by_metric.values()))
    cells = [device_class.replace("_", " "), m.book.use(first.n_credited.id)]
    for metric in metrics:
        summary = by_metric[metric]
        bounded = f" + {m.book.use(summary.n_bounded.id)}" if summary.n_bounded.value else ""
        cells.append(m.book.use(summary.n_papers.id) + bounded)
        cells.append(m.book.use(summary.median.id) if summary.median else DASH)
    best = max(by_metric.values(), key=lambda summary: summary.n_papers.value or 0)
    cells.append(
        best.inclusion if best.identification == "identified" else f"{best.inclusion}; class {best.identification}"
    )
    return cells
