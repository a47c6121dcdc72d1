"""Classes compared: the review's own, then the survey's in on/off ratio, reported endurance, SET time, retention.

The survey of memory cells and the devices without a resolved citation: apart from the review's own papers.
"""

from collections.abc import Sequence
from typing import Any

from memlit.analysis.comparison.record import ClassComparisons, Comparison
from memlit.field.codes import SURVEY, UNPAIRED_SET
from memlit.grouping import grouped
from memlit.plots.classes import pairs as plot
from memlit.report.blocks import Material, ReportBlock
from memlit.report.sections.devices.classes import by_class
from memlit.report.written import written_section, written_text

MOSTLY_PERCENT = 75.0
"""A parameter with more powers of ten than this is compared in what is reported: a rank test sees where tests stop."""


def comparisons(m: Material) -> ReportBlock:
    """Comparisons of each set with the papers for them, with what would change them, tests over all classes, a check
    by a model of all rows, retention, and how far two curators disagree; nothing where there is none.
    """
    record = m.analysis.comparisons
    shown = [item for item in record.comparisons if item.has_interval]
    if not shown:
        return {}
    models = [(item, item.model) for item in shown if item.model]
    return written_section(
        m,
        "survey/comparisons",
        record=record,
        own_classes=own_classes(m),
        printed=grouped(record.printed_as, lambda pair: pair[0]),
        has_survey=any(item.set_name == SURVEY for item in record.comparisons),
        shown=shown,
        as_reported=_as_reported(record),
        **_lines_of_classes(shown),
        **_pairs(m, shown),
        tests=[(item, test) for item in shown for test in item.overall],
        contrasts=[(item, model, contrast) for item, model in models for contrast in model.contrasts],
    )


def _lines_of_classes(shown: Sequence[Comparison]) -> dict[str, Any]:
    """The classes of each comparison, and whose numbers heap on powers of ten."""
    lines = [(item, line) for item in shown for line in item.classes]
    return {
        "lines": lines,
        "has_powers": any(line.powers_of_ten for _, line in lines),
        "has_bounded": any(line.n_bounded.value for _, line in lines),
        "heaped": [line for _, line in lines if line.powers_of_ten and line.powers_of_ten.n_shared],
    }


def _pairs(m: Material, shown: Sequence[Comparison]) -> dict[str, Any]:
    """The pairs of each comparison, and of the tested ones those that a paper or chance decides."""
    below = m.config.analysis.wording.fragile_below_percent
    pairs = [(item, pair) for item in shown for pair in item.pairs]
    tested = [(item, pair) for item in shown for pair in item.tested]
    return {
        "pairs": pairs,
        "drawn": plot.drawn(m.figures) if any(pair.ratio for _, pair in pairs) else None,
        "is_fragile": lambda pair: pair.is_fragile(below),
        "hanging": [(item, pair) for item, pair in tested if pair.flips],
        "unsteady": [(item, pair) for item, pair in tested if pair.is_fragile(below)],
    }


def _as_reported(record: ClassComparisons) -> set[str]:
    """The parameters of which most numbers are powers of ten."""
    return {own.parameter for own in record.powers_of_ten if (own.share.value or 0.0) > MOSTLY_PERCENT}


def own_classes(m: Material) -> str:
    """How many pairs of the headline set are tested."""
    own = (item for item in m.analysis.comparisons.comparisons if item.set_name == m.config.evidence.headline_set)
    return written_text(m, "survey/own_classes", n_tested=sum(len(item.tested) for item in own))


def survey(m: Material) -> ReportBlock:
    """Class tables of the survey by pulse, the unpaired sensitivity, and the unresolved set."""
    summaries = [s for s in m.lines("classes") if s.set in {SURVEY, UNPAIRED_SET}]
    unresolved = m.tables["unresolved_devices"]
    if not summaries and unresolved.empty:
        return {}
    sets = {
        "set": [s for s in summaries if s.set == SURVEY and s.pulse == "set"],
        "reset": [s for s in summaries if s.set == SURVEY and s.pulse == "reset"],
        "unpaired": [s for s in summaries if s.set == UNPAIRED_SET],
    }
    tables = {
        pulse: [(name, found) for name, found in by_class(own) if any(s.papers for s in found.values())]
        for pulse, own in sets.items()
    }
    behind = m.papers_behind(summaries)
    return written_section(m, "survey/cells", tables=tables, behind=behind, unresolved=unresolved)
