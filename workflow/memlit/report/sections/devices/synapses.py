"""Fig. 11a and the devices behind it, set and reset apart.

One sentence on what the complete tuples rest on, for every place that shows them.
"""

from memlit.analysis.evidence.lineage import LineageShare, PrintedPlace
from memlit.benchmark.rows import BenchmarkRow
from memlit.field.codes import DIAGRAM, MEMORY
from memlit.grouping import grouped
from memlit.report.blocks import Material, ReportBlock
from memlit.report.sections.devices.classes import why_not_counted
from memlit.report.written import written_section, written_text


def lineage_words(m: Material, set_name: str | None, papers: str) -> str:
    """What the complete tuples of a set rest on, empty where no lineage is named; papers: what members are called."""
    found = next((item for item in m.analysis.lineages if item.set_name == set_name), None)
    if found is None or not found.shares:
        return ""
    return written_text(m, "devices/lineage", found=found, papers=papers, places_of_whole=_places_of_whole)


def _places_of_whole(share: LineageShare) -> list[PrintedPlace]:
    """Where the tuples that are of the lineage alone were printed, each place once."""
    places = (place for paper, own in share.places.items() if paper not in share.partly for place in own)
    return list(dict.fromkeys(places))


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
        lineage=lineage_words(m, None, "papers of devices drawn"),
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
    found = {
        paper.paper: why_not_counted(paper, m)
        for summary in m.headline_classes
        if summary.metric == DIAGRAM[0]
        for paper in summary.uncounted
        if paper.result.value and paper.paper not in marked
    }
    return grouped(sorted(found), found.__getitem__)


def _order(row: BenchmarkRow, m: Material) -> tuple[int, int, str, str]:
    order = list(m.classes.classes)
    class_rank = order.index(row.device_class) if row.device_class in order else len(order)
    return m.config.evidence.sets.index(row.set_name), class_rank, row.paper, row.id
