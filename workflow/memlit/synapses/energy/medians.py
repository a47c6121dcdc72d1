"""Medians of classes of named synapses under every choice of evidence: grades, series transistors.

The unit is the paper, the scale logarithmic. What is said of a class depends on its lineages, not on its papers: an
interval from as many lineages as `inclusion.interval_from`. `without_one` is the span of the median when each lineage
is left out in turn.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from memlit.analysis.class_medians import INCLUSION
from memlit.analysis.medians import Ends, PaperEnds, median_ends, papers_by
from memlit.benchmark.values import values_of
from memlit.config import Config
from memlit.datum import SERIES_TRANSISTOR, Pulse, Record, Result, count_of, statistic_of
from memlit.field.codes import BEST_EVIDENCE, EVIDENCE, OWN, RESTATED, WIDEST_EVIDENCE
from memlit.grouping import grouped
from memlit.published import PublishedTable, of_path, published_table
from memlit.statistics.comparison.medians import log_median
from memlit.synapses.members import Synapse

LEAST_LEFT_OUT = 3
_MEDIAN = "median over papers on the log scale, bounds of a paper kept"
_LEFT_OUT = "least lower and largest upper end of the medians with one lineage left out in turn"


class SynapseMedian(Record):
    """The median of a class over papers under one choice; lineages and papers with evidence, points apart."""

    id: str
    device_class: str
    metric: str
    pulse: Pulse
    evidence: str
    with_transistor: bool
    papers: tuple[str, ...]
    n_lineages: Result
    n_points: int
    median: Result
    without_one: Result | None
    inclusion: str
    lineages: tuple[str, ...]


SYNAPSE_MEDIANS_TABLE: PublishedTable[SynapseMedian] = published_table(
    __file__,
    "synapse_medians",
    {
        "class": "device_class",
        "n_papers": of_path("papers", len),
        "median": "median.value",
        "lower": "median.low",
        "upper": "median.high",
        "without_one_lower": "without_one.low",
        "without_one_upper": "without_one.high",
        "unit": "median.unit",
    },
)


def synapse_medians(found: Sequence[Synapse], config: Config) -> list[SynapseMedian]:
    """Every choice for every class, metric and pulse with a paper, sorted by id."""
    lines: list[SynapseMedian] = []
    lineage_of = {item.row.work: item.lineage for item in found}
    for evidence, with_transistor in product(EVIDENCE, (True, False)):
        graded = chosen_by(evidence, found)
        rows = [item.row for item in graded if with_transistor or SERIES_TRANSISTOR not in item.row.flags]
        for about, papers in papers_by(values_of(rows), "class", "quantity", "pulse").items():
            lines.append(_line(about, (evidence, with_transistor), papers, lineage_of, config))
    return sorted(lines, key=lambda line: line.id)


def shown_synapses(found: Iterable[Synapse]) -> list[Synapse]:
    """The synapses that are shown with their numbers, whoever prints them: no setting that a paper itself prints."""
    return [item for item in found if item.is_counted and not item.is_setting]


def chosen_by(evidence: str, found: Iterable[Synapse]) -> list[Synapse]:
    """The synapses that a choice of evidence takes."""
    shown = shown_synapses(found)
    if evidence == WIDEST_EVIDENCE:
        return [item for item in shown if item.row.whose_number in (OWN, RESTATED)]
    own = [item for item in shown if item.row.whose_number == OWN]
    return [item for item in own if item.row.grade == "A"] if evidence == BEST_EVIDENCE else own


def _line(
    about: Sequence[Any],
    choice: tuple[str, bool],
    papers: Sequence[PaperEnds],
    lineage_of: Mapping[str, str],
    config: Config,
) -> SynapseMedian:
    device_class, metric, pulse = about
    evidence, with_transistor = choice
    by_lineage = grouped(papers, lambda paper: lineage_of[paper.paper])
    lineages = tuple(sorted(by_lineage))
    series = "with" if with_transistor else "without"
    line_id = f"synapses/{device_class}/{metric}/{pulse}/{evidence}/{series} transistor"
    label = f"{metric.replace('_', ' ')} of {device_class} synapses, grade {evidence}"
    unit, inputs = config.metrics[metric].unit, tuple(i for paper in papers for i in paper.inputs)
    of_papers = median_ends([paper.ends for paper in papers])
    left = _without_one(by_lineage)
    return SynapseMedian(
        id=line_id,
        device_class=device_class,
        metric=metric,
        pulse=pulse,
        evidence=evidence,
        with_transistor=with_transistor,
        papers=tuple(paper.paper for paper in papers),
        lineages=lineages,
        n_lineages=count_of(
            f"{line_id}#lineages",
            f"lineages of {label}",
            len(lineages),
            "papers of one laboratory or with the same numbers counted once",
        ),
        n_points=sum(paper.ends.is_point for paper in papers),
        median=_known_within(f"{line_id}#median", f"median {label}", of_papers, unit, _MEDIAN, inputs),
        without_one=left
        and _known_within(f"{line_id}#without_one", f"{label}, a lineage less", left, unit, _LEFT_OUT, inputs),
        inclusion=INCLUSION[config.analysis.inclusion_of(len(lineages))],
    )


def _known_within(result_id: str, label: str, ends: Ends, unit: str, rule: str, inputs: tuple[str, ...]) -> Result:
    """A statistic that is known within ends, with a value where it is a point."""
    found = statistic_of(result_id, label, ends.low if ends.is_point else None, unit, rule, inputs)
    return found.model_copy(update={"low": ends.low, "high": ends.high})


def _without_one(papers: Mapping[str, Sequence[PaperEnds]]) -> Ends | None:
    """From the least lower to the largest upper end of the medians with one lineage left out; papers: by lineage."""
    if len(papers) < LEAST_LEFT_OUT:
        return None
    low = min(_medians_without_each((each.ends.low, name) for name, own in papers.items() for each in own))
    return Ends(low, max(_medians_without_each((each.ends.high, name) for name, own in papers.items() for each in own)))


def _medians_without_each(values: Iterable[tuple[float, str]]) -> Iterator[float]:
    """The medians of all values without those of each lineage: where these stand in the order says what is left."""
    ordered = sorted(values)
    for own in grouped(range(len(ordered)), lambda place: ordered[place][1]).values():
        middle = []
        for place in (len(ordered) - len(own) - 1) // 2, (len(ordered) - len(own)) // 2:
            for left_out in own:
                place += left_out <= place
            middle.append(ordered[place][0])
        yield log_median(middle)
