"""Sensitivity of the review set: the multiverse of conventions, what each switch does, and which decisions flip.

What bounded papers and several devices of a paper do to the medians, and whether a decision survives the bounds.
"""

from memlit.analysis.robustness.bounds import NOT_CENSORED
from memlit.plots.classes.multiverse import option_words
from memlit.report.blocks import Material, ReportBlock
from memlit.report.sections.making.other_pulse import headline_of, other_pulse, papers_changed
from memlit.report.written import written_section


def sensitivity(m: Material) -> ReportBlock:
    """The multiverse with its specification curve; nothing where no paper has a value."""
    record = m.analysis.multiverse
    if not record.metrics:
        return {}
    return written_section(
        m,
        "making/sensitivity",
        metrics=record.metrics,
        effects=[(metric, effect) for metric in record.metrics for effect in metric.effects],
        headline=headline_of,
        option_words=option_words,
        changed=papers_changed,
        none_tested=not any(metric.n_tested.value for metric in record.metrics),
        other_pulse=other_pulse(m),
        looks_alike=lambda least, greatest: m.book.display(least.id) == m.book.display(greatest.id),
    )


def bounds(m: Material) -> ReportBlock:
    """The bounds of the medians, the decisions at their corners, and the medians over devices."""
    lines = m.analysis.identification.medians
    if not lines:
        return {}
    fitted = [line for line in lines if line.censored]
    refused = [line for line in lines if not line.censored and line.censored_reason != NOT_CENSORED]
    return written_section(m, "making/bounds", lines=lines, censored=[*fitted, *refused], NOT_CENSORED=NOT_CENSORED)
