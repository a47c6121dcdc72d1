"""Medians per class with their number of papers, a table for each set with evidence.

What applications ask of a synapse, the class that the review recommends for each, and how far that holds.
"""

from memlit.analysis.classes import ClassSummary
from memlit.devices.gather import SURVEY
from memlit.plots.benchmark import fig11b as plot
from memlit.plots.benchmark import known
from memlit.plots.benchmark.fig11b import APPLICATIONS, Application
from memlit.report.blocks import DASH, SET_NAMES, Block, Material, detail, figure, given, paragraph, section, table
from memlit.report.sections.review.claims import claim_link, verdict_words


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
            drawn=m.drawn_numbers(plot.drawn(m.analysis.classes, m.config)),
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
    counts = [f"{name.replace('_', ' ')} {m.use(first[name].n_credited)}" for name in reversed(first)]
    return paragraph(
        f"{role.capitalize()} papers, {SET_NAMES.get(set_name, set_name)}: {', '.join(counts)}. No metric of any of "
        f"them is known ({', '.join(map(m.symbol, metrics))})."
    )


def _table(m: Material, set_name: str, role: str, metrics: tuple[str, ...], summaries: list[ClassSummary]) -> Block:
    by_class: dict[str, dict[str, ClassSummary]] = {}
    for summary in summaries:
        by_class.setdefault(summary.device_class, {})[summary.metric] = summary
    is_headline = set_name == m.config.evidence.headline_set
    return table(
        f"{role.capitalize()} papers, {SET_NAMES.get(set_name, set_name)}: how many have each metric known as a point "
        f"(+ only bounded), and the median over both, {m.config.conventions.headline_pulse} pulse.",
        [*m.class_columns(metrics), ("what this allows", "l")],
        [
            _row(m, device_class, by_metric, metrics)
            for device_class, by_metric in by_class.items()
            if is_headline or any(s.n_papers.value or s.n_bounded.value for s in by_metric.values())
        ],
        note="" if is_headline else "Classes without a known paper are left out.",
        source="classes.csv",
    )


def _row(m: Material, device_class: str, by_metric: dict[str, ClassSummary], metrics: tuple[str, ...]) -> list[str]:
    best = max(by_metric.values(), key=lambda summary: summary.n_papers.value or 0)
    allows = (
        f"{best.inclusion}; class {best.identification}" if best.identification == "not identified" else best.inclusion
    )
    return [*m.class_cells(device_class, by_metric, metrics), allows]


RANKS = ("class_order", "class_share")
"""Kinds of claims that put one class before others."""


def applications(m: Material) -> Block:
    """A row an application; none without a review that recommends."""
    if not m.tests_a_review:
        return {}
    return m.listing(
        "Applications: what each needs low, the class that the review recommends, and whether the evidence supports "
        "the claims behind that.",
        [(wanted, short) for wanted in APPLICATIONS for short in m.classes.recommended.get(wanted.name, ("",))],
        [
            ("application", "l", lambda row: row[0].name),
            ("needs low", "l", lambda row: ", ".join(map(m.symbol, row[0].metrics))),
            ("recommended", "l", lambda row: row[1] or "none named"),
            ("papers known", "l", lambda row: _known(m, *row)),
            ("claims that rank the class, and their verdicts", "l", lambda row: _verdicts(m, *row)),
        ],
        source="claims.csv",
    )


def _known(m: Material, application: Application, device_class: str) -> str:
    """How many of the class's papers are known in each metric that the application asks for."""
    found = {
        item.metric: item
        for item in known.headline(m.analysis.classes, m.config)
        if item.device_class == device_class and item.metric in application.metrics
    }
    counts = (
        f"{m.symbol(metric)} {m.use(item.n_papers)} of {m.use(item.n_credited)}" for metric, item in found.items()
    )
    return "; ".join(counts) or DASH


def _verdicts(m: Material, application: Application, device_class: str) -> str:
    """The claims that rank the class in the metrics of the application, each with its verdict."""
    ranks = [
        verdict
        for verdict in m.claims
        if verdict.claim.kind in RANKS
        and verdict.claim.metric in application.metrics
        and device_class in verdict.claim.subject.split(";")
    ]
    return "; ".join(f"{claim_link(verdict)}: {verdict_words(verdict.verdict)}" for verdict in ranks) or DASH
