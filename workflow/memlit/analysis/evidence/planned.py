"""The analysis plan as lines to print, and what the credited papers could show if all of them had evidence."""

from collections.abc import Iterator
from itertools import combinations
from typing import Annotated, Any, NamedTuple

from pydantic import BaseModel

from memlit.config import AnalysisPlan, Classes, Config
from memlit.datum import Numbers, Record, Result
from memlit.published import Column, PublishedTable, columns_of, meaning, published
from memlit.statistics import minimum_detectable_shift, smallest_exact_p

_NEURON = "neuron"


class PlanLine(NamedTuple):
    """A setting of the plan as a line to print."""

    key: Annotated[str, meaning("setting of config/config.yaml")]
    value: Annotated[str, meaning("its value in this run, several parted by semicolons")]
    meaning: Annotated[str, meaning("what it decides")]


@published("planned_power.csv", "What the credited papers could show at best", "account_evidence")
class PlannedPair(Record):
    """Two classes of the review with their credited papers, as if every paper had a value."""

    id: Annotated[str, meaning("the two classes")]
    first: Annotated[str, meaning("first class")]
    second: Annotated[str, meaning("second class")]
    n_first: Annotated[Result, meaning("papers credited to the first class")]
    n_second: Annotated[Result, meaning("papers credited to the second class")]
    smallest_p: Annotated[Result, meaning("smallest two-sided p of an exact rank test of so many papers", unit="1")]
    detectable: Annotated[
        Result,
        Column(
            "detectable_decades",
            "shift shown with the plan's power at its level, in decades, at the assumed spread",
            unit="decades",
        ),
    ]
    detectable_holm: Annotated[
        Result,
        Column(
            "detectable_holm_decades",
            "the same at the level of Holm's first step over all pairs, in decades",
            unit="decades",
        ),
    ]
    can_be_tested: Annotated[bool, meaning("whether the pair could be tested if every credited paper had a value")]


def plan_lines(config: Config) -> list[PlanLine]:
    """Every setting of the plan, with the seed and the conventions it rests on: key, value, meaning."""
    lines = [PlanLine("seed", str(config.seed), _meaning(Config, "seed"))]
    for section in ("evidence", "conventions", "analysis"):
        lines += _lines(section, getattr(config, section))
    return lines


def _lines(prefix: str, section: BaseModel) -> Iterator[PlanLine]:
    for name in type(section).model_fields:
        value, key = getattr(section, name), f"{prefix}.{name}"
        if isinstance(value, BaseModel):
            yield from _lines(key, value)
        else:
            yield PlanLine(key, _text(value), _meaning(type(section), name))


def _text(value: Any) -> str:
    if isinstance(value, tuple):
        return "; ".join("+".join(item) if isinstance(item, tuple) else str(item) for item in value)
    return "" if value is None else str(value)


def _meaning(model: type[BaseModel], name: str) -> str:
    return model.model_fields[name].description or (model.__doc__ or "").split("\n")[0].rstrip(".")


def planned_pairs(classes: Classes, plan: AnalysisPlan) -> tuple[PlannedPair, ...]:
    """All pairs of credited device classes with at least two papers each, in the order of config/classes.yaml."""
    sizes = {name: len(papers) for name, papers in classes.fig11_credits.items() if name != _NEURON and len(papers) > 1}
    pairs = list(combinations(sizes, 2))
    return tuple(_pair(first, second, sizes, len(pairs), plan) for first, second in pairs)


def _pair(first: str, second: str, sizes: dict[str, int], family: int, plan: AnalysisPlan) -> PlannedPair:
    base = f"plan/{first}-{second}"
    n1, n2 = sizes[first], sizes[second]
    power, sd = plan.power.power, plan.power.assumed_sd_decades
    counted = Numbers(base, rule="papers counted in config/classes.yaml", of=" papers that the review credits")
    n_first, n_second = counted.count("n_first", first, n1), counted.count("n_second", second, n2)
    make = Numbers(base, (n_first.id, n_second.id))
    exact = smallest_exact_p(n1, n2)
    rule = f"noncentral t with 95.5 % efficiency, power {power:g}, assumed spread {sd:g} decades"
    shifts = [
        minimum_detectable_shift(n1, n2, sd=sd, alpha=alpha, power=power).estimate
        for alpha in (plan.alpha, plan.alpha / family)
    ]
    label = "smallest shift that would be shown"
    return PlannedPair(
        id=base,
        first=first,
        second=second,
        n_first=n_first,
        n_second=n_second,
        smallest_p=make.p_value("smallest_p", "smallest attainable p", exact, "2 / binomial(n1 + n2, n1)"),
        detectable=make.statistic("detectable", label, shifts[0], rule, "decades"),
        detectable_holm=make.statistic(
            "detectable_holm", f"{label}, Holm's first step", shifts[1], f"{rule}, alpha / {family}", "decades"
        ),
        can_be_tested=min(n1, n2) >= plan.inclusion.interval_from and exact < plan.alpha / family,
    )


PLAN = PublishedTable[PlanLine]("plan.csv", "The analysis plan", "account_evidence", columns_of(PlanLine))
