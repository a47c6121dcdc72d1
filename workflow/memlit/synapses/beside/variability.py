"""Variability of named synapses by class: from cycle to cycle, from device to device, and between papers.

What papers print of the first two has several definitions, so it is listed and not pooled. The spread between papers is
the range of a metric in decades over the papers whose metric is a number, under the headline pulse and with the widest
choice of evidence. Copies of one laboratory or one table count as one lineage.

Whether classes spread alike is tested by Brown-Forsythe (J. Am. Stat. Assoc. 1974, 69, 364) on the log scale, a vote a
lineage, from six of them. A class with fewer is not tested; with fewer than two classes left there is no test, and the
line says how many lineages the classes have.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Annotated

from memlit import statistics as st
from memlit.analysis.medians import PaperEnds, log_median, paper_ends
from memlit.benchmark.values import values_of
from memlit.config import Config
from memlit.datum import Numbers, Reading, Record, Result, count_of, joined_ids, statistic_of
from memlit.errors import NotEstimable
from memlit.grouping import grouped
from memlit.published import Column, meaning, p_number, published
from memlit.synapses.beside.properties import Property
from memlit.synapses.energy.medians import WIDEST_EVIDENCE, chosen_by
from memlit.synapses.members import SYNAPSE_ROLES, Synapse

PRINTED = ("cycle_to_cycle", "device_to_device")
LEAST_PAPERS = 2


@published(
    "synapse_spread.csv",
    "Variability of named synapses by class: printed spreads, and the range between papers",
    "describe_synapses",
    after={"decades": (Column("readings", "ids of the prints", lambda line: tuple(r.id for r in line.printed)),)},
)
class ClassSpread(Record):
    """The spread of one kind in one class: what papers print of it, or the range of a metric between papers."""

    id: Annotated[str, meaning("class and kind")]
    device_class: Annotated[str, Column("class", "device class, as in benchmark.csv")]
    kind: Annotated[str, meaning("cycle_to_cycle, device_to_device, or the metric that differs between papers")]
    n_lineages: Annotated[Result, meaning("lineages of the papers")]
    papers: Annotated[tuple[str, ...], meaning("keys of the papers")]
    printed: Annotated[
        tuple[Reading, ...], meaning("every print of it", lambda own: tuple(r.datum.printed.text for r in own))
    ]
    decades: Annotated[Result | None, meaning("log10 of the largest over the least value", unit="decades")]


def class_spreads(found: Sequence[Synapse], printed: Iterable[Property], config: Config) -> list[ClassSpread]:
    """Every kind of every class with something to show, sorted by class; printed spreads first."""
    lineages = {item.row.paper: item.lineage for item in found}
    lines = []
    own = (item for item in printed if item.parameter in PRINTED and item.values)
    for (device_class, kind), items in grouped(own, lambda item: (item.device_class, item.parameter)).items():
        papers = tuple(sorted({item.paper for item in items}))
        readings = tuple(reading for item in items for reading in _different(item.values))
        lines.append(_line(device_class, kind, papers, lineages, readings, None))
    for device_class in sorted({item.device_class for item in widest_of(found)}):
        for metric in config.metrics_of(SYNAPSE_ROLES[0]):
            points = known_points(found, device_class, metric, config)
            if len(points) < LEAST_PAPERS:
                continue
            values = [paper.ends.low for paper in points]
            decades = statistic_of(
                f"synapse_spread/{device_class}/{metric}#decades",
                f"range of the {metric.replace('_', ' ')} between {device_class} papers",
                math.log10(max(values) / min(values)),
                "decades",
                "log10 of the largest over the least",
                tuple(name for paper in points for name in paper.inputs),
            )
            lines.append(_line(device_class, metric, tuple(paper.paper for paper in points), lineages, (), decades))
    return sorted(lines, key=lambda line: (line.device_class, line.decades is not None))


def widest_of(found: Iterable[Synapse]) -> list[Synapse]:
    """The synapses of the widest choice of evidence."""
    return chosen_by(WIDEST_EVIDENCE, found)


def known_points(found: Iterable[Synapse], device_class: str, metric: str, config: Config) -> list[PaperEnds]:
    """The papers of a class whose metric is a number under the headline pulse."""
    rows = [
        item.row
        for item in widest_of(found)
        if item.device_class == device_class and item.row.pulse == config.conventions.headline_pulse
    ]
    return [paper for paper in paper_ends(values_of(rows), metric) if paper.ends.is_point]


def _different(readings: Sequence[Reading]) -> list[Reading]:
    """The readings without those that print the same again."""
    return list({(reading.low, reading.high): reading for reading in reversed(readings)}.values())[::-1]


def _line(
    device_class: str,
    kind: str,
    papers: tuple[str, ...],
    lineages: dict[str, str],
    printed: tuple[Reading, ...],
    decades: Result | None,
) -> ClassSpread:
    line_id = f"synapse_spread/{device_class}/{kind}"
    # A paper that prints a spread and no tuple is a lineage of its own.
    n = len({lineages.get(paper, paper) for paper in papers})
    counted = count_of(f"{line_id}#lineages", f"lineages of {device_class} papers", n, "lineages counted")
    return ClassSpread(
        id=line_id,
        device_class=device_class,
        kind=kind,
        papers=papers,
        n_lineages=counted,
        printed=printed,
        decades=decades,
    )


_RULE = "Brown-Forsythe on log10, lineages counted once"
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
    return [test for metric in config.metrics_of(SYNAPSE_ROLES[0]) for test in _of_metric(metric, found, config)]


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
    make = Numbers(f"synapse_spread_test/{metric}", inputs, _RULE, f" of the spread of {metric.replace('_', ' ')}")
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
                n_lineages=Numbers(
                    make.base, joined_ids(p.inputs for p in points[name]), "lineages counted", make.of
                ).count(name, f"lineages of {name} with a value", len(own)),
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
    own = grouped(papers, lambda paper: lineages[paper.paper])
    return [log_median([paper.ends.low for paper in group]) for _, group in sorted(own.items())]


def _tested(votes: Mapping[str, Sequence[float]], make: Numbers) -> tuple[Result, Result]:
    y = [math.log10(value) for own in votes.values() for value in own]
    found = st.brown_forsythe(y, groups=[name for name, own in votes.items() for _ in own])
    return make.statistic("statistic", "Brown-Forsythe F", found.statistic), make.p_value("p", "p", found.p)
