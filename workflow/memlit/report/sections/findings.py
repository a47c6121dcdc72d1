"""What the evidence says, how complete it is, and how the benchmark is defined."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from memlit.benchmark.formulas import HTML, TYPST, html_symbol, typst_symbol
from memlit.benchmark.metrics import formula_of
from memlit.report.blocks import Block, Material, bullets, paragraph, section
from memlit.report.sections.answers import answers
from memlit.report.sections.changes import since_release
from memlit.report.sections.lineage import lineage_words
from memlit.report.sections.plan import count as setting
from memlit.report.text import cite, listed, symbol


def findings(m: Material) -> Block:
    """Coverage leads: of the credited papers, how many have each metric known."""
    headline = m.config.evidence.headline_set

    def count(what: str) -> str:
        return m.book.use(f"count/{headline}#{what}")

    def known(metrics: Iterable[str]) -> str:
        named = [f"the {m.config.metrics[name].name} {m.symbol(name)} of {count(f'{name}_known')}" for name in metrics]
        return listed(named)

    of_neurons = [name for name in m.config.metrics_of("neuron") if name not in m.config.metrics_of("synapse")]
    start = "The evidence at hand gives"
    purpose = ""
    if m.tests_a_review:
        start = (
            f"This report computes the benchmark of {cite(m.config.report.review_key)} anew from values printed in the "
            "literature. The evidence at hand gives"
        )
        purpose = " for it"
    coverage = (
        f"{start} {known(m.config.planned_metrics)} of the {count('device_papers')} {m.headline_papers}{purpose}"
        + (f"; of its neurons, {known(of_neurons)}." if of_neurons else ".")
    )
    return section(
        "findings",
        "What the evidence says",
        paragraph(lineage_words(m, headline, m.headline_papers) + coverage, "lead"),
        paragraph(_verdict(m)),
        answers(m),
        bullets([since_release(m)]),
    )


def _verdict(m: Material) -> str:
    with_interval = [
        summary
        for summary in m.analysis.classes
        if summary.set_name == m.config.evidence.headline_set
        and summary.pulse == m.config.conventions.headline_pulse
        and summary.inclusion == "median with interval"
    ]
    if with_interval:
        return "Classes with enough papers have a median with an interval; the others are listed."
    return (
        f"No class has the {setting(m.config.analysis.inclusion.interval_from)} papers that a median with an interval "
        "takes, and where fewer than half of a class's papers are known, the others could move its median anywhere. "
        "What follows is what is known and where it was printed, not a ranking of the classes."
    )


def _equations(m: Material) -> list[dict[str, Any]]:
    """Each metric that is more than one of its parameters, set for the page and for print."""
    mean = m.config.conventions.conductance_mean
    return [
        {
            "html": f"{html_symbol(metric.symbol)} = {formula_of(metric).written(HTML, mean)}",
            "typst": f"{typst_symbol(metric.symbol)} = {formula_of(metric).written(TYPST, mean)}",
            "name": ", ".join(filter(None, [f"{metric.name} of a {' or '.join(metric.roles)}", metric.reference])),
        }
        for metric in m.config.metrics.values()
        if metric.formula != metric.symbol
    ]


def definitions(m: Material) -> Block:
    """The benchmark's formulas and the conventions of this run."""
    source = f"Definitions as in {cite(m.config.report.review_key)}" if m.tests_a_review else "Definitions"
    return section(
        "definitions",
        "The benchmark",
        paragraph(
            f"{source}: {symbol('V_spike')} is the amplitude of the pulse "
            f"and {symbol('tau')} its width, {symbol('G_on')} and {symbol('G_off')} are the conductances of the two "
            "states; the four together are called the tuple of a pulse."
        ),
        {"type": "equations", "items": _equations(m)},
        paragraph(
            "Set (potentiation) and reset (depression) pulses are computed apart; the headline is the "
            f"{m.config.conventions.headline_pulse} pulse with the {m.config.conventions.conductance_mean} mean of the "
            "conductances. Where a paper prints a part of the tuple, the rest is bounded by 0 ≤ "
            f"{symbol('G_off')} ≤ {symbol('G_on')}. The bounds are of this formula, not of the dissipated energy: a "
            "conductance read at another voltage, a series transistor, a compliance or an averaged amplitude pull "
            "the two apart, in different directions for different classes."
        ),
    )
