"""Design guidelines of the review's section 6.B as tags of papers, compared within a class. Exploratory throughout.

One tag in one class and quantity: median ratio, rank test, then the ratio beside the year with CR2.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import NamedTuple

from memlit.analysis.guidelines.record import Guidelines, TagComparison, TagCount
from memlit.analysis.guidelines.tags import Tag
from memlit.analysis.medians import paper_ends, pooled_sd
from memlit.analysis.quantities import class_values, named_classes, printed_quantities, survey_rows
from memlit.benchmark.values import Paper, PrintedReading, Value
from memlit.config import Classes, Config
from memlit.datum import Numbers, Result, count_of, joined
from memlit.devices.gather import SURVEY
from memlit.errors import NotEstimable
from memlit.statistics import cluster_robust, compare_pair, minimum_detectable_shift

STRUCTURE = "structure"
PASSIVE = "1R"
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
    estimable = [line for line in found if line.p is not None]
    make = Numbers("guidelines", rule="comparisons counted")
    all_ids, tested = (tuple(line.n_with.id for line in lines) for lines in (found, estimable))
    return Guidelines(
        tags=tuple(tags),
        counts=tuple(_counts(tags)),
        comparisons=tuple(found),
        n_comparisons=make.count("n_comparisons", "comparisons of a tag within a class", len(found), inputs=all_ids),
        n_estimable=make.count(
            "n_estimable", "of them with enough papers on both sides", len(estimable), inputs=tested
        ),
    )


def _counts(tags: Sequence[Tag]) -> Iterable[TagCount]:
    groups: dict[tuple[str, str], list[Tag]] = defaultdict(list)
    for tag in tags:
        groups[tag.kind, tag.tag].append(tag)
    for (kind, name), members in groups.items():
        papers = tuple(dict.fromkeys(member.paper for member in members))
        make = Numbers(f"guidelines/{kind}/{name}", rule="papers counted in config/tags.csv")
        sources = tuple(dict.fromkeys((member.document, member.locator) for member in members))
        n = make.count("n", f"papers named with {name}", len(papers))
        yield TagCount(kind=kind, tag=name, n=n, papers=papers, sources=sources)


def _of_review(
    tags: Sequence[Tag], values: Sequence[Value], papers: Mapping[str, Paper], config: Config
) -> Iterable[TagComparison]:
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for tag in tags:
        groups[tag.kind, tag.tag].append(tag.paper)
    for (kind, name), tagged in groups.items():
        own = sorted({found for paper in tagged for found in papers[paper].classes})
        for device_class in own:
            for metric in config.planned_metrics:
                sides: dict[bool, list[Side]] = {True: [], False: []}
                for paper, (value, inputs) in _by_paper(values, device_class, metric, config).items():
                    sides[paper in tagged].append(Side(paper, value, _year(paper, papers), inputs))
                base = f"guidelines/review/{kind}/{name}/{device_class}/{metric}"
                keys = ("review", kind, name, "not named with it", device_class, metric)
                yield compared(base, keys, sides[True], sides[False], config)


def _year(paper: str, papers: Mapping[str, Paper]) -> int | None:
    return papers[paper].year if paper in papers else None


def _by_paper(
    values: Sequence[Value], device_class: str, metric: str, config: Config
) -> dict[str, tuple[float, tuple[str, ...]]]:
    """One value a paper of the review's sets under the headline pulse: the median of its devices on the log scale."""
    cell = (device_class, "synapse", config.conventions.headline_pulse)
    own = [
        value
        for value in values
        if value.row and value.is_counted and (value.set_name or "").startswith("review")
        if (value.device_class, value.role, value.pulse) == cell
    ]
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
                sides: dict[str, list[Side]] = {tag: [], PASSIVE: []}
                for point, log in zip(found.points, found.logs, strict=True):
                    printed = structures.get(point.unit, {})
                    if len(printed) == 1 and (only := next(iter(printed))) in sides:
                        inputs = (point.value.id, printed[only])
                        sides[only].append(Side(point.unit, log, _year(point.paper, papers), inputs))
                base = f"guidelines/survey/{tag}/{device_class}/{quantity.name}"
                keys = ("survey", "configuration", tag, PASSIVE, device_class, quantity.name)
                yield compared(base, keys, sides[tag], sides[PASSIVE], config)


def structures_of(readings: Iterable[PrintedReading]) -> Structures:
    """Structures that a survey prints for a paper, each with the id of a reading; several are no one structure."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for reading in readings:
        if reading.parameter == STRUCTURE and reading.document_kind == SURVEY and reading.paper and reading.work:
            found[reading.work].setdefault((reading.printed or "").strip(), reading.id)
    return found


SHOWN_FROM = 3
"""Papers on each side for a ratio of medians; a test needs as many as the plan says for an interval."""


class Side(NamedTuple):
    """A paper on one side of a comparison: log10 of its value, its year, ids of what the value came from."""

    unit: str
    log: float
    year: int | None
    inputs: tuple[str, ...]


Keys = tuple[str, str, str, str, str, str]


def compared(base: str, keys: Keys, first: Sequence[Side], second: Sequence[Side], config: Config) -> TagComparison:
    """Papers with the tag (first) against those without (second), as far as their numbers allow."""
    _, _, tag, other, device_class, quantity = keys
    make = Numbers(base, joined(side.inputs for side in (*first, *second)), of=f", {tag}, {device_class}")
    reason = _reason(len(first), len(second), config.analysis.inclusion.interval_from)
    found = TagComparison(
        id=base,
        **dict(zip(("set_name", "kind", "tag", "other", "device_class", "quantity"), keys, strict=True)),
        n_with=_count(f"{base}#n_with", f"papers with {tag} and {quantity}", first),
        n_without=_count(f"{base}#n_without", f"papers {other} and {quantity}", second),
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


def _reason(n_with: int, n_without: int, needed: int) -> str:
    if min(n_with, n_without) >= needed:
        return ""
    return f"not estimable: {n_with} papers with, {n_without} without, {needed} needed on each side"


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
        "method": pair.method,
        "detectable": make.statistic("detectable", "shift that would have been shown", shift.estimate, rule, "decades"),
    }


def _adjusted(sides: Sequence[Side], n_with: int, config: Config, make: Numbers) -> dict[str, object]:
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


def _count(result_id: str, label: str, sides: Sequence[Side]) -> Result:
    return count_of(result_id, label, len(sides), "papers counted", joined(side.inputs for side in sides))
