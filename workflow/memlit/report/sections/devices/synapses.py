"""Fig. 11a and the devices behind it, set and reset apart.

One sentence on what the complete tuples rest on, for every place that shows them.
"""

from collections import defaultdict

from memlit.analysis.evidence.lineage import LineageShare
from memlit.benchmark.rows import MEMORY, BenchmarkRow
from memlit.report.blocks import Block, Material
from memlit.report.text import cite, name, symbol
from memlit.report.words import PART_SYMBOLS
from memlit.report.written import written


def lineage_words(m: Material, set_name: str | None, papers: str) -> str:
    """What the complete tuples of a set rest on, empty where no lineage is named; papers: what its members are."""
    found = next((item for item in m.analysis.lineages if item.set_name == set_name), None)
    if found is None or not found.shares:
        return ""
    n = m.use(found.n_complete)
    if len(found.shares) == 1 and not found.n_alone.value:
        share = found.shares[0]
        return (
            f"All complete tuples of the {papers}, those of {n} papers, come from one lineage of tables, "
            f"{name(share.lineage)} ({_sources(share)}): copies of each other, whose agreement confirms nothing"
            f"{_partly(share)}. "
        )
    parts = [
        f"{m.use(share.n)} on the lineage {name(share.lineage)} ({_sources(share)}{_partly(share)})"
        for share in found.shares
    ]
    parts += [f"{m.use(found.n_alone)} on none"] if found.n_alone.value else []
    return (
        f"Of {n} papers with a complete tuple among the {papers} these rest on tables that copy from each other, "
        f"whose agreement confirms nothing: {'; '.join(parts)}. "
    )


def _sources(share: LineageShare) -> str:
    return ", ".join(cite(key) for key in share.documents)


def _partly(share: LineageShare) -> str:
    """Papers that take some parts of their tuple from elsewhere."""
    return "".join(
        f"; of {cite(paper)} only {', '.join(symbol(PART_SYMBOLS.get(part, part)) for part in parts)}"
        for paper, parts in share.partly.items()
    )


def synapses(m: Material) -> Block:
    """The figure and a table of every synaptic device with a metric."""
    shown = sorted(
        (row for row in m.rows if row.role not in {"neuron", MEMORY} and row.metrics and row.is_counted),
        key=lambda row: _order(row, m),
    )
    devices: dict[tuple[str | None, ...], dict[str, BenchmarkRow]] = defaultdict(dict)
    for row in shown:
        devices[row.paper, row.device, row.condition, row.device_class, row.role][row.pulse] = row
    planned = m.config.planned_metrics
    others = [metric for metric in m.config.metrics_of("synapse") if metric not in planned]
    pulse = m.config.conventions.headline_pulse
    points = [(value, row.id, row) for row in shown if row.pulse == pulse and (value := row.value("action_energy"))]
    return written(
        m,
        "devices/synapses",
        ordered=[row for _, _, row in sorted(points, key=lambda point: point[:2])],
        lineage=lineage_words(m, None, "devices drawn"),
        devices=list(devices.values()),
        further=[own for own in devices.values() if any(set(others) & row.metrics.keys() for row in own.values())],
        others=others,
        charge=sorted({(row.paper, row.name) for row in m.rows if row.not_applicable and row.role != MEMORY}),
    )


def _order(row: BenchmarkRow, m: Material) -> tuple[int, int, str, str]:
    order = list(m.classes.classes)
    class_rank = order.index(row.device_class) if row.device_class in order else len(order)
    return m.config.evidence.sets.index(row.set_name), class_rank, row.paper, row.id
