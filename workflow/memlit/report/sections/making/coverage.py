"""For each credited paper: what is known, what is missing and what to supply.

The PRISMA 2020 flow: records identified, screened, judged and included, with the reasons for leaving out.
"""

from collections.abc import Iterable

from memlit.analysis.evidence.coverage import CoverageLine, count_base
from memlit.field.codes import AT_SOURCE
from memlit.grouping import grouped
from memlit.plots.benchmark import coverage as plot
from memlit.report.blocks import Material, ReportBlock
from memlit.report.written import written_section
from memlit.synapses.next_readings import NextReading

MOST_TO_READ = 10
"""Papers that the head of the table names."""


def coverage(m: Material) -> ReportBlock:
    """One line for each paper of the headline set."""
    headline = m.config.evidence.headline_set
    lines = [line for line in m.analysis.coverage if line.set_name == headline]
    covered = plot.covered_papers(m.figures)
    bare = [line for line in lines if not line.n_readings.value and not line.supply.startswith("not applicable")]
    return written_section(
        m,
        "making/coverage",
        drawn=plot.drawn(m.figures),
        to_read=_worth_reading(m)[:MOST_TO_READ],
        is_mostly_bare=2 * sum(not paper.parts for paper in covered) > len(covered),
        n_synapses=f"{count_base(headline, 'synapse')}#papers",
        n_bare=f"{count_base(headline, 'synapse')}#bare",
        told=[line for line in lines if line not in bare],
        unread=_by_role(line for line in bare if not line.has_readings),
        unusable=_by_role(line for line in bare if line.has_readings),
        at_source=[m.book.results.get(count) for count in AT_SOURCE.values()],
    )


def _worth_reading(m: Material) -> list[NextReading]:
    """The papers that anyone can read and that narrow a class, in their order."""
    return [line for line in m.modelled.next_readings if line.open_access and line.narrows and line.narrows.value]


def _by_role(lines: Iterable[CoverageLine]) -> dict[str, list[CoverageLine]]:
    """The papers by class and role in words."""
    ordered = sorted(lines, key=lambda line: (line.roles, line.device_classes, line.key))
    return grouped(ordered, lambda line: f"{', '.join(line.device_classes)} {', '.join(line.roles)}".replace("_", " "))


def flow(m: Material) -> ReportBlock:
    """One box a stage, with what left it beside it, and how far two screeners agree."""
    return written_section(m, "making/flow") if m.analysis.prisma else {}
