"""The action energy over the width of the pulse within one device: E_a ~ tau^n, the exponent by least squares.

The width is the experimenter's choice. At n = 1 the power of the pulse is the same at every width; the energy of a
device is then a line over its width and no number. Devices that were measured at three widths or more have a row.
"""

import math
from collections.abc import Iterable
from typing import Annotated

from memlit.benchmark.rows import BenchmarkRow
from memlit.datum import Numbers, Pulse, Record, Result
from memlit.field.codes import SYNAPSE_ROLES
from memlit.grouping import grouped
from memlit.published import Column, meaning, published

_ENERGY, _WIDTH = "action_energy", "spike_timing"
LEAST_WIDTHS = 3
_RULE = "least squares of log10 E_a on log10 tau over the conditions of one device"
OF_VALUES, LOWER_ENDS = "values", "lower ends"


@published("energy_exponents.csv", "The action energy over the width of the pulse within one device", "bound_energy")
class EnergyExponent(Record):
    """How the action energy of one device grows with the width of its pulse."""

    id: Annotated[str, meaning("paper, device and pulse")]
    paper: Annotated[str, meaning("key of the paper")]
    device: str
    name: Annotated[str, Column("device", "device as printed")]
    device_class: Annotated[str, Column("class", "device class")]
    pulse: Annotated[Pulse, meaning("set (potentiation) or reset (depression)")]
    of: Annotated[
        str, meaning("what the energies are: values, or lower ends where the states were read far below the pulse")
    ]
    n_runs: Annotated[int, meaning("conditions with a width and an energy")]
    shortest: Annotated[Result, meaning("shortest width", unit="s")]
    longest: Annotated[Result, meaning("longest width", unit="s")]
    least: Annotated[Result, meaning("least energy", unit="J")]
    largest: Annotated[Result, meaning("largest energy", unit="J")]
    exponent: Annotated[Result, meaning("exponent of the width in the energy; 1 at equal power", unit="1")]


def energy_exponents(rows: Iterable[BenchmarkRow]) -> list[EnergyExponent]:
    """The devices with an energy at three widths or more, by id."""
    lines = []
    known = [row for row in rows if row.role in SYNAPSE_ROLES and row.is_of_one_source and row.metrics.get(_ENERGY)]
    for (paper, device, pulse), own in sorted(grouped(known, lambda row: (row.paper, row.device, row.pulse)).items()):
        for of in (OF_VALUES, LOWER_ENDS):
            runs = {row.id: run for row in own if (run := _run(row, of))}
            if len({width for width, _ in runs.values()}) >= LEAST_WIDTHS:
                lines.append(_line(f"energy_exponent/{paper}/{device}/{pulse}", own[0], of, runs))
    return lines


def _run(row: BenchmarkRow, of: str) -> tuple[float, float] | None:
    """Width and energy of a condition, where its energy is of this kind."""
    width, energy = row.value(_WIDTH), row.metrics[_ENERGY]
    is_value = energy.value is not None
    shown = energy.value if is_value else energy.low if energy.high in (None, math.inf) else None
    return (width, shown) if width and shown and is_value == (of == OF_VALUES) else None


def _line(base: str, row: BenchmarkRow, of: str, runs: dict[str, tuple[float, float]]) -> EnergyExponent:
    make = Numbers(base, tuple(f"{own}#{_ENERGY}" for own in runs), of=f" of {row.name}, {row.pulse}")
    widths, energies = zip(*runs.values(), strict=True)
    return EnergyExponent(
        id=base,
        paper=row.paper,
        device=row.device,
        name=row.name,
        device_class=row.device_class,
        pulse=row.pulse,
        of=of,
        n_runs=len(runs),
        shortest=make.statistic("shortest", "shortest width", min(widths), "least of the conditions", "s"),
        longest=make.statistic("longest", "longest width", max(widths), "largest of the conditions", "s"),
        least=make.statistic("least", "least action energy", min(energies), "least of the conditions", "J"),
        largest=make.statistic("largest", "largest action energy", max(energies), "largest of the conditions", "J"),
        exponent=make.statistic(
            "exponent", "exponent of the width in the action energy", log_slope(widths, energies), _RULE
        ),
    )


def log_slope(x: Iterable[float], y: Iterable[float]) -> float:
    """Slope of log y on log x by least squares."""
    import numpy as np

    across, up = np.log10(list(x)), np.log10(list(y))
    centred = across - across.mean()
    return float((centred * up).sum() / (centred**2).sum())
