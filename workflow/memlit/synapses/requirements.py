"""What an array asks of its synapses: the largest standby power under a budget, the largest action energy at a rate.

One cell of a square array is selected. A synapse is taken as ohmic, so one that stands under a share s of the pulse's
voltage takes s^2 of its power. Over N synapses the shares add up to

    n = selected^2 + 2 (sqrt(N) - 1) on_line^2 + (sqrt(N) - 1)^2 elsewhere^2

with on_line the share of the cells on the lines of the selected one and elsewhere that of all others: 1/2 and 0 in the
V/2 scheme, 1/3 and 1/3 in the V/3 scheme (Chen, IEEE Trans. Electron Devices 2013, 60, 1318). A budget B in W allows

    P_s <= B/n    and    E_a <= B/(f n)    at f pulses a second.
"""

import math
from typing import Annotated

from memlit.config import Bias, Config
from memlit.datum import Number, Numbers, Record, Result
from memlit.naming import slug
from memlit.published import Column, meaning, published


@published("requirements.csv", "What an array of N synapses asks of each: requirement curves", "bound_energy")
class Requirement(Record):
    """One place of a requirement curve."""

    id: Annotated[str, meaning("metric, bias scheme, number of synapses and rate")]
    metric: Annotated[str, meaning("metric that the limit is of", allowed=("standby_power", "action_energy"))]
    bias: Annotated[str, meaning("bias scheme, of report.requirements")]
    n_synapses: Annotated[Number, Column("n_synapses", "synapses of the square array", unit="1")]
    rate: Annotated[Number | None, Column("rate_hz", "pulses a second, of an action energy", unit="Hz")]
    budget: Annotated[Number, Column("budget_w", "power that the array may take", unit="W")]
    weight: Annotated[Number, meaning("synapses under the whole voltage that take as much as the array", unit="1")]
    most: Annotated[Result, meaning("the largest value of the metric that keeps within the budget", unit="column unit")]
    unit: Annotated[str, meaning("SI unit")]


def requirements(config: Config) -> list[Requirement]:
    """The curves of the settings: each bias scheme, each number of synapses, each rate."""
    asked = config.report.requirements
    lines = []
    for name, bias in asked.bias.items():
        for synapses in asked.synapses:
            lines.append(_line("standby_power", name, bias, synapses, asked.power, None))
            lines += [_line("action_energy", name, bias, synapses, asked.power, rate) for rate in asked.rates]
    return lines


def array_weight(bias: Bias, synapses: float) -> float:
    """How many synapses under the whole voltage take as much power as a square array with one cell selected."""
    side = math.sqrt(synapses)
    return bias.selected**2 + 2 * (side - 1) * bias.on_line**2 + (side - 1) ** 2 * bias.elsewhere**2


def _line(metric: str, name: str, bias: Bias, synapses: float, power: float, rate: float | None) -> Requirement:
    weight = array_weight(bias, synapses)
    at = "" if rate is None else f"/{rate:g}"
    unit = "W" if rate is None else "J"
    make = Numbers(f"requirement/{metric}/{slug(name)}/{synapses:g}{at}")
    label = f"largest {metric.replace('_', ' ')} of {synapses:g} synapses, {name.replace('_', ' ')}"
    rule = "budget over the weight of the array" if rate is None else "budget over rate and weight of the array"
    return Requirement(
        id=make.base,
        metric=metric,
        bias=name,
        n_synapses=synapses,
        rate=rate,
        budget=power,
        weight=weight,
        most=make.statistic("most", label, power / weight / (rate or 1.0), rule, unit),
        unit=unit,
    )
