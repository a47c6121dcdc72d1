"""Fig. 11a and the devices behind it, set and reset apart.

One sentence on what the complete tuples rest on, for every place that shows them.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from memlit.benchmark.rows import BenchmarkRow
from memlit.datum import Result
from memlit.field.codes import ALL_SETS, DIAGRAM, MEMORY, NOT_COUNTED
from memlit.grouping import grouped
from memlit.numbers import PublishedLine
from memlit.plots.benchmark import fig11a
from memlit.report.blocks import Material, ReportBlock
from memlit.report.sections.devices.classes import why_not_counted
from memlit.report.written import written_section, written_text


def lineage_words(m: Material, set_name: str, papers: str) -> str:
    """What the complete tuples of a set rest on, empty where no lineage is named; papers: what members are called."""
    lines = [line for line in m.lines("lineages") if line.set == set_name]
    if not lines:
        return ""
    shares = [_share(own) for own in grouped(lines, lambda line: line.lineage).values()]
    first = lines[0]
    n_complete, n_alone = (first.number(name, of="lineage/{set}") for name in ("complete", "alone"))
    about = {"n_complete": n_complete, "n_alone": n_alone, "papers": papers}
    return written_text(m, "devices/lineage", shares=shares, **about)


class PlaceOfLineage(NamedTuple):
    """A table, or another place of a document, that prints numbers of a lineage."""

    document: str
    label: str
    page: int | None


class SharedLineage(NamedTuple):
    """A lineage: its papers, how many rest on it alone and where that is printed; of each other the parts, and where.

    is_own: whether the numbers are data of the papers themselves.
    """

    papers: list[str]
    n_whole: Result | None
    whole: list[PlaceOfLineage]
    partly: dict[str, tuple[tuple[str, ...], list[PlaceOfLineage]]]
    is_own: bool


def _share(lines: Sequence[PublishedLine]) -> SharedLineage:
    first = lines[0]
    partly = grouped((line for line in lines if line.parts), lambda line: line.paper)
    return SharedLineage(
        list(dict.fromkeys(line.paper for line in lines)),
        first.number(f"{first.lineage}_alone", of="lineage/{set}"),
        _places([line for line in lines if not line.parts]),
        {paper: (own[0].several("parts"), _places(own)) for paper, own in partly.items()},
        first.is_own,
    )


def _places(lines: Iterable[PublishedLine]) -> list[PlaceOfLineage]:
    """Each place once."""
    return list(dict.fromkeys(PlaceOfLineage(line.document, line.place, line.page) for line in lines))


def synapses(m: Material) -> ReportBlock:
    """The figure and a table of every device that it can show, each pulse with its grade."""
    shown = sorted(
        (row for row in m.rows if row.role not in {"neuron", MEMORY} and row.metrics and row.is_of_one_source),
        key=lambda row: _order(row, m),
    )
    devices = {
        device: grouped(own, lambda row: row.pulse)
        for device, own in grouped(shown, lambda row: (row.paper, row.device, row.device_class, row.role)).items()
    }
    planned = m.config.planned_metrics
    others = [metric for metric in m.config.metrics_of("synapse") if metric not in planned]
    return written_section(
        m,
        "devices/synapses",
        drawn=fig11a.drawn(m.figures),
        lineage=lineage_words(m, ALL_SETS, "papers of devices drawn"),
        devices=list(devices.values()),
        further=[
            pulses
            for pulses in devices.values()
            if any(set(others) & row.metrics.keys() for own in pulses.values() for row in own)
        ],
        others=others,
        otherwise=m.said_otherwise(),
        papers={row.paper for row in shown},
        not_counted=_not_counted(m),
        charge=sorted({(row.paper, row.name) for row in m.rows if row.not_applicable and row.role != MEMORY}),
    )


def _not_counted(m: Material) -> dict[str, list[str]]:
    """Credited papers without a mark whose tuple is complete, by why they do not count."""
    marked = {line.paper for line in m.lines("coverage") if set(DIAGRAM) <= set(line.several("metrics"))}
    behind = m.papers_behind(line for line in m.headline_classes if line.metric == DIAGRAM[0])
    found = {
        paper.paper: why_not_counted(paper, m)
        for papers in behind.values()
        for paper in papers
        if paper.known == NOT_COUNTED and paper.value and paper.paper not in marked
    }
    return grouped(sorted(found), found.__getitem__)


def _order(row: BenchmarkRow, m: Material) -> tuple[int, int, str, str]:
    order = list(m.classes.classes)
    class_rank = order.index(row.device_class) if row.device_class in order else len(order)
    return m.config.evidence.sets.index(row.set_name), class_rank, row.paper, row.id
