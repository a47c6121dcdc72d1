"""Which device meets a budget: for each quantity of `report.budgets`, met, failed, open within bounds, or not known.

A device of several conditions has the range over them: it meets a budget where each condition does, and fails where
none does. No device is called the best: of few papers the best is the luckiest.
"""

from collections.abc import Iterable, Sequence
from typing import Annotated, Literal

from memlit.benchmark.rows import BenchmarkRow
from memlit.config import Budget, Config
from memlit.datum import Number, Reading, Record, Result
from memlit.field.codes import SYNAPSE_ROLES
from memlit.grouping import grouped
from memlit.published import Column, meaning, published
from memlit.synapses.beside.properties import Property

BudgetVerdict = Literal["meets", "fails", "open", "not known"]


@published("budgets.csv", "Synapses against a budget", "describe_synapses")
class BudgetLine(Record):
    """One quantity of one device against its budget; numbers: ids of what is known of it."""

    id: Annotated[str, meaning("device and quantity")]
    paper: Annotated[str, meaning("key of the paper")]
    device: Annotated[str, meaning("device within the paper")]
    name: Annotated[str, meaning("the device as printed")]
    device_class: Annotated[str, Column("class", "device class by its short name")]
    quantity: Annotated[str, meaning("metric of the benchmark or parameter of config/vocabulary.yaml")]
    low: Annotated[Number | None, meaning("least of what is known, in SI", unit="SI")]
    high: Annotated[Number | None, meaning("most of it, empty where it has no end, in SI", unit="SI")]
    verdict: Annotated[
        BudgetVerdict,
        meaning("what is known of it against the budget; open: its bounds hold the budget"),
    ]
    numbers: Annotated[tuple[str, ...], meaning("ids of the metrics or readings")]


def budget_lines(rows: Iterable[BenchmarkRow], properties: Iterable[Property], config: Config) -> list[BudgetLine]:
    """A line for each quantity of each synapse with a metric under the headline pulse, sorted by id."""
    pulse = config.conventions.headline_pulse
    shown = [
        row
        for row in rows
        if row.role in SYNAPSE_ROLES
        and row.pulse == pulse
        and any(row.evidence_of(quantity) for quantity in config.report.budgets)
    ]
    printed = {(item.paper, item.device, item.parameter): item.values for item in properties}
    lines = []
    for (paper, device), own in sorted(grouped(shown, lambda row: (row.paper, row.device)).items()):
        for quantity, budget in config.report.budgets.items():
            known: Sequence[Result | Reading] = printed.get((paper, device, quantity), ())
            if quantity in config.metrics:
                known = [row.metrics[quantity] for row in own if quantity in row.metrics]
            lines.append(_line(own[0], quantity, known, budget))
    return lines


def _line(row: BenchmarkRow, quantity: str, known: Sequence[Result | Reading], budget: Budget) -> BudgetLine:
    low, high = _ends(known)
    return BudgetLine(
        id=f"budget/{row.paper}/{row.device}/{quantity}",
        paper=row.paper,
        device=row.device,
        name=row.name,
        device_class=row.device_class,
        quantity=quantity,
        low=low,
        high=high,
        verdict=verdict_on(low, high, budget) if known else "not known",
        numbers=tuple(item.id for item in known),
    )


def _ends(known: Sequence[Result | Reading]) -> tuple[float | None, float | None]:
    """The range over several numbers; an end that one of them lacks is open."""
    lows = [item.low if item.value is None else item.value for item in known]
    highs = [item.high if item.value is None else item.value for item in known]
    low = None if not lows or None in lows else min(end for end in lows if end is not None)
    high = None if not highs or None in highs else max(end for end in highs if end is not None)
    return low, high


def verdict_on(low: float | None, high: float | None, budget: Budget) -> BudgetVerdict:
    """What a range says against a budget. A lower end that is not known is 0, an upper one has no limit."""
    if budget.most is not None:
        if high is not None and high <= budget.most:
            return "meets"
        return "fails" if (low or 0.0) > budget.most else "open"
    if budget.least is None:
        return "open"
    if (low or 0.0) >= budget.least:
        return "meets"
    return "fails" if high is not None and high < budget.least else "open"
