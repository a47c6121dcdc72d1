"""What applications ask of a synapse, the class that the review recommends for each, and how far that holds."""

from __future__ import annotations

from memlit.plots.benchmark import known
from memlit.plots.benchmark.fig11b import APPLICATIONS, Application
from memlit.report.blocks import DASH, Block, Material, table
from memlit.report.sections.review.claims import claim_link, verdict_words

RANKS = ("class_order", "class_share")
"""Kinds of claims that put one class before others."""


def applications(m: Material) -> Block:
    """A row an application; none without a review that recommends."""
    if not m.tests_a_review:
        return {}
    rows = [
        [
            application.name,
            ", ".join(map(m.symbol, application.metrics)),
            device_class or "none named",
            _known(m, application, device_class),
            _verdicts(m, application, device_class),
        ]
        for application in APPLICATIONS
        for device_class in m.classes.recommended.get(application.name, ("",))
    ]
    return table(
        "Applications: what each needs low, the class that the review recommends, and whether the evidence supports "
        "the claims behind that.",
        [
            ("application", "l"),
            ("needs low", "l"),
            ("recommended", "l"),
            ("papers known", "l"),
            ("claims that rank the class, and their verdicts", "l"),
        ],
        rows,
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
        f"{m.symbol(metric)} {m.book.use(item.n_papers.id)} of {m.book.use(item.n_credited.id)}"
        for metric, item in found.items()
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
