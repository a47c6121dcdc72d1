"""Classes under the same condition: the paper is the unit, the scale logarithmic.

Classes differ in the conditions under which they are measured, and a metric changes with them. So they are compared
only within the ends that field.yaml gives. A paper has one value, the median of its items; a class with as many papers
as the plan asks for has a median with its exact interval, and pairs of such classes are tested.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any, NamedTuple

import pandas as pd

from memlit.config import Between, Config, FieldOfScience
from memlit.field.codes import NOT_STATED
from memlit.frames import SEVERAL, has_item, items_of, row_dicts
from memlit.grouping import grouped
from memlit.numbers import NumberColumn, numbers_of_table
from memlit.observations.lines import CLASSES_AT, PAIRS_AT, rows_framed
from memlit.statistics import Pair, compare_pairs, median_interval_exact
from memlit.statistics.comparison.medians import log_median

_Row = Mapping[str, Any]
_RULE = "median over papers on the log scale, each with the median of its items"


class ComparedClasses(NamedTuple):
    """Classes under the same condition, rows of CLASSES_AT; the value of each of their papers; pairs of PAIRS_AT."""

    classes: pd.DataFrame
    papers: pd.DataFrame
    pairs: pd.DataFrame


def compare_observations(
    metrics: pd.DataFrame, observations: pd.DataFrame, config: Config, field: FieldOfScience
) -> ComparedClasses:
    """The planned metrics of each class wherever classes are compared."""
    known = row_dicts(metrics)
    conditions = conditions_by_observation(observations, field.conditions)
    units = dict(zip(observations["parameter"], observations["unit"], strict=True))
    classes: list[dict[str, Any]] = []
    papers: list[dict[str, Any]] = []
    pairs: list[dict[str, Any]] = []
    for metric in (config.analysis.primary, *config.analysis.secondary):
        for place in field.compared_at:
            at = at_words(place, units)
            own = [
                row
                for row in known
                if row["metric"] == metric and is_within(conditions.get(row["observation"], {}), place)
            ]
            of_papers = _papers(own, metric, at)
            found = _classes(of_papers, own, config)
            classes += found
            papers += of_papers
            pairs += _pairs(found, of_papers, config)
    return ComparedClasses(
        rows_framed(CLASSES_AT, classes), pd.DataFrame(papers, columns=_PAPER_COLUMNS), rows_framed(PAIRS_AT, pairs)
    )


def conditions_by_observation(observations: pd.DataFrame, conditions: Collection[str]) -> dict[str, dict[str, float]]:
    """The value of each condition of each observation."""
    of_conditions = observations[observations["parameter"].isin(conditions) & observations["value"].notna()]
    found: dict[str, dict[str, float]] = {}
    for row in row_dicts(of_conditions):
        found.setdefault(row["observation"], {})[row["parameter"]] = row["value"]
    return found


def at_words(place: Mapping[str, Between], units: Mapping[str, str]) -> str:
    """`275 to 325 K`."""
    said = (f"{ends.low:g} to {ends.high:g} {units.get(name, '')}".strip() for name, ends in place.items())
    return " and ".join(said) or "any condition"


def is_within(conditions: Mapping[str, float], place: Mapping[str, Between]) -> bool:
    """Whether the value of each condition lies between its ends."""
    return all(ends.low <= conditions[name] <= ends.high for name, ends in place.items())


_PAPER_COLUMNS = ("id", "metric", "at", "class", "paper", "value", "unit", "inputs")


def _papers(values: Iterable[_Row], metric: str, at: str) -> list[dict[str, Any]]:
    """The value of each paper of each class: the median of its items, each with that of its conditions."""
    usable = [row for row in values if row["class"] != NOT_STATED and row["value"] > 0]
    found = []
    for (name, paper), own in sorted(grouped(usable, lambda row: (row["class"], row["paper"])).items()):
        by_item = grouped(own, lambda row: row["item"]).values()
        value = log_median([log_median([row["value"] for row in of_item]) for of_item in by_item])
        inputs = SEVERAL.join(row["id"] for row in own)
        found.append((f"{metric}/{at}/{name}/{paper}", metric, at, name, paper, value, own[0]["unit"], inputs))
    return [dict(zip(_PAPER_COLUMNS, cells, strict=True)) for cells in found]


def _classes(papers: Iterable[_Row], values: Iterable[_Row], config: Config) -> list[dict[str, Any]]:
    item_of = {row["id"]: (row["paper"], row["item"]) for row in values}
    found = []
    for name, own in grouped(papers, lambda row: row["class"]).items():
        first = own[0]
        numbers = [row["value"] for row in own]
        items = {item_of[identifier]: identifier for row in own for identifier in items_of(row["inputs"])}
        median, low, high = _median(numbers, config)
        found.append(
            {
                "id": f"{first['metric']}/{first['at']}/{name}",
                "metric": first["metric"],
                "at": first["at"],
                "class": name,
                "unit": first["unit"],
                "n_papers": len(own),
                "n_items": len(items),
                "median": median,
                "median_low": low,
                "median_high": high,
                "least": min(numbers),
                "largest": max(numbers),
                "values": SEVERAL.join(row["id"] for row in own),
                "items": SEVERAL.join(identifier for _, identifier in sorted(items.items())),
            }
        )
    return found


def _median(values: Sequence[float], config: Config) -> tuple[float | None, float | None, float | None]:
    """The median, from as many papers as the plan asks for with its exact interval; None for fewer than for a range."""
    plan = config.analysis
    inclusion = plan.inclusion_of(len(values))
    if inclusion in {"none", "list"}:
        return None, None, None
    if inclusion != "interval":
        return log_median(values), None, None
    found = median_interval_exact(values, level=plan.level)
    return log_median(values), found.low, found.high


def _pairs(classes: Sequence[_Row], papers: Sequence[_Row], config: Config) -> list[dict[str, Any]]:
    """Each pair of classes; tested where both have the papers for it, with Holm over the tested ones."""
    if len(classes) < 2:
        return []
    plan = config.analysis
    by_name = {row["class"]: row for row in classes}
    tested = compare_pairs(
        [row["value"] for row in papers],
        groups=[row["class"] for row in papers],
        minimum=plan.inclusion.interval_from,
        alpha=plan.alpha,
        level=plan.level,
        n_permutations=plan.resamples.pair_permutations,
        seed=config.seed,
    )
    of_names = {frozenset((pair.first, pair.second)): pair for pair in tested}
    in_order = (of_names[frozenset(names)] for names in combinations(by_name, 2))
    return [_pair(pair, by_name[pair.first], by_name[pair.second], plan.alpha) for pair in in_order]


def _pair(pair: Pair, first: _Row, second: _Row, alpha: float) -> dict[str, Any]:
    has_test = pair.p is not None
    return {
        "id": f"{first['metric']}/{first['at']}/{pair.first}/{pair.second}",
        "metric": first["metric"],
        "at": first["at"],
        "first": pair.first,
        "second": pair.second,
        "n_first": first["n_papers"],
        "n_second": second["n_papers"],
        "chance": pair.estimate if has_test else None,
        "p": pair.p,
        "p_adjusted": pair.p_adjusted if has_test else None,
        "is_shown": pair.p_adjusted is not None and pair.p_adjusted < alpha,
        "note": pair.note or pair.method,
        "method": pair.method.rstrip("; "),
        "inputs": f"{first['values']}{SEVERAL}{second['values']}",
        "limits": SEVERAL.join(
            name for name, is_limit in (("p", pair.p_is_limit), ("p_adjusted", pair.p_adjusted_is_limit)) if is_limit
        ),
    }


_OF_PAPERS = NumberColumn(
    "value",
    "{words} of {paper}",
    "median of the items of a paper on the log scale",
    inputs="inputs",
    unit="{unit}",
    id="{id}",
)
_OF_CLASSES = (
    NumberColumn("n_papers", "papers{of}", "papers with a value", "count", "values", id="{id}#papers"),
    NumberColumn("n_items", "items{of}", "items with a value", "count", "items", id="{id}#items"),
    NumberColumn("median", "median{of}", _RULE, inputs="values", unit="{unit}"),
    NumberColumn("median_low", "median, lower end{of}", _RULE, inputs="values", unit="{unit}"),
    NumberColumn("median_high", "median, upper end{of}", _RULE, inputs="values", unit="{unit}"),
    NumberColumn("least", "least{of}", "least value of a paper", inputs="values", unit="{unit}"),
    NumberColumn("largest", "largest{of}", "largest value of a paper", inputs="values", unit="{unit}"),
)
_OF_PAIRS = (
    NumberColumn("chance", "chance of less{of}", "{method}", inputs="inputs"),
    NumberColumn("p_point", "p{of}", "{method}", "p_value", "inputs", ends=("p_low", "p_high"), id="{id}#p"),
    NumberColumn(
        "p_adjusted_point",
        "p after Holm{of}",
        "{method}",
        "p_value",
        "inputs",
        ends=("p_adjusted_low", "p_adjusted_high"),
        id="{id}#p_adjusted",
    ),
)
_COUNT = NumberColumn("n", "{label}", "pairs of classes under the same condition", "count", "inputs", id="pairs#{name}")


def numbers_of_compared(compared: ComparedClasses, config: Config) -> pd.DataFrame:
    """The numbers of papers, of classes and of pairs, and how many pairs differ: rows of the numbers."""
    classes, papers, pairs = compared
    papers = papers.assign(words=papers["metric"].str.replace("_", " "))
    metric = classes["metric"].map({name: metric.name for name, metric in config.metrics.items()})
    classes = classes.assign(of=" of " + metric + ", " + classes["class"] + ", " + classes["at"])
    counts = _counted(pairs)
    if len(pairs):
        pairs = pairs.assign(of=" of " + pairs["first"] + " and " + pairs["second"] + ", " + pairs["at"])
        pairs = _with_limits(_with_limits(pairs, "p"), "p_adjusted")
    return pd.concat(
        [
            numbers_of_table(papers, _OF_PAPERS),
            numbers_of_table(classes, *_OF_CLASSES),
            numbers_of_table(pairs, *_OF_PAIRS),
            numbers_of_table(counts, _COUNT),
        ]
    )


def _with_limits(pairs: pd.DataFrame, column: str) -> pd.DataFrame:
    """A p as a point, or as an upper limit where no drawn labelling reached the statistic."""
    is_limit = has_item(pairs["limits"], column) & pairs[column].notna()
    ends = {f"{column}_low": pairs[column].where(is_limit) * 0.0, f"{column}_high": pairs[column].where(is_limit)}
    return pairs.assign(**{f"{column}_point": pairs[column].where(~is_limit), **ends})


def _counted(pairs: pd.DataFrame) -> pd.DataFrame:
    """How many pairs were tested, and how many are shown to differ; each leads to its p."""
    tested = pairs[pairs["p"].notna()]
    of = {
        "tested": ("tested pairs", tested),
        "differing": ("pairs that are shown to differ", tested[tested["is_shown"]]),
    }
    rows = [(name, label, len(own), SEVERAL.join(own["id"] + "#p")) for name, (label, own) in of.items()]
    return pd.DataFrame(rows, columns=["name", "label", "n", "inputs"])
