"""Medians of classes of named synapses under every choice of evidence: grades, series transistors.

The unit is the paper, the scale logarithmic. What is said of a class depends on its lineages, not on its papers: an
interval from as many lineages as `inclusion.interval_from`. `without_one` is the span of the median when each lineage
is left out in turn.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Annotated, Any

from memlit.analysis.class_medians import INCLUSION
from memlit.analysis.medians import Ends, PaperEnds, median_ends, papers_by
from memlit.benchmark.values import values_of
from memlit.config import Config
from memlit.datum import SERIES_TRANSISTOR, Pulse, Record, Result, count_of, statistic_of
from memlit.field.codes import BEST_EVIDENCE, EVIDENCE, OWN, RESTATED, WIDEST_EVIDENCE
from memlit.grouping import grouped
from memlit.published import Column, interval, meaning, published
from memlit.published import ends as ends_of_interval
from memlit.statistics.comparison.medians import log_median
from memlit.synapses.members import Synapse

LEAST_LEFT_OUT = 3
_MEDIAN = "median over papers on the log scale, bounds of a paper kept"
_LEFT_OUT = "least lower and largest upper end of the medians with one lineage left out in turn"


@published(
    "synapse_medians.csv",
    "Medians of classes of named synapses under every choice of evidence",
    "describe_synapses",
    after={
        "without_one_upper": (Column("unit", "SI unit", "median.unit"),),
        "inclusion": (Column("papers", "keys of the papers"),),
    },
)
class SynapseMedian(Record):
    """The median of a class over papers under one choice; lineages and papers with evidence, points apart."""

    id: Annotated[str, meaning("class, metric, pulse and choices")]
    device_class: Annotated[str, Column("class", "device class")]
    metric: Annotated[str, meaning("metric of the benchmark")]
    pulse: Annotated[Pulse, meaning("set (potentiation) or reset (depression)")]
    evidence: Annotated[str, meaning("grades that stand in it; A+B is the headline", allowed=EVIDENCE)]
    with_transistor: Annotated[bool, meaning("whether cells in series with a transistor stand in it")]
    papers: Annotated[tuple[str, ...], Column("n_papers", "papers with evidence", len, type="integer")]
    n_lineages: Annotated[Result, meaning("lineages of them")]
    n_points: Annotated[int, meaning("papers with a number, the others have bounds")]
    median: Annotated[
        Result,
        *interval(
            "median",
            "median over papers, where it is one number; of the values listed (see inclusion) the middle, no median of "
            "the class",
            unit="column unit",
            names=("median", "lower", "upper"),
            kind="median, inf above where there is none",
        ),
    ]
    without_one: Annotated[
        Result | None,
        *ends_of_interval(
            "without_one",
            "medians with one lineage left out",
            unit="column unit",
            names=("without_one_lower", "without_one_upper"),
        ),
    ]
    inclusion: Annotated[str, meaning("what the number of lineages allows to say")]
    lineages: Annotated[tuple[str, ...], meaning("the first paper of each lineage")]


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
