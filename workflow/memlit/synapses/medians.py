"""Medians of classes of named synapses under every choice of evidence: grades, series transistors, whose class.

The unit is the paper, the scale logarithmic. What is said of a class depends on its lineages, not on its papers: an
interval from as many lineages as `inclusion.interval_from`. `without_one` is the span of the median when each lineage
is left out in turn.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from memlit.analysis.classes import INCLUSION
from memlit.analysis.medians import Ends, median_ends, paper_ends
from memlit.benchmark.rows import UNITS
from memlit.config import Config
from memlit.datum import SERIES_TRANSISTOR, Pulse
from memlit.published import Column, Table
from memlit.synapses.members import RESTATED, Synapse

EVIDENCE: Mapping[str, tuple[str, ...]] = {
    "A": ("A",),
    "A+B": ("A", "B"),
    "A+B+secondary": ("A", "B", *RESTATED),
}
"""Grades that each choice of evidence takes; the first is the headline, and grade C stands in none."""
LEAST_LEFT_OUT = 3


@dataclass(frozen=True, slots=True)
class SynapseMedian:
    """The median of a class over papers under one choice; lineages and papers with evidence, points apart."""

    device_class: str
    metric: str
    pulse: Pulse
    evidence: str
    with_transistor: bool
    class_by: str
    papers: tuple[str, ...]
    lineages: tuple[str, ...]
    n_points: int
    median: Ends
    without_one: Ends | None
    inclusion: str

    @property
    def id(self) -> str:
        """Class, metric, pulse and the three choices."""
        series = "with" if self.with_transistor else "without"
        return (
            f"synapses/{self.device_class}/{self.metric}/{self.pulse}/{self.evidence}/"
            f"{series} transistor/class by {self.class_by}"
        )


def synapse_medians(found: Sequence[Synapse], config: Config) -> list[SynapseMedian]:
    """Every choice for every class, metric and pulse with a paper, sorted by id."""
    lines: list[SynapseMedian] = []
    for evidence, with_transistor, class_by in product(EVIDENCE, (True, False), ("rule", "review")):
        chosen = [
            item
            for item in found
            if item.is_counted
            and item.grade in EVIDENCE[evidence]
            and (with_transistor or SERIES_TRANSISTOR not in item.row.flags)
        ]
        for (device_class, pulse), group in _groups(chosen, class_by).items():
            for metric in dict.fromkeys(metric for item in group for metric in item.row.metrics):
                lines += _line((device_class, metric, pulse), (evidence, with_transistor, class_by), group, config)
    return sorted(lines, key=lambda line: line.id)


def _groups(found: Iterable[Synapse], class_by: str) -> dict[tuple[str, Pulse], list[Synapse]]:
    groups: dict[tuple[str, Pulse], list[Synapse]] = defaultdict(list)
    for item in found:
        for name in item.classes(class_by):
            groups[name, item.row.pulse].append(item)
    return groups


def _line(
    about: tuple[str, str, Pulse], choice: tuple[str, bool, str], group: Sequence[Synapse], config: Config
) -> Iterator[SynapseMedian]:
    lineage_of = {item.row.unit: item.lineage for item in group}
    papers = paper_ends([item.row for item in group], about[1])
    if not papers:
        return
    ends: dict[str, list[Ends]] = defaultdict(list)
    for paper in papers:
        ends[lineage_of[paper.paper]].append(paper.ends)
    lineages = tuple(sorted(ends))
    yield SynapseMedian(
        *about,
        *choice,
        papers=tuple(paper.paper for paper in papers),
        lineages=lineages,
        n_points=sum(paper.ends.is_point for paper in papers),
        median=median_ends([paper.ends for paper in papers]),
        without_one=_without_one(ends),
        inclusion=INCLUSION[config.analysis.inclusion_of(len(lineages))],
    )


def _without_one(ends: Mapping[str, Sequence[Ends]]) -> Ends | None:
    """From the least lower to the largest upper end of the medians with one lineage left out."""
    if len(ends) < LEAST_LEFT_OUT:
        return None
    left = [median_ends([end for name, own in ends.items() if name != out for end in own]) for out in ends]
    return Ends(min(each.low for each in left), max(each.high for each in left))


MEDIANS = Table[SynapseMedian](
    "synapse_medians.csv",
    "Medians of classes of named synapses under every choice of evidence",
    "describe_synapses",
    (
        Column("id", "class, metric, pulse and choices"),
        Column("class", "device class", lambda line: line.device_class),
        Column("metric", "metric of the benchmark"),
        Column("pulse", "set (potentiation) or reset (depression)"),
        Column("evidence", "grades that stand in it; A is the headline", allowed=tuple(EVIDENCE)),
        Column("with_transistor", "whether cells in series with a transistor stand in it", type="boolean"),
        Column("class_by", "class by the rule, or by the review's lists where these name the paper"),
        Column("n_papers", "papers with evidence", lambda line: len(line.papers), type="integer"),
        Column("n_lineages", "lineages of them", lambda line: len(line.lineages), type="integer"),
        Column("n_points", "papers with a number, the others have bounds", type="integer"),
        Column(
            "median",
            "median over papers, where it is one number",
            lambda line: line.median.low if line.median.is_point else None,
            unit="column unit",
        ),
        Column("lower", "its lower end", lambda line: line.median.low, unit="column unit"),
        Column("upper", "its upper end, inf where there is none", lambda line: line.median.high, unit="column unit"),
        Column(
            "without_one_lower",
            "least lower end when one lineage is left out",
            lambda line: line.without_one.low if line.without_one else None,
            unit="column unit",
        ),
        Column(
            "without_one_upper",
            "largest upper end when one lineage is left out",
            lambda line: line.without_one.high if line.without_one else None,
            unit="column unit",
        ),
        Column("unit", "SI unit", lambda line: UNITS[line.metric]),
        Column("inclusion", "what the number of lineages allows to say"),
        Column("papers", "keys of the papers"),
        Column("lineages", "the first paper of each lineage"),
    ),
)
TABLES = (MEDIANS,)
