"""Pareto fronts with bounds: which synapses none is better than in two metrics at once, as far as is known.

Less is better in both. Where metrics are only bounded, a synapse is dominated for certain if another's upper ends are
at most its lower ends, one of them below it; it is on the front for certain if no other can dominate it whatever the
values are within their ends; otherwise that is open. Both metrics of a synapse share its inputs, so its ends in both
are not reached together: what is certain stays so, and some of what is open may be decided.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np

from memlit.analysis.medians import Ends, ends_of
from memlit.benchmark.rows import BenchmarkRow
from memlit.config import Config
from memlit.datum import Number, Pulse, Record
from memlit.field.codes import SYNAPSE_ROLES
from memlit.published import Column, meaning, published

FRONTS = (
    ("action_energy", "standby_power"),
    ("action_power", "standby_power"),
    ("action_energy", "spike_timing"),
)
"""Pairs of metrics of which less is better."""
FrontStanding = Literal["on the front", "dominated", "open"]


@published("fronts.csv", "Pareto fronts of the synapses, with bounds", "bound_energy")
class FrontLine(Record):
    """A synapse under one pulse and condition before the others in two metrics."""

    id: Annotated[str, meaning("front, paper, device, pulse and condition")]
    first_metric: Annotated[str, meaning("one metric of the front")]
    second_metric: Annotated[str, meaning("the other")]
    row: Annotated[str, Column("synapse", "row of benchmark.csv")]
    paper: Annotated[str, meaning("key of the paper")]
    name: Annotated[str, Column("device", "device as printed, with its condition where it has several")]
    device_class: Annotated[str, Column("class", "device class")]
    pulse: Annotated[Pulse, meaning("set (potentiation) or reset (depression)")]
    first: Annotated[str, meaning("number of the first metric")]
    first_low: Annotated[Number, meaning("lower end of the first metric", unit="column first_unit")]
    first_high: Annotated[
        Number, meaning("upper end of the first metric, inf where there is none", unit="column first_unit")
    ]
    first_unit: Annotated[str, meaning("SI unit of the first metric")]
    second: Annotated[str, meaning("number of the second metric")]
    second_low: Annotated[Number, meaning("lower end of the second metric", unit="column second_unit")]
    second_high: Annotated[
        Number, meaning("upper end of the second metric, inf where there is none", unit="column second_unit")
    ]
    second_unit: Annotated[str, meaning("SI unit of the second metric")]
    standing: Annotated[
        FrontStanding,
        meaning("on the front or dominated for certain, or open", allowed=("on the front", "dominated", "open")),
    ]
    by: Annotated[str, Column("dominated_by", "the row that dominates it, the first by id; empty: none for certain")]


@dataclass(frozen=True, slots=True)
class FrontPlace:
    """A synapse by the ends of both metrics."""

    id: str
    ends: tuple[Ends, Ends]


def front_lines(rows: Iterable[BenchmarkRow], config: Config) -> list[FrontLine]:
    """The synapses with both metrics under the headline pulse that count as their paper's own."""
    pulse = config.conventions.headline_pulse
    own: dict[str, BenchmarkRow] = {}
    for row in sorted(rows, key=lambda row: row.id):
        if row.role in SYNAPSE_ROLES and row.pulse == pulse:
            own.setdefault(row.source, row)
    lines: list[FrontLine] = []
    for pair in FRONTS:
        known = [row for row in own.values() if all(row.metrics.get(name) and name in row.counted for name in pair)]
        places = [FrontPlace(row.id, (ends_of(row.metrics[pair[0]]), ends_of(row.metrics[pair[1]]))) for row in known]
        for row, place, (standing, by) in zip(known, places, standings(places), strict=True):
            first, second = place.ends
            lines.append(
                FrontLine(
                    id=f"front/{'/'.join(pair)}/{row.source}",
                    first_metric=pair[0],
                    second_metric=pair[1],
                    row=row.id,
                    paper=row.paper,
                    name=row.full_name,
                    device_class=row.device_class,
                    pulse=row.pulse,
                    first=row.metrics[pair[0]].id,
                    first_low=first.low,
                    first_high=first.high,
                    first_unit=config.metrics[pair[0]].unit,
                    second=row.metrics[pair[1]].id,
                    second_low=second.low,
                    second_high=second.high,
                    second_unit=config.metrics[pair[1]].unit,
                    standing=standing,
                    by=by,
                )
            )
    return lines


def standings(places: Sequence[FrontPlace]) -> Iterator[tuple[FrontStanding, str]]:
    """Where each stands before the others, and the id of the first that dominates it for certain."""
    (low, high), (other_low, other_high) = (
        [np.array([getattr(place.ends[metric], end) for place in places]) for end in ("low", "high")]
        for metric in (0, 1)
    )
    for at in range(len(places)):
        a, b = low[at], other_low[at]
        dominating = np.flatnonzero((high <= a) & (other_high <= b) & ((high < a) | (other_high < b)))
        if dominating.size:
            yield "dominated", places[dominating[0]].id
            continue
        a, b = high[at], other_high[at]
        may_dominate = (low <= a) & (other_low <= b) & ((low < a) | (other_low < b))
        may_dominate[at] = False
        yield ("open" if may_dominate.any() else "on the front"), ""
