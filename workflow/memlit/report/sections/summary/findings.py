"""What the evidence says, how complete it is, and how the benchmark is defined."""

from collections.abc import Iterable
from typing import Any

from memlit.benchmark.formulas import HTML, TYPST, html_symbol, typst_symbol
from memlit.benchmark.metrics import formula_of
from memlit.claims.outputs import metric_counts, verdict_counts
from memlit.claims.verdict import VERDICTS
from memlit.plots.benchmark import known
from memlit.report.blocks import Block, Material, figure, given, paragraph, section
from memlit.report.sections.devices.synapses import lineage_words
from memlit.report.sections.review.claims import verdict_words
from memlit.report.sections.summary.answers import answers, further
from memlit.report.sections.summary.changes import since_release
from memlit.report.text import cite, listed, see, symbol


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
        "Printed against known" if m.tests_a_review else "What the evidence says",
        paragraph(_verdict(m), "lead"),
        _picture(m),
        _counters(m),
        answers(m),
        paragraph(lineage_words(m, headline, m.headline_papers) + coverage),
        further(m),
        paragraph(since_release(m)),
    )


def _picture(m: Material) -> Block:
    shown = list(known.drawn(m.analysis.classes, m.claims, m.config))
    printed = "; above, no evidence: what the review prints" if m.tests_a_review else ""
    return figure(
        "known",
        "Three panels on logarithmic axes with action energy, standby power and spike timing of each device class: a "
        "mark for every known paper, how many of the credited papers that is, and ticks above the axis where the "
        "review prints a number. The table of classes below has the numbers.",
        f"A mark is a paper with a known value ({m.config.conventions.headline_pulse} pulse), a bar one that is only "
        f"bounded; a click shows its source. At the right: known papers of all{printed}. Lower is better.",
        drawn=m.drawn_numbers(shown),
        narrow="known_narrow",
    )


def _counters(m: Material) -> Block:
    """The three numbers to take along: how much is known, how the claims fare, where the review contradicts itself."""
    headline = m.config.evidence.headline_set
    known_papers = m.book.use(f"count/{headline}#action_energy_known")
    items = [
        {
            "number": known_papers,
            "text": f"of {m.book.use(f'count/{headline}#device_papers')} {m.headline_papers} have a known "
            f"{symbol('E_a')} ({see('coverage', 'what is missing')})",
        }
    ]
    if m.claims:
        own = metric_counts(m.claims)
        verdicts = [f"{verdict_words(name)} {m.use(own[name])}" for name in VERDICTS if own[name].value]
        conflicts = next(r for r in verdict_counts(m.claims) if r.id.endswith("#inconsistent_in_source"))
        items += [
            {
                "number": m.use(own["all"]),
                "text": f"{see('claims', 'claims')} on the metrics: {'; '.join(verdicts)}",
            },
            {
                "number": m.use(conflicts),
                "text": f"{see('claims', 'contradictions')} inside the review",
            },
        ]
    return {"type": "counters", "items": items}


def _verdict(m: Material) -> str:
    """One sentence: whether any class is identified."""
    identified = [
        summary.device_class
        for summary in known.headline(m.analysis.classes, m.config)
        if summary.inclusion == "median with interval"
    ]
    if identified:
        names = listed(list(dict.fromkeys(name.replace("_", " ") for name in identified)))
        return f"Only {names} can be given a median with an interval; the papers of other classes are listed."
    needed = given(m.config.analysis.inclusion.interval_from)
    printed = ", so the medians that the review prints can be neither confirmed nor refuted" if m.tests_a_review else ""
    rule = f"none reaches the {needed} papers needed for a median with a confidence interval"
    return f"No class can be ranked: {rule}{printed}."


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
