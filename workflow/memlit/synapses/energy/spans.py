"""How far apart the action energies of one group of papers lie, and how much of that is the error of reading them.

The spread is the standard deviation of log10 E_a over papers. Where two people read one paper, their numbers disagree;
the variance of that error is part of the spread between papers and is subtracted from it. What is left is what devices
and protocols make of it.
"""

import math
import statistics
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated

from memlit.config import Config
from memlit.config.claims import Claim, si_factor
from memlit.datum import Numbers, Record, Result
from memlit.field.codes import LEAST_LINEAGES, SURVEY
from memlit.grouping import grouped
from memlit.published import Column, meaning, published
from memlit.synapses.energy.parts import Inputs, energy_logs

_READ_TWICE = ("r_on", "set_pulse_width")
"""What an action energy is computed from and two curators read: the mean conductance is half of G_on where the window
is wide, and the width enters as it is."""
_METRIC = "action_energy"


@published("energy_spans.csv", "How far apart the action energies of a group of papers lie", "describe_synapses")
class EnergySpan(Record):
    """The least and the largest action energy of a group of papers, and the spread of all."""

    id: Annotated[str, meaning("group")]
    group: Annotated[str, meaning("set, class and pulse")]
    n_papers: Annotated[Result, meaning("papers with an action energy, one device each")]
    least: Annotated[Result, Column("least_j", "least action energy", unit="J")]
    largest: Annotated[Result, Column("largest_j", "largest action energy", unit="J")]
    spread: Annotated[Result, Column("spread_decades", "standard deviation of log10 of it", unit="decades")]
    of_reading: Annotated[
        Result | None,
        Column(
            "reading_decades", "of this the error of one reading, as two curators of a paper differ", unit="decades"
        ),
    ]
    without_reading: Annotated[
        Result | None,
        Column("left_decades", "what is left of the spread without the error of reading", unit="decades"),
    ]

    @property
    def device_class(self) -> str:
        """The class of the group."""
        return self.group.split(", ")[1]


def energy_spans(inputs: Sequence[Inputs], errors: Mapping[str, Result], config: Config) -> list[EnergySpan]:
    """The span of each group of enough papers, the group of most papers first.

    errors: of one reading of a parameter in decades, where two curators read the same papers.
    """
    groups = grouped(inputs, lambda item: item.group)
    spans = [_span(group, own, errors, config) for group, own in groups.items() if len(own) >= LEAST_LINEAGES]
    return sorted(spans, key=lambda span: (-(span.n_papers.value or 0), span.group))


def _span(group: str, own: Sequence[Inputs], errors: Mapping[str, Result], config: Config) -> EnergySpan:
    energies = [10 ** sum(logs) for logs in energy_logs(own, config)]
    spread = statistics.stdev(math.log10(energy) for energy in energies)
    make = Numbers(f"energy_spans/{group}", tuple(item.action_energy for item in own), of=f", {group}")
    of_reading: Result | None = None
    without: Result | None = None
    read = [error for name in _READ_TWICE if (error := errors.get(name)) is not None and error.value]
    if group.startswith(SURVEY) and len(read) == len(_READ_TWICE):
        sd = math.sqrt(sum((each.value or 0.0) ** 2 for each in read))
        of_error = Numbers(make.base, tuple(each.id for each in read), of=make.of)
        label = "error of reading one paper's action energy"
        of_reading = of_error.statistic("reading", label, sd, "root of the sum of squares of its parts", "decades")
        left = math.sqrt(max(spread**2 - sd**2, 0.0))
        rule = "root of the variance between papers less the variance of reading"
        without = make.statistic("left", "spread without the error of reading", left, rule, "decades")
    return EnergySpan(
        id=make.base,
        group=group,
        n_papers=make.count("papers", "papers with an action energy", len(own), "papers counted"),
        least=make.statistic("least", "least action energy", min(energies), "least of the papers", "J"),
        largest=make.statistic("largest", "largest action energy", max(energies), "largest of the papers", "J"),
        spread=make.statistic("spread", "spread of the action energy", spread, "SD of log10 over papers", "decades"),
        of_reading=of_reading,
        without_reading=without,
    )


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
