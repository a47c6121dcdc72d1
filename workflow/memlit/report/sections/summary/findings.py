"""What the evidence says, how complete it is, and how the benchmark is defined."""

from collections.abc import Iterable
from typing import Any

from memlit.benchmark.formulas import HTML, TYPST, html_symbol, typst_symbol
from memlit.benchmark.metrics import formula_of
from memlit.claims.outputs import metric_counts, verdict_counts
from memlit.claims.verdict import VERDICTS
from memlit.plots.benchmark import known
from memlit.report.blocks import Block, Material
from memlit.report.sections.devices.synapses import lineage_words
from memlit.report.sections.review.claims import verdict_words
from memlit.report.sections.summary.answers import answers, further
from memlit.report.text import listed, see, symbol
from memlit.report.written import written


def findings(m: Material) -> Block:
    """Coverage leads: of the credited papers, how many have each metric known."""
    headline = m.config.evidence.headline_set

    def known_of(metrics: Iterable[str]) -> str:
        counts = [(name, m.book.use(f"count/{headline}#{name}_known")) for name in metrics]
        return listed(f"the {m.config.metrics[name].name} {m.symbol(name)} of {count}" for name, count in counts)

    of_neurons = [name for name in m.config.metrics_of("neuron") if name not in m.config.metrics_of("synapse")]
    with_interval = (
        summary.device_class.replace("_", " ")
        for summary in known.headline(m.analysis.classes, m.config)
        if summary.inclusion == "median with interval"
    )
    return written(
        m,
        "summary/findings",
        identified=list(dict.fromkeys(with_interval)),
        drawn=known.drawn(m.analysis.classes, m.claims, m.config),
        counters=_counters(m),
        answers=answers(m),
        lineage=lineage_words(m, headline, m.headline_papers),
        of_synapses=known_of(m.config.planned_metrics),
        of_neurons=known_of(of_neurons) if of_neurons else "",
        n_papers=m.book.results[f"count/{headline}#device_papers"],
        further=further(m),
        change=m.changes,
        counts=m.changes.counts,
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
        items += [
            {
                "number": m.use(own["all"]),
                "text": f"{see('claims', 'claims')} on the metrics: {'; '.join(verdicts)}",
            },
            {
                "number": m.use(verdict_counts(m.claims)["inconsistent_in_source"]),
                "text": f"{see('claims', 'contradictions')} inside the review",
            },
        ]
    return {"type": "counters", "items": items}


def definitions(m: Material) -> Block:
    """The benchmark's formulas and the conventions of this run."""
    return written(m, "summary/definitions", equations={"type": "equations", "items": _equations(m)})


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
