"""A metric's formula with its numbers filled in, each a link to the reading that it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from memlit.benchmark.formulas import PARAMETERS, Style
from memlit.benchmark.metrics import formula_of
from memlit.benchmark.rows import BenchmarkRow
from memlit.config import Config
from memlit.datum import Reading
from memlit.devices.tuples import PARAMETERS as PULSE_PARAMETERS
from memlit.devices.tuples import STATES
from memlit.report.text import number, symbol


def filled_lines(rows: Iterable[BenchmarkRow], readings: Mapping[str, Reading], config: Config) -> dict[str, str]:
    """A line for the card of each metric that is computed from the readings of one tuple, by the metric's id."""
    found = {}
    for row in rows:
        for name, result in row.metrics.items():
            formula = formula_of(config.metrics[name])
            parts = _parts(row, [readings[key] for key in result.inputs if key in readings])
            if "r" not in formula.parameters and all(part in parts for part in formula.parameters):
                text = formula.written(_style(parts), config.conventions.conductance_mean).replace(")^2", ")²")
                found[result.id] = f"{symbol(config.metrics[name].symbol)} = {text}"
    return found


def _parts(row: BenchmarkRow, readings: list[Reading]) -> dict[str, str]:
    """Ids of the readings by the formula's parameter that each is."""
    names = {STATES["g_on"]: "G_on", STATES["g_off"]: "G_off"}
    own = PULSE_PARAMETERS.get(row.pulse, {})
    names |= {own[part]: letter for part, letter in (("v_spike", "V"), ("tau", "tau")) if part in own}
    return {names[reading.parameter]: reading.id for reading in readings if reading.parameter in names}


def _style(parts: Mapping[str, str]) -> Style:
    symbols = {parameter.symbol: number(parts[name]) for name, parameter in PARAMETERS.items() if name in parts}
    return Style("{} · {}", "{}/{}", "({})^{}", lambda name: symbols[name])
