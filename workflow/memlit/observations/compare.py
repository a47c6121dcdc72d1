"""Classes under the same condition: the paper is the unit, the scale logarithmic.

Classes differ in the conditions under which they are measured, and a metric changes with them. So they are compared
only within the ends that field.yaml gives. A paper has one value, the median of its items; a class with as many papers
as the plan asks for has a median with its exact interval, and pairs of such classes are tested.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from memlit.config import Between, Config, FieldOfScience
from memlit.datum import Estimate, Numbers, Result, joined_ids
from memlit.errors import certain
from memlit.field.codes import NOT_STATED
from memlit.grouping import grouped
from memlit.observations.record import ClassAt, Compared, MetricValue, ObservedValue, PairAt
from memlit.statistics import compare_pairs, median_interval_exact
from memlit.statistics.comparison.medians import log_median

_RULE = "median over papers on the log scale, each with the median of its items"


def compare_observations(
    values: Iterable[MetricValue], observed: Iterable[ObservedValue], config: Config, field: FieldOfScience
) -> Compared:
    """The planned metrics of each class wherever classes are compared."""
    known, chosen = list(values), list(observed)
    conditions = conditions_by_observation(chosen, field.conditions)
    units = {one.parameter: one.unit for one in chosen}
    classes: list[ClassAt] = []
    pairs: list[PairAt] = []
    for metric in (config.analysis.primary, *config.analysis.secondary):
        for place in field.compared_at:
            at = at_words(place, units)
            own = [
                one for one in known if one.metric == metric and is_within(conditions.get(one.observation, {}), place)
            ]
            found = list(_classes(own, metric, at, config))
            classes += found
            pairs += _pairs(found, metric, at, config)
    numbers = Numbers("pairs", rule="pairs of classes under the same condition")
    tested = numbers.counted("tested", "tested pairs", [pair.p.id for pair in pairs if pair.p])
    differing = numbers.counted("differing", "pairs that are shown to differ", _shown(pairs))
    return Compared(classes=tuple(classes), pairs=tuple(pairs), tested=tested, differing=differing)


def _shown(pairs: Iterable[PairAt]) -> list[str]:
    """Ids of what shows that the classes of a pair differ."""
    return [pair.p.id for pair in pairs if pair.p and pair.is_shown]


def conditions_by_observation(
    observed: Iterable[ObservedValue], conditions: Collection[str]
) -> dict[str, dict[str, float]]:
    """The value of each condition of each observation."""
    found: dict[str, dict[str, float]] = {}
    for one in observed:
        if one.parameter in conditions and one.value is not None:
            found.setdefault(one.observation, {})[one.parameter] = one.value
    return found


def at_words(place: Mapping[str, Between], units: Mapping[str, str]) -> str:
    """`275 to 325 K`."""
    said = (f"{ends.low:g} to {ends.high:g} {units.get(name, '')}".strip() for name, ends in place.items())
    return "; ".join(said) or "any condition"


def is_within(conditions: Mapping[str, float], place: Mapping[str, Between]) -> bool:
    """Whether the value of each condition lies between its ends."""
    return all(ends.low <= conditions[name] <= ends.high for name, ends in place.items())


def _classes(values: Sequence[MetricValue], metric: str, at: str, config: Config) -> Iterator[ClassAt]:
    usable = [one for one in values if one.item_class != NOT_STATED and (one.result.value or 0) > 0]
    for name, own in sorted(grouped(usable, lambda one: one.item_class).items()):
        unit = own[0].result.unit
        papers = [
            _of_paper(f"{metric}/{at}/{name}/{paper}", of_paper)
            for paper, of_paper in sorted(grouped(own, lambda one: one.paper).items())
        ]
        base = f"{metric}/{at}/{name}"
        of = f" of {config.metrics[metric].name}, {name}, {at}"
        numbers = Numbers(base, tuple(paper.id for paper in papers), _RULE, of)
        sizes = sorted(papers, key=lambda paper: (certain(paper.value), paper.id))
        items = sorted({(one.paper, one.item): one.result.id for one in own}.items())
        yield ClassAt(
            id=base,
            metric=metric,
            at=at,
            item_class=name,
            unit=unit,
            n_papers=numbers.count("papers", "papers", len(papers), "papers with a value"),
            n_items=numbers.counted("items", "items", [identifier for _, identifier in items], "items with a value"),
            median=_median(numbers, papers, unit, config),
            least=numbers.statistic("least", "least", sizes[0].value, "least value of a paper", unit),
            largest=numbers.statistic("largest", "largest", sizes[-1].value, "largest value of a paper", unit),
            papers=tuple(papers),
        )


def _of_paper(identifier: str, values: Sequence[MetricValue]) -> Result:
    """A paper's value: the median of its items, each with the median of its conditions within the ends."""
    by_item = grouped(values, lambda one: one.item)
    items = [log_median([certain(one.result.value) for one in own]) for own in by_item.values()]
    first = values[0].result
    return Result(
        id=identifier,
        kind="statistic",
        label=f"{values[0].metric.replace('_', ' ')} of {values[0].paper}",
        value=log_median(items),
        unit=first.unit,
        inputs=joined_ids([one.result.id] for one in values),
        rule="median of the items of a paper on the log scale",
    )


