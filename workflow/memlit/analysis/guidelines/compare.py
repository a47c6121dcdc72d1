"""Design guidelines of the review's section 6.B as tags of papers, compared within a class. Exploratory throughout.

One tag in one class and quantity: median ratio, rank test, then the ratio beside the year with CR2.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import Annotated, NamedTuple

from memlit.analysis.guidelines.tags import Tag
from memlit.analysis.medians import cell_of, paper_ends, pooled_sd
from memlit.analysis.quantities import class_values, named_classes, printed_quantities, survey_rows
from memlit.benchmark.values import Paper, PrintedReading, Value
from memlit.config import Classes, Config
from memlit.datum import Estimate, Numbers, Record, Result, joined_ids
from memlit.errors import NotEstimable
from memlit.field.codes import SURVEY
from memlit.grouping import grouped
from memlit.published import Column, interval, meaning, p_number, published
from memlit.statistics import cluster_robust, compare_pair, minimum_detectable_shift


class TagCount(Record):
    """How many papers are named with one tag."""

    tag: str
    n: Result


@published("guidelines.csv", "Devices with and without a design tag, compared within a class", "compare_guidelines")
class TagComparison(Record):
    """Papers of one class with and without a tag in one quantity; all exploratory.

    ratio: median with over median without; probability: P(without < with); adjusted: the ratio beside the year with
    CR2; detectable: shift in decades that 80 % power would have shown. None where `reason` says why.
    """

    id: Annotated[str, meaning("id of the comparison")]
    set_name: Annotated[
        str, Column("set", "review (papers of the review) or survey (printed structures of memory cells)")
    ]
    kind: Annotated[str, meaning("pathway or configuration")]
    tag: Annotated[str, meaning("the tag")]
    other: Annotated[str, meaning("what it is compared with: papers not named with it, or cells printed as 1R")]
    device_class: Annotated[str, Column("class", "device class by its short name")]
    quantity: Annotated[str, meaning("metric or quantity compared, on the log scale")]
    n_with: Annotated[Result, meaning("papers with the tag and a value")]
    n_without: Annotated[Result, meaning("papers of the other side with a value")]
    ratio: Annotated[Result | None, meaning("median with over median without", unit="1")] = None
    probability: Annotated[Estimate | None, Column("p_below", "P(without < with)", "value", unit="1")] = None
    p: Annotated[Result | None, meaning("p of no difference, not adjusted, exploratory", p_number, unit="1")] = None
    adjusted: Annotated[
        Estimate | None,
        *interval(
            "ratio_beside_year",
            "ratio from the model with the year",
            names=("ratio_beside_year", "low", "high"),
            kind="interval",
        ),
    ] = None
    p_adjusted: Annotated[Result | None, Column("p_beside_year", "p of no difference in that model", unit="1")] = None
    detectable: Annotated[
        Result | None, meaning("smallest shift that the plan's power would have shown", unit="decades")
    ] = None
    reason: Annotated[str, meaning("why it is not estimable")]


class Guidelines(Record):
    """Tags and comparisons in the order of the tags' file, then of the survey's quantities; how many have a test."""

    n_comparisons: Result
    n_estimable: Result
    tags: tuple[Tag, ...] = ()
    counts: tuple[TagCount, ...] = ()
    comparisons: tuple[TagComparison, ...] = ()


STRUCTURE = "structure"
_PASSIVE = "1R"
SURVEY_TAGS = ("1T1R", "1S1R")
Structures = Mapping[str, Mapping[str, str]]
"""By unit of analysis, the structures that a survey prints for it, each with the id of a reading."""


def guidelines_of(
    tags: Sequence[Tag],
    values: Sequence[Value],
    structures: Structures,
    papers: Mapping[str, Paper],
    classes: Classes,
    config: Config,
) -> Guidelines:
    """What each tag does within each class: on the review's papers, and on the survey's printed structures."""
    found = [*_of_review(tags, values, papers, config)]
    found += _of_survey(values, structures, papers, classes, config)
    make = Numbers("guidelines", rule="comparisons counted")
    all_ids, tested = [line.n_with.id for line in found], [line.n_with.id for line in found if line.p is not None]
    return Guidelines(
        tags=tuple(tags),
        counts=tuple(_counts(tags)),
        comparisons=tuple(found),
        n_comparisons=make.counted("n_comparisons", "comparisons of a tag within a class", all_ids),
        n_estimable=make.counted("n_estimable", "of them with enough papers on both sides", tested),
    )


def _counts(tags: Sequence[Tag]) -> Iterable[TagCount]:
    for (kind, name), members in _by_tag(tags):
        papers = {member.paper for member in members}
        make = Numbers(f"guidelines/{kind}/{name}", rule="papers counted in config/tags.csv")
        yield TagCount(tag=name, n=make.count("n", f"papers named with {name}", len(papers)))


def _of_review(
    tags: Sequence[Tag], values: Sequence[Value], papers: Mapping[str, Paper], config: Config
) -> Iterable[TagComparison]:
    for (kind, name), members in _by_tag(tags):
        tagged = {member.paper for member in members}
        for device_class in sorted({found for paper in tagged for found in papers[paper].classes}):
            for metric in config.planned_metrics:
                sides: dict[bool, list[ComparedPaper]] = {True: [], False: []}
                for paper, (value, inputs) in _by_paper(values, device_class, metric, config).items():
                    sides[paper in tagged].append(ComparedPaper(paper, value, _year(paper, papers), inputs))
                base = f"guidelines/review/{kind}/{name}/{device_class}/{metric}"
                keys = ("review", kind, name, "not named with it", device_class, metric)
                yield compared(base, keys, sides[True], sides[False], config)


def _by_tag(tags: Iterable[Tag]) -> Iterable[tuple[tuple[str, str], list[Tag]]]:
    return grouped(tags, lambda tag: (tag.kind, tag.tag)).items()


def _year(paper: str, papers: Mapping[str, Paper]) -> int | None:
    return papers[paper].year if paper in papers else None


def _by_paper(
    values: Sequence[Value], device_class: str, metric: str, config: Config
) -> dict[str, tuple[float, tuple[str, ...]]]:
    """One value a paper of the review's sets under the headline pulse: the median of its devices on the log scale."""
    cell = (device_class, "synapse", config.conventions.headline_pulse)
    known = (value for value in values if value.row and value.is_counted and cell_of(value)[1:] == cell)
    own = [value for value in known if (value.set_name or "").startswith("review")]
    return {
        paper.paper: (math.log10(paper.ends.low), paper.inputs)
        for paper in paper_ends(own, metric)
        if paper.ends.is_point
    }


