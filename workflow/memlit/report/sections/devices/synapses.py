"""Fig. 11a and the devices behind it, set and reset apart.

One sentence on what the complete tuples rest on, for every place that shows them.
"""

from collections.abc import Iterable, Sequence

from memlit.analysis.evidence.lineage import LineageShare
from memlit.benchmark.rows import MEMORY, BenchmarkRow
from memlit.report.blocks import DASH, Block, Material, detail, figure, paragraph, section, table
from memlit.report.text import cite, device_name, listed, name, see, symbol
from memlit.report.words import PART_SYMBOLS


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


Devices = dict[str, BenchmarkRow]
"""Rows of one device by pulse."""


def synapses(m: Material) -> Block:
    """The figure and a table of every synaptic device with a metric."""
    shown = sorted(
        (row for row in m.rows if row.role not in {"neuron", MEMORY} and row.metrics and row.is_counted),
        key=lambda row: _order(row, m),
    )
    devices: dict[tuple[str | None, ...], dict[str, BenchmarkRow]] = {}
    for row in shown:
        devices.setdefault((row.paper, row.device, row.condition, row.device_class, row.role), {})[row.pulse] = row
    planned = m.config.planned_metrics
    others = [metric for metric in m.config.metrics_of("synapse") if metric not in planned]
    return section(
        "benchmark",
        "Synaptic devices",
        paragraph(_lead(m, shown)),
        figure(
            "fig11a",
            "Scatter plot on logarithmic axes of standby power against action energy of synaptic devices; colour and "
            "shape show the class, the size of a mark the spike timing. The table below has all values.",
            f"{lineage_words(m, None, 'devices drawn')}"
            f"Fig. 11a regenerated: standby power {symbol('P_s')} over action energy {symbol('E_a')}, "
            f"{m.config.conventions.headline_pulse} pulse unless the other is chosen; the "
            "diameter of a mark grows with the decade of its spike "
            f"timing {symbol('tau')}. Lower and further left is better. Full marks rest on numbers that the paper "
            f"itself prints, pale ones on what others print of it; a strong edge marks {m.headline_papers}. A device "
            f"known in part is the line, band or side where it must lie: level where {symbol('P_s')} alone is known, "
            f"a diagonal where width and ratio fix {symbol('E_a/P_s')}. Dotted lines have equal {symbol('E_a/P_s')}."
            + (" What the review prints stands outside the axes." if m.tests_a_review else ""),
        ),
        table(
            "Devices with evidence: metrics of the set and the reset pulse. Every number is a link to the printed "
            "characters it came from.",
            _columns(planned, m),
            [_cells(pulses, planned, m) for pulses in devices.values()],
            note=f"○ not one of the {m.headline_papers}. {DASH} no reading. A range: bounds of what is printed in "
            "part. Tier: primary, printed by the paper itself; redigitised, read from its figure by others; secondary, "
            f"a table by others that names the device. {_charge(m)}",
            source="benchmark.csv",
        ),
        detail(_others(list(devices.values()), others, m)),
    )


def _others(devices: Sequence[Devices], metrics: Sequence[str], m: Material) -> Block:
    """The metrics that the plan does not compare, of the same devices; none without one."""
    shown = [pulses for pulses in devices if any(set(metrics) & row.metrics.keys() for row in pulses.values())]
    if not shown:
        return {}
    named = [f"{m.config.metrics[key].name} {m.symbol(key)}" for key in metrics]
    return table(
        f"Further metrics of the same devices: {listed(named)}.",
        _columns(metrics, m),
        [_cells(pulses, metrics, m) for pulses in shown],
        note=f"{see('definitions', 'The benchmark')} has the formulas.",
        source="benchmark.csv",
    )


def _columns(metrics: Iterable[str], m: Material) -> list[tuple[str, str]]:
    pulses = [(f"{m.symbol(metric)}, {pulse}", "r") for metric in metrics for pulse in ("set", "reset")]
    return [("paper", "l"), ("device", "l"), ("class", "l"), ("tier", "l"), *pulses]


def _lead(m: Material, shown: Sequence[BenchmarkRow]) -> str:
    """What the figure and the table hold; the ends of the energies are linked."""
    pulse = m.config.conventions.headline_pulse
    text = (
        f"Each mark is a device with both {m.symbol('action_energy')} and {m.symbol('standby_power')} for "
        f"the {pulse} pulse. A device appears only where one source, or several that agree, print its amplitude, "
        "width and both states. A missing mark says nothing about a device: its paper was not read, or does not report "
        "all four inputs."
    )
    points = [(value, row) for row in shown if row.pulse == pulse and (value := row.value("action_energy"))]
    if len(points) > 1:
        (_, least), (_, most) = (end(points, key=lambda point: (point[0], point[1].id)) for end in (min, max))
        low, high = (m.use(row.metrics["action_energy"]) for row in (least, most))
        text += f" From the least to the largest, the action energy goes from {low} to {high}."
    return text


def _order(row: BenchmarkRow, m: Material) -> tuple[int, int, str, str]:
    order = list(m.classes.classes)
    class_rank = order.index(row.device_class) if row.device_class in order else len(order)
    return m.config.evidence.sets.index(row.set_name), class_rank, row.paper, row.id


def _cells(pulses: Devices, metrics: Iterable[str], m: Material) -> list[str]:
    row = next(iter(pulses.values()))
    credited = "" if row.set_name == m.config.evidence.headline_set else " ○"
    cells = [cite(row.paper) + credited, name(device_name(row.full_name)), row.device_class.replace("_", " "), row.tier]
    for metric in metrics:
        for pulse in ("set", "reset"):
            result = pulses[pulse].metrics.get(metric) if pulse in pulses else None
            cells.append(m.use(result) if result else DASH)
    return cells


def _charge(m: Material) -> str:
    """One sentence for the devices that the formulas do not apply to."""
    devices = {(row.paper, row.name) for row in m.rows if row.not_applicable and row.role != MEMORY}
    if not devices:
        return ""
    names = ", ".join(f"{name(device_name(device))} of {cite(paper)}" for paper, device in sorted(devices))
    return f"Without a row, since they store charge and have no resistive energy of their own kind: {names}."