def _median(numbers: Numbers, papers: Sequence[Result], unit: str, config: Config) -> Estimate | None:
    """The median, from as many papers as the plan asks for with its exact interval; None for fewer than for a range."""
    plan = config.analysis
    values = [certain(paper.value) for paper in papers]
    if plan.inclusion_of(len(values)) in {"none", "list"}:
        return None
    ends: tuple[float | None, float | None] = (None, None)
    if plan.inclusion_of(len(values)) == "interval":
        found = median_interval_exact(values, level=plan.level)
        ends = found.low, found.high
    return numbers.estimate("median", "median", (log_median(values), *ends), _RULE, unit)


def _pairs(classes: Sequence[ClassAt], metric: str, at: str, config: Config) -> Iterator[PairAt]:
    """Each pair of classes; tested where both have the papers for it, with Holm over the tested ones."""
    if len(classes) < 2:
        return
    plan = config.analysis
    groups = [one.item_class for one in classes for _ in one.papers]
    values = [certain(paper.value) for one in classes for paper in one.papers]
    by_name = {one.item_class: one for one in classes}
    tested = compare_pairs(
        values,
        groups=groups,
        minimum=plan.inclusion.interval_from,
        alpha=plan.alpha,
        level=plan.level,
        n_permutations=plan.resamples.pair_permutations,
        seed=config.seed,
    )
    of_names = {frozenset((pair.first, pair.second)): pair for pair in tested}
    for first, second in combinations(by_name, 2):
        pair = of_names[frozenset((first, second))]
        one, other = by_name[pair.first], by_name[pair.second]
        base = f"{metric}/{at}/{pair.first}/{pair.second}"
        inputs = joined_ids([paper.id for paper in each.papers] for each in (one, other))
        numbers = Numbers(base, inputs, pair.method, f" of {pair.first} and {pair.second}, {at}")
        has_test = pair.p is not None
        yield PairAt(
            id=base,
            metric=metric,
            at=at,
            first=pair.first,
            second=pair.second,
            n_first=one.n_papers,
            n_second=other.n_papers,
            chance=numbers.statistic("chance", "chance of less", pair.estimate) if has_test else None,
            p=numbers.p_value("p", "p", pair.p, is_limit=pair.p_is_limit) if has_test else None,
            p_adjusted=numbers.p_value("p_adjusted", "p after Holm", pair.p_adjusted, is_limit=pair.p_adjusted_is_limit)
            if has_test
            else None,
            is_shown=pair.p_adjusted is not None and pair.p_adjusted < plan.alpha,
            note=pair.note or pair.method,
        )