def _of_survey(
    values: Sequence[Value],
    structures: Structures,
    papers: Mapping[str, Paper],
    classes: Classes,
    config: Config,
) -> Iterable[TagComparison]:
    rows = survey_rows(values)
    if not rows:
        return
    for tag in SURVEY_TAGS:
        for device_class in named_classes(config.analysis.survey.structures, "analysis.survey.structures", classes):
            for quantity in printed_quantities(classes, config):
                if device_class not in quantity.shown:
                    continue
                found = class_values(quantity, rows, device_class)
                sides: dict[str, list[ComparedPaper]] = {tag: [], _PASSIVE: []}
                for point, log in zip(found.points, found.logs, strict=True):
                    printed = structures.get(point.unit, {})
                    if len(printed) == 1 and (only := next(iter(printed))) in sides:
                        inputs = (point.value.id, printed[only])
                        sides[only].append(ComparedPaper(point.unit, log, _year(point.paper, papers), inputs))
                base = f"guidelines/survey/{tag}/{device_class}/{quantity.name}"
                keys = ("survey", "configuration", tag, _PASSIVE, device_class, quantity.name)
                yield compared(base, keys, sides[tag], sides[_PASSIVE], config)


def structures_of(readings: Iterable[PrintedReading]) -> Structures:
    """Structures that a survey prints for a paper, each with the id of a reading; several are no one structure."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for reading in readings:
        if reading.parameter == STRUCTURE and reading.document_kind == SURVEY and reading.paper and reading.work:
            found[reading.work].setdefault((reading.printed or "").strip(), reading.id)
    return found


SHOWN_FROM = 3
"""Papers on each side for a ratio of medians; a test needs as many as the plan says for an interval."""


class ComparedPaper(NamedTuple):
    """A paper on one side of a comparison: log10 of its value, its year, ids of what the value came from."""

    unit: str
    log: float
    year: int | None
    inputs: tuple[str, ...]


Keys = tuple[str, str, str, str, str, str]


def compared(
    base: str, keys: Keys, first: Sequence[ComparedPaper], second: Sequence[ComparedPaper], config: Config
) -> TagComparison:
    """Papers with the tag (first) against those without (second), as far as their numbers allow."""
    _, _, tag, other, device_class, quantity = keys
    make = Numbers(base, joined_ids(side.inputs for side in (*first, *second)), of=f", {tag}, {device_class}")
    needed = config.analysis.inclusion.interval_from
    few = f"not estimable: {len(first)} papers with, {len(second)} without, {needed} needed on each side"
    reason = few if min(len(first), len(second)) < needed else ""
    n_with, n_without = (
        Numbers(base, joined_ids(side.inputs for side in own), "papers counted").count(name, label, len(own))
        for name, label, own in (
            ("n_with", f"papers with {tag} and {quantity}", first),
            ("n_without", f"papers {other} and {quantity}", second),
        )
    )
    found = TagComparison(
        id=base,
        **dict(zip(("set_name", "kind", "tag", "other", "device_class", "quantity"), keys, strict=True)),
        n_with=n_with,
        n_without=n_without,
        reason=reason,
    )
    if min(len(first), len(second)) < SHOWN_FROM:
        return found
    with_tag, without = [side.log for side in first], [side.log for side in second]
    shift = median(with_tag) - median(without)
    rule = "median with over median without, on the log scale"
    update: dict[str, object] = {"ratio": make.statistic("ratio", "ratio of medians", 10**shift, rule)}
    if not reason:
        update |= _tested(with_tag, without, config, make)
        update |= _adjusted([*first, *second], len(first), config, make)
    return found.model_copy(update=update)


def _tested(with_tag: Sequence[float], without: Sequence[float], config: Config, make: Numbers) -> dict[str, object]:
    plan = config.analysis
    pair = compare_pair(
        without,
        with_tag,
        level=plan.level,
        n_permutations=plan.resamples.pair_permutations,
        seed=config.seed,
        permute_below=math.inf,
    )
    sd = pooled_sd(with_tag, without)
    shift = minimum_detectable_shift(len(with_tag), len(without), sd=sd, alpha=plan.alpha, power=plan.power.power)
    rule = f"noncentral t with 95.5 % efficiency, pooled SD {sd:.2f} decades, alpha {plan.alpha:g}"
    return {
        "probability": make.estimate(
            "probability", "P(without < with)", (pair.estimate, pair.low, pair.high), pair.method, ends=("", "")
        ),
        "p": make.p_value(
            "p", "p of no difference", pair.p, f"{pair.method}; not adjusted, exploratory", is_limit=pair.p_is_limit
        ),
        "detectable": make.statistic("detectable", "shift that would have been shown", shift.estimate, rule, "decades"),
    }


def _adjusted(sides: Sequence[ComparedPaper], n_with: int, config: Config, make: Numbers) -> dict[str, object]:
    """log10 y on the tag and the year, papers as clusters; nothing where a year or the spread of years is missing."""
    years = [side.year for side in sides]
    known = [year for year in years if year is not None]
    if len(known) < len(years) or len(set(known)) < 2:
        return {}
    middle = sum(known) / len(known)
    design = [[1.0, float(place < n_with), year - middle] for place, year in enumerate(known)]
    try:
        fit = cluster_robust(
            [side.log for side in sides], design, papers=[side.unit for side in sides], level=config.analysis.level
        )
    except NotEstimable:
        return {}
    rule = "log10 y on the tag and the year, CR2 with Satterthwaite, papers as clusters"
    numbers = tuple(10**part for part in (fit.estimate[1], fit.low[1], fit.high[1]))
    return {
        "adjusted": make.estimate("adjusted", "ratio beside the year", numbers, rule, ends=("", "")),
        "p_adjusted": make.p_value("p_adjusted", "p of no difference beside the year", fit.p[1], rule),
    }
