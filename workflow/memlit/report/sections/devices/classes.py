"""Medians per class with their number of papers, a table for each set with evidence."""

from __future__ import annotations

from memlit.analysis.classes import ClassSummary
from memlit.devices.gather import SURVEY
from memlit.plots.benchmark import fig11b as plot
from memlit.report.blocks import (
    DASH,
    SET_NAMES,
    Block,
    Material,
    detail,
    drawn_numbers,
    figure,
    paragraph,
    section,
    table,
)
from memlit.report.estimates import given
from memlit.report.sections.devices.applications import applications


def classes(m: Material) -> Block:
    """Class tables for the headline pulse: credited papers, papers known and bounded, median."""
    tables = []
    for set_name in (name for name in m.config.evidence.sets if name != SURVEY):
        for role, metrics in (("synapse", m.config.planned_metrics), ("neuron", m.config.metrics_of("neuron"))):
            summaries = [
                summary
                for summary in m.analysis.classes
                if summary.set_name == set_name
                and summary.role == role
                and summary.pulse == m.config.conventions.headline_pulse
            ]
            if summaries and (set_name == m.config.evidence.headline_set or any(s.papers for s in summaries)):
                block = _of_set(m, set_name, role, metrics, summaries)
                tables.append(block if set_name == m.config.evidence.headline_set else detail(block))
    rule = m.config.analysis.inclusion
    return section(
        "classes",
        "Metrics by class",
        paragraph(
            f"A class has a median with an interval from {given(rule.interval_from)} papers, a median from "
            f"{given(rule.range_from)}, below that a list. The last column says what the known papers support. "
            "Where fewer than half of the papers are known, the median of the class could lie anywhere: it is not "
            "identified, and no order of classes is claimed. The unit is the paper; medians are taken on the log scale "
            "over known and bounded papers together."
        ),
        figure(
            "fig11b",
            "Three panels on logarithmic axes with spike timing, action energy and standby power of each device "
            "class, one mark a paper; brackets over the panels say which metrics an application needs low.",
            "Fig. 11b regenerated: metrics by class, one mark a paper known as a point, which leads to its entry; "
            f"further left is better. Filled marks are {m.headline_papers}, with how many of them are known; open "
            "ones below them are papers of other sets."
            + (" Brackets name what each application needs low." if m.tests_a_review else ""),
            drawn=drawn_numbers(m, plot.drawn(m.analysis.classes, m.config)),
            narrow="fig11b_narrow",
        ),
        applications(m),
        *tables,
    )


def _of_set(m: Material, set_name: str, role: str, metrics: tuple[str, ...], summaries: list[ClassSummary]) -> Block:
    """A table of the classes of a set; a sentence where no paper of any class is known."""
    if any(summary.n_papers.value or summary.n_bounded.value for summary in summaries):
        return _table(m, set_name, role, metrics, summaries)
    first = {summary.device_class: summary for summary in reversed(summaries)}
    counts = [f"{name.replace('_', ' ')} {m.book.use(first[name].n_credited.id)}" for name in reversed(first)]
    return paragraph(
        f"{role.capitalize()} papers, {SET_NAMES.get(set_name, set_name)}: {', '.join(counts)}. No metric of any of "
        f"them is known ({', '.join(map(m.symbol, metrics))})."
    )


def _table(m: Material, set_name: str, role: str, metrics: tuple[str, ...], summaries: list[ClassSummary]) -> Block:
    by_class: dict[str, dict[str, ClassSummary]] = {}
    for summary in summaries:
        by_class.setdefault(summary.device_class, {})[summary.metric] = summary
    is_headline = set_name == m.config.evidence.headline_set
    columns = [("class", "l"), ("papers", "r")]
    for metric in metrics:
        columns += [(f"{m.symbol(metric)} known", "r"), ("median", "r")]
    columns.append(("what this allows", "l"))
    return table(
        f"{role.capitalize()} papers, {SET_NAMES.get(set_name, set_name)}: how many have each metric known as a point "
        f"(+ only bounded), and the median over both, {m.config.conventions.headline_pulse} pulse.",
        columns,
        [
            _row(m, device_class, by_metric, metrics)
            for device_class, by_metric in by_class.items()
            if is_headline or any(s.n_papers.value or s.n_bounded.value for s in by_metric.values())
        ],
        note="" if is_headline else "Classes without a known paper are left out.",
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
        f"{best.inclusion}; class {best.identification}" if best.identification == "not identified" else best.inclusion
    )
    return cells
