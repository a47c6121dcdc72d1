"""What the evidence says, how complete it is, and how the benchmark is defined.

What changed since the last release: one line among the findings, and a section where something moved.
"""

from typing import Any

from memlit.benchmark.formula_text import HTML, TYPST, formula_text, html_symbol, typst_symbol
from memlit.benchmark.metrics import formula_of
from memlit.field.codes import SURVEY, count_base
from memlit.numbers import PublishedLine
from memlit.plots.benchmark import energy_over_width
from memlit.report.blocks import Material, ReportBlock
from memlit.report.observed import ObservedMaterial
from memlit.report.papers_read import count_in_words, counts_of_read
from memlit.report.sections.devices.synapses import lineage_words
from memlit.report.sections.summary.answers import answers
from memlit.report.written import written_section

_FAR_APART = 100.0
"""How many times the least the largest pulse width is where they differ by orders of magnitude."""


def findings(m: Material) -> ReportBlock:
    """What the evidence says, each finding with one number; one that this run cannot show is left out."""
    headline = m.config.evidence.headline_set
    pulse = m.config.conventions.headline_pulse
    with_interval = (
        summary.device_class.replace("_", " ")
        for summary in m.headline_classes
        if summary.inclusion == "median with interval"
    )
    synapses = count_base(headline, "synapse")
    to_read = m.tables["next_readings"]
    marks = energy_over_width.synapse_marks(m.figures)
    widths = [mark.width for mark in marks]
    primary = m.config.analysis.primary
    return written_section(
        m,
        "summary/findings",
        pulse=pulse,
        marks=marks,
        are_far_apart=bool(widths) and max(widths) > _FAR_APART * min(widths),
        drawn=energy_over_width.drawn(m.figures),
        has_cells=bool(energy_over_width.memory_cells(m.figures.benchmark)),
        lineage=lineage_words(m, headline, f"synapse {m.headline_papers}"),
        **_span(m),
        **_off_state(m),
        order=_credited(m),
        n_synapses=f"{synapses}#papers",
        read=counts_of_read(m),
        n_known=count_in_words(f"{synapses}#{primary}_known", m),
        n_beside=count_in_words(f"{synapses}#{primary}_beside", m),
        to_read=bool((to_read["credited"] & to_read["open_access"]).any()),
        identified=list(dict.fromkeys(with_interval)),
        answers=answers(m),
        change=m.changes,
    )


def _span(m: Material) -> dict[str, Any]:
    """The memory cells of most papers, beside the distance of the printed medians."""
    spans = m.tables["energy_spans"]
    cells = m.lines(spans[spans["group"].str.startswith(SURVEY)])
    distance = m.book.results.get("printed_medians/action_energy#distance")
    span = next(iter(cells), None)
    compared = _against_distance(span, distance.value) if span and distance and distance.value else ""
    return {"span": span, "distance": distance, "compared": compared}


def _against_distance(span: PublishedLine, distance: float) -> str:
    """How a spread stands to the distance of two medians, as far as its interval tells."""
    if span.spread_low is None or span.spread_high < distance:
        return ""
    return "further apart than" if span.spread_low > distance else "about as far apart as"


def _off_state(m: Material) -> dict[str, Any]:
    """The two classes whose standby powers are shown to differ, the surest pair of them."""
    level = 1 - m.config.analysis.level
    pairs = m.tables["off_state_pairs"]
    differ = pairs[(pairs["quantity"] == "standby_power") & (pairs["p_holm"] < level)]
    if differ.empty:
        return {"off": None}
    off = m.lines(differ.sort_values(["p_holm", "id"]))[0]
    classes = {(line.quantity, line.device_class): line for line in m.lines("off_state_classes")}
    first, second = classes[off.quantity, off.first], classes[off.quantity, off.second]
    return {"off": off, "first": first, "second": second, "is_less": first.median < second.median}


def _credited(m: Material) -> list[PublishedLine]:
    """The classes of the headline set in the primary metric, those of most papers first."""
    found = [item for item in m.headline_classes if item.metric == m.config.analysis.primary]
    return sorted(found, key=lambda item: (-item.n_credited, item.device_class))


def definitions(m: Material) -> ReportBlock:
    """The benchmark's formulas and the conventions of this run."""
    return written_section(m, "summary/definitions", equations={"type": "equations", "items": _equations(m)})


def _equations(m: Material) -> list[dict[str, Any]]:
    """Each metric that is more than one of its parameters, set for the page and for print."""
    mean = m.config.conventions.conductance_mean
    return [
        {
            "html": f"{html_symbol(metric.symbol)} = {formula_text(formula_of(metric), HTML, mean)}",
            "typst": f"{typst_symbol(metric.symbol)} = {formula_text(formula_of(metric), TYPST, mean)}",
            "name": ", ".join(filter(None, [f"{metric.name} of a {' or '.join(metric.roles)}", metric.reference])),
        }
        for metric in m.config.metrics.values()
        if metric.formula != metric.symbol
    ]


def changes(m: Material | ObservedMaterial) -> ReportBlock:
    """Of any field: medians, decisions and verdicts that moved; left out where none did."""
    change = m.changes
    if not (change.medians or change.decisions or change.verdicts):
        return {}
    claims = {verdict.id: verdict.note or verdict.id for verdict in m.claims}
    return written_section(m, "summary/changes", change=change, claims=claims, subject=_subject)


def _subject(identifier: str) -> str:
    return identifier.removeprefix("class/").replace("/", ", ").replace("_", " ")
