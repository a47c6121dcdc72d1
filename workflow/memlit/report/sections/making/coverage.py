"""For each credited paper: what is known, what is missing and what to supply.

The PRISMA 2020 flow: records identified, screened, judged and included, with the reasons for leaving out.
"""

from collections.abc import Iterable

from memlit.field.codes import ALL_ROUTES, AT_SOURCE, FULL_TEXT, count_base
from memlit.grouping import grouped
from memlit.numbers import PublishedLine
from memlit.plots.benchmark import coverage as plot
from memlit.report.blocks import Material, ReportBlock
from memlit.report.papers_read import counts_of_read
from memlit.report.written import written_section

MOST_TO_READ = 10
"""Papers that the head of the table names."""


def coverage(m: Material) -> ReportBlock:
    """One line for each paper of the headline set."""
    headline = m.config.evidence.headline_set
    lines = m.tables["coverage"]
    lines = lines[lines["set"] == headline]
    covered = plot.covered_papers(m.figures)
    is_bare = (lines["n_readings"] == 0) & ~lines["supply"].str.startswith("not applicable", na=False)
    return written_section(
        m,
        "making/coverage",
        drawn=plot.drawn(m.figures),
        to_read=_worth_reading(m),
        is_mostly_unread=2 * sum(paper.read == FULL_TEXT for paper in covered) < len(covered),
        n_synapses=f"{count_base(headline, 'synapse')}#papers",
        read=counts_of_read(m),
        told=lines[~is_bare],
        unread=_by_role(m.lines(lines[is_bare & ~lines["has_readings"]])),
        unusable=_by_role(m.lines(lines[is_bare & lines["has_readings"]])),
        read_again=_read_again(m),
        at_source=[m.book.results.get(count) for count in AT_SOURCE.values()],
    )


def _worth_reading(m: Material) -> list[str]:
    """The first papers that anyone can read and in which nothing was looked for in vain."""
    lines = m.tables["next_readings"]
    return list(lines["paper"][lines["open_access"] & lines["not_printed"].isna()][:MOST_TO_READ])


def _read_again(m: Material) -> PublishedLine | None:
    """The values of any route that were read again; None where none was."""
    lines = m.tables["reading_errors"]
    return next(iter(m.lines(lines[(lines["id"] == ALL_ROUTES) & lines["share"].notna()])), None)


def _by_role(lines: Iterable[PublishedLine]) -> dict[str, list[PublishedLine]]:
    """The papers by class and role in words."""

    def classes_and_roles(line: PublishedLine) -> str:
        return f"{', '.join(line.several('device_class'))} {', '.join(line.several('role'))}".replace("_", " ")

    ordered = sorted(lines, key=lambda line: (line.several("role"), line.several("device_class"), line.paper))
    return grouped(ordered, classes_and_roles)


def flow(m: Material) -> ReportBlock:
    """One box a stage, with what left it beside it, and how far two screeners agree."""
    stages = grouped(m.lines("screening_flow"), lambda line: line.stage).values()
    return written_section(m, "making/flow", stages=[(own[0], own[1:]) for own in stages])
