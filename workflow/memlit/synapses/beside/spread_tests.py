"""Whether classes of named synapses spread alike: Brown-Forsythe on the log scale, a vote a lineage, from six of them.

Brown and Forsythe, J. Am. Stat. Assoc. 1974, 69, 364. A class with fewer lineages is not tested; with fewer than two
classes left there is no test, and the line says how many lineages the classes have.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated

from memlit import statistics as st
from memlit.analysis.medians import PaperEnds, log_median
from memlit.config import Config
from memlit.datum import Numbers, Record, Result
from memlit.errors import NotEstimable
from memlit.published import Column, meaning, p_number, published
from memlit.synapses.beside.variability import known_points, widest_of
from memlit.synapses.members import ROLES, Synapse

RULE = "Brown-Forsythe on log10, lineages counted once"
TOO_FEW = "too few lineages"


class ClassVotes(Record):
    """How many lineages of a class have a known value, and whether they are enough for the class to be tested."""

    device_class: str
    n_lineages: Result
    is_tested: bool


@published("synapse_spread_tests.csv", "Whether classes of named synapses spread alike", "describe_synapses")
class SpreadTest(Record):
    """The test of one metric; without a p where fewer than two classes have the lineages for it."""

    id: Annotated[str, meaning("metric")]
    metric: Annotated[str, meaning("metric whose spread between papers is compared")]
    classes: Annotated[
        tuple[ClassVotes, ...],
        meaning("classes with a known value", lambda votes: tuple(own.device_class for own in votes)),
        Column("lineages", "lineages of each", lambda votes: tuple(int(own.n_lineages.value or 0) for own in votes)),
        Column(
            "tested",
            "classes with enough of them",
            lambda votes: tuple(own.device_class for own in votes if own.is_tested),
        ),
    ]
    statistic: Annotated[Result | None, meaning("F of Brown and Forsythe", unit="1")]
    p: Annotated[Result | None, meaning("its p", p_number, unit="1")]
    note: Annotated[str, meaning("why there is no test")]

    @property
    def tested(self) -> list[ClassVotes]:
        """The classes with papers enough for the test."""
        return [own for own in self.classes if own.is_tested]


def spread_tests(found: Sequence[Synapse], config: Config) -> list[SpreadTest]:
    """A line a metric that more than one class has known papers of, in the order of the metrics."""
    return [test for metric in config.metrics_of(ROLES[0]) for test in _of_metric(metric, found, config)]


def _of_metric(metric: str, found: Sequence[Synapse], config: Config) -> Iterator[SpreadTest]:
    lineages = {item.row.unit: item.lineage for item in found}
    classes = sorted({item.device_class for item in widest_of(found)})
    points = {name: known_points(found, name, metric, config) for name in classes}
    votes = {name: votes_of(own, lineages) for name, own in points.items() if own}
    if len(votes) < 2:
        return
    least = config.analysis.inclusion.interval_from
    tested = [name for name, own in votes.items() if len(own) >= least]
    inputs = tuple(name for own in tested for paper in points[own] for name in paper.inputs)
    make = Numbers(f"synapse_spread_test/{metric}", inputs, RULE, f" of the spread of {metric.replace('_', ' ')}")
    statistic = p = None
    note = f"{TOO_FEW}: fewer than two classes have {least}"
    if len(tested) > 1:
        try:
            statistic, p = _tested({name: votes[name] for name in tested}, make)
            note = ""
        except NotEstimable as error:
            note = error.problem
    yield SpreadTest(
        id=make.base,
        metric=metric,
        classes=tuple(
            ClassVotes(
                device_class=name,
                n_lineages=make.count(
                    name,
                    f"lineages of {name} with a value",
                    len(own),
                    "lineages counted",
                    tuple(dict.fromkeys(identifier for paper in points[name] for identifier in paper.inputs)),
                ),
                is_tested=name in tested,
            )
            for name, own in votes.items()
        ),
        statistic=statistic,
        p=p,
        note=note,
    )


def votes_of(papers: Sequence[PaperEnds], lineages: Mapping[str, str]) -> list[float]:
    """One value a lineage, the median of its papers on the log scale, by lineage."""
    own: dict[str, list[float]] = defaultdict(list)
    for paper in papers:
        own[lineages[paper.paper]].append(paper.ends.low)
    return [log_median(values) for _, values in sorted(own.items())]


def _tested(votes: Mapping[str, Sequence[float]], make: Numbers) -> tuple[Result, Result]:
    y = [math.log10(value) for own in votes.values() for value in own]
    found = st.brown_forsythe(y, groups=[name for name, own in votes.items() for _ in own])
    return make.statistic("statistic", "Brown-Forsythe F", found.statistic), make.p_value("p", "p", found.p)
