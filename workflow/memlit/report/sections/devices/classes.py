"""Medians per class with their number of papers, a table for each set with evidence.

What applications ask of a synapse, the class that the review recommends for each, and how far that holds.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from memlit.field.codes import NOT_COUNTED, SURVEY
from memlit.grouping import grouped
from memlit.numbers import PublishedLine
from memlit.plots.benchmark import fig11b as plot
from memlit.plots.benchmark.fig11b import APPLICATIONS, Application
from memlit.presentation.text import listed
from memlit.report.blocks import Material, ReportBlock
from memlit.report.written import written_section

RANKS = ("class_order", "class_share")
"""Kinds of claims that put one class before others."""
ByClass = list[tuple[str, dict[str, PublishedLine]]]


def by_class(summaries: Iterable[PublishedLine]) -> ByClass:
    """Each class with its summaries by metric."""
    found: dict[str, dict[str, PublishedLine]] = defaultdict(dict)
    for summary in summaries:
        found[summary.device_class][summary.metric] = summary
    return list(found.items())


def classes(m: Material) -> ReportBlock:
    """Class tables for the headline pulse: credited papers, papers known and bounded, median."""
    sets = list(_sets(m))
    behind = m.papers_behind(one for _, _, own, _ in sets for _, found in own for one in found.values())
    return written_section(
        m,
        "devices/classes",
        drawn=plot.drawn(m.figures),
        applications=list(_applications(m)) if m.tests_a_review else [],
        sets=sets,
        behind=behind,
        otherwise=m.said_otherwise(),
        papers_of=lambda found: _papers_of(found, behind),
        best=lambda summaries: max(summaries.values(), key=lambda summary: summary.n_papers),
        uncounted=lambda found: _uncounted(found, behind, m),
    )


def _papers_of(found: ByClass, behind: Mapping[str, Sequence[PublishedLine]]) -> set[str]:
    """The papers with evidence in these classes that counts."""
    shown = [paper for _, summaries in found for one in summaries.values() for paper in behind[one.id]]
    return {paper.paper for paper in shown if paper.known != NOT_COUNTED}


def _uncounted(
    found: ByClass, behind: Mapping[str, Sequence[PublishedLine]], m: Material
) -> dict[str, list[tuple[PublishedLine, PublishedLine]]]:
    """What is known of the primary metric and enters no median, by why."""
    own = [summaries[m.config.analysis.primary] for _, summaries in found if m.config.analysis.primary in summaries]
    papers = [(summary, paper) for summary in own for paper in behind[summary.id] if paper.known == NOT_COUNTED]
    return grouped(papers, lambda one: why_not_counted(one[1], m))


def why_not_counted(paper: PublishedLine, m: Material) -> str:
    """Why what is known of a paper enters no median: whose number it is, or that its sources are mixed."""
    behind = set(m.book.results[paper.id].inputs)
    found = {row.why_not_counted(name): None for row in m.rows for name, one in row.metrics.items() if one.id in behind}
    return listed(found)


def _sets(m: Material) -> Iterator[tuple[str, str, ByClass, ByClass]]:
    """The headline set and those with a known paper, by role: their classes, and those with evidence."""
    headline, summaries = m.config.evidence.headline_set, m.lines("classes")
    for set_name in (name for name in m.config.evidence.sets if name != SURVEY):
        for role in ("synapse", "neuron"):
            own = by_class(
                summary
                for summary in summaries
                if summary.set == set_name
                and summary.role == role
                and summary.pulse == m.config.conventions.headline_pulse
            )
            if own and (set_name == headline or any(s.papers for _, found in own for s in found.values())):
                yield set_name, role, own, [(name, found) for name, found in own if _has_evidence(found)]


def _has_evidence(summaries: dict[str, PublishedLine]) -> bool:
    """Whether a paper of the class is known or bounded."""
    return any(summary.n_papers or summary.n_bounded for summary in summaries.values())


def _applications(m: Material) -> Iterator[tuple[Application, str, list[PublishedLine], list[PublishedLine]]]:
    """An application with a class that the review recommends for it, what is known of the class in the metrics that it
    needs, and the claims that rank the class in them.
    """
    for wanted in APPLICATIONS:
        for short in m.classes.recommended.get(wanted.name, ("",)):
            yield (
                wanted,
                short,
                [item for item in m.headline_classes if item.device_class == short and item.metric in wanted.metrics],
                [
                    verdict
                    for verdict in m.claims
                    if verdict.kind in RANKS
                    and verdict.metric in wanted.metrics
                    and short in verdict.subject.split(";")
                ],
            )
