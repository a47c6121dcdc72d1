"""Fig. 11a and the devices behind it, set and reset apart.

One sentence on what the complete tuples rest on, for every place that shows them.
"""

from collections import defaultdict

from memlit.benchmark.rows import MEMORY, BenchmarkRow
from memlit.report.blocks import Block, Material
from memlit.report.written import written, written_text


def lineage_words(m: Material, set_name: str | None, papers: str) -> str:
    """What the complete tuples of a set rest on, empty where no lineage is named; papers: what its members are."""
    found = next((item for item in m.analysis.lineages if item.set_name == set_name), None)
    if found is None or not found.shares:
        return ""
    return written_text(m, "devices/lineage", found=found, papers=papers)


def synapses(m: Material) -> Block:
    """The figure and a table of every device that it can show, each pulse with its grade."""
    shown = sorted(
        (row for row in m.rows if row.role not in {"neuron", MEMORY} and row.metrics and row.is_of_one_source),
        key=lambda row: _order(row, m),
    )
    devices: dict[tuple[str | None, ...], dict[str, BenchmarkRow]] = defaultdict(dict)
    for row in shown:
        devices[row.paper, row.device, row.condition, row.device_class, row.role][row.pulse] = row
    planned = m.config.planned_metrics
    others = [metric for metric in m.config.metrics_of("synapse") if metric not in planned]
    pulse = m.config.conventions.headline_pulse
    counted = [row for row in shown if row.is_counted and row.pulse == pulse]
    points = [(value, row.id, row) for row in counted if (value := row.value("action_energy"))]
    return written(
        m,
        "devices/synapses",
        ordered=[row for _, _, row in sorted(points, key=lambda point: point[:2])],
        lineage=lineage_words(m, None, "devices drawn"),
        devices=list(devices.values()),
        further=[own for own in devices.values() if any(set(others) & row.metrics.keys() for row in own.values())],
        others=others,
        otherwise=m.said_otherwise(),
        papers={row.paper for row in shown},
        charge=sorted({(row.paper, row.name) for row in m.rows if row.not_applicable and row.role != MEMORY}),
    )


def _order(row: BenchmarkRow, m: Material) -> tuple[int, int, str, str]:
    order = list(m.classes.classes)
    class_rank = order.index(row.device_class) if row.device_class in order else len(order)
    return m.config.evidence.sets.index(row.set_name), class_rank, row.paper, row.id
