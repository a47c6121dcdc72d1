"""How far apart the action energies of one group of papers lie, and how much of that is the error of reading them.

The spread is the standard deviation of log10 E_a over papers. Where two people read one paper, their numbers disagree;
the variance of that error is part of the spread between papers and is subtracted from it. What is left is what devices
and protocols make of it.
"""

import math
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike

from memlit.config import Config
from memlit.config.claims import Claim, si_factor
from memlit.datum import Estimate, Numbers, Record, Result
from memlit.field.codes import ENERGY_READ_TWICE, LEAST_LINEAGES, OWN, SURVEY
from memlit.grouping import grouped
from memlit.published import PublishedTable, published_table
from memlit.statistics.checks import FloatArray
from memlit.synapses.energy.parts import (
    SHARE_DECIMALS,
    Inputs,
    energy_logs,
    middle_of_draws,
    resampled_lineages,
)

_METRIC = "action_energy"


class EnergySpan(Record):
    """The least and the largest action energy of a group of papers, and the spread of all."""

    id: str
    group: str
    n_papers: Result
    least: Result
    largest: Result
    n_others: Result
    spread: Estimate
    of_reading: Result | None
    without_reading: Result | None

    @property
    def device_class(self) -> str:
        """The class of the group."""
        return self.group.split(", ")[1]


ENERGY_SPANS_TABLE: PublishedTable[EnergySpan] = published_table(
    __file__,
    "energy_spans",
    {
        "least_j": "least",
        "largest_j": "largest",
        "spread_decades": "spread.value",
        "spread_low": "spread.low",
        "spread_high": "spread.high",
        "reading_decades": "of_reading",
        "left_decades": "without_reading",
    },
)


def energy_spans(inputs: Sequence[Inputs], errors: Mapping[str, Result], config: Config) -> list[EnergySpan]:
    """The span of each group of enough papers, the group of most papers first.

    errors: of one reading of a parameter in decades, where two curators read the same papers.
    """
    groups = grouped(inputs, lambda item: item.group)
    spans = [_span(group, own, errors, config) for group, own in groups.items() if len(own) >= LEAST_LINEAGES]
    return sorted(spans, key=lambda span: (-(span.n_papers.value or 0), span.group))


def _span(group: str, own: Sequence[Inputs], errors: Mapping[str, Result], config: Config) -> EnergySpan:
    logs = np.array([sum(parts) for parts in energy_logs(own, config)])
    make = Numbers(f"energy_spans/{group}", tuple(item.action_energy for item in own), of=f", {group}")
    others = tuple(item.action_energy for item in own if item.whose_number != OWN)
    least, largest = (10.0 ** float(end) for end in (logs.min(), logs.max()))
    spread = _spread(logs)
    of_reading, without = _without_reading(make, spread, errors) if group.startswith(SURVEY) else (None, None)
    return EnergySpan(
        id=make.base,
        group=group,
        n_papers=make.count("papers", "papers with an action energy", len(own), "papers counted"),
        n_others=make.count("others", "papers of them with a number of others", len(others), "papers counted", others),
        least=make.statistic("least", "least action energy", least, "least of the papers", "J"),
        largest=make.statistic("largest", "largest action energy", largest, "largest of the papers", "J"),
        spread=make.estimate(
            "spread",
            "spread of the action energy",
            (spread, *_interval_of_spread(own, logs, config)),
            "SD of log10 over papers, lineages resampled",
            "decades",
        ),
        of_reading=of_reading,
        without_reading=without,
    )


def _spread(logs: FloatArray, weights: ArrayLike = 1.0) -> float:
    """The standard deviation of log10 E_a; weights: how often each paper is counted."""
    held = np.broadcast_to(np.asarray(weights, dtype=np.float64), logs.shape)
    deviations = logs - held @ logs / held.sum()
    return round(float(np.sqrt(held @ deviations**2 / (held.sum() - 1))), SHARE_DECIMALS)


def _interval_of_spread(
    own: Sequence[Inputs], logs: FloatArray, config: Config
) -> tuple[float, float] | tuple[None, None]:
    """Its ends over resampled lineages; none for fewer lineages than a share of the spread takes."""
    if len({item.lineage for item in own}) < LEAST_LINEAGES:
        return None, None
    return middle_of_draws((_spread(logs, weights) for weights in resampled_lineages(own, logs, config)), config)


def _without_reading(
    make: Numbers, spread: float, errors: Mapping[str, Result]
) -> tuple[Result, Result] | tuple[None, None]:
    """The error of reading, and the spread without it; none where an error was not measured."""
    read = [error for name in ENERGY_READ_TWICE if (error := errors.get(name)) is not None and error.value]
    if len(read) < len(ENERGY_READ_TWICE):
        return None, None
    sd = math.sqrt(sum((each.value or 0.0) ** 2 for each in read))
    of_error = Numbers(make.base, tuple(each.id for each in read), of=make.of)
    label = "error of reading one paper's action energy"
    of_reading = of_error.statistic("reading", label, sd, "root of the sum of squares of its parts", "decades")
    left = math.sqrt(max(spread**2 - sd**2, 0.0))
    rule = "root of the variance between papers less the variance of reading"
    return of_reading, make.statistic("left", "spread without the error of reading", left, rule, "decades")


class PrintedDistance(Record):
    """The least and the largest median of the action energy that the review prints of a class, and their distance."""

    least: Result
    largest: Result
    decades: Result


def printed_distance(claims: Iterable[Claim]) -> PrintedDistance | None:
    """How far apart the printed medians lie; None where there are not two."""
    medians = [
        (float(claim.value) * float(si_factor(claim.unit, claim.id)), claim)
        for claim in claims
        if claim.kind == "class_value" and claim.statistic == "median" and claim.metric == _METRIC and not claim.lacks
    ]
    if len(medians) < 2:
        return None
    ends = [min(medians, key=lambda item: item[0]), max(medians, key=lambda item: item[0])]
    make = Numbers("printed_medians/action_energy", rule="as the review prints it")
    least, largest = (
        make.statistic(f"{claim.subject}", f"{claim.subject} median of the action energy, printed", value, unit="J")
        for value, claim in ends
    )
    decades = math.log10(ends[1][0] / ends[0][0])
    of_both = Numbers(make.base, (least.id, largest.id))
    return PrintedDistance(
        least=least,
        largest=largest,
        decades=of_both.statistic(
            "distance", "distance of the printed medians", decades, "log10 of largest over least", "decades"
        ),
    )
