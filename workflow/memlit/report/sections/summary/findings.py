"""What the evidence says, how complete it is, and how the benchmark is defined.

What changed since the last release: one line among the findings, and a section where something moved.
"""

from typing import Any

from memlit.analysis.evidence.coverage import count_base
from memlit.benchmark.formulas import HTML, TYPST, html_symbol, typst_symbol
from memlit.benchmark.metrics import formula_of
from memlit.claims.outputs import metric_counts, verdict_counts
from memlit.claims.verdict import VERDICTS
from memlit.plots.benchmark import known
from memlit.report.blocks import Material, ReportBlock
from memlit.report.sections.devices.synapses import lineage_words
from memlit.report.sections.summary.answers import answers, further
from memlit.report.written import written_section


def findings(m: Material) -> ReportBlock:
    """Coverage leads: of the credited papers, how many have each metric known."""
    headline = m.config.evidence.headline_set
    neurons = count_base(headline, "neuron")
    has_neurons = bool(m.book.results[f"{neurons}#papers"].value)
    own_metrics = [name for name in m.config.metrics_of("neuron") if name not in m.config.metrics_of("synapse")]
    with_interval = (
        summary.device_class.replace("_", " ")
        for summary in known.headline(m.analysis.classes, m.config)
        if summary.inclusion == "median with interval"
    )
    return written_section(
        m,
        "summary/findings",
        identified=list(dict.fromkeys(with_interval)),
        drawn=known.drawn(m.analysis.classes, m.claims, m.config),
        own=metric_counts(m.claims) if m.claims else {},
        verdicts=verdict_counts(m.claims) if m.claims else {},
        VERDICTS=VERDICTS,
        answers=answers(m),
        lineage=lineage_words(m, headline, f"synapse {m.headline_papers}"),
        synapses=count_base(headline, "synapse"),
        neurons=neurons,
        of_neurons=own_metrics if has_neurons else [],
        further=further(m),
        change=m.changes,
        counts=m.changes.counts,
    )


def definitions(m: Material) -> ReportBlock:
    """The benchmark's formulas and the conventions of this run."""
    return written_section(m, "summary/definitions", equations={"type": "equations", "items": _equations(m)})


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


def changes(m: Material) -> ReportBlock:
    """Medians, decisions and verdicts that moved; left out where none did."""
    change = m.changes
    if not (change.medians or change.decisions or change.verdicts):
        return {}
    claims = {verdict.claim.id: verdict.claim.note or verdict.claim.id for verdict in m.claims}
    return written_section(m, "summary/changes", change=change, claims=claims, subject=_subject)


def _subject(identifier: str) -> str:
    return identifier.removeprefix("class/").replace("/", ", ").replace("_", " ")
