"""Medians per class, metric, pulse and set; the unit is the paper, the scale logarithmic."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from memlit.analysis.medians import PaperEnds, cell_of, known_within, median_ends, paper_ends
from memlit.benchmark.values import Membership, Value
from memlit.config import Config
from memlit.datum import PULSES, Numbers, Pulse, Record, Result
from memlit.field.codes import KNOWN_AS, UNPAIRED_SET
from memlit.grouping import grouped
from memlit.published import PublishedTable, of_path, published_table
from memlit.statistics.comparison.medians import log_median

_UNPAIRED: tuple[Pulse, ...] = ("unpaired",)
INCLUSION = {
    "none": "no evidence",
    "list": "values listed, no interval",
    "range": "points and range, no interval",
    "interval": "median with interval",
}
ONLY_BOUNDED = "bounds only"
"""No paper is known as a point, and some are bounded."""
NONE_COUNTS = "no evidence that counts"
"""What is known is of a grade, or of a mixture of sources, that enters no median."""


class PaperValue(Record):
    """A paper's value of a metric, a point or its bounds: the median of its devices on the log scale.

    grade: the worst of its tuples, empty where nobody graded them.
    """

    paper: str
    result: Result
    grade: str = ""


class ClassSummary(Record):
    """One class, role, set, pulse and metric. `n_credited` counts papers of the class in the set.

    `papers` are those known as a point, `bounded` the others with evidence. `median` is over both, from as many of them
    as the plan asks for a range: a value where it is sharp, else its bounds. `middle_of_known` is that of `papers`
    alone, however few. `uncounted` are papers of which something is known that enters no median.
    """

    id: str
    set_name: str
    device_class: str
    role: str
    pulse: Pulse
    metric: str
    unit: str
    n_credited: Result
    n_papers: Result
    n_bounded: Result
    median: Result | None
    middle_of_known: Result | None = None
    inclusion: str
    identification: str
    papers: tuple[PaperValue, ...]
    bounded: tuple[PaperValue, ...] = ()
    uncounted: tuple[PaperValue, ...] = ()


CLASSES_TABLE: PublishedTable[ClassSummary] = published_table(
    __file__,
    "classes",
    {
        "set": "set_name",
        "class": "device_class",
        "lower": "median.low",
        "upper": "median.high",
        "papers": of_path("papers", lambda own: [paper.paper for paper in own]),
        "grades": of_path("papers", lambda own: [paper.grade for paper in own]),
        "bounded": of_path("bounded", lambda own: [paper.paper for paper in own]),
        "uncounted": of_path("uncounted", lambda own: [paper.paper for paper in own]),
    },
)


_OF_SUMMARY = {"set": "set_name", "class": "device_class", "role": "role", "pulse": "pulse", "metric": "metric"}


class PaperLine(NamedTuple):
    """A paper behind the median of a class, as a line of class_papers.csv."""

    summary: ClassSummary
    known: str
    own: PaperValue


CLASS_PAPERS: PublishedTable[PaperLine] = published_table(
    __file__,
    "class_papers",
    {
        "id": "own.result.id",
        "summary": "summary.id",
        "set": "summary.set_name",
        "class": "summary.device_class",
        "role": "summary.role",
        "pulse": "summary.pulse",
        "metric": "summary.metric",
        "paper": "own.paper",
        "value": "own.result.value",
        "low": "own.result.low",
        "high": "own.result.high",
        "unit": "summary.unit",
        "grade": "own.grade",
    },
)


def paper_lines(summaries: Iterable[ClassSummary]) -> Iterator[PaperLine]:
    """The papers of each class: those known as a point, the bounded ones, and those that enter no median."""
    for summary in summaries:
        for known, papers in zip(KNOWN_AS, (summary.papers, summary.bounded, summary.uncounted), strict=True):
            yield from (PaperLine(summary, known, paper) for paper in papers)


def summarise_classes(values: Iterable[Value], members: Iterable[Membership], config: Config) -> list[ClassSummary]:
    """Summaries of every class of every set that is credited with a paper, in the order of the sets.

    Classes of the survey are those it prints for its rows, its papers the units of analysis.
    """
    by_cell = grouped(values, cell_of)
    credited = grouped(
        (member for member in members if member.is_first), lambda own: (own.set_name, own.device_class, own.role)
    )
    return [
        _summary((*about, pulse, metric), by_cell.get((*about, pulse), []), len(papers), config)
        for about, papers in credited.items()
        for pulse in (_UNPAIRED if about[0] == UNPAIRED_SET else PULSES)
        for metric in config.metrics_of(about[2])
    ]


def _summary(
    about: tuple[str, str, str, Pulse, str], values: Sequence[Value], n_credited: int, config: Config
) -> ClassSummary:
    set_name, device_class, role, pulse, metric = about
    summary_id, unit = f"class/{'/'.join(about)}", config.metrics[metric].unit
    found = paper_ends((value for value in values if value.is_counted), metric)
    counted = {paper.paper for paper in found}
    others = paper_ends((value for value in values if not value.is_counted), metric)
    grades = _worst_grades(values, metric)
    label, rule = f"{metric} of the paper", "median of the paper's devices on the log scale"
    known, open_ones = ([paper for paper in found if paper.ends.is_point == is_point] for is_point in (True, False))

    def value_of(paper: PaperEnds) -> PaperValue:
        result = known_within(f"{summary_id}/{paper.paper}", label, paper.ends, unit, rule, paper.inputs)
        return PaperValue(paper=paper.paper, result=result, grade=grades.get(paper.paper, ""))

    papers, bounded = (tuple(map(value_of, group)) for group in (known, open_ones))
    uncounted = tuple(value_of(paper) for paper in others if paper.paper not in counted)
    inputs = tuple(paper.result.id for paper in papers)
    make = Numbers(summary_id, inputs, "papers counted")
    name = f"{device_class} {role} papers"
    median = middle = None
    if len(found) >= config.analysis.inclusion.range_from:
        ends = median_ends([paper.ends for paper in found])
        words = f"median {metric} over papers with evidence, known or bounded"
        of_all = Numbers(summary_id, (*inputs, *(paper.result.id for paper in bounded)), _MEDIAN)
        median = of_all.bounds("median", words, ends.low, ends.high, unit=unit)
    if known:
        words = f"middle of the known papers' {metric}, bounded papers left out"
        middle = make.statistic("middle_of_known", words, log_median([paper.ends.low for paper in known]), MIDDLE, unit)
    of_bounded = tuple(identifier for paper in open_ones for identifier in paper.inputs)
    return ClassSummary(
        id=summary_id,
        set_name=set_name,
        device_class=device_class,
        role=role,
        pulse=pulse,
        metric=metric,
        unit=unit,
        n_credited=make.count("n_credited", f"{name} in {set_name}", n_credited, inputs=()),
        n_papers=make.count("n_papers", f"{name} with {metric} known", len(papers)),
        n_bounded=make.count("n_bounded", f"{name} with {metric} only bounded", len(bounded), inputs=of_bounded),
        papers=papers,
        bounded=bounded,
        median=median,
        middle_of_known=middle,
        uncounted=uncounted,
        inclusion=_inclusion(len(papers), len(bounded), len(uncounted), config),
        identification=identification_of(len(papers), len(found), n_credited),
    )


def _worst_grades(values: Iterable[Value], metric: str) -> dict[str, str]:
    """The worst grade of each paper's tuples with the metric, of those that have one."""
    graded = grouped((each for each in values if each.quantity == metric and each.grade), lambda each: each.work)
    return {work: max(each.grade or "" for each in own) for work, own in graded.items()}


def _inclusion(n_papers: int, n_bounded: int, n_uncounted: int, config: Config) -> str:
    """What the papers of a class allow to say."""
    if not n_papers and n_bounded:
        return ONLY_BOUNDED
    if not n_papers and n_uncounted:
        return NONE_COUNTS
    return INCLUSION[config.analysis.inclusion_of(n_papers)]


_MEDIAN = "medians of the papers' lower and of their upper ends on the log scale; one number where they are equal"
MIDDLE = "middle on the log scale of the papers known as a point"


def identification_of(n_known: int, n_with_evidence: int, n_credited: int) -> str:
    """What is known of the median over all credited papers.

    All known as points: identified. More than half with evidence: bounded, whatever the others are. Else nothing.
    """
    if n_known >= n_credited > 0:
        return "identified"
    return "bounded" if 2 * n_with_evidence > n_credited else "not identified"
